"""What this year's reports leave out or change against last year's: questions, never errors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.lists import AGGREGATIONS, STAGE_STOPPED
from danvan_xl.schema.text import spelling_key, vn_number
from danvan_xl.schema.values import quoted
from danvan_xl.validation.frames import items
from danvan_xl.validation.initiatives import SIMILAR, name_key
from danvan_xl.validation.peers import FAR, FEWEST_PEERS, to_deviation

FOUND_WITH_LAST_YEAR = ("M09", "Q05", "Q06")
"""Codes of what is found only with last year's tables."""

_PERCENT = "%"
_A_FEW = 4
"""Added to both figures before they are divided: a few more or less of a few mean nothing."""
_TIMES = (log(8), log(40))
"""A figure that grew or shrank less than the first is never far, more than the second always."""
_POINTS = (25.0, 60.0)
"""The same for percentages, in points."""
_CHUNK = 256
"""So many names are compared at once."""


@dataclass(frozen=True)
class Figure:
    """A figure of last year."""

    value: float
    units: int
    """Of how many units of last year it is the sum."""


@dataclass(frozen=True)
class Usual:
    """How an indicator changed for the units of one kind."""

    middle: float = 0.0
    spread: float = 0.0
    """As a standard deviation, but robust."""


@dataclass(frozen=True)
class LastYear:
    """Last year's register, by the units of this year."""

    figures: Mapping[tuple[str, str], Figure]
    """Unit and indicator → what there is to compare with."""
    initiatives: Mapping[tuple[str, ...], pd.DataFrame]
    """Units that went on with them, most often one → ``code``, ``name``, ``unit_code``,
    ``unit_name`` of the initiatives that had not stopped."""
    percents: frozenset[str]
    """Indicators that are percentages."""
    kinds: Mapping[str, str]
    """Unit → its kind."""
    usual: Mapping[tuple[str, str], Usual] = field(default_factory=dict)
    """Kind and indicator → its change, where enough units have reported this year."""

    @classmethod
    def of(
        cls,
        results: pd.DataFrame,
        initiatives: pd.DataFrame,
        heirs: Mapping[str, Sequence[str]],
        indicators: pd.DataFrame,
        kinds: Mapping[str, str],
        current: pd.DataFrame,
    ) -> LastYear:
        """Return last year's tables made ready for comparing.

        ``results``, ``initiatives``: last year's; ``heirs``: code of each unit that reported
        last year → codes of the units that went on with its work. ``indicators``, ``kinds`` (unit
        → kind) and ``current`` (the figures that are there already) are this year's.
        """
        summed = set(indicators["code"][indicators["aggregation"] == AGGREGATIONS["sum"]])
        percents = indicators["code"][indicators["unit"].str.strip() == _PERCENT]
        year = cls(
            _figures(results, heirs, summed),
            _initiatives(initiatives, heirs),
            frozenset(percents),
            kinds,
        )
        return replace(year, usual=year._usual_changes(current))

    def codes_of(self, unit: str) -> dict[str, str]:
        """Return code → name of the initiatives with which ``unit`` alone goes on."""
        before = self.initiatives.get((unit,))
        if before is None:
            return {}
        return {
            code: name for code, name in zip(before["code"], before["name"], strict=True) if code
        }

    def change(self, indicator: str, old: float, new: float) -> float:
        """Return how far ``new`` is from ``old``: in points, or as a logarithm for counts."""
        if indicator in self.percents:
            return new - old
        return log((new + _A_FEW) / (old + _A_FEW))

    def is_far(self, unit: str, indicator: str, old: float, new: float) -> bool:
        """Whether a change is out of all proportion to that of the unit's peers."""
        usual = self.usual.get((self.kinds.get(unit, ""), indicator), Usual())
        least, most = _POINTS if indicator in self.percents else _TIMES
        allowed = min(max(FAR * usual.spread, least), most)
        return abs(self.change(indicator, old, new) - usual.middle) > allowed

    def _usual_changes(self, current: pd.DataFrame) -> dict[tuple[str, str], Usual]:
        changes: dict[tuple[str, str], list[float]] = defaultdict(list)
        for _, unit, indicator, old, new in self.pairs(current):
            changes[self.kinds.get(unit, ""), indicator].append(
                self.change(indicator, old.value, new)
            )
        found = {}
        for peers, values in changes.items():
            if len(values) >= FEWEST_PEERS:
                middle = float(np.median(values))
                found[peers] = Usual(middle, to_deviation(np.asarray(values), middle))
        return found

    def pairs(
        self, results: pd.DataFrame, unit_code: str = ""
    ) -> Iterator[tuple[int, str, str, Figure, float]]:
        """Yield row, unit, indicator, last year's figure and this year's, where there are both.

        ``results``: ``indicator``, ``value``, and ``unit_code`` unless that is given.
        """
        units = results["unit_code"] if not unit_code else pd.Series(unit_code, results.index)
        for row, value in items(results["value"]):
            key = str(units[row]), str(results["indicator"][row])
            old = self.figures.get(key)
            if old is not None and pd.notna(value) and value >= 0:
                yield row, *key, old, float(value)


