from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date

import numpy as np
import pandas as pd
import pytest
from rapidfuzz import fuzz, process

from danvan_xl.demo.answers import answer_for
from danvan_xl.demo.fill import fill
from danvan_xl.demo.places import subordinates
from danvan_xl.schema.lists import STAGE_NEW, STAGE_RECOGNISED, STAGE_STOPPED
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.text import key, normalise
from danvan_xl.schema.units import Unit
from tests.demo.forms import (
    COMMUNES_2026,
    RULES,
    UNITS_2022,
    answer,
    asked_of,
    checked,
    form,
    unit,
)

NINE_QUESTIONS = [
    "name",
    "situation",
    "goals",
    "content",
    "place",
    "lead",
    "resources",
    "outputs",
    "prospects",
]
SAMPLE_2026 = COMMUNES_2026[::12]


def by_code(one: Unit) -> str:
    return one.code


def texts_of(code: str, year: int = 2022) -> list[str]:
    given = answer(code, year)
    cells = [*given.facts.values(), *given.notes.values(), *given.initiatives.to_numpy().ravel()]
    return [cell for cell in cells if isinstance(cell, str) and cell]


def near_duplicates(names: list[str]) -> list[tuple[str, str]]:
    keys = [key(name) for name in names]
    likeness = process.cdist(keys, keys, scorer=fuzz.token_ratio)
    near = np.argwhere(np.triu(likeness >= 90, 1))
    return [(names[i], names[j]) for i, j in near]


@pytest.mark.parametrize("one", UNITS_2022, ids=by_code)
def test_nothing_is_wrong_with_the_form_of_any_unit_in_2022(one: Unit) -> None:
    assert checked(one, fill(form(one), answer(one.code))).findings == ()


@pytest.mark.parametrize("one", SAMPLE_2026, ids=by_code)
def test_nothing_is_wrong_with_the_form_of_a_commune_in_2026(one: Unit) -> None:
    filled = fill(form(one, 2026), answer(one.code, 2026))
    assert checked(one, filled, 2026).findings == ()


@pytest.mark.parametrize("one", UNITS_2022, ids=by_code)
def test_counts_of_initiatives_are_those_of_the_list(one: Unit) -> None:
    given = answer(one.code)
    rows, figures = given.initiatives, given.figures
    stages = [STAGE_NEW, "Đang thực hiện", "Duy trì", "Nhân rộng", STAGE_RECOGNISED, STAGE_STOPPED]
    assert figures["CT401"] == len(rows)
    assert [figures[f"CT{404 + i}"] for i in range(6)] == [
        (rows["stage"] == stage).sum() for stage in stages
    ]
    assert figures["CT402"] == (rows["kind"] == "Tập thể").sum()
    proposed = rows[rows["commendation"] == "Bằng khen của Chủ tịch UBND tỉnh"]
    assert figures["CT803"] == (proposed["kind"] == "Tập thể").sum()
    assert figures["CT804"] == (proposed["kind"] == "Cá nhân").sum()


@pytest.mark.parametrize("code", ["524", "535", "536"])
def test_a_district_has_as_many_units_under_it_as_the_catalogue(code: str) -> None:
    expected = {"524": 22, "535": 19, "536": 0}[code]
    assert len(subordinates(unit(code), 2022)) == expected
    assert answer(code).figures["CT901"] == expected


@pytest.mark.parametrize("one", [*UNITS_2022, *SAMPLE_2026], ids=by_code)
def test_figures_are_whole_where_whole_ones_are_asked_and_in_the_order_asked(one: Unit) -> None:
    figures = answer(one.code, 2026 if one in SAMPLE_2026 else 2022).figures
    asked = asked_of(one.kind)
    assert list(figures) == list(asked["code"])
    for code, whole in zip(asked["code"], asked["whole"], strict=True):
        assert isinstance(figures[code], int if whole else int | float)


@pytest.mark.parametrize("one", UNITS_2022, ids=by_code)
def test_an_initiative_answers_every_question_of_the_registration(one: Unit) -> None:
    rows = answer(one.code).initiatives
    assert list(rows) == [column.key for column in INITIATIVES.form_columns]
    assert 2 <= len(rows) <= 8
    assert (rows["code"] == "").all()
    for name in (*NINE_QUESTIONS, "kind", "field", "stage", "results", "contact"):
        assert (rows[name] != "").all(), name
    assert rows["resources"].str.contains(r"Bắt đầu .*, sơ kết .*, kết thúc ").all()


@pytest.mark.parametrize("one", UNITS_2022, ids=by_code)
def test_what_a_stage_calls_for_is_there_and_nothing_else(one: Unit) -> None:
    for row in answer(one.code).initiatives.to_dict("records"):
        recognised = row["stage"] == STAGE_RECOGNISED
        assert (row["level"] != "") == recognised
        assert (row["decision_number"] != "") == recognised
        assert (row["decision_date"] is not None) == recognised
        assert (row["reason"] != "") == (row["stage"] == STAGE_STOPPED)
        assert (row["year"] == 2022) == (row["stage"] == STAGE_NEW)


