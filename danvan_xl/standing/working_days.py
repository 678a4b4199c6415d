"""Days on which offices work: not weekends and days off, but weekend days that make up for one.

A new master gets the days that the package ``holidays`` knows, in ``tblHolidays``. The government
says each year which days are moved, so from then on the workbook's own table counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import pandas as pd

_SATURDAY = 5


@dataclass(frozen=True)
class WorkingCalendar:
    """What is known of days off."""

    days_off: frozenset[date]
    made_up: frozenset[date]
    """Saturdays and Sundays on which offices work."""

    @classmethod
    def of(cls, holidays: pd.DataFrame) -> WorkingCalendar:
        """Return the calendar of the rows of ``tables.HOLIDAYS``."""
        return cls(*(frozenset(day for day in holidays[key] if day) for key in ("day", "make_up")))

    def is_working(self, day: date) -> bool:
        """Whether offices work on ``day``."""
        return day in self.made_up or (day.weekday() < _SATURDAY and day not in self.days_off)

    def from_day(self, day: date) -> date:
        """Return the first working day from ``day`` on."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def until_day(self, day: date) -> date:
        """Return the last working day up to ``day``."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def between(self, day: date, later: date) -> int:
        """Return how many working days come after ``day``, up to ``later``."""
        first, end = day + timedelta(days=1), later + timedelta(days=1)
        usual = int(np.busday_count(first, end, holidays=sorted(self.days_off)))
        weekends = (one for one in self.made_up if one.weekday() >= _SATURDAY)
        return usual + sum(first <= one < end for one in weekends)


def default_holidays(year: int) -> pd.DataFrame:
    """Return the rows of ``tables.HOLIDAYS`` of a new master: ``year`` and the January after it."""
    return pd.DataFrame(_holidays(year), columns=["day", "make_up", "name"], dtype="object")


@cache
def _holidays(year: int) -> tuple[tuple[date | None, date | None, str], ...]:
    import holidays  # slow to load, and only a new master needs it

    end = date(year + 1, 2, 1)
    known = holidays.country_holidays("VN", years=(year, year + 1), language="vi")
    made_up = sorted(day for day in known.weekend_workdays if date(year, 1, 1) <= day < end)
    return (
        *((day, None, name) for day, name in sorted(known.items()) if day < end),
        *((None, day, "Làm bù cho ngày nghỉ hoán đổi") for day in made_up),
    )
