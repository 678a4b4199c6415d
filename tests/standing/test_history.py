from __future__ import annotations

import pytest

from danvan_xl.standing.history import History, Record, Standing, histories, record_of


def stood(*statuses: tuple[str, int], code: str = "A") -> list[Standing]:
    return [Standing(code, f"Đơn vị {code}", status, days) for status, days in statuses]


@pytest.mark.parametrize(
    ("standings", "text"),
    [
        (stood(("in_time", 0)), "2024: đúng hạn"),
        (stood(("late", 12)), "2024: nộp muộn 12 ngày"),
        (stood(("overdue", 400)), "2024: không nộp"),
        (stood(("returned", 390)), "2024: bị trả lại, chưa nộp bản sửa"),
        (stood(("late", 12), code="B"), "2024: Đơn vị B nộp muộn 12 ngày"),
        (stood(("in_time", 0), ("in_time", 0)), "2024: 2/2 đơn vị cũ đúng hạn"),
        (
            stood(("in_time", 0), ("late", 3), ("overdue", 400), ("returned", 1)),
            "2024: 1/4 đơn vị cũ đúng hạn, 1 nộp muộn, 1 chưa nộp bản sửa, 1 không nộp",
        ),
        (stood(("exempt", 0), ("in_time", 0)), "2024: đúng hạn"),
    ],
)
def test_a_year_reads_as_what_the_units_of_then_did(standings: list[Standing], text: str) -> None:
    found = record_of(2024, standings, "A")
    assert found
    assert found.text == text


def test_a_year_in_which_nobody_owed_a_report_is_left_out() -> None:
    assert record_of(2024, stood(("exempt", 0)), "A") is None
    assert histories({2024: [(("A",), stood(("exempt", 0))[0])]}) == {}


def test_years_follow_those_that_went_on_latest_first() -> None:
    (late,), (good,) = stood(("late", 2)), stood(("in_time", 0), code="B")
    (again,), (never,) = stood(("in_time", 0)), stood(("overdue", 100), code="C")
    found = histories(
        {2023: [(("A",), late), (("B",), good)], 2024: [(("A",), again), (("A", "B"), never)]}
    )
    assert found["A"] == History((Record(2024, 2, 1, 0, 0, 0), Record(2023, 1, 0, 1, 0, 2)))
    assert found["B"].text == "Đúng hạn 1/2 năm. 2024: Đơn vị C không nộp; 2023: đúng hạn."
    assert found["A"].to_json()[1] == {
        "year": 2023,
        "units": 1,
        "in_time": 0,
        "late": 1,
        "returned": 0,
        "days": 2,
        "name": "",
        "missing": 0,
    }
