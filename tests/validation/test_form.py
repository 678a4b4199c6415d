"""A whole form against all checks: what they tell together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from danvan_xl.demo.fill import fill
from danvan_xl.findings import Finding, finding
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


def test_a_count_in_a_percent_cell_is_told_as_it_is_shown() -> None:
    place = ("results", row_of("CT101"), "value")
    data = with_cells(honest(), "results", {place[1]: {"value": 0.05}}, percents=frozenset({place}))
    (told,) = found(data)
    assert (told.code, told.message) == ("O03", "«5%» không phải là số nguyên.")


def test_the_case_of_a_code_does_not_count() -> None:
    data = with_cells(honest(), "results", {row_of("CT103"): {"indicator": "ct103"}})
    for one in (data, replace(data, seal="")):
        told = [item for item in found(one) if item.code != "P09"]
        assert [(item.code, item.severity) for item in told] == [("O19", "info")]
        assert told[0].message == "«ct103» được hiểu là «CT103»."
        assert "CT103" in set(check_form(one, expected()).results["indicator"])


def test_a_figure_in_the_column_of_notes_is_pointed_at() -> None:
    row = row_of("CT103")
    (told,) = found(with_cells(honest(), "results", {row: {"value": None, "note": "640"}}))
    assert told.code == "O01"
    assert told.message.endswith("Cột Ghi chú có «640»: số có thể đã gõ nhầm vào cột Ghi chú.")
    (told,) = found(with_cells(honest(), "results", {row: {"value": None, "note": "chờ số"}}))
    assert "Ghi chú" not in told.message


def test_cells_that_are_merged_are_told_once() -> None:
    rows = [row_of("CT204"), row_of("CT205")]
    merged = replace(
        finding("P19", table="results", row=rows[0], column="value", area="E11:E12", sheet="K"),
        more_rows=(rows[1],),
    )
    data = with_cells(honest(), "results", {rows[1]: {"value": None}}, remarks=(merged,))
    assert [item.code for item in found(data)] == ["P19"]


@pytest.mark.parametrize(
    ("money", "told"), [(0, []), (25, ["O28"]), (1_250, ["O28"]), (100_000, []), (25e6, [])]
)
def test_an_amount_that_may_be_in_millions_is_a_question(money: float, told: list[str]) -> None:
    data = with_cells(honest(), "initiatives", {first_initiative(): {"money": money}})
    assert [item.code for item in found(data)] == told


def test_a_thing_of_another_kind_than_is_counted_is_a_question() -> None:
    data = with_cells(honest(), "results", {row_of("CT103"): {"value": "640 hội nghị"}})
    (told,) = found(data)
    assert (told.code, told.severity) == ("O28", "warning")
    assert "«640 hội nghị» được hiểu là 640" in told.message
    assert "lượt người" in told.message


@pytest.mark.parametrize(
    ("column", "or_blank"), [("commendation", ", hoặc để trống ô này."), ("field", ".")]
)
def test_a_choice_that_is_unknown_may_be_left_out_where_it_is_optional(
    column: str, or_blank: str
) -> None:
    data = with_cells(honest(), "initiatives", {first_initiative(): {column: "abc"}})
    (told,) = found(data)
    assert told.code == "O05"
    assert told.remedy == f"Chọn một giá trị trong danh sách thả xuống{or_blank}"


def test_a_form_with_the_same_mistakes_in_every_row_has_few_findings() -> None:
    wrong: dict[str, RawCell] = dict.fromkeys(honest().tables["initiatives"].columns, "abc xyz")
    rows = {100 + row: wrong | {"code": f"ZZ-{row}"} for row in range(1_000)}
    checked = check_form(with_cells(honest(), "initiatives", rows), expected())
    assert not checked.is_right
    counts = Counter((item.code, item.table, item.column) for item in checked.findings)
    assert max(counts.values()) == MOST["error"]
    assert any("… và 980 ô nữa của cột này: " in item.message for item in checked.findings)
    assert len(checked.findings) < 600


def test_messages_quote_long_cells_in_part() -> None:
    long, row = "chữ " * 8_000, first_initiative()
    data = with_cells(honest(), "initiatives", {row: {"code": long, "kind": long, "field": long}})
    data = with_cells(data, "results", {row_of("CT101"): {"text": long, "unit": long}})
    facts = {**data.facts, "unit_name": long, "form_version": long}
    for one in (data, replace(data, facts=facts), replace(data, seal="", facts=facts)):
        assert found(one)
        assert max(len(item.message) for item in found(one)) < 250
