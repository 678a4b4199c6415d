"""What is wrong or doubtful in the days of reports, beside what is due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from danvan_xl.obligations import obligations_of
from danvan_xl.schema.lists import KINDS, MARK, YEARLY
from danvan_xl.schema.settings import settings_of
from danvan_xl.schema.tables import OBLIGATIONS, SUBMISSIONS, UNITS
from danvan_xl.validation.submissions import check_obligations, check_submissions
from danvan_xl.working_days import WorkingCalendar
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
    findings = check_submissions(sent, UNITS_2022, DUE, date(2022, 1, 1), date(2022, 12, 31))
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
