"""Where a unit's initiatives take place, and how units are named inside a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from danvan_xl.demo.material import Land, lands, phrases
from danvan_xl.schema.units import Unit, unit_on, units_on

LOCAL_KINDS = ("district", "commune")
"""Kinds of unit that have people and land of their own."""

_COMMON_NOUNS = ("Xã", "Phường", "Thị", "Huyện", "Thành", "Đặc")
_UNKNOWN = Land(frozenset(), ())
_HIGHLANDS = "mountain"


@dataclass(frozen=True)
class Place:
    """Where something is done."""

    name: str
    """As it stands inside a sentence: ``xã Bình Thuận``, ``thôn Tây An Vĩnh``."""
    local: str
    """The lowest unit with an authority and unions of its own there."""
    terrain: frozenset[str]
    """What the land is like: the words of ``Land.terrain``, and ``urban``."""

    def is_for(self, terrain: Iterable[str]) -> bool:
        """Whether its land is of one of these kinds; any land will do when there are none."""
        wanted = frozenset(terrain)
        return not wanted or bool(wanted & self.terrain)


def day_of(year: int) -> date:
    """Return the day whose units report for ``year``: that of the deadline."""
    return date(year, 9, 20)


def in_sentence(name: str) -> str:
    """Return a unit's name inside a sentence: ``xã Bình Thuận``, but ``Sở Tư pháp``."""
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if first in _COMMON_NOUNS else name


def subordinates(unit: Unit, year: int) -> list[Unit]:
    """Return the units under ``unit`` on the day of ``year``'s deadline."""
    return [other for other in units_on(day_of(year)) if other.parent_code == unit.code]


def is_highland(unit: Unit) -> bool:
    """Whether most people of the unit are Hrê, Cor or Ca Dong."""
    return _HIGHLANDS in _land(unit).terrain


def places_of(unit: Unit, year: int) -> list[Place]:
    """Return different places for a unit's initiatives, never none.

    Communes of a district; villages of a unit with nothing under it; for a body of the province
    the highland communes that it may help, or all where highlands are not known.
    """
    name = in_sentence(unit.name)
    if unit.kind not in LOCAL_KINDS:
        return _communes_to_help(name, year)
    if under := subordinates(unit, year):
        names = [in_sentence(other.name) for other in under]
        return [Place(n, n, _terrain(u, year)) for n, u in zip(names, under, strict=True)]
    villages = _land(unit).villages or [f"{one}, {name}" for one in phrases("villages")]
    terrain = _terrain(unit, year)
    return [Place(village, name, terrain) for village in villages]


def _communes_to_help(body: str, year: int) -> list[Place]:
    day = day_of(year)
    found = []
    for commune in units_on(day):
        if commune.kind == "commune":
            above = unit_on(commune.parent_code, day)
            suffix = f", {in_sentence(above.name)}" if above else ""
            name = in_sentence(commune.name) + suffix
            found.append(Place(name, body, _terrain(commune, year)))
    return [place for place in found if _HIGHLANDS in place.terrain] or found


def _terrain(unit: Unit, year: int) -> frozenset[str]:
    """Return a commune's own kinds of land, those of its district, and ``urban`` or ``rural``."""
    above = unit_on(unit.parent_code, day_of(year))
    own = _land(unit).terrain | (_land(above).terrain if above else frozenset())
    built = "rural" if "rural" in own or unit.name.startswith("Xã") else "urban"
    return own | {built}


def _land(unit: Unit) -> Land:
    return lands().get(unit.code, _UNKNOWN)
