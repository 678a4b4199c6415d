"""The sheet ``Hạn nộp``: what is due in the year and when, and the days off, side by side."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from danvan_xl.building import palette
from danvan_xl.building.book import Book, footer
from danvan_xl.building.sheets import HEADER_ROW, tables_beside
from danvan_xl.schema.tables import DEADLINES_SHEET, HOLIDAYS, OBLIGATIONS

_NAMES = {
    "list_obligation": (OBLIGATIONS, "name"),
    "ngay_nghi": (HOLIDAYS, "day"),
    "ngay_lam_bu": (HOLIDAYS, "make_up"),
}
"""Name that formulas use → the column that it stands for."""
_SCALE = 56
"""Percent at which the obligations take the width of one page."""


def add_deadlines(book: Book, frames: Mapping[str, pd.DataFrame], foot: str) -> None:
    """Add the sheet, and the names of its columns that formulas use.

    ``frames``: ``obligations`` and ``holidays`` with the columns of their tables.
    """
    sheet = book.sheet(DEADLINES_SHEET, palette.SLATE)
    breaks = tables_beside(book, sheet, (OBLIGATIONS, HOLIDAYS), frames)
    for name, (table, key) in _NAMES.items():
        book.workbook.define_name(name, f"={table.name}[{table[key].header}]")
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_v_pagebreaks(breaks[:1])
    sheet.set_print_scale(_SCALE)
    footer(sheet, foot)
