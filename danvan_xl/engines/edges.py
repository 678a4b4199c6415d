"""Where Ctrl+arrow leads from a cell."""

from __future__ import annotations

from danvan_xl.engines.grid import Grid
from danvan_xl.ooxml import Area
from danvan_xl.ooxml.areas import LAST_COLUMN, LAST_ROW

DIRECTIONS = ("down", "up", "right", "left")


def end(grid: Grid, row: int, column: int, direction: str) -> tuple[int, int]:
    """Return the row and column of the cell where Ctrl+``direction`` leads from a cell.

    From a filled cell with a filled neighbour that is the last cell before a gap, else the next
    filled cell or the edge of the sheet. Raises ``ValueError`` for an unknown direction.
    """
    if direction not in DIRECTIONS:
        raise ValueError(f"direction must be one of {', '.join(DIRECTIONS)}, not {direction!r}")
    vertical = direction in ("down", "up")
    step = 1 if direction in ("down", "right") else -1
    used = grid.used() or Area(row, column, row, column)
    if vertical:
        line = Area(used.first_row, column, used.last_row, column)
        filled = {place[0] for place in grid.filled(line)}
        return _end(filled, row, step, LAST_ROW), column
    line = Area(row, used.first_column, row, used.last_column)
    filled = {place[1] for place in grid.filled(line)}
    return row, _end(filled, column, step, LAST_COLUMN)


def _end(filled: set[int], start: int, step: int, last: int) -> int:
    edge = last if step > 0 else 1
    if start in filled and start + step in filled:
        while start + step in filled:
            start += step
        return start
    ahead = [index for index in filled if (index - start) * step > 0]
    if not ahead:
        return edge
    return min(ahead) if step > 0 else max(ahead)
