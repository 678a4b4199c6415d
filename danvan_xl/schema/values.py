"""What a raw cell value means in a column of a given type.

A value is taken only where it is certain; everything else raises :class:`NotThatType`, and the
caller says so in a finding. Nothing is guessed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from danvan_xl.schema.columns import Type
from danvan_xl.schema.text import normalise

Cell = str | float | date | None

_QUOTED = 80
"""Letters of a cell that a message quotes."""
_SPACES = " \t\r\n\u00a0\u200b\ufeff"
_NUMBER = re.compile(r"[+-]?\d+(,\d+)?")
_EARLIEST_YEAR = 1950
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class NotThatType(ValueError):  # noqa: N818 - it is about a value, not a failure of the program
    """A cell does not hold what its column asks for; the raw value is its argument."""


@dataclass(frozen=True)
class ErrorCell:
    """A cell that shows an Excel error such as ``#N/A``."""

    text: str


@dataclass(frozen=True)
class Uncalculated:
    """A cell with a formula whose value was never calculated."""


@dataclass(frozen=True)
class Misread:
    """A cell that does not hold what its column asks for."""

    row: int
    """Label of the row in its DataFrame."""
    column: str
    raw: object


def is_blank(raw: object) -> bool:
    """Whether a cell is empty: no value, NaN, or only spaces."""
    if raw is None or (isinstance(raw, float) and raw != raw):
        return True
    return isinstance(raw, str) and not raw.strip(_SPACES)


def show(raw: object) -> str:
    """Return a raw cell value as messages write it."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, float):
        return repr(float(raw)).replace(".", ",")
    if isinstance(raw, datetime):
        return f"{raw:%d/%m/%Y}" if raw.time() == time() else f"{raw:%d/%m/%Y %H:%M}"
    if isinstance(raw, date):
        return f"{raw:%d/%m/%Y}"
    if isinstance(raw, ErrorCell):
        return raw.text
    return "" if raw is None else str(raw)


def quoted(raw: object) -> str:
    """Return a raw cell value as a message quotes it: one line, not too long."""
    if isinstance(raw, timedelta):
        minutes = int(raw.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(raw, time):
        return f"{raw:%H:%M}"
    shown = show(raw)[: 4 * _QUOTED]
    text = "".join(c if c.isprintable() else " " if c.isspace() else "□" for c in shown).strip()
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def to_text(raw: object) -> str:
    """Return the text of a cell, tidied (NFC, plain single spaces); "" when it is empty."""
    return "" if is_blank(raw) else _tidy(show(raw))


@lru_cache(maxsize=8192)
def _tidy(text: str) -> str:
    """Return ``text`` normalised, itself where that changes nothing, so that it is kept once.

    A column of a table says the same few words again and again.
    """
    tidy = normalise(text)
    return text if tidy == text else tidy


def to_number(raw: object) -> float:
    """Return the number in a cell, NaN when it is empty.

    Text counts only as bare digits with at most one decimal comma: "1.250" may be 1250 or 1,25
    and is therefore no number. Raises :class:`NotThatType`.
    """
    if is_blank(raw):
        return float("nan")
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return float(raw)
    if isinstance(raw, str) and _NUMBER.fullmatch(text := normalise(raw)):
        return float(text.replace(",", "."))
    raise NotThatType(raw)


def to_date(raw: object) -> date | None:
    """Return the day in a cell, None when it is empty; text is day/month/year or ISO.

    A small number in a cell for dates, such as 20 for the 20th, is a day in 1900 and no day here.
    Raises :class:`NotThatType`.
    """
    if is_blank(raw):
        return None
    if isinstance(raw, date):
        if raw.year < _EARLIEST_YEAR:
            raise NotThatType(raw)
        return raw.date() if isinstance(raw, datetime) else raw
    if isinstance(raw, str) and (found := _DATE.fullmatch(normalise(raw))):
        day, month, year = map(int, found.groups())
    elif isinstance(raw, str) and (found := _ISO_DATE.fullmatch(normalise(raw))):
        year, month, day = map(int, found.groups())
    else:
        raise NotThatType(raw)
    try:
        return date(year, month, day)
    except ValueError:
        raise NotThatType(raw) from None


def to_moment(raw: object) -> datetime | None:
    """Return the date and time in a cell, None when it is empty. Raises :class:`NotThatType`."""
    if is_blank(raw):
        return None
    if isinstance(raw, datetime):
        return raw
    raise NotThatType(raw)


def read_as(kind: Type, raw: object) -> Any:
    """Return ``raw`` as a column of type ``kind`` holds it in a DataFrame.

    Text "" when blank, numbers NaN, dates and moments None. Raises :class:`NotThatType`.
    """
    if isinstance(raw, ErrorCell | Uncalculated):
        raise NotThatType(raw)
    if kind.is_text:
        return to_text(raw)
    if kind.is_number:
        return to_number(raw)
    if kind is Type.DATE:
        return to_date(raw)
    if kind is Type.MOMENT:
        return to_moment(raw)
    return raw


def blank(kind: Type) -> Any:
    """Return what an empty cell of type ``kind`` is in a DataFrame."""
    return read_as(kind, None)


def to_cell(value: Any) -> Any:
    """Return what is written into a cell for a DataFrame's ``value``: None when it is blank."""
    if is_blank(value) or value == "":
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value