def _figures(
    results: pd.DataFrame, heirs: Mapping[str, Sequence[str]], summed: set[str]
) -> dict[tuple[str, str], Figure]:
    """Return the figures that the units of this year can be held against.

    Of several predecessors only sums of what all of them said are. A unit that took over a part of
    another cannot be compared: nobody knows how much of the figure came with that part.
    """
    answered = results[results["value"] >= 0]
    said: dict[str, dict[str, float]] = {
        str(unit): dict(zip(rows["indicator"], rows["value"], strict=True))
        for unit, rows in answered.groupby("unit_code")
    }
    before: dict[str, list[str]] = defaultdict(list)
    for unit, nexts in heirs.items():
        for heir in nexts:
            before[heir].append(unit)
    found = {}
    for heir, units in before.items():
        if any(len(heirs[unit]) > 1 for unit in units):
            continue
        first, *others = (said.get(unit, {}) for unit in units)
        for indicator, value in first.items():
            if all(indicator in other for other in others) and (not others or indicator in summed):
                total = value + sum(other[indicator] for other in others)
                found[heir, indicator] = Figure(total, len(units))
    return found


def _initiatives(
    initiatives: pd.DataFrame, heirs: Mapping[str, Sequence[str]]
) -> dict[tuple[str, ...], pd.DataFrame]:
    going_on = initiatives[(initiatives["stage"] != STAGE_STOPPED) & (initiatives["name"] != "")]
    parts: dict[tuple[str, ...], list[pd.DataFrame]] = defaultdict(list)
    for unit, rows in going_on.groupby("unit_code", sort=False):
        if nexts := heirs.get(str(unit)):
            parts[tuple(nexts)].append(rows[["code", "name", "unit_code", "unit_name"]])
    return {nexts: pd.concat(rows) for nexts, rows in parts.items()}


def check_against_last_year(
    unit_code: str, results: pd.DataFrame, initiatives: pd.DataFrame, last_year: LastYear
) -> Iterator[Finding]:
    """Yield what one unit's report leaves out or changes greatly.

    ``results``: ``indicator``, ``value``; ``initiatives``: ``code``, ``name``. Initiatives of a
    unit that was divided are not missed here: another of its successors may go on with them.
    """
    yield from _far_figures(results, last_year, unit_code)
    before = last_year.initiatives.get((unit_code,))
    if before is not None:
        yield from _vanished(before, initiatives, unit_code)


def check_all_against_last_year(
    results: pd.DataFrame, initiatives: pd.DataFrame, last_year: LastYear
) -> Iterator[Finding]:
    """Yield the same for all units that have reported, which are those with ``results``.

    Both tables have ``unit_code``. Initiatives of a unit that was divided are missed when all its
    successors have reported, and then without naming one of them.
    """
    yield from _far_figures(results, last_year)
    reported = set(results["unit_code"])
    for heirs, before in last_year.initiatives.items():
        if reported.issuperset(heirs):
            now = initiatives[initiatives["unit_code"].isin(heirs)]
            yield from _vanished(before, now, heirs[0] if len(heirs) == 1 else "")


def _far_figures(
    results: pd.DataFrame, last_year: LastYear, unit_code: str = ""
) -> Iterator[Finding]:
    for row, unit, indicator, old, new in last_year.pairs(results, unit_code):
        if last_year.is_far(unit, indicator, old.value, new):
            yield finding(
                "Q05" if old.units == 1 else "Q06",
                table="results",
                row=row,
                column="value",
                unit_code=unit,
                value=vn_number(new),
                previous=vn_number(old.value),
                count=old.units,
            )


def _vanished(before: pd.DataFrame, now: pd.DataFrame, unit_code: str) -> Iterator[Finding]:
    """Yield the initiatives of ``before`` that ``now`` has neither by code nor by name.

    A row of ``now`` that is spelt a little differently stands for one of ``before`` only.
    """
    codes, names = set(now["code"]) - {""}, {spelling_key(name) for name in now["name"]}
    missing = before[
        ~before["code"].isin(codes) & ~before["name"].map(spelling_key).isin(names)
    ].reset_index(drop=True)
    known_codes = set(before["code"]) - {""}
    known_names = set(before["name"].map(spelling_key))
    unknown = now[
        ~now["code"].isin(known_codes)
        & ~now["name"].map(spelling_key).isin(known_names)
        & (now["name"] != "")
    ]
    found = _renamed(missing["name"], unknown["name"])
    for row, name in items(missing["name"]):
        if row not in found:
            yield finding(
                "M09",
                table="initiatives",
                unit_code=unit_code,
                name=quoted(name),
                value=missing["code"][row] or "không mã",
                unit=missing["unit_name"][row] or missing["unit_code"][row],
            )


def _renamed(missing: pd.Series, unknown: pd.Series) -> set[Hashable]:
    """Return the labels of the names in ``missing`` that stand in ``unknown``, likest first."""
    if missing.empty or unknown.empty:
        return set()
    old = [name_key(name) for name in missing]
    new = [name_key(name) for name in unknown]
    pairs: list[tuple[float, int, int]] = []
    for start in range(0, len(old), _CHUNK):
        chunk = old[start : start + _CHUNK]
        likeness = process.cdist(chunk, new, scorer=fuzz.ratio, score_cutoff=SIMILAR)
        pairs += [
            (-float(likeness[row, column]), start + int(row), int(column))
            for row, column in np.argwhere(likeness > 0)
        ]
    found: set[Hashable] = set()
    taken: set[int] = set()
    for _, row, column in sorted(pairs):
        if missing.index[row] not in found and column not in taken:
            found.add(missing.index[row])
            taken.add(column)
    return found
