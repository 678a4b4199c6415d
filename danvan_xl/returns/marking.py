"""The marked copy of a returned form of any kind: what runs in a process of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from danvan_xl.findings import Finding
from danvan_xl.returns.list_sheet import read_list
from danvan_xl.returns.marked_copy import write_marked_copy
from danvan_xl.returns.new_form import left_out_note, note_in_new_form, without_codes
from danvan_xl.returns.notes import Note, Place, note_of
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.reading import form_of
from danvan_xl.submissions.safety import lone_file

if TYPE_CHECKING:
    from danvan_xl.returns.refilled import Refilled

_UNMARKED = "Phiếu gửi về không đánh dấu được nên phiếu mới này thay cho phiếu ấy."
_REPLACED = "Phiếu gửi về không còn đủ, đúng như lúc phát, nên phiếu mới này thay cho phiếu ấy."
_COPIED = (
    "Số liệu ở trang {sheets} đã được chép sang phiếu mới này, giá trị ghi sai cũng giữ nguyên để "
    "đơn vị sửa; số liệu không có chỗ trong phiếu mới thì nêu trong danh sách lỗi."
)
_NOT_COPIED = (
    "Không lấy được số liệu ở trang {sheets} của phiếu gửi về: trang ấy trong phiếu mới chưa có số "
    "liệu của đơn vị, phải điền lại."
)
_EMPTY = "Phiếu gửi về không dùng lại được; điền vào phiếu mới này rồi gửi lại."
_NO_FORM = "Phiếu gửi về không đánh dấu được và không rõ là của đơn vị nào; xem các lỗi dưới đây."


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
    is_broken: bool = False
    """Whether a copy of the file itself would be one that the unit cannot put right."""


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
    if job.keep_answers:
        refilled = refill(job.blank, without_codes(_legible(data), job.findings))
        told, remark = job.findings, _remark(job, refilled)
    else:
        refilled = refill(job.blank, data.without_cells())
        told = tuple(item for item in job.findings if item.table == "facts")
        remark = _EMPTY
    notes = tuple(note_in_new_form(item, refilled.place) for item in told)
    notes += tuple(left_out_note(one.line, one.answer) for one in refilled.left_out)
    write_marked_copy(refilled.form, notes, job.target, remark)
    return Marked(notes, remark)


def recall_marked(job: ToRecall) -> Marked | None:
    """Return what a copy says, or None when its list is gone."""
    data = lone_file(job.copy, job.copy.parent, job.limits)
    found = read_list(load_workbook(BytesIO(data), keep_links=False))
    return None if found is None else Marked(*found)


def notes_of(findings: Iterable[Finding], place: Place) -> tuple[Note, ...]:
    """Return the notes for ``findings``."""
    return tuple(note_of(item, place) for item in findings)


def _remark(job: Anew, refilled: Refilled) -> str:
    """Return why there is a new form, what of the unit's own is in it, and what is not."""
    told = [_REPLACED if job.is_broken else _UNMARKED]
    for text, sheets in ((_COPIED, refilled.copied), (_NOT_COPIED, refilled.missing)):
        if sheets:
            told.append(text.format(sheets=", ".join(f"«{sheet}»" for sheet in sheets)))
    return " ".join(told)


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
