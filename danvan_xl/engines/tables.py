"""Excel tables (list objects)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import xlwings as xw

from danvan_xl.engines.cells import Range
from danvan_xl.engines.reading import to_file
from danvan_xl.engines.refusal import NotOnFiles, OnFile
from danvan_xl.ooxml import Area, TableInfo

if TYPE_CHECKING:
    from danvan_xl.engines.sheet import Sheet


class Tables(OnFile):
    """The tables on one sheet."""

    __slots__ = ("_sheet",)

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def __call__(self, name_or_index: str | int) -> Table:
        """Return a table by name, in any case, or by position from 1; ``KeyError`` if absent."""
        for position, table in enumerate(self, 1):
            if name_or_index == position or (
                isinstance(name_or_index, str) and table.name.lower() == name_or_index.lower()
            ):
                return table
        raise KeyError(name_or_index)

    def __contains__(self, name_or_index: str | int) -> bool:
        try:
            self(name_or_index)
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[Table]:
        for info in self._sheet.workbook.tables:
            if info.sheet == self._sheet.name:
                yield Table(self._sheet, info.name)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def at(self, row: int, column: int) -> Table | None:
        """Return the table that covers a cell, if there is one."""
        for table in self:
            if table.info.area.has(row, column):
                return table
        return None


class Table(OnFile):
    """One table; where it lies is looked up each time, because it grows and shrinks."""

    __slots__ = ("_name", "_sheet")

    def __init__(self, sheet: Sheet, name: str) -> None:
        self._sheet = sheet
        self._name = name

    @property
    def info(self) -> TableInfo:
        """What the file says of the table now."""
        return self._sheet.workbook.table(self._name)

    @property
    def name(self) -> str:
        """The name by which formulas call the table."""
        return self._name

    @property
    def parent(self) -> Sheet:
        """The sheet that the table is on."""
        return self._sheet

    @property
    def range(self) -> Range:
        """All cells of the table, header and totals row included."""
        return Range.over(self._sheet, self.info.area)

    @property
    def header_row_range(self) -> Range | None:
        """The header cells; ``None`` when the table shows no header."""
        return self._over(self.info.header_area)

    @property
    def data_body_range(self) -> Range:
        """The data rows; a table in a file has one at least."""
        return Range.over(self._sheet, self.info.data_area)

    @property
    def totals_row_range(self) -> Range | None:
        """The totals row; ``None`` when the table shows none."""
        return self._over(self.info.totals_area)

    @property
    def autofilter(self) -> AutoFilter:
        """The filter, which on a file hides no row from the engine."""
        return AutoFilter()

    def resize(self, target: xw.Range) -> None:
        """Let the table cover ``target``: the same header row and columns, other data rows.

        As in Excel, what stood in rows that the table leaves stays in their cells, but for
        formulas. Raises :class:`NotOnFiles` for other columns or another header row.
        """
        info, area = self.info, self.info.area
        rows, columns = target.shape
        same = (target.row, target.column, columns) == (*area.first_cell, area.columns)
        if not same or target.sheet.impl.name != self._sheet.name:
            raise NotOnFiles("Table.resize to other columns or another header row")
        data_rows = rows - info.header_rows - info.totals_rows
        if data_rows < 1:
            raise ValueError(f"table {self._name} needs at least one data row")
        self._resize(info, data_rows)

    def _resize(self, info: TableInfo, data_rows: int) -> None:
        data, workbook = info.data_area, self._sheet.workbook
        first = data.first_row + data_rows
        if first > data.last_row:
            workbook.resize_table(self._name, data_rows)
            return
        left = Area(first, data.first_column, data.last_row, data.last_column)
        kept = [[to_file(value) for value in line] for line in self._sheet.grid.block(left)]
        for row, column in self._sheet.grid.formulas(left):
            kept[row - left.first_row][column - left.first_column] = None
        workbook.resize_table(self._name, data_rows)
        if any(value is not None for line in kept for value in line):
            workbook.write(self._sheet.name, *left.first_cell, kept)

    def _over(self, area: Area | None) -> Range | None:
        return None if area is None else Range.over(self._sheet, area)


class AutoFilter(OnFile):
    """The filter of a table. It stays in the file as it is; rows that it hides are written too."""

    __slots__ = ()

    @property
    def criteria(self) -> list[dict[str, Any]]:
        """None: nothing has to be cleared before the table is written."""
        return []
