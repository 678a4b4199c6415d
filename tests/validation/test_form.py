"""A whole form against all checks: what they tell together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from danvan_xl.demo.fill import fill
from danvan_xl.findings import Finding
from danvan_xl.schema.indicators import default_indicators
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.limits import LIMITS
from danvan_xl.submissions.raw import RawCell
from danvan_xl.submissions.reading import form_of
from danvan_xl.validation.bounded import MOST
from danvan_xl.validation.figures import Catalogue
from danvan_xl.validation.form import Expected, check_form
from tests.demo.forms import RULES, UNITS_2022, answer, form, unit

CODE = "522"
IN_TIME = "CT207"
"""A share in percent."""


@cache
def expected() -> Expected:
    return Expected(
        year=2022,
        start=date(2022, 1, 1),
        end=date(2022, 12, 31),
        kinds={one.code: one.kind for one in UNITS_2022},
        names={one.code: one.name for one in UNITS_2022},
        subordinates={},
        issued={"STC": {"STC-2021-01"}},
        catalogue=Catalogue.of(default_indicators(), RULES),
    )


@cache
def honest() -> FormData:
    return form_of(fill(form(unit(CODE)), answer(CODE)), "phieu.xlsx", LIMITS)


def found(data: FormData) -> list[Finding]:
    """What is told of a form beyond what is told of the honest one."""
    usual = Counter(check_form(honest(), expected()).findings)
    return list((Counter(check_form(data, expected()).findings) - usual).elements())


def with_cells(
    data: FormData, table: str, cells: Mapping[int, Mapping[str, RawCell]], **more: object
) -> FormData:
    """The form with other ``cells``: row → column → value; rows that it has not are copies."""
    there = data.tables[table]
    model = next(iter(there.rows.values()))
    rows = dict(there.rows) | {row: {**there.rows.get(row, model), **cells[row]} for row in cells}
    return replace(data, tables={**data.tables, table: replace(there, rows=rows)}, **more)  # type: ignore[arg-type]


def row_of(indicator: str) -> int:
    rows = honest().tables["results"].rows
    return next(row for row, cells in rows.items() if cells["indicator"] == indicator)


def first_initiative() -> int:
    return next(iter(honest().tables["initiatives"].rows))


def swapped(data: FormData) -> FormData:
    first, second = row_of("CT101"), row_of("CT102")
    return with_cells(
        data, "results", {first: {"indicator": "CT102"}, second: {"indicator": "CT101"}}
    )


def test_an_honest_form_is_right() -> None:
    assert check_form(honest(), expected()).is_right


def test_codes_that_changed_places_are_an_error_with_a_seal_and_without() -> None:
    sealed, bare = found(swapped(honest())), found(replace(swapped(honest()), seal=""))
    assert {item.code for item in sealed} == {"P08"}
    assert [(item.code, item.column) for item in bare if item.is_error] == [("P30", "text")] * 2


def test_the_code_of_another_unit_is_an_error_with_a_seal_and_without() -> None:
    taken = with_cells(honest(), "initiatives", {first_initiative(): {"code": "STC-2021-01"}})
    assert [item.code for item in found(taken)] == ["P08"]
    assert [item.code for item in found(replace(taken, seal=""))] == ["P09", "M06"]


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.98, ["O26"]), (1, ["O26"]), (0, []), (1.5, []), (98, []), (-0.5, ["O04"])],
)
def test_a_share_of_one_in_place_of_a_percentage_is_asked_back(
    value: float, told: list[str]
) -> None:
    data = with_cells(honest(), "results", {row_of(IN_TIME): {"value": value}})
    assert [item.code for item in found(data)] == told


def test_a_question_about_a_percentage_names_both() -> None:
    data = with_cells(honest(), "results", {row_of(IN_TIME): {"value": 0.98}})
    assert [item.message for item in found(data)] == ["Ghi 0,98%: có phải là 98%?"]


def test_a_cell_that_shows_a_percent_sign_means_what_it_says() -> None:
    place = ("results", row_of(IN_TIME), "value")
    data = with_cells(
        honest(), "results", {place[1]: {"value": 0.005}}, percents=frozenset({place})
    )
    assert [item.code for item in found(data)] == ["O21"]


def test_a_form_with_the_same_mistakes_in_every_row_has_few_findings() -> None:
    wrong: dict[str, RawCell] = dict.fromkeys(honest().tables["initiatives"].columns, "abc xyz")
    rows = {100 + row: wrong | {"code": f"ZZ-{row}"} for row in range(1_000)}
    checked = check_form(with_cells(honest(), "initiatives", rows), expected())
    assert not checked.is_right
    counts = Counter((item.code, item.table, item.column) for item in checked.findings)
    assert max(counts.values()) == MOST["error"]
    assert any("… và 980 ô nữa của cột này." in item.message for item in checked.findings)
    assert len(checked.findings) < 600


def test_messages_quote_long_cells_in_part() -> None:
    long, row = "chữ " * 8_000, first_initiative()
    data = with_cells(honest(), "initiatives", {row: {"code": long, "kind": long, "field": long}})
    data = with_cells(data, "results", {row_of("CT101"): {"text": long, "unit": long}})
    facts = {**data.facts, "unit_name": long, "form_version": long}
    for one in (data, replace(data, facts=facts), replace(data, seal="", facts=facts)):
        assert found(one)
        assert max(len(item.message) for item in found(one)) < 250
