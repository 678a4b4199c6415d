"""Gathers the cells of one sheet as they are met; an absurd number of them is refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from danvan_xl.ooxml import Area, column_letter
from danvan_xl.ooxml.areas import LAST_COLUMN, LAST_ROW
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawCell, RawSheet, Unreadable
from danvan_xl.submissions.safety.telling import shown


class Budget:
    """How many cells all sheets of a file may still have."""

    def __init__(self, limits: Limits) -> None:
        self.cells = limits.cells
        self.characters = limits.cell_characters
        self._left = limits.cells

    def spend(self, rows: int, columns: int, sheet: str) -> None:
        """Take a used range off what is left. Raises T07 when there is not enough."""
        self._left -= rows * columns
        if self._left < 0:
            used = f"hàng {rows}, cột {column_letter(columns)}"
            raise Unreadable("T07", what=f"trang «{shown(sheet)}» dùng tới {used}")


@dataclass
class Grid:
    """One sheet in the making; rows and columns count from 1."""

    name: str
    budget: Budget
    hidden: bool = False
    merged: list[Area] = field(default_factory=list)
    percents: set[tuple[int, int]] = field(default_factory=set)
    fonts: dict[tuple[int, int], str] = field(default_factory=dict)
    _hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    _rows: dict[int, dict[int, RawCell]] = field(default_factory=dict)
    _count: int = 0

    def put(self, row: int, column: int, value: RawCell) -> None:
        """Set a cell; nothing is empty text. Raises T07 for a cell that is one too many or long."""
        if value is None or value == "":
            return
        if row > LAST_ROW or column > LAST_COLUMN:
            raise Unreadable("T07", what=f"trang «{shown(self.name)}» rộng hơn một trang Excel")
        if isinstance(value, str) and len(value) > self.budget.characters:
            raise Unreadable(
                "T07", what=f"ô {column_letter(column)}{row} của «{shown(self.name)}» quá dài"
            )
        self._count += 1
        if self._count > self.budget.cells:
            raise Unreadable("T07", what=f"trang «{shown(self.name)}» có quá nhiều ô")
        self._rows.setdefault(row, {})[column] = value

    def hide(self, row: int, rows: int = 1) -> None:
        """Note hidden rows."""
        self._hidden_rows.append((row, rows))

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        """Note merged cells; one cell alone is not merged."""
        last_row, last_column = (
            min(row + rows - 1, LAST_ROW),
            min(column + columns - 1, LAST_COLUMN),
        )
        if (last_row, last_column) > (row, column) and row <= last_row and column <= last_column:
            self.merged.append(Area(row, column, last_row, last_column))

    @property
    def is_empty(self) -> bool:
        """Whether no cell has a value."""
        return not self._rows

    def sheet(self) -> RawSheet:
        """Return what was gathered; each row ends with its last value. Raises T07."""
        height = max(self._rows, default=0)
        width = max((max(cells) for cells in self._rows.values()), default=0)
        self.budget.spend(height, width, self.name)
        rows: list[list[RawCell]] = [[] for _ in range(height)]
        for number, cells in self._rows.items():
            line: list[RawCell] = [None] * max(cells)
            for column, value in cells.items():
                line[column - 1] = value
            rows[number - 1] = line
        return RawSheet(
            self.name,
            rows,
            self.hidden,
            frozenset(
                row
                for first, rows_hidden in self._hidden_rows
                for row in range(first, min(first + rows_hidden, height + 1))
            ),
            tuple(self.merged),
            frozenset(self.percents),
            self.fonts,
        )
