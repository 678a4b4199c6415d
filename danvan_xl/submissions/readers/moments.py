"""Days and times as files write them, as values of cells."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST_SERIAL = 2_958_465
"""31 December 9999, the last day of a sheet."""
_DAYS_BETWEEN_CALENDARS = 1_462
_FEBRUARY_29 = 60
"""Before it the calendar of 1900 counts a day less, since that day never was."""
_DURATION = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,9})(?:[.,](\d+))?S)?")


def from_serial(serial: float, date1904: bool = False) -> float | datetime | time:
    """Return the day that a number in a date format shows; the number where it shows none."""
    if not 0 <= serial <= _LAST_SERIAL - (_DAYS_BETWEEN_CALENDARS if date1904 else 0):
        return serial
    days, part = divmod(serial, 1)
    clock = timedelta(milliseconds=round(part * 86_400_000))
    if days == 0 and clock < timedelta(days=1) and not date1904:
        return (_EPOCH + clock).time()
    if not date1904 and days < _FEBRUARY_29:
        days += 1
    return (_EPOCH_1904 if date1904 else _EPOCH) + timedelta(days=days) + clock


def from_iso(text: str) -> datetime | time | None:
    """Return the moment that ``2022-09-05T14:30:00.000`` means, None for what is none.

    A time alone stands on the last day of 1899 in files of Excel.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    moment = moment.replace(tzinfo=None)
    return moment.time() if moment.date() in _NO_DAYS else moment


_NO_DAYS = (date(1899, 12, 31), date(1899, 12, 30))


def from_duration(text: str) -> time | timedelta | None:
    """Return what ``PT14H30M00S`` means: the time of a day, or a longer span; None for others."""
    found = _DURATION.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[:3])
    span = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return (_EPOCH + span).time() if span < timedelta(days=1) else span
