"""What the sheets of a form share: heading, protection, the mark of an empty cell."""

from __future__ import annotations

from typing import Any

from danvan_xl.building import palette
from danvan_xl.building.book import Book
from danvan_xl.building.sheets import HELP_ROW, LINK_ROW, TITLE_ROW
from danvan_xl.schema.form import INFO_SHEET


def heading(book: Book, sheet: Any, title: str, help_text: str, column: int = 0) -> None:
    """Write a sheet's title, how it is filled in, and the way back to the first sheet."""
    sheet.set_row(TITLE_ROW, 30)
    sheet.set_row(HELP_ROW, 18)
    sheet.set_row(LINK_ROW, 20)
    sheet.write_string(
        TITLE_ROW, column, title, book.format(bold=True, font_size=15, font_color=palette.NAVY)
    )
    sheet.write_string(HELP_ROW, column, help_text, book.format(font_color=palette.SLATE))
    sheet.write_url(
        LINK_ROW,
        column,
        f"internal:'{INFO_SHEET}'!A1",
        book.format(font_color=palette.BLUE, underline=1),
        f"◂ {INFO_SHEET}",
        "Về trang đầu",
    )


def protect(sheet: Any) -> None:
    """Lock all but the cells to fill in; no password, columns and rows can still be widened."""
    sheet.protect("", {"format_columns": True, "format_rows": True})


def mark_empty(book: Book, sheet: Any, area: tuple[int, int, int, int], formula: str) -> None:
    """Colour the cells of ``area`` (first row, first column, last row, last column) by a rule."""
    fill = book.workbook.add_format({"bg_color": palette.TO_FILL})
    sheet.conditional_format(*area, {"type": "formula", "criteria": f"={formula}", "format": fill})
