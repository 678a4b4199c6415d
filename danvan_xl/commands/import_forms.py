"""``import`` ("Nhập phiếu"): a folder of returned forms, read, checked and put into the master."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlwings as xw

from danvan_xl.commands.changes import in_short
from danvan_xl.commands.common import (
    Progress,
    bring_to_front,
    day_of,
    place_of,
    refuse_if_locked,
    silent,
)
from danvan_xl.commands.findings_table import Located, rows_of
from danvan_xl.commands.import_result import Entry, ImportResult
from danvan_xl.commands.intake import Intake, files_in
from danvan_xl.commands.merging import Accepted, Merger
from danvan_xl.errors import DanVanError
from danvan_xl.findings import finding
from danvan_xl.register import Register
from danvan_xl.schema.tables import FINDINGS, SUBMISSIONS, UNITS
from danvan_xl.submissions.annotate import write_marked_copy
from danvan_xl.submissions.decisions import Candidate, decide
from danvan_xl.submissions.receipts import RECEIPTS_FILE, received_dates

_LONGEST_CELL = 32_000
"""Letters that a cell holds, with some to spare."""

RETURNED_FOLDER = "tra-lai"
"""Folder beside the master into which marked copies go."""

TO_CORRECT = "_can-sua"
"""Ends the name of a marked copy, so that it is told apart from the form that came back."""


def import_forms(
    book: xw.Book,
    folder: Path,
    *,
    received: date | None = None,
    as_of: date | None = None,
    marked: Path | None = None,
    progress: Progress = silent,
) -> ImportResult:
    """Read every file in ``folder`` and put the right forms into the master.

    ``received``: the day the files came in, for those that ``ngay-nhan.csv`` does not name; today
    (``as_of``) when not given. A form with an error is not merged: a marked copy goes into the
    folder ``marked``, ``tra-lai`` beside the master when not given. Files that were imported
    before are recognised by their content, so running it twice changes nothing.
    """
    register = Register(book)
    settings = register.settings()
    refuse_if_locked(settings)
    today = day_of(settings, as_of)
    here = place_of(book)
    paths = files_in(folder, here / book.name)
    dates = received_dates(folder)
    for name, day in dates.items():
        if day > max(today, date.today()):
            raise DanVanError(
                f"{RECEIPTS_FILE}: ngày nhận {day:%d/%m/%Y} của «{name}» ở sau hôm nay. "
                "Sửa lại ngày rồi nhập lại."
            )
    intake = Intake(register)
    deeper = sum(path.is_file() for path in folder.glob("*/**/*"))
    if deeper:
        intake.result.messages.append(
            f"{deeper} tệp trong thư mục con không được đọc; chép phiếu ra thư mục «{folder.name}»."
        )
    intake.result.messages += [
        f"{RECEIPTS_FILE} ghi tệp «{name}» nhưng trong thư mục không có tệp này; kiểm tra lại tên."
        for name in sorted(dates.keys() - {path.name for path in paths})
    ]
    for number, path in enumerate(paths):
        progress(number, len(paths), path.name)
        intake.look_at(path, dates.get(path.name, received or today))
    progress(len(paths), len(paths), "")
    intake.refuse_other_year()
    result = _carry_out(register, intake, today, marked or here / RETURNED_FOLDER)
    sheet = FINDINGS if result.has_findings else SUBMISSIONS
    bring_to_front(book, register.sheet_name(sheet))
    if register.changed:
        register.log("Nhập phiếu", str(folder), result.summary)
    return result


def _carry_out(register: Register, intake: Intake, today: date, marked: Path) -> ImportResult:
    """Merge what is right, return what is wrong, and say so in the result."""
    result = intake.result
    decision = decide(intake.candidates, intake.since)
    for candidate in decision.accepted:
        result.accepted.append(_entry(candidate, intake.located(candidate)))
    for candidate in decision.superseded:
        result.superseded.append(_entry(candidate, ()))
    returned = [(candidate, intake.located(candidate)) for candidate in decision.returned]
    for forms in decision.conflicts:
        names = ", ".join(candidate.form.file for candidate in forms)
        both = finding("T03", unit_code=forms[0].unit_code, files=names)
        returned += [
            (candidate, [Located(both, file=candidate.form.file), *intake.located(candidate)])
            for candidate in forms
        ]
    told = _told_before(register)
    for candidate, located in returned:
        copy = marked / f"{candidate.path.stem.removesuffix(TO_CORRECT)}{TO_CORRECT}.xlsx"
        if not (copy.exists() and candidate.form.sha256 in told):
            write_marked_copy(candidate.path, [item.to_note() for item in located], copy)
        result.returned.append(_entry(candidate, located, copy))
    merger = Merger(register)
    merger.merge(
        [Accepted(form, intake.checked[form.form.sha256]) for form in decision.accepted],
        [candidate for candidate, _ in returned],
        decision.superseded,
        today,
    )
    for unit, texts in merger.changes.items():
        result.messages.append(f"Phiếu mới của {unit} thay số cũ: {in_short(texts)}.")
        register.log("Thay số liệu", unit, "; ".join(texts)[:_LONGEST_CELL])
    _write_findings(register, result)
    return result


def _entry(candidate: Candidate, located: Sequence[Located], copy: Path | None = None) -> Entry:
    return Entry(candidate.form.file, candidate.unit_code, tuple(located), copy)


def _told_before(register: Register) -> set[str]:
    """Return the hashes of files that were returned by an earlier run."""
    return set(register.read(SUBMISSIONS)["returned_sha256"]) - {""}


def _write_findings(register: Register, result: ImportResult) -> None:
    """Bring the findings about files on ``Lỗi`` in line with what was read now."""
    units = register.read(UNITS)
    names = dict(zip(units["code"], units["name"], strict=True))
    waiting = [*result.returned, *result.unreadable]
    located = [item for entry in waiting for item in entry.findings]
    located += [
        item
        for entry in result.accepted
        for item in entry.findings
        if item.finding.code.startswith("P")
    ]
    old = register.read(FINDINGS)
    done = [*waiting, *result.accepted, *result.superseded]
    within = old["file"].isin([entry.file for entry in done])
    register.merge(FINDINGS, rows_of(located, names), within)
