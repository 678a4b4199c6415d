"""What Excel makes of a value that a program writes into a cell.

A text that looks like something else does not stay a text unless its cell has the format
``@`` (Text). A file must be written by the same rules, or tests without Excel would lie.
"""

from __future__ import annotations

import datetime as dt
import decimal
import numbers
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from danvan_xl.engines.reading import to_file
from danvan_xl.errors import DanVanError
from danvan_xl.ooxml import Formula, Value

TEXT_FORMAT = "@"

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]{1,3})?", re.IGNORECASE)
_MAY_CHANGE = re.compile(
    r"\s*[0-9+\-.='($#]|\s*(true|false|[a-z]{3,9}[ \-/.,][0-9])", re.IGNORECASE
)
_BOOLEANS = {"TRUE": True, "FALSE": False}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_REFORMATTED = (
    (re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?"), "số"),
    (re.compile(r"\([0-9.,]+\)"), "số âm"),
    (re.compile(r"[+-]?\$ ?[0-9.,]+"), "số tiền"),
    (re.compile(r"[+-]?[0-9.,]+ ?%"), "tỷ lệ phần trăm"),
    (re.compile(r"[+-]?[0-9]+ [0-9]+/[0-9]+"), "phân số"),
    (re.compile(r"[0-9]{1,4}:[0-9]{1,2}(:[0-9]{1,2})?( ?[ap]m)?", re.IGNORECASE), "giờ"),
    (re.compile(r"#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)"), "lỗi"),
    (re.compile(rf"[0-9]{{1,4}}[ \-/]{_MONTH}([ \-/][0-9]{{1,4}})?", re.IGNORECASE), "ngày"),
    (re.compile(rf"{_MONTH}[ \-/][0-9]{{1,4}}(, ?[0-9]{{4}})?", re.IGNORECASE), "ngày"),
)
_DATE = re.compile(
    r"([0-9]{1,4})([/-])([0-9]{1,4})(?:\2([0-9]{1,4}))?( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?"
)


class WouldChange(DanVanError):  # noqa: N818 - a sentence, not "Error"
    """A text that Excel would turn into a date, a time or a formatted number, and so change."""


def prepared(value: Any) -> Any:
    """Return ``value`` of a list or DataFrame as a plain Python value; missing ones as ``None``.

    Time zones are cut off, as xlwings does for Excel. Raises ``TypeError`` for what no cell can
    hold.
    """
    kind = type(value)
    if value is None or kind in (str, bool, int, Formula):
        return value
    if kind is float:
        return None if value != value else value
    if value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, dt.datetime):
        moment = value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
        return moment.replace(tzinfo=None)
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else pd.Timestamp(value).to_pydatetime()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, np.bool_ | bool):
        return bool(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, numbers.Real | decimal.Decimal):
        return prepared(float(value))
    raise TypeError(f"a cell cannot hold {kind.__name__} {value!r}")


def as_excel_takes(
    block: Sequence[Sequence[Any]],
    formats_of: Callable[[int], Sequence[str]],
    place_of: Callable[[int, int], str],
) -> list[list[Value]]:
    """Return the cells' contents after writing ``block`` as Excel's ``Range.Value`` does.

    ``formats_of`` gives the number formats of the row at an offset from 0 in the block,
    ``place_of`` the place in words of the cell at an offset (row, column). Raises
    :class:`WouldChange` for a text that Excel would reformat, because formats never change.
    """
    typed: list[list[Value]] = []
    for row, line in enumerate(block):
        cells: list[Value] = []
        formats: Sequence[str] = ()
        for column, value in enumerate(line):
            kind = type(value)
            if kind is str:
                if not value:
                    value = None
                elif _MAY_CHANGE.match(value):
                    formats = formats or formats_of(row)
                    if formats[column] != TEXT_FORMAT:
                        value = _text_in_general(value, row, column, place_of)
            elif kind in (int, float, bool):
                formats = formats or formats_of(row)
                if formats[column] == TEXT_FORMAT:
                    value = as_text(value)
            elif kind is dt.datetime:
                value = to_file(value)
            cells.append(value)
        typed.append(cells)
    return typed


def as_text(number: bool | int | float) -> str:
    """Return ``number`` as a cell with General format shows it (15 digits)."""
    if isinstance(number, bool):
        return str(number).upper()
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return str(number) if isinstance(number, int) else f"{number:.15g}".upper()


def _text_in_general(
    text: str, row: int, column: int, place_of: Callable[[int, int], str]
) -> Value:
    if text.startswith("'"):
        return text[1:] or None
    if text.startswith("=") and len(text) > 1:
        return Formula(text[1:])
    bare = text.strip()
    if _NUMBER.fullmatch(bare):
        number = float(bare)
        return number if abs(number) < 1e308 else text
    if bare.upper() in _BOOLEANS:
        return _BOOLEANS[bare.upper()]
    becomes = _what_excel_makes_of(bare)
    if becomes is not None:
        raise WouldChange(
            f"{place_of(row, column)}: Excel sẽ tự đổi «{bare}» thành {becomes} vì ô không có "
            "định dạng Văn bản; hãy định dạng cả cột là Văn bản (Text) rồi làm lại."
        )
    return text


def _what_excel_makes_of(text: str) -> str | None:
    for pattern, becomes in _REFORMATTED:
        if pattern.fullmatch(text):
            return becomes
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    parts = [int(part) for part in match.group(1, 3, 4) if part is not None]
    return "ngày" if _may_be_date(parts) else None


def _may_be_date(parts: list[int]) -> bool:
    """Tell whether some order of day, month and year fits; which one depends on the computer."""

    def day(number: int) -> bool:
        return 1 <= number <= 31

    def month(number: int) -> bool:
        return 1 <= number <= 12

    def year(number: int) -> bool:
        return number < 100 or 1900 <= number <= 9999

    if len(parts) == 2:
        first, second = parts
        return (
            (day(first) and month(second))
            or (month(first) and day(second))
            or (month(first) and 1900 <= second <= 9999)
            or (1900 <= first <= 9999 and month(second))
        )
    first, second, third = parts
    return (
        (day(first) and month(second) and year(third))
        or (month(first) and day(second) and year(third))
        or (year(first) and month(second) and day(third))
    )
