"""Cells of one sheet, told and coloured in runs: ``E5:E9``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from danvan_xl.ooxml import Area

_MOST = 8
"""Runs that are told."""


def runs_of(cells: Iterable[str]) -> list[str]:
    """Return the areas that addresses cover, cells below each other in one; each cell once."""
    places = sorted({Area.parse(cell).first_cell[::-1] for cell in cells})
    runs = []
    for _, run in groupby(enumerate(places), key=lambda one: (one[1][0], one[1][1] - one[0])):
        there = [place for _, place in run]
        (column, first), (_, last) = there[0], there[-1]
        runs.append(str(Area.cell(first, column).joined(Area.cell(last, column))))
    return runs


def told(cells: Iterable[str]) -> str:
    """Return ``E5:E9, E12`` for addresses, cut where there are too many."""
    runs = runs_of(cells)
    return ", ".join(runs[:_MOST]) + (" …" if len(runs) > _MOST else "")


def are_in(message: str, cells: Iterable[str]) -> bool:
    """Whether ``message`` tells cells already, as far as they are told at all."""
    runs = runs_of(cells)[:_MOST]
    return all(re.search(rf"(?<![\w:]){run}(?!\w|:[A-Z])", message) for run in runs)
