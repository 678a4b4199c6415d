"""How data of one shape fill a range of another, as in Excel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from danvan_xl.ooxml import Formula, Value
from danvan_xl.ooxml.shift import shifted


def block(data: Any, shape: tuple[int, int]) -> list[Sequence[Any]]:
    """Return ``data`` as rows that fill ``shape`` (rows, columns).

    One value fills all cells, one row every row, one column every column; a flat list is a row;
    what reaches over the range is left out. Raises ``ValueError`` where Excel would write
    ``#N/A``: when the data are too few otherwise.
    """
    rows, columns = shape
    if not isinstance(data, list | tuple):
        return [[data] * columns] * rows
    lines = list(data) if data and isinstance(data[0], list | tuple) else [data]
    if len(lines) == 1:
        lines *= rows
    lines = [list(line) * columns if len(line) == 1 else line[:columns] for line in lines[:rows]]
    if len(lines) < rows or any(len(line) < columns for line in lines):
        raise ValueError(f"the data do not fill {rows} rows of {columns} cells")
    return lines


def moved(cells: list[list[Value]]) -> list[list[Value]]:
    """Return ``cells`` with each formula read from its own cell, as Excel fills one formula.

    ``cells`` are what one value became in each cell of a range; its relative references count
    from the first cell.
    """
    return [
        [
            Formula(shifted(value.text, row, column)) if isinstance(value, Formula) else value
            for column, value in enumerate(line)
        ]
        for row, line in enumerate(cells)
    ]
