"""The e-mail that goes with a reminder letter: to whom, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

from danvan_xl.mail.drafts import good_addresses, office_draft
from danvan_xl.reminders.address import addressed
from danvan_xl.reminders.choice import Reminder
from danvan_xl.reminders.letter import ordinal
from danvan_xl.schema.settings import Value
from danvan_xl.schema.text import vn_date

_WORKING_COPY = (
    "Bản gửi qua thư điện tử này để biết và thực hiện trước; văn bản chính thức được gửi qua Hệ "
    "thống quản lý văn bản và điều hành theo Quyết định số 28/2018/QĐ-TTg của Thủ tướng Chính phủ."
)


def superior_addresses(reminder: Reminder, settings: Mapping[str, Value]) -> list[str]:
    """Return the addresses of whoever the unit stands under; the province's are ``mail.to``."""
    above = reminder.superior
    return good_addresses(above.email if above else str(settings["mail.to"] or ""))


def draft(
    reminder: Reminder, settings: Mapping[str, Value], attachments: Sequence[Path]
) -> EmailMessage:
    """Return the e-mail with the letter to one unit.

    It goes to the unit's contact, in copy to its superior when it is reminded again. Raises
    ``DanVanError`` when the unit has no right address or ``mail.from`` is wrong.
    """
    office = str(settings["office.name"])
    copies = superior_addresses(reminder, settings) if reminder.times > 1 else []
    name = addressed(reminder.name, reminder.kind, office)
    contact = f"Người liên hệ: {reminder.contact}\n" if reminder.contact else ""
    text = f"Kính gửi: {name}\n{contact}\n{office} {_purpose(reminder, settings)}.\n"
    subject = _subject(settings, overdue=reminder.overdue, times=reminder.times)
    to = good_addresses(reminder.email)
    return _message(settings, to, copies, subject, text, attachments)


def joint_draft(
    reminders: Sequence[Reminder], settings: Mapping[str, Value], attachments: Sequence[Path]
) -> EmailMessage:
    """Return the e-mail with the letter to all ``reminders``, addressed to all their contacts.

    Raises ``DanVanError`` when no unit has a right address or ``mail.from`` is wrong.
    """
    overdue = any(one.overdue for one in reminders)
    to = _once(address for one in reminders for address in good_addresses(one.email))
    copies = _once(
        address
        for one in reminders
        if one.times > 1
        for address in superior_addresses(one, settings)
    )
    office = str(settings["office.name"])
    text = (
        "Kính gửi: Các cơ quan, đơn vị, địa phương\n\n"
        f"{office} gửi Công văn {_verb(overdue)} {_report(settings)} (tệp kèm theo). Danh sách đơn "
        "vị, tình trạng và thời hạn có ở Phụ lục của Công văn.\n"
    )
    return _message(settings, to, copies, _subject(settings, overdue=overdue), text, attachments)


def _message(
    settings: Mapping[str, Value],
    to: Sequence[str],
    copies: Iterable[str],
    subject: str,
    text: str,
    attachments: Sequence[Path],
) -> EmailMessage:
    """Return the message, with what every e-mail with a letter says."""
    office = settings["office.name"]
    return office_draft(
        settings,
        to=to,
        copies=copies,
        subject=subject,
        body=f"{text}\n{_request()}\n\n{_WORKING_COPY}\n\nTrân trọng.\n\n{office}\n",
        attachments=attachments,
    )


def _request() -> str:
    return (
        "Đề nghị gửi phiếu báo cáo điện tử bằng cách trả lời thư này. Nếu đã gửi báo cáo, vui lòng "
        "cho biết số, ngày văn bản và ngày gửi."
    )


def _purpose(reminder: Reminder, settings: Mapping[str, Value]) -> str:
    """Return what the letter is about and how the unit stands."""
    again = f" lần {ordinal(reminder.times)}" if reminder.times > 1 else ""
    what = f"gửi Công văn {_verb(reminder.overdue)}{again} {_report(settings)} (tệp kèm theo)"
    if reminder.overdue:
        stand = f"đã quá hạn {reminder.days} ngày"
    else:
        stand = f"còn {reminder.days} ngày" if reminder.days else "hôm nay là ngày cuối"
    what += f". Ngày cuối đúng hạn là {vn_date(reminder.last_day)}, {stand}"
    if reminder.returned:
        what += f"; phiếu đã trả lại ngày {vn_date(reminder.returned)} để hoàn chỉnh"
    if reminder.previous:
        what += f". Lần nhắc trước: ngày {vn_date(reminder.previous)}"
    return what


def _subject(settings: Mapping[str, Value], *, overdue: bool, times: int = 0) -> str:
    again = f" lần {ordinal(times)}" if times > 1 else ""
    verb = _verb(overdue)
    symbol = settings["office.symbol"]
    return f"[{symbol}] {verb[0].upper()}{verb[1:]}{again} {_report(settings)}"


def _verb(overdue: bool) -> str:
    return "đôn đốc" if overdue else "nhắc thời hạn"


def _report(settings: Mapping[str, Value]) -> str:
    return f'báo cáo kết quả phong trào thi đua "Dân vận khéo" năm {settings["period.year"]}'


def _once(addresses: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(addresses))
