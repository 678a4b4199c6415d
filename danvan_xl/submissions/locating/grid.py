"""A sheet as the search for tables and facts looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from danvan_xl.ooxml import Area
from danvan_xl.schema.values import is_blank
from danvan_xl.submissions.raw import RawBook, RawCell, RawSheet

LAST_COLUMN = 128
"""Headers and labels are sought up to here."""

_LONGEST = 120
_KEPT = 16
"""Rows whose texts are kept: each is asked for again with the row above it."""


class Grid:
    """One sheet; rows and columns count from 1."""

    def __init__(self, sheet: RawSheet, order: int) -> None:
        """``order``: of the sheet in its book, from 0."""
        self.sheet, self.order = sheet, order
        self.last_row = len(sheet.rows)
        self._texts: dict[int, dict[int, str]] = {}
        self._merged: dict[int, list[Area]] = {}
        for area in sheet.merged:
            self._merged.setdefault(area.first_row, []).append(area)

    @property
    def name(self) -> str:
        """Of the sheet."""
        return self.sheet.name

    def cells(self, row: int) -> Sequence[RawCell]:
        """Return a row as far as it was read."""
        return self.sheet.rows[row - 1] if 1 <= row <= self.last_row else ()

    def texts(self, row: int) -> dict[int, str]:
        """Return column → text of those cells of a row that may be headers or labels."""
        if row not in self._texts:
            if len(self._texts) >= _KEPT:
                self._texts.clear()
            self._texts[row] = {
                column: cell
                for column, cell in enumerate(islice(self.cells(row), LAST_COLUMN), start=1)
                if isinstance(cell, str) and len(cell) <= _LONGEST and not is_blank(cell)
            }
        return self._texts[row]

    def merged_at(self, row: int, column: int) -> Area:
        """Return the merged area that begins in a cell, or the cell alone."""
        for area in self._merged.get(row, ()):
            if area.first_column == column:
                return area
        return Area.cell(row, column)

    def merged_in(self, row: int) -> Sequence[Area]:
        """Return the merged areas that begin in a row."""
        return self._merged.get(row, ())


def grids_of(book: RawBook) -> tuple[Grid, ...]:
    """Return the sheets of a book."""
    return tuple(Grid(sheet, order) for order, sheet in enumerate(book.sheets))
