from __future__ import annotations

import math
from datetime import date, datetime

import pytest

from danvan_xl.schema.columns import Type
from danvan_xl.schema.values import (
    ErrorCell,
    NotThatType,
    Uncalculated,
    is_blank,
    read_as,
    show,
    to_date,
    to_number,
    to_text,
)


@pytest.mark.parametrize("raw", [None, "", "  ", "\u00a0", "\u200b", float("nan")])
def test_nothing_is_blank_in_every_type(raw: object) -> None:
    assert is_blank(raw)
    assert to_text(raw) == ""
    assert math.isnan(to_number(raw))
    assert to_date(raw) is None


@pytest.mark.parametrize(
    ("raw", "number"),
    [(3, 3), (2.5, 2.5), (0, 0), ("12", 12), (" 12 ", 12), ("12,5", 12.5), ("01", 1), ("-3", -3)],
)
def test_a_certain_number_is_taken(raw: object, number: float) -> None:
    assert to_number(raw) == number


@pytest.mark.parametrize(
    "raw", ["1.250", "1.250,5", "12 cuộc", "không", "-", "1e5", True, "12,", datetime(2022, 9, 5)]
)
def test_what_may_mean_something_else_is_no_number(raw: object) -> None:
    with pytest.raises(NotThatType):
        to_number(raw)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        (datetime(2022, 9, 5, 10), date(2022, 9, 5)),
        (date(2022, 9, 5), date(2022, 9, 5)),
        ("05/9/2022", date(2022, 9, 5)),
        ("5.9.2022", date(2022, 9, 5)),
        ("5-9-2022", date(2022, 9, 5)),
    ],
)
def test_a_certain_day_is_taken(raw: object, day: date) -> None:
    assert to_date(raw) == day


@pytest.mark.parametrize("raw", ["tháng 9/2022", "31/2/2022", 44809.0, "2022", "hôm qua"])
def test_what_may_mean_another_day_is_none(raw: object) -> None:
    with pytest.raises(NotThatType):
        to_date(raw)


@pytest.mark.parametrize("kind", [Type.TEXT, Type.INTEGER, Type.DATE, Type.CHOICE])
@pytest.mark.parametrize("raw", [ErrorCell("#N/A"), Uncalculated()])
def test_an_error_is_of_no_type(kind: Type, raw: object) -> None:
    with pytest.raises(NotThatType):
        read_as(kind, raw)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (3.0, "3"),
        (2.5, "2,5"),
        (True, "TRUE"),
        (datetime(2022, 9, 5), "05/09/2022"),
        (datetime(2022, 9, 5, 8, 30), "05/09/2022 08:30"),
        (date(2022, 9, 5), "05/09/2022"),
        (None, ""),
        ("x", "x"),
    ],
)
def test_a_value_is_shown_as_users_write_it(raw: object, shown: str) -> None:
    assert show(raw) == shown
