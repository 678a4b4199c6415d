"""Whether the cells under an unknown header are of the kind that a column of the form holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.guide import PARAGRAPH_TITLES
from danvan_xl.schema.lists import LISTS
from danvan_xl.schema.text import key
from danvan_xl.schema.values import is_blank, show
from danvan_xl.submissions.locating.grid import Grid
from danvan_xl.submissions.locating.words import wordings
from danvan_xl.submissions.raw import RawCell

PARAGRAPHS = frozenset(key(f"{n}. {title}") for n, title in PARAGRAPH_TITLES.items())
"""Beside its results the form names the paragraphs of the dispatch."""
_LOOKED_AT = 300
"""Rows under a header."""
_CODE = re.compile(r"[A-Z]{1,5}[ .-]?\d{2,4}", re.IGNORECASE)
_BEGINS_WITH_DIGIT = re.compile(r"\W*\d")
_NOTHING = frozenset(("", "khong", "khong co", "chua co"))
_DAY = re.compile(r"\d{1,2}\D+\d{1,2}\D+\d{2,4}|\d{4}")
_YEARS = range(1990, 2101)


def filled(grid: Grid, first: int, column: int) -> list[RawCell]:
    """Return the cells of a column from row ``first`` on that hold something."""
    rows = range(first, min(grid.last_row, first + _LOOKED_AT) + 1)
    cells = (grid.sheet.cell(row, column) for row in rows)
    return [cell for cell in cells if not is_blank(cell)]


def names_paragraphs(grid: Grid, first: int, column: int) -> bool:
    """Whether all a column holds are the form's names of paragraphs, beside its results."""
    cells = (grid.sheet.cell(row, column) for row in range(first, grid.last_row + 1))
    texts = (key(show(cell)) for cell in cells if not is_blank(cell))
    return next(texts, None) in PARAGRAPHS and all(text in PARAGRAPHS for text in texts)


def fit(column: Column, cells: Sequence[RawCell]) -> bool:
    """Whether more than half of ``cells`` may be what ``column`` asks for; none at all fit."""
    return not cells or 2 * sum(_may_be(column, cell) for cell in cells) > len(cells)


def is_code(cell: RawCell) -> bool:
    """Whether a cell looks like the code of an indicator: ``CT101``."""
    return isinstance(cell, str) and _CODE.fullmatch(cell.strip()) is not None


def is_choice(column: Column, cell: RawCell) -> bool:
    """Whether a cell holds a word of the column's list, whatever its encoding."""
    if not isinstance(cell, str):
        return False
    known = {key(word) for word in LISTS[column.choices]}
    return any(wording.key in known for wording in wordings(cell))


def _may_be(column: Column, cell: RawCell) -> bool:
    if column.key == "indicator":
        return is_code(cell)
    if column.choices:
        return is_choice(column, cell)
    if column.key == "year":
        return _is_number(cell) and any(str(year) in str(cell) for year in _YEARS)
    if column.type.is_number:
        return _is_number(cell)
    if column.type is Type.DATE:
        return isinstance(cell, date) or (isinstance(cell, str) and bool(_DAY.search(cell)))
    return isinstance(cell, str) and (column.type is Type.CODE or any(map(str.isalpha, cell)))


def _is_number(cell: RawCell) -> bool:
    if isinstance(cell, str):
        return bool(_BEGINS_WITH_DIGIT.match(cell)) or key(cell) in _NOTHING
    return isinstance(cell, float)
