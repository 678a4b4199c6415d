"""Which column of a sheet is which of the table, and what is to be told about the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from danvan_xl.findings import Finding, finding
from danvan_xl.ooxml import Area, column_letter
from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.text import key, normalise
from danvan_xl.schema.values import is_blank, show
from danvan_xl.submissions.locating.fitting import PARAGRAPHS, names_paragraphs
from danvan_xl.submissions.locating.header_row import Header
from danvan_xl.submissions.locating.places import ORDINALS
from danvan_xl.submissions.locating.search import Block
from danvan_xl.submissions.locating.vocabulary import Grade
from danvan_xl.submissions.locating.years import years_in

_MOST_TOLD = 10
"""Strange columns told one by one."""
_ORDINAL = re.compile(r"\d{1,4}\.?|[IVX]+\.?")
_NO_HEADER = "(trống)"
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


def columns_of(block: Block, year: int | None = None) -> Columns:
    """Return the columns of a table, in the schema's order.

    Of headers with the same meaning the surest is taken, then one inside of the table's area, then
    the leftmost; but not one whose column is empty where another's is not, nor one of another
    ``year`` where another's is of the form's or of none.
    """
    meant: defaultdict[str, list[Header]] = defaultdict(list)
    for header in block.header.headers:
        meant[header.meaning.key].append(header)
    chosen, doubles = {}, []
    for column in block.table.form_columns:
        headers = [h for h in meant[column.key] if not _names_paragraphs(block, h)]
        timely = [h for h in headers if not _is_of_another_year(block, h, column, year)]
        headers = timely or headers
        if not headers:
            continue
        surest = min(header.meaning.grade for header in headers)
        equals = [header for header in headers if header.meaning.grade == surest]
        if len(equals) > 1:
            equals.sort(key=lambda h: (not _is_filled(block, h.column), _outside(h, block.area)))
        chosen[column.key], *more = equals
        doubles += more
    return Columns(chosen, tuple(doubles))


def _names_paragraphs(block: Block, header: Header) -> bool:
    return names_paragraphs(block.grid, block.header.body, header.column)


def _outside(header: Header, area: Area | None) -> tuple[bool, int]:
    inside = area is None or area.first_column <= header.column <= area.last_column
    return not inside, header.column


def _is_filled(block: Block, column: int) -> bool:
    sheet = block.grid.sheet
    rows = range(block.header.body, block.grid.last_row + 1)
    return any(not is_blank(sheet.cell(row, column)) for row in rows)


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
        elif not measure and header.meaning.grade is Grade.PLACE:
            if not block.header.is_lost:
                how = ", theo vị trí của cột"
                found.append(tell("P13", value=text or _NO_HEADER, expected=column.header, how=how))
        elif not measure and header.meaning.grade is not Grade.EXACT:
            found.append(tell("P13", value=text, expected=column.header, how=""))
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


def missing(
    block: Block, columns: Columns, strangers: Sequence[str], any_row: bool
) -> Iterator[Finding]:
    """Yield what is told of columns of the form that are not there (P27, P32).

    P27 where one may be one of several, or the table cannot do without it; P32 of others where
    most of the form's are there. ``strangers``: columns that are none of the form's.
    """
    table, header = block.table, block.header
    for one in header.unclear:
        named = [_header_of(block, c) or column_letter(c) for c in one.columns]
        may_be = f" (không rõ là {' hay '.join(f'«{n}»' for n in named[:3])})" if named else ""
        name = f"cột «{table[one.key].header}» của bảng «{table.sheet}»{may_be}"
        yield finding("P27", table=table.key, row=header.row, column=one.key, name=name)
    lost = [c for c in table.form_columns if c.key not in columns.chosen and not c.required]
    most = 2 * len(columns.chosen) > len(table.form_columns)
    if table.key == INITIATIVES.key and any_row and most and lost:
        names = ", ".join(f"«{column.header}»" for column in lost[:_MOST_TOLD])
        more = f" và {len(lost) - _MOST_TOLD} cột nữa" if len(lost) > _MOST_TOLD else ""
        unknown = ", ".join(f"«{name}»" for name in strangers[:_MOST_TOLD])
        what = f"Bảng «{table.sheet}» không có cột {names}{more} nên không nhập gì vào đó"
        what += f"; không hiểu tiêu đề {unknown}" if unknown else ""
        yield finding("P32", table=table.key, row=header.row, what=what)


def of_strange(block: Block, strangers: Sequence[str]) -> Iterator[Finding]:
    """Yield what is told of columns that are none of the form's (P23)."""
    told = [*strangers]
    if len(told) > _MOST_TOLD:
        rest = len(told) - _MOST_TOLD + 1
        told[_MOST_TOLD - 1 :] = [f"{told[_MOST_TOLD - 1]} … ({rest} cột)"]
    for text in told:
        yield finding("P23", table=block.table.key, row=block.header.row, value=text)


def strange(
    block: Block, columns: Columns, rows: Iterable[int], taken: frozenset[int]
) -> list[str]:
    """Return the columns that are none of the form's but hold something.

    ``rows``: of the table; ``taken``: columns that another table beside it has.
    """
    known = {*columns.numbers.values(), *(d.column for d in columns.doubles), *taken}
    values: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        for column, cell in enumerate(block.grid.cells(row), start=1):
            if cell is not None and column not in known and not is_blank(cell):
                values[column].append(show(cell))
    named = {column: _header_of(block, column) for column in sorted(values)}
    return [
        text or column_letter(column)
        for column, text in named.items()
        if not _says_nothing(text, values[column])
    ]


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
    if key(header) in ORDINALS and all(_ORDINAL.fullmatch(value.strip()) for value in values):
        return True
    return all(key(value) in PARAGRAPHS for value in values)


def _measure(header: str) -> str:
    words = key(header)
    return next((unit for unit, sign in _MEASURES.items() if sign.search(words)), "")
