"""A block of values from outside, as values that cells take."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_xl.ooxml.areas import Area, address
from danvan_xl.ooxml.refusals import Refused
from danvan_xl.ooxml.values import UnfitError, Value, plain


def plain_block(title: str, area: Area, block: Sequence[Sequence[object]]) -> list[list[Value]]:
    """The block as values that a cell takes; its rows are equally long, its place is ``area``.

    Refused, with the cell of the sheet ``title``, for a value that no cell takes; TypeError for
    a type that none does.
    """
    lines: list[list[Value]] = []
    for row, line in enumerate(block, area.first_row):
        values: list[Value] = []
        for value in line:
            try:
                values.append(plain(value))
            except UnfitError as error:
                cell = address(row, area.first_column + len(values))
                raise Refused(error.sentence(title, cell)) from error
        lines.append(values)
    return lines
