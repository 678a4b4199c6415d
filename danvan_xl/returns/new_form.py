"""A form whose printed parts are broken, given back as a new one: what its findings mean there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from danvan_xl.findings import Finding
from danvan_xl.returns.notes import Note, Place, note_of
from danvan_xl.submissions.form_data import FormData

OTHER_YEAR, OTHER_VERSION = "P02", "P03"
"""Findings about a form of another year, or handed out before the form was changed."""
MADE_OVER = "P33"
"""The finding for a form of another year or unit, made over."""
_CHANGED = "P08"
_OF_ANOTHER = "P05"
"""The finding for a form with the code of one unit and the name of another."""
_REMEDIES = {
    "P06": "Phiếu mới này chỉ có một dòng của chỉ tiêu ấy; xem lại ô Số liệu rồi gửi.",
    "P07": "Phiếu mới này có đủ các dòng; điền dòng còn thiếu rồi gửi.",
    _CHANGED: "Phiếu mới này đã đúng như lúc phát; xem lại số liệu rồi gửi.",
    "P10": "Phiếu mới này đã đúng như lúc phát; xem lại số liệu rồi gửi.",
    "P27": "Trong phiếu mới này, chỗ ấy chưa có số liệu của đơn vị: điền lại đủ rồi gửi.",
    MADE_OVER: "Phiếu mới này đúng đơn vị, đúng năm; số liệu trong đó phải là của đơn vị mình và "
    "của năm nay.",
}
"""What only a new form puts right, as no unit can write into what is locked → what is left to do
in the new form."""


_REMEDY_OF_ANOTHER = (
    "Phiếu mới này ghi đúng tên và mã của một đơn vị: phải là đơn vị mình thì xem lại số liệu rồi "
    "gửi; không phải thì trả lời thư này."
)


def needs_new_form(findings: Iterable[Finding]) -> bool:
    """Whether a copy of the form itself is one that the unit cannot put right."""
    return any(item.code in _REMEDIES for item in findings)


def note_in_new_form(finding: Finding, place: Place) -> Note:
    """Return the note for a finding about the old form; what is right in the new one has no cell.

    ``place``: row of the old form → cell in the new one.
    """
    note = note_of(finding, place)
    if finding.code in (OTHER_YEAR, OTHER_VERSION):
        return replace(note, cell="")
    if finding.code == _OF_ANOTHER:
        return replace(note, cell="", more_cells=(), remedy=_REMEDY_OF_ANOTHER)
    if finding.code in _REMEDIES:
        return replace(note, cell="", more_cells=(), remedy=_REMEDIES[finding.code])
    return note


def left_out_note(line: str, answer: str) -> Note:
    """Return the note for the ``answer`` in a ``line`` that the new form has no place for."""
    return Note(
        "warning",
        "",
        "",
        "",
        f"Phiếu đã gửi ghi «{answer}» ở dòng «{line}», không có dòng ấy trong phiếu mới.",
        "Là số liệu của chỉ tiêu nào trong phiếu thì ghi lại vào dòng của chỉ tiêu đó.",
    )


def without_codes(form: FormData, findings: Iterable[Finding]) -> FormData:
    """Return ``form`` without the codes of initiatives that the unit put in, which P08 tells.

    The new form cannot have them either; its codes are locked, so the unit could not take them out.
    """
    wrong = {
        item.row
        for item in findings
        if (item.code, item.table, item.column) == (_CHANGED, "initiatives", "code")
    }
    table = form.tables["initiatives"]
    rows = {at: {**line, "code": None} if at in wrong else line for at, line in table.rows.items()}
    return replace(form, tables={**form.tables, "initiatives": replace(table, rows=rows)})
