from __future__ import annotations

import string
import unicodedata
from dataclasses import fields
from importlib.resources import files

import pytest

from danvan_xl.demo.material import Theme, lands, phrases, themes
from danvan_xl.demo.places import places_of
from danvan_xl.schema.lists import FIELDS, KINDS
from danvan_xl.schema.units import load_units
from tests.demo.forms import COMMUNES_2026, UNITS_2022, unit

PERSON = {"person", "man", "woman"}
WORDS = PERSON | {"unit", "place", "local", "year", "people", "money"}
TERRAIN = {"coast", "island", "plain", "mountain", "rural", "urban", "hre", "cor", "cadong"}


def by_id(theme: Theme) -> str:
    return theme.id


def texts(theme: Theme) -> list[str]:
    values = [getattr(theme, field.name) for field in fields(theme)]
    return [value for value in values if isinstance(value, str)] + list(theme.names)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_are_themes_enough() -> None:
    assert len(themes()) >= 40
    assert len({theme.id for theme in themes()}) == len(themes())
    names = [name for theme in themes() for name in theme.names]
    assert len(set(names)) == len(names)


def test_themes_are_of_every_field_and_some_of_persons() -> None:
    assert {theme.field for theme in themes()} == set(FIELDS)
    assert any(theme.individual for theme in themes())


@pytest.mark.parametrize("theme", themes(), ids=by_id)
def test_a_theme_names_only_what_there_is(theme: Theme) -> None:
    assert set(theme.kinds) <= set(KINDS)
    assert set(theme.terrain) <= TERRAIN
    assert set(theme.units) <= {unit.code for unit in load_units()}


@pytest.mark.parametrize("theme", themes(), ids=by_id)
def test_the_texts_of_a_theme_can_be_filled_in(theme: Theme) -> None:
    used = {name for text in texts(theme) for name in placeholders(text)}
    assert used <= WORDS | set(theme.numbers)
    assert set(theme.numbers) <= used
    assert not WORDS & set(theme.numbers)
    for low, high in (*theme.numbers.values(), theme.beneficiaries, theme.money):
        assert 0 <= low <= high


@pytest.mark.parametrize("theme", themes(), ids=by_id)
def test_a_theme_of_a_person_names_the_person(theme: Theme) -> None:
    assert all(bool(placeholders(name) & PERSON) == theme.individual for name in theme.names)


def test_every_body_of_2022_has_a_theme_of_its_own() -> None:
    own = {code for theme in themes() for code in theme.units}
    assert {one.code for one in UNITS_2022 if one.kind != "district"} <= own


def test_the_data_is_nfc() -> None:
    folder = files("danvan_xl.demo") / "data"
    for entry in folder.iterdir():
        text = entry.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), entry.name


def test_land_is_known_of_units_that_there_are() -> None:
    assert set(lands()) <= {unit.code for unit in load_units()}
    assert all(land.terrain <= TERRAIN for land in lands().values())


@pytest.mark.parametrize(
    ("code", "terrain", "found"),
    [
        ("524", "coast", True),
        ("527", "coast", False),
        ("529", "hre", True),
        ("525", "cor", True),
        ("525", "hre", False),
        ("522", "urban", True),
        ("536", "island", True),
        ("536", "urban", False),
    ],
)
def test_land_differs_from_district_to_district(code: str, terrain: str, found: bool) -> None:
    assert any(place.is_for([terrain]) for place in places_of(unit(code), 2022)) == found


def test_places_differ() -> None:
    for one, year in [(u, 2022) for u in UNITS_2022] + [(u, 2026) for u in COMMUNES_2026]:
        names = [place.name for place in places_of(one, year)]
        assert names
        assert len(set(names)) == len(names)


def test_a_body_helps_communes_of_the_highlands() -> None:
    assert all(place.is_for(["mountain"]) for place in places_of(unit("SYT"), 2022))
    assert "xã Ba Vinh, huyện Ba Tơ" in {p.name for p in places_of(unit("SYT"), 2022)}


def test_phrases_are_there_for_bodies_and_for_places() -> None:
    for name in ("new_results", "spread", "prospects", "sources", "workforce"):
        assert phrases(f"{name}_body")
        assert phrases(f"{name}_local")
