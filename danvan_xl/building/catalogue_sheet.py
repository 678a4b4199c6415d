"""The sheet ``Danh mục``: indicators, their relations, obligations, days off and the lists,
side by side.

Nothing stands below any of them, so each can grow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from danvan_xl.building import palette
from danvan_xl.building.book import Book, footer
from danvan_xl.building.sheets import (
    FAR_ROW,
    HEADER_ROW,
    HELP_ROW,
    TITLE_ROW,
    add_entry_rules,
    add_table,
    header_format,
    header_height,
    heading,
    set_columns,
)
from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.lists import LIST_TITLES, LISTS
from danvan_xl.schema.tables import CATALOGUE_SHEET, HOLIDAYS, INDICATORS, OBLIGATIONS, RULES

HOLIDAYS_NAME = "ngay_nghi"
MADE_UP_NAME = "ngay_lam_bu"
_GAP = 1.2
_NAMES = {
    "list_obligation": (OBLIGATIONS, "name"),
    HOLIDAYS_NAME: (HOLIDAYS, "day"),
    MADE_UP_NAME: (HOLIDAYS, "make_up"),
}
"""Name → the column that it stands for."""
_SCALE = 72
"""Percent at which each group of tables takes one A3 page."""


def list_table_name(key: str) -> str:
    """Return the name of the Excel table that holds the list ``key``."""
    return "tblList" + "".join(part.capitalize() for part in key.split("_"))


def add_catalogue(book: Book, frames: Mapping[str, pd.DataFrame], foot: str) -> None:
    """Add the sheet, and a name ``list_<key>`` for each list that drop-downs offer.

    ``frames``: ``indicators``, ``rules``, ``obligations`` and ``holidays`` with the columns of
    their tables.
    """
    sheet = book.sheet(CATALOGUE_SHEET, palette.SLATE)
    column, breaks = 0, []
    for table in (INDICATORS, RULES, OBLIGATIONS, HOLIDAYS):
        if column:
            _subheading(book, sheet, column, table.title, table.help)
        else:
            heading(book, sheet, table.title, table.help)
        set_columns(book, sheet, table, column)
        add_table(book, sheet, table, frames.get(table.key, pd.DataFrame()), HEADER_ROW, column)
        add_entry_rules(sheet, table, HEADER_ROW, FAR_ROW, column)
        column = _gap(sheet, column + len(table.columns))
        breaks.append(column)
    for name, (table, key) in _NAMES.items():
        book.workbook.define_name(name, f"={table.name}[{table[key].header}]")
    _subheading(book, sheet, column, "CÁC DANH SÁCH ĐỂ CHỌN", "Mỗi cột là một danh sách thả xuống.")
    for key in LISTS:
        _add_list(book, sheet, column, key)
        column = _gap(sheet, column + 1)
    sheet.set_row(HEADER_ROW, header_height(INDICATORS.columns))
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_v_pagebreaks(breaks)
    sheet.set_print_scale(_SCALE)
    sheet.print_across()
    footer(sheet, foot)


def _subheading(book: Book, sheet: Any, column: int, title: str, help_text: str) -> None:
    sheet.write_string(
        TITLE_ROW, column, title, book.format(bold=True, font_size=15, font_color=palette.NAVY)
    )
    sheet.write_string(
        HELP_ROW, column, help_text, book.format(italic=True, font_color=palette.SLATE)
    )


def _gap(sheet: Any, column: int) -> int:
    sheet.set_column(column, column, _GAP)
    return column + 1


def _add_list(book: Book, sheet: Any, at: int, key: str) -> None:
    words = LISTS[key]
    width = max(len(word) for word in (*words, LIST_TITLES[key])) + 2.0
    column = Column("word", LIST_TITLES[key], Type.TEXT, width)
    sheet.set_column(at, at, width, book.format(num_format="@"))
    style = book.format(num_format="@", bottom=1, bottom_color=palette.RULE)
    sheet.add_table(
        HEADER_ROW,
        at,
        HEADER_ROW + len(words),
        at,
        {
            "name": list_table_name(key),
            "columns": [{"header": column.header, "header_format": header_format(book, column)}],
            "style": "Table Style Light 1",
            "autofilter": False,
        },
    )
    for index, word in enumerate(words):
        sheet.write_string(HEADER_ROW + 1 + index, at, word, style)
    book.workbook.define_name(f"list_{key}", f"={list_table_name(key)}[{column.header}]")
