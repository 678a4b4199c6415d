"""The style of a cell that does not exist yet."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_xl.ooxml.areas import Area
from danvan_xl.ooxml.rows import Row
from danvan_xl.ooxml.sheet import SheetXml
from danvan_xl.ooxml.table import TableInfo


class DefaultStyles:
    """From the table's last data row, else from the row, else from the column of the sheet."""

    def __init__(self, sheet: SheetXml, tables: Sequence[TableInfo]) -> None:
        self._sheet = sheet
        self._tables = [(table, table.data_area) for table in tables]
        self._columns: dict[int, int | None] = {}
        self._last_rows: dict[str, dict[int, int | None]] = {}

    def __call__(self, row: Row, column: int) -> int | None:
        """The style for a cell of ``row``, None for the workbook's default."""
        return self.at(row.number, column, row.style)

    def at(self, row: int, column: int, row_style: int | None) -> int | None:
        """Like calling it, for a row given by its number and its own style."""
        for table, data in self._tables:
            if data.has(row, column):
                above = self._last_row(table, data)
                if column in above:
                    return above[column]
        if row_style is not None:
            return row_style
        if column not in self._columns:
            self._columns[column] = self._sheet.style_of_column(column)
        return self._columns[column]

    def _last_row(self, table: TableInfo, data: Area) -> dict[int, int | None]:
        known = self._last_rows.get(table.name)
        if known is None:
            last = Area(data.last_row, data.first_column, data.last_row, data.last_column)
            known = {
                column: self._sheet.style_of(cell) for _, column, cell in self._sheet.cells(last)
            }
            self._last_rows[table.name] = known
        return known
