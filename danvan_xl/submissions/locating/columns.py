"""Which column of a sheet is which of the table, and what is to be told about the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from danvan_xl.findings import Finding, finding
from danvan_xl.ooxml import Area, column_letter
from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.guide import PARAGRAPH_TITLES
from danvan_xl.schema.text import key, normalise
from danvan_xl.schema.values import is_blank, show
from danvan_xl.submissions.locating.headers import Header
from danvan_xl.submissions.locating.search import Block
from danvan_xl.submissions.locating.vocabulary import Grade
from danvan_xl.submissions.locating.years import years_in

_MOST_TOLD = 10
"""Strange columns told one by one."""
_ORDINALS = frozenset(("stt", "tt", "so tt", "so thu tu", ""))
"""Headers of a column that only numbers the rows."""
_ORDINAL = re.compile(r"\d{1,4}\.?|[IVX]+\.?")
_PARAGRAPHS = frozenset(key(f"{n}. {title}") for n, title in PARAGRAPH_TITLES.items())
"""Beside its results the form names the paragraphs of the dispatch."""
_TIMELESS = frozenset(("year",))
"""Numbers that are no measures."""
_MEASURES = {
    "triệu đồng": re.compile(r"\b(?:trieu|trd|tr d)\b"),
    "nghìn đồng": re.compile(r"\b(?:nghin|ngan|1 000|1000|000d)\b"),
    "tỷ đồng": re.compile(r"\bty\b"),
}


@dataclass(frozen=True)
class Columns:
    """The columns of a table."""

    chosen: Mapping[str, Header]
    """Column key → its header."""
    doubles: tuple[Header, ...]
    """Headers that mean a chosen column just as surely."""

    @property
    def numbers(self) -> dict[str, int]:
        """Column key → column number."""
        return {name: header.column for name, header in self.chosen.items()}


def columns_of(block: Block) -> Columns:
    """Return the columns of a table, in the schema's order.

    Of headers with the same meaning the surest is taken, then one inside of the table's area, then
    the leftmost; but not one whose column is empty where another's is not.
    """
    meant: defaultdict[str, list[Header]] = defaultdict(list)
    for header in block.header.headers:
        meant[header.meaning.key].append(header)
    chosen, doubles = {}, []
    for column in block.table.form_columns:
        headers = [h for h in meant[column.key] if not _names_paragraphs(block, h.column)]
        if not headers:
            continue
        surest = min(header.meaning.grade for header in headers)
        equals = [header for header in headers if header.meaning.grade == surest]
        if len(equals) > 1:
            equals.sort(key=lambda h: (not _is_filled(block, h.column), _outside(h, block.area)))
        chosen[column.key], *more = equals
        doubles += more
    return Columns(chosen, tuple(doubles))


def _outside(header: Header, area: Area | None) -> tuple[bool, int]:
    inside = area is None or area.first_column <= header.column <= area.last_column
    return not inside, header.column


def _is_filled(block: Block, column: int) -> bool:
    sheet = block.grid.sheet
    rows = range(block.header.body, block.grid.last_row + 1)
    return any(not is_blank(sheet.cell(row, column)) for row in rows)


def _names_paragraphs(block: Block, column: int) -> bool:
    """Whether all a column holds are the form's names of paragraphs, beside its results."""
    sheet, any_text = block.grid.sheet, False
    for row in range(block.header.body, block.grid.last_row + 1):
        if not is_blank(cell := sheet.cell(row, column)):
            if key(show(cell)) not in _PARAGRAPHS:
                return False
            any_text = True
    return any_text


def guesses(block: Block, columns: Columns, rows: Sequence[int], year: int | None) -> list[Finding]:
    """Return what is told of headers that are not as in the form (P13), of money that is not in
    đồng (P28), of another year's figures (P29) and of columns that stand twice and differ (P22).

    ``year``: that the form is of; None where it does not say.
    """
    table, sheet = block.table, block.grid.sheet
    found = []
    for name, header in columns.chosen.items():
        column, text = table[name], header.meaning.text
        answered = any(not is_blank(sheet.cell(row, header.column)) for row in rows)
        measure = _measure(text) if column.type is Type.MONEY and answered else ""
        of_another_year = answered and _is_of_another_year(block, header, column, year)
        tell = partial(finding, table=table.key, row=header.row, column=name)
        if measure:
            found.append(tell("P28", value=text, unit=measure, expected=column.unit))
        if of_another_year:
            whole = text if years_in(text) else _header_of(block, header.column)
            found.append(tell("P29", value=whole, expected=year))
        elif not measure and header.meaning.grade is not Grade.EXACT:
            found.append(tell("P13", value=text, expected=column.header))
    for double in columns.doubles:
        name = double.meaning.key
        own = columns.chosen[name].column
        for row in rows:
            other = sheet.cell(row, double.column)
            if not is_blank(other) and other != sheet.cell(row, own):
                text = double.meaning.text
                found.append(finding("P22", table=table.key, row=row, column=name, value=text))
                break
    return found


def strange(
    block: Block, columns: Columns, rows: Iterable[int], taken: frozenset[int]
) -> list[Finding]:
    """Return what is told of columns that are none of the form's but hold something (P23).

    ``rows``: of the table; ``taken``: columns that another table beside it has.
    """
    known = {*columns.numbers.values(), *(d.column for d in columns.doubles), *taken}
    values: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        for column, cell in enumerate(block.grid.cells(row), start=1):
            if cell is not None and column not in known and not is_blank(cell):
                values[column].append(show(cell))
    named = {column: _header_of(block, column) for column in sorted(values)}
    told = [
        text or column_letter(column)
        for column, text in named.items()
        if not _says_nothing(text, values[column])
    ]
    if len(told) > _MOST_TOLD:
        rest = len(told) - _MOST_TOLD + 1
        told[_MOST_TOLD - 1 :] = [f"{told[_MOST_TOLD - 1]} … ({rest} cột)"]
    row = block.header.row
    return [finding("P23", table=block.table.key, row=row, value=text) for text in told]


def _is_of_another_year(block: Block, header: Header, column: Column, year: int | None) -> bool:
    """Whether a header, the part in its lower rows too, names years and none is the form's."""
    if year is None or column.key in _TIMELESS:
        return False
    if not (column.yearly or column.type.is_number):
        return False
    named = years_in(f"{header.meaning.text} {_header_of(block, header.column)}")
    return bool(named) and year not in named


def _header_of(block: Block, column: int) -> str:
    rows = range(block.header.row, block.header.body)
    texts = [normalise(show(block.grid.sheet.cell(row, column))) for row in rows]
    return " ".join(" ".join(texts).split())


def _says_nothing(header: str, values: list[str]) -> bool:
    """Whether a column only numbers the rows or names the paragraphs as the form does."""
    if key(header) in _ORDINALS and all(_ORDINAL.fullmatch(value.strip()) for value in values):
        return True
    return all(key(value) in _PARAGRAPHS for value in values)


def _measure(header: str) -> str:
    words = key(header)
    return next((unit for unit, sign in _MEASURES.items() if sign.search(words)), "")
