"""The Open XML validator finds nothing in a changed file that it did not find before."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_xl.ooxml import Formula, Workbook
from tests.ooxml.books import BOOKS
from tests.xlsx_checks import audit

ACCEPTED = "Excel_InlineStrCells"
"""The validator's remark that texts stand in the cells themselves."""


@pytest.mark.parametrize("maker", BOOKS)
def test_the_validator_finds_nothing_new(maker: str, tmp_path: Path) -> None:
    before, after = tmp_path / "before.xlsm", tmp_path / "after.xlsm"
    before.write_bytes(BOOKS[maker]())
    book = Workbook.from_bytes(before.read_bytes())
    for table in book.tables:
        if not table.totals_rows:
            book.resize_table(table.name, table.data_area.rows + 2)
    for sheet in book.sheets:
        if sheet.kind == "worksheet":
            book.write(sheet.name, 40, 1, [["chữ", -1.5e-7, False, None, Formula('A1&"<"')]])
    book.activate(book.sheets[1].name)
    after.write_bytes(book.to_bytes())
    new = set(audit(after)) - set(audit(before))
    assert {problem for problem in new if ACCEPTED not in problem} == set()


def test_the_validator_sees_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(BOOKS["XlsxWriter"]())
    assert audit(path) == []
    book = Workbook.open(path)
    part = "xl/worksheets/sheet1.xml"
    book._package.replace(
        part, book._package.read(part).replace(b"<sheetData>", b"<x/><sheetData>")
    )
    path.write_bytes(book.to_bytes())
    assert audit(path) != []
