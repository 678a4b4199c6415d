"""Tables: what is read, how they grow and shrink, when they are refused to."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from danvan_xl.ooxml import Area, BadFile, Formula, Refused, Workbook
from tests.ooxml.books import by_libreoffice, by_openpyxl, by_xlsxwriter
from tests.ooxml.handmade import cells_written, edited, rels, rich, table, unzipped, with_parts
from tests.xlsx_checks import problems

SHEET = "xl/worksheets/sheet1.xml"
TABLE = "xl/tables/table1.xml"
LEN = "LEN(tblA[[#This Row],[Mã]])"


def test_a_table_is_described() -> None:
    found = Workbook.from_bytes(rich()).table("TBLA")
    assert (found.name, found.sheet, found.area) == ("tblA", "Chính", Area.parse("A1:D4"))
    assert found.columns == ("Mã", "Tên", "Ngày", "Tính")
    assert dict(found.calculated) == {"Tính": LEN}
    assert found.header_area == Area.parse("A1:D1")
    assert found.data_area == Area.parse("A2:D4")
    assert found.totals_area is None
    assert found.filtered


def test_totals_and_missing_headers_are_no_data() -> None:
    book = Workbook.from_bytes(rich())
    assert book.table("tblB").data_area == Area.parse("N2:O3")
    assert book.table("tblB").totals_area == Area.parse("N4:O4")
    assert book.table("tblC").data_area == Area.parse("Q1:Q2")
    assert book.table("tblC").header_area is None
    with pytest.raises(KeyError):
        book.table("tblX")


def test_a_line_break_in_a_header_is_understood() -> None:
    data = edited(rich(), TABLE, 'name="Mã"', 'name="Mã_x000a_số"')
    assert Workbook.from_bytes(data).table("tblA").columns[0] == "Mã\nsố"


def test_new_rows_take_formulas_and_styles_of_the_last_row() -> None:
    book = Workbook.from_bytes(rich())
    book.resize_table("tbla", 5)
    assert book.table("tblA").area == Area.parse("A1:D6")
    assert cells_written(book, "Chính") == {
        (row, column): Formula(LEN) if column == 4 else None
        for row in (5, 6)
        for column in (1, 2, 3, 4)
    }
    parts = unzipped(book.to_bytes())
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    assert f'<c r="A6" s="2"/><c r="C6" s="1"/><c r="D6" s="3"><f>{LEN}</f></c>' in sheet
    text = parts[TABLE].decode()
    assert 'ref="A1:D6"' in text.partition(">")[2].partition(">")[0]
    assert '<autoFilter ref="A1:D6">' in text
    assert '<sortState ref="A2:D6"><sortCondition ref="A2:A6"/>' in text
    assert problems(book.to_bytes()) == []


def test_rows_that_fall_out_are_empty_and_keep_their_style() -> None:
    book = Workbook.from_bytes(rich())
    book.resize_table("tblA", 1)
    parts = unzipped(book.to_bytes())
    assert '<sortState ref="A2:D2"><sortCondition ref="A2:A2"/>' in parts[TABLE].decode()
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    assert '<c r="A3" s="2"/><c r="C3" s="1"/><c r="D3"/>' in sheet
    assert book.formulas("Chính", Area.parse("A1:D9")) == {(2, 4): LEN}
    assert problems(book.to_bytes()) == []


def test_growing_and_shrinking_back_leaves_the_values() -> None:
    data = by_xlsxwriter()
    book = Workbook.from_bytes(data)
    book.resize_table("tblUnits", 9)
    book.resize_table("tblUnits", 5)
    after = Workbook.from_bytes(book.to_bytes())
    assert after.table("tblUnits") == Workbook.from_bytes(data).table("tblUnits")
    assert after.used_area("Đơn vị") == Workbook.from_bytes(data).used_area("Đơn vị")


def test_the_same_number_of_rows_is_no_change() -> None:
    book = Workbook.from_bytes(rich())
    book.resize_table("tblA", 3)
    assert not book.changed


@pytest.mark.parametrize("change", ["resize", "write"])
def test_a_row_to_type_into_becomes_a_row(change: str) -> None:
    book = Workbook.from_bytes(rich())
    assert book.table("tblD").insert_row
    if change == "resize":
        book.resize_table("tblD", 2)
    else:
        book.write("Chính", 16, 1, [["x"]])
    assert not book.table("tblD").insert_row
    assert b"insertRow" not in unzipped(book.to_bytes())["xl/tables/table4.xml"]


def test_a_table_without_header_grows() -> None:
    book = Workbook.from_bytes(rich())
    book.resize_table("tblC", 4)
    assert book.table("tblC").area == Area.parse("Q1:Q4")
    assert problems(book.to_bytes()) == []


@pytest.mark.parametrize("rows", [7, 12])
def test_libreoffice_forgets_which_columns_are_calculated_and_they_are_filled_all_the_same(
    rows: int,
) -> None:
    book = Workbook.from_bytes(by_libreoffice())
    assert not book.table("tblUnits").calculated
    book.resize_table("tblUnits", rows)
    formulas = book.formulas("Đơn vị", Area(3, 4, 2 + rows, 4))
    assert set(formulas.values()) == {"LEN(tblUnits[[#This Row],[Mã]])"}
    assert len(formulas) == rows


def calculated(formula: str, cell: str | None = None, array: str = "") -> bytes:
    """The workbook with another formula in the calculated column, and in its last cell."""
    data = edited(
        rich(),
        TABLE,
        f"<calculatedColumnFormula>{LEN}",
        f"<calculatedColumnFormula{array}>{formula}",
    )
    last = f'<c r="D4" s="3"><f>{LEN}</f><v>0</v></c>'
    new = '<c r="D4" s="3"><v>0</v></c>' if cell is None else f'<c r="D4" s="3">{cell}</c>'
    return edited(data, "xl/worksheets/sheet1.xml", last, new)


@pytest.mark.parametrize(
    ("formula", "cell", "expected"),
    [
        ("1", "<f>2</f>", "2"),
        ("3", None, "3"),
        ("=3", None, "3"),
        ("x", "<f>tblA[[#This Row],[Mã]]*Khác!$B$3</f>", "tblA[[#This Row],[Mã]]*Khác!$B$3"),
        ("x", "<f>ROW()&amp;&quot;A1&quot;</f>", 'ROW()&"A1"'),
    ],
)
def test_the_formula_of_the_last_cell_counts_before_that_of_the_column(
    formula: str, cell: str | None, expected: str
) -> None:
    book = Workbook.from_bytes(calculated(formula, cell))
    book.resize_table("tblA", 4)
    assert book.formulas("Chính", Area.parse("D5")) == {(5, 4): expected}


@pytest.mark.parametrize(
    ("formula", "cell", "array"),
    [
        ("x", "<f>A4*2</f>", ""),
        ("x", "<f>SUM(A$2:A4)</f>", ""),
        ("A2*2", None, ""),
        ("", None, ""),
        ("1", '<f t="array" ref="D4">1</f>', ""),
        ("1", "<f>1</f>", ' array="1"'),
    ],
)
def test_a_formula_that_cannot_be_copied_down_is_refused(
    formula: str, cell: str | None, array: str
) -> None:
    data = calculated(formula, cell, array)
    book = Workbook.from_bytes(data)
    with pytest.raises(Refused, match="Cột «Tính» của bảng tblA"):
        book.resize_table("tblA", 4)
    assert book.to_bytes() == data
    book.resize_table("tblA", 2)


def with_pivot(ref: str) -> bytes:
    """The workbook with a pivot table's place on its first sheet."""
    links = "xl/worksheets/_rels/sheet1.xml.rels"
    data = edited(
        rich(),
        links,
        "</Relationships>",
        rels({"rId9": ("pivotTable", "../pivotTables/p.xml")}).partition('relationships">')[2],
    )
    return with_parts(data, {"xl/pivotTables/p.xml": f'<pivot><location ref="{ref}"/></pivot>'})


