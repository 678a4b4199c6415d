from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from danvan_xl.standing.deadlines import assess, days_on, last_day_in_time, status_on
from danvan_xl.standing.working_days import WorkingCalendar, default_holidays


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("deadline", "rule", "last"),
    [
        ("2022-09-20", {}, "2022-09-19"),
        ("2022-09-20", {"strict": False}, "2022-09-20"),
        ("2026-09-20", {}, "2026-09-19"),  # a Saturday, kept unless switched on
        ("2026-09-20", {"moved": True}, "2026-09-21"),
        ("2027-09-20", {"moved": True}, "2027-09-20"),  # 19/9 is a Sunday
        ("2022-09-03", {"moved": True}, "2022-09-05"),  # Independence Day
        ("2022-02-02", {"moved": True}, "2022-02-07"),  # Tết
        ("2024-03-01", {}, "2024-02-29"),
    ],
)
def test_the_last_day_in_time_follows_the_settings(
    deadline: str, rule: dict[str, bool], last: str
) -> None:
    due = date.fromisoformat(deadline)
    calendar = WorkingCalendar.of(default_holidays(due.year)) if rule.get("moved") else None
    found = last_day_in_time(due, strict=rule.get("strict", True), moved_by=calendar)
    assert found == day(last)


@pytest.mark.parametrize(
    ("today", "received", "returned", "exempt", "status", "days"),
    [
        ("2022-09-01", None, None, False, "not_due", 18),
        ("2022-09-11", None, None, False, "not_due", 8),
        ("2022-09-12", None, None, False, "due_soon", 7),
        ("2022-09-19", None, None, False, "due_soon", 0),
        ("2022-09-20", None, None, False, "overdue", 1),
        ("2022-10-25", None, None, False, "overdue", 36),
        ("2022-09-25", "2022-09-19", None, False, "in_time", 0),
        ("2022-09-25", "2022-09-20", None, False, "late", 1),
        ("2022-09-25", "2022-09-25", None, False, "late", 6),
        ("2022-09-21", "2022-09-25", None, False, "overdue", 2),  # not received yet that day
        ("2022-09-10", "2022-09-12", None, False, "not_due", 9),
        ("2022-09-25", None, "2022-09-15", False, "returned", 6),
        ("2022-09-16", None, "2022-09-15", False, "returned", 0),
        ("2022-09-14", None, "2022-09-15", False, "due_soon", 5),  # not returned yet that day
        ("2022-09-25", "2022-09-18", "2022-09-15", False, "in_time", 0),
        ("2022-09-25", "2022-09-15", "2022-09-15", False, "in_time", 0),
        ("2022-09-25", "2022-09-10", "2022-09-15", False, "returned", 6),
        ("2022-09-17", "2022-09-18", "2022-09-15", False, "returned", 0),
        ("2022-09-25", None, None, True, "exempt", 0),
        ("2022-09-25", "2022-09-24", None, True, "exempt", 0),
    ],
)
def test_a_unit_stands_on_a_day_as_its_dates_say(
    today: str, received: str | None, returned: str | None, exempt: bool, status: str, days: int
) -> None:
    last = date(2022, 9, 19)
    found = status_on(date.fromisoformat(today), last, day(received), day(returned), exempt)
    assert found == status
    assert days_on(date.fromisoformat(today), last, found, day(received)) == days


def test_assess_gives_a_row_for_each_submission() -> None:
    frame = pd.DataFrame(
        {
            "last_day": [date(2022, 9, 19), date(2022, 9, 30), None],
            "received": [None, None, None],
            "returned": [None, None, None],
            "exempt": ["", "", ""],
        },
        index=[4, 9, 11],
        dtype="object",
    )
    found = assess(frame, date(2022, 9, 25), WorkingCalendar.of(default_holidays(2022)))
    assert found.to_dict("index") == {
        4: {"status": "overdue", "days": 6, "working_days": 4},
        9: {"status": "due_soon", "days": 5, "working_days": 5},
        11: {"status": "", "days": 0, "working_days": 0},
    }
