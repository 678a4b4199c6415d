"""What findings about a broken form mean in the new one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from danvan_xl.findings import finding
from danvan_xl.returns.new_form import (
    left_out_note,
    needs_new_form,
    note_in_new_form,
    without_codes,
)
from tests.returns.forms import blank, read, row

PLACE = ("Kết quả", "B5", "Chỉ tiêu")
CHANGED: Mapping[str, object] = {"what": "Chỉ tiêu CT101", "value": "khác"}


def where(table: str, row: int | None, column: str) -> tuple[str, str, str]:
    return PLACE


@pytest.mark.parametrize(
    ("code", "values", "is_broken"),
    [
        ("P08", CHANGED, True),
        ("P10", {}, True),
        ("P07", {"what": "CT101"}, True),
        ("P27", {"name": "Mô hình"}, True),
        ("P09", {}, False),
        ("O02", {"value": "12 cuộc"}, False),
        ("P02", {"value": "(trống)", "expected": 2022}, False),
    ],
)
def test_what_is_locked_and_broken_needs_a_new_form(
    code: str, values: Mapping[str, object], is_broken: bool
) -> None:
    assert needs_new_form([finding(code, **values)]) is is_broken  # type: ignore[arg-type]


def test_what_the_new_form_puts_right_is_told_without_a_cell() -> None:
    old = finding("P08", table="results", row=5, column="text", what="Chỉ tiêu", value="khác")
    note = note_in_new_form(old, where)
    assert (note.sheet, note.cell, note.message) == ("Kết quả", "", old.message)
    assert "Phiếu mới này" in note.remedy
    last_year = finding("P02", table="facts", column="period_year", value=2021, expected=2022)
    assert note_in_new_form(last_year, where).cell == ""
    assert note_in_new_form(last_year, where).remedy == last_year.remedy
    wrong = finding("O02", table="results", row=5, column="value", value="12 cuộc")
    assert note_in_new_form(wrong, where).cell == "B5"


def test_an_answer_without_a_place_is_told() -> None:
    note = left_out_note("CT999 Số buổi văn nghệ", "4")
    assert note.severity == "warning"
    assert "«4»" in note.message
    assert "CT999 Số buổi văn nghệ" in note.message


def test_only_codes_that_were_put_in_are_taken_out() -> None:
    data = read(blank(row(code="522-2021-01", name="Mô hình cũ")))
    (at,) = data.tables["initiatives"].rows
    elsewhere = finding("P08", table="results", row=at, column="code", **CHANGED)  # type: ignore[arg-type]
    assert without_codes(data, [elsewhere]) == data
    here = finding("P08", table="initiatives", row=at, column="code", **CHANGED)  # type: ignore[arg-type]
    line = without_codes(data, [here]).tables["initiatives"].rows[at]
    assert line["code"] is None
    assert line["name"] == "Mô hình cũ"
