"""Excel tables: LibreOffice's database ranges, which carry along what Excel carries along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

import xlwings as xw
from xlwings.base_classes import empty_autofilter_criteria

from tests.live.cells import Range, fill_down

if TYPE_CHECKING:
    from tests.live.engine import Sheet


class Tables:
    """The tables on one sheet."""

    __slots__ = ("_sheet",)

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def __call__(self, name_or_index: str | int) -> Table:
        for position, table in enumerate(self, 1):
            if name_or_index == position or str(name_or_index).lower() == table.name.lower():
                return table
        raise KeyError(name_or_index)

    def __contains__(self, name_or_index: str | int) -> bool:
        return any(name_or_index == table.name for table in self)

    def __iter__(self) -> Iterator[Table]:
        here = self._sheet.name
        return (
            Table(self._sheet, native) for name, native in self._sheet.book.tables if name == here
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def at(self, row: int, column: int) -> Table | None:
        """The table that covers a cell."""
        for table in self:
            area = table.range
            (rows, columns), top, left = area.shape, area.row, area.column
            if top <= row < top + rows and left <= column < left + columns:
                return table
        return None


class Table:
    """One table with a header row and no totals row."""

    __slots__ = ("_native", "parent")

    def __init__(self, sheet: Sheet, native: Any) -> None:
        self.parent = sheet
        self._native = native

    @property
    def name(self) -> str:
        return str(self._native.Name)

    @property
    def range(self) -> Range:
        return Range.at(self.parent, self._native.DataArea)

    @property
    def header_row_range(self) -> Range:
        area = self.range
        return Range(self.parent, area.row, area.column, 1, area.shape[1])

    @property
    def data_body_range(self) -> Range:
        area = self.range
        rows, columns = area.shape
        return Range(self.parent, area.row + 1, area.column, rows - 1, columns)

    @property
    def totals_row_range(self) -> None:
        return

    @property
    def autofilter(self) -> AutoFilter:
        return AutoFilter(self)

    def resize(self, target: xw.Range) -> None:
        """Let the table cover ``target``; new rows get the formulas of its calculated columns."""
        body, wanted = self.data_body_range, target.impl
        if (wanted.row, wanted.column, wanted.shape[1]) != (
            body.row - 1,
            body.column,
            body.shape[1],
        ):
            raise NotImplementedError("Table.resize to other columns or another header row")
        self._native.DataArea = wanted.native.RangeAddress
        old_rows, rows = body.shape[0], wanted.shape[0] - 1
        if rows > old_rows:
            last = Range(self.parent, body.row + old_rows - 1, body.column, 1, body.shape[1])
            for column, text in enumerate(last.native.getFormulaArray()[0], body.column):
                if text.startswith("="):
                    grown = Range(self.parent, last.row, column, rows - old_rows + 1)
                    fill_down(grown.native)


@dataclass
class Filtered:
    """How a table is filtered."""

    criteria: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Number of a column, from 1 → what its cells must be."""
    hidden: set[int] = field(default_factory=set)
    """Rows of the sheet, from 1, that are hidden because of that."""


class AutoFilter:
    """Which rows of a table are shown; fields are columns counted from 1."""

    __slots__ = ("_table",)

    def __init__(self, table: Table) -> None:
        self._table = table

    @property
    def _now(self) -> Filtered:
        filters = self._table.parent.book.filters
        return filters.setdefault(self._table.name, Filtered())

    @property
    def criteria(self) -> list[dict[str, Any]]:
        fields = range(1, self._table.range.shape[1] + 1)
        now = self._now.criteria
        return [now.get(field, empty_autofilter_criteria(field)) for field in fields]

    def apply_values(self, field: int, values: Sequence[str]) -> None:
        entry = empty_autofilter_criteria(field, "values") | {"values": list(values)}
        self._now.criteria[field] = entry
        self._show()

    def clear(self, field: int | None) -> None:
        for one in list(self._now.criteria) if field is None else [field]:
            self._now.criteria.pop(one, None)
        self._show()

    def _show(self) -> None:
        """Hide the rows that do not match, as a filter does, and show those that now do."""
        now, body = self._now, self._table.data_body_range
        hide = {
            row
            for row, cells in enumerate(body.native.getDataArray(), body.row)
            if not all(str(cells[f - 1]) in entry["values"] for f, entry in now.criteria.items())
        }
        for first, last in _runs(hide - now.hidden):
            self._let(first, last, hidden=True)
        for first, last in _runs(now.hidden - hide):
            self._let(first, last, hidden=False)
        now.hidden = hide

    def _let(self, first: int, last: int, *, hidden: bool) -> None:
        rows = Range(self._table.parent, first, 1, last - first + 1).native.Rows
        rows.IsVisible = not hidden
        rows.IsFiltered = hidden


def _runs(rows: set[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbours."""
    for _, run in groupby(enumerate(sorted(rows)), lambda pair: pair[1] - pair[0]):
        numbers = [row for _, row in run]
        yield numbers[0], numbers[-1]
