"""LibreOffice opens what the editor wrote, calculates it, and finds no error that was not there."""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.ooxml import Formula, Workbook
from tests.office import convert_all
from tests.ooxml.books import BOOKS, by_xlsxwriter
from tests.ooxml.handmade import rich

ERRORS = ("Err:", "#NAME?", "#REF!", "#VALUE!")


def grown_units() -> bytes:
    book = Workbook.from_bytes(by_xlsxwriter())
    book.resize_table("tblUnits", 8)
    book.write("Đơn vị", 8, 1, [["0123456", 0.5], ["00", 0.25], [None, None]])
    book.write("Phiếu", 1, 5, [[Formula("SUM(rates)"), Formula("COUNTA(tblUnits[Mã])")]])
    return book.to_bytes()


def rich_without_first_cell() -> bytes:
    book = Workbook.from_bytes(rich())
    book.write("Chính", 1, 6, [[100]])
    book.write("Chính", 2, 7, [[50]])
    book.resize_table("tblA", 5)
    book.write("Chính", 5, 1, [["12345"]])
    return book.to_bytes()


def written_everywhere(maker: str) -> bytes:
    book = Workbook.from_bytes(BOOKS[maker]())
    for sheet in book.sheets:
        if sheet.kind == "worksheet":
            book.write(sheet.name, 40, 12, [["chữ", 1.5, True, None, Formula("1+1")]])
    book.activate(book.sheets[1].name)
    return book.to_bytes()


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, openpyxl.Workbook]:
    """The files as LibreOffice read and calculated them."""
    folder = tmp_path_factory.mktemp("office")
    files = {"units": grown_units(), "rich": rich_without_first_cell()}
    files |= {maker: written_everywhere(maker) for maker in BOOKS}
    files |= {f"before {maker}": make() for maker, make in BOOKS.items()}
    paths = []
    for name, data in files.items():
        paths.append(folder / f"{name}.xlsx")
        paths[-1].write_bytes(data)
    results = convert_all(paths, "xlsx", Path(folder, "out"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it leaves out
        books = [openpyxl.load_workbook(result, data_only=True) for result in results]
    return dict(zip(files, books, strict=True))


def errors(book: openpyxl.Workbook) -> set[tuple[str, str, str]]:
    return {
        (sheet.title, cell.coordinate, str(cell.value))
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).startswith(ERRORS)
    }


@pytest.mark.parametrize("maker", BOOKS)
def test_no_error_is_new(maker: str, calculated: dict[str, openpyxl.Workbook]) -> None:
    before, after = calculated[f"before {maker}"], calculated[maker]
    assert errors(after) <= errors(before)
    sheet = after.worksheets[0]
    assert [sheet.cell(40, column).value for column in range(12, 17)] == ["chữ", 1.5, True, None, 2]


def test_new_rows_of_a_table_are_calculated(calculated: dict[str, openpyxl.Workbook]) -> None:
    book = calculated["units"]
    lengths = [book["Đơn vị"].cell(row, 4).value for row in range(3, 11)]
    assert lengths == [3, 3, 3, 3, 3, 7, 2, 0]
    form = book["Phiếu"]
    assert form["E1"].value == pytest.approx(sum(n / 3 for n in range(5)) + 0.75)
    assert form["F1"].value == 7
    assert errors(book) == set()


def test_formulas_made_independent_are_calculated(
    calculated: dict[str, openpyxl.Workbook],
) -> None:
    sheet = calculated["rich"]["Chính"]
    assert [sheet.cell(row, 6).value for row in range(1, 7)] == [100, 101, 7, 9, 11, 13]
    assert [sheet.cell(row, 4).value for row in (5, 6)] == [5, 0]
