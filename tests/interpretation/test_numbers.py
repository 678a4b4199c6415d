from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta

import pytest

from danvan_xl.interpretation import Asked
from danvan_xl.interpretation.numbers import read_number
from danvan_xl.schema.columns import Type
from danvan_xl.schema.findings import FINDING_TYPES
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.raw import RawCell

COUNT = Asked(Type.NUMBER, whole=True, minimum=0, maximum=500)
MONEY = Asked.of_column(INITIATIVES["money"])
SHARE = Asked(Type.NUMBER, minimum=0, maximum=100)
OPEN = Asked(Type.NUMBER)
YEAR = Asked.of_column(INITIATIVES["year"])


@pytest.mark.parametrize("raw", [None, "", " \u00a0", "\u200b", float("nan")])
def test_an_empty_cell_is_no_number_and_nothing_is_told(raw: RawCell) -> None:
    reading = read_number(raw, COUNT)
    assert math.isnan(reading.value)
    assert reading.code == ""


@pytest.mark.parametrize("raw", [3.0, 2.5, -1.0, 0.0, "12", " 12 ", "0", "12,5", "-3", "1250,5"])
def test_a_plain_number_is_taken_without_a_word(raw: RawCell) -> None:
    reading = read_number(raw, COUNT)
    assert reading.value == (float(raw.replace(",", ".")) if isinstance(raw, str) else raw)
    assert reading.code == ""


@pytest.mark.parametrize(
    ("asked", "text", "number", "shown"),
    [
        (COUNT, "1.250", 1250, "1250"),  # above the maximum: for the check of ranges to say
        (COUNT, "2.000", 2000, "2000"),
        (COUNT, "1.250.000", 1250000, "1.250.000"),
        (COUNT, "1 250", 1250, "1250"),
        (COUNT, "1\u00a0250", 1250, "1250"),
        (COUNT, "01", 1, "1"),
        (COUNT, "+5", 5, "5"),
        (COUNT, "3 mô hình", 3, "3"),
        (COUNT, "3 (ba)", 3, "3"),
        (COUNT, "03 (ba) lớp", 3, "3"),
        (COUNT, "25 (hai mươi lăm)", 25, "25"),
        (COUNT, "12 cuộc (đạt kế hoạch)", 12, "12"),
        (COUNT, "2 trăm", 200, "200"),
        (COUNT, "không", 0, "0"),
        (COUNT, "Không có", 0, "0"),
        (COUNT, "khg", 0, "0"),
        (COUNT, "-", 0, "0"),
        (COUNT, "–", 0, "0"),
        (COUNT, "12.5", 12.5, "12,5"),  # not whole: for the check of ranges to say
        (COUNT, "1.250,5", 1250.5, "1250,5"),
        (COUNT, "1,250.5", 1250.5, "1250,5"),
        (COUNT, "1,250,000", 1250000, "1.250.000"),
        (SHARE, "98%", 98, "98"),
        (SHARE, "98,5 %", 98.5, "98,5"),
        (SHARE, "98.5", 98.5, "98,5"),
        (SHARE, "1.250", 1.25, "1,25"),  # 1250 is no share
        (SHARE, "98,500", 98.5, "98,5"),
        (OPEN, "0.500", 0.5, "0,5"),
        (MONEY, "1.250.000", 1250000, "1.250.000"),
        (MONEY, "500.000đ", 500000, "500000"),
        (MONEY, "500 triệu đồng", 5e8, "500.000.000"),
        (MONEY, "1,2 tỷ", 1.2e9, "1.200.000.000"),
        (MONEY, "1.2 tỷ", 1.2e9, "1.200.000.000"),
        (YEAR, "năm 2021", 2021, "2021"),
        (YEAR, "2.021", 2021, "2021"),
    ],
)
def test_a_certain_number_is_taken_and_told(
    asked: Asked, text: str, number: float, shown: str
) -> None:
    reading = read_number(text, asked)
    assert (reading.value, reading.code) == (number, "O12")
    assert reading.texts["number"] == shown


@pytest.mark.parametrize(
    ("asked", "text", "first", "second"),
    [
        (OPEN, "1.250", "1250", "1,25"),
        (OPEN, "1,250", "1,25", "1250"),
        (COUNT, "2,000", "2", "2000"),
        (COUNT, "1,250", "1,25", "1250"),  # thousands as in English, or a wrong fraction
        (SHARE, "150.000", "150000", "150"),  # neither is a share
        (MONEY, "1.250 triệu", "1.250.000.000", "1.250.000"),
        (COUNT, "- 3 lớp", "3", "-3"),  # the beginning of a line, or a minus
    ],
)
def test_a_number_that_may_mean_two_things_is_asked_back(
    asked: Asked, text: str, first: str, second: str
) -> None:
    reading = read_number(text, asked)
    assert math.isnan(reading.value)
    assert reading.code == "O11"
    assert (reading.texts["first"], reading.texts["second"]) == (first, second)


