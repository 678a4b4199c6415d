"""Rectangles of cells: read so that nothing looks like something else, and compared."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from danvan_xl.schema.values import ErrorCell, is_blank, to_text

Block = list[list[Any]]

_ERRORS = frozenset(("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"))
_RETYPED = re.compile(r"\s*[0-9+\-.='($#@]|\s*(true|false|[a-z]{3,9}[ \-/.,][0-9])", re.IGNORECASE)
"""Texts that Excel might take for a number, a day or a formula when a program writes them."""


def read_block(cells: Any) -> Block:
    """Return what an ``xlwings.Range`` holds; errors as ``ErrorCell``, amounts of money as float.

    Excel gives cells in a currency format as ``Decimal``.
    """
    block: Block = cells.options(ndim=2, err_to_str=True).value
    for row in block:
        for position, value in enumerate(row):
            if isinstance(value, Decimal):
                row[position] = float(value)
            elif isinstance(value, str) and value in _ERRORS:
                row[position] = ErrorCell(value)
    return block


def grid(cells: Any) -> Block:
    """Return formulas as rows, of one cell too."""
    if not isinstance(cells, tuple | list):
        return [[cells]]
    return [list(row) if isinstance(row, tuple | list) else [row] for row in cells]


def keep_texts(block: Block, place: int, target: Any) -> None:
    """Mark the texts of a column of ``block`` that Excel would take for something else.

    In cells of the format Text every text stays as it is. The format is asked of ``target``, where
    ``block`` is to be written: staff may have changed that of any column.
    """
    for row in block:
        if isinstance(row[place], ErrorCell):
            row[place] = row[place].text
    found = [i for i, row in enumerate(block) if _is_retyped(row[place])]
    for i in _not_text(target, place, found):
        block[i][place] = f"'{block[i][place]}"


def _not_text(target: Any, place: int, rows: list[int]) -> list[int]:
    """Return those of ``rows`` in which a column of ``target`` has another format than Text.

    One look does where the format is the same; else each half is looked at.
    """
    if not rows:
        return []
    code = target[rows[0] : rows[-1] + 1, place].number_format
    if code is not None:
        return [] if code == "@" else rows
    middle = len(rows) // 2
    return _not_text(target, place, rows[:middle]) + _not_text(target, place, rows[middle:])


def _is_retyped(value: Any) -> bool:
    return isinstance(value, str) and value not in _ERRORS and bool(_RETYPED.match(value))


def key_of_row(row: list[Any], positions: list[int]) -> tuple[object, ...]:
    """Return the texts at ``positions``, by which a row is known again."""
    return tuple(to_text(row[position]) for position in positions)


def formula_places(row: Any) -> list[int]:
    """Return the positions of the cells of a row, an ``xlwings.Range``, that calculate."""
    texts = grid(row.options(ndim=2).formula)[0]
    return [position for position, text in enumerate(texts) if str(text).startswith("=")]


def differences(new: Block, old: Block, positions: list[int]) -> tuple[range, set[int]]:
    """Return the rows from the first to the last that differ, and which ``positions`` do."""
    first, last = 0, -1
    found: set[int] = set()
    for row in range(max(len(new), len(old))):
        differing = [p for p in positions if not same(at(new, row, p), at(old, row, p))]
        if differing:
            first, last = (first if found else row), row
            found.update(differing)
    return range(first, last + 1), found


def runs_of(positions: list[int], ours: set[int]) -> list[tuple[int, int]]:
    """Return runs that cover ``positions`` and hold nothing but ``ours``.

    ``[1, 3, 7]`` within ``{1, 2, 3, 7}`` → ``[(1, 3), (7, 7)]``: one write where that is possible.
    """
    runs: list[tuple[int, int]] = []
    for position in positions:
        if runs and ours.issuperset(range(runs[-1][1] + 1, position)):
            runs[-1] = (runs[-1][0], position)
        else:
            runs.append((position, position))
    return runs


def at(block: Block, row: int, position: int) -> Any:
    """Return a cell, None below the last row."""
    return block[row][position] if row < len(block) else None


def same(a: object, b: object) -> bool:
    """Whether two cells hold the same; all blank ones do."""
    return a == b or (is_blank(a) and is_blank(b))
