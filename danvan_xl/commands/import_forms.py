"""``import`` ("Nhập phiếu"): a folder of returned forms, read, checked and put into the master."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwings as xw

from danvan_xl.commands.arriving import gather
from danvan_xl.commands.changes import in_short
from danvan_xl.commands.common import (
    Progress,
    bring_to_front,
    day_of,
    place_of,
    refuse_if_locked,
    silent,
)
from danvan_xl.commands.comparing import compare
from danvan_xl.commands.decision_texts import told
from danvan_xl.commands.findings_table import Located
from danvan_xl.commands.import_findings import write_findings
from danvan_xl.commands.import_result import Entry, ImportResult
from danvan_xl.commands.intake import Intake
from danvan_xl.commands.merging import Accepted, Merger
from danvan_xl.commands.previous import last_year_of
from danvan_xl.commands.return_copies import ToReturn
from danvan_xl.commands.returning import RETURNED_FOLDER, Returning, refuse_returned
from danvan_xl.errors import DanVanError
from danvan_xl.findings import Finding, finding
from danvan_xl.register import Register
from danvan_xl.schema.tables import FINDINGS, SUBMISSIONS
from danvan_xl.schema.text import vn_date
from danvan_xl.submissions.arrivals import Arrival
from danvan_xl.submissions.candidates import Candidate
from danvan_xl.submissions.decisions import Decision, decide
from danvan_xl.submissions.limits import LIMITS
from danvan_xl.submissions.originals import ORIGINALS_FOLDER, keep_original
from danvan_xl.submissions.preferences import Preference
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.safety import lone_file
from danvan_xl.workers import Workers

_NOTHING_TO_CHOOSE = (
    "Không có phiếu nào đang phải chọn nên --prefer newest không đổi gì. Muốn dùng lại một phiếu "
    'đã thay thì ghi tên: --prefer "file:TÊN-TỆP".'
)

_Line = tuple[str, str, str]
"""Command, target and outcome: a line of the log."""

_LONGEST_CELL = 30_000
"""Letters of one line of the log: a cell holds some more."""


def import_forms(
    book: xw.Book,
    folder: Path,
    *,
    received: date | None = None,
    as_of: date | None = None,
    marked: Path | None = None,
    previous: xw.Book | None = None,
    prefer: Preference | None = None,
    progress: Progress = silent,
) -> ImportResult:
    """Read every file in ``folder`` and put the right forms into the master.

    ``received``: the day the files came in, for those of which neither ``ngay-nhan.csv`` nor the
    letter that brought them says it; today (``as_of``) when not given. A form with an error is not
    merged: a marked copy goes into the folder ``marked``, ``tra-lai`` beside the master when not
    given. ``previous``: last year's master, to compare with. ``prefer``: which of several forms of
    a unit counts, as a person decided. Originals of what is accepted are kept beside the master.
    Files that were imported before are recognised by their content, so running it twice changes
    nothing.
    """
    register = Register(book)
    settings = register.settings()
    refuse_if_locked(settings)
    today = day_of(settings, as_of)
    if received is not None and received > max(today, date.today()):
        raise DanVanError(
            f"Ngày nhận {vn_date(received)} ở sau hôm nay. Sửa lại ngày rồi nhập lại."
        )
    unsaid = received or today
    here = place_of(book)
    out = marked or here / RETURNED_FOLDER
    refuse_returned(folder, out, here / RETURNED_FOLDER)
    last_year = last_year_of(register, previous) if previous else None
    with (
        TemporaryDirectory(prefix="danvan-", ignore_cleanup_errors=True) as box,
        Workers(seconds=LIMITS.seconds, memory_bytes=LIMITS.memory_bytes) as workers,
    ):
        post = gather(folder, here / book.name, today, unsaid, workers, Path(box), LIMITS)
        intake = Intake(register, LIMITS, last_year, prefer, unsaid)
        intake.result.messages += post.messages
        for name, problem in post.refused:
            intake.reject(name, problem)
        intake.take(post.arrivals, workers, progress)
        intake.refuse_other_year()
        decision = decide(intake.candidates, intake.held, prefer)
        result = intake.result
        result.conflicts += [
            compare(forms, intake.checked, intake.expected, out, workers, LIMITS)
            for forms in decision.conflicts
        ]
        if prefer and prefer.newest and not decision.preferred + decision.conflicts:
            result.messages.append(_NOTHING_TO_CHOOSE)
        returning = Returning(register, out, today, unsaid, workers, LIMITS, previous)
        _give_back(intake, decision, returning, {one.name: one for one in post.arrivals})
        _keep_originals(decision.accepted, here / ORIGINALS_FOLDER)
    changes = _merge(register, intake, decision, today)
    write_findings(register, result)
    sheet = FINDINGS if result.has_findings else SUBMISSIONS
    bring_to_front(book, register.sheet_name(sheet))
    if register.changed:
        done = ("Nhập phiếu", str(folder), result.summary)
        register.log_all([*changes, *_choices(decision, prefer), done])
    return result


def _give_back(
    intake: Intake, decision: Decision, returning: Returning, arrivals: Mapping[str, Arrival]
) -> None:
    """Write what goes back to units, and say in the result what becomes of every form."""
    result = intake.result
    for candidate in decision.accepted:
        result.accepted.append(
            Entry(candidate.form.file, candidate.unit_code, tuple(intake.located(candidate)))
        )
    for candidate in decision.superseded:
        result.superseded.append(Entry(candidate.form.file, candidate.unit_code))
    for candidate in decision.duplicate:
        result.duplicate.append(Entry(candidate.form.file, candidate.unit_code))
    result.messages += map(told, decision.remarks)
    result.returned += returning.give_back(
        [
            ToReturn(one, intake.located(one), intake.checked[one.form.sha256].identity.year)
            for one in decision.returned
        ]
    )
    for together, conflict in zip(decision.conflicts, result.conflicts, strict=True):
        both = _conflict(together)
        located = [[Located(both, file=one.form.file), *intake.located(one)] for one in together]
        result.returned += returning.ask(together, located, conflict)
    result.unreadable, besides = returning.answer(result, arrivals)
    if besides:
        result.messages.append(
            f"{len(besides)} tệp gửi kèm phiếu là bản ký, ảnh hoặc văn bản nên không đọc: "
            f"{', '.join(f'«{file}»' for file in besides)}."
        )
    result.messages += returning.messages


def _conflict(forms: Sequence[Candidate]) -> Finding:
    names = ", ".join(one.form.file for one in forms)
    return finding("T03", unit_code=forms[0].unit_code, files=names)


def _keep_originals(accepted: Sequence[Candidate], folder: Path) -> None:
    """Keep a copy of each form that counts. Raises ``DanVanError`` when one cannot be kept."""
    for one in accepted:
        try:
            data = lone_file(one.path, one.path.parent, LIMITS)
        except Unreadable as problem:
            raise DanVanError(f"Tệp «{one.form.file}»: {problem.finding.message}") from problem
        if hashlib.sha256(data).hexdigest() != one.form.sha256:
            raise DanVanError(f"Tệp «{one.form.file}» bị đổi trong lúc nhập. Nhập lại thư mục này.")
        keep_original(folder, one.form.sha256, f".{one.form.kind}", data)


def _merge(register: Register, intake: Intake, decision: Decision, today: date) -> list[_Line]:
    """Put the forms that count into the master; tell what they change and return it for the log."""
    merger = Merger(register)
    merger.merge(
        [Accepted(form, intake.checked[form.form.sha256]) for form in decision.accepted],
        decision,
        today,
    )
    for unit, texts in merger.changes.items():
        message = f"Phiếu mới của {unit} thay số cũ: {in_short(texts, 'thay đổi')}."
        intake.result.messages.append(message)
    return [
        ("Thay số liệu", unit, line)
        for unit, texts in merger.changes.items()
        for line in _lines(texts)
    ]


def _lines(texts: Sequence[str]) -> Iterator[str]:
    """Yield ``texts`` joined, in as many cells of the log as they need."""
    line = ""
    for text in texts:
        for piece in (text[i : i + _LONGEST_CELL] for i in range(0, len(text), _LONGEST_CELL)):
            if line and len(line) + len(piece) > _LONGEST_CELL:
                yield line
                line = ""
            line = f"{line}; {piece}" if line else piece
    if line:
        yield line


def _choices(decision: Decision, prefer: Preference | None) -> Iterator[_Line]:
    """Yield for the log what a person chose, and why."""
    for choice in decision.preferred:
        others = ", ".join(f"«{file}»" for file in choice.losers)
        reason = prefer.reason if prefer else ""
        told = f"Dùng «{choice.winner}», không dùng {others}. Lý do: {reason}"
        yield ("Chọn phiếu", choice.unit_code, told)
