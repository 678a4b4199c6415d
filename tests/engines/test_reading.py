from __future__ import annotations

import datetime as dt

import openpyxl
import pandas as pd
import pytest
import xlwings as xw

from danvan_xl.engines import open_book
from tests.engines.workbooks import HEADERS


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("C2", 42.0),
        ("C3", "001"),
        ("C4", dt.datetime(2026, 6, 30, 15, 30)),
        ("C5", dt.datetime(1899, 12, 30, 7, 45)),
        ("C6", True),
        ("C7", None),
        ("C8", 84.0),
        ("C9", None),
        ("B10", None),
        ("ZZ9999", None),
    ],
)
def test_a_cell_gives_what_excel_gives(book, cell, value):
    result = book.sheets["Số liệu"][cell].value
    assert result == value
    assert type(result) is type(value)


def test_an_error_gives_its_text_on_demand(book):
    cell = book.sheets["Số liệu"]["C7"]
    assert cell.options(err_to_str=True).value == "#DIV/0!"


@pytest.mark.parametrize(
    ("options", "cell", "value"),
    [
        ({"numbers": int}, "C2", 42),
        ({"dates": dt.date}, "C4", dt.date(2026, 6, 30)),
        ({"empty": "–"}, "C10", "–"),
        ({"ndim": 2}, "C2", [[42.0]]),
    ],
)
def test_reading_options_are_heeded(book, options, cell, value):
    result = book.sheets["Số liệu"][cell].options(**options).value
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("B2:C2", ["Số", 42.0]),
        ("B2:B3", ["Số", "Chữ"]),
        ("B2:C3", [["Số", 42.0], ["Chữ", "001"]]),
        ("A1:B2", [[None, None], [None, "Số"]]),
        ("B11:C12", [["Sau chỗ trống", None], [None, None]]),
    ],
)
def test_a_range_gives_rows(book, address, value):
    assert book.sheets["Số liệu"][address].value == value


def test_a_table_is_read_as_a_dataframe(book):
    table = book.sheets["Mô hình"].tables["tblInitiatives"]
    frame = table.range.options(pd.DataFrame, index=False).value
    assert list(frame.columns) == list(HEADERS)
    assert list(frame["Mã"]) == ["001", "002", "003"]
    assert list(frame["Số người"]) == [12.0, 30.0, 7.5]
    assert frame["Ngày nhận"][0] == pd.Timestamp(2026, 3, 2)
    assert frame["Ngày nhận"].isna()[2]
    assert list(frame["Gấp đôi"]) == [24.0, 60.0, 15.0]


@pytest.mark.parametrize(
    ("sheet", "address"),
    [
        ("Mô hình", "$A$1:$F$6"),
        ("Số liệu", "$B$2:$C$11"),
        ("Trống", "$A$1"),
    ],
)
def test_the_used_range_is_where_cells_are(book, sheet, address):
    assert book.sheets[sheet].used_range.address == address


def test_the_used_range_grows_with_what_is_written(book):
    sheet = book.sheets["Trống"]
    sheet["C5"].value = [[1, 2], [3, 4]]
    assert sheet.used_range.address == "$C$5:$D$6"
    assert sheet.used_range.value == [[1.0, 2.0], [3.0, 4.0]]


@pytest.mark.parametrize(
    ("start", "direction", "address"),
    [
        ("B2", "down", "$B$9"),
        ("B9", "down", "$B$11"),
        ("B11", "down", "$B$1048576"),
        ("B1", "down", "$B$2"),
        ("B10", "down", "$B$11"),
        ("C6", "down", "$C$9"),
        ("B1048576", "up", "$B$11"),
        ("B9", "up", "$B$2"),
        ("B2", "up", "$B$1"),
        ("B2", "right", "$C$2"),
        ("C2", "right", "$XFD$2"),
        ("A2", "right", "$B$2"),
        ("C2", "left", "$B$2"),
        ("Z2", "left", "$C$2"),
        ("Z1", "left", "$A$1"),
    ],
)
def test_the_end_is_where_ctrl_and_an_arrow_lead(book, start, direction, address):
    assert book.sheets["Số liệu"][start].end(direction).address == address


def test_the_end_sees_what_was_written_and_emptied(book):
    sheet = book.sheets["Số liệu"]
    sheet["B10"].value = "lấp"
    sheet["B5"].clear_contents()
    assert sheet["B2"].end("down").address == "$B$4"
    assert sheet["B6"].end("down").address == "$B$11"


def test_an_unknown_direction_is_refused(book):
    with pytest.raises(ValueError, match="direction"):
        book.sheets["Số liệu"]["B2"].end("chéo")


@pytest.mark.parametrize(
    ("mode", "address"),
    [("table", "$B$2:$C$9"), ("down", "$B$2:$B$9"), ("right", "$B$2:$C$2")],
)
def test_a_range_expands_over_its_neighbours(book, mode, address):
    assert book.sheets["Số liệu"]["B2"].expand(mode).address == address


@pytest.mark.parametrize(
    ("cell", "formula"),
    [
        ("C8", "=C2*2"),
        ("C9", '=IF(C2=0,"có","")'),
        ("C7", "=1/0"),
        ("C2", "42"),
        ("C3", "001"),
        ("C6", "TRUE"),
        ("C5", "0.322916666666667"),
        ("C10", ""),
        ("C2:C3", (("42",), ("001",))),
    ],
)
def test_a_formula_is_read_as_in_excel(book, cell, formula):
    assert book.sheets["Số liệu"][cell].formula == formula


