"""The descriptions of the cell functions travel on the add-in's sheet."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from danvan_xl.udfs import CATEGORY, descriptions
from tests.addin.built import modules


def rows(addin: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(addin))
    assert book.sheet_names == ["functions"]
    return book.get_sheet_by_name("functions").to_python()


def test_the_sheet_holds_the_category_and_a_function_a_row(addin: bytes) -> None:
    found = [[cell for cell in row if cell] for row in rows(addin)]
    assert found == [[CATEGORY], *([name, text, *rest] for name, text, rest in descriptions())]


def test_excel_takes_texts_of_that_length(addin: bytes) -> None:
    assert all(len(str(cell)) <= 255 for row in rows(addin) for cell in row)


def test_the_macro_reads_the_sheet_where_it_is(addin: bytes) -> None:
    code = modules(addin)["Functions"]
    assert 'TEXTS_SHEET As String = "functions"' in code
    assert 'CATEGORY_CELL As String = "A1"' in code
    assert "FIRST_ROW As Long = 2" in code
