"""Rows and cells of a sheet: order, spans, dimension, styles, odd ways of writing XML."""

from __future__ import annotations

import re
from datetime import date

import pytest

from danvan_xl.ooxml import Area, BadFile, Formula, Refused, Workbook
from tests.ooxml.handmade import (
    SPACES,
    cells_written,
    edited,
    prefixed,
    rich,
    small,
    strict,
    unzipped,
    with_parts,
)
from tests.xlsx_checks import problems

SHEET = "xl/worksheets/sheet1.xml"


def rows_after(data: bytes, row: int, column: int, block: list[list[object]]) -> str:
    """The content of ``sheetData`` after a block was written into the sheet ``S``."""
    book = Workbook.from_bytes(data)
    book.write("S", row, column, block)
    after = book.to_bytes()
    assert problems(after) == []
    part = unzipped(after)[SHEET].decode()
    return part.partition("<sheetData>")[2].partition("</sheetData>")[0]


@pytest.mark.parametrize(
    ("rows", "place", "block", "expected"),
    [
        pytest.param("", (2, 2), [[1]], '<row r="2"><c r="B2"><v>1</v></c></row>', id="no row yet"),
        pytest.param("", (2, 2), [[None]], "", id="nothing into nothing"),
        pytest.param(
            '<row r="2"><c r="B2"/></row>\n<row r="4"/>',
            (3, 1),
            [[1]],
            '<row r="2"><c r="B2"/></row>\n<row r="3"><c r="A3"><v>1</v></c></row><row r="4"/>',
            id="between rows",
        ),
        pytest.param(
            '<row r="1" ht="9"/>',
            (1, 1),
            [[1]],
            '<row r="1" ht="9"><c r="A1"><v>1</v></c></row>',
            id="a row that closes itself",
        ),
        pytest.param(
            '<row r="1" spans="2:3"><c r="B1"><v>1</v></c></row>',
            (1, 1),
            [[7]],
            '<row r="1" spans="1:3"><c r="A1"><v>7</v></c><c r="B1"><v>1</v></c></row>',
            id="spans to the left",
        ),
        pytest.param(
            '<row r="1" spans="1:1"><c r="A1"><v>1</v></c></row>',
            (1, 4),
            [[7]],
            '<row r="1" spans="1:4"><c r="A1"><v>1</v></c><c r="D1"><v>7</v></c></row>',
            id="spans to the right",
        ),
        pytest.param(
            '<row r="1" spans="1:1 3:3"><c r="A1"><v>1</v></c></row>',
            (1, 2),
            [[7]],
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>7</v></c></row>',
            id="spans that are no range",
        ),
        pytest.param(
            "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
            (1, 2),
            [[7]],
            '<row><c><v>1</v></c><c r="B1"><v>7</v></c></row><row><c><v>3</v></c></row>',
            id="cells and rows without r",
        ),
        pytest.param(
            "<row><c/><c><v>2</v></c></row><row r='5' ><c r='B5' /><c><v>3</v></c></row>",
            (5, 1),
            [[7, None, 8]],
            "<row><c/><c><v>2</v></c></row>"
            '<row r=\'5\' ><c r="A5"><v>7</v></c><c r="B5"/><c r="C5"><v>8</v></c></row>',
            id="quotes and blanks",
        ),
        pytest.param(
            '<row r="1"><c r="A1" s="3" t="s" cm="1" vm="2" ph="1"><v>0</v></c></row>',
            (1, 1),
            [[7]],
            '<row r="1"><c r="A1" s="3"><v>7</v></c></row>',
            id="marks of the old value go",
        ),
        pytest.param(
            '<row r="1"><c r="A1" s="3"><v>0</v></c><c r="B1"><v>1</v></c></row>',
            (1, 1),
            [[None]],
            '<row r="1"><c r="A1" s="3"/><c r="B1"><v>1</v></c></row>',
            id="an emptied cell stays with its style",
        ),
        pytest.param(
            '<row r="1" s="3" customFormat="1"/><row r="2" s="3"/>',
            (1, 1),
            [[1], [2]],
            '<row r="1" s="3" customFormat="1"><c r="A1" s="3"><v>1</v></c></row>'
            '<row r="2" s="3"><c r="A2"><v>2</v></c></row>',
            id="the style of a row counts when the row says so",
        ),
        pytest.param(
            '<row r="1" s="3" customFormat="1"><c r="A1"/></row><row r="2" customFormat="1"/>',
            (1, 2),
            [[1], [2]],
            '<row r="1" s="3" customFormat="1"><c r="A1"/><c r="B1" s="3"><v>1</v></c></row>'
            '<row r="2" customFormat="1"><c r="B2"><v>2</v></c></row>',
            id="a row with a format of its own, even the plain one",
        ),
        pytest.param(
            '<row r="1">\n  <c r="A1">\n <v>1</v>\n</c>\n <c r="C1"/>\n</row>\n',
            (1, 2),
            [[2]],
            '<row r="1"><c r="A1">\n <v>1</v>\n</c><c r="B1"><v>2</v></c><c r="C1"/></row>\n',
            id="blanks between cells",
        ),
        pytest.param(
            '<row r="1" x="a&gt;>b"><c r="A1" x=">/>"><v>1</v></c></row>',
            (1, 2),
            [[2]],
            '<row r="1" x="a&gt;>b"><c r="A1" x=">/>"><v>1</v></c><c r="B1"><v>2</v></c></row>',
            id="closing signs in quotes",
        ),
    ],
)
def test_only_the_cells_written_change(
    rows: str, place: tuple[int, int], block: list[list[object]], expected: str
) -> None:
    assert rows_after(small(rows), *place, block) == expected


