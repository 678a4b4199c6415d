"""Gathers what came in: the files of a folder, and those attached to letters in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from danvan_xl.commands.letter_days import letter_remarks
from danvan_xl.errors import DanVanError
from danvan_xl.findings import Finding, finding
from danvan_xl.submissions.arrivals import (
    LETTER_SUFFIXES,
    Arrival,
    files_below,
    files_in,
    may_hold_forms,
)
from danvan_xl.submissions.letters import Letter, attachments
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.receipts import (
    RECEIPTS_FILE,
    Days,
    Receipt,
    days_of,
    is_receipts,
    read_receipts,
)
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
    otherwise: date,
    workers: Workers,
    box: Path,
    limits: Limits,
) -> Post:
    """Return what lies in ``folder``, each with the day on which it is said to be received.

    That is the day that ``ngay-nhan.csv`` names, else the one that a letter states, unless it is
    still to come; of a letter that states none it is said that it came on the day ``otherwise``.
    Attached files are put into the folder ``box``. ``master`` is left out.

    Raises ``DanVanError`` when there is no folder, nothing like a form in it, or
    ``ngay-nhan.csv`` cannot be read, contradicts itself or names a day after ``today``.
    """
    _refuse_no_folder(folder)
    receipts = read_receipts(folder)
    there = files_in(folder, master)
    paths = [path for path in there if not is_receipts(path)]
    if not any(map(may_hold_forms, paths)):
        raise DanVanError(
            f"Thư mục «{folder}» không có phiếu nào. "
            f"{_left_below(folder) or 'Chép các phiếu đơn vị gửi về vào thư mục này rồi làm lại.'}"
        )
    latest = max(today, date.today())
    _refuse_ahead(receipts, latest)
    letters = [path for path in paths if path.suffix.lower() in LETTER_SUFFIXES]
    arrivals = [Arrival(path.name, path) for path in paths if path not in letters]
    refused = []
    opened: dict[str, Letter] = {}
    outcomes = workers.map(_open_letter, [_ToOpen(path, limits) for path in letters])
    for number, (path, outcome) in enumerate(zip(letters, outcomes, strict=True)):
        if isinstance(outcome, Letter):
            opened[path.name] = outcome
            arrivals += _attached(path, outcome, box / str(number))
        else:
            refused.append((path.name, _why(outcome)))
    lying = [path.name for path in paths]
    attached = [name for one in arrivals if one.letter for name in _names(one, lying)]
    days = days_of(receipts, lying, attached)
    listed = [_listed(one, days, lying) for one in arrivals]
    unlisted = {
        one.letter: opened[one.letter]
        for one, day in zip(arrivals, listed, strict=True)
        if one.letter and day is None
    }
    return Post(
        tuple(
            replace(one, received=_day(one, day, latest))
            for one, day in zip(arrivals, listed, strict=True)
        ),
        tuple(refused),
        (
            *_remarks(folder, there, days),
            *letter_remarks(unlisted, otherwise, latest),
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


def _refuse_ahead(receipts: Sequence[Receipt], latest: date) -> None:
    """Raise ``DanVanError`` for a day that is still to come."""
    for one in receipts:
        if one.day > latest:
            raise DanVanError(
                f"{RECEIPTS_FILE}: ngày nhận {one.day:%d/%m/%Y} của «{one.name}» ở sau hôm nay. "
                "Sửa lại ngày rồi nhập lại."
            )


def _attached(path: Path, letter: Letter, box: Path) -> Iterator[Arrival]:
    """Put the files of a letter into ``box`` and yield them, with the day that it states."""
    for number, attached in enumerate(letter.files):
        place = box / str(number)
        place.mkdir(parents=True)
        (place / attached.name).write_bytes(attached.data)
        yield Arrival.attached(path.name, place / attached.name, letter.received)


def _why(outcome: Finding | Failure) -> Finding:
    if isinstance(outcome, Failure):
        return finding("T19", reason="thư quá lớn hoặc quá phức tạp.")
    return outcome


def _names(arrival: Arrival, lying: Collection[str]) -> Iterator[str]:
    """Yield what the list may call a file: behind its letter's name, by the letter's, by its own.

    ``lying``: names of the files in the folder. One of these is that file, not one of a letter.
    """
    yield arrival.name
    if arrival.letter:
        yield arrival.letter
        if arrival.path.name not in lying:
            yield arrival.path.name


def _listed(arrival: Arrival, days: Days, lying: Collection[str]) -> date | None:
    """Return the day that ``ngay-nhan.csv`` names for a file or for the letter it came with."""
    names = (name for name in _names(arrival, lying) if name in days.by_name)
    return next((days.by_name[name] for name in names), None)


def _day(arrival: Arrival, listed: date | None, latest: date) -> date | None:
    """Return the day on which a file came, as far as it is stated and not after ``latest``."""
    day = listed or arrival.received
    return day if day is not None and day <= latest else None


def _remarks(folder: Path, there: Sequence[Path], days: Days) -> Iterator[str]:
    """Yield what is to be known of the folder and of the files that are ``there``."""
    if left := _left_below(folder):
        yield left
    for path in there:
        if is_receipts(path) and path.suffix.lower() != ".csv":
            yield f"«{path.name}» không được đọc: ngày nhận lấy ở {RECEIPTS_FILE}."
    yield from days.unclear


def _left_below(folder: Path) -> str:
    """Return what is said of the files in the folders of ``folder``; "" when there are none."""
    count = files_below(folder)
    return (
        f"{count} tệp trong thư mục con không được đọc: chép phiếu ra ngay thư mục đang nhập rồi "
        "nhập lại."
        if count
        else ""
    )
