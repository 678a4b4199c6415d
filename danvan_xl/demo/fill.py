"""Fills in a form as a unit does: in the cells that are open, found by name, code and header."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from itertools import groupby

import pandas as pd

from danvan_xl.building.form_heights import with_heights
from danvan_xl.demo.answers import Answer
from danvan_xl.ooxml import Area, Value, Workbook
from danvan_xl.schema.form import INITIATIVES_AREA, RESULTS_AREA
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.text import key, normalise
from danvan_xl.schema.values import ErrorCell, is_blank, show

_STAND_IN = "error-cell {}"
_STAND_IN_CELL = re.compile(
    rb'<c( r="[A-Z]+\d+")( s="\d+")? t="inlineStr"><is><t[^>]*>error-cell ([^<]+)</t></is></c>'
)


def fill(form: bytes, answer: Answer) -> bytes:
    """Return ``form`` with ``answer`` filled in; the same arguments give the same bytes.

    An initiative whose code the form has goes into that row, all others into empty rows in their
    order. Raises ``KeyError`` for an indicator that the form does not ask, ``ValueError`` for an
    initiative that it has no row for, ``ooxml.Refused`` for a fact that it has no cell for.
    """
    book = Workbook.from_bytes(form)
    for name, value in answer.facts.items():
        book.write_name(name, _cell(value))
    _fill_results(book, answer)
    rows = _fill_initiatives(book, answer.initiatives)
    filled = with_heights(book.to_bytes(), rows, answer.initiatives)
    cells = [*answer.figures.values(), *answer.initiatives.to_numpy().ravel()]
    return _with_errors(filled) if any(isinstance(cell, ErrorCell) for cell in cells) else filled


def _fill_results(book: Workbook, answer: Answer) -> None:
    sheet, area = book.area_of(RESULTS_AREA)
    header, *rows = _block(book, sheet, area)
    places = {name: header.index(key(RESULTS[name].header)) for name in ("indicator", "value")}
    note = header.index(key(RESULTS["note"].header))
    codes = [row[places["indicator"]] for row in rows]
    if strange := set(answer.figures) - set(codes):
        raise KeyError(f"not asked: {sorted(strange)}")
    for column, answers in ((places["value"], answer.figures), (note, answer.notes)):
        block = [[_cell(answers.get(str(code)))] for code in codes]
        book.write(sheet, area.first_row + 1, area.first_column + column, block)


def _fill_initiatives(book: Workbook, initiatives: pd.DataFrame) -> list[int]:
    """Write the initiatives and return the row of the sheet in which each stands."""
    sheet, area = book.area_of(INITIATIVES_AREA)
    header, *rows = _block(book, sheet, area)
    keys = {key(column.header): column.key for column in INITIATIVES.form_columns}
    columns = [(number, keys[head]) for number, head in enumerate(header) if head in keys]
    code = header.index(key(INITIATIVES["code"].header))
    known = {str(row[code]): number for number, row in enumerate(rows) if not is_blank(row[code])}
    empty = (number for number, row in enumerate(rows) if all(map(is_blank, row)))
    targets: list[int] = []
    for own in initiatives["code"]:
        target = known.get(own) if own else next(empty, None)
        if target is None:
            raise ValueError(f"no row for initiative {own or len(targets) + 1}")
        targets.append(target)
    records = initiatives.to_dict("records")
    for start, those in _runs(targets):
        for first, names in _runs_of_columns(columns):
            block = [[_cell(records[i][name]) for name in names] for i in those]
            book.write(sheet, area.first_row + 1 + start, area.first_column + first, block)
    return [area.first_row + 1 + target for target in targets]


def _block(book: Workbook, sheet: str, area: Area) -> list[list[str]]:
    """Return the texts of an area, its header row as keys for comparing."""
    values = book.values(sheet)
    rows = []
    for row in range(area.first_row, area.last_row + 1):
        cells = values[row - 1] if row <= len(values) else []
        cells = [*cells, *[None] * area.last_column][area.first_column - 1 : area.last_column]
        rows.append(["" if is_blank(cell) else normalise(show(cell)) for cell in cells])
    return [[key(head) for head in rows[0]], *rows[1:]]


def _runs(targets: Sequence[int]) -> list[tuple[int, list[int]]]:
    """Return the first target row of each block of adjoining ones, and the indices of its rows."""
    ordered = sorted(range(len(targets)), key=lambda i: targets[i])
    blocks = groupby(enumerate(ordered), key=lambda pair: targets[pair[1]] - pair[0])
    found = [[i for _, i in block] for _, block in blocks]
    return [(targets[block[0]], block) for block in found]


def _runs_of_columns(columns: Sequence[tuple[int, str]]) -> list[tuple[int, list[str]]]:
    """Return the first of each run of adjoining columns, and the names of the run."""
    return [
        (columns[run[0]][0], [columns[i][1] for i in run])
        for _, run in _runs([number for number, _ in columns])
    ]


def _cell(value: object) -> Value:
    """Return what is written for a value of an answer: None when it is blank."""
    if isinstance(value, ErrorCell):
        return _STAND_IN.format(value.text)
    if value is None or is_blank(value) or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str | int | float | date):
        return value
    raise TypeError(f"no answer: {value!r}")


def _with_errors(package: bytes) -> bytes:
    """Return a package with error cells for the texts that stand for them.

    Only Excel itself makes error cells; the editor of files knows no way to write one.
    """
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                content = _STAND_IN_CELL.sub(rb'<c\1\2 t="e"><v>\3</v></c>', content)
            target.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
