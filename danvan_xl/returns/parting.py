"""Merged cells made single ones again: on a protected sheet no unit can do that itself."""

from __future__ import annotations

from copy import copy

from openpyxl.cell import MergedCell
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet


def part(sheet: Worksheet, address: str) -> None:
    """Part the cells that are merged around ``address``; their value stays in the first of them.

    Each gets the look and the lock of its column: that of the cell below the area, else of the
    one above it.
    """
    area = next((one for one in sheet.merged_cells.ranges if address in one), None)
    if area is None:
        return
    sheet.unmerge_cells(area.coord)
    for column in range(area.min_col, area.max_col + 1):
        if column == area.min_col:
            like = sheet.cell(area.min_row, column)
        else:
            like = sheet.cell(_row_beside(sheet, area, column), column)
        for row in range(area.min_row, area.max_row + 1):
            cell = sheet.cell(row, column)
            cell._style = copy(like._style)  # type: ignore[union-attr] # no longer merged


def _row_beside(sheet: Worksheet, area: CellRange, column: int) -> int:
    below = sheet.cell(area.max_row + 1, column)
    is_of_table = below.has_style and not isinstance(below, MergedCell)
    return area.max_row + 1 if is_of_table or area.min_row == 1 else area.min_row - 1
