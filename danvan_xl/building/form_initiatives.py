"""The sheet ``Mô hình`` of a form: last year's initiatives and empty rows for new ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from danvan_xl.building import entry, palette
from danvan_xl.building.book import Book, footer, number_format
from danvan_xl.building.cells import is_short
from danvan_xl.building.form_parts import heading, mark_empty, protect
from danvan_xl.building.sheets import HEADER_ROW, HELP_ROW, header_height
from danvan_xl.schema.columns import Column
from danvan_xl.schema.form import EMPTY_INITIATIVES, INITIATIVES_AREA, INITIATIVES_SHEET
from danvan_xl.schema.lists import LISTS, STAGE_RECOGNISED, STAGE_STOPPED
from danvan_xl.schema.tables import INITIATIVES

_COLUMNS = INITIATIVES.form_columns
_FIRST_ROW = HEADER_ROW + 1
_LOCKED = "code"
_HELP = "Mỗi mô hình, điển hình một dòng; mô hình mới không ghi mã."
_LEGEND = "Cột tiêu đề xanh đậm: bắt buộc. Ô vàng: còn thiếu."
_FIRST_DAY = date(2009, 1, 1)
"""The movement began in 2009."""
_NEEDED_AT = {"level": STAGE_RECOGNISED, "reason": STAGE_STOPPED}
"""Column that is asked for at one stage only → that stage."""


def add_initiatives(book: Book, year: int, prefilled_rows: int, foot: str) -> None:
    """Add the sheet with ``prefilled_rows`` and ``EMPTY_INITIATIVES`` more rows to fill in."""
    sheet = book.sheet(INITIATIVES_SHEET)
    last = HEADER_ROW + prefilled_rows + EMPTY_INITIATIVES
    heading(book, sheet, "MÔ HÌNH, ĐIỂN HÌNH", _HELP)
    sheet.write_string(HELP_ROW, 2, _LEGEND, book.format(font_color=palette.SLATE))
    _table(book, sheet, last)
    for place, column in enumerate(_COLUMNS):
        sheet.set_column(place, place, column.width)
        style = _style(book, column)
        for row in range(_FIRST_ROW, last + 1):
            sheet.write_blank(row, place, None, style)
        if column.key != _LOCKED:
            sheet.data_validation(_FIRST_ROW, place, last, place, _rule(column, year))
    _mark_missing(book, sheet, last)
    area = xl_range_abs(HEADER_ROW, 0, last, len(_COLUMNS) - 1)
    book.workbook.define_name(INITIATIVES_AREA, f"='{INITIATIVES_SHEET}'!{area}")
    sheet.ignore_errors({"number_stored_as_text": area.replace("$", "")})
    protect(sheet)
    sheet.freeze_panes(_FIRST_ROW, 2)
    sheet.set_selection(_FIRST_ROW, 1, _FIRST_ROW, 1)
    _print(sheet)
    footer(sheet, foot)


def _table(book: Book, sheet: Any, last: int) -> None:
    def head(column: Column) -> Any:
        return book.format(
            bold=True,
            font_color=palette.PAPER,
            bg_color=palette.NAVY if column.required else palette.SLATE,
            align="center",
            text_wrap=True,
            border=1,
            border_color=palette.PAPER,
        )

    sheet.set_row(HEADER_ROW, header_height(_COLUMNS))
    sheet.add_table(
        HEADER_ROW,
        0,
        last,
        len(_COLUMNS) - 1,
        {
            "name": INITIATIVES.name,
            "style": None,
            "autofilter": False,
            "columns": [
                {"header": column.header, "header_format": head(column)} for column in _COLUMNS
            ],
        },
    )


def _style(book: Book, column: Column) -> Any:
    locked = column.key == _LOCKED
    look: dict[str, Any] = {
        "num_format": number_format(column),
        "font_color": palette.SLATE if locked else palette.INK,
        "valign": "top",
        "border": 1,
        "border_color": palette.RULE,
        "locked": locked,
        "text_wrap": column.type.is_text,
    }
    if locked:
        look["bg_color"] = palette.MIST
    if is_short(column):
        look["align"] = "center"
    return book.format(**look)


def _rule(column: Column, year: int) -> dict[str, Any]:
    """Return what a cell takes; nothing lies after the year of the report."""
    if column.key == "year":
        column = replace(column, maximum=year)
    return entry.of_column(column, LISTS.get(column.choices, ()), (_FIRST_DAY, date(year, 12, 31)))


def _mark_missing(book: Book, sheet: Any, last: int) -> None:
    """Colour what a row that was begun still lacks."""
    letters = {column.key: f"${xl_col_to_name(place)}" for place, column in enumerate(_COLUMNS)}
    row = _FIRST_ROW + 1
    begun = f"COUNTA($A{row}:{letters[_COLUMNS[-1].key]}{row})>0"
    for place, column in enumerate(_COLUMNS):
        blank = f"ISBLANK({letters[column.key]}{row})"
        if column.required:
            condition = f"AND({begun},{blank})"
        elif column.key in _NEEDED_AT:
            stage = f'{letters["stage"]}{row}="{_NEEDED_AT[column.key]}"'
            condition = f"AND({stage},{blank})"
        else:
            continue
        mark_empty(book, sheet, (_FIRST_ROW, place, last, place), condition)


def _print(sheet: Any) -> None:
    """Print on A3, two pages wide, code and name on both."""
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.repeat_rows(HEADER_ROW)
    sheet.repeat_columns(0, 1)
    sheet.fit_to_pages(2, 0)
