"""Ranges of cells of the live program, read and written as Excel does through xlwings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from danvan_xl.engines import filling
from danvan_xl.engines.addresses import quoted, written_out
from danvan_xl.engines.reading import CellError, serial_of, to_file
from danvan_xl.engines.typing_rules import as_excel_takes
from danvan_xl.ooxml import Area, Formula
from tests.live.soffice import require_uno

if TYPE_CHECKING:
    from tests.live.engine import Sheet
    from tests.live.tables import Table

_DAY_ZERO = dt.datetime(1899, 12, 30)
_DATES = 2 | 4
"""``com.sun.star.util.NumberFormat.DATE`` and ``TIME``."""
_LOGICAL = 1024
ERRORS = 4
"""``com.sun.star.sheet.FormulaResult.ERROR``."""


class NumberFormat(NamedTuple):
    """Its kind, as bits of ``com.sun.star.util.NumberFormat``, and its code."""

    kind: int
    code: str


class SpoiltByFilter(Exception):  # noqa: N818 - a sentence
    """Excel writes a block over rows that a filter hides wrongly, without a word.

    Its first value lands in every row that is shown, the others nowhere (xlwings' issues 679 and
    747). Rows that were hidden by hand are written well.
    """


class Range:
    """A rectangle of cells, counted from 1."""

    __slots__ = ("column", "options", "row", "shape", "sheet")

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int = 1, columns: int = 1):
        if row < 1 or column < 1:
            raise IndexError(f"row {row}, column {column}")
        self.sheet = sheet
        self.row = row
        self.column = column
        self.shape = (rows, columns)
        self.options: dict[str, Any] = {}

    @classmethod
    def at(cls, sheet: Sheet, place: Any) -> Range:
        """The range of a ``CellRangeAddress``."""
        rows, columns = place.EndRow - place.StartRow + 1, place.EndColumn - place.StartColumn + 1
        return cls(sheet, place.StartRow + 1, place.StartColumn + 1, rows, columns)

    @property
    def native(self) -> Any:
        """LibreOffice's own range."""
        (rows, columns), top, left = self.shape, self.row - 1, self.column - 1
        return self.sheet.native.getCellRangeByPosition(
            left, top, left + columns - 1, top + rows - 1
        )

    @property
    def api(self) -> Any:
        """What xlwings takes for Excel's object."""
        return self.native if all(self.shape) else None

    @property
    def coords(self) -> tuple[Any, ...]:
        return self.sheet, self.row, self.column, *self.shape

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = (part + 1 for part in divmod(row - 1, self.shape[1]))
        return Range(self.sheet, self.row + row - 1, self.column + column - 1)

    @property
    def max_cells_per_read(self) -> None:
        return

    @property
    def max_cells_per_write(self) -> None:
        return

    @property
    def has_array(self) -> None:
        return

    @property
    def table(self) -> Table | None:
        return self.sheet.tables.at(self.row, self.column)

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        (rows, columns), top, left = self.shape, self.row, self.column
        area = Area(top, left, top + rows - 1, left + columns - 1)
        cells = written_out(area, row_absolute, column_absolute)
        place = f"[{self.sheet.book.name}]{self.sheet.name}"
        return f"{quoted(place)}!{cells}" if external else cells

    @property
    def raw_value(self) -> Any:
        block = [list(line) for line in self.native.getDataArray()]
        for line, formats in zip(block, self._formats(), strict=True):
            for column, (value, (kind, _)) in enumerate(zip(line, formats, strict=True)):
                if isinstance(value, float) and kind & (_DATES | _LOGICAL):
                    line[column] = bool(value) if kind & _LOGICAL else _moment(value)
                elif value == "":
                    line[column] = None
        for row, column in self._errors():
            block[row][column] = CellError("#")
        return block[0][0] if len(self) == 1 else tuple(map(tuple, block))

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        block, native = filling.block(data, self.shape), self.native
        formats = [[code for _, code in line] for line in self._formats()]
        typed = as_excel_takes(block, formats.__getitem__, lambda row, column: self.address)
        if len(block) > 1 and self._is_filtered:
            raise SpoiltByFilter(f"{self.sheet.name}!{self.address}")
        native.setDataArray(
            tuple(tuple(_to_native(to_file(value)) for value in line) for line in typed)
        )
        for row, line in enumerate(typed):
            for column, value in enumerate(line):
                code = formats[row][column]
                if isinstance(value, Formula):
                    native.getCellByPosition(column, row).setFormula(f"={value.text}")
                elif isinstance(value, bool | dt.date) and code == "General":
                    code = "BOOLEAN" if isinstance(value, bool) else "DD/MM/YYYY"
                    self._give_format(native.getCellByPosition(column, row), code)
                elif isinstance(value, str) and value != block[row][column] and code != "@":
                    # after an apostrophe: LibreOffice has made the format Text, Excel would not
                    self._give_format(native.getCellByPosition(column, row), code)

    def _formats(self) -> list[list[NumberFormat]]:
        """The number format of each cell; looking is slow, so it is remembered."""
        known = self.sheet.book.formats
        place = self.sheet.name, self.row, self.column, self.shape
        if place not in known:
            known[place] = self._look_at_formats()
        return known[place]

    def _look_at_formats(self) -> list[list[NumberFormat]]:
        rows, columns = self.shape
        none = NumberFormat(0, "")
        found = [[none] * columns for _ in range(rows)]
        groups = self.native.getUniqueCellFormatRanges()
        for index in range(groups.Count):
            group = groups.getByIndex(index)
            number_format = self.sheet.book.number_format(group.NumberFormat)
            for place in group.RangeAddresses:
                first = place.StartColumn - self.column + 1
                width = place.EndColumn - place.StartColumn + 1
                for row in range(place.StartRow, place.EndRow + 1):
                    found[row - self.row + 1][first : first + width] = [number_format] * width
        return found

    def _errors(self) -> Iterator[tuple[int, int]]:
        """Row and column from 0, within the range, of each cell that shows an error."""
        for place in self.native.queryFormulaCells(ERRORS).RangeAddresses:
            for row in range(place.StartRow, place.EndRow + 1):
                for column in range(place.StartColumn, place.EndColumn + 1):
                    yield row - self.row + 1, column - self.column + 1

    @property
    def _is_filtered(self) -> bool:
        """Whether a filter hides some of its rows."""
        rows = range(self.row, self.row + self.shape[0])
        mine = {table.name for table in self.sheet.tables}
        filters = self.sheet.book.filters.items()
        return any(
            not filtered.hidden.isdisjoint(rows) for name, filtered in filters if name in mine
        )

    def _give_format(self, cell: Any, code: str) -> None:
        from com.sun.star.lang import Locale

        formats = self.sheet.book.document.NumberFormats
        key = formats.queryKey(code, Locale(), False)
        cell.NumberFormat = formats.addNew(code, Locale()) if key == -1 else key
        self.sheet.book.formats.clear()

    @property
    def formula(self) -> Any:
        texts = self.native.getFormulaArray()
        return texts[0][0] if len(self) == 1 else texts

    @formula.setter
    def formula(self, data: str) -> None:
        """Put one formula into all cells, each read from its own cell."""
        native = self.native
        native.getCellByPosition(0, 0).setFormula(data)
        if self.shape[0] > 1:
            fill_down(native)

    @property
    def number_format(self) -> str | None:
        """The number format of the cells; None when they differ."""
        codes = {code for line in self._formats() for _, code in line}
        return codes.pop() if len(codes) == 1 else None

    def select(self) -> None:
        self.sheet.book.document.CurrentController.select(self.native)

    def clear_contents(self) -> None:
        everything = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: values, dates, texts, formulas
        self.native.clearContents(everything)

    @property
    def color(self) -> tuple[int, int, int] | None:
        number = self.native.CellBackColor
        return None if number == -1 else (number >> 16, number >> 8 & 255, number & 255)

    @color.setter
    def color(self, rgb: tuple[int, int, int]) -> None:
        self.native.CellBackColor = rgb[0] << 16 | rgb[1] << 8 | rgb[2]


def fill_down(native: Any) -> None:
    """Fill the first row of a native range into the others, formulas moved along."""
    down = require_uno().Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM")
    native.fillAuto(down, 1)


def _moment(number: float) -> dt.datetime:
    return _DAY_ZERO + dt.timedelta(seconds=round(number * 86400))


def _to_native(value: Any) -> str | float:
    """A value for ``setDataArray``, where "" empties a cell and None ends LibreOffice 7.4."""
    if isinstance(value, dt.datetime):
        return serial_of(value, False)
    if isinstance(value, dt.date):
        return float((value - _DAY_ZERO.date()).days)
    if value is None or isinstance(value, Formula):
        return ""
    return float(value) if isinstance(value, int | float) else str(value)
