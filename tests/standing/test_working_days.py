from __future__ import annotations

from datetime import date, timedelta

import pytest

from danvan_xl.standing.working_days import WorkingCalendar, default_holidays

OF_2026 = WorkingCalendar.of(default_holidays(2026))
SATURDAY_WORKED = date(2026, 8, 22)
TET = [date(2026, 2, day) for day in range(16, 21)]


def test_the_days_of_a_year_are_those_that_people_know() -> None:
    assert OF_2026.days_off.issuperset([*TET, date(2026, 4, 30), date(2026, 9, 2)])
    assert date(2026, 8, 31) in OF_2026.days_off
    assert OF_2026.made_up == {SATURDAY_WORKED}
    assert max(OF_2026.days_off) < date(2027, 2, 1)


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2026, 9, 18), True),
        (date(2026, 9, 19), False),
        (date(2026, 9, 20), False),
        (date(2026, 2, 17), False),
        (SATURDAY_WORKED, True),
        (date(2026, 8, 31), False),
    ],
)
def test_weekends_and_days_off_are_not_worked_but_for_those_that_make_up(
    day: date, is_working: bool
) -> None:
    assert OF_2026.is_working(day) == is_working


def test_a_day_off_moves_to_the_next_or_the_last_working_day() -> None:
    assert OF_2026.from_day(date(2026, 2, 16)) == date(2026, 2, 23)
    assert OF_2026.until_day(date(2026, 2, 20)) == date(2026, 2, 13)
    assert OF_2026.until_day(date(2026, 8, 23)) == SATURDAY_WORKED
    assert OF_2026.from_day(date(2026, 9, 18)) == date(2026, 9, 18)


def test_working_days_between_are_those_counted_one_by_one() -> None:
    first = date(2026, 1, 25)
    for length in (0, 1, 5, 30, 250):
        days = [first + timedelta(n) for n in range(1, length + 1)]
        found = OF_2026.between(first, first + timedelta(length))
        assert found == sum(map(OF_2026.is_working, days))
