"""The marked copy of a returned form of any kind: what runs in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook

from danvan_xl.findings import Finding
from danvan_xl.returns.list_sheet import read_list
from danvan_xl.returns.marked_copy import write_marked_copy
from danvan_xl.returns.new_form import (
    left_out_note,
    needs_new_form,
    note_in_new_form,
    without_codes,
)
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
_REPLACED = (
    "Phiếu gửi về không còn đủ, đúng như lúc phát, nên phiếu mới này thay cho phiếu ấy: số liệu đã "
    "được chép sang, giá trị ghi sai cũng giữ nguyên để đơn vị sửa; số liệu không có chỗ trong "
    "phiếu mới thì nêu trong danh sách lỗi."
)
_EMPTY = "Phiếu gửi về không dùng lại được; điền vào phiếu mới này rồi gửi lại."
_NO_FORM = "Phiếu gửi về không đánh dấu được và không rõ là của đơn vị nào; xem các lỗi dưới đây."

_Place = Callable[[str, int | None, str], tuple[str, str, str]]


@dataclass(frozen=True)
class Marked:
    """What a marked copy says."""

    notes: tuple[Note, ...]
    remark: str = ""
    """What is told above its list; "" when the copy is the form as it came back."""


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


@dataclass(frozen=True)
class ToRecall:
    """A marked copy that an earlier import wrote."""

    copy: Path
    limits: Limits


def write_marked(job: AsItIs | Anew) -> Marked:
    """Write the marked copy and return what it says; raises what the libraries under it raise."""
    if isinstance(job, AsItIs):
        write_marked_copy(_source(job), job.notes, job.target)
        return Marked(job.notes)
    if not job.blank:
        notes = tuple(note_of(item) for item in job.findings)
        write_marked_copy(_empty_workbook(), notes, job.target, _NO_FORM)
        return Marked(notes, _NO_FORM)
    from danvan_xl.returns.refilled import refill  # needs pandas, which takes long to load

    data = form_of(_source(job), job.name, job.limits)
    answers = without_codes(_legible(data), job.findings)
    refilled = refill(job.blank, answers if job.keep_answers else data.without_cells())
    notes = tuple(note_in_new_form(item, refilled.place) for item in job.findings)
    notes += tuple(left_out_note(one.line, one.answer) for one in refilled.left_out)
    remark = _remark(job)
    write_marked_copy(refilled.form, notes, job.target, remark)
    return Marked(notes, remark)


def recall_marked(job: ToRecall) -> Marked | None:
    """Return what a copy says, or None when its list is gone."""
    data = lone_file(job.copy, job.copy.parent, job.limits)
    found = read_list(load_workbook(BytesIO(data), keep_links=False))
    return None if found is None else Marked(*found)


def notes_of(findings: Iterable[Finding], place: _Place) -> tuple[Note, ...]:
    """Return the notes for ``findings``; ``place``: table, row, column → where the unit sees it."""
    return tuple(note_of(item, *place(item.table, item.row, item.column)) for item in findings)


def _remark(job: Anew) -> str:
    if not job.keep_answers:
        return _EMPTY
    return _REPLACED if needs_new_form(job.findings) else _REFILLED


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
