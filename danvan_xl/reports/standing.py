"""How the units stand with their reports: counts, lists and the rows of the first appendix."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pandas as pd

from danvan_xl.round import Round
from danvan_xl.schema.lists import KINDS, STATUSES
from danvan_xl.schema.text import vn_count, vn_date

Row = dict[str, Any]

_RECEIVED = ("in_time", "late")
_WITH_DAYS = ("late", "overdue", "returned")
"""Statuses whose number of days is a delay; for the others it would only puzzle a reader."""


def reporting_units(data: Round) -> pd.DataFrame:
    """Return the units that report to the province, by kind, else in their own order."""
    order = {label: at for at, label in enumerate(KINDS.values())}
    chosen = data.units[data.units["code"].isin(data.reporting)]
    return chosen.sort_values(
        "kind", key=lambda kinds: kinds.map(order).fillna(len(order)), kind="stable"
    )


def unit_rows(data: Round) -> list[Row]:
    """Return one row a reporting unit, in the report's order.

    Keys: ``ma``, ``ten``, ``loai``, ``tinh_trang`` (Vietnamese), ``ngay_nhan``, ``so_van_ban``,
    ``so_ngay`` (text, "" when in time), ``mo_hinh`` (number of initiatives), and for the counts
    ``trang_thai`` (a key of ``STATUSES``), ``so`` (days). A unit with no submission row counts as
    not heard of: ``not_due``.
    """
    by_unit = data.submissions.drop_duplicates("unit_code", keep="last").set_index("unit_code")
    known = by_unit.to_dict("index")
    counts = data.consolidation.initiatives.by_unit
    rows = []
    for unit in reporting_units(data).to_dict("records"):
        sent = known.get(unit["code"], {})
        status = sent.get("status") or "not_due"
        days = int(sent.get("days") or 0)
        received = sent.get("received") if status in _RECEIVED else None
        rows.append(
            {
                "ma": unit["code"],
                "ten": unit["name"],
                "loai": unit["kind"],
                "trang_thai": status,
                "tinh_trang": STATUSES[status],
                "so": days,
                "so_ngay": vn_count(days) if status in _WITH_DAYS and days else "",
                "ngay_nhan": vn_date(received) if isinstance(received, date) else "",
                "so_van_ban": str(sent.get("document_number") or ""),
                "mo_hinh": counts.get(unit["code"], 0),
            }
        )
    return rows


def counts(rows: list[Row]) -> dict[str, int | float | None]:
    """Return how many of ``rows`` stand how.

    ``tong`` all, ``mien`` exempt, ``phai`` must report, ``da`` received (``dung_han`` in time,
    ``muon`` late), ``chua`` not received (``qua_han`` overdue, ``tra_lai`` returned, ``cho`` not
    yet due), ``ty_le`` = 100 × ``da`` / ``phai``, None when nobody must.
    """
    seen = Counter(row["trang_thai"] for row in rows)
    must = len(rows) - seen["exempt"]
    received = sum(seen[status] for status in _RECEIVED)
    return {
        "tong": len(rows),
        "mien": seen["exempt"],
        "phai": must,
        "da": received,
        "dung_han": seen["in_time"],
        "muon": seen["late"],
        "chua": must - received,
        "qua_han": seen["overdue"],
        "tra_lai": seen["returned"],
        "cho": seen["not_due"] + seen["due_soon"],
        "ty_le": 100 * received / must if must else None,
    }


def by_kind(rows: list[Row]) -> list[Row]:
    """Return ``rows`` grouped by kind of unit: ``loai``, ``don_vi`` (the rows) and ``counts``."""
    kinds = dict.fromkeys(row["loai"] for row in rows)
    groups = ((kind, [row for row in rows if row["loai"] == kind]) for kind in kinds)
    return [{"loai": kind, "don_vi": group, **counts(group)} for kind, group in groups]


def with_status(rows: list[Row], status: str) -> list[Row]:
    """Return the ``rows`` of one status, most days first."""
    return sorted(
        (row for row in rows if row["trang_thai"] == status), key=lambda row: -int(row["so"])
    )
