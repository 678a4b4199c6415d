"""Takes a table of the form out of its sheet, with what is to be told about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.tables import RESULTS
from danvan_xl.schema.values import is_blank, show
from danvan_xl.submissions.form_data import Place, TableCells
from danvan_xl.submissions.locating.columns import (
    Columns,
    columns_of,
    guesses,
    missing,
    of_strange,
    strange,
)
from danvan_xl.submissions.locating.header_row import HeaderRow
from danvan_xl.submissions.locating.merges import Rows, cells_of
from danvan_xl.submissions.locating.rowkinds import RowKind
from danvan_xl.submissions.locating.rows import SAY_NOTHING, Body, body_of
from danvan_xl.submissions.locating.search import ANSWERS, Block, Found
from danvan_xl.submissions.locating.vocabulary import Grade
from danvan_xl.submissions.locating.years import years_in
from danvan_xl.submissions.raw import RawCell

_ALIKE, _EXACT = 0.6, 2
"""A second table has this part of the first one's columns, and two headers as in the form."""


@dataclass(frozen=True)
class Taken:
    """A table of the form."""

    block: Block
    columns: Columns
    cells: TableCells
    body: Body
    of_merged: tuple[Finding, ...]
    """What is told of merged cells."""
    fonts: dict[Place, str]
    percents: frozenset[Place]


def rows_of(header: HeaderRow, body: Body) -> frozenset[int]:
    """Return the rows of the sheet in which a table says something, its header too."""
    passed = (row for row, (kind, _) in body.passed.items() if kind not in SAY_NOTHING)
    return frozenset([*range(header.row, header.body), *body.rows, *passed])


def take(found: Found, key: str, year: int | None = None) -> Taken:
    """Return the table ``key`` of those found.

    ``year``: that the form is of, if it is known. Raises ``Unreadable`` when the table has too many
    rows.
    """
    block = found.blocks[key]
    table, grid, header = block.table, block.grid, block.header
    columns = columns_of(block, year)
    numbers = columns.numbers
    body = body_of(header, numbers, found.below(header))
    cells, merged = cells_of(table, grid, numbers, body.rows)
    if header.is_lost:
        _part_from_header(header, body, cells)
    sheet = grid.sheet
    places = [
        ((key, row, name), (row, column)) for row in body.rows for name, column in numbers.items()
    ]
    return Taken(
        block,
        columns,
        TableCells(
            grid.name,
            numbers,
            {n: h.meaning.text or table[n].header for n, h in columns.chosen.items()},
            cells,
        ),
        body,
        tuple(merged),
        {place: sheet.legacy_fonts[at] for place, at in places if at in sheet.legacy_fonts},
        frozenset(place for place, at in places if at in sheet.percents),
    )


def _part_from_header(header: HeaderRow, body: Body, cells: Rows) -> None:
    """Leave out what is left of a header beside the row that was put over it.

    A row that stands once more below is a copy that slipped, and is none of the table.
    """
    row = header.row
    if row not in cells:
        return
    for one in header.headers:
        if one.meaning.grade is not Grade.PLACE:
            cells[row][one.meaning.key] = None
    said = {name: cell for name, cell in cells[row].items() if not is_blank(cell)}
    if any(said.items() <= other.items() for number, other in cells.items() if number != row):
        del cells[row]
        body.rows.remove(row)
        body.passed[row] = RowKind.COPY, show(next(iter(said.values()), ""))


def remarks(
    taken: Taken, found: Found, year: int | None, answered: Collection[int]
) -> Iterator[Finding]:
    """Yield what is to be told about a table.

    ``year``: that the form is of; ``answered``: rows of its sheet from which facts were taken.
    """
    block, body, columns, header = taken.block, taken.body, taken.columns, taken.block.header
    beside = frozenset(
        column
        for other in found.headers
        if other is not header
        and other.grid is block.grid
        and other.row < max(body.last, header.body)
        for column in other.columns.values()
    )
    lines = [row for row in range(header.body, body.last + 1) if row not in body.passed]
    strangers = strange(block, columns, lines, beside)
    yield from _of_place(block, body)
    yield from guesses(block, columns, body.rows, year)
    yield from _of_rows(block, body, answered)
    yield from taken.of_merged
    yield from missing(block, columns, strangers, bool(body.rows))
    yield from of_strange(block, strangers)
    yield from _seconds(found, block, body, year)


