"""The tables of a workbook as a stranger reads them: with openpyxl, by name and header."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

Row = dict[str, Any]
"""Header → value: days as ``date``, blank as None."""


class Sheets:
    """A workbook file with what is stored in its cells, formulas as their stored results."""

    def __init__(self, path: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl would lose if it saved
            self.book = openpyxl.load_workbook(path, data_only=True)
        self.tables = {name: sheet for sheet in self.book for name in sheet.tables}

    def __getitem__(self, sheet: str) -> Worksheet:
        found = self.book[sheet]
        assert isinstance(found, Worksheet)
        return found

    def rows(self, table: str) -> list[Row]:
        """The rows of a table; those without any value are left out."""
        sheet = self.tables[table]
        head, *body = sheet[sheet.tables[table].ref]
        headers = [str(cell.value) for cell in head]
        rows = [[_plain(cell.value) for cell in row] for row in body]
        return [dict(zip(headers, row, strict=True)) for row in rows if set(row) != {None}]

    def everything(self) -> Iterator[tuple[str, str, Any]]:
        """Sheet, address and value of each cell that holds one."""
        for sheet in self.book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        yield sheet.title, cell.coordinate, cell.value


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value if value.time() != datetime.min.time() else value.date()
    return None if value == "" else value


def add_column(path: Path, table: str, header: str) -> None:
    """Give a table one more column at its right end, as another program would."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    sheet = next(sheet for sheet in book if table in sheet.tables)
    found = sheet.tables[table]
    left, top, right, bottom = range_boundaries(found.ref)
    sheet.cell(top, right + 1, header)
    last = get_column_letter(right + 1)
    first = get_column_letter(left)
    found.ref = f"{first}{top}:{last}{bottom}"
    if found.autoFilter:
        found.autoFilter.ref = found.ref
    found.tableColumns.append(TableColumn(id=len(found.tableColumns) + 1, name=header))
    book.save(path)
