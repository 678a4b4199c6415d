"""Values of a DataFrame put into cells, each as its column's type asks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from danvan_xl.building.book import Book, number_format
from danvan_xl.building.palette import INK, RULE
from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.values import is_blank

_CENTRED = (Type.CODE, Type.CHOICE, Type.DATE, Type.MOMENT, Type.FORMULA)


def put(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    """Write a plain value; a blank one leaves an empty cell with its format."""
    if is_blank(value) or value is pd.NaT:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, float(value), style)


def put_formula(sheet: Any, row: int, column: int, formula: str, style: Any, value: Any) -> None:
    """Write a formula with ``value`` as its cached result: "", a text, a number or a date."""
    if is_blank(value):
        value = ""
    elif isinstance(value, date):
        value = (value - date(1899, 12, 30)).days
    elif not isinstance(value, str):
        value = float(value)
        value = int(value) if value.is_integer() else value
    sheet.write_formula(row, column, formula, style, value)


def data_style(book: Book, column: Column, **more: Any) -> Any:
    """Return the format of a column's data cells, as they stand in a table's rows."""
    return book.format(
        **_column_properties(column), bottom=1, bottom_color=RULE, font_color=INK, **more
    )


def column_style(book: Book, column: Column, **more: Any) -> Any:
    """Return the default format of a whole column, for rows that are still to come."""
    return book.format(**_column_properties(column), **more)


def _column_properties(column: Column) -> dict[str, Any]:
    properties: dict[str, Any] = {"num_format": number_format(column), "valign": "top"}
    if column.type is Type.LONG_TEXT or column.type is Type.TEXT or column.type is Type.CHOICE:
        properties["text_wrap"] = True
    if column.type in _CENTRED:
        properties["align"] = "center"
    return properties
