"""The made-up initiatives of one unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import pandas as pd

from danvan_xl.demo.days import working_day
from danvan_xl.demo.material import Theme, phrases
from danvan_xl.demo.people import mobile_phone, person
from danvan_xl.demo.places import LOCAL_KINDS, Place, in_sentence, is_highland, places_of
from danvan_xl.demo.themes import themes_of
from danvan_xl.schema.lists import LISTS, STAGE_NEW, STAGE_RECOGNISED, STAGE_STOPPED, STAGES
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.text import vn_count, vn_date, vn_number
from danvan_xl.schema.units import Unit
from danvan_xl.schema.values import blank

_STAGE_WEIGHTS = {STAGE_NEW: 1, STAGE_RECOGNISED: 2, STAGE_STOPPED: 1}
_OTHER_WEIGHT = 4
"""One is recognised and one new anyway."""
_COLLECTIVE, _INDIVIDUAL = LISTS["initiative_kind"]
_LEVELS = LISTS["level"]
_PROVINCIAL_AWARD, _OWN_AWARD, *_ = LISTS["commendation"]
_SPREAD = STAGES[3]
_PROPOSED = 0.4
"""Share of persons, and of what is recognised or spread, proposed for a commendation."""
_FIRST_YEAR = 2017
"""The movement's directive 22-CT/TU is of this year."""


def initiatives_of(unit: Unit, year: int, seed: int) -> pd.DataFrame:
    """Return a unit's initiatives as its form asks for them: ``INITIATIVES.form_columns``.

    Their codes are blank, as for initiatives that are not yet in a register. At least one is
    recognised and one newly registered.
    """
    rng = Random(f"initiatives {seed} {year} {unit.code}")
    chosen = themes_of(unit, year, seed)
    places = places_of(unit, year)
    free = rng.sample(places, len(places))
    rows = []
    for (theme, number), stage in zip(chosen, _stages(len(chosen), rng), strict=True):
        place = next((one for one in free if one.is_for(theme.terrain)), None)
        if place is None:
            place = rng.choice([one for one in places if one.is_for(theme.terrain)])
        else:
            free.remove(place)
        rows.append(_row(unit, year, theme, number, place, stage, rng))
    return frame_of(rows)


def frame_of(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return ``rows`` as the DataFrame of a form's initiatives; what a row lacks is blank."""
    return pd.DataFrame(
        {
            column.key: pd.Series(
                [row.get(column.key, blank(column.type)) for row in rows],
                dtype="float64" if column.type.is_number else "object",
            )
            for column in INITIATIVES.form_columns
        }
    )


def _gender(name: str) -> bool | None:
    """Return whether a theme's name is about a woman; None when it leaves that open."""
    return True if "{woman}" in name else False if "{man}" in name else None


def _stages(count: int, rng: Random) -> list[str]:
    weights = [_STAGE_WEIGHTS.get(stage, _OTHER_WEIGHT) for stage in STAGES]
    stages = [STAGE_RECOGNISED, STAGE_NEW, *rng.choices(STAGES, weights, k=count)][:count]
    return rng.sample(stages, count)


def _row(
    unit: Unit, year: int, theme: Theme, number: int, place: Place, stage: str, rng: Random
) -> dict[str, Any]:
    """Return one initiative; ``number`` says which of the theme's names it bears."""
    highland = is_highland(unit)
    millions = rng.randint(*theme.money)
    money = millions * 1_000_000
    beneficiaries = rng.randint(*theme.beneficiaries)
    registered = year if stage == STAGE_NEW else rng.randint(max(_FIRST_YEAR, year - 4), year - 1)
    name = theme.names[number % len(theme.names)]
    who = person(rng, highland, woman=_gender(name))
    words = {
        "unit": in_sentence(unit.name),
        "place": place.name,
        "local": place.local,
        "person": who,
        "man": who,
        "woman": who,
        "year": str(year),
        "people": vn_number(beneficiaries),
        "money": vn_number(money),
    } | {name: vn_number(rng.randint(*bounds)) for name, bounds in theme.numbers.items()}
    texts = {
        key: _sentence(text.format_map(words))
        for key, text in (
            ("name", name),
            ("place", theme.place),
            ("situation", theme.situation),
            ("goals", theme.goals),
            ("content", theme.content),
            ("lead", theme.lead),
            ("outputs", theme.outputs),
        )
    }
    base: dict[str, Any] = {
        "kind": _INDIVIDUAL if theme.individual else _COLLECTIVE,
        "field": theme.field,
        "stage": stage,
        "year": registered,
        "beneficiaries": beneficiaries,
        "money": money,
        "resources": _resources(unit, registered, year, money, rng),
        "prospects": rng.choice(phrases(_group("prospects", unit))).format_map(words),
        "contact": f"{person(rng, highland)}, {mobile_phone(rng)}",
    }
    return texts | base | _by_stage(unit, year, theme, stage, words, rng)


def _by_stage(
    unit: Unit, year: int, theme: Theme, stage: str, words: Mapping[str, str], rng: Random
) -> dict[str, Any]:
    """Return what depends on the stage: results, decision, reason, proposed commendation."""
    if stage == STAGE_NEW:
        name = "new_results_individual" if theme.individual else _group("new_results", unit)
        return {"results": rng.choice(phrases(name))}
    if stage == STAGE_STOPPED:
        month = str(rng.randint(3, 6))
        return {
            "results": f"Đã dừng thực hiện từ tháng {month}/{year}.",
            "reason": rng.choice(phrases("stop_reasons")).format_map(words),
        }
    results = _sentence(theme.results.format_map(words))
    found: dict[str, Any] = {}
    if stage == _SPREAD:
        text = rng.choice(phrases(_group("spread", unit)))
        results += " " + text.format(count=vn_count(rng.randint(2, 6)))
    if stage == STAGE_RECOGNISED:
        found["level"] = _level(unit, rng)
        found["decision_number"] = f"{rng.randint(101, 2400)}/QĐ-UBND"
        found["decision_date"] = working_day(date(year, 6, 1) + timedelta(days=rng.randint(0, 85)))
    worthy = theme.individual or stage in (STAGE_RECOGNISED, _SPREAD)
    if worthy and rng.random() < _PROPOSED:
        found["commendation"] = rng.choice((_PROVINCIAL_AWARD, _PROVINCIAL_AWARD, _OWN_AWARD))
    return found | {"results": results}


def _level(unit: Unit, rng: Random) -> str:
    commune, district, province = _LEVELS
    if unit.kind == "district":
        return rng.choice((commune, district, district, province))
    return commune if unit.kind == "commune" else province


def _resources(unit: Unit, registered: int, year: int, money: int, rng: Random) -> str:
    """Return means and time: where the money comes from; start, review and end."""
    source = rng.choice(phrases(_group("sources", unit)))
    means = f"Kinh phí {vn_number(money)} đồng {source}" if money else "Không sử dụng kinh phí"
    start = date(registered, rng.randint(1, 3), rng.randint(1, 28))
    review = date(year, 7, rng.randint(1, 28))
    end = date(year, 12, rng.randint(1, 28))
    who = rng.choice(phrases(_group("workforce", unit)))
    return (
        f"{means}; {who}. Bắt đầu {vn_date(start)}, sơ kết {vn_date(review)}, "
        f"kết thúc {vn_date(end)}."
    )


def _group(name: str, unit: Unit) -> str:
    return f"{name}_local" if unit.kind in LOCAL_KINDS else f"{name}_body"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