def test_the_style_of_a_column_counts_last() -> None:
    data = small(
        '<row r="1" s="3" customFormat="1"/>',
        before='<cols><col min="2" max="3" style="1"/></cols>',
    )
    assert rows_after(data, 1, 2, [[1], [date(2026, 1, 1)]]) == (
        '<row r="1" s="3" customFormat="1"><c r="B1" s="3"><v>1</v></c></row>'
        '<row r="2"><c r="B2" s="1"><v>46023</v></c></row>'
    )


def test_a_new_cell_in_a_table_looks_like_the_last_row() -> None:
    book = Workbook.from_bytes(rich())
    assert book.number_formats("Chính", 4, range(2, 4)) == ["General", "dd/mm/yyyy"]
    book.write("Chính", 3, 2, [["x"]])
    book.write("Chính", 3, 3, [[date(2026, 1, 1)]])
    book.resize_table("tblA", 5)
    assert book.number_formats("Chính", 6, range(1, 4)) == ["@", "General", "dd/mm/yyyy"]
    assert book.number_formats("Chính", 12, range(1, 3)) == ["@", "General"]
    assert book.number_formats("Chính", 12, range(30, 31)) == ["dd/mm/yyyy"]
    assert book.number_formats("Chính", 10, range(2, 3)) == ["dd/mm/yyyy"]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ('<dimension ref="A1"/>', '<dimension ref="A1:D9"/>'),
        ('<dimension ref="B2:F20"/>', '<dimension ref="B2:F20"/>'),
        ("<dimension ref='E5' />", '<dimension ref="D5:E9" />'),
        ('<dimension ref="?"/>', '<dimension ref="A1:D9"/>'),
        ("", ""),
    ],
)
def test_the_dimension_grows_with_what_is_written(before: str, expected: str) -> None:
    data = small('<row r="1"><c r="A1"><v>1</v></c></row>', before)
    book = Workbook.from_bytes(data)
    book.write("S", 9, 4, [[1]])
    part = unzipped(book.to_bytes())[SHEET].decode()
    assert re.findall("<dimension.*?>", part) == ([expected] if expected else [])


def test_an_empty_sheet_is_opened_up() -> None:
    data = edited(small(""), SHEET, "<sheetData></sheetData>", "<sheetData />")
    book = Workbook.from_bytes(data)
    book.write("S", 1, 1, [["a"]])
    assert "<sheetData><row" in unzipped(book.to_bytes())[SHEET].decode()
    assert problems(book.to_bytes()) == []


@pytest.mark.parametrize("change", [prefixed, strict, lambda data: data])
def test_a_sheet_is_changed_in_its_own_namespace(change: object) -> None:
    data = change(rich())  # type: ignore[operator]
    book = Workbook.from_bytes(data)
    book.write("S2", 2, 1, [["chữ", 1, True], [None, Formula("A1"), 2]])
    after = Workbook.from_bytes(book.to_bytes())
    assert after.values("S2")[1][:3] == ["chữ", 1.0, True]
    assert after.formulas("S2", Area.parse("A1:C5")) == {(3, 2): "A1"}
    assert problems(book.to_bytes()) == []


ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "part",
    [
        f"<worksheet {SPACES}><!-- x --><sheetData>{ROW}</sheetData></worksheet>",
        f"<worksheet {SPACES}><sheetData><row r='1'><c r='A1' t='str'><v><![CDATA[1]]></v></c>"
        "</row></sheetData></worksheet>",
        f"<!DOCTYPE worksheet><worksheet {SPACES}><sheetData>{ROW}</sheetData></worksheet>",
        f"<?xml version='1.0'?><?x y?><worksheet {SPACES}><sheetData>{ROW}</sheetData></worksheet>",
        f"<worksheet {SPACES}><sheetData>{ROW}</sheetData></worksheet>".encode("utf-16"),
        "<?xml version='1.0' encoding='iso-8859-1'?>"
        f"<worksheet {SPACES}><sheetData>{ROW}</sheetData></worksheet>",
        f"<worksheet {SPACES}><sheetData>{ROW}{ROW}</sheetData></worksheet>",
        f"<worksheet {SPACES}><sheetData>{ROW.replace('1', '2')}{ROW}</sheetData></worksheet>",
        f"<worksheet {SPACES}><sheetData><row r='x'><c><v>1</v></c></row></sheetData></worksheet>",
        f"<worksheet {SPACES}><sheetData><row r='1'><c r='B1'/><c r='A1'/></row></sheetData>"
        "</worksheet>",
        f"<worksheet {SPACES}><sheetData><row r='1'><c r='A1'/><c r='A1'/></row></sheetData>"
        "</worksheet>",
        f"<worksheet {SPACES}><sheetData><row r='1'><c r='A1'/><extLst/></row></sheetData>"
        "</worksheet>",
    ],
)
def test_what_cannot_be_changed_in_bytes_is_refused_and_can_be_read(part: str | bytes) -> None:
    data = with_parts(small(ROW), {SHEET: part})
    book = Workbook.from_bytes(data)
    book.used_area("S")
    book.errors("S")
    assert book.formulas("S", Area.parse("A1:B2")) == {}
    with pytest.raises(Refused):
        book.write("S", 1, 1, [[1]])
    assert book.to_bytes() == data


