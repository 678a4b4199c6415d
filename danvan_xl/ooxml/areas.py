"""Rectangles of cells, counted from 1, and the A1 way of writing them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_REFERENCE = re.compile(
    r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6}))?"
)


@functools.cache
def column_letter(number: int) -> str:
    """``28`` → ``"AB"``; ValueError outside 1…16,384."""
    if not 1 <= number <= LAST_COLUMN:
        raise ValueError(f"no column {number}")
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@functools.cache
def column_number(letters: str) -> int:
    """``"AB"`` → ``28``; case does not matter; ValueError for what is no column."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"no column {letters!r}")
        number = number * 26 + ord(letter) - ord("A") + 1
    if not 1 <= number <= LAST_COLUMN:
        raise ValueError(f"no column {letters!r}")
    return number


def address(row: int, column: int) -> str:
    """``(2, 28)`` → ``"AB2"``."""
    return f"{column_letter(column)}{row}"


@dataclass(frozen=True, order=True)
class Area:
    """A rectangle of cells; both ends belong to it, the first row and column are 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __post_init__(self) -> None:
        if not (
            1 <= self.first_row <= self.last_row <= LAST_ROW
            and 1 <= self.first_column <= self.last_column <= LAST_COLUMN
        ):
            raise ValueError(f"no area of a sheet: {self.first_row, self.first_column} …")

    @classmethod
    def parse(cls, text: str) -> Area:
        """Read ``"B2:D9"``, ``"$B$2"`` or ``"D9:B2"``; ValueError for anything else."""
        found = _REFERENCE.fullmatch(text)
        if found is None:
            raise ValueError(f"no area: {text!r}")
        first = int(found[2]), column_number(found[1])
        last = (int(found[4]), column_number(found[3])) if found[3] else first
        rows, columns = sorted((first[0], last[0])), sorted((first[1], last[1]))
        return cls(rows[0], columns[0], rows[1], columns[1])

    @classmethod
    def cell(cls, row: int, column: int) -> Area:
        """The area of one cell."""
        return cls(row, column, row, column)

    def __str__(self) -> str:
        first = address(self.first_row, self.first_column)
        if (self.first_row, self.first_column) == (self.last_row, self.last_column):
            return first
        return f"{first}:{address(self.last_row, self.last_column)}"

    @property
    def rows(self) -> int:
        """How many rows."""
        return self.last_row - self.first_row + 1

    @property
    def columns(self) -> int:
        """How many columns."""
        return self.last_column - self.first_column + 1

    @property
    def first_cell(self) -> tuple[int, int]:
        """Row and column of the upper left cell."""
        return self.first_row, self.first_column

    def has(self, row: int, column: int) -> bool:
        """Whether the cell lies in this area."""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )

    def covers(self, other: Area) -> bool:
        """Whether the whole of ``other`` lies in this area."""
        return self.has(*other.first_cell) and self.has(other.last_row, other.last_column)

    def common(self, other: Area) -> Area | None:
        """The cells that both areas have, or None."""
        first_row, last_row = (
            max(self.first_row, other.first_row),
            min(self.last_row, other.last_row),
        )
        first_column = max(self.first_column, other.first_column)
        last_column = min(self.last_column, other.last_column)
        if first_row > last_row or first_column > last_column:
            return None
        return Area(first_row, first_column, last_row, last_column)

    def joined(self, other: Area | None) -> Area:
        """The smallest area that holds both."""
        if other is None:
            return self
        return Area(
            min(self.first_row, other.first_row),
            min(self.first_column, other.first_column),
            max(self.last_row, other.last_row),
            max(self.last_column, other.last_column),
        )


def around(cells: Iterable[tuple[int, int]]) -> Area | None:
    """The smallest area that holds these (row, column) cells; None when there are none."""
    found = list(cells)
    if not found:
        return None
    rows, columns = [row for row, _ in found], [column for _, column in found]
    return Area(min(rows), min(columns), max(rows), max(columns))
