from __future__ import annotations

import pytest

from danvan_xl.ooxml import Area, Workbook
from danvan_xl.ooxml.filled import FilledCell
from tests.ooxml.handmade import (
    BOLD,
    COUNTED_SHEET,
    DATE,
    prefixed,
    rich,
    small,
    strict,
    with_parts,
)


def filled(data: bytes, sheet: str = "S") -> list[FilledCell]:
    return list(Workbook.from_bytes(data).filled(sheet))


def test_cells_with_only_a_style_are_passed_over() -> None:
    rows = '<row r="2"><c r="A2" s="1"/><c r="B2" s="3" t="str"><v>x</v></c></row>'
    assert filled(small(rows)) == [FilledCell(2, 2, BOLD, b"str", b"x", False, b"")]


def test_a_formula_is_told_with_its_content() -> None:
    rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'
    assert filled(small(rows)) == [FilledCell(1, 1, 0, b"n", b"2", True, b"<f>1+1</f><v>2</v>")]


def test_rows_and_cells_without_an_address_are_counted() -> None:
    data = with_parts(small(""), {"xl/worksheets/sheet1.xml": COUNTED_SHEET})
    found = [(cell.row, cell.column, cell.style, cell.value) for cell in filled(data)]
    assert found == [
        (1, 1, 0, b"1"),
        (1, 2, DATE, b"46023"),
        (1, 3, 0, "chữ &amp; số".encode()),
        (2, 2, 0, b"5"),
        (5, 3, 0, b"9"),
        (5, 4, 0, b"10"),
    ]


@pytest.mark.parametrize("change", [prefixed, strict])
def test_the_way_of_writing_makes_no_difference(change: object) -> None:
    assert callable(change)
    plain = [cell[:6] for cell in filled(rich(), "Chính")]
    assert plain
    assert [cell[:6] for cell in filled(change(rich()), "Chính")] == plain


@pytest.mark.parametrize(
    "cell",
    ['<c r="A7"><v>1</v></c>', "<c r='A7'><v>1</v></c>", '<c r="1A"><v>1</v></c>'],
    ids=["usual", "unusual", "no address"],
)
def test_a_cell_out_of_place_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r"row|address"):
        filled(small(f'<row r="1">{cell}</row>'))


def test_the_font_of_a_style_is_told() -> None:
    book = Workbook.from_bytes(rich())
    assert book.styles.font(BOLD) == "Calibri"
    assert book.styles.font(99) == ""


def test_names_of_areas_are_told_and_others_left_out() -> None:
    areas = Workbook.from_bytes(rich()).areas()
    assert areas["one"] == ("S2", Area.parse("B3"))
    assert "gone" not in areas


def test_shared_strings_are_empty_where_there_are_none() -> None:
    assert Workbook.from_bytes(small("")).shared_strings() == b""
    assert b"<sst" in Workbook.from_bytes(rich()).shared_strings()


def test_a_workbook_for_macros_is_told() -> None:
    assert Workbook.from_bytes(rich()).keeps_macros
    assert not Workbook.from_bytes(small("")).keeps_macros