@pytest.mark.parametrize(
    ("sheet", "address", "number_format"),
    [
        ("Mô hình", "A4:B6", "@"),
        ("Mô hình", "C4", "dd/mm/yyyy"),
        ("Mô hình", "D4", "General"),
        ("Mô hình", "A4:D4", None),
        ("Số liệu", "D500", "@"),
    ],
)
def test_a_number_format_is_read(book, sheet, address, number_format):
    assert book.sheets[sheet][address].number_format == number_format


@pytest.mark.parametrize(
    ("pick", "address"),
    [
        (lambda sheet: sheet.range("B2", "C3"), "$B$2:$C$3"),
        (lambda sheet: sheet.range("C3", "B2"), "$B$2:$C$3"),
        (lambda sheet: sheet.range((2, 2), (3, 3)), "$B$2:$C$3"),
        (lambda sheet: sheet.range(sheet["B2"], sheet["C3"]), "$B$2:$C$3"),
        (lambda sheet: sheet[1, 1], "$B$2"),
        (lambda sheet: sheet[1:3, 1:3], "$B$2:$C$3"),
        (lambda sheet: sheet["B2:C3"][0, 1], "$C$2"),
        (lambda sheet: sheet["B2:C3"](3), "$B$3"),
        (lambda sheet: sheet["B2:C3"][-1], "$C$3"),
        (lambda sheet: sheet["B2"].offset(1, 2), "$D$3"),
        (lambda sheet: sheet["B2"].resize(2, 3), "$B$2:$D$3"),
        (lambda sheet: sheet["B2:C3"].last_cell, "$C$3"),
        (lambda sheet: sheet["B2:C3"].rows[1], "$B$3:$C$3"),
        (lambda sheet: sheet["B2:C3"].columns[0], "$B$2:$B$3"),
        (lambda sheet: sheet["so_lieu"], "$B$2:$C$9"),
        (lambda sheet: sheet["B:C"], "$B:$C"),
        (lambda sheet: sheet.cells, "$A:$XFD"),
    ],
)
def test_a_range_is_found_in_every_way(book, pick, address):
    assert pick(book.sheets["Số liệu"]).address == address


@pytest.mark.parametrize("corner", ["khong_co", "rieng", "ngay_xet2"])
def test_a_name_that_means_nothing_on_the_sheet_is_a_key_error(book, corner):
    with pytest.raises(KeyError):
        book.sheets["Số liệu"][corner]


@pytest.mark.parametrize("corner", [(0, 1), (1, 0), (1, 16385), (1048577, 1)])
def test_a_cell_off_the_sheet_is_an_index_error(book, corner):
    with pytest.raises(IndexError):
        book.sheets["Số liệu"].range(corner)


def test_an_address_can_carry_the_names_of_book_and_sheet(book):
    cells = book.sheets["Mô hình"]["A4:B5"]
    assert cells.get_address(False, False) == "A4:B5"
    assert cells.get_address(include_sheetname=True) == "'Mô hình'!$A$4:$B$5"
    assert cells.get_address(external=True) == "'[Sổ theo dõi.xlsx]Mô hình'!$A$4:$B$5"


def test_a_range_without_cells_holds_nothing(book):
    nothing = book.sheets["Số liệu"]["B2:C3"][0:0, :]
    assert nothing.shape == (0, 2)
    assert len(nothing) == 0
    assert nothing.raw_value is None
    nothing.clear_contents()
    assert book.sheets["Số liệu"]["B2"].value == "Số"


def test_a_sheet_too_large_to_read_at_once_is_refused(book):
    with pytest.raises(ValueError, match="used range"):
        _ = book.sheets["Số liệu"].cells.value


def test_sheets_are_found_by_name_in_any_case_and_by_position(book):
    assert book.sheet_names == ["Mô hình", "Số liệu", "Đơn vị", "Trống", "Ẩn"]
    assert book.sheets["số liệu"].name == "Số liệu"
    assert book.sheets[1].name == "Số liệu"
    assert book.sheets(2).name == "Số liệu"
    assert book.sheets["Số liệu"].index == 3, "the chart sheet counts, as in Excel"
    assert book.sheets.active.name == "Mô hình"
    with pytest.raises(KeyError):
        book.sheets["Không có"]


def test_dates_of_a_1904_workbook_are_read_and_written_as_dates(tmp_path):
    source = openpyxl.Workbook()
    source.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    source.active["A1"] = dt.datetime(2026, 3, 2)
    source.active["A2"] = dt.datetime(2026, 3, 2)
    source.save(tmp_path / "1904.xlsx")
    book = open_book(tmp_path / "1904.xlsx")
    sheet = book.sheets[0]
    assert sheet["A1"].value == dt.datetime(2026, 3, 2)
    assert sheet["A1"].formula == "44621"
    sheet["A2"].value = dt.date(2026, 5, 6)
    book.save()
    assert sheet["A2"].value == dt.datetime(2026, 5, 6)


def test_it_is_xlwings_with_its_own_engine(book):
    assert isinstance(book, xw.Book)
    assert book.app.engine.name == "danvan"
    assert xw.engines["danvan"].apps[book.app.pid] == book.app
