from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from danvan_xl.interpretation.dates import read_date
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.raw import RawCell
from tests.interpretation.forms import column_of

DAY = date(2022, 9, 5)


@pytest.mark.parametrize("raw", [None, "", " \u00a0"])
def test_an_empty_cell_is_no_day_and_nothing_is_told(raw: RawCell) -> None:
    reading = read_date(raw, 2022)
    assert (reading.value, reading.code) == (None, "")


@pytest.mark.parametrize(
    "raw",
    [
        DAY,
        datetime(2022, 9, 5),
        datetime(2022, 9, 5, 14, 30),
        "05/9/2022",
        "5/9/2022",
        "05/09/2022",
    ],
)
def test_the_day_as_the_form_asks_for_it_is_taken_without_a_word(raw: RawCell) -> None:
    reading = read_date(raw, 2022)
    assert (reading.value, reading.code) == (DAY, "")


@pytest.mark.parametrize(
    "text",
    [
        *("5.9.2022", "05.09.2022", "5-9-2022", "5–9–2022", "05/9/22", "05 / 9 / 2022"),
        *("ngày 5 tháng 9 năm 2022", "Ngày 05 tháng 09 năm 2022", "5 tháng 9, 2022"),
        *("5 tháng 9 năm 2022", "05 tháng 9/2022", "ngày 5/9/2022", "2022-09-05", "2022/9/5"),
        *("2022-09-05T14:30:00", "5/9/2022 14:30", "5/9/2022 14h30", "5.9.2022."),
        *("Quảng Ngãi, ngày 05 tháng 9 năm 2022", "Bình Sơn, ngày 5/9/2022"),
        "nga\u0300y 5 tha\u0301ng 9 na\u0306m 2022",
    ],
)
def test_a_day_in_another_style_is_taken_and_told(text: str) -> None:
    reading = read_date(text, 2022)
    assert (reading.value, reading.code) == (DAY, "O13")
    assert reading.texts["day"] == "05/09/2022"


def test_a_month_before_the_day_is_understood_where_it_can_be_nothing_else() -> None:
    reading = read_date("9/20/2022", 2022)
    assert (reading.value, reading.code) == (date(2022, 9, 20), "O13")


@pytest.mark.parametrize(
    "raw",
    [
        *("tháng 9/2022", "tháng 9 năm 2022", "9/2022", "09-2022", "quý III", "Quý 3/2022"),
        *("quý IV năm 2022", "2022", "năm 2022", "5/9", "ngày 5 tháng 9", "5 tháng 9"),
        *("ngày    tháng 9 năm 2022", "ngày … tháng … năm 2022", "cuối năm 2022", "05/9/98"),
        2022.0,
        datetime(1905, 7, 14),  # 2022 typed into a cell for dates
    ],
)
def test_a_day_that_is_not_said_in_full_is_asked_back(raw: RawCell) -> None:
    reading = read_date(raw, 2022)
    assert (reading.value, reading.code) == (None, "O14")


@pytest.mark.parametrize(
    "raw",
    [
        *("31/2/2022", "29.2.2022", "0/9/2022", "20/20/2022", "5/9/202", "5/9/20222", "hôm qua"),
        *("trước ngày 20/9/2022", "từ ngày 5/9/2022", "5/9/2022 và 6/9/2022", "44809", "1.250"),
        *("tháng 9 năm nay", "2022-13-05", "x" * 50_000, "5" * 50_000, "=TODAY()"),
        *(3.0, -1.0, 0.5, 1e300, float("inf"), 30_000.0, 100_000.0),
    ],
)
def test_what_is_no_day_is_asked_back(raw: RawCell) -> None:
    reading = read_date(raw, 2022)
    assert (reading.value, reading.code) == (None, "O06")


@pytest.mark.parametrize(
    ("number", "year", "day"),
    [
        (44809.0, 2022, DAY),
        (44809.75, 2022, DAY),
        (39814.0, 2022, date(2009, 1, 1)),
        (45291.0, 2022, date(2023, 12, 31)),
    ],
)
def test_excels_number_of_a_day_of_the_movement_is_that_day(
    number: float, year: int, day: date
) -> None:
    reading = read_date(number, year)
    assert (reading.value, reading.code) == (day, "O13")


@pytest.mark.parametrize(("number", "year"), [(39813.0, 2022), (45292.0, 2022), (44809.0, None)])
def test_another_number_is_no_day(number: float, year: int | None) -> None:
    assert read_date(number, year).code == "O06"


def test_a_year_of_two_digits_needs_the_year_of_the_period() -> None:
    assert read_date("05/9/22", None).code == "O14"
    assert read_date("05/9/24", 2022).code == "O14"
    assert read_date("05/9/23", 2022).value == date(2023, 9, 5)


@pytest.mark.parametrize(
    ("raw", "code", "value"),
    [
        (ErrorCell("#VALUE!"), "O08", "#VALUE!"),
        (Uncalculated(), "O09", None),
        (True, "O24", "TRUE"),
        (time(0, 0), "O24", "00:00"),
        (timedelta(hours=30), "O24", "30:00"),
    ],
)
def test_what_is_no_day_at_all_is_named(raw: RawCell, code: str, value: str | None) -> None:
    reading = read_date(raw, 2022)
    assert (reading.value, reading.code, reading.texts.get("value")) == (None, code, value)


@pytest.mark.parametrize(
    ("cells", "suspects"),
    [
        ([datetime(2022, 5, 9), "20/9/2022"], [0]),
        ([datetime(2022, 5, 9), "20-9-2022", datetime(2022, 3, 2)], [0, 2]),
        ([datetime(2022, 5, 9), "05/9/2022"], [0]),
        ([datetime(2022, 9, 9), datetime(2022, 9, 20), "20/9/2022"], []),  # the same either way
        ([datetime(2022, 5, 9), datetime(2022, 9, 20)], []),
        ([datetime(2022, 5, 9), "20.9.2022"], []),  # Excel makes no date of dots
        ([datetime(2022, 5, 9), "ngày 20 tháng 9 năm 2022", "hôm qua"], []),
        (["9/20/2022", "9/5/2022", "9/9/2022"], [1]),  # the month may be first there too
        (["20/9/2022", "5/9/2022"], []),
    ],
)
def test_days_that_may_be_turned_round_are_told_and_kept(
    cells: list[RawCell], suspects: list[int]
) -> None:
    values, codes, _ = column_of("decision_date", cells)
    assert [row for code, row in codes if code == "O15"] == suspects
    assert all(values[row] is not None for row in suspects)


def test_a_suspect_day_is_shown_both_ways() -> None:
    values, _, findings = column_of("decision_date", [datetime(2022, 5, 9), "20/9/2022"])
    assert values == [date(2022, 5, 9), date(2022, 9, 20)]
    assert "09/05/2022" in findings[0].message
    assert "05/09/2022" in findings[0].remedy
