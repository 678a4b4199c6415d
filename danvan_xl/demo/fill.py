"""Fills in a form as a unit does: in the cells that are open, found by name, code and header."""

from __future__ import annotations

from datetime import date

import pandas as pd

from danvan_xl.building.error_cells import stand_in, with_error_cells
from danvan_xl.building.form_filling import FormTable
from danvan_xl.building.form_heights import with_heights
from danvan_xl.demo.answers import Answer
from danvan_xl.ooxml import Value, Workbook
from danvan_xl.schema.form import INITIATIVES_AREA, RESULTS_AREA
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.values import ErrorCell, is_blank


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
    return with_error_cells(filled) if any(isinstance(c, ErrorCell) for c in cells) else filled


def _fill_results(book: Workbook, answer: Answer) -> None:
    table = FormTable.of(book, RESULTS_AREA, RESULTS.form_columns)
    codes = {row: cells["indicator"] for row, cells in table.rows.items()}
    if strange := set(answer.figures) - set(codes.values()):
        raise KeyError(f"not asked: {sorted(strange)}")
    table.write(
        book,
        {
            row: {"value": _cell(answer.figures.get(code)), "note": _cell(answer.notes.get(code))}
            for row, code in codes.items()
        },
    )


def _fill_initiatives(book: Workbook, initiatives: pd.DataFrame) -> list[int]:
    """Write the initiatives and return the row of the sheet in which each stands."""
    table = FormTable.of(book, INITIATIVES_AREA, INITIATIVES.form_columns)
    known = {cells["code"]: row for row, cells in table.rows.items() if cells["code"]}
    empty = table.empty_rows()
    targets: list[int] = []
    for own in initiatives["code"]:
        target = known.get(own) if own else next(empty, None)
        if target is None:
            raise ValueError(f"no row for initiative {own or len(targets) + 1}")
        targets.append(target)
    records = initiatives[list(table.columns)].to_dict("records")
    table.write(
        book,
        {
            target: {str(name): _cell(value) for name, value in record.items()}
            for target, record in zip(targets, records, strict=True)
        },
    )
    return targets


def _cell(value: object) -> Value:
    """Return what is written for a value of an answer: None when it is blank."""
    if isinstance(value, ErrorCell):
        return stand_in(value)
    if value is None or is_blank(value) or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str | int | float | date):
        return value
    raise TypeError(f"no answer: {value!r}")
