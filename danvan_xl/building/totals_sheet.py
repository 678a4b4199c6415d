"""The sheet ``Tổng hợp``: initiatives by field and stage, and the totals table below them."""

from __future__ import annotations

from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell

from danvan_xl.building import palette
from danvan_xl.building.book import Book
from danvan_xl.building.cells import put_formula
from danvan_xl.building.figures import DashboardFigures
from danvan_xl.building.sheets import table_sheet
from danvan_xl.schema.lists import FIELDS, STAGES
from danvan_xl.schema.tables import TOTALS

_TITLE_ROW = 3
_HEAD_ROW = 4
_FIRST_ROW = 5
_LABEL = 1
_FIRST = 2
_TABLE_ROW = _FIRST_ROW + len(FIELDS) + 3

_FIELD = "tblInitiatives[Lĩnh vực]"
_STAGE = "tblInitiatives[Giai đoạn]"


def add_totals(book: Book, frame: pd.DataFrame, figures: DashboardFigures, foot: str) -> None:
    """Add the sheet; ``frame`` has the rows of ``TOTALS``."""
    sheet = table_sheet(book, TOTALS, frame, foot, header_row=_TABLE_ROW)
    sheet.freeze_panes(0, 0)
    section = book.format(bold=True, font_size=11, font_color=palette.NAVY)
    sheet.write_string(_TITLE_ROW, _LABEL, "Mô hình, điển hình theo lĩnh vực và giai đoạn", section)
    sheet.write_string(_TABLE_ROW - 1, _LABEL, "Tổng hợp theo chỉ tiêu", section)
    _matrix(book, sheet, figures)


def _matrix(book: Book, sheet: Any, figures: DashboardFigures) -> None:
    head = book.format(
        bold=True,
        bg_color=palette.SKY,
        font_color=palette.NAVY,
        align="center",
        text_wrap=True,
        border=1,
        border_color=palette.RULE,
    )
    label = book.format(font_color=palette.INK, border=1, border_color=palette.RULE)
    count = book.format(num_format="#,##0", align="center", border=1, border_color=palette.RULE)
    total = book.format(
        num_format="#,##0",
        align="center",
        bold=True,
        border=1,
        border_color=palette.RULE,
        bg_color=palette.MIST,
    )
    total_label = book.format(bold=True, border=1, border_color=palette.RULE, bg_color=palette.MIST)
    sheet.set_row(_HEAD_ROW, 33)
    sheet.write_string(_HEAD_ROW, _LABEL, "Lĩnh vực", head)
    last = _FIRST + len(STAGES)
    for place, stage in enumerate((*STAGES, "Cộng")):
        sheet.write_string(_HEAD_ROW, _FIRST + place, stage, head)
    for index, name in enumerate(FIELDS):
        row = _FIRST_ROW + index
        sheet.write_string(row, _LABEL, name, label)
        for place, stage in enumerate(STAGES):
            formula = (
                f"=COUNTIFS({_FIELD},{xl_rowcol_to_cell(row, _LABEL, col_abs=True)},"
                f"{_STAGE},{xl_rowcol_to_cell(_HEAD_ROW, _FIRST + place, row_abs=True)})"
            )
            value = figures.matrix.get((name, stage), 0)
            put_formula(sheet, row, _FIRST + place, formula, count, value)
        cells = f"{xl_rowcol_to_cell(row, _FIRST)}:{xl_rowcol_to_cell(row, last - 1)}"
        value = sum(figures.matrix.get((name, stage), 0) for stage in STAGES)
        put_formula(sheet, row, last, f"=SUM({cells})", total, value)
    bottom = _FIRST_ROW + len(FIELDS)
    sheet.write_string(bottom, _LABEL, "Cộng", total_label)
    for place, column in enumerate((*STAGES, None)):
        at = _FIRST + place
        cells = f"{xl_rowcol_to_cell(_FIRST_ROW, at)}:{xl_rowcol_to_cell(bottom - 1, at)}"
        value = sum(n for (_, s), n in figures.matrix.items() if column in (None, s))
        put_formula(sheet, bottom, at, f"=SUM({cells})", total, value)
