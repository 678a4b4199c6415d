"""The head, the addressees and the signature of a document, from the settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from danvan_xl.errors import DanVanError
from danvan_xl.schema.settings import Value, settings_of
from danvan_xl.schema.text import vn_date_long


def office_context(settings: Mapping[str, Value], day: date) -> dict[str, Any]:
    """Return what every document says of the office that issues it.

    ``co_quan`` (``chu_quan``, ``chu_quan_hoa``, ``ten``, ``ten_hoa``, ``ky_hieu``, ``dia_danh``),
    ``kinh_gui`` (list), ``nguoi_ky`` (``tham_quyen``, ``chuc_vu``, ``ho_ten``), ``noi_nhan``
    (list), ``luu``, ``ngay_thang`` (place and date with the day left blank: the clerk gives number
    and day when the document is signed; NĐ 30/2020, Phụ lục I). Raises ``DanVanError`` when a
    setting that must be printed is blank.
    """
    place = _required(settings, "office.place")
    name, superior = _required(settings, "office.name"), _required(settings, "office.superior")
    _, month_and_year = vn_date_long(day).split(" tháng ")
    return {
        "co_quan": {
            "chu_quan": superior,
            "chu_quan_hoa": superior.upper(),
            "ten": name,
            "ten_hoa": name.upper(),
            "ky_hieu": _required(settings, "office.symbol"),
            "dia_danh": place,
        },
        "kinh_gui": _split(_required(settings, "office.addressee")),
        "nguoi_ky": {
            "tham_quyen": _text(settings, "office.authority").upper(),
            "chuc_vu": _required(settings, "office.post").upper(),
            "ho_ten": _text(settings, "office.signer"),
        },
        "noi_nhan": _split(_text(settings, "office.recipients")),
        "luu": _required(settings, "office.archive"),
        "ngay_thang": f"{place}, ngày      tháng {month_and_year}",
    }


def _text(settings: Mapping[str, Value], key: str) -> str:
    return str(settings.get(key) or "").strip()


def _required(settings: Mapping[str, Value], key: str) -> str:
    text = _text(settings, key)
    if not text:
        label = {setting.key: setting.label for setting in settings_of(2000)}[key]
        raise DanVanError(
            f"Trang Cấu hình: mục «{label}» ({key}) đang trống mà văn bản phải in: "
            "điền mục này rồi làm lại."
        )
    return text


def _split(text: str) -> list[str]:
    return [part for part in (piece.strip(" .\n-") for piece in text.split(";")) if part]
