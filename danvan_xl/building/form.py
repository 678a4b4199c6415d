"""The form that units fill in: a template for each kind of unit, then filled for each unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from danvan_xl.building.book import Book, build
from danvan_xl.building.form_guide import add_form_guide
from danvan_xl.building.form_heights import with_heights
from danvan_xl.building.form_info import add_info
from danvan_xl.building.form_initiatives import add_initiatives
from danvan_xl.building.form_results import add_results
from danvan_xl.building.form_seal import seal_for
from danvan_xl.ooxml import Value, Workbook
from danvan_xl.schema.columns import Column
from danvan_xl.schema.form import INITIATIVES_AREA, SEAL
from danvan_xl.schema.lists import KINDS
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.values import is_blank


def build_form_template(
    kind: str,
    indicators: pd.DataFrame,
    year: int,
    prefilled_rows: int,
    *,
    last_day: date | None = None,
) -> bytes:
    """Return the form of one kind of unit (a key of ``KINDS``), not yet filled for any unit.

    ``indicators``: those the kind must answer, in the catalogue's order (columns of
    ``tables.INDICATORS``). The table of initiatives has ``prefilled_rows`` and
    ``EMPTY_INITIATIVES`` more. ``last_day``: until when the form is in time, told to the unit.
    """
    title = f"Phiếu báo cáo “Dân vận khéo” năm {year}"
    foot = f"{title} · {KINDS[kind]}"

    def fill(book: Book) -> None:
        add_info(book, KINDS[kind], year, len(indicators), last_day, foot)
        add_results(book, indicators, foot)
        add_initiatives(book, year, prefilled_rows, foot)
        add_form_guide(book, foot)

    return build(title, year, fill)


def fill_form(template: bytes, facts: Mapping[str, Value], initiatives: pd.DataFrame) -> bytes:
    """Return the form of one unit.

    ``facts``: defined names on the first sheet → values; ``initiatives``: rows for the unit to
    bring up to date, with the form's columns of ``tables.INITIATIVES`` by key. The form gets its
    seal, see ``schema.seal``. Raises ``ValueError`` when there are more rows than the template
    has, ``ooxml.Refused`` for a name that it does not have.
    """
    book = Workbook.from_bytes(template)
    book.write_name(SEAL, seal_for(template, facts, initiatives))
    for name, value in facts.items():
        book.write_name(name, value)
    if len(initiatives):
        sheet, area = book.area_of(INITIATIVES_AREA)
        if len(initiatives) > area.rows - 1:
            raise ValueError(f"{len(initiatives)} initiatives do not fit into {area.rows - 1} rows")
        columns = [
            [_value(column, value) for value in initiatives[column.key]]
            for column in INITIATIVES.form_columns
        ]
        block = [list(row) for row in zip(*columns, strict=True)]
        book.write(sheet, area.first_row + 1, area.first_column, block)
        rows = range(area.first_row + 1, area.first_row + 1 + len(initiatives))
        return with_heights(book.to_bytes(), rows, initiatives)
    return book.to_bytes()


def _value(column: Column, value: Any) -> Value:
    """Return a DataFrame's value as the file's editor takes it."""
    if is_blank(value):
        return None
    if column.type.is_number:
        number = float(value)
        return int(number) if number.is_integer() else number
    return value if isinstance(value, date) else str(value)
