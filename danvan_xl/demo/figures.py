"""Made-up figures of one unit: usual for its kind, and in keeping with all relations."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pandas as pd

from danvan_xl.demo.material import Habit, habits
from danvan_xl.demo.settling import Limits, settle
from danvan_xl.schema.units import Unit
from danvan_xl.validation.rules import Tally, parse_rules, parse_tallies

Number = int | float

_STRANGE_UNTIL = 20
"""Figures of indicators that the demonstration does not know lie this far above their lowest."""
_UNKNOWN = Habit("", {}, "", "")


def counted(
    indicators: pd.DataFrame, initiatives: pd.DataFrame, subordinates: int
) -> dict[str, int]:
    """Return the figures that are counts: of the unit's initiatives and of the units under it."""
    tallies, _ = parse_tallies(indicators)
    return {
        code: subordinates if tally.of_units else tally.count(initiatives)
        for code, tally in tallies.items()
    }


def figures_of(
    unit: Unit,
    indicators: pd.DataFrame,
    rules: pd.DataFrame,
    initiatives: pd.DataFrame,
    subordinates: int,
    rng: Random,
) -> dict[str, Number]:
    """Return indicator code → figure for each of ``indicators``, in their order.

    ``indicators`` are those asked of the unit, with the columns of ``INDICATORS``; ``rules`` has
    those of ``RULES``. Raises ``ValueError`` when the relations contradict one another.
    """
    limits = {str(row["code"]): _limits(row) for _, row in indicators.iterrows()}
    fixed = counted(indicators, initiatives, subordinates)
    drawn: dict[str, Number] = dict(fixed)
    open_codes = [code for code in limits if code not in fixed]
    while open_codes:
        ready = [code for code in open_codes if _basis(code) not in open_codes] or open_codes
        for code in ready:
            drawn[code] = _drawn(unit.kind, code, limits[code], drawn, initiatives, rng)
        open_codes = [code for code in open_codes if code not in ready]
    relations, _ = parse_rules(rules)
    settle(drawn, relations, set(fixed), limits)
    return {code: drawn[code] for code in limits}


def notes_of(figures: Mapping[str, Number], rng: Random) -> dict[str, str]:
    """Return indicator code → remark, for a few of ``figures``."""
    notes = {}
    for code, figure in figures.items():
        habit = habits().get(code, _UNKNOWN)
        if (text := habit.note if figure else habit.note_zero) and rng.random() < 0.3:
            notes[code] = text
    return notes


def _drawn(
    kind: str,
    code: str,
    limits: Limits,
    drawn: Mapping[str, Number],
    initiatives: pd.DataFrame,
    rng: Random,
) -> Number:
    habit = habits().get(code, _UNKNOWN)
    if kind not in habit.ranges:
        value = limits.lowest + rng.randint(0, _STRANGE_UNTIL)
    elif not habit.basis:
        low, high = habit.ranges[kind]
        value = rng.randint(low * 10, high * 10) / 10
    else:
        value = _amount(habit.basis, drawn, initiatives) * rng.randint(*habit.ranges[kind]) / 100
    return limits.kept(value)


def _basis(code: str) -> str:
    return habits().get(code, _UNKNOWN).basis


def _amount(basis: str, drawn: Mapping[str, Number], initiatives: pd.DataFrame) -> Number:
    """Return the figure, or the number of initiatives, that ``basis`` names; 0 when unknown."""
    if ":" not in basis:
        return drawn.get(basis, 0)
    source, _, conditions = basis.partition(":")
    for condition in conditions.split(";"):
        tally = Tally.parse(f"{source}:{condition}")
        initiatives = initiatives[initiatives[tally.column] == tally.value]
    return len(initiatives)


def _limits(row: pd.Series) -> Limits:
    """Return what a row of ``INDICATORS`` says; a missing limit is 0, or a hundred above it."""
    lowest = float(row["minimum"]) if row["minimum"] == row["minimum"] else 0.0
    highest = float(row["maximum"]) if row["maximum"] == row["maximum"] else lowest + 100
    return Limits(lowest, highest, bool(row["whole"]))