@pytest.mark.parametrize(
    "text",
    [
        *("k", "ba", "ba mô hình", "x", "NaN", "inf", "-inf", "1e5", "#", "%"),
        *("15-20", "15 - 20", "~50", "khoảng 50", "trên 100", ">100", "10+5", "12/15", "=1+1"),
        *("50 trở lên", "50 hơn", "3 lớp/năm", "3 mô hình, 2 tổ", "3 và một", "3 mỗi xã"),
        *("3 (bốn)", "3 (tư)", "5tr", "5k", "2 triệu rưỡi", "1 triệu năm", "1.25.000", "12,"),
        *("1234567890123456", "98%", "2 250.000", "05/9/2022", "năm 2022", "31 người " * 9),
    ],
)
def test_what_is_not_one_certain_number_is_asked_back(text: str) -> None:
    reading = read_number(text, COUNT)
    assert math.isnan(reading.value)
    assert reading.code == "O02"


@pytest.mark.parametrize(
    "text",
    [
        *("chưa có", "Chưa có số liệu", "chua thong ke", "chưa thống kê được", "chưa"),
        *("đang tổng hợp", "sẽ báo cáo sau", "không thống kê", "không có số liệu", "..."),
        *("…", "?", "N/A", "⒩⒜", "Ðang làm"),
    ],
)
def test_a_note_that_the_figure_is_still_missing_is_an_error_of_its_own(text: str) -> None:
    reading = read_number(text, COUNT)
    assert math.isnan(reading.value)
    assert reading.code == "O23"


@pytest.mark.parametrize(
    ("raw", "code", "value"),
    [
        (ErrorCell("#N/A"), "O08", "#N/A"),
        (Uncalculated(), "O09", None),
        (True, "O24", "TRUE"),
        (datetime(2022, 2, 1), "O24", "01/02/2022"),  # 1-2, says Excel
        (date(2022, 4, 3), "O24", "03/04/2022"),
        (time(7, 30), "O24", "07:30"),
        (timedelta(hours=30), "O24", "30:00"),
        (float("inf"), "O02", "inf"),
    ],
)
def test_what_is_no_number_at_all_is_named(raw: RawCell, code: str, value: str | None) -> None:
    reading = read_number(raw, COUNT)
    assert math.isnan(reading.value)
    assert (reading.code, reading.texts.get("value")) == (code, value)


@pytest.mark.parametrize(
    ("raw", "asked", "number", "code"),
    [
        (0.98, SHARE, 98, "O21"),
        (0.985, SHARE, 98.5, "O21"),
        (0.07, SHARE, 7, "O21"),  # 0.07 * 100 is not 7 to a computer
        (1.0, SHARE, 100, "O21"),
        (98.0, SHARE, 98, "O21"),  # shows as 9800%
        (3.0, COUNT, 3, ""),
    ],
)
def test_a_share_in_a_percent_cell_is_what_it_shows(
    raw: float, asked: Asked, number: float, code: str
) -> None:
    reading = read_number(raw, asked, shown_as_percent=True)
    assert (reading.value, reading.code) == (number, code)


def test_a_share_without_a_percent_format_stays() -> None:
    assert read_number(0.98, SHARE).value == 0.98


def test_a_clear_reading_is_one_without_an_error() -> None:
    for text in ("1.250", "3 mô hình", "15-20", "chưa có", "- 3"):
        reading = read_number(text, COUNT)
        is_error = bool(reading.code) and FINDING_TYPES[reading.code].severity == "error"
        assert reading.is_clear is not is_error


@pytest.mark.parametrize(
    "text", ["12 tr", "12 trđ", "12 tr.đ", "1.200 tr", "500 k", "10 triêu", "20 USD", "12 xyz"]
)
def test_words_that_may_change_a_sum_are_asked_about(text: str) -> None:
    asked = Asked.of_column(INITIATIVES["money"])
    assert read_number(text, asked).code == "O02"


@pytest.mark.parametrize("text", ["12 tháng", "2 quý", "5 km", "12 tr"])
def test_a_number_of_something_else_is_asked_about(text: str) -> None:
    asked = Asked(Type.NUMBER, whole=True, about="cuộc Số hội nghị, cuộc quán triệt")
    assert read_number(text, asked).code == "O02"


