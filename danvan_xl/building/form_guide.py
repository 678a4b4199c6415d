"""The sheet ``Hướng dẫn`` of a form, written from the schema."""

from __future__ import annotations

from typing import Any

from danvan_xl.building import palette
from danvan_xl.building.book import Book, footer
from danvan_xl.building.form_parts import heading, protect
from danvan_xl.building.form_results import OPEN_COLUMNS
from danvan_xl.building.guide_sheet import meaning_of
from danvan_xl.building.heights import height_of
from danvan_xl.schema.form import GUIDE_SHEET, GUIDE_TITLE, INITIATIVES_SHEET, RESULTS_SHEET
from danvan_xl.schema.guide import FORM_RULES
from danvan_xl.schema.tables import INITIATIVES, RESULTS

_WIDTHS = (30.0, 88.0)


def add_form_guide(book: Book, foot: str) -> None:
    """Add the guide: rules for every cell, then the columns of the two tables."""
    sheet = book.sheet(GUIDE_SHEET, palette.SLATE)
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    heading(book, sheet, GUIDE_TITLE, "Chọn một ô để xem lời nhắc cách điền ô đó.")
    row = _block(book, sheet, 4, "Cách điền", FORM_RULES)
    answers = tuple(RESULTS[key] for key in OPEN_COLUMNS)
    for name, columns in ((RESULTS_SHEET, answers), (INITIATIVES_SHEET, INITIATIVES.form_columns)):
        meanings = tuple((column.header, meaning_of(column)) for column in columns)
        row = _block(book, sheet, row + 1, f"Các cột của trang {name}", meanings)
    protect(sheet)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    footer(sheet, foot)


def _block(book: Book, sheet: Any, row: int, title: str, lines: tuple[tuple[str, str], ...]) -> int:
    head = book.format(
        bold=True, font_size=12, font_color=palette.NAVY, bottom=2, bottom_color=palette.NAVY
    )
    sheet.write_string(row, 0, title, head)
    sheet.write_blank(row, 1, None, head)
    line = {"bottom": 1, "bottom_color": palette.RULE, "text_wrap": True}
    for at, (word, meaning) in enumerate(lines, start=row + 1):
        sheet.write_string(at, 0, word, book.format(bold=True, font_color=palette.NAVY, **line))
        sheet.write_string(at, 1, meaning, book.format(font_color=palette.INK, **line))
        sheet.fit_row(at, height_of(zip((word, meaning), _WIDTHS, strict=True)))
    return row + 1 + len(lines)
