"""The sheet ``Danh mục``: indicators, their relations and the lists, side by side.

Nothing stands below any of them, so each can grow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from danvan_xl.building import palette
from danvan_xl.building.book import Book, footer
from danvan_xl.building.sheets import (
    HEADER_ROW,
    gap,
    header_format,
    header_height,
    subheading,
    tables_beside,
)
from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.lists import LIST_TITLES, LISTS
from danvan_xl.schema.tables import CATALOGUE_SHEET, INDICATORS, RULES

_SCALE = 72
"""Percent at which each group of tables takes one A3 page."""


def list_table_name(key: str) -> str:
    """Return the name of the Excel table that holds the list ``key``."""
    return "tblList" + "".join(part.capitalize() for part in key.split("_"))


def add_catalogue(book: Book, frames: Mapping[str, pd.DataFrame], foot: str) -> None:
    """Add the sheet, and a name ``list_<key>`` for each list that drop-downs offer.

    ``frames``: ``indicators`` and ``rules`` with the columns of their tables.
    """
    sheet = book.sheet(CATALOGUE_SHEET, palette.SLATE)
    breaks = tables_beside(book, sheet, (INDICATORS, RULES), frames)
    book.workbook.define_name(
        "indicator_headers",
        f"=OFFSET({INDICATORS.name}[],-1,0,1,COLUMNS({INDICATORS.name}[]))",
    )
    column = breaks[-1]
    subheading(book, sheet, column, "CÁC DANH SÁCH ĐỂ CHỌN", "Mỗi cột là một danh sách thả xuống.")
    for key in LISTS:
        _add_list(book, sheet, column, key)
        column = gap(sheet, column + 1)
    sheet.set_row(HEADER_ROW, header_height(INDICATORS.columns))
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_v_pagebreaks(breaks)
    sheet.set_print_scale(_SCALE)
    sheet.print_across()
    footer(sheet, foot)


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
