"""What a register must never change or lose: what it was not asked to write."""

from __future__ import annotations

import re
import warnings
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlwings as xw

from danvan_xl.commands.consolidate import consolidate
from danvan_xl.engines import open_book
from danvan_xl.engines.tables import Table as FileTable
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.tables import FINDINGS, RESULTS
from danvan_xl.schema.values import ErrorCell
from tests.engines.counting import counted
from tests.own_columns import add_column


def results(count: int = 6) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "year": 2022.0,
            "unit_code": "524",
            "unit_name": "Huyện Bình Sơn",
            "indicator": [f"CT10{number}" for number in range(1, count + 1)],
            "value": [float(number) for number in range(1, count + 1)],
        }
    )


@pytest.fixture
def filled(master_path: Path) -> Path:
    """A master with six figures of one unit."""
    with open_book(master_path) as book:
        Register(book).append(RESULTS, results())
        book.save()
    return master_path


def cell(book: xw.Book, row: int, key: str) -> Any:
    register = Register(book)
    return book.sheets[register.sheet_name(RESULTS)][register.address(RESULTS, row, key)]


def test_a_text_that_is_no_figure_stays_one_when_its_row_moves(filled: Path) -> None:
    with open_book(filled) as book:
        cell(book, 4, "value").value = "'1.250"
        register = Register(book)
        frame = register.read(RESULTS)
        assert [item.raw for item in register.misread(RESULTS)] == ["1.250"]
        register.replace(RESULTS, frame.drop(index=1))
        again = Register(book)
        assert again.read(RESULTS)["value"].isna().sum() == 1
        assert [item.raw for item in again.misread(RESULTS)] == ["1.250"]


@pytest.mark.parametrize("text", ["0905000005", "1/2", "=A1", "TRUE", "12:30", "(5)", "3 - 4"])
def test_a_text_in_a_column_of_the_staffs_own_stays_one(filled: Path, text: str) -> None:
    add_column(filled, "tblResults", "Ghi riêng")
    with open_book(filled) as book:
        register = Register(book)
        headers, _ = register.block(RESULTS)
        body = book.sheets["Kết quả"].tables["tblResults"].data_body_range
        body[:, headers.index("Ghi riêng")].value = [[f"'{text}"]] * 6
        register = Register(book)
        register.replace(RESULTS, register.read(RESULTS).drop(index=1))
        _, block = Register(book).block(RESULTS)
        assert [row[headers.index("Ghi riêng")] for row in block] == [text] * 5


def give_general(path: Path, first: int, last: int) -> None:
    """Give some cells of the names in ``tblResults``, counted from 0, the format General."""
    with open_book(path) as book:
        register = Register(book)
        rows = range(first, last)
        addresses = [register.address(RESULTS, row, "unit_name") for row in rows]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not know and drops
        workbook = openpyxl.load_workbook(path)
    for address in addresses:
        workbook["Kết quả"][address].number_format = "General"
    workbook.save(path)


@pytest.mark.parametrize(("first", "last"), [(0, 6), (0, 3), (4, 6), (2, 3), (0, 0)])
def test_a_text_stays_one_where_a_text_column_is_no_longer_text(
    filled: Path, first: int, last: int
) -> None:
    texts = ["=1+1", "01", "1/2", "-5", "@a", "+84905"]
    give_general(filled, first, last)
    with open_book(filled) as book:
        register = Register(book)
        register.replace(RESULTS, register.read(RESULTS).assign(unit_name=texts))
        assert list(Register(book).read(RESULTS)["unit_name"]) == texts
        register.replace(RESULTS, register.read(RESULTS).assign(unit_name=texts[::-1]))
        book.save()
    with open_book(filled) as book:
        assert list(Register(book).read(RESULTS)["unit_name"]) == texts[::-1]


