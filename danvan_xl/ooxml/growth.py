"""The rows that a table gains or loses, as edits of its sheet."""

from __future__ import annotations

from danvan_xl.ooxml import texts
from danvan_xl.ooxml.areas import LAST_ROW, Area
from danvan_xl.ooxml.edits import RowEdit
from danvan_xl.ooxml.formulas import expanded, formula_cells
from danvan_xl.ooxml.guards import Surroundings
from danvan_xl.ooxml.refusals import Refused
from danvan_xl.ooxml.sheet import SheetXml
from danvan_xl.ooxml.shift import shifted
from danvan_xl.ooxml.table import TableInfo
from danvan_xl.ooxml.values import Formula, Value

_THIS_ROW = "[#This Row]"


def check_resizable(table: TableInfo, data_rows: int) -> None:
    """Refused for a table whose number of rows is not ours to change."""
    if data_rows < 1:
        raise Refused(texts.NO_TABLE_ROWS.format(table=table.name))
    if table.linked:
        raise Refused(texts.TABLE_LINKED.format(table=table.name))
    if table.totals_rows:
        raise Refused(texts.TABLE_TOTALS.format(table=table.name))
    if table.data_area.first_row + data_rows - 1 > LAST_ROW:
        raise _blocked(table, texts.BLOCKED_BY_END, table.area)


def grown(
    table: TableInfo, data_rows: int, sheet: SheetXml, around: Surroundings
) -> tuple[Area, list[RowEdit]]:
    """The new rows' area and content: formulas, styles and height of the last data row.

    Refused when something lies in the way or a formula cannot be copied downwards.
    """
    data = table.data_area
    last = data.first_row + data_rows - 1
    area = Area(data.last_row + 1, data.first_column, last, data.last_column)
    if blocker := around.blocker(area, table):
        raise _blocked(table, *blocker)
    for row, column, cell in sheet.cells(area):
        if sheet.is_filled(cell):
            raise _blocked(table, texts.BLOCKED_BY_CELLS, Area.cell(row, column))
    columns = range(data.first_column, data.last_column + 1)
    cells = {column: cell for _, column, cell in sheet.cells(_last_row(data))}
    styles = [
        (sheet.style_of(cells[column]) or 0) if column in cells else None for column in columns
    ]
    values = _formulas(table, sheet)
    height = sheet.height_of_row(data.last_row)
    return area, [
        RowEdit(row, data.first_column, values, styles, height)
        for row in range(area.first_row, area.last_row + 1)
    ]


def shrunk(table: TableInfo, data_rows: int) -> tuple[Area, list[RowEdit]]:
    """The area of the rows that the table loses, and the edits that empty them."""
    data = table.data_area
    first = data.first_row + data_rows
    area = Area(first, data.first_column, data.last_row, data.last_column)
    empty: list[Value] = [None] * data.columns
    return area, [RowEdit(row, data.first_column, empty) for row in range(first, data.last_row + 1)]


def _formulas(table: TableInfo, sheet: SheetXml) -> list[Value]:
    """What each column of a new row holds: a formula in calculated columns, else nothing.

    LibreOffice does not save which columns are calculated: a last cell that computes from its
    own row of the table is enough.
    """
    data = table.data_area
    last = _last_row(data)
    above = expanded(sheet, last)
    arrays = {cell.column for cell in formula_cells(sheet, last) if cell.kind == b"array"}
    values: list[Value] = []
    for column, name in enumerate(table.columns, data.first_column):
        text = above.get((data.last_row, column), "")
        if name in table.calculated:
            text = text or table.calculated[name].removeprefix("=")
        elif _THIS_ROW not in text:
            values.append(None)
            continue
        if text in ("", "#REF!") or column in arrays or name in table.array_columns or _moves(text):
            raise Refused(texts.TABLE_FORMULA.format(table=table.name, column=name))
        values.append(Formula(text))
    return values


def _moves(formula: str) -> bool:
    """Whether a formula reads differently one row lower."""
    try:
        return shifted(formula, 1, 0) != formula
    except ValueError:
        return True


def _last_row(data: Area) -> Area:
    return Area(data.last_row, data.first_column, data.last_row, data.last_column)


def _blocked(table: TableInfo, what: str, area: Area) -> Refused:
    return Refused(
        texts.TABLE_BLOCKED.format(table=table.name, area=area, sheet=table.sheet, what=what)
    )