def test_every_unit_has_a_recognised_and_a_new_initiative() -> None:
    for one in UNITS_2022:
        stages = set(answer(one.code).initiatives["stage"])
        assert {STAGE_RECOGNISED, STAGE_NEW} <= stages


@pytest.mark.parametrize("one", UNITS_2022, ids=by_code)
def test_texts_are_tidy(one: Unit) -> None:
    for text in texts_of(one.code):
        assert normalise(text) == text
        assert not re.search(r"\bNone\b|\bnan\b|[{}]|, ,|\.\.|: \.|;;", text), text


@pytest.mark.parametrize("one", UNITS_2022, ids=by_code)
def test_people_and_telephones_are_made_up(one: Unit) -> None:
    given = answer(one.code)
    people = [contact.split(", ") for contact in given.initiatives["contact"]]
    people.append([str(given.facts["reporter_name"]), str(given.facts["reporter_phone"])])
    for name, phone in people:
        assert re.fullmatch(r"\w+ (Văn|Thị) [A-ZĐ]", name)
        assert re.fullmatch(r"0(255|900) 000 \d{3}", phone)


def test_no_two_initiatives_of_2022_have_nearly_the_same_name() -> None:
    names = [name for one in UNITS_2022 for name in answer(one.code).initiatives["name"]]
    assert len(names) > 150
    assert near_duplicates(names) == []


def test_no_two_initiatives_of_a_commune_have_nearly_the_same_name() -> None:
    for one in SAMPLE_2026:
        names = list(answer(one.code, 2026).initiatives["name"])
        assert near_duplicates(names) == []


def test_women_have_the_names_of_women_and_men_those_of_men() -> None:
    for seed in range(12):
        for one in UNITS_2022[::3]:
            rows = answer_for(one, asked_of(one.kind), RULES, 2022, seed).initiatives
            for name in rows["name"]:
                if re.search(r"phụ nữ \w+ (Văn|Thị) |Nữ (cán bộ|đoàn viên) ", name):
                    assert " Thị " in name
                if name.startswith(("Già làng", "Nhân viên bảo vệ")):
                    assert " Thị " not in name


def test_a_district_names_its_own_communes() -> None:
    names = {other.name.partition(" ")[2] for other in subordinates(unit("535"), 2022)}
    places = answer("535").initiatives["place"]
    assert all(any(name in place for name in names) for place in places)


@pytest.mark.parametrize("code", ["529", "525", "527", "530"])
def test_no_district_without_a_coast_works_at_sea(code: str) -> None:
    for seed in range(5):
        rows = answer_for(unit(code), asked_of("district"), RULES, 2022, seed).initiatives
        assert not rows["name"].str.contains("biển|ngư dân|tàu|Lý Sơn", case=False).any()


def test_the_garlic_of_the_island_grows_on_the_island() -> None:
    for one in UNITS_2022:
        garlic = answer(one.code).initiatives["name"].str.contains("tỏi").any()
        assert not garlic or one.code == "536"


def test_the_same_call_gives_the_same_answer() -> None:
    one = unit("SYT")
    again = answer_for(one, asked_of(one.kind), RULES, 2022)
    assert again.facts == answer("SYT").facts
    assert again.figures == answer("SYT").figures
    assert again.notes == answer("SYT").notes
    pd.testing.assert_frame_equal(again.initiatives, answer("SYT").initiatives)


def test_another_process_with_other_hashes_gives_the_same_answers() -> None:
    def run(hashes: str) -> str:
        program = (
            "from tests.demo.forms import answer;"
            "print(ascii([(a.facts, a.figures, a.notes, a.initiatives.to_csv())"
            " for a in map(answer, ('SNV', '529', 'BQN'))]))"
        )
        return subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": hashes},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert run("1") == run("2")


def test_another_seed_and_another_year_give_another_answer() -> None:
    one = unit("522")
    first = answer("522")
    for year, seed in ((2022, 1), (2023, 4418)):
        other = answer_for(one, asked_of(one.kind), RULES, year, seed)
        assert other.figures != first.figures
        assert list(other.initiatives["name"]) != list(first.initiatives["name"])


def test_the_report_bears_the_date_it_was_signed() -> None:
    one = unit("SYT")
    given = answer_for(one, asked_of(one.kind), RULES, 2022, signed=date(2022, 9, 14))
    assert given.facts["document_date"] == date(2022, 9, 14)
    assert given.figures == answer("SYT").figures


def test_the_number_of_the_report_bears_the_sign_of_the_unit() -> None:
    assert str(answer("SYT").facts["document_number"]).endswith("/BC-SYT")
    assert str(answer("524").facts["document_number"]).endswith("/BC-UBND")
