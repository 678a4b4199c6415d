"""Which themes each unit's initiatives have: shared out so that no two units say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from random import Random

from danvan_xl.demo.material import Theme, themes
from danvan_xl.demo.places import day_of, terrain_of
from danvan_xl.schema.units import Unit, reporting_units_on

FEWEST, MOST = 2, 8
_USUAL_NUMBERS = {True: (4, 8), False: (3, 6)}
"""How many initiatives units have: those with land of their own, and the bodies."""


def themes_of(unit: Unit, year: int, seed: int) -> Sequence[tuple[Theme, int]]:
    """Return the themes of a unit's initiatives with the number of the name to call each by.

    Numbers beyond a theme's last name mean that its names are used again with other places.
    """
    shared = _shared_out(year, seed)
    return shared[unit.code] if unit.code in shared else _chosen(unit, seed, Counter())


@cache
def _shared_out(year: int, seed: int) -> dict[str, Sequence[tuple[Theme, int]]]:
    used: Counter[str] = Counter()
    return {
        unit.code: _chosen(unit, seed, used) for unit in reporting_units_on(day_of(year))
    }


def _chosen(unit: Unit, seed: int, used: Counter[str]) -> Sequence[tuple[Theme, int]]:
    """Return themes for a unit, those fewest times ``used`` first, and count them as used."""
    rng = Random(f"themes {seed} {unit.code}")
    fitting = sorted(
        (theme for theme in themes() if _fits(theme, unit)),
        key=lambda theme: (not theme.units, used[theme.id] / len(theme.names), rng.random()),
    )
    low, high = _USUAL_NUMBERS[unit.kind in ("district", "commune")]
    chosen = fitting[: rng.randint(low, high)]
    numbered = [(theme, used[theme.id]) for theme in chosen]
    used.update(theme.id for theme in chosen)
    return numbered


def _fits(theme: Theme, unit: Unit) -> bool:
    if theme.units:
        return unit.code in theme.units
    if unit.kind not in theme.kinds:
        return False
    return not theme.terrain or bool(terrain_of(unit).intersection(theme.terrain))
