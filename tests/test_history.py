from __future__ import annotations

import pytest

from danvan_xl.history import History, Record, Standing, histories, record_of


@pytest.mark.parametrize(
    ("standings", "text"),
    [
        ([("in_time", 0)], "2024: đúng hạn"),
        ([("late", 12)], "2024: nộp muộn 12 ngày"),
        ([("overdue", 400)], "2024: không nộp"),
        ([("returned", 390)], "2024: không nộp"),
        ([("in_time", 0), ("in_time", 0)], "2024: 2/2 đơn vị cũ đúng hạn"),
        (
            [("in_time", 0), ("late", 3), ("overdue", 400)],
            "2024: 1/3 đơn vị cũ đúng hạn, 1 nộp muộn, 1 không nộp",
        ),
        ([("exempt", 0), ("in_time", 0)], "2024: đúng hạn"),
    ],
)
def test_a_year_reads_as_what_the_units_of_then_did(standings: list[Standing], text: str) -> None:
    found = record_of(2024, standings)
    assert found
    assert found.text == text


def test_a_year_in_which_nobody_owed_a_report_is_left_out() -> None:
    assert record_of(2024, [("exempt", 0)]) is None
    assert histories({2024: [(("A",), ("exempt", 0))]}) == {}


def test_years_follow_those_that_went_on_latest_first() -> None:
    found = histories(
        {
            2023: [(("A",), ("late", 2)), (("B",), ("in_time", 0))],
            2024: [(("A",), ("in_time", 0)), (("A", "B"), ("overdue", 100))],
        }
    )
    assert found["A"] == History((Record(2024, 2, 1, 0, 0), Record(2023, 1, 0, 1, 2)))
    assert found["B"].text == "Đúng hạn 1/2 năm. 2024: không nộp; 2023: đúng hạn."
    assert found["A"].to_json() == [
        {"year": 2024, "units": 2, "in_time": 1, "late": 0, "days": 0, "missing": 1},
        {"year": 2023, "units": 1, "in_time": 0, "late": 1, "days": 2, "missing": 0},
    ]
