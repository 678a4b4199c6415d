from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.validation.columns import check_columns
from danvan_xl.validation.initiatives import MOST_COMPARED, check_duplicates, check_rows

END = date(2022, 12, 31)


def initiatives(*rows: dict[str, object]) -> pd.DataFrame:
    """Rows that are right but for what is given; labelled 5, 6, …"""
    right: dict[str, object] = {
        column.key: float("nan") if column.type.is_number else "" for column in INITIATIVES.stored
    } | {
        "unit_code": "522",
        "unit_name": "Thành phố Quảng Ngãi",
        "kind": "Tập thể",
        "field": "Kinh tế",
        "stage": "Duy trì",
        "year": 2021.0,
        "decision_date": None,
    }
    frame = pd.DataFrame([right | row for row in rows])
    return frame.set_axis(range(5, 5 + len(rows)), axis=0)


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ({}, []),
        ({"stage": "Được công nhận", "level": "Cấp xã", "decision_number": "1/QĐ"}, []),
        ({"stage": "Được công nhận"}, ["M01", "M07"]),
        ({"stage": "Được công nhận", "level": "Cấp xã"}, ["M07"]),
        ({"stage": "Dừng"}, ["M02"]),
        ({"stage": "Dừng", "reason": "Hết kinh phí"}, []),
        ({"decision_date": date(2023, 1, 1)}, ["O07"]),
        ({"decision_date": date(1999, 1, 1)}, ["O07"]),
        ({"decision_date": date(2020, 5, 1)}, []),
        ({"year": 2023.0}, ["O04"]),
    ],
)
def test_a_row_that_contradicts_itself_is_found(row: dict[str, object], codes: list[str]) -> None:
    assert [item.code for item in check_rows(initiatives(row), END)] == codes


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ({"name": ""}, "O10", "name"),
        ({"name": "X", "kind": ""}, "O10", "kind"),
        ({"name": "X", "field": "Y tế"}, "O05", "field"),
        ({"name": "X", "beneficiaries": 1.5}, "O03", "beneficiaries"),
        ({"name": "X", "beneficiaries": -1.0}, "O04", "beneficiaries"),
        ({"name": "X", "money": 2e12}, "O04", "money"),
    ],
)
def test_a_cell_against_the_schema_is_found(row: dict[str, object], code: str, column: str) -> None:
    found = list(
        check_columns("initiatives", initiatives({"name": "X"} | row), INITIATIVES.form_columns)
    )
    assert [(item.code, item.row, item.column) for item in found] == [(code, 5, column)]


@pytest.mark.parametrize(
    ("first", "second", "other_unit", "codes"),
    [
        ("Tuyến đường tự quản", "Tổ hòa giải cơ sở", False, []),
        ("Tuyến đường tự quản", "tuyến  đường Tự quản", False, ["M03"]),
        ("Tổ hòa giải cơ sở", "Tổ hoà giải cơ sở", False, ["M03"]),
        ("Tuyến đường hoa tự quản", "Tuyến đường hoa tự quảng", False, ["M04"]),
        ("Tuyến đường hoa tự quản", "Tuyến đường hoa tự quản", True, ["M05"]),
        ("Tuyến đường hoa Nghĩa An", "Tuyến đường hoa Bình Châu", True, []),
        ("", "", False, []),
    ],
)
def test_double_entries_are_found(
    first: str, second: str, other_unit: bool, codes: list[str]
) -> None:
    frame = initiatives(
        {"name": first}, {"name": second, "unit_code": "524" if other_unit else "522"}
    )
    found = list(check_duplicates(frame, first_row=100))
    assert [item.code for item in found] == codes
    assert all(item.row == 6 for item in found)
    if codes == ["M03"]:
        assert "dòng 105" in found[0].message


def test_double_entries_are_found_across_chunks() -> None:
    frame = initiatives(*({"name": f"{number:03d} " * 8} for number in range(600)))
    frame.loc[604, "name"] = frame.loc[5, "name"]
    assert [(item.code, item.row) for item in check_duplicates(frame)] == [("M03", 604)]


@pytest.mark.parametrize(("length", "codes"), [(300, []), (301, ["O27"]), (2_200, ["O27"])])
def test_a_name_that_is_a_whole_report_is_found(length: int, codes: list[str]) -> None:
    frame = initiatives({"name": "m" * length})
    assert [(item.code, item.column) for item in check_rows(frame, END)] == [
        (code, "name") for code in codes
    ]


def test_names_that_are_too_long_are_not_compared() -> None:
    frame = initiatives({"name": "m" * 301}, {"name": "m" * 301}, {"name": "m" * 300})
    assert list(check_duplicates(frame)) == []


def test_long_names_are_alike_by_their_beginnings_and_the_same_by_all_letters() -> None:
    start = "Tuyến đường hoa tự quản " * 10
    frame = initiatives(*({"name": start + end} for end in ("thôn 1", "thôn 2", "thôn 1")))
    assert [(item.code, item.row) for item in check_duplicates(frame)] == [("M04", 6), ("M03", 7)]


def test_of_very_many_names_of_a_unit_the_last_ones_are_still_found_when_they_are_the_same() -> (
    None
):
    many = [{"name": f"{number:05d} " * 4} for number in range(MOST_COMPARED)]
    like, other = {"name": "00000 " * 3 + "00009"}, {"name": "00000 " * 4, "unit_code": "524"}
    frame = initiatives(*many, like, many[7], other)
    last = 5 + len(many)
    assert [(item.code, item.row) for item in check_duplicates(frame)] == [
        ("M03", last + 1),
        ("M05", last + 2),
    ]
