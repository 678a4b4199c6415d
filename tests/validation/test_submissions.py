"""What is wrong or doubtful in the days of reports, beside what is due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from danvan_xl.schema.lists import KINDS, MARK, YEARLY
from danvan_xl.schema.settings import settings_of
from danvan_xl.schema.tables import HOLIDAYS, OBLIGATIONS, SETTINGS, SUBMISSIONS, UNITS
from danvan_xl.standing.obligations import obligations_of
from danvan_xl.standing.working_days import WorkingCalendar
from danvan_xl.validation.settings import check_settings
from danvan_xl.validation.submissions import (
    Period,
    check_holidays,
    check_obligations,
    check_submissions,
)
from tests.building.sample import frame

REGISTRATION = "Đăng ký mô hình"
UNITS_2022 = frame(
    UNITS,
    (
        {"code": code, "name": code, "kind": KINDS[kind], "reports": MARK}
        for code, kind in (("STC", "provincial_body"), ("524", "district"))
    ),
)
DUE = obligations_of(
    frame(
        OBLIGATIONS,
        [
            {"name": REGISTRATION, "deadline": date(2022, 3, 15), "district": MARK},
            {
                "name": "Cả ngày hạn",
                "deadline": date(2022, 5, 10),
                "strict": "Không",
                "units": "STC",
            },
        ],
    ),
    {setting.key: setting.default for setting in settings_of(2022)},
    date(2022, 9, 20),
    WorkingCalendar(frozenset(), frozenset()),
)


def found(**row: Any) -> list[tuple[str, str]]:
    sent = frame(SUBMISSIONS, [{"year": 2022, "unit_code": "524"} | row])
    period = Period(date(2022, 1, 1), date(2022, 12, 31), today=date(2022, 10, 1))
    findings = check_submissions(sent, UNITS_2022, DUE, period)
    return [(item.code, item.column) for item in findings]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, []),
        ({"received": date(2022, 9, 19)}, []),
        ({"received": date(2022, 9, 20)}, [("S03", "received")]),
        ({"received": date(2022, 9, 20), "note": "tính là muộn"}, []),
        ({"received": date(2022, 9, 20), "extension": date(2022, 9, 20)}, []),
        ({"obligation": REGISTRATION, "received": date(2022, 3, 15)}, [("S03", "received")]),
        ({"obligation": REGISTRATION, "received": date(2022, 9, 20)}, []),
        (
            {"obligation": "Cả ngày hạn", "unit_code": "STC", "received": date(2022, 5, 10)},
            [],
        ),
        ({"obligation": "Đăng kí"}, [("S06", "obligation")]),
        ({"received": date(2021, 9, 15)}, [("S07", "received")]),
        ({"returned": date(2021, 12, 31)}, [("S07", "returned")]),
        ({"received": date(2022, 1, 1)}, []),
        ({"received": date(2022, 10, 1)}, []),
        ({"received": date(2022, 10, 2)}, [("S10", "received")]),
        ({"returned": date(2062, 9, 15)}, [("S10", "returned")]),
        ({"obligation": "ĐĂNG KÝ mô hình", "received": date(2022, 3, 15)}, [("S03", "received")]),
        ({"extension": date(2022, 9, 10)}, [("S08", "extension")]),
        ({"extension": date(2022, 9, 30)}, []),
        ({"obligation": REGISTRATION, "extension": date(2022, 4, 1)}, []),
        ({"obligation": REGISTRATION, "unit_code": "STC"}, [("S09", "unit_code")]),
        ({"obligation": REGISTRATION, "unit_code": "STC", "exempt": "x"}, []),
        ({"unit_code": "KHONGCO"}, []),
        ({"document_date": date(2021, 9, 1)}, [("O07", "document_date")]),
    ],
)
def test_the_days_of_a_report_are_looked_at(
    row: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert found(**row) == expected


def test_the_yearly_report_may_be_named() -> None:
    assert found(obligation=YEARLY, received=date(2022, 9, 20)) == [("S03", "received")]


def test_units_that_an_obligation_names_must_be_there() -> None:
    rows = frame(OBLIGATIONS, [{"name": "Đột xuất", "units": "STC; XXX, 524;YYY"}])
    found = check_obligations(rows, {"STC", "524"})
    assert [(item.code, item.column, item.message) for item in found] == [
        ("S01", "units", f"Mã đơn vị «{code}» không có trong trang Đơn vị.")
        for code in ("XXX", "YYY")
    ]


@pytest.mark.parametrize(
    ("names", "wrong"),
    [
        (["Báo cáo quý", "Đăng ký"], {}),
        (["Báo cáo quý", "báo cáo  QUÝ"], {1: "trùng với «Báo cáo quý», chỉ dòng trên được tính"}),
        (["Báo cáo*"], {0: "có dấu *, ? hoặc ~ nên Excel đếm sai"}),
    ],
)
def test_names_must_be_told_apart(names: list[str], wrong: dict[int, str]) -> None:
    rows = frame(OBLIGATIONS, ({"name": name} for name in names))
    found = {item.row: item.message for item in check_obligations(rows, set())}
    assert found == {row: f"Tên «{names[row]}» {what}." for row, what in wrong.items()}


def test_a_day_made_up_for_is_on_a_weekend_and_stands_once() -> None:
    days = [date(2026, 8, 22), None, date(2026, 8, 22), date(2026, 5, 4)]
    rows = frame(HOLIDAYS, ({"make_up": day} for day in days))
    assert [(item.code, item.row) for item in check_holidays(rows)] == [("S12", 2), ("S12", 3)]


def test_settings_that_the_formulas_cannot_read_are_told() -> None:
    values = {
        "period.deadline": "30/9/2022",
        "period.as_of": date(2022, 9, 25),
        "period.from": None,
        "period.obligation": "Việc Z",
        "office.name": "30/9/2022",
    }
    rows = frame(SETTINGS, ({"key": key, "value": value} for key, value in values.items()))
    found = [(item.code, item.row, item.message) for item in check_settings(rows, 2022, DUE)]
    assert found == [
        (
            "S13",
            0,
            "Mục Hạn nộp ghi «30/9/2022», là chữ chứ không phải ngày nên bảng theo dõi không đọc "
            "được.",
        ),
        ("S13", 3, "Mục Nội dung đang theo dõi ghi «Việc Z», không có trong trang Hạn nộp."),
    ]
