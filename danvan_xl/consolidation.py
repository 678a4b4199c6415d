"""Totals over units: pure functions over DataFrames.

The sheet ``Tổng hợp`` says the same in the calculated columns of ``tblTotals``; a test recalculates
them and compares.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from danvan_xl.schema.lists import AGGREGATIONS, FIELDS, LISTS, STAGES

Number = int | float


@dataclass(frozen=True)
class InitiativeCounts:
    """How many initiatives there are."""

    total: int
    by_field: dict[str, int]
    by_stage: dict[str, int]
    by_kind: dict[str, int]
    by_unit: dict[str, int]


@dataclass(frozen=True)
class Consolidation:
    """The sums of a reporting round."""

    totals: dict[str, Number]
    """Indicator code → its total over all units; indicators nobody answered are absent."""
    answers: dict[str, int]
    """Indicator code → number of units that gave a figure."""
    by_unit: dict[str, dict[str, Number]]
    """Unit code → indicator code → figure."""
    initiatives: InitiativeCounts


def _plain(value: float) -> Number:
    """Return a whole number as ``int``: totals of counts are counts."""
    return int(value) if float(value).is_integer() else float(value)


def totals(results: pd.DataFrame, indicators: pd.DataFrame) -> dict[str, Number]:
    """Return the total of each indicator over all units.

    ``results``: ``indicator``, ``value`` (number or missing). ``indicators``: ``code``,
    ``aggregation`` (a word of ``AGGREGATIONS``), ``numerator``, ``denominator``. A ratio is 100 ×
    the total of its numerator over that of its denominator, and absent when that is 0.
    """
    answered = results.dropna(subset=["value"])
    grouped = answered.groupby("indicator")["value"]
    sums, means = grouped.sum(), grouped.mean()
    found: dict[str, Number] = {}
    for row in indicators.itertuples():
        code = str(row.code)
        if row.aggregation == AGGREGATIONS["ratio"]:
            whole = sums.get(row.denominator, 0)
            if whole:
                found[code] = _plain(100 * sums.get(row.numerator, 0) / whole)
        elif row.aggregation == AGGREGATIONS["sum"] and code in sums:
            found[code] = _plain(sums[code])
        elif row.aggregation == AGGREGATIONS["mean"] and code in means:
            found[code] = _plain(means[code])
    return found


def count_initiatives(initiatives: pd.DataFrame) -> InitiativeCounts:
    """Count ``initiatives`` (``unit_code``, ``field``, ``stage``, ``kind``), listed words first."""

    def counts(column: str, words: tuple[str, ...]) -> dict[str, int]:
        seen = {str(k): int(v) for k, v in initiatives[column].value_counts(sort=False).items()}
        return {word: seen.pop(word, 0) for word in words} | seen

    return InitiativeCounts(
        total=len(initiatives),
        by_field=counts("field", FIELDS),
        by_stage=counts("stage", STAGES),
        by_kind=counts("kind", LISTS["initiative_kind"]),
        by_unit=counts("unit_code", ()),
    )


def consolidate(
    results: pd.DataFrame, initiatives: pd.DataFrame, indicators: pd.DataFrame
) -> Consolidation:
    """Sum a round; the frames have the columns of ``RESULTS``, ``INITIATIVES``, ``INDICATORS``."""
    answered = results.dropna(subset=["value"])
    by_unit: dict[str, dict[str, Number]] = {}
    for unit, code, value in zip(
        answered["unit_code"], answered["indicator"], answered["value"], strict=True
    ):
        by_unit.setdefault(str(unit), {})[str(code)] = _plain(value)
    answers = {str(k): int(v) for k, v in answered["indicator"].value_counts(sort=False).items()}
    return Consolidation(
        totals=totals(results, indicators),
        answers=answers,
        by_unit=by_unit,
        initiatives=count_initiatives(initiatives),
    )
