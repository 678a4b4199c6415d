"""The header row of a table of the form, as far as it is recognised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from danvan_xl.schema.columns import Table
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.submissions.locating.grid import Grid
from danvan_xl.submissions.locating.vocabulary import Grade, Meaning

TABLES: Mapping[str, Table] = {table.key: table for table in (RESULTS, INITIATIVES)}

_WEIGHTS = {Grade.EXACT: 1.0, Grade.SYNONYM: 0.8, Grade.SLIP: 0.7, Grade.PLACE: 0.0}
NEEDED = {"results": ({"value"}, {"indicator", "text"}), "initiatives": ({"name"},)}
"""One of each set must be there."""
_LEAST = {"results": 2.0, "initiatives": 2.5}


@dataclass(frozen=True)
class Unclear:
    """A column of the form that may be one of several on the sheet."""

    key: str
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Header:
    """A header cell that was recognised."""

    row: int
    column: int
    meaning: Meaning


@dataclass(frozen=True)
class HeaderRow:
    """The header of what looks like one of the form's tables."""

    grid: Grid
    table: str
    """Key of the table."""
    row: int
    body: int
    """First row below it."""
    headers: tuple[Header, ...]
    """From left to right; two may mean the same column."""
    is_lost: bool = False
    """Whether a row of the table stands in its place, or nothing: ``body`` is ``row`` then."""
    unclear: tuple[Unclear, ...] = ()
    """Columns the table cannot do without and that may be one of several."""

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """Column key → column number of the surest header, the leftmost of equals."""
        ranked = sorted(self.headers, key=lambda h: (-h.meaning.grade, -h.column))
        return {header.meaning.key: header.column for header in ranked}

    @cached_property
    def worded(self) -> Mapping[str, int]:
        """The same of the headers whose words tell what they are."""
        told = {h.column for h in self.headers if h.meaning.grade is not Grade.PLACE}
        return {name: column for name, column in self.columns.items() if column in told}

    @cached_property
    def score(self) -> float:
        """How much of the table's header it has."""
        best: dict[str, float] = {}
        for header in self.headers:
            name, weight = header.meaning.key, _WEIGHTS[header.meaning.grade]
            best[name] = max(weight, best.get(name, 0))
        return sum(best.values())

    @property
    def exact(self) -> int:
        """How many headers are as the form has them."""
        return len({h.meaning.key for h in self.headers if h.meaning.grade is Grade.EXACT})

    @property
    def qualifies(self) -> bool:
        """Whether it is a header of that table at all."""
        enough = self.score >= _LEAST[self.table]
        return enough and all(self.columns.keys() & names for names in NEEDED[self.table])

    def overlaps(self, other: HeaderRow) -> bool:
        """Whether both are in the same rows and have a column in common."""
        return (
            self.grid is other.grid
            and self.row < max(other.body, other.row + 1)
            and other.row < max(self.body, self.row + 1)
            and not {*self.columns.values()}.isdisjoint(other.columns.values())
        )

    def continues(self, other: HeaderRow) -> bool:
        """Whether it repeats ``other`` further down, as where a new page begins."""
        same = self.grid is other.grid and self.table == other.table and self.row > other.row
        return same and self.worded == other.worded
