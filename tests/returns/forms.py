"""Forms of units to send back, made by the product's own builders."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.utils import range_boundaries

from danvan_xl.building.form import build_form_template, fill_form
from danvan_xl.demo.answers import Answer, answer_for
from danvan_xl.demo.fill import fill
from danvan_xl.demo.places import day_of
from danvan_xl.schema.columns import Table
from danvan_xl.schema.form import FACTS, FORM_VERSION, INITIATIVES_AREA, RESULTS_AREA
from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.units import unit_on
from danvan_xl.schema.values import ErrorCell, Uncalculated, is_blank
from danvan_xl.submissions.form_data import FormData, TableCells
from danvan_xl.submissions.raw import RawCell

YEAR = 2022
CODE = "522"


@cache
def asked() -> pd.DataFrame:
    """The indicators asked of the unit."""
    indicators = default_indicators()
    return indicators[indicators["district"] != ""].reset_index(drop=True)


@cache
def answer() -> Answer:
    """A faultless answer."""
    unit = unit_on(CODE, day_of(YEAR))
    assert unit
    return answer_for(unit, asked(), default_rules(), YEAR)


def blank(prefilled: pd.DataFrame | None = None) -> bytes:
    """The form as it is handed out."""
    rows = pd.DataFrame() if prefilled is None else prefilled
    unit = unit_on(CODE, day_of(YEAR))
    assert unit
    facts = {
        "unit_name": unit.name,
        "unit_code": unit.code,
        "period_year": YEAR,
        "form_version": FORM_VERSION,
    }
    return fill_form(_template(len(rows)), facts, rows)


@cache
def _template(prefilled: int) -> bytes:
    return build_form_template("district", asked(), YEAR, prefilled)


def filled(**figures: object) -> bytes:
    """The form filled in, with other figures for some indicators."""
    one = answer()
    return fill(blank(), replace(one, figures={**one.figures, **figures}))  # type: ignore[dict-item]


def row(**values: object) -> pd.DataFrame:
    """One initiative, blank but for ``values``."""
    blank_row = dict.fromkeys((column.key for column in INITIATIVES.form_columns), "")
    return pd.DataFrame([blank_row | values])


def read(form: bytes, file: str = "phieu.xlsx") -> FormData:
    """What a form says whose tables have the names and headers they were handed out with."""
    book = openpyxl.load_workbook(BytesIO(form))
    facts: dict[str, RawCell] = {}
    places: dict[str, tuple[str, str]] = {}
    for fact in FACTS:
        ((sheet, cell),) = book.defined_names[fact.name].destinations
        places[fact.name] = (sheet, cell.replace("$", ""))
        facts[fact.name] = _raw(book[sheet][places[fact.name][1]])
    tables = {
        "results": _table(book, RESULTS_AREA, RESULTS),
        "initiatives": _table(book, INITIATIVES_AREA, INITIATIVES),
    }
    return FormData(file, sha256(form).hexdigest(), "xlsx", facts, places, tables)


def _table(book: openpyxl.Workbook, name: str, table: Table) -> TableCells:
    ((sheet, area),) = book.defined_names[name].destinations
    left, top, _, _ = range_boundaries(area.replace("$", ""))
    assert left
    assert top
    there = {str(cell.value): cell.column for cell in book[sheet][top]}
    columns = {column.key: there[column.header] for column in table.form_columns}
    rows = {}
    for number in range(top + 1, book[sheet].max_row + 1):
        line = {name: _raw(book[sheet].cell(number, at)) for name, at in columns.items()}
        if not all(map(is_blank, line.values())):
            rows[number] = line
    return TableCells(sheet, columns, {c.key: c.header for c in table.form_columns}, rows)


def _raw(cell: Any) -> RawCell:
    if cell.data_type == "e":
        return ErrorCell(cell.value)
    if cell.data_type == "f":
        return Uncalculated()
    if isinstance(cell.value, int) and not isinstance(cell.value, bool):
        return float(cell.value)
    value: RawCell = cell.value
    return value
