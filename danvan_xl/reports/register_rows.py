"""The register of initiatives as a report shows it: counts and the rows of the second appendix."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from danvan_xl.schema.lists import FIELDS, LISTS, STAGES
from danvan_xl.schema.text import vn_number

Row = dict[str, Any]


def number_text(value: float) -> str:
    """Return a figure for a table cell, "" when it is blank."""
    return "" if math.isnan(value) else vn_number(value)


def initiative_rows(initiatives: pd.DataFrame, names: dict[str, str]) -> list[Row]:
    """Return one row an initiative, its unit in the order of ``names`` (unit code → name).

    ``initiatives``: columns of ``tables.INITIATIVES``. Keys: ``ma``, ``ten``, ``don_vi``, ``loai``,
    ``linh_vuc``, ``giai_doan``, ``nam``, ``cap``, ``quyet_dinh``, ``huong_loi``, ``kinh_phi``,
    ``de_nghi``.
    """
    order = {code: at for at, code in enumerate(names)}
    ordered = initiatives.assign(
        _at=initiatives["unit_code"].map(order).fillna(len(order))
    ).sort_values(["_at", "code"], kind="stable")
    return [
        {
            "ma": row["code"],
            "ten": row["name"],
            "don_vi": names.get(row["unit_code"]) or row["unit_name"] or row["unit_code"],
            "loai": row["kind"],
            "linh_vuc": row["field"],
            "giai_doan": row["stage"],
            "nam": "" if math.isnan(row["year"]) else str(int(row["year"])),
            "cap": row["level"],
            "quyet_dinh": row["decision_number"],
            "huong_loi": number_text(row["beneficiaries"]),
            "kinh_phi": number_text(row["money"]),
            "de_nghi": row["commendation"],
        }
        for row in ordered.to_dict("records")
    ]


def initiative_counts(initiatives: pd.DataFrame) -> dict[str, Any]:
    """Return the counts of ``initiatives`` by every list of words, blank or unknown words apart.

    ``tong``; ``loai``, ``linh_vuc``, ``giai_doan``, ``cap``: word → count; ``bang``: a row a field
    with ``linh_vuc``, ``giai_doan`` (word → count) and ``tong``; ``chua_ro``: how many have no
    field or stage of the lists; ``huong_loi``, ``kinh_phi``: sums.
    """

    def by(column: str, words: tuple[str, ...], rows: pd.DataFrame) -> dict[str, int]:
        seen = rows[column].value_counts()
        return {word: int(seen.get(word, 0)) for word in words}

    listed = initiatives["field"].isin(FIELDS) & initiatives["stage"].isin(STAGES)
    known = initiatives[listed]
    table = []
    for field in FIELDS:
        rows = known[known["field"] == field]
        table.append({"linh_vuc": field, "giai_doan": by("stage", STAGES, rows), "tong": len(rows)})
    return {
        "tong": len(initiatives),
        "loai": by("kind", LISTS["initiative_kind"], initiatives),
        "linh_vuc": by("field", FIELDS, initiatives),
        "giai_doan": by("stage", STAGES, initiatives),
        "cap": by("level", LISTS["level"], initiatives),
        "bang": table,
        "bang_cong": {"giai_doan": by("stage", STAGES, known), "tong": len(known)},
        "chua_ro": int((~listed).sum()),
        "huong_loi": float(initiatives["beneficiaries"].sum()),
        "kinh_phi": float(initiatives["money"].sum()),
    }


def commendation_counts(commendations: pd.DataFrame) -> dict[str, Any]:
    """Return the counts of ``commendations`` (``tables.COMMENDATIONS``).

    ``tong``; ``loai``, ``hinh_thuc``, ``tinh_trang``: word → count.
    """

    def by(column: str, words: tuple[str, ...]) -> dict[str, int]:
        seen = commendations[column].value_counts()
        return {word: int(seen.get(word, 0)) for word in words}

    return {
        "tong": len(commendations),
        "loai": by("kind", LISTS["initiative_kind"]),
        "hinh_thuc": by("commendation", LISTS["commendation"]),
        "tinh_trang": by("state", LISTS["commendation_state"]),
    }
