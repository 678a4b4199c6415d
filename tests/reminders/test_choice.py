"""Who is reminded when, and for which time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from danvan_xl.reminders.choice import Reminder, Skipped, Superior, choose, doubtful
from danvan_xl.schema.lists import KINDS, MARK
from danvan_xl.schema.tables import SUBMISSIONS, UNITS
from danvan_xl.schema.values import Misread
from danvan_xl.standing.deadlines import assess
from danvan_xl.standing.obligations import Obligation
from danvan_xl.standing.working_days import WorkingCalendar
from tests.reminders.reminded import REGISTRATION, YEARLY_REPORT
from tests.reports.data import frame

LAST = date(2022, 9, 19)
CALENDAR = WorkingCalendar(days_off=frozenset({date(2022, 9, 21)}), made_up=frozenset())

DISTRICT = {"code": "524", "name": "Huyện Bình Sơn", "kind": KINDS["district"], "reports": MARK}


def september(day: int) -> date:
    return date(2022, 9, day)


def chosen_of(
    rows: list[dict[str, Any]],
    units: list[dict[str, Any]],
    day: date,
    before: int = 0,
    again_after: int = 7,
    obligation: Obligation = YEARLY_REPORT,
    doubts: Mapping[str, str] = MappingProxyType({}),
) -> tuple[list[Reminder], list[Skipped]]:
    submissions = frame(SUBMISSIONS, [{"year": 2022, "last_day": LAST} | row for row in rows])
    return choose(
        submissions.join(assess(submissions, day, CALENDAR)),
        frame(UNITS, units),
        obligation,
        day,
        before=before,
        again_after=again_after,
        doubts=doubts,
    )


@pytest.mark.parametrize(
    ("facts", "day", "before", "expected"),
    [
        ({}, september(19), 0, None),
        ({}, september(20), 0, ("overdue", 1, 1)),
        ({}, date(2022, 10, 20), 0, ("overdue", 31, 1)),
        ({"received": september(19)}, september(25), 0, None),
        ({"received": september(22)}, september(25), 0, None),
        ({"received": september(26)}, september(25), 0, ("overdue", 6, 1)),
        ({"exempt": MARK}, september(25), 0, None),
        ({"extension": september(30), "last_day": september(30)}, september(25), 0, None),
        (
            {"extension": september(22), "last_day": september(22)},
            september(25),
            0,
            ("overdue", 3, 1),
        ),
        ({"returned": september(18)}, september(19), 0, None),
        ({"returned": september(18)}, september(25), 0, ("returned", 6, 1)),
        (
            {"received": september(17), "returned": september(18)},
            september(25),
            0,
            ("returned", 6, 1),
        ),
        (
            {"received": september(21), "returned": september(18)},
            september(25),
            0,
            None,
        ),
        ({}, september(19), 1, ("due_soon", 0, 0)),
        ({}, september(16), 3, ("due_soon", 3, 0)),
        ({}, september(16), 2, None),
        ({}, date(2022, 8, 20), 30, ("not_due", 30, 0)),
        ({"returned": september(15)}, september(16), 3, ("returned", 3, 0)),
        ({"received": september(15)}, september(16), 3, None),
        ({"exempt": MARK}, september(16), 3, None),
        ({}, september(25), 3, ("overdue", 6, 1)),
    ],
)
def test_a_unit_is_reminded_when_its_report_is_owed(
    facts: dict[str, Any], day: date, before: int, expected: tuple[str, int, int] | None
) -> None:
    chosen, skipped = chosen_of([{"unit_code": "524"} | facts], [DISTRICT], day, before)
    assert skipped == []
    assert [(one.status, one.days, one.times) for one in chosen] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("reminders", "reminded", "again_after", "times"),
    [
        (float("nan"), None, 7, 1),
        (1, september(25), 7, None),
        (1, september(19), 7, None),
        (1, september(18), 7, 2),
        (2, september(10), 7, 3),
        (1, september(24), 1, 2),
        (1, september(25), 0, 2),
        (1, september(28), 7, None),
        (1, september(28), 0, 2),
        (float("nan"), september(15), 7, 1),
        (float("nan"), september(20), 7, None),
    ],
)
def test_a_unit_is_not_reminded_again_too_soon(
    reminders: float, reminded: date | None, again_after: int, times: int | None
) -> None:
    row = {"unit_code": "524", "reminders": reminders, "reminded": reminded}
    chosen, skipped = chosen_of([row], [DISTRICT], september(25), again_after=again_after)
    assert [one.times for one in chosen] == ([times] if times else [])
    assert [one.code for one in skipped] == ([] if times else ["524"])
    assert all(one.previous == reminded for one in chosen)


def test_who_is_left_out_is_told_why() -> None:
    row = {"unit_code": "524", "reminders": 1, "reminded": september(22)}
    _, skipped = chosen_of([row], [DISTRICT], september(25))
    assert skipped == [
        Skipped("524", "Huyện Bình Sơn", "đã đôn đốc ngày 22/09/2022, chưa đủ 7 ngày")
    ]


@pytest.mark.parametrize("row", [{}, {"reminders": 1, "reminded": september(24)}])
def test_a_unit_that_may_have_sent_it_is_left_out(row: dict[str, Any]) -> None:
    rows, doubts = [{"unit_code": "524"} | row], {"524": "ô ghi sai", "525": "việc khác"}
    chosen, skipped = chosen_of(rows, [DISTRICT], september(25), doubts=doubts)
    assert chosen == []
    assert skipped == [Skipped("524", "Huyện Bình Sơn", "ô ghi sai", misread=True)]


@pytest.mark.parametrize("facts", [{"exempt": MARK}, {"received": september(19)}])
def test_doubts_about_a_unit_that_owes_nothing_do_not_matter(facts: dict[str, Any]) -> None:
    rows = [{"unit_code": "524"} | facts]
    assert chosen_of(rows, [DISTRICT], september(25), doubts={"524": "ô ghi sai"}) == ([], [])


def test_a_cell_that_holds_no_day_is_quoted() -> None:
    rows = frame(SUBMISSIONS, [{"unit_code": code} for code in ("524", "525", "526", "527")])
    rows.index = [3, 5, 7, 9]
    misread = [
        Misread(5, "extension", "cuối\ntháng"),
        Misread(3, "received", "đã nhận"),
        Misread(5, "returned", 20220931.0),
        Misread(7, "document_date", "hôm qua"),
        Misread(8, "received", "việc khác"),
    ]
    assert doubtful(rows, misread) == {
        "525": "ô Gia hạn đến ghi «cuối tháng», ô Ngày trả lại ghi «20220931», không phải ngày: "
        "sửa các ô này rồi nhắc lại",
        "524": "ô Ngày nhận ghi «đã nhận», không phải ngày: sửa ô này rồi nhắc lại",
    }


def test_a_unit_that_need_not_report_is_left_in_peace() -> None:
    units = [DISTRICT | {"reports": ""}]
    assert chosen_of([{"unit_code": "524"}], units, september(25)) == ([], [])


def test_only_the_kinds_of_unit_that_owe_it_are_reminded() -> None:
    press = {"code": "BQN", "name": "Báo Quảng Ngãi", "kind": KINDS["press"], "reports": MARK}
    rows = [{"unit_code": "524"}, {"unit_code": "BQN"}]
    chosen, _ = chosen_of(rows, [DISTRICT, press], september(25), obligation=REGISTRATION)
    assert [one.code for one in chosen] == ["524"]


def test_a_unit_that_is_named_is_reminded_though_it_need_not_report_to_the_province() -> None:
    named = replace(REGISTRATION, units=frozenset({"STC"}))
    body = {"code": "STC", "name": "Sở Tài chính", "kind": KINDS["provincial_body"], "reports": ""}
    rows = [{"unit_code": "524"}, {"unit_code": "STC"}]
    chosen, _ = chosen_of(rows, [DISTRICT, body], september(25), obligation=named)
    assert [one.code for one in chosen] == ["STC"]


@pytest.mark.parametrize(
    ("facts", "day", "before", "expected"),
    [
        ({}, september(20), 0, 1),
        ({}, september(26), 0, 4),
        ({"last_day": september(23)}, september(25), 0, 0),
        ({"returned": september(18)}, september(26), 0, 4),
        ({}, september(15), 7, 0),
    ],
)
def test_working_days_are_counted_among_the_days_past(
    facts: dict[str, Any], day: date, before: int, expected: int
) -> None:
    (one,), _ = chosen_of([{"unit_code": "524"} | facts], [DISTRICT], day, before)
    assert one.working_days == expected


def test_a_unit_without_a_row_is_left_in_peace() -> None:
    assert chosen_of([], [DISTRICT], september(25)) == ([], [])


def test_the_longest_overdue_come_first_and_notices_last() -> None:
    units = [DISTRICT | {"code": code} for code in ("a", "b", "c", "d")]
    rows = [
        {"unit_code": "a", "last_day": september(27)},
        {"unit_code": "b", "last_day": september(24)},
        {"unit_code": "c", "last_day": september(10)},
        {"unit_code": "d", "last_day": september(26)},
    ]
    chosen, _ = chosen_of(rows, units, september(25), before=7)
    assert [one.code for one in chosen] == ["c", "b", "a", "d"]


def test_the_superior_comes_from_the_table_of_units() -> None:
    commune = {
        "code": "21034",
        "name": "Xã Bình Thuận",
        "kind": KINDS["commune"],
        "reports": MARK,
        "parent_code": "524",
    }
    units = [DISTRICT | {"email": "vp@binhson.example"}, commune]
    rows = [{"unit_code": code} for code in ("524", "21034")]
    district, below = chosen_of(rows, units, september(25))[0]
    assert district.superior is None
    assert below.superior == Superior("Huyện Bình Sơn", KINDS["district"], "vp@binhson.example")
