"""A sheet of the master that holds one table which grows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from danvan_xl.building import entry, palette
from danvan_xl.building.book import Book, footer
from danvan_xl.building.cells import column_style, data_style, put, put_formula, wraps
from danvan_xl.building.heights import LINE, height_of
from danvan_xl.building.highlights import highlight
from danvan_xl.schema.columns import Column, Table, Type
from danvan_xl.schema.tables import DASHBOARD_SHEET
from danvan_xl.schema.values import is_blank

TITLE_ROW, HELP_ROW, LINK_ROW, HEADER_ROW = range(4)
"""Rows of a table's sheet, counted from 0."""

FAR_ROWS = {"results": 30_000, "initiatives": 20_000, "findings": 20_000, "log": 20_000}
"""Table key → last row that validations and colours reach; else ``FAR_ROW``."""
FAR_ROW = 5_000

_GAP = 1.2
_BUTTON = 2.0
"""Width that the filter button takes from a header."""

_FROZEN = {
    "units": 2,
    "initiatives": 4,
    "submissions": 3,
    "results": 3,
    "commendations": 2,
    "totals": 2,
    "findings": 2,
    "log": 1,
    "settings": 2,
}
_LAST_EXCEL_ROW = 1_048_575
"""A print area of whole columns ends at the last row in use."""

_WIDE_PAPER = ("initiatives",)
"""Tables printed on A3."""


def table_sheet(
    book: Book, table: Table, frame: pd.DataFrame, foot: str, header_row: int = HEADER_ROW
) -> Any:
    """Add the sheet of ``table`` with the rows of ``frame``; return it.

    ``frame`` has the table's columns by key; what is missing stays blank; calculated columns
    hold what the formulas give. ``foot`` is printed at the foot of each page.
    """
    sheet = book.sheet(table.sheet)
    last_row = FAR_ROWS.get(table.key, FAR_ROW)
    heading(book, sheet, table.title, table.help)
    set_columns(book, sheet, table)
    add_table(book, sheet, table, frame, header_row)
    add_entry_rules(sheet, table, header_row, last_row)
    highlight(book, sheet, table, header_row, last_row)
    sheet.freeze_panes(header_row + 1, _FROZEN.get(table.key, 0))
    print_table(sheet, table, header_row, max(1, len(frame)), foot)
    return sheet


def tables_beside(
    book: Book, sheet: Any, tables: Sequence[Table], frames: Mapping[str, pd.DataFrame]
) -> list[int]:
    """Put ``tables`` side by side; return for each the column at which the next may begin.

    ``frames``: key of a table → its rows, see :func:`table_sheet`.
    """
    column, ends = 0, []
    for table in tables:
        if column:
            subheading(book, sheet, column, table.title, table.help)
        else:
            heading(book, sheet, table.title, table.help)
        set_columns(book, sheet, table, column)
        add_table(book, sheet, table, frames.get(table.key, pd.DataFrame()), HEADER_ROW, column)
        add_entry_rules(sheet, table, HEADER_ROW, FAR_ROW, column)
        column = gap(sheet, column + len(table.columns))
        ends.append(column)
    sheet.set_row(HEADER_ROW, max(header_height(table.columns) for table in tables))
    return ends


def subheading(book: Book, sheet: Any, column: int, title: str, help_text: str) -> None:
    """Write the title of a table that stands right of others, and what it is for."""
    sheet.write_string(
        TITLE_ROW, column, title, book.format(bold=True, font_size=15, font_color=palette.NAVY)
    )
    sheet.write_string(
        HELP_ROW, column, help_text, book.format(italic=True, font_color=palette.SLATE)
    )


def gap(sheet: Any, column: int) -> int:
    """Make ``column`` a narrow one that parts two tables; return the next."""
    sheet.set_column(column, column, _GAP)
    return column + 1


def heading(book: Book, sheet: Any, title: str, help_text: str) -> None:
    """Write a sheet's title, what it is for, and the way back to the dashboard."""
    sheet.set_row(TITLE_ROW, 27)
    sheet.set_row(HELP_ROW, 18)
    sheet.set_row(LINK_ROW, 20)
    sheet.write_string(
        TITLE_ROW, 0, title, book.format(bold=True, font_size=15, font_color=palette.NAVY)
    )
    sheet.write_string(HELP_ROW, 0, help_text, book.format(italic=True, font_color=palette.SLATE))
    sheet.write_url(
        LINK_ROW,
        0,
        f"internal:'{DASHBOARD_SHEET}'!A1",
        book.format(font_color=palette.BLUE, underline=1),
        f"◂ {DASHBOARD_SHEET}",
        "Về bảng theo dõi",
    )


