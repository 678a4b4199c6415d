"""The e-mail that goes back to a unit with its form: what is wrong, and until when to send it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from danvan_xl.mail.drafts import good_addresses, office_draft
from danvan_xl.mail.message import Attachment
from danvan_xl.reminders.address import addressed
from danvan_xl.returns.notes import Note, to_correct
from danvan_xl.schema.settings import Value
from danvan_xl.schema.text import ascii_name, normalise, vn_date

MOST_ERRORS = 20
"""So many errors are told in full; the others are in the attached file."""


@dataclass(frozen=True)
class ReturnedForm:
    """A form that goes back, or a file that could not be read, and to whom."""

    unit_name: str
    unit_kind: str
    """As users read it."""
    contact: str
    """Name of whoever reports for the unit; "" when it is not known."""
    email: str
    """What the unit's cell says, perhaps several addresses."""
    file: str
    """Name of the file that the unit sent."""
    received: date
    notes: Sequence[Note]
    until: date | None
    """Until when to send it back; None: as soon as possible, once the last day has passed."""
    marked: Path | None
    """The marked copy; None for a file that could not be read."""


def return_subject(returned: ReturnedForm, settings: Mapping[str, Value]) -> str:
    """Return the subject: ``[SNV] Đề nghị hoàn chỉnh phiếu báo cáo kết quả …``."""
    what = "hoàn chỉnh" if returned.marked else "gửi lại"
    return (
        f"[{settings['office.symbol']}] Đề nghị {what} phiếu báo cáo kết quả phong trào thi đua "
        f'"Dân vận khéo" năm {settings["period.year"]}'
    )


def return_text(returned: ReturnedForm, settings: Mapping[str, Value]) -> str:
    """Return the text of the e-mail, the same with an attachment and without an address."""
    office = str(settings["office.name"])
    notes = to_correct(returned.notes)
    errors = [note for note in notes if note.is_error]
    doubts = len(notes) - len(errors)
    lines = [f"Kính gửi: {addressed(returned.unit_name, returned.unit_kind, office)}"]
    if returned.contact:
        lines.append(f"Người liên hệ: {returned.contact}")
    lines += ["", f"{office} {_what(returned, len(errors))}:", ""]
    for number, note in enumerate(errors[:MOST_ERRORS], start=1):
        lines += [f"{number}. {_place(note)}{_line(note.message)}", f"   → {_line(note.remedy)}"]
    if len(errors) > MOST_ERRORS:
        lines.append(f"và {len(errors) - MOST_ERRORS} lỗi khác{_where(returned)}.")
    if doubts:
        lines += [
            "",
            f"Ngoài ra có {doubts} điểm cần xem lại{_where(returned)}; đúng thì giữ nguyên.",
        ]
    lines += ["", _request(returned), "", "Trân trọng.", "", office, ""]
    return "\n".join(lines)


def return_draft(returned: ReturnedForm, settings: Mapping[str, Value]) -> EmailMessage:
    """Return the e-mail to the unit's contact, with the marked copy where there is one.

    Raises ``DanVanError`` when the unit has no right address, ``mail.from`` is wrong, or the copy
    cannot be read.
    """
    marked = returned.marked
    name = f"{ascii_name(marked.stem) or 'phieu_can-sua'}{marked.suffix}" if marked else ""
    return office_draft(
        settings,
        to=good_addresses(returned.email),
        subject=return_subject(returned, settings),
        body=return_text(returned, settings),
        attachments=[Attachment(marked, name)] if marked else [],
    )


def _what(returned: ReturnedForm, errors: int) -> str:
    came = f"của đơn vị (nhận ngày {vn_date(returned.received)})"
    if returned.marked:
        return f"đã nhận phiếu «{_line(returned.file)}» {came}. Phiếu có {errors} lỗi cần sửa"
    return f"đã nhận tệp «{_line(returned.file)}» {came} nhưng không nhập được"


def _place(note: Note) -> str:
    """Return where something is wrong, for the beginning of a line."""
    if not note.sheet:
        return ""
    cell = f", ô {note.cell}" if note.cell else ""
    column = f" ({_line(note.column)})" if note.column else ""
    return f"Trang {_line(note.sheet)}{cell}{column}: "


def _where(returned: ReturnedForm) -> str:
    return " trong tệp kèm theo" if returned.marked else ""


def _request(returned: ReturnedForm) -> str:
    until = (
        f"chậm nhất ngày {vn_date(returned.until)}"
        if returned.until
        else "trong thời gian sớm nhất"
    )
    if returned.marked:
        return (
            "Đề nghị đơn vị sửa ngay trong tệp kèm theo (trang đầu liệt kê từng chỗ, bấm vào ô để "
            f"nhảy đến), lưu rồi trả lời thư này kèm tệp đó {until}."
        )
    return f"Đề nghị đơn vị trả lời thư này kèm phiếu đã làm lại {until}."


def _line(text: str) -> str:
    """Return ``text``, which may quote a file, on one line."""
    return " ".join(normalise(text).split())
