"""Defined names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_xl.engines.cells import Range
from danvan_xl.engines.refusal import OnFile
from danvan_xl.ooxml import Refused

if TYPE_CHECKING:
    from danvan_xl.engines.book import Book
    from danvan_xl.engines.sheet import Sheet


class Names(OnFile):
    """The names defined in a workbook; one that belongs to a sheet is called ``Sheet!name``."""

    __slots__ = ("_book",)

    def __init__(self, book: Book) -> None:
        self._book = book

    def __call__(self, name_or_index: str | int) -> Name:
        """Return a name, in any case, or by position from 1; ``KeyError`` if absent."""
        for position, key in enumerate(self._book.workbook.names, 1):
            if name_or_index == position or (
                isinstance(name_or_index, str) and key.lower() == name_or_index.lower()
            ):
                return Name(self._book, key)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._book.workbook.names)

    def contains(self, name_or_index: str | int) -> bool:
        """Tell whether there is such a name."""
        try:
            self(name_or_index)
        except KeyError:
            return False
        return True

    def snapshot(self) -> list[tuple[str, Name]]:
        """Return all names with their objects, in the file's order."""
        return [(key, Name(self._book, key)) for key in self._book.workbook.names]

    def range_on(self, sheet: Sheet, name: str) -> Range:
        """Return the range on ``sheet`` that ``name`` means; ``KeyError`` when there is none."""
        for key in (f"{sheet.name}!{name}", name):
            if self.contains(key):
                found = self(key).refers_to_range
                if found.sheet.name == sheet.name:
                    return found
        raise KeyError(name)

    def of(self, cells: Range) -> Name | None:
        """Return the first name that means exactly ``cells``, if there is one."""
        for _, name in self.snapshot():
            try:
                sheet, area = self._book.workbook.area_of(name.name)
            except Refused:
                continue
            if sheet == cells.sheet.name and area == cells.area:
                return name
        return None


class Name(OnFile):
    """One defined name."""

    __slots__ = ("_book", "_key")

    def __init__(self, book: Book, key: str) -> None:
        self._book = book
        self._key = key

    @property
    def name(self) -> str:
        """The name itself."""
        return self._key

    @property
    def refers_to(self) -> str:
        """What the name stands for, with a leading ``=``."""
        return "=" + self._book.workbook.names[self._key].removeprefix("=")

    @property
    def refers_to_range(self) -> Range:
        """The cells that the name means; ``ooxml.Refused`` when it means no cells."""
        sheet, area = self._book.workbook.area_of(self._key)
        return Range.over(self._book.sheets(sheet), area)
