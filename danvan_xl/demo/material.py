"""The texts and ranges of the demonstration, from ``data/``."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_DATA = files(__package__) / "data"


@dataclass(frozen=True)
class Theme:
    """What an initiative is about; its texts have words in braces to fill in.

    They are ``unit``, ``place``, ``local``, ``person`` (``man``, ``woman`` in a name decides the
    gender), ``year``, ``people``, ``money``, and those of ``numbers``.
    """

    id: str
    kinds: tuple[str, ...]
    """Keys of ``KINDS`` whose units do such things."""
    terrain: tuple[str, ...]
    """Kinds of land it needs, such as ``coast``; empty: anywhere."""
    units: tuple[str, ...]
    """Codes of the only units that do it; empty: any unit of ``kinds``."""
    field: str
    individual: bool
    names: tuple[str, ...]
    """Ways to call it, so unlike one another that each can stand for an initiative of its own."""
    place: str
    situation: str
    goals: str
    content: str
    lead: str
    outputs: str
    results: str
    numbers: Mapping[str, tuple[int, int]]
    """Word → lowest and highest; it is the same number in all texts of an initiative."""
    beneficiaries: tuple[int, int]
    money: tuple[int, int]
    """Million đồng, lowest and highest."""


@dataclass(frozen=True)
class Habit:
    """What figure units usually give for one indicator."""

    basis: str
    """Indicator code, or a tally of initiatives, that the ranges are per cent of; "" for none."""
    ranges: Mapping[str, tuple[int, int]]
    """Kind of unit → lowest and highest."""
    note: str
    note_zero: str


@dataclass(frozen=True)
class Land:
    """What a unit's land is like."""

    terrain: frozenset[str]
    """``coast``, ``island``, ``plain``, ``mountain``, ``rural``, and the people there: ``hre`` …"""
    villages: tuple[str, ...]
    """Places inside the unit, where there are no communes under it to name."""


@cache
def themes() -> tuple[Theme, ...]:
    """Return every theme, those of one unit only first."""
    found = []
    for name in ("themes_bodies.json", "themes_local.json"):
        content = _json(name)
        found += [_theme({"kinds": content["kinds"]} | item) for item in content["themes"]]
    return tuple(sorted(found, key=lambda theme: not theme.units))


@cache
def habits() -> Mapping[str, Habit]:
    """Return indicator code → what units usually answer."""
    rows = _csv("figures.csv")
    kinds = [name for name in rows[0] if name not in ("code", "basis", "note", "note_zero")]
    return {
        row["code"]: Habit(
            row["basis"],
            {kind: _range(row[kind]) for kind in kinds if row[kind]},
            row["note"],
            row["note_zero"],
        )
        for row in rows
    }


@cache
def lands() -> Mapping[str, Land]:
    """Return unit code → its land, for the units whose land is known."""
    return {
        row["code"]: Land(frozenset(row["terrain"].split()), tuple(_parts(row["villages"])))
        for row in _csv("places.csv")
    }


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Return the phrases listed under ``name`` in ``phrases.json``."""
    return tuple(_json("phrases.json")[name])


def _theme(item: dict[str, Any]) -> Theme:
    texts = ("id", "field", "place", "situation", "goals", "content", "lead", "outputs", "results")
    lists = ("kinds", "terrain", "units", "names")
    values: dict[str, Any] = {name: item[name] for name in texts}
    values |= {name: tuple(item.get(name, ())) for name in lists}
    return Theme(
        **values,
        individual=item.get("individual", False),
        numbers={name: (low, high) for name, (low, high) in item.get("numbers", {}).items()},
        beneficiaries=(item["beneficiaries"][0], item["beneficiaries"][1]),
        money=(item["money"][0], item["money"][1]),
    )


def _json(name: str) -> Any:
    return json.loads((_DATA / name).read_text(encoding="utf-8"))


def _csv(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((_DATA / name).read_text(encoding="utf-8").splitlines()))


def _range(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    return int(low), int(high or low)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
