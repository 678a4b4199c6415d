"""Everything the templates of the reminder letters may name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from danvan_xl.mail.addresses import read_address
from danvan_xl.reminders.address import addressed, mentioned
from danvan_xl.reminders.choice import Reminder
from danvan_xl.reminders.occasion import Occasion
from danvan_xl.reports.office import office_context
from danvan_xl.schema.lists import STATUSES
from danvan_xl.schema.settings import Value
from danvan_xl.schema.text import spelling_key, vn_count, vn_date_long

_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_JOINT_ADDRESSEE = "Các cơ quan, đơn vị, địa phương (có danh sách kèm theo)"


def ordinal(number: int) -> str:
    """Return ``thứ hai`` for 2."""
    return f"thứ {_ORDINALS[number - 1] if number <= len(_ORDINALS) else number}"


def superior_of(reminder: Reminder, settings: Mapping[str, Value]) -> str:
    """Return who the unit stands under: the province unless ``tblUnits`` says otherwise."""
    if reminder.superior is None:
        return str(settings["office.superior"] or "")
    above = reminder.superior
    return mentioned(above.name, above.kind, str(settings["office.name"] or ""))


def office_email(settings: Mapping[str, Value]) -> str:
    """Return ``local@domain`` of ``mail.from``, "" when it is blank; ``DanVanError`` when wrong."""
    text = str(settings["mail.from"] or "").strip()
    return read_address(text).email if text else ""


def letter_context(reminder: Reminder, occasion: Occasion) -> dict[str, Any]:
    """Return the variables of the letter to one unit.

    Besides those of ``reports.office``, where ``kinh_gui`` is the unit, and of both letters
    (``_common``):

    - ``don_vi``: ``ma``, ``ten``, ``goi`` (inside a sentence), ``lien_he``; ``cap_tren``: who it
      stands under;
    - ``qua_han``: overdue, or not yet; ``so_ngay``: days past or left; ``so_ngay_lam_viec``: the
      working days among those past; ``tra_lai``: the day on which what it handed in was sent back,
      "" when it was not;
    - ``ngay_cuoi``: its last day in time; ``han_rieng``: whether that is another than everybody's;
      ``gia_han``: whether it is later, an extension; ``doi_han``: whether everybody's was moved off
      a day off; ``gui_truoc``: the last working day by then;
    - ``lan``: which reminder, 0 for a notice; ``lan_chu``, ``lan_truoc_chu``: "thứ hai", "thứ
      nhất"; ``ngay_truoc``: the day of the one before, "" when it is the first.

    Raises ``DanVanError`` when a setting that the letter prints is blank.
    """
    office = occasion.office
    escalated = reminder.times > 1
    usual = occasion.obligation.last_day
    own = reminder.extended and reminder.last_day != usual
    moved = not own and reminder.last_day != occasion.unmoved_last_day
    return _common(occasion, [reminder]) | {
        "kinh_gui": [addressed(reminder.name, reminder.kind, office)],
        "don_vi": {
            "ma": reminder.code,
            "ten": reminder.name,
            "goi": mentioned(reminder.name, reminder.kind, office),
            "lien_he": reminder.contact,
        },
        "cap_tren": superior_of(reminder, occasion.settings),
        "qua_han": reminder.overdue,
        "so_ngay": reminder.days,
        "so_ngay_lam_viec": reminder.working_days,
        "tra_lai": vn_date_long(reminder.returned) if reminder.returned else "",
        "ngay_cuoi": vn_date_long(reminder.last_day),
        "han_rieng": own,
        "gia_han": own and reminder.last_day > usual,
        "doi_han": moved,
        "gui_truoc": vn_date_long(occasion.working_day_by(reminder.last_day)),
        "lan": reminder.times,
        "lan_chu": ordinal(max(1, reminder.times)),
        "lan_truoc_chu": ordinal(reminder.times - 1) if escalated else "",
        "ngay_truoc": vn_date_long(reminder.previous) if reminder.previous else "",
    }


def joint_context(reminders: Sequence[Reminder], occasion: Occasion) -> dict[str, Any]:
    """Return the variables of the letter to all ``reminders`` at once.

    Besides those of ``reports.office`` and of both letters: ``ds_don_vi``, of which
    ``ds_qua_han``, ``ds_nhieu_lan`` (reminded twice or more) and ``ds_sap_den_han`` are parts;
    ``ds_qua_han_tra_lai`` and ``ds_sap_den_han_tra_lai``: those of them whose paper was sent back.
    Each unit has ``ma``, ``ten``, ``ngay_cuoi``, ``tinh_trang``, ``don_doc``. ``cap_tren``: whom
    units that are reminded again stand under.
    """
    late = [one for one in reminders if one.overdue]
    early = [one for one in reminders if not one.overdue]
    escalated = [one for one in reminders if one.times > 1]
    superiors = list(dict.fromkeys(superior_of(one, occasion.settings) for one in escalated))
    rows = {
        one.code: {
            "ma": one.code,
            "ten": addressed(one.name, one.kind, occasion.office),
            "ngay_cuoi": _short_date(one.last_day),
            "tinh_trang": _standing(one),
            "don_doc": _history(one),
        }
        for one in reminders
    }
    return _common(occasion, reminders) | {
        "kinh_gui": [_JOINT_ADDRESSEE],
        "cap_tren": superiors,
        "ds_don_vi": list(rows.values()),
        "ds_qua_han": [rows[one.code] for one in late],
        "ds_qua_han_tra_lai": [rows[one.code] for one in late if one.returned],
        "ds_nhieu_lan": [rows[one.code] for one in escalated],
        "ds_sap_den_han": [rows[one.code] for one in early],
        "ds_sap_den_han_tra_lai": [rows[one.code] for one in early if one.returned],
    }


def days_past(reminder: Reminder) -> str:
    """Return ``quá hạn 12 ngày (08 ngày làm việc)``; no working days are not told."""
    working = f" ({vn_count(reminder.working_days)} ngày làm việc)" if reminder.working_days else ""
    return f"quá hạn {vn_count(reminder.days)} ngày{working}"


def _common(occasion: Occasion, reminders: Sequence[Reminder]) -> dict[str, Any]:
    """Return what both letters say.

    ``nam``, ``ngay_xet``, ``ngay_xet_dai``, ``han_nop``, ``nghiem_ngat``; ``noi_dung``,
    ``goi_tat``, ``can_cu``, ``co_phieu``: what is owed, the same in short, the document that asks
    for it ("" when not known), whether a form goes with it; ``ky_hieu``: symbol of the letter;
    ``thu_dien_tu``: the office's address. Whom units that are reminded again stand under join the
    recipients, right after the addressee.
    """
    settings, day = occasion.settings, occasion.day
    context = office_context(settings, day)
    first, rest = context["noi_nhan"][:1], context["noi_nhan"][1:]
    return context | {
        "nam": str(settings["period.year"]),
        "ngay_xet": _short_date(day),
        "ngay_xet_dai": vn_date_long(day),
        "han_nop": vn_date_long(occasion.obligation.deadline),
        "nghiem_ngat": occasion.obligation.strict,
        "noi_dung": occasion.title,
        "goi_tat": occasion.short,
        "can_cu": occasion.basis,
        "co_phieu": occasion.obligation.is_yearly,
        "ky_hieu": symbol(context["co_quan"]["ky_hieu"], context["luu"]),
        "thu_dien_tu": office_email(settings),
        "noi_nhan": [*first, *_copies(reminders, settings, context["noi_nhan"]), *rest],
    }


def _copies(
    reminders: Sequence[Reminder], settings: Mapping[str, Value], recipients: Sequence[str]
) -> list[str]:
    """Return those above units that are reminded again who are not among ``recipients`` yet."""
    known = {spelling_key(name) for name in recipients}
    copies = {}
    for one in reminders:
        name = superior_of(one, settings)
        if one.times > 1 and spelling_key(name) not in known:
            copies[name] = f"{name} (để {'chỉ đạo' if one.superior else 'báo cáo'})"
    return list(copies.values())


def symbol(office: str, archive: str) -> str:
    """Return the symbol of a công văn: that of the office and of the division that drafts it.

    The division is the last in the line "Lưu": ``VT, XDCQ`` of the office ``SNV`` gives
    ``SNV-XDCQ`` (NĐ 30/2020, Phụ lục I: a công văn has no type in its symbol).
    """
    divisions = [part.strip() for part in archive.split(",") if part.strip() not in ("", "VT")]
    return f"{office}-{divisions[-1]}" if divisions else office


def _standing(reminder: Reminder) -> str:
    word = STATUSES["returned"] if reminder.returned else "Chưa gửi"
    stand = days_past(reminder) if reminder.overdue else f"còn {vn_count(reminder.days)} ngày"
    return f"{word}, {stand}"


def _history(reminder: Reminder) -> str:
    """Return which reminder this is, and when the one before was."""
    now = f"Lần {ordinal(reminder.times)}" if reminder.overdue else "Nhắc trước hạn"
    if reminder.previous is None:
        return now
    return f"{now} (lần trước: {_short_date(reminder.previous)})"


def _short_date(day: date) -> str:
    """Return ``19/9/2022``, with the zeros of ``vn_date_long`` and no others."""
    long = vn_date_long(day).removeprefix("ngày ")
    return long.replace(" tháng ", "/").replace(" năm ", "/")
