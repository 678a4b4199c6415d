"""Which themes each unit's initiatives have: shared out so that no two units say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from random import Random

from danvan_xl.demo.material import Theme, themes
from danvan_xl.demo.places import LOCAL_KINDS, day_of, places_of
from danvan_xl.schema.units import Unit, reporting_units_on

_FEWEST = 2
_USUAL_LOCAL = (4, 8)
_USUAL_BODY = (2, 5)
"""How many initiatives units have."""


def themes_of(unit: Unit, year: int, seed: int) -> Sequence[tuple[Theme, int]]:
    """Return the themes of a unit's initiatives with the number of the name to call each by.

    Among the units that report for ``year`` no name of a theme comes twice while there are
    enough; a number beyond a theme's last name says that its names are used again.
    """
    shared = _shared_out(year, seed)
    return shared[unit.code] if unit.code in shared else _chosen(unit, year, seed, Counter())


@cache
def _shared_out(year: int, seed: int) -> dict[str, Sequence[tuple[Theme, int]]]:
    used: Counter[str] = Counter()
    units = reporting_units_on(day_of(year))
    return {unit.code: _chosen(unit, year, seed, used) for unit in units}


def _chosen(unit: Unit, year: int, seed: int, used: Counter[str]) -> Sequence[tuple[Theme, int]]:
    """Return themes for a unit, those used least first, and count them in ``used``."""
    rng = Random(f"themes {seed} {year} {unit.code}")
    low, high = _USUAL_LOCAL if unit.kind in LOCAL_KINDS else _USUAL_BODY
    number = rng.randint(low, high)
    terrains = [place.terrain for place in places_of(unit, year)]
    here = frozenset().union(*terrains)
    fitting = sorted(
        (theme for theme in themes() if _fits(theme, unit, here)),
        key=lambda theme: (not theme.units, used[theme.id] / len(theme.names), rng.random()),
    )
    fresh = [theme for theme in fitting if used[theme.id] < len(theme.names)]
    chosen = (fresh if len(fresh) >= _FEWEST else fitting)[:number]
    numbered = [(theme, used[theme.id]) for theme in chosen]
    used.update(theme.id for theme in chosen)
    return numbered


def _fits(theme: Theme, unit: Unit, terrain: frozenset[str]) -> bool:
    if theme.units:
        return unit.code in theme.units
    return unit.kind in theme.kinds and (not theme.terrain or bool(terrain & set(theme.terrain)))
