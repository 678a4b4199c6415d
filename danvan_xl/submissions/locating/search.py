"""Finds the form's tables in a workbook: by defined names, by Excel tables, by their headers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from danvan_xl.ooxml import Area
from danvan_xl.schema.columns import Table
from danvan_xl.schema.form import INITIATIVES_AREA, RESULTS_AREA
from danvan_xl.schema.tables import INITIATIVES, RESULTS, SUBMISSIONS
from danvan_xl.schema.text import key
from danvan_xl.schema.values import is_blank
from danvan_xl.submissions.locating.grid import Grid
from danvan_xl.submissions.locating.header_row import TABLES, HeaderRow
from danvan_xl.submissions.locating.headerless import headerless
from danvan_xl.submissions.locating.headers import begins_like_header, header_at, headers_in
from danvan_xl.submissions.raw import RawBook, Unreadable

AREAS: Mapping[str, str] = {RESULTS.key: RESULTS_AREA, INITIATIVES.key: INITIATIVES_AREA}
"""Key of a table → the name over it."""
ANSWERS = {RESULTS.key: "value", INITIATIVES.key: "name"}
"""The column that is blank in a table which nobody filled in."""
_LOOKED_AT = 300
"""Rows of a sheet in which headers are sought."""
_LOOKED_AT_BELOW = 6_000
"""The same where the sheet has one: tables may stand one under another."""
_MOST_TEXTS = 40_000
"""Short texts looked at; a form has some hundred in these rows."""
_MOST_HEADERS = 200
"""Of one sheet: a printed table repeats its header on each page."""
_ADDED_ABOVE = 3
"""Rows that may have come between the top of an area and the header."""


@dataclass(frozen=True)
class Block:
    """Where a table of the form stands."""

    header: HeaderRow
    area: Area | None
    """What the defined name or the Excel table covers; None where only its header told."""

    @property
    def table(self) -> Table:
        """The table it is."""
        return TABLES[self.header.table]

    @property
    def grid(self) -> Grid:
        """Its sheet."""
        return self.header.grid


@dataclass(frozen=True)
class Found:
    """The tables of a workbook."""

    blocks: Mapping[str, Block]
    """Key of a table → the one to read. A table that is not there has no entry."""
    headers: Sequence[HeaderRow]
    """All header rows, those of the blocks too, in the order of sheets and rows."""

    def below(self, header: HeaderRow) -> list[HeaderRow]:
        """Return the other header rows on its sheet further down."""
        return [h for h in self.headers if h.grid is header.grid and h.row > header.row]


def search(book: RawBook, grids: Sequence[Grid]) -> Found:
    """Return the tables of ``book``.

    Raises :class:`Unreadable` when it is the office's own workbook or absurdly large.
    """
    if SUBMISSIONS.name.casefold() in book.tables:
        raise Unreadable("T02", missing="các trang của phiếu (đây là sổ theo dõi của Sở)")
    named = {name: block for name in TABLES if (block := _named(book, grids, name))}
    headers = _all_headers(grids, [block.header for block in named.values()])
    blocks = dict(named)
    for name in TABLES.keys() - named.keys():
        choices = [header for header in headers if header.table == name]
        if choices:
            blocks[name] = Block(max(choices, key=_fitness), None)
        elif (header := _without_header(grids, name)) is not None:
            blocks[name] = Block(header, None)
            headers.append(header)
    headers.sort(key=lambda header: (header.grid.order, header.row))
    return Found({name: blocks[name] for name in TABLES if name in blocks}, headers)


def _fitness(header: HeaderRow) -> tuple[bool, float, bool, int, int]:
    """Return what decides between several: answers, the fit, being seen, the order in the file."""
    grid = header.grid
    answers = header.columns[ANSWERS[header.table]]
    rows = range(header.body, grid.last_row + 1)
    filled = any(not is_blank(grid.sheet.cell(row, answers)) for row in rows)
    return filled, header.score, not grid.sheet.hidden, -grid.order, -header.row


def _without_header(grids: Sequence[Grid], table: str) -> HeaderRow | None:
    """Return a table that has lost names and header: on a sheet called as in the form first.

    Codes of indicators tell on any sheet; words of initiatives may be a list of something else.
    """
    own = [grid for grid in grids if key(grid.name) == key(TABLES[table].sheet)]
    others = [grid for grid in grids if grid not in own and not grid.sheet.hidden]
    for grid in [*own, *(others if table == RESULTS.key else [])]:
        if (header := headerless(grid, table, None)) is not None:
            return header
    return None


def _named(book: RawBook, grids: Sequence[Grid], table: str) -> Block | None:
    """Return the table under its defined name, else as an Excel table, where the headers agree."""
    places = (book.areas.get(AREAS[table]), book.tables.get(TABLES[table].name.casefold()))
    blocks: list[Block] = []
    for place in places:
        if place is None:
            continue
        sheet, area = place
        grid = next((g for g in grids if g.name.casefold() == sheet.casefold()), None)
        if grid is None:
            continue
        for row in range(area.first_row, min(area.last_row, area.first_row + _ADDED_ABOVE) + 1):
            if (header := _inside(header_at(grid, row, table, area), area)) is not None:
                blocks.append(Block(header, area))
                break
        else:
            rows = range(1, min(grid.last_row, _LOOKED_AT) + 1)
            moved = any(header.table == table for header in headers_in(grid, rows))
            if not moved and (lost := headerless(grid, table, area)) is not None:
                blocks.append(Block(lost, area))
    if not blocks:
        return None
    first = blocks[0]
    same = [b.area for b in blocks if b.header == first.header and b.area]
    return Block(first.header, max(same, key=lambda area: area.last_row))


def _inside(header: HeaderRow | None, area: Area) -> HeaderRow | None:
    """Return ``header`` if it is the header of what ``area`` covers."""
    if header is None:
        return None
    inside = [c for c in header.columns.values() if area.first_column <= c <= area.last_column]
    return header if 2 * len(inside) >= len(header.columns) else None


def _all_headers(grids: Sequence[Grid], known: Iterable[HeaderRow]) -> list[HeaderRow]:
    """Return ``known`` headers and all others, in the order of sheets and rows."""
    found: list[HeaderRow] = []
    budget = _MOST_TEXTS
    for grid in grids:
        own = [header for header in known if header.grid is grid]
        last = min(grid.last_row, _LOOKED_AT)
        budget -= sum(len(grid.texts(row)) for row in range(1, last + 1))
        if budget < 0:
            raise Unreadable("T07", what="quá nhiều ô chữ")
        here = [*headers_in(grid, range(1, last + 1))]
        if here or own:
            below = range(last + 1, min(grid.last_row, _LOOKED_AT_BELOW) + 1)
            here += headers_in(grid, (row for row in below if begins_like_header(grid, row)))
        if len(here) > _MOST_HEADERS:
            raise Unreadable("T07", what="quá nhiều bảng")
        others = [h for h in here if not any(h.overlaps(header) for header in own)]
        found += sorted([*own, *others], key=lambda header: header.row)
    return found
