"""What reminders are about, and by when it can be handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan_xl.standing.working_days import WorkingCalendar
from tests.reminders.reminded import DAY, REGISTRATION, YEARLY_REPORT, occasion


def test_the_yearly_report_is_a_report_for_short() -> None:
    assert occasion().obligation.is_yearly
    assert occasion().short == "báo cáo"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Đăng ký mô hình", "đăng ký mô hình"),
        ("Ý kiến góp ý", "ý kiến góp ý"),
        ("CTHĐ năm", "CTHĐ năm"),
        ("Kế hoạch\nnăm.", "kế hoạch năm"),
    ],
)
def test_a_name_stands_inside_a_sentence(name: str, short: str) -> None:
    about = occasion(obligation=replace(REGISTRATION, name=name, title=name, basis=f" {name} "))
    assert not about.obligation.is_yearly
    assert about.short == about.title == short
    assert about.basis == " ".join(name.split()).rstrip(".")


def test_a_day_off_does_not_move_the_day_of_the_document() -> None:
    moved = replace(YEARLY_REPORT, last_day=date(2022, 9, 21))
    assert occasion(obligation=moved).unmoved_last_day == date(2022, 9, 19)
    lenient = replace(YEARLY_REPORT, strict=False)
    assert occasion(obligation=lenient).unmoved_last_day == date(2022, 9, 20)


@pytest.mark.parametrize(
    ("last_day", "day", "expected"),
    [
        (date(2022, 9, 19), date(2022, 9, 10), date(2022, 9, 19)),
        (date(2022, 9, 25), date(2022, 9, 10), date(2022, 9, 23)),
        (date(2022, 9, 21), date(2022, 9, 10), date(2022, 9, 20)),
        (date(2022, 9, 18), date(2022, 9, 10), date(2022, 9, 17)),
        (date(2022, 9, 25), date(2022, 9, 24), date(2022, 9, 25)),
    ],
)
def test_the_last_working_day_follows_the_days_of_the_workbook(
    last_day: date, day: date, expected: date
) -> None:
    """21 September is a day off, Saturday the 17th makes up for it."""
    calendar = WorkingCalendar(frozenset({date(2022, 9, 21)}), frozenset({date(2022, 9, 17)}))
    about = replace(occasion(day=DAY), calendar=calendar, day=day)
    assert about.working_day_by(last_day) == expected
