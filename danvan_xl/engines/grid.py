"""What the cells of one sheet hold now: the file's values and, over them, what was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from danvan_xl.engines.reading import CellError, from_file
from danvan_xl.ooxml import Area, Patch, Workbook


class Grid:
    """The cells of one sheet of an open workbook, until the workbook is saved."""

    def __init__(self, workbook: Workbook, sheet: str) -> None:
        self._workbook = workbook
        self._sheet = sheet
        self._errors: Mapping[tuple[int, int], str] | None = None

    def block(self, area: Area) -> list[list[Any]]:
        """Return the values of ``area``, row by row, each row as wide as the area.

        Numbers are ``float``, dates ``datetime``, errors :class:`CellError`, empty cells and
        formulas that were not calculated yet ``None``.
        """
        base = self._workbook.values(self._sheet)
        left, right = area.first_column - 1, area.last_column
        rows: list[list[Any]] = []
        for line in base[area.first_row - 1 : area.last_row]:
            cells = [from_file(value) for value in line[left:right]]
            rows.append(cells + [None] * (area.columns - len(cells)))
        rows.extend([None] * area.columns for _ in range(area.rows - len(rows)))
        for (row, column), text in self._within(self._known_errors(), area):
            rows[row - area.first_row][column - area.first_column] = CellError(text)
        for patch in self._workbook.written(self._sheet):
            if common := patch.area.common(area):
                self._lay_over(rows, area, patch, common)
        return rows

    @staticmethod
    def _lay_over(rows: list[list[Any]], area: Area, patch: Patch, common: Area) -> None:
        """Put what ``patch`` wrote into its part ``common`` of ``area``."""
        first = common.first_column - patch.area.first_column
        left = common.first_column - area.first_column
        for row in range(common.first_row, common.last_row + 1):
            line = patch.rows[row - patch.area.first_row][first : first + common.columns]
            values = [from_file(value) for value in line]
            rows[row - area.first_row][left : left + common.columns] = values

    def formulas(self, area: Area) -> dict[tuple[int, int], str]:
        """Return the formulas in ``area`` without their ``=``, by row and column."""
        return self._workbook.formulas(self._sheet, area)

    def filled(self, area: Area) -> set[tuple[int, int]]:
        """Return the cells of ``area`` that are not empty, as row and column."""
        filled = {
            (row, column)
            for row, line in enumerate(self.block(area), area.first_row)
            for column, value in enumerate(line, area.first_column)
            if value is not None
        }
        return filled | set(self.formulas(area))

    def used(self) -> Area | None:
        """Return the smallest area that holds all cells that are not empty."""
        return self._workbook.used_area(self._sheet)

    def _known_errors(self) -> Mapping[tuple[int, int], str]:
        if self._errors is None:
            self._errors = self._workbook.errors(self._sheet)
        return self._errors

    @staticmethod
    def _within(
        cells: Mapping[tuple[int, int], Any], area: Area
    ) -> list[tuple[tuple[int, int], Any]]:
        """Return the entries of ``cells`` that lie in ``area``, by the shorter of two ways."""
        if not cells:
            return []
        if len(cells) <= area.rows * area.columns:
            return [(place, value) for place, value in cells.items() if area.has(*place)]
        rows = range(area.first_row, area.last_row + 1)
        columns = range(area.first_column, area.last_column + 1)
        places = ((row, column) for row in rows for column in columns)
        return [(place, cells[place]) for place in places if place in cells]
