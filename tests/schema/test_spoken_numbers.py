from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.errors import DanVanError
from danvan_xl.schema.spoken_numbers import read_spoken_number, readings_of
from danvan_xl.schema.text import vn_number
from danvan_xl.schema.values import NotThatType, to_number

untimed = settings(deadline=None)  # a busy machine is no failure

OPEN = "«{}» có thể hiểu nhiều cách; hãy chỉ ghi một số, ví dụ 1250 hoặc 1.250,5."
NONE = "Không thấy số trong «{}»; hãy ghi bằng chữ số."
OTHER_STYLE = (
    "«{}» không theo cách ghi số của Việt Nam; hãy ghi dấu chấm ở hàng nghìn, "
    "dấu phẩy ở phần lẻ, ví dụ 1.250,5."
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("01", 1),
        ("1.250", 1250),
        ("1.250,5", 1250.5),
        ("1.250.000", 1250000),
        ("1250,5", 1250.5),
        ("1,250", 1.25),  # a comma is always before the fraction, as on import
        ("-3", -3),
        ("− 1.250", -1250),
        ("+5", 5),
        (" 1.250\u00a0", 1250),
        ("3 mô hình", 3),
        ("03 (ba) lớp", 3),
        ("25 (hai mươi lăm)", 25),
        ("1 250 người", 1250),
        ("50 m²", 50),
        ("1.250,5 ha", 1250.5),
        ("85%", 85),
        ("0,5 %", 0.5),
        ("5.000đ", 5000),
        ("5.000 Đồng", 5000),
        ("1,2 tỷ", 1.2e9),
        ("1,1 triệu đồng", 1.1e6),
        ("2 trăm nghìn", 2e5),
        ("3 Nghìn tỉ", 3e12),
        ("3 trạm", 3),
        ("không", 0),
        ("Không có", 0),
        ("-", 0),
        ("–", 0),
    ],
)
def test_a_number_is_read_as_vietnamese_write_it(text: str, number: float) -> None:
    assert read_spoken_number(text) == number


@pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
def test_no_text_is_no_number(text: str) -> None:
    assert math.isnan(read_spoken_number(text))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("chưa có số liệu", NONE),
        ("ba mô hình", NONE),
        ("…", NONE),
        ("1.25", OTHER_STYLE),
        ("0.500", OTHER_STYLE),
        ("1250.5", OTHER_STYLE),
        ("1,250.5", OTHER_STYLE),
        ("1,250,000", OTHER_STYLE),
        ("1.25.000", OPEN),
        ("1.250,5,3", OPEN),
        ("30 - 40", OPEN),
        ("30-40", OPEN),
        ("3/4", OPEN),
        ("05/9/2022", OPEN),
        ("3 mô hình, 2 điển hình", OPEN),
        ("khoảng 30", OPEN),
        ("5tr", OPEN),
        ("5k", OPEN),
        ("2 triệu rưỡi", OPEN),
        ("3 phần trăm", OPEN),
        ("1 triệu năm", OPEN),
        ("3 (bốn) lớp", OPEN),
        ("3 (tư)", OPEN),
        ("50 trở lên", OPEN),
        ("3 lớp/năm", OPEN),
        ("1 250.000", OPEN),
        ("1.2 tỷ", OPEN),
        ("3 tram", OPEN),  # trăm or trạm
        ("1,2 tû", OPEN),  # tỷ in TCVN3
        ("1,2 tyû", OPEN),  # tỷ in VNI
        ("1e5", OPEN),
    ],
)
def test_what_may_mean_something_else_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(DanVanError) as refused:
        read_spoken_number(text)
    assert str(refused.value) == why.format(text)


def test_a_long_text_is_quoted_in_part() -> None:
    with pytest.raises(DanVanError) as refused:
        read_spoken_number("chưa có số liệu " * 20)
    assert len(str(refused.value)) < 100


@untimed
@given(st.text("0123456789.,+- \u00a0đ%không") | st.text())
def test_what_import_takes_gives_the_same_number(text: str) -> None:
    try:
        taken = to_number(text)
    except NotThatType:
        return
    read = read_spoken_number(text)
    assert read == taken or (math.isnan(read) and math.isnan(taken))


@untimed
@given(st.decimals(-(10**12), 10**12, places=3))
def test_what_the_program_writes_is_read_back(number: Decimal) -> None:
    assert read_spoken_number(vn_number(number)) == float(number)


@untimed
@given(st.text("0123456789.,+- đ%triệu tỷ"))
def test_a_text_is_read_or_refused(text: str) -> None:
    try:
        found: object = read_spoken_number(text)
    except DanVanError as refused:
        found = refused
    assert isinstance(found, float) or "; hãy " in str(found)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.250", [1250, Decimal("1.25")]),
        ("1,250", [Decimal("1.25"), 1250]),
        ("1.250 triệu", [1250 * 10**6, 1250 * 10**3]),
        ("12.5", [Decimal("12.5")]),
        ("12,5", [Decimal("12.5")]),
        ("1,250.5", [Decimal("1250.5")]),
        ("1 250,5", [Decimal("1250.5")]),
        ("1.2 tỷ", [1200 * 10**6]),
        ("-3", [-3]),
    ],
)
def test_a_text_has_all_its_readings_the_vietnamese_one_first(
    text: str, numbers: list[Decimal]
) -> None:
    found = readings_of(text)
    assert found is not None
    assert list(found.numbers) == numbers


@untimed
@given(st.text("0123456789.,+- đ%triệu tỷ(ba)"))
def test_the_cell_function_gives_no_number_that_is_not_a_reading(text: str) -> None:
    try:
        number = read_spoken_number(text)
    except DanVanError:
        return
    found = readings_of(text)
    assert not number or math.isnan(number) or (found and number == float(found.numbers[0]))