@pytest.mark.parametrize("text", ["2 quý", "5 tháng", "2 quỵ"])
def test_a_word_that_only_looks_like_one_of_the_question_without_marks_is_asked_about(
    text: str,
) -> None:
    asked = Asked(Type.NUMBER, whole=True, about="quy chế, quỹ thắng lợi", unit="quy chế")
    assert read_number(text, asked).code == "O02"


@pytest.mark.parametrize("text", ["2 quy chế", "2 quỹ", "2 quy che", "2 QUỸ"])
def test_a_word_of_the_question_is_known_with_its_marks_and_without_any(text: str) -> None:
    asked = Asked(Type.NUMBER, whole=True, about="quy chế, quỹ thắng lợi", unit="quy chế")
    assert (read_number(text, asked).value, read_number(text, asked).code) == (2, "O12")


@pytest.mark.parametrize("text", ["12 năm", "12 nam", "12 động", "12 Việt Nam", "12 viết đồng"])
def test_what_only_looks_like_money_without_marks_is_asked_about(text: str) -> None:
    assert read_number(text, MONEY).code == "O02"


@pytest.mark.parametrize("text", ["Đảng viên", "Chùa Ông", "sẻ chia", "khống có số liệu"])
def test_what_only_looks_like_a_note_without_marks_is_no_note(text: str) -> None:
    assert read_number(text, COUNT).code == "O02"


@pytest.mark.parametrize(
    "text", ["12 đồng", "12 đ", "12 VNĐ", "12 đồng Việt Nam", "12 dong", "12 vnd", "12 ðồng"]
)
def test_a_sum_may_name_its_money(text: str) -> None:
    reading = read_number(text, Asked.of_column(INITIATIVES["money"]))
    assert (reading.value, reading.code) == (12, "O12")


PEOPLE = Asked(Type.NUMBER, whole=True, about="lượt người dự các hội nghị", unit="lượt người")
MEETINGS = Asked(Type.NUMBER, whole=True, about="cuộc, hội nghị quán triệt", unit="cuộc")
GAINING = Asked.of_column(INITIATIVES["beneficiaries"])


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (PEOPLE, "3 hội nghị"),
        (PEOPLE, "3 hoäi nghò"),
        (PEOPLE, "12 văn bản"),
        (PEOPLE, "40 hộ"),
        (MEETINGS, "640 lượt người"),
        (MEETINGS, "640 người"),
        (GAINING, "3 lớp"),
    ],
)
def test_a_number_of_other_things_than_are_counted_is_a_question(asked: Asked, text: str) -> None:
    reading = read_number(text, asked)
    assert (reading.value, reading.code) == (float(text.split()[0]), "O28")
    assert asked.unit in reading.texts["what"]


@pytest.mark.parametrize(
    "about",
    [
        *("Số người được hỗ trợ", "Số người nộp hồ sơ", "Số người họ Phạm, Hồ được giúp"),
        *("Số người được ủng hộ", "Số người được bảo hộ", "Số người làm hộ khẩu, hộ tịch"),
    ],
)
def test_households_are_no_answer_to_a_question_that_only_has_letters_of_them(about: str) -> None:
    for unit, text in (("người", "120 hộ"), ("lượt người", "120 hoä"), ("người", "120 Hộ nghèo")):
        asked = Asked(Type.NUMBER, whole=True, about=f"{unit} {about}", unit=unit)
        reading = read_number(text, asked)
        assert (reading.value, reading.code) == (120, "O28")


@pytest.mark.parametrize(
    "about", ["Số người, hộ được hỗ trợ", "Số HỘ được ủng hộ", "Số người hoặc hộ nghèo"]
)
def test_households_are_an_answer_to_a_question_for_them(about: str) -> None:
    asked = Asked(Type.NUMBER, whole=True, about=f"người {about}", unit="người")
    assert read_number("120 hộ", asked).code == "O12"


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (PEOPLE, "640 lượt"),
        (PEOPLE, "640 người"),
        (PEOPLE, "640 lượt cán bộ"),
        (PEOPLE, "0 hội nghị"),
        (MEETINGS, "3 hội nghị"),
        (MEETINGS, "3 buổi"),
        (MEETINGS, "3 lần"),
        (GAINING, "86 hộ"),  # the column asks for people or households
        (COUNT, "3 hội nghị"),
    ],
)
def test_another_word_for_what_is_counted_is_none(asked: Asked, text: str) -> None:
    assert read_number(text, asked).code == "O12"
