"""Ranges of cells."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import xlwings as xw
from xlwings.expansion import expanders

from danvan_xl.engines import edges, filling
from danvan_xl.engines.addresses import quoted, written_out
from danvan_xl.engines.reading import CellError, serial_of
from danvan_xl.engines.refusal import NotOnFiles, OnFile
from danvan_xl.engines.typing_rules import as_excel_takes, as_text
from danvan_xl.ooxml import Area
from danvan_xl.ooxml.areas import LAST_COLUMN, LAST_ROW, address

if TYPE_CHECKING:
    from danvan_xl.engines.names import Name
    from danvan_xl.engines.sheet import Sheet
    from danvan_xl.engines.tables import Table

_MOST_CELLS_READ = 50_000_000


class NativeRange(OnFile):
    """Stands for Excel's own object: xlwings writes only where there is one. It can do nothing."""

    __slots__ = ()


class Range(OnFile):
    """A rectangle of cells; it may have no rows or no columns, as slices of nothing do."""

    __slots__ = ("column", "options", "row", "shape", "sheet")

    sheet: Sheet
    row: int
    column: int
    shape: tuple[int, int]
    options: dict[str, Any]

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int = 1, columns: int = 1):
        if row < 1 or column < 1 or row + rows - 1 > LAST_ROW or column + columns - 1 > LAST_COLUMN:
            raise IndexError(
                f"row {row}, column {column}, {rows} x {columns} cells: not within the sheet; "
                "rows and columns count from 1"
            )
        self.sheet = sheet
        self.row = row
        self.column = column
        self.shape = (rows, columns)
        self.options = {}

    @classmethod
    def over(cls, sheet: Sheet, area: Area) -> Range:
        """Return the range of ``sheet`` that covers ``area``."""
        return cls(sheet, *area.first_cell, area.rows, area.columns)

    @property
    def area(self) -> Area | None:
        """The cells as an area; ``None`` when there are none."""
        rows, columns = self.shape
        if not rows or not columns:
            return None
        return Area(self.row, self.column, self.row + rows - 1, self.column + columns - 1)

    @property
    def api(self) -> NativeRange | None:
        """What xlwings takes for Excel's object; ``None`` when the range has no cells."""
        return NativeRange() if self.area else None

    @property
    def coords(self) -> tuple[Sheet, int, int, int, int]:
        """Sheet, first row, first column, number of rows, number of columns."""
        return self.sheet, self.row, self.column, *self.shape

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, index: int, column: int | None = None) -> Range:
        """Return one cell, counted from 1 within the range; it may lie outside of it."""
        if column is None:
            row, column = (part + 1 for part in divmod(index - 1, self.shape[1]))
        else:
            row = index
        return Range(self.sheet, self.row + row - 1, self.column + column - 1)

    @property
    def max_cells_per_read(self) -> None:
        """No limit: a file is read in one piece."""
        return

    @property
    def max_cells_per_write(self) -> None:
        """No limit: a file is written in one piece."""
        return

    @property
    def raw_value(self) -> Any:
        """One value for a single cell, else a tuple of rows; errors are :class:`CellError`."""
        if self.area is None:
            return None
        if len(self) > _MOST_CELLS_READ:
            raise ValueError(f"{self.address} is too large to read; read the used range instead")
        block = self.sheet.grid.block(self.area)
        return block[0][0] if len(self) == 1 else tuple(map(tuple, block))

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        if self.area is None:
            return
        block = filling.block(data, self.shape)
        typed = as_excel_takes(block, self._formats_of, self._place_at)
        if not isinstance(data, list | tuple):
            typed = filling.moved(typed)
        self.sheet.workbook.write(self.sheet.name, self.row, self.column, typed)

    @property
    def formula(self) -> Any:
        """The formulas with their ``=``; of other cells the constant as text, ``""`` if empty."""
        if self.area is None:
            return None
        formulas = self.sheet.grid.formulas(self.area)
        texts = tuple(
            tuple(
                f"={formulas[row, column]}" if (row, column) in formulas else self._constant(value)
                for column, value in enumerate(line, self.column)
            )
            for row, line in enumerate(self.sheet.grid.block(self.area), self.row)
        )
        return texts[0][0] if len(self) == 1 else texts

    @formula.setter
    def formula(self, data: Any) -> None:
        self.raw_value = data

    @property
    def has_array(self) -> None:
        """Not known for a file."""
        return

    def clear_contents(self) -> None:
        """Empty the cells; their formats stay."""
        used = self.sheet.grid.used()
        if self.area is None or used is None:
            return
        area = self.area.common(used)
        if area is not None:
            blank = [[None] * area.columns] * area.rows
            self.sheet.workbook.write(self.sheet.name, *area.first_cell, blank)

    def _constant(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, dt.datetime):
            return as_text(serial_of(value, self.sheet.workbook.date1904))
        if isinstance(value, CellError):
            return value.text
        return value if isinstance(value, str) else as_text(value)

    @property
    def number_format(self) -> str | None:
        """The number format of the cells; ``None`` when they differ."""
        if self.area is None:
            return ""
        formats = {code for row in range(self.shape[0]) for code in self._formats_of(row)}
        return formats.pop() if len(formats) == 1 else None

    def _formats_of(self, row: int) -> list[str]:
        """Return the number formats of the range's row at this offset."""
        columns = range(self.column, self.column + self.shape[1])
        return self.sheet.workbook.number_formats(self.sheet.name, self.row + row, columns)

    def _place_at(self, row: int, column: int) -> str:
        cell = address(self.row + row, self.column + column)
        return f"Ô {cell} trang «{self.sheet.name}»"

    @property
    def address(self) -> str:
        """The absolute address, such as ``$B$2:$D$9``."""
        if self.area is None:
            return f"{address(self.row, self.column)} ({self.shape[0]} x {self.shape[1]} cells)"
        return written_out(self.area, True, True)

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        """Return the address; with the names of book and sheet when ``external``."""
        if self.area is None:
            raise ValueError(f"{self.address} has no cells and so no address")
        cells = written_out(self.area, row_absolute, column_absolute)
        if not external:
            return cells
        place = f"[{self.sheet.book.name}]{self.sheet.name}"
        return f"{quoted(place)}!{cells}"

    def end(self, direction: str) -> Range:
        """Return the cell where Ctrl+``direction`` leads from the first cell."""
        return Range(self.sheet, *edges.end(self.sheet.grid, self.row, self.column, direction))

    def expand(self, mode: str = "table") -> Range:
        """Return the range grown over the filled cells below, to the right, or both."""
        expanded: Range = expanders[mode].expand(xw.Range(impl=self)).impl
        return expanded

    @property
    def name(self) -> Name | None:
        """The defined name that means exactly this range, if there is one."""
        return self.sheet.book.names.of(self)

    @property
    def table(self) -> Table | None:
        """The table that the first cell belongs to, if there is one."""
        return self.sheet.tables.at(self.row, self.column)

    @property
    def arg1(self) -> None:
        """Asked for by ``xw.Range.set_colors``."""
        raise NotOnFiles("Range.set_colors")

    @property
    def arg1_input(self) -> None:
        """Asked for by ``xw.Range.group`` and ``ungroup``."""
        raise NotOnFiles("Range.group and Range.ungroup")