def _of_place(block: Block, body: Body) -> Iterator[Finding]:
    """A table found by its header or its rows only (P14), rows below its area (P20)."""
    key, name = block.table.key, block.table.sheet
    lost = block.header.is_lost
    if block.area is None or lost:
        how = "thứ tự cột của mẫu phiếu vì dòng tiêu đề bị mất hoặc bị ghi đè"
        yield finding(
            "P14",
            table=key,
            row=block.header.row,
            name=name,
            sheet=block.grid.name,
            how=how if lost else "tiêu đề",
        )
    if block.area is None:
        return
    below = [row for row in body.rows if row > block.area.last_row]
    if below:
        yield finding("P20", table=key, row=below[0], name=name, count=len(below))


def _of_rows(block: Block, body: Body, answered: Collection[int]) -> Iterator[Finding]:
    """Hidden rows that hold something (P16), rows that are none of the table (P17).

    An answer of the first sheet that was taken as such is nothing to tell.
    """
    key, sheet = block.table.key, block.grid.name
    hidden = [row for row in body.rows if row in block.grid.sheet.hidden_rows]
    if hidden:
        yield finding("P16", table=key, row=hidden[0], sheet=sheet, rows=_shortly(hidden))
    for row, (kind, text) in sorted(body.passed.items()):
        if kind is not RowKind.SILENT and not (kind is RowKind.FACT and row in answered):
            yield finding(
                "P17", table=key, row=row, line=row, sheet=sheet, what=kind.value, value=text
            )


def _shortly(rows: Sequence[int]) -> str:
    """Return ``4, 7–9`` for rows 4, 7, 8, 9."""
    runs = []
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [row for _, row in run]
        runs.append(f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0]))
    return ", ".join(runs[:6]) + (" …" if len(runs) > 6 else "")


def _seconds(found: Found, block: Block, body: Body, year: int | None) -> Iterator[Finding]:
    """Other blocks that are filled in as the same table and say something else (P21, P31).

    Two tables of results that differ go back, unless the sheet of one names another year.
    """
    used, told = block.header, set[str]()
    own = _lines(used, body.rows)
    for other in found.headers:
        if other is used or other.table != used.table or other.grid.name in told:
            continue
        if other.continues(used) and other.row <= body.last:
            continue
        if not is_like(other, used):
            continue
        rows = body_of(other, other.columns, found.below(other)).rows
        answers = other.columns[ANSWERS[other.table]]
        filled = any(not is_blank(other.grid.sheet.cell(row, answers)) for row in rows)
        if filled and _lines(other, rows) != own:
            told.add(other.grid.name)
            yield _second(block, other, year)


def is_like(other: HeaderRow, used: HeaderRow) -> bool:
    """Whether a header is that of another copy of the same table."""
    return (
        other.table == used.table
        and len(other.columns) >= _ALIKE * len(used.columns)
        and other.exact >= _EXACT
    )


def _second(block: Block, other: HeaderRow, year: int | None) -> Finding:
    name, sheet, used = block.table.sheet, other.grid.name, block.grid.name
    years = years_in(sheet)
    if other.table == RESULTS.key and (year is None or not years or year in years):
        what = f"bảng «{name}» ở trang «{used}» và ở trang «{sheet}» ghi khác nhau"
        return finding("P31", table=other.table, row=block.header.row, what=what)
    row = block.header.row
    return finding("P21", table=other.table, row=row, name=name, sheet=sheet, used=used)


def _lines(header: HeaderRow, rows: Sequence[int]) -> list[dict[str, RawCell]]:
    """Return what the rows below a header say, blank cells left out."""
    sheet = header.grid.sheet
    return [
        {
            name: cell
            for name, column in header.columns.items()
            if not is_blank(cell := sheet.cell(row, column))
        }
        for row in rows
    ]
