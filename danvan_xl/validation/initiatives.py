"""Checks of the register of initiatives: rows that contradict themselves, and double entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.lists import STAGE_RECOGNISED, STAGE_STOPPED
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.text import spelling_key
from danvan_xl.validation.frames import items, rows, unit_codes

TABLE = "initiatives"

LATEST_YEAR = INITIATIVES["year"].maximum or 9999
"""Later years are no years at all, which the check of single cells tells."""

CODE = re.compile(r"(?P<unit>\w+)-(?P<year>\d{4})-(?P<number>\d{2,})")
"""An initiative's code: unit, year of its first registration here, running number."""

SIMILAR = 90.0
"""From this likeness of names (0–100) two initiatives of one unit are worth a question."""
SIMILAR_ELSEWHERE = 95.0
"""The same for two units, which do like things under like names."""
_CHUNK = 256
_COMPARED = 200
"""Letters of a name that are compared: one may hold a whole story."""


def check_rows(initiatives: pd.DataFrame, period_end: date) -> Iterator[Finding]:
    """Yield what is wrong with single rows; columns of ``INITIATIVES`` (a unit code if there)."""
    units = unit_codes(initiatives)
    recognised = initiatives["stage"] == STAGE_RECOGNISED
    stopped = initiatives["stage"] == STAGE_STOPPED
    for code, wrong, column in (
        ("M01", recognised & (initiatives["level"] == ""), "level"),
        ("M07", recognised & (initiatives["decision_number"] == ""), "decision_number"),
        ("M02", stopped & (initiatives["reason"] == ""), "reason"),
    ):
        for row in rows(initiatives, wrong):
            yield finding(code, table=TABLE, row=row, column=column, unit_code=units[row])
    for row, day in items(initiatives["decision_date"]):
        if day is not None and not date(2009, 1, 1) <= day <= period_end:
            yield finding(
                "O07",
                table=TABLE,
                row=row,
                column="decision_date",
                unit_code=units[row],
                value=day,
                start=date(2009, 1, 1),
                end=period_end,
            )
    for row, year in items(initiatives["year"]):
        if period_end.year < year <= LATEST_YEAR:
            yield finding(
                "O04",
                table=TABLE,
                row=row,
                column="year",
                unit_code=units[row],
                value=year,
                minimum=2009,
                maximum=period_end.year,
            )


def check_codes(initiatives: pd.DataFrame, issued: set[str], year: int) -> Iterator[Finding]:
    """Yield codes that were used twice, or that the program did not give.

    ``issued`` are the unit's codes in the register; a code of an earlier year may also come from
    last year's workbook, one of this ``year`` may not.
    """
    first: dict[str, int] = {}
    for row, code in items(initiatives["code"]):
        if not code:
            continue
        found = CODE.fullmatch(code)
        if code not in issued and (not found or int(found["year"]) >= year):
            yield finding("M06", table=TABLE, row=row, column="code", value=code)
        if code in first:
            other = first[code]
            yield finding("M08", table=TABLE, row=row, column="code", value=code, other=other)
        first.setdefault(code, row)


def check_duplicates(initiatives: pd.DataFrame, first_row: int = 0) -> Iterator[Finding]:
    """Yield initiatives with the same or nearly the same name as one above them.

    Each is told once, against the likest one of its own unit, else of another. ``first_row`` is
    added to row labels in messages, so that they say what the user sees.
    """
    named = initiatives[initiatives["name"] != ""]
    keys = [spelling_key(name[:_COMPARED]) for name in named["name"]]
    labels = [row for row, _ in items(named["name"])]
    codes = unit_codes(named)
    units = np.array([codes[row] for row in labels], dtype=object)
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        above = keys[: start + len(chunk)]
        scores = process.cdist(chunk, above, scorer=fuzz.ratio, score_cutoff=SIMILAR, workers=-1)
        for offset in range(len(chunk)):
            at = start + offset
            likeness = scores[offset, :at]
            own = np.where(units[:at] == units[at], likeness, 0)
            others = np.where(likeness >= SIMILAR_ELSEWHERE, likeness, 0)
            same_unit = own.any()
            if not same_unit and not others.any():
                continue
            other = int(np.argmax(own if same_unit else others))
            whole = [spelling_key(named["name"][labels[place]]) for place in (at, other)]
            within = "M03" if whole[0] == whole[1] else "M04"
            yield finding(
                within if same_unit else "M05",
                table=TABLE,
                row=labels[at],
                column="name",
                unit_code=units[at],
                name=named["name"][labels[other]],
                other=labels[other] + first_row,
                unit=named["unit_name"][labels[other]] if "unit_name" in named else "",
            )
