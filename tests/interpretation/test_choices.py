from __future__ import annotations

from datetime import datetime

import pytest

from danvan_xl.interpretation.choices import read_choice
from danvan_xl.schema.lists import LISTS
from danvan_xl.submissions.raw import RawCell
from tests.interpretation.forms import one_of


@pytest.mark.parametrize("choices", LISTS.values(), ids=LISTS)
def test_every_word_of_a_list_is_itself(choices: tuple[str, ...]) -> None:
    for choice in choices:
        reading = read_choice(choice, choices)
        assert (reading.value, reading.code) == (choice, "")


@pytest.mark.parametrize(
    ("text", "list_key", "choice"),
    [
        ("KINH TẾ", "field", "Kinh tế"),
        ("kinh  tế", "field", "Kinh tế"),
        ("Văn hoá - xã hội", "field", "Văn hóa - xã hội"),
        ("Văn hóa, xã hội", "field", "Văn hóa - xã hội"),
        ("duy trì.", "stage", "Duy trì"),
    ],
)
def test_case_spacing_and_tone_style_go_unsaid(text: str, list_key: str, choice: str) -> None:
    reading = read_choice(text, LISTS[list_key])
    assert (reading.value, reading.code) == (choice, "")


@pytest.mark.parametrize(
    ("text", "list_key", "choice"),
    [
        ("Kinh te", "field", "Kinh tế"),
        ("van hoa xa hoi", "field", "Văn hóa - xã hội"),
        ("KT", "field", "Kinh tế"),
        ("VH-XH", "field", "Văn hóa - xã hội"),
        ("VHXH", "field", "Văn hóa - xã hội"),
        ("Văn hóa - XH", "field", "Văn hóa - xã hội"),
        ("QP - AN", "field", "Quốc phòng - an ninh"),
        ("QPAN", "field", "Quốc phòng - an ninh"),
        ("HTCT", "field", "Xây dựng hệ thống chính trị"),
        ("XD HTCT", "field", "Xây dựng hệ thống chính trị"),
        ("Xây dựng HTCT", "field", "Xây dựng hệ thống chính trị"),
        ("TT", "initiative_kind", "Tập thể"),
        ("CN", "initiative_kind", "Cá nhân"),
        ("ĐKM", "stage", "Đăng ký mới"),
        ("Tỉnh", "level", "Cấp tỉnh"),
        ("huyen", "level", "Cấp huyện"),
        ("cap xa", "level", "Cấp xã"),
    ],
)
def test_a_word_in_short_is_understood_and_told(text: str, list_key: str, choice: str) -> None:
    reading = read_choice(text, LISTS[list_key])
    assert (reading.value, reading.code) == (choice, "O19")


@pytest.mark.parametrize(
    ("text", "list_key"),
    [
        ("Du lịch", "field"),
        ("K", "field"),
        ("xã hội", "field"),
        ("CT", "field"),
        ("công nhận", "stage"),
        ("Bằng khen", "commendation"),
        ("-", "field"),
        ("Kinh tế, Văn hóa - xã hội", "field"),
    ],
)
def test_what_is_not_certain_stays_as_it_is(text: str, list_key: str) -> None:
    reading = read_choice(text, LISTS[list_key])
    assert (reading.value, reading.code) == (text, "")


def test_two_choices_that_fit_are_none() -> None:
    assert read_choice("ab", ("An Bình", "Ấp Bắc")).value == "ab"
    assert read_choice("xã an", ("Xã Ân", "Xã Ấn")).value == "xã an"


@pytest.mark.parametrize(
    ("key", "raw", "choice", "codes"),
    [
        ("kind", "TËp thÓ", "Tập thể", ["O16"]),
        ("kind", "Taäp theå", "Tập thể", ["O16"]),
        ("stage", "Dõng", "Dừng", ["O19"]),  # alone the word may be right Unicode
        ("kind", "Tập thể\u200b", "Tập thể", ["O18"]),
        ("kind", "Ta\u0323\u0302p the\u0309\u0302", "Tập thể", []),
        ("kind", "Hå", "Hå", []),  # the list decides: the check of it will ask
        ("level", 5.0, "5", []),
        ("kind", True, "", ["O24"]),
        ("stage", datetime(2022, 9, 5), "", ["O24"]),
    ],
)
def test_a_cell_of_a_list_is_decoded_and_cleaned_first(
    key: str, raw: RawCell, choice: str, codes: list[str]
) -> None:
    value, found, _ = one_of(key, raw)
    assert (value, found) == (choice, codes)


@pytest.mark.parametrize(
    "text", ["Không", "chưa", "Chưa có", "không đề nghị", "Không khen thưởng", "-"]
)
def test_a_word_for_none_leaves_an_optional_choice_blank(text: str) -> None:
    for key in ("level", "commendation"):
        value, codes, messages = one_of(key, text)
        assert (value, codes) == ("", ["O19"])
        assert messages == [f"«{text}» được hiểu là «để trống»."]
    assert one_of("stage", text) == (text, [], [])  # the check of the list will ask


def test_a_word_for_none_in_an_old_encoding_is_understood_too() -> None:
    assert one_of("level", "Ch\xada")[:2] == ("", ["O19", "O16"])


@pytest.mark.parametrize("text", ["Có", "Chưa rõ", "Không rõ", "x"])
def test_what_says_not_that_none_is_meant_stays(text: str) -> None:
    assert one_of("commendation", text) == (text, [], [])
