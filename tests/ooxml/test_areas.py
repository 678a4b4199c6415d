"""Areas and the A1 way of writing them."""

from __future__ import annotations

import pytest

from danvan_xl.ooxml import Area, column_letter, column_number
from danvan_xl.ooxml.areas import around


@pytest.mark.parametrize(
    ("text", "area", "written"),
    [
        ("B2:D9", (2, 2, 9, 4), "B2:D9"),
        ("$B$2", (2, 2, 2, 2), "B2"),
        ("d9:b2", (2, 2, 9, 4), "B2:D9"),
        ("A1:XFD1048576", (1, 1, 1_048_576, 16_384), "A1:XFD1048576"),
    ],
)
def test_an_area_is_read_and_written(
    text: str, area: tuple[int, int, int, int], written: str
) -> None:
    assert Area.parse(text) == Area(*area)
    assert str(Area.parse(text)) == written


@pytest.mark.parametrize("text", ["", "A0", "A:B", "1:2", "XFE1", "A1048577", "Sheet!A1", "A1:"])
def test_what_is_no_area_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="no "):
        Area.parse(text)


@pytest.mark.parametrize(
    ("letters", "number"),
    [("A", 1), ("Z", 26), ("AA", 27), ("AZ", 52), ("ZZ", 702), ("XFD", 16384)],
)
def test_columns_have_letters_and_numbers(letters: str, number: int) -> None:
    assert column_letter(number) == letters
    assert column_number(letters.lower()) == number


@pytest.mark.parametrize("number", [0, -1, 16_385])
def test_there_is_no_column_outside_the_sheet(number: int) -> None:
    with pytest.raises(ValueError, match="no column"):
        column_letter(number)


def test_areas_overlap_cover_and_join() -> None:
    one, other = Area.parse("B2:D4"), Area.parse("D4:E9")
    assert one.common(other) == Area.parse("D4")
    assert one.common(Area.parse("E1:F9")) is None
    assert one.joined(other) == Area.parse("B2:E9")
    assert one.covers(Area.parse("C3:D4"))
    assert not one.covers(other)
    assert (one.rows, one.columns, one.first_cell) == (3, 3, (2, 2))


def test_the_area_around_cells_holds_them_all() -> None:
    assert around([(5, 2), (3, 9)]) == Area.parse("B3:I5")
    assert around([]) is None
