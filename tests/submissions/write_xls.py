"""Old .xls files, by xlwt."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import xlwt

from danvan_xl.schema.values import ErrorCell, Uncalculated
from tests.submissions.formats import ERROR_CODES, Cell, Pages


def xls(book: Pages) -> bytes:
    made = xlwt.Workbook()
    made.dates_1904 = book.date1904
    for page in book.sheets:
        sheet = made.add_sheet(page.name)
        sheet.visibility = int(page.hidden)
        for row, cells in enumerate(page.rows, start=1):
            for column, value in enumerate(cells, start=1):
                at = row, column
                style = _style(value, at in page.percents, page.fonts.get(at, "Arial"))
                _write(sheet, row - 1, column - 1, value, style)
        for row in page.hidden_rows:
            sheet.row(row - 1).hidden = True
        for area in page.merged:
            sheet.merge(
                area.first_row - 1, area.last_row - 1, area.first_column - 1, area.last_column - 1
            )
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _style(value: Cell, percent: bool, font: str) -> xlwt.XFStyle:
    style = xlwt.XFStyle()
    style.font.name = font
    if percent:
        style.num_format_str = "0.0%"
    elif isinstance(value, datetime):
        style.num_format_str = "dd/mm/yyyy"
    return style


def _write(sheet: xlwt.Worksheet, row: int, column: int, value: Cell, style: xlwt.XFStyle) -> None:
    if isinstance(value, ErrorCell):
        sheet.row(row).set_cell_error(column, ERROR_CODES[value.text], style)
    elif isinstance(value, Uncalculated):
        sheet.write(row, column, xlwt.Formula("SUM(A1:A2)"), style)
    elif value is not None:
        sheet.write(row, column, value, style)