def test_a_byte_order_mark_is_no_obstacle() -> None:
    part = f"<worksheet {SPACES}><sheetData>{ROW}</sheetData></worksheet>".encode()
    data = with_parts(small(ROW), {SHEET: b"\xef\xbb\xbf" + part})
    book = Workbook.from_bytes(data)
    book.write("S", 1, 2, [["á"]])
    assert unzipped(book.to_bytes())[SHEET].startswith(b"\xef\xbb\xbf<worksheet")
    assert Workbook.from_bytes(book.to_bytes()).values("S") == [[1.0, "á"]]


def test_a_block_must_be_a_rectangle() -> None:
    book = Workbook.from_bytes(small(""))
    with pytest.raises(ValueError, match="equally long"):
        book.write("S", 1, 1, [[1, 2], [3]])
    book.write("S", 1, 1, [])
    book.write("S", 1, 1, [[]])
    assert not book.changed


@pytest.mark.parametrize(("row", "column"), [(1_048_576, 1), (1, 16_384)])
def test_nothing_is_written_beyond_the_end_of_the_sheet(row: int, column: int) -> None:
    book = Workbook.from_bytes(small(""))
    book.write("S", row, column, [[1]])
    with pytest.raises(Refused, match="cuối trang tính"):
        book.write("S", row, column, [[1, 2], [3, 4]])
    assert book.used_area("S") == Area(row, column, row, column)


def test_the_used_area_follows_what_is_written_and_emptied() -> None:
    book = Workbook.from_bytes(small('<row r="3"><c r="C3"><v>1</v></c><c r="H3" s="1"/></row>'))
    assert book.used_area("S") == Area.parse("C3")
    book.write("S", 9, 2, [["x"]])
    assert book.used_area("S") == Area.parse("B3:C9")
    book.write("S", 9, 2, [[None]])
    assert book.used_area("S") == Area.parse("C3")
    book.write("S", 3, 3, [[None]])
    assert book.used_area("S") is None


def test_odd_cells_are_found() -> None:
    book = Workbook.from_bytes(
        small(
            '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1" t="e"><v>#N/A</v></c>'
            '<c r="C1"><f>1+1</f></c><c r="D1"><f>1</f><v></v></c><c r="E1"><f>1</f><v/></c>'
            '<c r="F1" t="str"><f>""</f><v></v></c><c r="G1"><f>1</f><v>1</v></c></row>'
            '<row r="2" hidden="true"/><row r="3" hidden="0"/>',
            after='<mergeCells><mergeCell ref="B2:C2"/></mergeCells>',
        )
    )
    assert book.errors("S") == {(1, 1): "#DIV/0!", (1, 2): "#N/A"}
    assert book.uncalculated("S") == {(1, 3), (1, 4), (1, 5)}
    assert book.hidden_rows("S") == {2}
    assert book.merged("S") == (Area.parse("B2:C2"),)
    book.write("S", 1, 1, [[1, 2]])
    assert book.errors("S") == {}


def test_a_sheet_of_absurd_width_is_not_read() -> None:
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in (1, 400))
    book = Workbook.from_bytes(small(rows))
    with pytest.raises(Refused, match="quá rộng"):
        book.values("S")


def test_values_are_those_of_the_opened_file_from_the_first_cell_on() -> None:
    book = Workbook.from_bytes(small('<row r="2"><c r="B2"><v>1</v></c></row>'))
    book.write("S", 1, 1, [["a"]])
    assert book.values("S") == [["", ""], ["", 1.0]]
    assert cells_written(book, "S") == {(1, 1): "a"}


def test_a_sheet_on_which_the_reader_gives_up_is_named() -> None:
    book = Workbook.from_bytes(small('<row r="1"><c r="A1" s="1"><v>-1e12</v></c></row>'))
    with pytest.raises(BadFile, match="«S»"):
        book.values("S")
    assert book.used_area("S") == Area.parse("A1")