def with_cell(cell: str) -> bytes:
    """The workbook with a row 7 that has one cell."""
    return edited(rich(), SHEET, '<row r="8"', f'<row r="7">{cell}</row><row r="8"')


@pytest.mark.parametrize(
    ("data", "name", "rows", "word"),
    [
        (rich(), "tblA", 0, "ít nhất một dòng"),
        (rich(), "tblA", -1, "ít nhất một dòng"),
        (rich(), "tblB", 5, "dòng tổng"),
        (rich(), "tblB", 1, "dòng tổng"),
        (rich(), "tblA", 14, "bảng tblD"),
        (rich(), "tblD", 1_048_562, "hết trang tính"),
        (with_cell('<c r="B7"><v>1</v></c>'), "tblA", 6, "dữ liệu"),
        (with_cell('<c r="B7" t="inlineStr"><is><t/></is></c>'), "tblA", 6, "dữ liệu"),
        (with_cell('<c r="D7"><f>1</f></c>'), "tblA", 6, "dữ liệu"),
        (edited(rich(), SHEET, '"J1:K2"', '"D6:E7"'), "tblA", 6, "ô gộp"),
        (with_pivot("C7:F9"), "tblA", 6, "bảng Pivot"),
        (edited(rich(), SHEET, 'ref="F8:F9"', 'ref="D7:F9"'), "tblA", 6, "công thức mảng"),
        (
            edited(rich(), TABLE, ' ref="A1:D4" ', ' ref="A1:D4" tableType="queryTable" '),
            "tblA",
            4,
            "nguồn ngoài",
        ),
        (
            edited(rich(), TABLE, ' ref="A1:D4" ', ' ref="A1:D4" tableType="xml" '),
            "tblA",
            4,
            "nguồn ngoài",
        ),
    ],
)
def test_a_table_that_cannot_be_resized_rightly_is_refused(
    data: bytes, name: str, rows: int, word: str
) -> None:
    book = Workbook.from_bytes(data)
    with pytest.raises(Refused, match=word):
        book.resize_table(name, rows)
    assert book.to_bytes() == data
    assert not book.written("Chính")


