"""Recognises the header row of a table of the form, also where it takes two rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from danvan_xl.ooxml import Area
from danvan_xl.submissions.locating.grid import Grid
from danvan_xl.submissions.locating.header_row import Header, HeaderRow
from danvan_xl.submissions.locating.places import completed
from danvan_xl.submissions.locating.vocabulary import VOCABULARIES, Vocabulary

_FIRST_CELLS = 6
_HIGHEST = 4
"""Rows of a header."""

_ALL = (*VOCABULARIES.values(),)

_Options = Sequence[tuple[int, str]]
"""Row and text: what the header of one column may be, the likeliest first."""


def header_at(grid: Grid, row: int, table: str, area: Area | None = None) -> HeaderRow | None:
    """Return the header of ``table`` that begins in ``row``, if one does.

    ``area``: what the table covers, where that is known.
    """
    vocabulary = VOCABULARIES[table]
    single = {column: [(row, text)] for column, text in grid.texts(row).items()}
    below = {column: [(row + 1, text)] for column, text in grid.texts(row + 1).items()}
    upper, lower = _recognised(single, vocabulary), _recognised(below, vocabulary)
    found = _header(grid, row, table, upper, row)
    if max(len(upper), len(lower)) > 1:
        both = _header(grid, row, table, _recognised(_stacked(grid, row), vocabulary), row + 1)
        if len(both.columns) > max(len(found.columns), len({h.meaning.key for h in lower})):
            found = both
    return completed(found, area)


def headers_in(grid: Grid, rows: Iterable[int]) -> Iterator[HeaderRow]:
    """Return the headers that begin in ``rows`` of a sheet, whatever the table.

    Where the same cells could be the header of both tables, the better fit is taken.
    """
    last: list[HeaderRow] = []
    for row in rows:
        if not (_may_begin(grid.texts(row)) or _may_begin(grid.texts(row + 1))):
            continue
        found = [h for table in VOCABULARIES if (h := header_at(grid, row, table))]
        found.sort(key=lambda header: header.score, reverse=True)
        for header in _beside(found):
            if not any(header.overlaps(other) for other in last):
                last = [other for other in last if other.body > row] + [header]
                yield header


def _beside(found: Sequence[HeaderRow]) -> Sequence[HeaderRow]:
    """Return the headers of one row, a column that two claim only with the one surer of it.

    Two tables may stand side by side. Where not both are whole without the columns that they lose,
    there is but one, and all are returned as they are.
    """
    parted = []
    for header in found:
        others = [h for other in found if other is not header for h in other.headers]
        lost = {
            own.column
            for own in header.headers
            for other in others
            if own.column == other.column and other.meaning.grade < own.meaning.grade
        }
        kept = tuple(own for own in header.headers if own.column not in lost)
        parted.append(replace(header, headers=kept))
    return parted if all(header.qualifies for header in parted) else found


def begins_like_header(grid: Grid, row: int) -> bool:
    """Whether two of the first cells of a row are headers; cheaper than looking at all."""
    return _may_begin(dict(islice(grid.texts(row).items(), _FIRST_CELLS)))


def _may_begin(texts: Mapping[int, str]) -> bool:
    """Whether two of the texts are headers of one table."""
    if len(texts) < 2:
        return False
    return any(sum(v.meaning(t) is not None for t in texts.values()) > 1 for v in _ALL)


def _header(
    grid: Grid, row: int, table: str, headers: tuple[Header, ...], bottom: int
) -> HeaderRow:
    """Return a header row, as high as its merged cells are where nothing but words is beside."""
    columns = [header.column for header in headers]
    ends = [grid.merged_at(header.row, header.column).last_row for header in headers]
    while bottom < row + _HIGHEST - 1 and _goes_on(grid, bottom + 1, columns, ends):
        bottom += 1
    return HeaderRow(grid, table, row, bottom + 1, headers)


def _goes_on(grid: Grid, row: int, columns: Iterable[int], ends: Sequence[int]) -> bool:
    """Whether ``row`` is part of the header: most cells are merged down into it, no figure in it.

    ``ends``: the last row of each header cell.
    """
    cells = [grid.sheet.cell(row, column) for column in columns]
    merged = sum(end >= row for end in ends)
    return 2 * merged > len(ends) and all(cell is None or isinstance(cell, str) for cell in cells)


def _stacked(grid: Grid, row: int) -> dict[int, _Options]:
    """Return what the headers are when they take this row and the next."""
    top, bottom = grid.texts(row), grid.texts(row + 1)
    for area in grid.merged_in(row):
        if area.columns > 1 and (text := top.get(area.first_column)):
            top |= {c: text for c in range(area.first_column, area.last_column + 1) if c in bottom}
    stacked: dict[int, _Options] = {}
    for column in top.keys() | bottom.keys():
        above, below = top.get(column, ""), bottom.get(column, "")
        both = [(row, f"{above} {below}"), (row, f"{below} {above}")] if above and below else []
        alone = [(row + 1, below)] * bool(below) + [(row, above)] * bool(above)
        stacked[column] = [*both, *alone]
    return stacked


def _recognised(options: Mapping[int, _Options], vocabulary: Vocabulary) -> tuple[Header, ...]:
    """Return the headers that are recognised among what the columns may be called."""
    found: dict[int, Header] = {}
    for column, texts in options.items():
        meanings = [(row, vocabulary.meaning(text)) for row, text in texts]
        known = [Header(row, column, meaning) for row, meaning in meanings if meaning]
        if known:
            found[column] = min(known, key=lambda header: header.meaning.grade)
    names = {header.meaning.key for header in found.values()}
    if len(names) > 1:
        for column in options.keys() - found.keys():
            for row, text in options[column]:
                likely = vocabulary.likely(text)
                if likely and likely.key not in names:
                    found[column] = Header(row, column, likely)
                    break
    return tuple(found[column] for column in sorted(found))
