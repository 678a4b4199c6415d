"""What staff do to their workbook between two clicks, and whether it is still there afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import xlwings as xw

from danvan_xl.register import Register
from danvan_xl.schema.columns import Table
from tests.live.soffice import require_uno

OWN = "Theo dõi riêng"
"""Header of the column that staff add."""

Key = tuple[object, ...]


class Staff:
    """Works in an open workbook by hand, and remembers what it left where, by row."""

    def __init__(self, book: xw.Book) -> None:
        self.book = book

    def _table(self, table: Table) -> Any:
        return next(t for sheet in self.book.sheets for t in sheet.tables if t.name == table.name)

    def _headers(self, table: Table) -> list[str]:
        headers: list[str] = self._table(table).header_row_range.value
        return headers

    def _keys(self, table: Table) -> list[Key]:
        """What identifies each row."""
        headers = self._headers(table)
        positions = [headers.index(table[key].header) for key in table.identity]
        block = self._table(table).data_body_range.options(ndim=2).value
        return [tuple(row[position] for position in positions) for row in block]

    def add_column(self, table: Table) -> None:
        """Add a column in the middle of the table and write something into each of its rows."""
        middle = len(self._headers(table)) // 2
        body = self._table(table).data_body_range
        body.sheet.impl.native.Columns.insertByIndex(body.column - 1 + middle, 1)
        body = self._table(table).data_body_range
        body[:, middle].impl.native.NumberFormat = 0  # a text format would come from its neighbour
        self._table(table).header_row_range[0, middle].value = OWN
        body[:, middle].value = [[_note(key)] for key in self._keys(table)]

    def notes(self, table: Table) -> dict[Key, object]:
        """What stands in the column of staff's own, by row."""
        position = self._headers(table).index(OWN)
        block = self._table(table).data_body_range.options(ndim=2).value
        return dict(zip(self._keys(table), (row[position] for row in block), strict=True))

    def colour(self, table: Table) -> None:
        """Give the first cell of each row a colour of its own."""
        for number, cell in enumerate(self._first_cells(table), start=1):
            cell.color = (250, number % 250, number // 250)

    def colours(self, table: Table) -> dict[Key, object]:
        """The colour of each row's first cell."""
        colours = (cell.impl.color for cell in self._first_cells(table))
        return dict(zip(self._keys(table), colours, strict=True))

    def _first_cells(self, table: Table) -> Iterable[Any]:
        body = self._table(table).data_body_range
        return (body[row, 0] for row in range(body.shape[0]))

    def hide(self, table: Table) -> None:
        """Hide some rows by hand."""
        rows = self._table(table).data_body_range.impl.native.Rows
        for row in range(1, rows.Count, 5):
            rows.getByIndex(row).IsVisible = False

    def filter(self, table: Table, key: str, *values: str) -> None:
        """Show only rows with these values."""
        position = self._headers(table).index(table[key].header)
        self._table(table).autofilter.apply_values(position + 1, values)

    def hidden(self, table: Table) -> list[bool]:
        """Which rows are hidden."""
        rows = self._table(table).data_body_range.impl.native.Rows
        return [not rows.getByIndex(row).IsVisible for row in range(rows.Count)]

    def sort(self, table: Table, key: str) -> None:
        """Sort the rows by a column, the last first; colours move along."""
        from com.sun.star.beans import PropertyValue
        from com.sun.star.table import TableSortField

        field = TableSortField()
        field.Field = self._headers(table).index(table[key].header)
        field.IsAscending = False
        fields = require_uno().Any("[]com.sun.star.table.TableSortField", (field,))
        self._table(table).data_body_range.impl.native.sort(
            (
                PropertyValue("SortFields", 0, fields, 0),
                PropertyValue("ContainsHeader", 0, False, 0),
                PropertyValue("BindFormatsToContent", 0, True, 0),
            )
        )

    def rename_and_move(self, table: Table) -> None:
        """Give the table's sheet another name and put it first."""
        sheet = self._table(table).data_body_range.sheet.impl
        sheet.name = f"{table.sheet} (của tôi)"
        self.book.impl.document.Sheets.moveByName(sheet.name, 0)


def rows_by_key(book: xw.Book, table: Table, *without: str) -> dict[Key, dict[str, object]]:
    """The rows of a table by what identifies them, but for columns that tell where things stand."""
    frame = Register(book).read(table).drop(columns=list(without)).astype(object)
    frame = frame.where(frame.notna(), None)
    keys = frame[[key for key in table.identity if key not in without]]
    rows = ({str(k): v for k, v in row.items()} for row in frame.to_dict("records"))
    return dict(zip(keys.itertuples(index=False, name=None), rows, strict=True))


def _note(key: Key) -> str:
    return f"xem {key}"
