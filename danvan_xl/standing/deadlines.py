"""When a report is in time, and how a unit stands on a day.

Pure functions over dates and DataFrames. The workbook says the same in calculated columns of
``tblSubmissions`` (``schema.submission_formulas``); a test recalculates them and compares.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from danvan_xl.schema.submission_formulas import DUE_SOON_DAYS
from danvan_xl.standing.working_days import WorkingCalendar


def last_day_in_time(
    deadline: date, *, strict: bool = True, moved_by: WorkingCalendar | None = None
) -> date:
    """Return the last day on which what is due by ``deadline`` is in time.

    ``deadline`` is the day the document names ("trước ngày 20/9", ¶4 of dispatch 4418/UBND-NC);
    ``strict``: that day itself is already late. With ``moved_by`` a last day on which offices do
    not work moves to the next on which they do (Civil Code 2015, Article 148.5).
    """
    last = deadline - timedelta(days=1) if strict else deadline
    return moved_by.from_day(last) if moved_by else last


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


def working_days_on(
    day: date,
    last_day: date,
    status: str,
    calendar: WorkingCalendar,
    received: date | None = None,
) -> int:
    """Return how many of the days of :func:`days_on` are working days.

    Of two days the later one counts, the earlier does not: due on Friday and received on Monday
    is one working day late, and on Friday one is left for what is due on Monday.
    """
    if not days_on(day, last_day, status, received):
        return 0
    other = received if status == "late" and received is not None else day
    return calendar.between(min(last_day, other), max(last_day, other))


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


def assess(submissions: pd.DataFrame, day: date, calendar: WorkingCalendar) -> pd.DataFrame:
    """Return ``status``, ``days`` and ``working_days`` of each row on ``day``, in its index.

    ``submissions`` has the columns ``last_day``, ``received``, ``returned`` (dates or None) and
    ``exempt`` (text, blank when not exempt). A row without a last day has no status ("").
    """
    facts = submissions[["last_day", "received", "returned"]].itertuples(index=False)
    known: dict[tuple[Any, ...], tuple[str, int, int]] = {}
    rows = []
    for (last, received, returned), exempt in zip(facts, submissions["exempt"], strict=True):
        key = last, received, returned, bool(exempt)
        if key not in known:
            known[key] = _assessed(day, calendar, *key)
        rows.append(known[key])
    columns = ["status", "days", "working_days"]
    return pd.DataFrame(rows, columns=columns, index=submissions.index)


def _assessed(
    day: date,
    calendar: WorkingCalendar,
    last_day: date | None,
    received: date | None,
    returned: date | None,
    exempt: bool,
) -> tuple[str, int, int]:
    if last_day is None:
        return "", 0, 0
    status, days = standing_on(day, last_day, received, returned, exempt)
    return status, days, working_days_on(day, last_day, status, calendar, received)
