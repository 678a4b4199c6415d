"""Days on which offices work."""

from __future__ import annotations

from datetime import date, timedelta

_FRIDAY = 4


def working_day(day: date) -> date:
    """Return ``day``, or the Friday before it when it is on a weekend."""
    return day - timedelta(days=max(0, day.weekday() - _FRIDAY))


def working_days(first: date, last: date) -> list[date]:
    """Return the days from ``first`` to ``last`` that are not on a weekend."""
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    return [day for day in days if day.weekday() <= _FRIDAY]
