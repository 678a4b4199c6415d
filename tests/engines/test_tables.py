from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from danvan_xl.engines import NotOnFiles, open_book
from danvan_xl.ooxml import Refused
from tests.engines.workbooks import DOUBLE


@pytest.fixture
def table(book):
    return book.sheets["Mô hình"].tables["tblInitiatives"]


def test_tables_are_found_by_name_in_any_case_and_by_position(book):
    tables = book.sheets["Đơn vị"].tables
    assert [table.name for table in tables] == ["tblUnits", "tblBare", "tblTotals"]
    assert tables["TBLUNITS"].name == "tblUnits"
    assert tables[0].name == "tblUnits"
    assert len(tables) == 3
    assert "tblUnits" in tables
    assert "tblInitiatives" not in tables
    with pytest.raises(KeyError):
        tables["tblInitiatives"]


@pytest.mark.parametrize(
    ("sheet", "name", "whole", "header", "data", "totals"),
    [
        ("Mô hình", "tblInitiatives", "$A$3:$F$6", "$A$3:$F$3", "$A$4:$F$6", None),
        ("Đơn vị", "tblBare", "$E$2:$E$3", None, "$E$2:$E$3", None),
        ("Đơn vị", "tblTotals", "$G$2:$G$5", "$G$2", "$G$3:$G$4", "$G$5"),
    ],
)
def test_a_table_has_its_parts(book, sheet, name, whole, header, data, totals):
    table = book.sheets[sheet].tables[name]
    parts = (table.range, table.header_row_range, table.data_body_range, table.totals_row_range)
    assert [part and part.address for part in parts] == [whole, header, data, totals]
    assert table.parent == book.sheets[sheet]


@pytest.mark.parametrize(
    ("cell", "name"), [("A3", "tblInitiatives"), ("F6", "tblInitiatives"), ("A1", None)]
)
def test_a_cell_knows_its_table(book, cell, name):
    table = book.sheets["Mô hình"][cell].table
    assert (table and table.name) == name


def test_a_grown_table_has_empty_rows_and_its_formula_in_them(book, table, path):
    table.resize(table.range.resize(6))
    assert table.data_body_range.address == "$A$4:$F$8"
    assert table.data_body_range[3:, :].value == [[None] * 6] * 2
    assert table.data_body_range[4, 5].formula == "=" + DOUBLE
    table.data_body_range[3:, :4].value = [["004", "d", None, 4], ["005", "e", None, 5]]
    book.save()
    assert table.data_body_range[3:, 0].value == ["004", "005"]
    read = openpyxl.load_workbook(path)["Mô hình"]
    assert read.tables["tblInitiatives"].ref == "A3:F8"
    assert read["A8"].number_format == "@"


def test_a_shrunk_table_leaves_what_stood_below_it_as_excel_does(book, table):
    table.resize(table.range.resize(2))
    assert table.range.address == "$A$3:$F$4"
    below = book.sheets["Mô hình"]["A5:F6"]
    assert below[:, 0].value == ["002", "003"]
    assert below[:, 2].value == [dt.datetime(2026, 3, 5), None]
    assert below[:, 5].formula == (("",), ("",))


def test_a_table_shrinks_cleanly_after_its_rows_were_emptied(book, table, path):
    table.data_body_range[1:, :].clear_contents()
    table.resize(table.range.resize(2))
    book.save()
    book.close()
    sheet = open_book(path).sheets["Mô hình"]
    assert sheet.tables["tblInitiatives"].range.address == "$A$3:$F$4"
    assert sheet["A5:F6"].value == [[None] * 6] * 2


def test_resizing_to_the_same_size_changes_nothing(book, table, path):
    before = path.read_bytes()
    table.resize(table.range)
    book.save()
    assert path.read_bytes() == before


@pytest.mark.parametrize("address", ["A3:E6", "A3:G6", "B3:G6", "A4:F7"])
def test_a_table_keeps_its_columns_and_its_header_row(book, table, address):
    with pytest.raises(NotOnFiles, match=r"Table\.resize"):
        table.resize(book.sheets["Mô hình"][address])


def test_a_table_stays_on_its_sheet(book, table):
    with pytest.raises(NotOnFiles, match=r"Table\.resize"):
        table.resize(book.sheets["Trống"]["A3:F9"])


def test_a_table_keeps_one_data_row(book, table):
    with pytest.raises(ValueError, match="data row"):
        table.resize(table.range.resize(1))


def test_a_table_with_a_totals_row_is_not_resized(book):
    table = book.sheets["Đơn vị"].tables["tblTotals"]
    with pytest.raises(Refused):
        table.resize(table.range.resize(8))


def test_a_table_does_not_grow_over_other_cells(book, table):
    book.sheets["Mô hình"]["A8"].value = "ghi chú"
    with pytest.raises(Refused):
        table.resize(table.range.resize(9))
    assert table.range.address == "$A$3:$F$6"
