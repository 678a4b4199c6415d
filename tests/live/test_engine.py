"""The engine of these tests does what Excel does; else they would prove nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from danvan_xl.schema.lists import YEARLY
from danvan_xl.schema.tables import MASTER_SHEETS, SUBMISSIONS
from tests.live.cells import SpoiltByFilter


@pytest.fixture
def book(live: xw.App, master_path: Path) -> xw.Book:
    return live.books.open(master_path)


def test_tables_are_found_where_they_stand(book: xw.Book) -> None:
    table: Any = book.sheets["Đơn vị"].tables["tblUnits"]
    assert (table.range.row, table.range.column) == (4, 1)
    assert table.header_row_range.value[:2] == ["Mã đơn vị", "Tên đơn vị"]
    assert [sheet.name for sheet in book.sheets] == list(MASTER_SHEETS)


@pytest.mark.parametrize(
    ("column", "given", "read"),
    [
        ("A", "001", "001"),
        ("A", 12, "12"),
        ("A", "=1+1", "=1+1"),
        ("J", datetime(2022, 9, 1), datetime(2022, 9, 1)),
        ("Q", "001", 1.0),
        ("Q", 2, 2.0),
        ("Q", True, True),
        ("Q", "=1+1", 2.0),
        ("Q", datetime(2022, 9, 1), datetime(2022, 9, 1)),
        ("Q", "=1/0", None),
        ("Q", None, None),
    ],
)
def test_a_value_is_read_back_as_from_excel(
    book: xw.Book, column: str, given: object, read: object
) -> None:
    """Column A has the format text, J is of dates, Q has none."""
    cells = book.sheets["Đơn vị"].range(f"{column}6:{column}7")
    cells.value = [[given], [given]]
    assert cells.value == [read, read]
    assert cells[0].value == read


def test_a_text_after_an_apostrophe_leaves_the_format_of_its_cell(book: xw.Book) -> None:
    sheet = book.sheets["Đơn vị"]
    cells = sheet.range("Q6:Q8")
    cells.value = [["'01"], ["'=1+1"], ["'1/2"]]
    assert cells.value == ["01", "=1+1", "1/2"]
    book.impl.formats.clear()
    assert cells.number_format == "General"
    assert sheet.range("A6:A8").number_format == "@"
    assert sheet.range("A6:Q6").number_format is None


def test_a_table_that_grows_takes_its_formulas_along(book: xw.Book) -> None:
    table: Any = book.sheets["Báo cáo"].tables["tblSubmissions"]
    table.resize(table.range.resize(table.range.rows.count + 2))
    new = table.data_body_range[-1, :].formula[0]
    assert [str(text)[:1] for text in new[-3:]] == ["="] * 3
    last = table.data_body_range[-1, :]
    last[:, :5].value = [2022, "MOI", "Đơn vị mới", YEARLY, datetime(2022, 9, 19)]
    assert last[0, [column.key for column in SUBMISSIONS].index("status")].value == "Quá hạn"


def test_a_block_over_filtered_rows_is_refused_and_over_hidden_ones_written(book: xw.Book) -> None:
    table: Any = book.sheets["Báo cáo"].tables["tblSubmissions"]
    notes = table.data_body_range[:3, 11]
    notes.impl.native.Rows.getByIndex(1).IsVisible = False
    notes.value = [["a"], ["b"], ["c"]]
    assert notes.value == ["a", "b", "c"]
    table.autofilter.apply_values(2, [table.data_body_range[2, 1].value])
    with pytest.raises(SpoiltByFilter):
        notes.value = [["x"], ["y"], ["z"]]
    table.autofilter.clear()
    notes.value = [["x"], ["y"], ["z"]]
    assert notes.value == ["x", "y", "z"]


def test_calculation_waits_while_it_is_manual(live: xw.App, book: xw.Book) -> None:
    cells = book.sheets["Đơn vị"].range("Q6:Q7")
    cells.value = [[1], ["=Q6*2"]]
    live.calculation = "manual"
    cells[0].value = 5
    assert cells[1].value == 2
    live.calculation = "automatic"
    assert cells[1].value == 10


def test_libreoffice_never_saves_a_master(book: xw.Book) -> None:
    with pytest.raises(AttributeError, match="save"):
        book.save()
