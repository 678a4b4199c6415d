"""The sheet ``Kết quả`` of a form: one row an indicator, one cell to fill in."""

from __future__ import annotations

from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_range_abs

from danvan_xl.building import entry, palette
from danvan_xl.building.book import Book, footer
from danvan_xl.building.cells import put_formula
from danvan_xl.building.form_parts import heading, mark_empty, protect
from danvan_xl.building.heights import lines_of
from danvan_xl.building.sheets import HEADER_ROW, LINK_ROW
from danvan_xl.schema.form import RESULTS_AREA, RESULTS_SHEET
from danvan_xl.schema.guide import PARAGRAPH_TITLES
from danvan_xl.schema.lists import MARK
from danvan_xl.schema.tables import RESULTS

OPEN_COLUMNS = ("value", "note")
"""The columns that units fill in."""

_GUTTER = 22.0
_PRINTED_TEXT = next(c.width for c in RESULTS.form_columns if c.key == "text") - 2
_FIRST = 1
_PLACES = {column.key: _FIRST + place for place, column in enumerate(RESULTS.form_columns)}
_FIRST_ROW = HEADER_ROW + 1
_HELP = "Ghi con số của cả kỳ báo cáo vào cột Số liệu; không có thì ghi 0. Ô vàng là ô chưa điền."


def empty_results(indicators: int) -> str:
    """Return the formula (without ``=``) that counts the indicators still to answer."""
    area = xl_range_abs(_FIRST_ROW, _PLACES["value"], _last_row(indicators), _PLACES["value"])
    return f"COUNTBLANK('{RESULTS_SHEET}'!{area})"


def add_results(book: Book, indicators: pd.DataFrame, foot: str) -> None:
    """Add the sheet with one row for each of ``indicators`` (columns of ``INDICATORS``)."""
    sheet = book.sheet(RESULTS_SHEET)
    sheet.hide_gridlines(2)
    last = _last_row(len(indicators))
    heading(book, sheet, "KẾT QUẢ THỰC HIỆN", _HELP)
    sheet.set_column(0, 0, _GUTTER)
    for column in RESULTS.form_columns:
        at = _PLACES[column.key]
        sheet.set_column(at, at, column.width)
    _table(book, sheet, last)
    keys = list(indicators.columns)
    rows = [dict(zip(keys, row, strict=True)) for row in indicators.itertuples(index=False)]
    for index, indicator in enumerate(rows):
        before = rows[index - 1] if index else {}
        starts = before.get("paragraph") != indicator["paragraph"]
        _row(book, sheet, _FIRST_ROW + index, indicator, starts)
    _paragraphs(book, sheet, [row["paragraph"] for row in rows])
    value = _PLACES["value"]
    empty = f"ISBLANK(${chr(ord('A') + value)}{_FIRST_ROW + 1})"
    mark_empty(book, sheet, (_FIRST_ROW, value, last, value), empty)
    count = empty_results(len(indicators))
    put_formula(
        sheet,
        LINK_ROW,
        _PLACES["text"],
        f'=IF({count}=0,"Đã điền đủ","Còn "&{count}&" chỉ tiêu chưa điền")',
        book.format(bold=True, font_color=palette.ALARM),
        f"Còn {len(indicators)} chỉ tiêu chưa điền",
    )
    area = xl_range_abs(HEADER_ROW, _FIRST, last, _FIRST + len(_PLACES) - 1)
    book.workbook.define_name(RESULTS_AREA, f"='{RESULTS_SHEET}'!{area}")
    protect(sheet)
    sheet.freeze_panes(_FIRST_ROW, 0)
    sheet.set_selection(_FIRST_ROW, value, _FIRST_ROW, value)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    footer(sheet, foot)


def _last_row(indicators: int) -> int:
    return HEADER_ROW + max(1, indicators)


def _table(book: Book, sheet: Any, last: int) -> None:
    head = book.format(
        bold=True,
        font_color=palette.PAPER,
        bg_color=palette.NAVY,
        align="center",
        border=1,
        border_color=palette.PAPER,
    )
    sheet.set_row(HEADER_ROW, 27)
    sheet.write_string(HEADER_ROW, 0, "Nội dung", head)
    sheet.add_table(
        HEADER_ROW,
        _FIRST,
        last,
        _FIRST + len(_PLACES) - 1,
        {
            "name": RESULTS.name,
            "style": None,
            "autofilter": False,
            "columns": [
                {"header": column.header, "header_format": head} for column in RESULTS.form_columns
            ],
        },
    )


def _row(book: Book, sheet: Any, row: int, indicator: dict[str, Any], starts: bool) -> None:
    whole = indicator["whole"] == MARK
    look: dict[str, Any] = {
        "font_color": palette.INK,
        "border": 1,
        "border_color": palette.RULE,
        "text_wrap": True,
    }
    if starts:
        look |= {"top": 2, "top_color": palette.NAVY}
    if int(indicator["paragraph"]) % 2 == 0:
        look["bg_color"] = palette.MIST
    text = book.format(num_format="@", indent=1, **look)
    centred = book.format(num_format="@", align="center", **look)
    answer = look | {"bg_color": palette.PAPER}
    sheet.set_row(row, 16.5 * lines_of(indicator["text"], _PRINTED_TEXT) + 5)
    sheet.write_string(row, _PLACES["indicator"], indicator["code"], centred)
    sheet.write_string(row, _PLACES["text"], indicator["text"], text)
    sheet.write_string(row, _PLACES["unit"], indicator["unit"], centred)
    sheet.write_blank(
        row,
        _PLACES["value"],
        None,
        book.format(
            num_format="#,##0" if whole else "#,##0.0#",
            align="right",
            bold=True,
            locked=False,
            **answer,
        ),
    )
    sheet.write_blank(
        row, _PLACES["note"], None, book.format(num_format="@", locked=False, **answer)
    )
    low, high = _limit(indicator["minimum"]), _limit(indicator["maximum"])
    help_text = (
        f"{entry.number_words(whole, low, high).capitalize()}, "
        f"đơn vị tính: {indicator['unit']}. Không có thì ghi 0."
    )
    rule = entry.with_help(entry.number(whole, low, high), indicator["code"], help_text)
    sheet.data_validation(row, _PLACES["value"], row, _PLACES["value"], rule)


def _limit(value: float) -> float | None:
    if pd.isna(value):
        return None
    return int(value) if float(value).is_integer() else float(value)


def _paragraphs(book: Book, sheet: Any, paragraphs: list[float]) -> None:
    """Name the paragraph of the dispatch beside its indicators, left of the table."""
    first = 0
    for index, paragraph in enumerate(paragraphs):
        if index + 1 < len(paragraphs) and paragraphs[index + 1] == paragraph:
            continue
        number = int(paragraph)
        style = book.format(
            bold=True,
            font_color=palette.NAVY,
            bg_color=palette.SKY,
            text_wrap=True,
            indent=1,
            border=1,
            border_color=palette.RULE,
            top=2,
            top_color=palette.NAVY,
        )
        text = f"{number}. {PARAGRAPH_TITLES.get(number, '')}".rstrip(". ")
        if index > first:
            sheet.merge_range(_FIRST_ROW + first, 0, _FIRST_ROW + index, 0, text, style)
        else:
            sheet.write_string(_FIRST_ROW + first, 0, text, style)
        first = index + 1