def test_a_cell_with_only_a_style_is_no_obstacle() -> None:
    book = Workbook.from_bytes(with_cell('<c r="B7" s="3"/>'))
    book.resize_table("tblA", 6)
    assert '<c r="B7" s="3"/>' in unzipped(book.to_bytes())[SHEET].decode()


def test_a_table_does_not_lose_a_part_of_an_array() -> None:
    data = edited(rich(), SHEET, 'ref="F8:F9"', 'ref="D4:F9"')
    book = Workbook.from_bytes(data)
    with pytest.raises(Refused, match="mảng"):
        book.resize_table("tblA", 2)
    assert book.to_bytes() == data


def test_a_growing_table_sees_what_was_written_before() -> None:
    book = Workbook.from_bytes(rich())
    book.write("Chính", 6, 2, [["chắn"]])
    with pytest.raises(Refused, match="dữ liệu"):
        book.resize_table("tblA", 6)
    book.write("Chính", 6, 2, [[None]])
    book.resize_table("tblA", 6)
    assert book.table("tblA").area == Area.parse("A1:D7")


@pytest.mark.parametrize(
    ("place", "value", "word"),
    [
        ((1, 1), "Mã khác", "tiêu đề"),
        ((1, 4), None, "tiêu đề"),
        ((4, 15), 5, "dòng tổng"),
        ((4, 14), None, "dòng tổng"),
    ],
)
def test_headers_and_totals_are_not_written_over(
    place: tuple[int, int], value: object, word: str
) -> None:
    data = rich()
    book = Workbook.from_bytes(data)
    with pytest.raises(Refused, match=word):
        book.write("Chính", *place, [[value]])
    assert book.to_bytes() == data


