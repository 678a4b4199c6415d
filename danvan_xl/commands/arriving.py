"""Gathers what came in: the files of a folder, and those attached to letters in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.findings import Finding, finding
from danvan_xl.submissions.arrivals import (
    LETTER_SUFFIXES,
    WITHIN,
    Arrival,
    files_below,
    files_in,
    may_hold_forms,
)
from danvan_xl.submissions.letters import Letter, attachments
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.receipts import RECEIPTS_FILE, received_dates
from danvan_xl.submissions.safety import lone_file
from danvan_xl.workers import Failure, Workers


@dataclass(frozen=True)
class _ToOpen:
    """A letter to open."""

    path: Path
    limits: Limits


def _open_letter(job: _ToOpen) -> Letter | Finding:
    """Return the files of a letter, or why there are none; runs in a process of its own."""
    try:
        return attachments(lone_file(job.path, job.path.parent, job.limits), job.limits)
    except Unreadable as problem:
        return problem.finding


@dataclass(frozen=True)
class Post:
    """Everything that came in."""

    arrivals: tuple[Arrival, ...]
    refused: tuple[tuple[str, Finding], ...]
    """Letters that brought nothing: their names, and why."""
    messages: tuple[str, ...]


def gather(
    folder: Path,
    master: Path,
    today: date,
    workers: Workers,
    box: Path,
    limits: Limits,
) -> Post:
    """Return what lies in ``folder``, each with the day on which it is said to be received.

    That is the day that ``ngay-nhan.csv`` names, else the one that a letter states, unless it is
    still to come. Attached files are put into the folder ``box``. ``master`` is left out.

    Raises ``DanVanError`` when there is no folder, nothing like a form in it, or a day in
    ``ngay-nhan.csv`` lies after ``today``.
    """
    _refuse_no_folder(folder)
    paths = files_in(folder, master)
    if not any(map(may_hold_forms, paths)):
        raise DanVanError(
            f"Thư mục «{folder}» không có phiếu nào. "
            f"{_left_below(folder) or 'Chép các phiếu đơn vị gửi về vào thư mục này rồi làm lại.'}"
        )
    days = received_dates(folder)
    latest = max(today, date.today())
    for name, day in days.items():
        if day > latest:
            raise DanVanError(
                f"{RECEIPTS_FILE}: ngày nhận {day:%d/%m/%Y} của «{name}» ở sau hôm nay. "
                "Sửa lại ngày rồi nhập lại."
            )
    letters = [path for path in paths if path.suffix.lower() in LETTER_SUFFIXES]
    arrivals = [Arrival(path.name, path) for path in paths if path not in letters]
    refused = []
    outcomes = workers.map(_open_letter, [_ToOpen(path, limits) for path in letters])
    for number, (path, outcome) in enumerate(zip(letters, outcomes, strict=True)):
        if isinstance(outcome, Letter):
            arrivals += _attached(path, outcome, box / str(number))
        else:
            refused.append((path.name, _why(outcome)))
    return Post(
        tuple(replace(one, received=_day(one, days, latest)) for one in arrivals),
        tuple(refused),
        (
            *_remarks(folder, days, [*paths, *arrivals]),
            *_letters_ahead(arrivals, days, today, latest),
        ),
    )


def _refuse_no_folder(folder: Path) -> None:
    """Raise ``DanVanError`` unless ``folder`` is one."""
    if folder.is_file():
        raise DanVanError(
            f"«{folder.name}» là một tệp, không phải thư mục. Nhập phiếu đọc mọi tệp trong một thư "
            f"mục: chọn thư mục chứa tệp này, «{folder.absolute().parent}»."
        )
    if not folder.is_dir():
        raise DanVanError(f"Không có thư mục «{folder}». Kiểm tra lại đường dẫn.")


def _attached(path: Path, letter: Letter, box: Path) -> Iterator[Arrival]:
    """Put the files of a letter into ``box`` and yield them, with the day that it states."""
    for number, attached in enumerate(letter.files):
        place = box / str(number)
        place.mkdir(parents=True)
        (place / attached.name).write_bytes(attached.data)
        yield Arrival(
            f"{path.name}{WITHIN}{attached.name}",
            place / attached.name,
            letter.received,
        )


def _why(outcome: Finding | Failure) -> Finding:
    if isinstance(outcome, Failure):
        return finding("T19", reason="thư quá lớn hoặc quá phức tạp.")
    return outcome


def _listed(arrival: Arrival, days: Mapping[str, date]) -> date | None:
    """Return the day that ``ngay-nhan.csv`` names for a file or for the letter it came with."""
    letter, within, own = arrival.name.rpartition(WITHIN)
    names = (arrival.name, letter, own) if within else (own,)
    return next((days[name] for name in names if name in days), None)


def _day(arrival: Arrival, days: Mapping[str, date], latest: date) -> date | None:
    """Return the day on which a file came, as far as it is stated and not after ``latest``."""
    day = _listed(arrival, days) or arrival.received
    return day if day is not None and day <= latest else None


def _remarks(
    folder: Path, days: Mapping[str, date], there: Sequence[Path | Arrival]
) -> Iterator[str]:
    """Yield what the user should know about the folder."""
    if left := _left_below(folder):
        yield left
    names = {one.name for one in there}
    names |= {name.rpartition(WITHIN)[2] for name in names}
    for name in sorted(days.keys() - names):
        yield (
            f"{RECEIPTS_FILE} ghi tệp «{name}» nhưng trong thư mục không có tệp này; "
            "kiểm tra lại tên."
        )


def _left_below(folder: Path) -> str:
    """Return what is said of the files in the folders of ``folder``; "" when there are none."""
    count = files_below(folder)
    return (
        f"{count} tệp trong thư mục con không được đọc: chép phiếu ra ngay thư mục đang nhập rồi "
        "nhập lại."
        if count
        else ""
    )


def _letters_ahead(
    arrivals: Sequence[Arrival], days: Mapping[str, date], today: date, latest: date
) -> Iterator[str]:
    """Yield what is said of letters whose day lies after ``latest``, so that it does not count."""
    ahead = {
        one.name.rpartition(WITHIN)[0]: one.received
        for one in arrivals
        if one.received is not None and one.received > latest and _listed(one, days) is None
    }
    for letter, stated in ahead.items():
        yield (
            f"Thư «{letter}» ghi ngày {stated:%d/%m/%Y}, ở sau hôm nay, nên phiếu mới trong thư "
            f"được tính là nhận ngày {today:%d/%m/%Y}, hoặc ngày ghi ở --received. Nếu không phải "
            f"ngày ấy thì ghi «{letter}» và ngày nhận vào {RECEIPTS_FILE} rồi nhập lại."
        )
