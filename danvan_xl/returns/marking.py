"""The marked copy of a returned form of any kind: what runs in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from danvan_xl.findings import Finding
from danvan_xl.returns.marked_copy import write_marked_copy
from danvan_xl.returns.notes import Note, note_of
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.reading import form_of
from danvan_xl.submissions.safety import lone_file

_REFILLED = (
    "Phiếu gửi về không đánh dấu được, nên số liệu đã được chép sang phiếu mới này; "
    "giá trị ghi sai cũng được giữ nguyên để đơn vị sửa."
)
_EMPTY = "Phiếu gửi về không dùng lại được; điền vào phiếu mới này rồi gửi lại."
_NO_FORM = "Phiếu gửi về không đánh dấu được và không rõ là của đơn vị nào; xem các lỗi dưới đây."

_Place = Callable[[str, int | None, str], tuple[str, str, str]]


@dataclass(frozen=True)
class ToMark:
    """A form to mark."""

    source: Path
    name: str
    """Of the file, as users know it."""
    findings: tuple[Finding, ...]
    target: Path
    limits: Limits


@dataclass(frozen=True)
class AsItIs(ToMark):
    """A copy of the file itself is marked."""

    notes: tuple[Note, ...]
    """The findings with their places."""


@dataclass(frozen=True)
class Anew(ToMark):
    """What the file says is filled into the unit's own form, and that is marked."""

    blank: bytes
    """The form; empty when it is not known which unit the file is of."""
    keep_answers: bool
    """False for a file of another round, whose answers must not come back as this round's."""


def write_marked(job: AsItIs | Anew) -> tuple[Note, ...]:
    """Write the marked copy and return its notes; raises what the libraries under it raise."""
    if isinstance(job, AsItIs):
        write_marked_copy(_source(job), job.notes, job.target)
        return job.notes
    if not job.blank:
        notes = tuple(note_of(item) for item in job.findings)
        write_marked_copy(_empty_workbook(), notes, job.target, _NO_FORM)
        return notes
    from danvan_xl.returns.refilled import refill  # needs pandas, which takes long to load

    data = form_of(_source(job), job.name, job.limits)
    refilled = refill(job.blank, _legible(data) if job.keep_answers else data.without_cells())
    notes = notes_of(job.findings, refilled.place)
    remark = _REFILLED if job.keep_answers else _EMPTY
    write_marked_copy(refilled.form, notes, job.target, remark)
    return notes


def notes_of(findings: Iterable[Finding], place: _Place) -> tuple[Note, ...]:
    """Return the notes for ``findings``; ``place``: table, row, column → where the unit sees it."""
    return tuple(note_of(item, *place(item.table, item.row, item.column)) for item in findings)


def _source(job: ToMark) -> bytes:
    return lone_file(job.source, job.source.parent, job.limits)


def _legible(form: FormData) -> FormData:
    """Return ``form`` with what could be understood as it was, such as text in an old font."""
    from danvan_xl.interpretation import understand_facts, understand_table
    from danvan_xl.returns.understood import as_understood

    frames = {
        table.key: understand_table(
            table.key, form.tables[table.key], table.form_columns, form
        ).frame
        for table in (RESULTS, INITIATIVES)
    }
    return as_understood(form, understand_facts(form)[0], frames)


def _empty_workbook() -> bytes:
    content = BytesIO()
    Workbook().save(content)
    return content.getvalue()
