"""When a report is in time, and how a unit stands on a day.

Pure functions over dates and DataFrames. The workbook says the same in two calculated columns of
``tblSubmissions`` (``schema.tables``); a test recalculates them and compares.
"""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from danvan_xl.schema.tables import DUE_SOON_DAYS


def last_day_in_time(
    deadline: date,
    *,
    strict: bool = True,
    next_working_day: bool = False,
    extension: date | None = None,
) -> date:
    """Return the last day on which a report is in time.

    ``deadline`` is the day the dispatch names ("trước ngày 20/9", ¶4 of dispatch 4418/UBND-NC);
    ``strict``: that day itself is already late. ``next_working_day`` moves a last day that is a
    weekend or a public holiday to the next working day (Civil Code 2015, Article 148.5).
    ``extension`` is one unit's own last day and goes before everything else.
    """
    if extension is not None:
        return extension
    last = deadline - timedelta(days=1) if strict else deadline
    if next_working_day:
        import holidays  # slow to load, and seldom asked for

        free = holidays.country_holidays("VN", years=(last.year, last.year + 1))
        while last.weekday() >= 5 or last in free:
            last += timedelta(days=1)
    return last


def status_on(
    day: date,
    last_day: date,
    received: date | None = None,
    returned: date | None = None,
    exempt: bool = False,
) -> str:
    """Return how a unit stands on ``day``: a key of ``schema.lists.STATUSES``.

    What happens after ``day`` does not count yet: a report received tomorrow is not there today.
    A return counts until a report is received on the same day or later.
    """
    if received is not None and received > day:
        received = None
    if exempt:
        return "exempt"
    if returned is not None and returned <= day and (received is None or received < returned):
        return "returned"
    if received is not None:
        return "in_time" if received <= last_day else "late"
    if day > last_day:
        return "overdue"
    return "due_soon" if (last_day - day).days <= DUE_SOON_DAYS else "not_due"


def days_on(day: date, last_day: date, status: str, received: date | None = None) -> int:
    """Return the number of calendar days that goes with ``status`` on ``day``.

    Days left (``not_due``, ``due_soon``), days past (``overdue``, ``late``; for ``returned`` those
    past by now), else 0.
    """
    if status == "late" and received is not None:
        return (received - last_day).days
    if status in ("not_due", "due_soon", "overdue"):
        return abs((day - last_day).days)
    if status == "returned":
        return max(0, (day - last_day).days)
    return 0


def standing_on(
    day: date,
    last_day: date,
    received: date | None = None,
    returned: date | None = None,
    exempt: bool = False,
) -> tuple[str, int]:
    """Return how a unit stands on ``day`` and the number of days that goes with it."""
    status = status_on(day, last_day, received, returned, exempt)
    return status, days_on(day, last_day, status, received)


def assess(submissions: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return ``status`` and ``days`` of each row of ``submissions`` on ``day``, in its index.

    ``submissions`` has the columns ``last_day``, ``received``, ``returned`` (dates or None) and
    ``exempt`` (text, blank when not exempt).
    """
    columns = ("last_day", "received", "returned", "exempt")
    rows = [
        standing_on(day, last_day, received, returned, bool(exempt))
        for last_day, received, returned, exempt in zip(
            *(submissions[c] for c in columns), strict=True
        )
    ]
    return pd.DataFrame(rows, columns=["status", "days"], index=submissions.index)