def set_columns(book: Book, sheet: Any, table: Table, first_column: int = 0) -> None:
    """Set widths and default formats; technical columns inside the print area are folded away."""
    folded = _folded(table)
    for place, column in enumerate(table):
        options: dict[str, Any] = {"level": 1, "hidden": True} if place in folded else {}
        if place not in folded and place - 1 in folded:
            options["collapsed"] = True
        at = first_column + place
        sheet.set_column(at, at, column.width, column_style(book, column), options)


def _folded(table: Table) -> set[int]:
    """Return the places of the columns that stand between printed ones and are not printed."""
    printed = [place for place, column in enumerate(table) if column.printed]
    return set(range(printed[0], printed[-1])) - set(printed)


def add_table(
    book: Book,
    sheet: Any,
    table: Table,
    frame: pd.DataFrame,
    header_row: int,
    first_column: int = 0,
) -> None:
    """Write the header and the rows as an Excel table; with no rows it has one blank row."""
    rows = max(1, len(frame))
    columns = [
        {
            "header": column.header,
            "header_format": header_format(book, column),
            **({"formula": column.formula} if column.formula else {}),
        }
        for column in table
    ]
    sheet.set_row(header_row, header_height(table.columns))
    sheet.add_table(
        header_row,
        first_column,
        header_row + rows,
        first_column + len(table.columns) - 1,
        {"name": table.name, "columns": columns, "style": "Table Style Light 1"},
    )
    for place, column in enumerate(table):
        style = data_style(book, column)
        values = list(frame[column.key]) if column.key in frame else [None] * rows
        for index, value in enumerate(values or [None]):
            cell = (header_row + 1 + index, first_column + place)
            if column.formula:
                put_formula(sheet, *cell, column.formula, style, value)
            else:
                put(sheet, *cell, value, style)
    for index, texts in enumerate(_texts(table, frame), start=header_row + 1):
        sheet.fit_row(index, height_of(texts))
    sheet.fit_row(header_row + rows, LINE * table.lines)  # what new rows take after
    sheet.ignore_errors(
        {"number_stored_as_text": f"A{header_row + 2}:XFD{FAR_ROWS.get(table.key, FAR_ROW)}"}
    )


def _texts(table: Table, frame: pd.DataFrame) -> Iterator[list[tuple[str, float]]]:
    """Yield each row's wrapped texts with the widths of their columns."""
    folded = _folded(table)
    wrapped = [
        column
        for place, column in enumerate(table)
        if wraps(column) and column.key in frame and place not in folded
    ]
    for row in zip(*(frame[column.key] for column in wrapped), strict=True):
        yield [
            (str(value), column.width)
            for column, value in zip(wrapped, row, strict=True)
            if not is_blank(value)
        ]


def header_format(book: Book, column: Column) -> Any:
    """Return the format of a header cell; what the workbook calculates has a lighter one."""
    return book.format(
        bold=True,
        font_color=palette.PAPER,
        bg_color=palette.SLATE if column.type is Type.FORMULA else palette.NAVY,
        align="center",
        text_wrap=True,
        border=1,
        border_color=palette.PAPER,
    )


def header_height(columns: Sequence[Column]) -> float:
    """Return the height in points that shows every header, its filter button beside it."""
    return max(2 * LINE, height_of((c.header, c.width - _BUTTON) for c in columns)) + 4


def add_entry_rules(
    sheet: Any, table: Table, header_row: int, last_row: int, first_column: int = 0
) -> None:
    """Give every column that people fill in its help, its drop-down and its limits."""
    for place, column in enumerate(table):
        if column.type is Type.FORMULA or column.type is Type.ANY:
            continue
        rule = entry.of_column(column, f"=list_{column.choices}")
        at = first_column + place
        sheet.data_validation(header_row + 1, at, last_row, at, rule)


def print_table(sheet: Any, table: Table, header_row: int, rows: int, foot: str) -> None:
    """Set up the printed page: the columns that matter, on the width of one page."""
    printed = [place for place, column in enumerate(table) if column.printed]
    sheet.set_landscape()
    if table.key in _WIDE_PAPER:
        sheet.set_paper(8)
    sheet.repeat_rows(header_row)
    sheet.fit_to_pages(1, 0)
    if printed[-1] < len(table.columns) - 1:
        sheet.print_area(0, printed[0], _LAST_EXCEL_ROW, printed[-1])
    footer(sheet, foot)
