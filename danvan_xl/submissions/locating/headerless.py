"""Finds a table whose header row is gone by what stands in its rows; columns as in the form."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_xl.ooxml import Area
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.submissions.locating.fitting import filled, fit, is_choice, is_code
from danvan_xl.submissions.locating.grid import Grid
from danvan_xl.submissions.locating.header_row import TABLES, Header, HeaderRow, Unclear
from danvan_xl.submissions.locating.vocabulary import Grade, Meaning

_LOOKED_AT = 300
_FIRST_COLUMNS = 12
_LEAST_CODES = 5
"""Rows with a code that make a table of results."""
_TELLING = ("kind", "field", "stage")
"""Columns with a list that tell an initiative."""


def headerless(grid: Grid, table: str, area: Area | None) -> HeaderRow | None:
    """Return where a ``table`` without a header stands on a sheet, if its rows tell.

    ``area``: what the table covers, where that is known.
    """
    found = _of_results(grid) if table == RESULTS.key else _of_initiatives(grid)
    for row, column in found:
        if area is None or area.first_row <= row <= area.last_row:
            return _header(grid, table, row, column)
    return None


def _of_results(grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield the first row and column of codes of indicators."""
    for column in range(1, _FIRST_COLUMNS + 1):
        rows = [row for row in _rows(grid) if is_code(grid.sheet.cell(row, column))]
        if len(rows) >= _LEAST_CODES and fit(RESULTS["indicator"], filled(grid, rows[0], column)):
            yield rows[0], column


def _of_initiatives(grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield the first row and column where kind, field and stage stand as in the form."""
    order = [column.key for column in INITIATIVES.form_columns]
    offsets = [(INITIATIVES[name], order.index(name)) for name in _TELLING]
    for row in _rows(grid):
        for column in range(1, _FIRST_COLUMNS + 1):
            cells = ((of, grid.sheet.cell(row, column + offset)) for of, offset in offsets)
            if all(is_choice(of, cell) for of, cell in cells):
                yield row, column


def _rows(grid: Grid) -> range:
    return range(1, min(grid.last_row, _LOOKED_AT) + 1)


def _header(grid: Grid, table: str, row: int, first: int) -> HeaderRow:
    """Return the columns in the form's order, without those whose cells are of another kind.

    Where those before the figures are not as in the form, the figures may be in any column.
    """
    columns = [*enumerate(TABLES[table].form_columns, start=first)]
    fitting = [(at, of) for at, of in columns if fit(of, filled(grid, row, at))]
    unclear: tuple[Unclear, ...] = ()
    if table == RESULTS.key and not {"text", "unit", "value"} <= {of.key for _, of in fitting}:
        numbers = (at for at in range(first + 1, first + _FIRST_COLUMNS) if filled(grid, row, at))
        choices = (at for at in numbers if fit(RESULTS["value"], filled(grid, row, at)))
        unclear = (Unclear("value", tuple(choices)),)
        fitting = [(at, of) for at, of in fitting if of.key not in ("value", "note")]
    headers = (Header(row, at, Meaning(of.key, Grade.PLACE, "")) for at, of in fitting)
    return HeaderRow(grid, table, row, row, tuple(headers), True, unclear)
