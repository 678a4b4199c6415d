"""Values of a file as xlwings' users get them from Excel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from danvan_xl.ooxml import Formula
from danvan_xl.ooxml.values import serial

_DAY_ZERO = dt.datetime(1899, 12, 30)
_FIRST_TYPED, _LAST_TYPED = dt.datetime(1899, 12, 31), dt.datetime(1900, 2, 28)
"""Between them dates count from the first, not from day zero."""


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows an error; ``text`` is what it shows, such as ``#N/A``."""

    text: str


def from_file(value: Any) -> Any:
    """Return ``value`` of a cell with the type that Excel gives through COM.

    Numbers become ``float``, days and times of day ``datetime``; nothing, an empty text and a
    formula that was never calculated become ``None``. A number below 59 in a cell for dates stays
    the number that it is: nobody means a day in 1900.
    """
    convert = _CONVERSIONS.get(type(value))
    return value if convert is None else convert(value)


def to_file(value: Any) -> Any:
    """Return what :func:`from_file` gave so that a file takes it; an error becomes nothing.

    A time of day becomes the number that stands for it.
    """
    if isinstance(value, CellError):
        return None
    if isinstance(value, dt.datetime) and value.date() == _DAY_ZERO.date():
        return serial_of(value, False)
    return value


def serial_of(moment: dt.datetime, date1904: bool) -> float:
    """Return the number behind a date or a time of day that :func:`from_file` gave."""
    if moment.year < 1900:
        return (moment - _DAY_ZERO) / dt.timedelta(days=1)
    return serial(moment, date1904)


def _at_midnight(day: dt.date) -> dt.datetime | float:
    return _as_moment(dt.datetime(day.year, day.month, day.day))


def _as_moment(moment: dt.datetime) -> dt.datetime | float:
    """Return ``moment``, or the number that somebody typed into a cell for dates, such as 20.

    Excel's calendar counts a day in February 1900 that never was, so the last of that month may
    stand for two numbers and stays.
    """
    if _FIRST_TYPED <= moment < _LAST_TYPED:
        return (moment - _FIRST_TYPED) / dt.timedelta(days=1)
    return moment


def _on_day_zero(time: dt.time) -> dt.datetime:
    return dt.datetime.combine(_DAY_ZERO, time)


_CONVERSIONS: dict[type, Callable[[Any], Any]] = {
    int: float,
    str: lambda text: text or None,
    dt.date: _at_midnight,
    dt.datetime: _as_moment,
    dt.time: _on_day_zero,
    dt.timedelta: lambda delta: _DAY_ZERO + delta,
    Formula: lambda formula: None,
}


def clean(
    rows: Sequence[Sequence[Any]],
    datetime_builder: Callable[..., Any],
    empty_as: Any,
    number_builder: Callable[[float], Any] | None,
    err_to_str: bool,
) -> list[list[Any]]:
    """Return ``rows`` with xlwings' reading options applied.

    The builders make a date from its parts and a number from a ``float``; ``empty_as`` stands
    for an empty cell; an error is its text when ``err_to_str``, else ``None``.
    """

    def one(value: Any) -> Any:
        kind = type(value)
        if value is None or (kind is str and not value):
            return empty_as
        if kind is float:
            return value if number_builder is None else number_builder(value)
        if kind is dt.datetime:
            return datetime_builder(
                year=value.year,
                month=value.month,
                day=value.day,
                hour=value.hour,
                minute=value.minute,
                second=value.second,
                microsecond=value.microsecond,
                tzinfo=None,
            )
        if kind is CellError:
            return value.text if err_to_str else None
        return value

    return [[one(value) for value in row] for row in rows]
