"""The values of a workbook's sheets, read by python-calamine when they are first asked for."""

from __future__ import annotations

import io

import python_calamine

from danvan_xl.ooxml import texts
from danvan_xl.ooxml.refusals import BadFile, Refused

LARGEST_SHEET = 5_000_000
"""Cells, empty ones too, that are read at most: one value in column XFD makes every row wide."""


class ValueReader:
    """Reads from the bytes of a file; what was read is kept."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._book: python_calamine.CalamineWorkbook | None = None
        self._values: dict[str, list[list[object]]] = {}

    def values(self, title: str) -> list[list[object]]:
        """The rows of a sheet from A1 on, all equally long, "" for empty cells.

        Refused for a sheet of absurd width, BadFile when the reader gives up.
        """
        if title not in self._values:
            self._values[title] = self._read(title)
        return self._values[title]

    def forget(self) -> None:
        """Let go of what was read; it is read again when it is asked for."""
        self._book = None
        self._values.clear()

    def _read(self, title: str) -> list[list[object]]:
        try:
            if self._book is None:
                self._book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(self._data))
            sheet = self._book.get_sheet_by_name(title)
            rows, columns = sheet.total_height, sheet.total_width
            if rows * columns <= LARGEST_SHEET:
                return _rows(sheet)
        except BaseException as error:
            # The reader's panics are no Exception; interrupts and the like go through.
            if isinstance(error, Exception) or type(error).__name__ == "PanicException":
                raise BadFile(texts.UNREADABLE.format(sheet=title)) from error
            raise
        raise Refused(texts.TOO_WIDE.format(sheet=title, rows=rows, columns=columns))


def _rows(sheet: python_calamine.CalamineSheet) -> list[list[object]]:
    """The rows of a sheet; a text that stands in many cells is held once."""
    once: dict[object, object] = {}
    return [
        [once.setdefault(value, value) if type(value) is str else value for value in line]
        for line in sheet.to_python(skip_empty_area=False)
    ]
