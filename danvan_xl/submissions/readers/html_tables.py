"""Tables of an HTML page as sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from danvan_xl.submissions.raw import RawSheet
from danvan_xl.submissions.readers.grid import Budget, Grid
from danvan_xl.submissions.readers.guard import number
from danvan_xl.submissions.readers.html_cells import text_of, value_of
from danvan_xl.submissions.readers.html_styles import Styles, is_hidden
from danvan_xl.submissions.readers.looks import shows_percent

_MOST_COLUMNS, _MOST_ROWS = 1_000, 65_534
"""Cells that one may span, as browsers have it."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption"))
_LONGEST_NAME = 80
_NUMBERED = re.compile(r"Sheet \d+: ")
"""What LibreOffice puts before a sheet's name."""


def read_tables(root: etree._Element, names: list[str], budget: Budget) -> list[RawSheet]:
    """Return each table that holds something, tables within tables too.

    ``names``: of the sheets, as the page lists them; they are taken where there are as many
    tables, else the heading above a table names it.
    """
    styles = Styles(root)
    found = [(heading, _Table(table, styles)) for heading, table in _tables(root)]
    grids = [table.grid(budget) for _, table in found]
    kept = [at for at, grid in enumerate(grids) if not grid.is_empty]
    fitting = len(names) == len(kept)
    taken: set[str] = set()
    for place, at in enumerate(kept):
        name = (names[place] if fitting else found[at][0]) or f"Bảng {place + 1}"
        grids[at].name = _unused(name, taken)
    return [grids[at].sheet() for at in kept]


def _tables(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield each table with the heading nearest above it, or its caption."""
    heading = ""
    for element in root.iter():
        if element.tag == "table":
            caption = element.find("caption")
            yield (heading if caption is None else _title(caption)), element
            heading = ""
        elif element.tag in _HEADINGS:
            heading = _title(element)


def _title(element: etree._Element) -> str:
    title = _NUMBERED.sub("", " ".join(text_of(element).split()), count=1)
    return title[:_LONGEST_NAME]


def _unused(name: str, taken: set[str]) -> str:
    """Return ``name``, with a number where another sheet has it."""
    unused, count = name, 1
    while unused.casefold() in taken:
        count += 1
        unused = f"{name} ({count})"
    taken.add(unused.casefold())
    return unused


class _Table:
    """Reads one table."""

    def __init__(self, table: etree._Element, styles: Styles) -> None:
        self._table, self._styles = table, styles
        self._reaching: dict[int, int] = {}
        """Column → last row into which a cell from further up reaches."""

    def grid(self, budget: Budget) -> Grid:
        grid = Grid("", budget, hidden=is_hidden(self._table))
        for row, element in enumerate(_rows(self._table), start=1):
            if is_hidden(element):
                grid.hide(row)
            self._read_row(element, row, grid)
        return grid

    def _read_row(self, element: etree._Element, row: int, grid: Grid) -> None:
        column = 1
        for cell in element.iterchildren("td", "th"):
            while self._reaching.get(column, 0) >= row:
                column += 1
            columns = max(number(cell.get("colspan"), 1, _MOST_COLUMNS), 1)
            rows = max(number(cell.get("rowspan"), 1, _MOST_ROWS), 1)
            if rows > 1:
                self._reaching.update(
                    dict.fromkeys(range(column, column + columns), row + rows - 1)
                )
            self._read_cell(cell, row, column, grid)
            if "mso-ignore:colspan" not in cell.get("style", "").replace(" ", ""):
                grid.merge(row, column, rows, columns)
            column += columns

    def _read_cell(self, cell: etree._Element, row: int, column: int, grid: Grid) -> None:
        value = value_of(cell, self._styles.number_format(cell))
        grid.put(row, column, value)
        if isinstance(value, str) and (font := self._styles.legacy_font(cell)):
            grid.fonts[row, column] = font
        elif isinstance(value, float) and not isinstance(value, bool):
            code = cell.get("sdnum", "").split(";", 2)[2:]
            if shows_percent(code[0] if code else self._styles.number_format(cell)):
                grid.percents.add((row, column))


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, not those of tables in its cells."""
    for child in parent:
        if child.tag == "tr":
            yield child
        elif isinstance(child.tag, str) and child.tag not in ("td", "th", "table", "caption"):
            yield from _rows(child)
