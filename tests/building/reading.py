"""What a built workbook holds, read with openpyxl: nothing here shares code with the builder."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from openpyxl import Workbook, load_workbook

Place = tuple[str, str]
"""Sheet and address."""


def fresh(data: bytes, *, values: bool = False) -> Workbook:
    """The workbook, with formulas or with their stored results, to be changed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl would lose if it saved
        return load_workbook(io.BytesIO(data), data_only=values)


@lru_cache(maxsize=4)
def opened(data: bytes, *, values: bool = False) -> Workbook:
    """The same, only to be looked at."""
    return fresh(data, values=values)


def formulas(data: bytes) -> dict[Place, str]:
    """Every formula of the workbook."""
    return {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in opened(data)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def shown(data: bytes, places: set[Place]) -> dict[Place, Any]:
    """The stored results in ``places``, blank as "", dates as day numbers, numbers rounded."""
    book = opened(data, values=True)
    return {(sheet, cell): _plain(book[sheet][cell].value) for sheet, cell in places}


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return float((value.date() - date(1899, 12, 30)).days)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(float(value), 6)
    return value


def column_format(sheet: Any, column: int) -> str:
    """The number format of a whole column; openpyxl keeps equal neighbours as one."""
    return next(
        (d.number_format for d in sheet.column_dimensions.values() if d.min <= column <= d.max),
        "General",
    )


def headers(data: bytes, table: str) -> list[str]:
    """The header cells of a table."""
    sheet, area = place_of(data, table)
    first = opened(data)[sheet][area][0]
    return [cell.value for cell in first]


def row_tags(data: bytes, sheet: str) -> dict[int, str]:
    """The opening tag of each row of a sheet, as it stands in the file."""
    number = opened(data).sheetnames.index(sheet) + 1
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        part = package.read(f"xl/worksheets/sheet{number}.xml").decode()
    return {int(number): tag for tag, number in re.findall(r'(<row r="(\d+)"[^>]*>)', part)}


def place_of(data: bytes, table: str) -> tuple[str, str]:
    """The sheet and the area of a table."""
    for sheet in opened(data):
        if table in sheet.tables:
            return sheet.title, sheet.tables[table].ref
    raise KeyError(table)
