"""Values of a DataFrame put into cells, each as its column's type asks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from danvan_xl.building.book import Book, number_format
from danvan_xl.building.palette import BLUE, INK, RULE
from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.values import is_blank

_SHORT = 16.0
"""Width up to which words of a list stand in the middle."""


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
    look = {"font_color": INK, "bottom": 1, "bottom_color": RULE}
    if column.formula.startswith("=") and "HYPERLINK(" in column.formula:
        look |= {"font_color": BLUE, "underline": 1}
    return book.format(**look, **_column_properties(column), **more)


def column_style(book: Book, column: Column, **more: Any) -> Any:
    """Return the default format of a whole column, for rows that are still to come."""
    return book.format(**_column_properties(column), **more)


def wraps(column: Column) -> bool:
    """Whether the texts of a column are broken into lines."""
    is_text = column.type in (Type.TEXT, Type.LONG_TEXT, Type.CHOICE)
    return is_text and not column.one_line


def _column_properties(column: Column) -> dict[str, Any]:
    properties: dict[str, Any] = {"num_format": number_format(column)}
    if wraps(column):
        properties["text_wrap"] = True
    if is_short(column):
        properties["align"] = "center"
    elif column.type.is_number:
        properties |= {"align": "right", "indent": 1}  # apart from the text that follows
    return properties


def is_short(column: Column) -> bool:
    """Whether a column's cells look best in the middle: codes, words, dates, years."""
    match column.type:
        case Type.CODE | Type.DATE | Type.MOMENT:
            return True
        case Type.CHOICE:
            return column.width <= _SHORT
        case Type.INTEGER:
            return not column.unit
        case Type.FORMULA:
            return "#" not in column.format
    return False
