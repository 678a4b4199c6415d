"""Columns whose header says nothing, taken by their place among those that are known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from danvan_xl.ooxml import Area
from danvan_xl.schema.columns import Table
from danvan_xl.schema.text import key, normalise
from danvan_xl.schema.values import show
from danvan_xl.submissions.locating.fitting import (
    filled,
    fit,
    is_choice,
    is_code,
    names_paragraphs,
)
from danvan_xl.submissions.locating.header_row import NEEDED, TABLES, Header, HeaderRow, Unclear
from danvan_xl.submissions.locating.vocabulary import Grade, Meaning
from danvan_xl.submissions.raw import RawCell

_LEAST = {"results": 3, "initiatives": 4}
"""Known columns without which nothing is guessed where no name tells of the table."""
_LEAST_IN_AREA = 2
_SURE = {"results": {"indicator"}, "initiatives": {"kind", "field", "stage"}}
"""One of them is among those."""
ORDINALS = frozenset(("stt", "tt", "so tt", "so thu tu", ""))
"""Headers of a column that only numbers the rows."""
_ELSE = re.compile(
    r"\b(?:ke hoach|cung ky|nam truoc|ky truoc|so sanh|tang|giam|ty le|uoc|luy ke|chi tieu giao)\b"
)
"""What is not what the form asks for, wherever it stands."""


def completed(header: HeaderRow, area: Area | None) -> HeaderRow | None:
    """Return ``header`` with the columns that only their place tells; None where it is none.

    ``area``: what the table covers, where that is known.
    """
    known = header.columns.keys()
    if area is None and not header.qualifies:
        enough = len(known) >= _LEAST[header.table] and known & _SURE[header.table]
        if not enough:
            return None
    if area is not None and len(known) < _LEAST_IN_AREA:
        return None
    whole = _Completion(header, area).result()
    return whole if whole.qualifies or (area is not None and whole.unclear) else None


@dataclass(frozen=True)
class _Run:
    """Columns of the form that are missing side by side."""

    keys: tuple[str, ...]
    left: int | None
    """Column on the sheet of the known one before them; None where they are the first."""
    right: int | None


class _Completion:
    """What can be told of the columns of one header that no words tell."""

    def __init__(self, header: HeaderRow, area: Area | None) -> None:
        self._header, self._area = header, area
        self._table: Table = TABLES[header.table]
        self._taken = {h.column for h in header.headers}
        self._is_lost = _is_overwritten(header)
        self._first = header.row if self._is_lost else header.body
        self._known = {
            name: column
            for name, column in header.columns.items()
            if not names_paragraphs(header.grid, header.body, column)
        }
        self._found: dict[str, int] = {}

    def result(self) -> HeaderRow:
        """Return the header with them."""
        header = self._header
        for run in _runs(self._table, self._known):
            self._place(run)
        unclear = [*self._place_needed()]
        lost = self._is_lost
        headers = [
            Header(
                header.row, column, Meaning(name, Grade.PLACE, "" if lost else self._text(column))
            )
            for name, column in self._found.items()
        ]
        every = sorted((*header.headers, *headers), key=lambda h: h.column)
        body = header.row if lost else header.body
        return replace(
            header, headers=tuple(every), unclear=tuple(unclear), is_lost=lost, body=body
        )

    def _place(self, run: _Run) -> None:
        columns = [c for c in self._between(run) if c not in self._taken]
        if len(columns) != len(run.keys) or not self._is_bounded(run):
            columns = [column for column in columns if self._may_be_meant(column)]
        if len(columns) == len(run.keys):
            self._take(run.keys, columns)
        elif len(run.keys) == 1:
            fitting = [c for c in columns if self._fits(run.keys[0], c) and self._cells(c)]
            if len(fitting) == 1:
                self._take(run.keys, fitting)

    def _between(self, run: _Run) -> range:
        """Return the columns of the sheet between the neighbours of a run."""
        count = len(run.keys)
        if run.left is not None and run.right is not None:
            low, high = run.left, run.right
            if count == 1:  # the columns may stand in another order
                low, high = sorted((low, high))
            return range(low + 1, high)
        if run.right is not None:
            first = self._area.first_column if self._area else max(1, run.right - count)
            return range(first, run.right)
        left = run.left or 0
        return range(left + 1, (self._area.last_column if self._area else left + count) + 1)

    def _is_bounded(self, run: _Run) -> bool:
        """Whether something tells on both sides where a run ends."""
        if run.right is None:
            return self._area is not None
        return run.left is not None or self._area is not None or run.right - len(run.keys) == 1

    def _place_needed(self) -> Iterator[Unclear]:
        """Take a needed column that is but one of those left; yield it if it may be several."""
        for names in NEEDED[self._header.table]:
            if names & (self._known.keys() | self._found.keys()):
                continue
            (name,) = sorted(names)[:1]
            fitting = [c for c in self._left_over() if self._cells(c) and self._fits(name, c)]
            if len(fitting) == 1:
                self._take((name,), fitting)
            else:
                yield Unclear(name, tuple(fitting))

    def _left_over(self) -> list[int]:
        columns = range(min(self._taken), max(self._taken) + 2)
        if self._area is not None:
            columns = range(self._area.first_column, self._area.last_column + 1)
        used = self._taken | {*self._found.values()}
        return [c for c in columns if c not in used and self._may_be_meant(c)]

    def _take(self, names: Sequence[str], columns: Sequence[int]) -> None:
        for name, column in zip(names, columns, strict=True):
            is_there = self._is_lost or self._text(column) or self._cells(column)
            if is_there and self._fits(name, column):
                self._found[name] = column

    def _fits(self, name: str, column: int) -> bool:
        says_else = _ELSE.search(key(self._text(column)))
        return not says_else and fit(self._table[name], self._cells(column))

    def _may_be_meant(self, column: int) -> bool:
        """Whether a column has a header of its own, or cells that do not only count rows."""
        text = key(self._text(column))
        return text not in ORDINALS or (not text and bool(self._cells(column)))

    def _cells(self, column: int) -> list[RawCell]:
        return filled(self._header.grid, self._first, column)

    def _text(self, column: int) -> str:
        """Return the header of a column, on one line."""
        sheet = self._header.grid.sheet
        rows = range(self._header.row, max(self._header.body, self._header.row + 1))
        return " ".join(normalise(" ".join(show(sheet.cell(row, column)) for row in rows)).split())


def _runs(table: Table, known: Mapping[str, int]) -> Iterator[_Run]:
    keys: list[str] = []
    left: int | None = None
    for column in table.form_columns:
        at = known.get(column.key)
        if at is None:
            keys.append(column.key)
            continue
        if keys:
            yield _Run(tuple(keys), left, at)
        keys, left = [], at
    if keys:
        yield _Run(tuple(keys), left, None)


def _is_overwritten(header: HeaderRow) -> bool:
    """Whether a row of the table was put over a part of its header."""
    if header.body != header.row + 1:
        return False
    known = {h.column for h in header.headers}
    cells = [
        cell
        for column, cell in enumerate(header.grid.cells(header.row), start=1)
        if column not in known
    ]
    if any(map(is_code, cells)) and header.table == "results":
        return True
    choices = [column for column in TABLES[header.table].form_columns if column.choices]
    return sum(any(is_choice(column, cell) for cell in cells) for column in choices) > 1
