"""The grid of the dashboard: where its blocks stand, and how their pieces are written."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from danvan_xl.building import dashboard_formulas as formulas
from danvan_xl.building import palette
from danvan_xl.building.book import Book
from danvan_xl.building.cells import put_formula
from danvan_xl.building.dashboard_formulas import Shown
from danvan_xl.building.figures import DashboardFigures
from danvan_xl.schema.lists import FIELDS, STAGES, STATUSES

WIDTHS = (1.5, 27, 8, 9, 13, 13, 13, 13, 2, 5, 17, 9, 6, 10, 6, 10, 6, 10, 6, 10, 1.5)
"""Columns: margin; label, count, share; four under the charts; gap; eleven of the right half."""
LABEL, COUNT, SHARE = 1, 2, 3
CHART, CHART_END = 4, 7
RIGHT, RIGHT_END = 9, 19
NAME, DUE = 10, 11
RATES = (12, 14, 16, 18)
"""Received, in time, valid, complete: how many; to the right of each the share."""
CHART_DATA = len(WIDTHS) + 1
"""First column of the figures of the timeline, right of what is printed."""

OFFICE, TITLE, LINKS = 0, 1, 2
CARDS = 4
STATUS_HEAD = 8
STATUS_ROWS = STATUS_HEAD + 2
FIELD_HEAD = STATUS_ROWS + len(STATUSES) + 2
FIELD_ROWS = FIELD_HEAD + 2
STAGE_ROWS = FIELD_ROWS + len(FIELDS) + 1
BOTTOM = STAGE_ROWS + len(STAGES) + 1
STEPS_ROW = BOTTOM + 2

_LINE = {"bottom": 1, "bottom_color": palette.RULE}


def at(row: int, column: int) -> str:
    """Return the address of a cell, fixed."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def pixels(first: int, last: int) -> int:
    """Return the width of columns on screen."""
    return sum(int(width * 7 + 5) for width in WIDTHS[first : last + 1])


class Page:
    """The sheet with its formats and its figures."""

    def __init__(self, book: Book, sheet: Any, figures: DashboardFigures) -> None:
        self.book, self.sheet, self.figures = book, sheet, figures
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        for row in range(STATUS_HEAD, STEPS_ROW):
            sheet.set_row(row, 20)

    def style(self, **more: Any) -> Any:
        """Return a format; ``ink`` is the colour of its letters."""
        return self.book.format(font_color=more.pop("ink", palette.INK), **more)

    def show(
        self, row: int, first: int, last: int, shown: Shown | str, style: Any, rows: int = 1
    ) -> None:
        """Put a formula or a text into one cell or over several."""
        if last > first or rows > 1:
            self.sheet.merge_range(row, first, row + rows - 1, last, "", style)
        if isinstance(shown, Shown):
            put_formula(self.sheet, row, first, shown.formula, style, shown.value)
        else:
            self.sheet.write_string(row, first, shown, style)

    def section(self, row: int, first: int, last: int, text: str) -> None:
        """Write the heading of a block over its columns."""
        style = self.style(
            ink=palette.NAVY, bold=True, font_size=11, bottom=2, bottom_color=palette.NAVY
        )
        for column in range(first, last + 1):
            self.sheet.write_blank(row, column, None, style)
        self.sheet.write_string(row, first, text, style)

    def head(self, row: int, column: int, text: str, last: int | None = None) -> None:
        """Write a column's heading."""
        style = self.style(
            ink=palette.NAVY,
            bold=True,
            bg_color=palette.SKY,
            align="left" if column in (LABEL, RIGHT) else "center",
        )
        self.show(row, column, last or column, text, style)

    def label(self, row: int, text: str, tone: Any = None) -> None:
        """Write the name of what a row counts."""
        self.sheet.write_string(row, LABEL, text, tone or self.style(indent=1, **_LINE))

    def count(self, row: int, count: Shown) -> None:
        """Write how many there are."""
        number = self.style(num_format="#,##0", align="center", bold=True, **_LINE)
        self.show(row, COUNT, COUNT, count, number)

    def share(self, row: int, count: Shown, whole_cell: str, whole: int) -> None:
        """Write what part of the whole they are."""
        part = float(count.value) if isinstance(count.value, int | float) else 0.0
        share = formulas.share(at(row, COUNT), whole_cell, part, whole)
        percent = self.style(num_format="0%", align="center", **_LINE)
        self.show(row, SHARE, SHARE, share, percent)

    def total(self, row: int, columns: tuple[int, ...], label: str, label_at: int) -> None:
        """Write the label of a sum over the columns of its row."""
        style = self.style(bold=True, bg_color=palette.MIST, top=1, top_color=palette.NAVY)
        for column in columns:
            self.sheet.write_blank(row, column, None, style)
        self.sheet.write_string(row, label_at, label, style)

    def total_count(self, row: int, column: int, shown: Shown) -> None:
        """Write a sum."""
        self.show(row, column, column, shown, self.total_style("#,##0"))

    def total_style(self, number: str) -> Any:
        """Return the format of a sum with that number format."""
        return self.style(
            bold=True,
            bg_color=palette.MIST,
            top=1,
            top_color=palette.NAVY,
            num_format=number,
            align="right" if number.endswith("%") else "center",
        )

    def share_bars(self, rows: tuple[int, int], column: int, colour: str) -> None:
        """Draw a bar from 0 to 100 % in the cells of a column, from the first row to the last."""
        self.sheet.conditional_format(
            rows[0],
            column,
            rows[1],
            column,
            {
                "type": "data_bar",
                "data_bar_2010": True,
                "bar_solid": True,
                "bar_color": colour,
                "min_type": "num",
                "min_value": 0,
                "max_type": "num",
                "max_value": 1,
            },
        )
