"""Cells for days: real dates, and every way in which people write one.

In figures the day comes first; only ``9/20/2022``, which can be nothing else, has the month first.
A plain ``05/9/2022`` is what the form asks for and is taken without a word.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from danvan_xl.interpretation.reading import LONGEST, Reading, not_of_column
from danvan_xl.schema.text import key, normalise, vn_date
from danvan_xl.schema.values import is_blank, quoted
from danvan_xl.submissions.raw import RawCell

FIRST_YEAR = 2009
"""When the movement began: the first year in which a figure may be a day in disguise."""
_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's calendar, for days after February 1900."""

_PLACE = r"(?:[^\d,]{1,40}, ?)?"  # Quảng Ngãi, ngày …
_TIME = r"(?:[ ,t]+\d{1,2}(?:[:h]\d{2}){1,2}(?:\.\d+)?(?: ?[ap]m)?z?)?"
_IN_FIGURES = re.compile(
    rf"{_PLACE}(?:ngày ?)?(\d{{1,2}}) ?([/.-]) ?(\d{{1,2}}) ?[/.-] ?(\d{{4}}|\d{{2}}){_TIME}"
)
_YEAR_FIRST = re.compile(rf"(\d{{4}}) ?([/.-]) ?(\d{{1,2}}) ?[/.-] ?(\d{{1,2}}){_TIME}")
_IN_WORDS = re.compile(
    rf"{_PLACE}(?:ngày ?)?(\d{{1,2}})[ /-]*tháng ?(\d{{1,2}})[ /,-]*(?:năm ?)?(\d{{4}}){_TIME}"
)
_IN_PART = re.compile(
    r"(ngay( \d{1,2})? )?thang( \d{1,2})?( nam( \d{4})?)?"
    r"|(ngay \d{1,2} )?thang \d{1,2} \d{4}"
    r"|\d{1,2} \d{4}|(ngay )?\d{1,2} \d{1,2}|(nam )?(19|20)\d{2}"
    r"|(dau |giua |cuoi )?(thang \d{1,2}|nam|quy ([1-4]|i{1,3}|iv))( nam)?( \d{4})?"
    r"|ngay \d{1,2}|\d{1,2} thang \d{1,2}"
)
"""In the form of ``key``: a month, a quarter, a year, a day without its year."""


def read_date(raw: RawCell, year: int | None) -> Reading:
    """Return the day in a cell, None when it is empty or not clear.

    ``raw`` is in Unicode. ``year`` is that of the period: years of two digits and Excel's numbers
    of days are understood up to the year after it, and not at all when it is not known.
    """
    if is_blank(raw):
        return Reading(None)
    if wrong := not_of_column(raw):
        return wrong
    if isinstance(raw, date):
        return _of_real_date(raw, year)
    if isinstance(raw, str):
        return _read_text(raw, year)
    return _of_number(float(raw), year)  # type: ignore[arg-type]  # only numbers are left


def in_separated_figures(text: str) -> tuple[int, int] | None:
    """Return the two figures before the year of ``20/9/2022``; None for other texts.

    Excel makes dates of such texts itself, by the order of day and month of its system.
    """
    found = _IN_FIGURES.fullmatch(_plain(text)) if len(text) <= LONGEST else None
    return (int(found[1]), int(found[3])) if found and found[2] != "." else None


def _of_real_date(raw: date, year: int | None) -> Reading:
    day = raw.date() if isinstance(raw, datetime) else raw
    typed = (day - _EPOCH).days
    if year is not None and FIRST_YEAR <= typed <= year + 1:  # 2022 typed into a cell for dates
        return Reading(None, "O14", {"value": typed})
    return Reading(day)


def _of_number(number: float, year: int | None) -> Reading:
    """Return the day of Excel's number for it, in a cell whose format is not one of dates."""
    if year is not None and FIRST_YEAR <= number <= year + 1:
        return Reading(None, "O14", {"value": quoted(number)})
    if year is None or not _number_of(FIRST_YEAR) <= number < _number_of(year + 2):
        return Reading(None, "O06", {"value": quoted(number)})
    return _told(_EPOCH + timedelta(days=int(number)), quoted(number))


def _number_of(year: int) -> int:
    """Return Excel's number of the first day of ``year``."""
    return (date(year, 1, 1) - _EPOCH).days


def _read_text(text: str, year: int | None) -> Reading:
    if len(text) > LONGEST:
        return Reading(None, "O06", {"value": quoted(text)})
    plain = _plain(text)
    if found := _YEAR_FIRST.fullmatch(plain):
        day, month, full_year = int(found[4]), int(found[3]), found[1]
    elif found := _IN_FIGURES.fullmatch(plain):
        day, month, full_year = int(found[1]), int(found[3]), found[4]
        if day <= 12 < month:  # 9/20/2022
            day, month = month, day
    elif found := _IN_WORDS.fullmatch(plain):
        day, month, full_year = int(found[1]), int(found[2]), found[3]
    else:
        part = _IN_PART.fullmatch(key(plain))
        return Reading(None, "O14" if part else "O06", {"value": quoted(text)})
    if len(full_year) == 2:
        if year is None or int(full_year) > (year + 1) % 100:
            return Reading(None, "O14", {"value": quoted(text)})
        full_year = f"20{full_year}"
    try:
        read = date(int(full_year), month, day)
    except ValueError:
        return Reading(None, "O06", {"value": quoted(text)})
    asked_for = re.fullmatch(rf"0?{day}/0?{month}/{full_year}", plain)
    return Reading(read) if asked_for else _told(read, quoted(text))


def _told(day: date, value: str) -> Reading:
    return Reading(day, "O13", {"value": value, "day": vn_date(day)})


def _plain(text: str) -> str:
    """Return ``text`` in small letters on one line, with plain hyphens, without a full stop."""
    line = " ".join(normalise(text).casefold().split())
    return re.sub("[‐‑–—]", "-", line).removesuffix(".")
