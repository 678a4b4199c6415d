from __future__ import annotations

import datetime as dt

import numpy as np
import openpyxl
import pandas as pd
import pytest

from danvan_xl.engines import WouldChange, open_book
from danvan_xl.ooxml import Refused


@pytest.mark.parametrize(
    ("cell", "written", "read"),
    [
        ("F2", "Đức Phổ", "Đức Phổ"),
        ("F2", 7, 7.0),
        ("F2", 2.5, 2.5),
        ("F2", "001", 1.0),
        ("F2", "'001", "001"),
        ("F2", True, True),
        ("F2", None, None),
        ("F2", "", None),
        ("F2", "=C2*3", None),
        ("D2", "001", "001"),
        ("D2", "=C2*3", "=C2*3"),
        ("D2", 5, "5"),
        ("C4", dt.date(2026, 1, 5), dt.datetime(2026, 1, 5)),
        ("C4", dt.datetime(2026, 1, 5, 8, 30), dt.datetime(2026, 1, 5, 8, 30)),
        ("C4", pd.Timestamp(2026, 1, 5), dt.datetime(2026, 1, 5)),
        ("C2", np.int64(9), 9.0),
        ("C2", np.nan, None),
        ("C2", pd.NA, None),
        ("C7", "hết lỗi", "hết lỗi"),
        ("C8", 5, 5.0),
    ],
)
def test_a_written_value_is_read_back_before_and_after_saving(book, path, cell, written, read):
    sheet = book.sheets["Số liệu"]
    sheet[cell].value = written
    assert sheet[cell].value == read
    assert type(sheet[cell].value) is type(read)
    book.save()
    assert sheet[cell].value == read
    book.close()
    again = open_book(path).sheets["Số liệu"][cell].value
    assert again == read
    assert type(again) is type(read)


@pytest.mark.parametrize(
    ("start", "written", "address", "read"),
    [
        ("F2", [1, 2, 3], "F2:H2", [1.0, 2.0, 3.0]),
        ("F2", (1, 2, 3), "F2:H2", [1.0, 2.0, 3.0]),
        ("F2", [[1], [2], [3]], "F2:F4", [1.0, 2.0, 3.0]),
        ("F2", [[1, "a"], [None, "b"]], "F2:G3", [[1.0, "a"], [None, "b"]]),
        ("F2:G3", [[1, 2, 3]], "F2:H3", [[1.0, 2.0, 3.0], [None, None, None]]),
        ("F2:G9", [[1, 2]], "F2:G3", [[1.0, 2.0], [None, None]]),
        ("F2:G3", "x", "F2:G3", [["x", "x"], ["x", "x"]]),
        ("F2:G3", 0, "F2:G3", [[0.0, 0.0], [0.0, 0.0]]),
    ],
)
def test_a_block_is_written_as_xlwings_writes_it_to_excel(book, start, written, address, read):
    sheet = book.sheets["Số liệu"]
    sheet[start].value = written
    assert sheet[address].value == read


def test_writing_none_over_a_range_empties_all_its_cells(book):
    sheet = book.sheets["Số liệu"]
    sheet["B2:C6"].value = None
    assert sheet["B2:C6"].value == [[None, None]] * 5


