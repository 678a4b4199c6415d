"""A table of a form that is filled in: its columns found by header, written in blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from danvan_xl.ooxml import Value, Workbook
from danvan_xl.schema.columns import Column
from danvan_xl.schema.text import key, normalise
from danvan_xl.schema.values import is_blank, show


@dataclass(frozen=True)
class FormTable:
    """A table of a form as it was opened. Rows and columns are those of the sheet, from 1."""

    sheet: str
    columns: Mapping[str, int]
    """Column key → column, wherever it stands."""
    rows: Mapping[int, Mapping[str, str]]
    """Row → column key → text; "" for an empty cell."""

    @classmethod
    def of(cls, book: Workbook, name: str, columns: Sequence[Column]) -> FormTable:
        """Return the table under the defined ``name``, which has ``columns``.

        Raises ``KeyError`` for a column that it does not have.
        """
        sheet, area = book.area_of(name)
        values = book.values(sheet)

        def texts(row: int) -> list[str]:
            cells = values[row - 1] if row <= len(values) else []
            cells = [*cells, *[None] * area.last_column][area.first_column - 1 : area.last_column]
            return ["" if is_blank(cell) else normalise(show(cell)) for cell in cells]

        headers = {key(text): at for at, text in reversed([*enumerate(texts(area.first_row))])}
        places = {column.key: headers[key(column.header)] for column in columns}
        rows = {}
        for row in range(area.first_row + 1, area.last_row + 1):
            line = texts(row)
            rows[row] = {name: line[at] for name, at in places.items()}
        return cls(sheet, {name: area.first_column + at for name, at in places.items()}, rows)

    def empty_rows(self) -> Iterator[int]:
        """Yield the rows in which nothing stands."""
        return (row for row, cells in self.rows.items() if not any(cells.values()))

    def write(self, book: Workbook, values: Mapping[int, Mapping[str, Value]]) -> None:
        """Write into rows of ``book``; every row of ``values`` has the same columns."""
        keys = {self.columns[name]: name for row in values.values() for name in row}
        for rows in _runs(values):
            for numbers in _runs(keys):
                block = [[values[row][keys[number]] for number in numbers] for row in rows]
                book.write(self.sheet, rows[0], numbers[0], block)


def _runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Yield the runs of adjoining numbers."""
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        yield [number for _, number in run]
