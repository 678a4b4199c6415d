"""How many of the units under a unit have reported: as it says itself, and as the register has it.

The workbook says the same in a calculated column of ``tblSubmissions``; a test recalculates it
and compares.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from danvan_xl.schema.lists import YEARLY
from danvan_xl.schema.submission_formulas import SUBORDINATES_REPORTED

_RECEIVED = ("in_time", "late")


@dataclass(frozen=True)
class Subordinates:
    """The units under one unit."""

    units: int
    """How many there are."""
    said: float | None
    """How many reported, as the unit says on its form; None when it says nothing."""
    rows: int
    """How many the register follows itself."""
    received: int
    """How many of these have reported."""

    def text(self, *, yearly: bool) -> str:
        """Return the counts as users read them; only on the yearly report a unit says its own."""
        parts = []
        if yearly:
            said = "chưa có phiếu"
            if self.said is not None:
                said = f"{self.said:g}/{self.units} theo phiếu"
            parts.append(said)
        if self.rows:
            parts.append(f"{self.received}/{self.rows} trong sổ")
        return " · ".join(parts)


def subordinates(
    submissions: pd.DataFrame, units: pd.DataFrame, results: pd.DataFrame, indicators: pd.DataFrame
) -> dict[int, Subordinates]:
    """Return row → what is known of the units under its unit, for units that have some.

    ``submissions``: ``tables.SUBMISSIONS`` with ``status`` (a key of ``STATUSES``); the others are
    tables of the schema; empty frames may lack columns.
    """
    if submissions.empty or units.empty:
        return {}
    under = Counter(units["parent_code"])
    said = answers(results, indicators)
    keys = ["parent_code", "year", "obligation"]
    rows = submissions.groupby(keys).size().to_dict()
    came = submissions[submissions["status"].isin(_RECEIVED)].groupby(keys).size().to_dict()
    found = {}
    for row, code, year, obligation, status in submissions[
        ["unit_code", *keys[1:], "status"]
    ].itertuples():
        if code and under[code]:
            key = code, year, obligation
            is_there = status in _RECEIVED and obligation == YEARLY
            own = said.get((code, year)) if is_there else None
            found[row] = Subordinates(under[code], own, rows.get(key, 0), came.get(key, 0))
    return found


def answers(results: pd.DataFrame, indicators: pd.DataFrame) -> dict[tuple[str, float], float]:
    """Return (unit, year) → how many units under it have reported, as it says.

    ``results``, ``indicators``: tables of the schema; empty frames may lack columns.
    """
    if results.empty or indicators.empty:
        return {}
    asked = indicators["code"][indicators["tally"] == SUBORDINATES_REPORTED]
    answers = results[results["indicator"].isin(asked.head(1))].dropna(subset=["value"])
    return dict(answers.groupby(["unit_code", "year"])["value"].sum())