def test_headers_may_be_written_with_the_text_they_have() -> None:
    book = Workbook.from_bytes(rich())
    book.write("Chính", 1, 1, [["Mã", "Tên"], ["005", "mới"]])
    sheet = unzipped(book.to_bytes())[SHEET].decode()
    assert '<c r="A1" s="3" t="s"><v>0</v></c><c r="B1" s="3" t="s"><v>1</v></c>' in sheet
    assert "mới" in sheet


@pytest.mark.parametrize(
    "part",
    [
        table(1, "tblA", "A1:D4", {"Mã": None}),
        table(1, "tblA", "A1", {"Mã": None}),
        table(1, "tblA", "A1:A2", {"Mã": None}, 'totalsRowCount="1"'),
        table(1, "tblA", "?", {"Mã": None}),
        table(1, "tblA", "A1:A3", {"Mã": None}, 'headerRowCount="x"'),
        "<table",
    ],
)
def test_a_table_that_makes_no_sense_is_a_bad_file(part: str) -> None:
    with pytest.raises(BadFile, match="table1"):
        Workbook.from_bytes(with_parts(rich(), {TABLE: part}))


def test_a_table_part_that_cannot_be_changed_in_bytes_is_refused() -> None:
    data = edited(rich(), TABLE, "<autoFilter", "<!-- x --><autoFilter")
    book = Workbook.from_bytes(data)
    with pytest.raises(Refused, match="table1"):
        book.resize_table("tblA", 9)
    assert book.to_bytes() == data
    book.write("Chính", 3, 2, [["vẫn ghi được"]])


def test_what_a_person_should_know_is_told() -> None:
    book = Workbook.from_bytes(rich())
    book.resize_table("tblA", 5)
    book.write("Chính", 3, 1, [["x"]])
    book.write("Chính", 1, 12, [["y"]])
    assert len(book.remarks) == 3
    assert "tblA đang lọc" in book.remarks[0]
    assert "dòng 3" in book.remarks[1]
    assert "L1" in book.remarks[2]


def test_formulas_written_by_openpyxl_are_copied() -> None:
    book = Workbook.from_bytes(by_openpyxl())
    book.resize_table("tblO", 4)
    formulas = book.formulas("Một", Area.parse("C2:C5"))
    assert set(formulas.values()) == {"LEN(tblO[[#This Row],[Mã]])"}
    assert len(formulas) == 4


def test_a_table_of_thousands_of_rows_grows() -> None:
    out = io.BytesIO()
    target = xlsxwriter.Workbook(out, {"in_memory": True})
    target.add_worksheet("S").add_table(
        0, 0, 1, 1, {"name": "t", "columns": [{"header": "a"}, {"header": "b"}]}
    )
    target.close()
    book = Workbook.from_bytes(out.getvalue())
    book.resize_table("t", 3_000)
    book.write("S", 2, 1, [[f"dòng {n}", n] for n in range(3_000)])
    after = Workbook.from_bytes(book.to_bytes())
    assert after.values("S")[3_000] == ["dòng 2999", 2999.0]
    assert after.table("t").area == Area.parse("A1:B3001")
    assert problems(book.to_bytes()) == []


def test_a_new_row_is_as_high_as_the_last_one_and_an_old_row_keeps_its_height() -> None:
    data = edited(rich(), "xl/worksheets/sheet1.xml", '<row r="4"', '<row ht="45" r="4"')
    book = Workbook.from_bytes(data)
    book.resize_table("tblA", 6)
    part = unzipped(book.to_bytes())["xl/worksheets/sheet1.xml"]
    assert b'<row r="7" ht="45">' in part
    assert part.count(b' ht="45"') == 2
