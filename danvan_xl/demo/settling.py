"""Moves made-up figures until they keep to all relations between them."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from danvan_xl.validation.rules import IMPLIES, Rule, Sum

Number = int | float

_PASSES = 50


@dataclass(frozen=True)
class Limits:
    """What values a figure may have."""

    lowest: float
    highest: float
    whole: bool

    def kept(self, value: float) -> Number:
        """Return the nearest value that may be had: whole, or with one decimal."""
        value = min(max(value, self.lowest), self.highest)
        if not self.whole:
            return round(value, 1)
        return min(max(round(value), math.ceil(self.lowest)), math.floor(self.highest))


def settle(
    figures: MutableMapping[str, Number],
    rules: Sequence[Rule],
    fixed: Collection[str],
    limits: Mapping[str, Limits],
) -> None:
    """Change ``figures`` in place, those of ``fixed`` never, until every rule holds.

    ``limits`` has every code of ``figures``. Raises ``ValueError`` when that is not reached.
    """
    for _ in range(_PASSES):
        broken = [rule for rule in rules if not rule.holds(figures)]
        if not broken:
            return
        for rule in broken:
            if not rule.holds(figures):
                _mend(rule, figures, fixed, limits)
    raise ValueError(f"no figures keep to: {', '.join(rule.message for rule in broken)}")


def _mend(
    rule: Rule,
    figures: MutableMapping[str, Number],
    fixed: Collection[str],
    limits: Mapping[str, Limits],
) -> None:
    """Make one rule hold as far as its free figures allow."""
    left, right = rule.left.value(figures), rule.right.value(figures)
    if rule.operator == IMPLIES:
        missing = _shift(rule.right, 1 - right, figures, fixed, limits)
        if missing:
            _shift(rule.left, -left, figures, fixed, limits)
    elif rule.operator == "<=":
        over = _shift(rule.left, right - left, figures, fixed, limits)
        _shift(rule.right, -over, figures, fixed, limits)
    else:
        missing = _shift(rule.right, left - right, figures, fixed, limits)
        _shift(rule.left, -missing, figures, fixed, limits)


def _shift(
    total: Sum,
    by: float,
    figures: MutableMapping[str, Number],
    fixed: Collection[str],
    limits: Mapping[str, Limits],
) -> float:
    """Change the free figures of ``total`` so that it grows ``by``; return what is missing."""
    for sign, code in total.terms:
        if by and code not in fixed:
            before = figures[code]
            figures[code] = limits[code].kept(before + sign * by)
            by -= sign * (figures[code] - before)
    return by
