"""The e-mail that goes back to a unit with its form: what is wrong, and until when to send it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from danvan_xl.returns.notes import Note, to_correct
from danvan_xl.returns.to_units import (
    Addressee,
    by_day,
    closing,
    draft_to,
    file_of_unit,
    one_line,
    opening,
    subject_of,
)
from danvan_xl.schema.settings import Value
from danvan_xl.schema.text import vn_date

MOST_ERRORS = 20
"""So many errors are told in full; the others are in the attached file."""


@dataclass(frozen=True)
class ReturnedForm(Addressee):
    """A form that goes back, or a file that could not be read, and to whom."""

    file: str
    """Name of the file that the unit sent."""
    received: date
    notes: Sequence[Note]
    until: date | None
    """Until when to send it back; None: as soon as possible, once the last day has passed."""
    marked: Path | None
    """The marked copy; None for a file that could not be read."""
    remark: str = ""
    """What the copy tells about itself; "" when it is the form as it came back."""


def return_subject(returned: ReturnedForm, settings: Mapping[str, Value]) -> str:
    """Return the subject: ``[SNV] Đề nghị hoàn chỉnh phiếu báo cáo kết quả …``."""
    return subject_of("hoàn chỉnh" if returned.marked else "gửi lại", settings)


def return_text(returned: ReturnedForm, settings: Mapping[str, Value]) -> str:
    """Return the text of the e-mail, the same with an attachment and without an address."""
    office = str(settings["office.name"])
    notes = to_correct(returned.notes)
    errors = [note for note in notes if note.is_error]
    doubts = sum(note.count for note in notes) - sum(note.count for note in errors)
    lines = [*opening(returned, office), "", f"{office} {_what(returned, errors)}:", ""]
    for number, note in enumerate(errors[:MOST_ERRORS], start=1):
        lines += [
            f"{number}. {_place(note)}{one_line(note.message)}",
            f"   → {one_line(note.remedy)}",
        ]
    if rest := sum(note.count for note in errors[MOST_ERRORS:]):
        lines.append(f"và {rest} lỗi khác{_where(returned)}.")
    if doubts:
        lines += [
            "",
            f"Ngoài ra có {doubts} điểm cần xem lại{_where(returned)}; đúng thì giữ nguyên.",
        ]
    if returned.remark:
        lines += ["", f"Về tệp kèm theo: {returned.remark}"]
    return "\n".join([*lines, "", _request(returned), *closing(office)])


def return_draft(returned: ReturnedForm, settings: Mapping[str, Value]) -> EmailMessage:
    """Return the e-mail to the unit's contact, with the marked copy where there is one.

    Raises ``DanVanError`` when the unit has no right address, ``mail.from`` is wrong, or the copy
    cannot be read.
    """
    return draft_to(
        returned,
        return_subject(returned, settings),
        return_text(returned, settings),
        returned.marked,
        settings,
    )


def _what(returned: ReturnedForm, errors: Sequence[Note]) -> str:
    file = f"«{file_of_unit(returned.file)}»"
    came = f"của đơn vị (nhận ngày {vn_date(returned.received)})"
    if returned.marked:
        count = sum(note.count for note in errors)
        return f"đã nhận phiếu {file} {came}. Phiếu có {count} lỗi cần sửa"
    return f"đã nhận tệp {file} {came} nhưng không nhập được"


def _place(note: Note) -> str:
    """Return where something is wrong, for the beginning of a line."""
    if not note.sheet:
        return ""
    cell = f", ô {note.cell}" if note.cell else ""
    column = f" ({one_line(note.column)})" if note.column else ""
    return f"Trang {one_line(note.sheet)}{cell}{column}: "


def _where(returned: ReturnedForm) -> str:
    return " trong tệp kèm theo" if returned.marked else ""


def _request(returned: ReturnedForm) -> str:
    until = by_day(returned.until)
    if returned.marked:
        does = "điền, sửa" if returned.remark else "sửa"
        return (
            f"Đề nghị đơn vị {does} ngay trong tệp kèm theo (trang đầu liệt kê từng chỗ, bấm vào ô "
            f"để nhảy đến), lưu rồi trả lời thư này kèm tệp đó {until}."
        )
    return f"Đề nghị đơn vị trả lời thư này kèm phiếu đã làm lại {until}."
