"""Everything the summary report's template may name, built from a round's data."""

from __future__ import annotations

from datetime import date
from typing import Any

from danvan_xl.errors import DanVanError
from danvan_xl.reports.figures import Figures
from danvan_xl.reports.office import office_context
from danvan_xl.reports.register_rows import (
    commendation_counts,
    initiative_counts,
    initiative_rows,
)
from danvan_xl.reports.standing import by_kind, counts, reporting_units, unit_rows, with_status
from danvan_xl.round import Round
from danvan_xl.schema.text import vn_date, vn_date_long


def report_context(data: Round, as_of: date) -> dict[str, Any]:
    """Return the variables of the summary report as the round stands on ``as_of``.

    Their names are Vietnamese without marks, since staff use them in Word:

    - ``nam``, ``nam_truoc``, ``nam_sau``: years as text; ``ngay_xet``, ``ngay_xet_dai``: ``as_of``;
      ``han_nop``: the deadline, written out; ``nghiem_ngat``: whether that day itself is late;
    - ``co_quan``, ``kinh_gui``, ``nguoi_ky``, ``noi_nhan``, ``luu``, ``ngay_thang``:
      ``office.office_context``;
    - ``ct.<code>`` an indicator's total as text, ``so.<code>`` as a number (None: no rate),
      ``tra_loi.<code>`` the number of units that answered; ``chua_co_so_lieu``;
      ``don_vi_khong(code)``, ``don_vi_con(whole, part)``, ``don_vi_duoi(code)``: ``figures``;
    - ``dv``: ``standing.counts``; ``theo_loai``: ``standing.by_kind``; ``ds_muon``, ``ds_qua_han``,
      ``ds_tra_lai``: lists of units, most days first;
    - ``mo_hinh``, ``ds_mo_hinh``, ``khen_thuong``: ``register_rows``.

    Raises ``DanVanError`` when a setting that the report prints is blank.
    """
    year, deadline = data.settings.get("period.year"), data.settings.get("period.deadline")
    if not isinstance(year, int) or not isinstance(deadline, date):
        raise DanVanError(
            "Trang Cấu hình: mục «Năm báo cáo» hoặc «Hạn nộp» đang trống hoặc sai kiểu: "
            "điền lại rồi làm lại."
        )
    units = unit_rows(data)
    first = reporting_units(data)
    names = dict(zip(first["code"], first["name"], strict=True))
    figures = Figures(data.consolidation, data.indicators, names)
    all_names = names | {
        code: name
        for code, name in zip(data.units["code"], data.units["name"], strict=True)
        if code not in names
    }
    return office_context(data.settings, as_of) | {
        "nam": str(year),
        "nam_truoc": str(year - 1),
        "nam_sau": str(year + 1),
        "ngay_xet": vn_date(as_of),
        "ngay_xet_dai": vn_date_long(as_of),
        "han_nop": vn_date_long(deadline),
        "nghiem_ngat": bool(data.settings.get("period.strict", True)),
        "ct": figures.texts(),
        "so": figures.raw(),
        "tra_loi": figures.answers(),
        "chua_co_so_lieu": figures.unanswered(),
        "don_vi_khong": figures.units_with_none,
        "don_vi_con": figures.units_with_rest,
        "don_vi_duoi": figures.units_below_total,
        "dv": counts(units),
        "theo_loai": by_kind(units),
        "ds_muon": with_status(units, "late"),
        "ds_qua_han": with_status(units, "overdue"),
        "ds_tra_lai": with_status(units, "returned"),
        "mo_hinh": initiative_counts(data.initiatives),
        "ds_mo_hinh": initiative_rows(data.initiatives, all_names),
        "khen_thuong": commendation_counts(data.commendations),
    }