def test_a_column_is_written_with_transpose(book):
    sheet = book.sheets["Trống"]
    sheet["A1"].options(transpose=True).value = [1, 2, 3]
    assert sheet["A1:A3"].value == [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    ("shape", "data", "read"),
    [
        ("A1:B2", [[1, 2]], [[1.0, 2.0], [1.0, 2.0]]),
        ("A1:B2", [[1], [2]], [[1.0, 1.0], [2.0, 2.0]]),
        ("A1:B2", [[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[1.0, 2.0], [4.0, 5.0]]),
        ("A1:B2", [1, 2], [[1.0, 2.0], [1.0, 2.0]]),
    ],
)
def test_raw_data_fill_a_range_as_in_excel(book, shape, data, read):
    sheet = book.sheets["Trống"]
    sheet[shape].raw_value = data
    assert sheet[shape].value == read


def test_raw_data_that_do_not_fill_the_range_are_refused(book):
    with pytest.raises(ValueError, match="fill"):
        book.sheets["Trống"]["A1:C3"].raw_value = [[1, 2], [3, 4]]


def test_a_dataframe_is_read_back_as_it_was_written(book):
    frame = pd.DataFrame(
        {
            "Tên": ["Bình Sơn", "Mộ Đức", None],
            "Hộ": [1.0, np.nan, 3.0],
            "Đạt": [True, False, True],
        }
    )
    sheet = book.sheets["Trống"]
    sheet["B2"].options(index=False).value = frame
    result = sheet["B2"].expand("right").resize(4).options(pd.DataFrame, index=False).value
    assert list(result.columns) == ["Tên", "Hộ", "Đạt"]
    pd.testing.assert_frame_equal(result, frame, check_dtype=False)


def test_a_dataframe_goes_below_the_headers_of_a_table(book):
    table = book.sheets["Mô hình"].tables["tblInitiatives"]
    frame = pd.DataFrame(
        {
            "Mã": ["010", "011", "012"],
            "Tên": ["=A", "1/2", "c"],
            "Ngày": pd.to_datetime(["2026-01-01", None, "2026-01-03"]),
            "Số": [1, 2, 3],
        }
    )
    table.data_body_range[:, :4].options(index=False, header=False).value = frame
    assert table.data_body_range[:, :4].value == [
        ["010", "=A", dt.datetime(2026, 1, 1), 1.0],
        ["011", "1/2", None, 2.0],
        ["012", "c", dt.datetime(2026, 1, 3), 3.0],
    ]


def test_one_formula_fills_a_range_with_its_references_moved(book):
    sheet = book.sheets["Trống"]
    sheet["B1:C2"].value = "=A1*$A$1"
    assert sheet["B1:C2"].formula == (("=A1*$A$1", "=B1*$A$1"), ("=A2*$A$1", "=B2*$A$1"))


def test_formulas_in_a_block_stay_as_they_are(book):
    sheet = book.sheets["Trống"]
    sheet["B1"].value = [["=A1"], ["=A1"]]
    assert sheet["B1:B2"].formula == (("=A1",), ("=A1",))


def test_a_formula_is_set_and_has_no_value_until_calculated(book):
    cell = book.sheets["Số liệu"]["F2"]
    cell.formula = "=SUM(C2:C3)"
    assert cell.formula == "=SUM(C2:C3)"
    assert cell.value is None


def test_a_text_that_excel_would_reformat_is_refused_and_nothing_is_written(book):
    sheet = book.sheets["Mô hình"]
    with pytest.raises(WouldChange, match="Ô E5 trang «Mô hình»"):
        sheet["E4:E6"].value = [["a"], ["31/12/2025"], ["b"]]
    assert sheet["E4"].value == "Tổ 1"


def test_a_date_in_a_cell_without_a_date_format_is_refused(book):
    with pytest.raises(Refused):
        book.sheets["Trống"]["A1"].value = dt.date(2026, 1, 5)


def test_a_time_of_day_that_was_read_can_be_written(book):
    cell = book.sheets["Số liệu"]["C5"]
    cell.value = cell.value + dt.timedelta(minutes=45)
    book.save()
    assert cell.value == dt.datetime(1899, 12, 30, 8, 30)


def test_emptied_cells_are_empty_and_the_rest_stays(book):
    sheet = book.sheets["Số liệu"]
    sheet["C2:C4"].clear_contents()
    assert sheet["C2:C6"].value == [None, None, None, dt.datetime(1899, 12, 30, 7, 45), True]
    sheet["B:C"].clear_contents()
    assert sheet["B2:C11"].value == [[None, None]] * 10


def test_emptying_cells_that_were_never_used_changes_nothing(book, path):
    before = path.read_bytes()
    book.sheets["Trống"]["A1:Z99"].clear_contents()
    book.save()
    assert path.read_bytes() == before


def test_written_cells_keep_their_formats(book, path):
    sheet = book.sheets["Mô hình"]
    sheet["A4:C4"].value = ["0099", "Tên", dt.date(2026, 9, 2)]
    book.save()
    row = openpyxl.load_workbook(path)["Mô hình"][4]
    assert [cell.value for cell in row[:3]] == ["0099", "Tên", dt.datetime(2026, 9, 2)]
    assert [cell.number_format for cell in row[:3]] == ["@", "@", "dd/mm/yyyy"]


def test_one_assignment_is_one_write(book, monkeypatch):
    calls = []
    workbook = type(book.impl.workbook)
    write = workbook.write
    monkeypatch.setattr(workbook, "write", lambda *args: (calls.append(args[1:4]), write(*args))[1])
    book.sheets["Trống"]["B2"].value = [[1, "a"]] * 200
    assert calls == [("Trống", 2, 2)]