@pytest.mark.parametrize("size", [100, 1_000])
@pytest.mark.parametrize(("general", "most"), [(1.0, 1), (0.0, 1), (0.5, 20)])
def test_formats_are_asked_for_in_few_calls(
    master_path: Path, size: int, general: float, most: int
) -> None:
    with open_book(master_path) as book:
        Register(book).append(RESULTS, pd.concat([results()] * size).iloc[:size])
        book.save()
    give_general(master_path, 0, int(size * general))
    with open_book(master_path) as book:
        register = Register(book)
        new = register.read(RESULTS).assign(unit_name=[f"={n}" for n in range(size)])
        with counted() as calls:
            register.replace(RESULTS, new)
        assert 1 <= calls["Range.number_format"] <= most


def test_a_formula_between_two_changed_cells_stays(filled: Path) -> None:
    with open_book(filled) as book:
        cell(book, 2, "value").formula = "=1+2"
        book.save()
    recalculated(filled)
    with open_book(filled) as book:
        register = Register(book)
        frame = register.read(RESULTS)
        frame.loc[0, "value"], frame.loc[5, "value"] = 70.0, 80.0
        register.replace(RESULTS, frame)
        assert cell(book, 2, "value").formula == "=1+2"
        assert Register(book).read(RESULTS)["value"][5] == 80.0


def recalculated(path: Path) -> None:
    """Store the result of the one formula in ``tblResults``, as Excel does when it saves."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, data in parts.items():
        if b"<f>1+2</f>" in data:
            parts[name] = re.sub(rb"<f>1\+2</f>(<v ?/>|<v></v>)?", b"<f>1+2</f><v>3</v>", data)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


@pytest.mark.filterwarnings("ignore")
def test_an_error_cell_is_no_blank(filled: Path) -> None:
    workbook = openpyxl.load_workbook(filled)
    with open_book(filled) as book:
        address = Register(book).address(RESULTS, 3, "value")
    workbook["Kết quả"][address] = "#N/A"
    workbook["Kết quả"][address].data_type = "e"
    workbook.save(filled)
    with open_book(filled) as book:
        register = Register(book)
        register.read(RESULTS)
        assert [item.raw for item in register.misread(RESULTS)] == [ErrorCell("#N/A")]
        with pytest.raises(DanVanError, match="«#N/A», không phải số"):
            consolidate(book)


def test_a_table_whose_rows_were_all_deleted_is_empty_and_can_grow(
    master: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel has no data range then."""
    whole = FileTable.data_body_range.fget
    assert whole
    empty = [True]

    def body(table: FileTable) -> Any:
        return None if empty and table.name == FINDINGS.name else whole(table)

    monkeypatch.setattr(FileTable, "data_body_range", property(body))
    register = Register(master)
    assert register.read(FINDINGS).empty
    empty.clear()
    register.append(FINDINGS, pd.DataFrame([{"code": "M01", "severity": "Lỗi"}]))
    assert list(register.read(FINDINGS)["code"]) == ["M01"]


def test_a_table_does_not_grow_over_what_stands_below_it(filled: Path) -> None:
    with open_book(filled) as book:
        register = Register(book)
        body = book.sheets["Kết quả"].tables["tblResults"].data_body_range
        book.sheets["Kết quả"].range((body.row + 8, body.column)).value = "Người lập biểu"
        with pytest.raises(DanVanError, match="dưới bảng tblResults có ô đã ghi"):
            register.append(RESULTS, results().assign(indicator="CT900"))
        assert len(Register(book).read(RESULTS)) == 6
        two = results(2).assign(indicator=["CT901", "CT902"])
        Register(book).append(RESULTS, two)
        assert len(Register(book).read(RESULTS)) == 8


def test_a_table_with_a_totals_row_is_left_alone(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        FileTable, "totals_row_range", property(lambda table: table.header_row_range)
    )
    with open_book(filled) as book, pytest.raises(DanVanError, match="bỏ chọn Total Row"):
        Register(book).append(RESULTS, results().assign(indicator="CT900"))
