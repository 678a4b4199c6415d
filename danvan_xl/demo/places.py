"""Where a unit's initiatives take place, and how units are named inside a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from danvan_xl.demo.material import Land, lands, phrases
from danvan_xl.schema.units import Unit, units_on

LOCAL_KINDS = ("district", "commune")
"""Kinds of unit that have people and land of their own."""

_COMMON_NOUNS = ("Xã", "Phường", "Thị", "Huyện", "Thành", "Đặc")
_UNKNOWN = Land(frozenset(), ())


@dataclass(frozen=True)
class Place:
    """Where something is done."""

    name: str
    """As it stands inside a sentence: ``xã Bình Thuận``, ``thôn Tây An Vĩnh``."""
    local: str
    """The lowest unit with an authority and unions of its own there."""


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


def terrain_of(unit: Unit) -> frozenset[str]:
    """Return what a unit's land is like, such as ``coast``; empty when it is not known."""
    return lands().get(unit.code, _UNKNOWN).terrain


def places_of(unit: Unit, year: int, rng: Random) -> list[Place]:
    """Return different places for a unit's initiatives, in an order of ``rng``'s, never none.

    Communes of a district; villages of a unit with nothing under it; for a body of the province
    the communes all over it that it may help.
    """
    name = in_sentence(unit.name)
    if unit.kind in LOCAL_KINDS:
        under = [in_sentence(other.name) for other in subordinates(unit, year)]
        villages = lands().get(unit.code, _UNKNOWN).villages or phrases("villages")
        found = [Place(one, one) for one in under] or [Place(one, name) for one in villages]
    else:
        found = [
            Place(in_sentence(other.name) + _district_of(other, year), name)
            for other in units_on(day_of(year))
            if other.kind == "commune"
        ]
    return rng.sample(found, len(found))


def _district_of(commune: Unit, year: int) -> str:
    """Return ``, huyện Bình Sơn`` for a commune of it; "" for one right under the province."""
    above = next((u for u in units_on(day_of(year)) if u.code == commune.parent_code), None)
    return f", {in_sentence(above.name)}" if above and commune.parent_code else ""
