"""What may be written into a cell, and how it stands in a sheet's XML."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from numbers import Integral, Real

from danvan_xl.ooxml import texts
from danvan_xl.ooxml.areas import column_letter
from danvan_xl.ooxml.xmlbytes import escaped


class UnfitError(ValueError):
    """A value that a cell cannot hold; :meth:`sentence` says so to the user."""

    def __init__(self, template: str, value: object = "") -> None:
        super().__init__(template)
        self._template, self._value = template, value

    def sentence(self, sheet: str, cell: str) -> str:
        """The Vietnamese sentence for the cell where the value should have gone."""
        return self._template.format(sheet=sheet, cell=cell, value=self._value)


@dataclass(frozen=True)
class Formula:
    """A formula as the file has it: English names, commas, no ``=`` in front."""

    text: str


Value = None | bool | int | float | str | date | datetime | Formula
"""What a cell takes. A str is always text, also ``"=1+1"``; None empties the cell."""

_AS_THEY_ARE = frozenset((str, bool, Formula))
LONGEST_TEXT = 32_767
LONGEST_FORMULA = 8_192
_EXACT = 2**53
_EPOCH = datetime(1899, 12, 30)
_DAYS_BETWEEN_CALENDARS = 1_462
_FIRST_SAFE_DAY = datetime(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; earlier days differ from program to program."""
_FIRST_DAY_1904 = datetime(1904, 1, 1)

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def plain(value: object) -> Value:
    """The value as one of the types of :data:`Value`; scalars of numpy and pandas are accepted.

    An empty str becomes None, as in Excel: a cell with an empty text looks empty and is not.
    UnfitError for NaN, infinity and pandas' missing values, and for integers that Excel would
    round. TypeError for any other type.
    """
    if value is None or type(value) in _AS_THEY_ARE:
        return None if value == "" else value  # type: ignore[return-value] # tested above
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if kind and kind in "biuf" and hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool | Formula):
        return value
    if isinstance(value, str):
        return str(value) or None
    if isinstance(value, datetime):
        if value.year != value.year:  # pandas' NaT is a datetime whose parts are NaN
            raise UnfitError(texts.NOT_A_NUMBER)
        return value
    if isinstance(value, date):
        return value
    if isinstance(value, Integral):
        number = int(value)
        if abs(number) > _EXACT and (abs(number) > 10**300 or int(float(number)) != number):
            raise UnfitError(texts.LARGE_NUMBER, str(number)[:40])
        return number
    if isinstance(value, Real | Decimal):
        if not math.isfinite(value):
            raise UnfitError(texts.NOT_A_NUMBER)
        return float(value)
    if type(value).__name__ == "NAType":
        raise UnfitError(texts.NOT_A_NUMBER)
    raise TypeError(f"a cell does not take {type(value).__name__}")


def serial(moment: date, date1904: bool) -> float:
    """The number that stands for a day and time; UnfitError before 1 March 1900 and with a zone."""
    if isinstance(moment, datetime):
        if moment.tzinfo is not None:
            raise UnfitError(texts.DATE_WITH_ZONE)
        exact = datetime(
            *moment.timetuple()[:6],
            microsecond=moment.microsecond,  # pandas counts nanoseconds
        )
    else:
        exact = datetime(moment.year, moment.month, moment.day)
    if exact < (_FIRST_DAY_1904 if date1904 else _FIRST_SAFE_DAY):
        raise UnfitError(texts.DATE_TOO_EARLY, exact.strftime("%d/%m/%Y"))
    since = exact - _EPOCH
    days = since.days - (_DAYS_BETWEEN_CALENDARS if date1904 else 0)
    return days + timedelta(seconds=since.seconds, microseconds=since.microseconds) / timedelta(1)


def text_xml(text: str) -> bytes:
    """Text as it stands in a ``t`` element; UnfitError when Excel cannot hold it."""
    if len(text) * 2 > LONGEST_TEXT and len(text.encode("utf-16-le", "replace")) // 2 > (
        LONGEST_TEXT
    ):
        raise UnfitError(texts.TEXT_TOO_LONG)
    if _NOT_IN_XML.search(text):
        raise UnfitError(texts.TEXT_CONTROL)
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    return escaped(text)


def formula_xml(text: str) -> bytes:
    """A formula as it stands in an ``f`` element; UnfitError when empty, too long, or odd."""
    if not text or len(text) > LONGEST_FORMULA:
        raise UnfitError(texts.FORMULA_TOO_LONG)
    if _NOT_IN_XML.search(text):
        raise UnfitError(texts.TEXT_CONTROL)
    return escaped(text)


class CellWriter:
    """Writes ``c`` elements for one sheet: its namespace prefix, its calendar, its date formats."""

    def __init__(self, prefix: bytes, date1904: bool, shows_dates: Callable[[int], bool]) -> None:
        """``shows_dates`` says of a style's number whether its format shows a date."""
        self._date1904 = date1904
        self._shows_dates = shows_dates
        self._cell = b"<" + prefix + b'c r="%s%d"%s'
        self._end = b"</" + prefix + b"c>"
        self._value = b"><" + prefix + b"v>%s</" + prefix + b"v>" + self._end
        self._text = (
            b' t="inlineStr"><%sis><%st xml:space="preserve">' % (prefix, prefix)
            + b"%s"
            + b"</%st></%sis>" % (prefix, prefix)
            + self._end
        )
        self._formula = b"><" + prefix + b"f>%s</" + prefix + b"f>" + self._end

    def cell(self, column: int, row: int, style: int | None, value: Value) -> bytes:
        """The element for a value of :data:`Value`; a style of 0 needs no attribute.

        UnfitError as in :func:`plain`, and for a date in a style that does not show dates.
        """
        start = self._cell % (_letters(column), row, b' s="%d"' % style if style else b"")
        if value is None:
            return start + b"/>"
        if isinstance(value, str):
            return start + self._text % text_xml(value)
        if isinstance(value, bool):
            return start + b' t="b"' + self._value % (b"1" if value else b"0")
        if isinstance(value, int):
            return start + self._value % b"%d" % value
        if isinstance(value, float):
            return start + self._value % _number(value)
        if isinstance(value, Formula):
            return start + self._formula % formula_xml(value.text)
        if not self._shows_dates(style or 0):
            raise UnfitError(texts.DATE_WITHOUT_FORMAT)
        return start + self._value % _number(serial(value, self._date1904))


@cache
def _letters(column: int) -> bytes:
    return column_letter(column).encode("ascii")


def _number(value: float) -> bytes:
    whole = int(value)
    return b"%d" % whole if whole == value and abs(whole) < _EXACT else repr(value).encode()
