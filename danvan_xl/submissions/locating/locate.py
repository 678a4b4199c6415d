"""From the cells of a file to what its form says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from danvan_xl.findings import Finding, finding
from danvan_xl.ooxml import Area
from danvan_xl.schema.form import FACTS, INFO_SHEET, SEAL
from danvan_xl.schema.values import is_blank, show
from danvan_xl.submissions.form_data import FormData, Place, TableCells
from danvan_xl.submissions.locating.columns import columns_of
from danvan_xl.submissions.locating.facts import Answer, find_facts, guessed_labels, titles_of
from danvan_xl.submissions.locating.grid import Grid, grids_of
from danvan_xl.submissions.locating.header_row import TABLES
from danvan_xl.submissions.locating.rows import body_of
from danvan_xl.submissions.locating.search import Found, search
from danvan_xl.submissions.locating.tables import Taken, is_like, remarks, rows_of, take
from danvan_xl.submissions.locating.unread import of_other_sheets
from danvan_xl.submissions.locating.vocabulary import Grade
from danvan_xl.submissions.locating.years import year_of_form
from danvan_xl.submissions.raw import RawBook, RawCell, Unreadable

_OF_UNIT = ("unit_code", "unit_name")


def locate(book: RawBook, file: str, sha256: str) -> FormData:
    """Return what the form in ``book`` says; its values are not interpreted.

    ``file``: name of the file, without its folder. Raises :class:`Unreadable` when it is no form
    at all (T02) or too large for one (T07).
    """
    grids = grids_of(book)
    found = search(book, grids)
    taken = {key: take(found, key) for key in found.blocks}
    rows = _rows_of_tables(found, taken.values())
    facts = find_facts(book, grids, rows)
    if missing := _missing(taken, facts):
        raise Unreadable("T02", missing=", ".join(missing))
    answered = {(answer.grid, answer.row) for answer in facts.values()}
    seal = facts.pop(SEAL, None)
    titles = tuple(_titles(grids, facts, taken))
    year = year_of_form(_cell(facts.get("period_year")), titles)
    for name, one in taken.items():
        if columns_of(one.block, year) != one.columns:  # of two columns, that of the year
            taken[name] = take(found, name, year)
    tables = {key: taken[key].cells if key in taken else _no_table() for key in TABLES}
    return FormData(
        file=file,
        sha256=sha256,
        kind=book.kind,
        facts={fact.name: _cell(facts.get(fact.name)) for fact in FACTS},
        fact_places={
            name: (answer.grid.name, str(Area.cell(answer.row, answer.column)))
            for name, answer in facts.items()
        },
        tables=tables,
        seal=show(_cell(seal)).strip(),
        titles=titles,
        fonts=_fonts(facts) | {p: font for t in taken.values() for p, font in t.fonts.items()},
        percents=frozenset[tuple[str, int, str]]().union(*(t.percents for t in taken.values())),
        remarks=(
            *book.remarks,
            *_remarks(taken, facts),
            *_of_tables(found, taken.values(), year, answered),
            *of_other_sheets(grids, _used(found, facts, taken), facts, rows),
        ),
    )


def _no_table() -> TableCells:
    return TableCells("", {}, {}, {})


def _cell(answer: Answer | None) -> RawCell:
    return None if answer is None else answer.cell


def _missing(taken: Mapping[str, Taken], facts: Mapping[str, Answer]) -> list[str]:
    """Return what is not there if the file is no form, nothing if it is one.

    A table of results that was only guessed is not enough by itself.
    """
    has_unit = any(not is_blank(_cell(facts.get(name))) for name in _OF_UNIT)
    results = taken.get("results")
    sure = results is not None and (
        results.block.area is not None
        or "initiatives" in taken
        or _is_own_header(results, "indicator")
    )
    if sure or (taken and has_unit):
        return []
    missing = [f"bảng «{table.sheet}»" for key, table in TABLES.items() if key not in taken]
    labels = [f"ô «{fact.label}»" for fact in FACTS if fact.name in _OF_UNIT]
    return [*missing, *(labels if not has_unit else [])]


def _is_own_header(taken: Taken, name: str) -> bool:
    header = taken.columns.chosen.get(name)
    return header is not None and header.meaning.grade is Grade.EXACT


def _rows_of_tables(found: Found, taken: Iterable[Taken]) -> Mapping[Grid, set[int]]:
    """Return the rows in which a label would be a header or a cell, of tables not taken too."""
    bodies = {table.block.header: table.body for table in taken}
    rows: defaultdict[Grid, set[int]] = defaultdict(set)
    for header in found.headers:
        body = bodies.get(header) or body_of(header, header.columns, found.below(header))
        rows[header.grid] |= rows_of(header, body)
    return rows


def _used(found: Found, facts: Mapping[str, Answer], taken: Mapping[str, Taken]) -> frozenset[Grid]:
    """Return the sheets that were read or hold another copy of a table that was."""
    copies = (
        header.grid
        for header in found.headers
        if any(is_like(header, one.block.header) for one in taken.values())
    )
    read = (one.block.grid for one in taken.values())
    return frozenset([*read, *copies, *(answer.grid for answer in facts.values())])


def _titles(
    grids: Sequence[Grid], facts: Mapping[str, Answer], taken: Mapping[str, Taken]
) -> Iterator[str]:
    """Yield the texts at the top of the first sheet; without facts, those above the tables too."""
    tops: dict[Grid, int] = {}
    for table in taken.values():
        grid = table.block.grid
        row = table.block.header.row
        tops[grid] = min(row, tops.get(grid, row))
    of_facts = Counter(answer.grid for answer in facts.values())
    if of_facts:
        first = of_facts.most_common(1)[0][0]
        rows = [answer.row for answer in facts.values() if answer.grid is first]
        yield from titles_of(first, min([*rows, tops.get(first, rows[0])]))
        return
    for grid in grids:
        if grid in tops or not grid.sheet.hidden:
            yield from titles_of(grid, tops.get(grid, grid.last_row + 1))
        if grid in tops:
            return


def _fonts(facts: Mapping[str, Answer]) -> dict[Place, str]:
    fonts = {n: a.grid.sheet.legacy_fonts.get((a.row, a.column)) for n, a in facts.items()}
    return {("facts", 0, name): font for name, font in fonts.items() if font is not None}


def _remarks(taken: Mapping[str, Taken], facts: Mapping[str, Answer]) -> Iterator[Finding]:
    if not facts:
        yield finding("P27", name=f"trang «{INFO_SHEET}»")
    for key, table in TABLES.items():
        if key not in taken:
            yield finding("P27", name=f"bảng «{table.sheet}»")
    used = {a.grid: finding("P15", table="facts", sheet=a.grid.name) for a in facts.values()}
    for key, one in taken.items():
        grid = one.block.grid
        used[grid] = finding("P15", table=key, row=one.block.header.row, sheet=grid.name)
    yield from (remark for grid, remark in used.items() if grid.sheet.hidden)
    yield from guessed_labels(facts)


def _of_tables(
    found: Found,
    taken: Iterable[Taken],
    year: int | None,
    answered: Collection[tuple[Grid, int]],
) -> Iterator[Finding]:
    for one in taken:
        rows = {row for grid, row in answered if grid is one.block.grid}
        yield from remarks(one, found, year, rows)
