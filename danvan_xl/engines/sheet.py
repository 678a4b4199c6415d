"""Worksheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn

from danvan_xl.engines.addresses import parsed
from danvan_xl.engines.cells import Range
from danvan_xl.engines.refusal import NotOnFiles, OnFile
from danvan_xl.engines.tables import Tables
from danvan_xl.ooxml import Workbook
from danvan_xl.ooxml.areas import LAST_COLUMN, LAST_ROW

if TYPE_CHECKING:
    from danvan_xl.engines.book import Book
    from danvan_xl.engines.grid import Grid


class Sheets(OnFile):
    """The worksheets of a book, without chart sheets, as in xlwings with Excel."""

    __slots__ = ("_book",)

    def __init__(self, book: Book) -> None:
        self._book = book

    def __call__(self, name_or_index: str | int) -> Sheet:
        """Return a sheet by name, in any case, or by position from 1; ``KeyError`` if absent."""
        for position, sheet in enumerate(self, 1):
            if name_or_index == position or (
                isinstance(name_or_index, str) and sheet.name.lower() == name_or_index.lower()
            ):
                return sheet
        raise KeyError(name_or_index)

    def __iter__(self) -> Iterator[Sheet]:
        for info in self._book.workbook.sheets:
            if info.kind == "worksheet":
                yield Sheet(self._book, info.name)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> NoReturn:
        raise NotOnFiles(
            "`name in book.sheets`", "is always False in Excel on Windows; use book.sheet_names"
        )

    @property
    def active(self) -> Sheet:
        """The sheet that is in front when the workbook is opened."""
        return self(self._book.workbook.active_sheet)


class Sheet(OnFile):
    """One worksheet."""

    __slots__ = ("_book", "_name")

    def __init__(self, book: Book, name: str) -> None:
        self._book = book
        self._name = name

    @property
    def book(self) -> Book:
        """The book that the sheet is in."""
        return self._book

    @property
    def name(self) -> str:
        """The name on the sheet's tab."""
        return self._name

    @property
    def workbook(self) -> Workbook:
        """The file under this sheet."""
        return self.book.workbook

    @property
    def grid(self) -> Grid:
        """What the cells hold now."""
        return self.book.grid(self.name)

    @property
    def index(self) -> int:
        """Position among all sheets, chart sheets too, from 1."""
        names = [info.name for info in self.workbook.sheets]
        return names.index(self.name) + 1

    @property
    def tables(self) -> Tables:
        """The tables on this sheet."""
        return Tables(self)

    @property
    def cells(self) -> Range:
        """All cells of the sheet."""
        return Range(self, 1, 1, LAST_ROW, LAST_COLUMN)

    @property
    def used_range(self) -> Range:
        """The cells in use; ``A1`` when there are none."""
        area = self.grid.used()
        return Range(self, 1, 1) if area is None else Range.over(self, area)

    def activate(self) -> None:
        """Let this sheet be in front when the workbook is opened."""
        self.workbook.activate(self.name)

    def range(
        self,
        first: str | Range | int | tuple[int, ...],
        last: str | Range | int | tuple[int, ...] | None = None,
    ) -> Range:
        """Return the range from one corner to another.

        A corner is an address, a name defined in the workbook, a range, or (row, column) from 1;
        a tuple of four is (row, column, number of rows, number of columns). Raises ``KeyError``
        for an unknown name or one that lies on another sheet.
        """
        if isinstance(first, tuple) and len(first) == 4:
            return Range(self, *first)
        if isinstance(first, int) and isinstance(last, int):
            return Range(self, first, last)
        start = self._corner(first)
        if last is None:
            return start
        one, other = start.area, self._corner(last).area
        if one is None or other is None:
            raise ValueError("a range without cells cannot be a corner of another")
        return Range.over(self, one.joined(other))

    def _corner(self, corner: str | Range | int | tuple[int, ...]) -> Range:
        if isinstance(corner, Range):
            return corner
        if isinstance(corner, tuple):
            row, column = corner
            return Range(self, row, column)
        if not isinstance(corner, str):
            raise TypeError(f"a corner of a range cannot be {corner!r}")
        area = parsed(corner)
        if area is not None:
            return Range.over(self, area)
        return self.book.names.range_on(self, corner)
