"""The rows of a table: from below its header to the end of what is written there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from danvan_xl.schema.values import is_blank, show
from danvan_xl.submissions.locating.grid import Grid
from danvan_xl.submissions.locating.header_row import HeaderRow
from danvan_xl.submissions.locating.rowkinds import RowKind, is_alike, kind_of_row
from danvan_xl.submissions.raw import RawCell, Unreadable

MOST_ROWS = 5_000
"""Of one table; the largest units have some hundred initiatives."""
_MOST_LINES = 20_000
"""Filled rows below a header, the table's or not."""
_BESIDE = 60
"""Columns in which the word for a total may stand."""
SAY_NOTHING = (RowKind.SILENT, RowKind.FACT)
"""They are not about the table."""
_NUMBER = re.compile(r"\(?(\d{1,2}|[A-Z])\)?(?:\s*=.*)?")


@dataclass
class Body:
    """The rows below a header."""

    rows: list[int] = field(default_factory=list)
    """Those of the table, from top to bottom."""
    passed: dict[int, tuple[RowKind, str]] = field(default_factory=dict)
    """Those that are none → what they are, and their first text."""
    last: int = 0
    """The last row that was looked at and not blank."""
    _open: list[tuple[int, str]] = field(default_factory=list)
    """Rows with a numbered text alone, under which nothing has stood so far."""

    def note(self, row: int, kind: RowKind, text: str) -> None:
        """Take in the next row. Raises :class:`Unreadable` when there are too many."""
        if kind in SAY_NOTHING:
            self.passed[row] = kind, text
            return
        self.last = row
        if kind is RowKind.DATA:
            self._settle(len(self._open))
            self._add(row)
            return
        goes_on = kind in (RowKind.NUMBERED, RowKind.HEADING)
        if not goes_on or any(is_alike(above, text) for _, above in self._open):
            self.end()
        if kind is RowKind.NUMBERED:
            self._open.append((row, text))
        else:
            self.passed[row] = kind, text

    def end(self) -> None:
        """Take the last numbered text for a row: nothing stands under it."""
        if self._open:
            self._settle(len(self._open) - 1)
            self._add(self._open.pop()[0])

    def _settle(self, count: int) -> None:
        """Take the first ``count`` numbered texts for headings."""
        self.passed |= {row: (RowKind.HEADING, text) for row, text in self._open[:count]}
        del self._open[:count]

    def _add(self, row: int) -> None:
        self.rows.append(row)
        if len(self.rows) > MOST_ROWS:
            raise Unreadable("T07", what=f"bảng có hơn {MOST_ROWS // 1000}.000 dòng")


def body_of(header: HeaderRow, columns: Mapping[str, int], stops: Sequence[HeaderRow]) -> Body:
    """Return the rows below ``header``.

    ``columns``: column key → column number; ``stops``: other headers further down on the sheet.
    Raises :class:`Unreadable` when there are too many rows.
    """
    grid, body, lines, signed = header.grid, Body(), 0, False
    ends = {stop.row: stop for stop in stops if _is_below(stop, columns)}
    row = header.body
    while row <= grid.last_row:
        if (stop := ends.get(row)) is not None:
            if not stop.continues(header):
                break
            row = stop.body
            continue
        line = grid.cells(row)
        if any(cell is not None for cell in line):
            lines += 1
            if lines > _MOST_LINES:
                raise Unreadable("T07", what=f"bảng có hơn {_MOST_LINES // 1000}.000 dòng")
            kind, text = _kind(header.table, grid, row, columns, signed)
            if lines == 1 and _numbers_columns(grid, row, columns):
                kind = RowKind.SILENT
            signed |= kind is RowKind.SIGNATURE
            body.note(row, kind, text)
        row += 1
    body.end()
    return body


def _is_below(stop: HeaderRow, columns: Mapping[str, int]) -> bool:
    """Whether a header stands under these columns, not beside them."""
    left, right = min(columns.values()), max(columns.values())
    return any(left <= column <= right for column in stop.columns.values())


def _kind(
    table: str, grid: Grid, row: int, columns: Mapping[str, int], signed: bool
) -> tuple[RowKind, str]:
    """Return what a row is, and the text that says so."""
    in_order = sorted(columns.items(), key=lambda item: item[1])
    cells = {name: grid.sheet.cell(row, at) for name, at in in_order}
    filled = {name: cell for name, cell in cells.items() if not is_blank(cell)}
    own = {*columns.values()}
    beside = [
        cell
        for at, cell in enumerate(islice(grid.cells(row), _BESIDE), start=1)
        if isinstance(cell, str) and at not in own and not is_blank(cell)
    ]
    first = min((columns[name] for name in filled), default=0)
    width = grid.merged_at(row, first).columns if first else 1
    kind = kind_of_row(table, filled, beside, width, signed)
    texts = [*(cell for cell in filled.values() if isinstance(cell, str)), *beside]
    return kind, " ".join(texts[0].split()) if texts else ""


def _numbers_columns(grid: Grid, row: int, columns: Mapping[str, int]) -> bool:
    """Whether a row only numbers the columns: ``(1) (2) (3)``, ``A B 1 2``.

    It may number the first columns only, if it counts them one by one.
    """
    cells = [grid.sheet.cell(row, at) for at in sorted(columns.values())]
    signs = [_sign(cell) for cell in cells if not is_blank(cell)]
    if len(signs) < 3 or len({*signs} - {""}) < len(signs):
        return False
    counts = signs == [str(number) for number in range(1, len(signs) + 1)]
    return 2 * len(signs) >= len(cells) or (counts and not any(map(is_blank, cells[: len(signs)])))


def _sign(cell: RawCell) -> str:
    found = _NUMBER.fullmatch(show(cell).strip())
    return found[1] if found else ""
