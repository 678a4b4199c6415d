"""A column of the staff's own at the right end of a table, as Excel would add it."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.table import TableColumn


def add_column(path: Path, table: str, header: str, values: list[Any] | None = None) -> None:
    """Add a column called ``header`` to ``table`` of the workbook ``path``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not know and drops
        workbook = openpyxl.load_workbook(path)
    sheet = next(sheet for sheet in workbook if table in sheet.tables)
    found = sheet.tables[table]
    left, top, right, bottom = range_boundaries(found.ref)
    sheet.cell(top, right + 1, header)
    for offset, value in enumerate(values or []):
        sheet.cell(top + 1 + offset, right + 1, value)
    last = f"{get_column_letter(right + 1)}{bottom}"
    found.ref = found.autoFilter.ref = f"{get_column_letter(left)}{top}:{last}"
    number = max(column.id for column in found.tableColumns) + 1
    found.tableColumns.append(TableColumn(id=number, name=header))
    workbook.save(path)
