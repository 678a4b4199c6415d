"""The e-mail that goes with a reminder letter: to whom, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

from danvan_xl.mail.drafts import good_addresses, office_draft
from danvan_xl.reminders.address import addressed
from danvan_xl.reminders.choice import Reminder
from danvan_xl.reminders.letter import days_past, ordinal
from danvan_xl.reminders.occasion import Occasion
from danvan_xl.schema.settings import Value
from danvan_xl.schema.text import vn_count, vn_date

_WORKING_COPY = (
    "Bản gửi qua thư điện tử này để biết và thực hiện trước; văn bản chính thức được gửi qua Hệ "
    "thống quản lý văn bản và điều hành theo Quyết định số 28/2018/QĐ-TTg của Thủ tướng Chính phủ."
)


def superior_addresses(reminder: Reminder, settings: Mapping[str, Value]) -> list[str]:
    """Return the addresses of whoever the unit stands under; the province's are ``mail.to``."""
    above = reminder.superior
    return good_addresses(above.email if above else str(settings["mail.to"] or ""))


def draft(reminder: Reminder, occasion: Occasion, attachments: Sequence[Path]) -> EmailMessage:
    """Return the e-mail with the letter to one unit.

    It goes to the unit's contact, in copy to its superior when it is reminded again. Raises
    ``DanVanError`` when the unit has no right address or ``mail.from`` is wrong.
    """
    copies = superior_addresses(reminder, occasion.settings) if reminder.times > 1 else []
    name = addressed(reminder.name, reminder.kind, occasion.office)
    contact = f"Người liên hệ: {reminder.contact}\n" if reminder.contact else ""
    text = f"Kính gửi: {name}\n{contact}\n{occasion.office} {_purpose(reminder, occasion)}.\n"
    about = _about(occasion, overdue=reminder.overdue, times=reminder.times)
    return _message(occasion, good_addresses(reminder.email), copies, about, text, attachments)


def joint_draft(
    reminders: Sequence[Reminder], occasion: Occasion, attachments: Sequence[Path]
) -> EmailMessage:
    """Return the e-mail with the letter to all ``reminders``, addressed to all their contacts.

    Raises ``DanVanError`` when no unit has a right address or ``mail.from`` is wrong.
    """
    to = _once(address for one in reminders for address in good_addresses(one.email))
    copies = _once(
        address
        for one in reminders
        if one.times > 1
        for address in superior_addresses(one, occasion.settings)
    )
    about = _about(occasion, overdue=any(one.overdue for one in reminders))
    text = (
        "Kính gửi: Các cơ quan, đơn vị, địa phương\n\n"
        f"{occasion.office} gửi Công văn {about} (tệp kèm theo). Danh sách đơn vị, tình trạng và "
        "thời hạn có ở Phụ lục của Công văn.\n"
    )
    return _message(occasion, to, copies, about, text, attachments)


def _message(
    occasion: Occasion,
    to: Sequence[str],
    copies: Iterable[str],
    about: str,
    text: str,
    attachments: Sequence[Path],
) -> EmailMessage:
    """Return the message, with what every e-mail with a letter says."""
    return office_draft(
        occasion.settings,
        to=to,
        copies=copies,
        subject=f"[{occasion.settings['office.symbol']}] {about[0].upper()}{about[1:]}",
        body=(
            f"{text}\n{_request(occasion)}\n\n{_WORKING_COPY}\n\nTrân trọng.\n\n{occasion.office}\n"
        ),
        attachments=attachments,
    )


def _request(occasion: Occasion) -> str:
    form = "Đề nghị gửi phiếu báo cáo điện tử bằng cách trả lời thư này. "
    asked = form if occasion.obligation.is_yearly else ""
    return f"{asked}Nếu đã gửi {occasion.short}, vui lòng cho biết số, ngày văn bản và ngày gửi."


def _purpose(reminder: Reminder, occasion: Occasion) -> str:
    """Return what the letter is about and how the unit stands."""
    about = _about(occasion, overdue=reminder.overdue, times=reminder.times)
    if reminder.overdue:
        stand = f"đã {days_past(reminder)}"
    else:
        stand = f"còn {vn_count(reminder.days)} ngày" if reminder.days else "hôm nay là ngày cuối"
    what = f"gửi Công văn {about} (tệp kèm theo). "
    what += f"Ngày cuối đúng hạn là {vn_date(reminder.last_day)}, {stand}"
    if reminder.returned:
        paper = "phiếu" if occasion.obligation.is_yearly else occasion.short
        what += f"; {paper} đã trả lại ngày {vn_date(reminder.returned)} để hoàn chỉnh"
    if reminder.previous:
        what += f". Lần nhắc trước: ngày {vn_date(reminder.previous)}"
    return what


def _about(occasion: Occasion, *, overdue: bool, times: int = 0) -> str:
    """Return what a letter does, ``đôn đốc lần thứ hai việc báo cáo …``."""
    verb = "đôn đốc" if overdue else "nhắc thời hạn"
    again = f" lần {ordinal(times)} việc" if times > 1 else ""
    return f"{verb}{again} {occasion.title}"


def _once(addresses: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(addresses))
