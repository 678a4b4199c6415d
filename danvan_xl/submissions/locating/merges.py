"""The cells of a table's rows, and what merged cells mean in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from danvan_xl.findings import Finding, finding
from danvan_xl.ooxml import Area
from danvan_xl.schema.columns import Column, Table
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.values import is_blank
from danvan_xl.submissions.locating.grid import Grid
from danvan_xl.submissions.raw import RawCell

_CODES = {RESULTS.key: "indicator", INITIATIVES.key: "code"}
"""They tell rows apart: one for several rows says nothing."""

Rows = dict[int, dict[str, RawCell]]


def cells_of(
    table: Table, grid: Grid, columns: Mapping[str, int], rows: Sequence[int]
) -> tuple[Rows, list[Finding]]:
    """Return row number → column key → cell, and what is told of merged cells (P18, P19).

    A text that is merged over several of ``rows`` counts for each. Every row has every column of
    the form; one that the sheet lacks is None.
    """
    names = [column.key for column in table.form_columns]
    sheet, found = grid.sheet, []
    cells: Rows = {
        row: {n: sheet.cell(row, columns[n]) if n in columns else None for n in names}
        for row in rows
    }
    for area in sheet.merged:
        if area.first_row not in cells:
            continue
        own = _within(rows, area)
        inside = {n: at for n, at in columns.items() if area.first_column <= at <= area.last_column}
        value = sheet.cell(*area.first_cell)
        if not inside or is_blank(value):
            continue
        name = min(inside, key=inside.__getitem__)
        tell = partial(finding, table=table.key, row=area.first_row, column=name)
        others = [table[n] for n in inside if n != name]
        down = len(own) > 1
        if _is_unclear(table, table[name], others, down) or inside[name] != area.first_column:
            told = tell("P19", area=str(area), sheet=grid.name)
            found.append(replace(told, more_rows=tuple(own[1:])))
        elif down:
            for row in own:
                cells[row][name] = value
            found.append(tell("P18", area=str(area), sheet=grid.name, value=value))
    return cells, found


def _within(rows: Sequence[int], area: Area) -> Sequence[int]:
    return rows[bisect_left(rows, area.first_row) : bisect_right(rows, area.last_row)]


def _is_unclear(table: Table, column: Column, others: Sequence[Column], down: bool) -> bool:
    """Whether one value for several cells may mean one or all of them."""
    if any(other.required or not other.type.is_text for other in others):
        return True
    if not down:
        return False
    return bool(others) or not column.type.is_text or column.key == _CODES[table.key]
