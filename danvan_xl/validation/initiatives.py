"""Checks of the register of initiatives: rows that contradict themselves, and double entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.lists import STAGE_RECOGNISED, STAGE_STOPPED
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.text import spelling_key
from danvan_xl.schema.values import quoted
from danvan_xl.validation.frames import items, rows, unit_codes

TABLE = "initiatives"

LATEST_YEAR = INITIATIVES["year"].maximum or 9999
"""Later years are no years at all, which the check of single cells tells."""

LONGEST_NAME = 300
"""Letters that a name may have; what is longer is no name but a report."""

SIMILAR = 90.0
"""From this likeness of names (0–100) two initiatives of one unit are worth a question."""
SIMILAR_ELSEWHERE = 95.0
"""The same for two units, which do like things under like names."""
_CHUNK = 256
_COMPARED = 200
"""Letters of a name that are compared for likeness."""
MOST_COMPARED = 1_000
"""Names of one unit that are compared for likeness; every one costs as much as there are others."""


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
    for row, name in items(initiatives["name"]):
        if len(name) > LONGEST_NAME:
            yield finding(
                "O27",
                table=TABLE,
                row=row,
                column="name",
                unit_code=units[row],
                count=len(name),
                maximum=LONGEST_NAME,
            )
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


def check_duplicates(initiatives: pd.DataFrame, first_row: int = 0) -> Iterator[Finding]:
    """Yield initiatives with the same or nearly the same name as one above them.

    Each is told once, against the likest one of its own unit, else of another. ``first_row`` is
    added to row labels in messages, so that they say what the user sees. Names that are too long
    are told by ``check_rows``; beyond ``MOST_COMPARED`` of a unit only the same ones are found.
    """
    fits = [0 < len(name) <= LONGEST_NAME for name in initiatives["name"]]
    named = initiatives[np.array(fits, dtype=bool)]
    keys = [spelling_key(name) for name in named["name"]]
    labels = [row for row, _ in items(named["name"])]
    codes = unit_codes(named)
    units = [codes[row] for row in labels]
    found = dict(_same(keys, units))
    rest = _first_of_each(units, [at for at in range(len(keys)) if at not in found])
    found |= {
        rest[at]: (code, rest[other])
        for at, code, other in _alike([keys[at] for at in rest], [units[at] for at in rest])
    }
    for at, (code, other) in sorted(found.items()):
        yield finding(
            code,
            table=TABLE,
            row=labels[at],
            column="name",
            unit_code=units[at],
            name=quoted(named["name"][labels[other]]),
            other=labels[other] + first_row,
            unit=named["unit_name"][labels[other]] if "unit_name" in named else "",
        )


def name_key(name: str) -> str:
    """Return what of a name is compared for likeness: one may hold a whole story."""
    return spelling_key(name[:_COMPARED])


def _same(keys: Sequence[str], units: Sequence[str]) -> Iterator[tuple[int, tuple[str, int]]]:
    """Yield the places of names that their unit has above, with code and place of the first."""
    first: dict[tuple[str, str], int] = {}
    for at, key in enumerate(zip(units, keys, strict=True)):
        other = first.setdefault(key, at)
        if other != at:
            yield at, ("M03", other)


def _first_of_each(units: Sequence[str], places: Sequence[int]) -> list[int]:
    """Return of ``places`` the first ``MOST_COMPARED`` of each unit."""
    counts = Counter[str]()
    kept = []
    for at in places:
        counts[units[at]] += 1
        if counts[units[at]] <= MOST_COMPARED:
            kept.append(at)
    return kept


def _alike(keys: Sequence[str], units: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    """Yield place, code and place of the likest above of each name that is like another."""
    compared = [key[:_COMPARED] for key in keys]
    numbers = pd.factorize(np.array(units, dtype=object))[0]
    for start in range(0, len(compared), _CHUNK):
        chunk = compared[start : start + _CHUNK]
        above = compared[: start + len(chunk)]
        scores = process.cdist(chunk, above, scorer=fuzz.ratio, score_cutoff=SIMILAR, workers=-1)
        for offset in range(len(chunk)):
            at = start + offset
            likeness = scores[offset, :at]
            own = np.where(numbers[:at] == numbers[at], likeness, 0)
            others = np.where(likeness >= SIMILAR_ELSEWHERE, likeness, 0)
            if own.any():
                yield at, "M04", int(np.argmax(own))
            elif others.any():
                yield at, "M05", int(np.argmax(others))
