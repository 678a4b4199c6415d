from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_xl.schema.number_words import is_in_number_words, number_of_words

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def in_words(number: int) -> str:
    """The number, below 1000, in words as they are taught."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds else []
    if tens:
        words += [_DIGITS[tens], "mươi"] if tens > 1 else ["mười"]
        last = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}
        words += [last.get(ones, _DIGITS[ones])]
    elif ones or not hundreds:
        words += [*(["linh"] if hundreds else []), _DIGITS[ones]]
    return " ".join(filter(None, words))


@given(st.integers(0, 999))
def test_every_number_below_one_thousand_is_read(number: int) -> None:
    assert number_of_words(in_words(number)) == number
    assert is_in_number_words(in_words(number))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("tư", 4),
        ("bẩy", 7),
        ("hai mươi tư", 24),
        ("hai mươi nhăm", 25),
        ("một trăm lẻ ba", 103),
    ],
)
def test_other_words_for_the_same_digits_are_read(words: str, number: int) -> None:
    assert number_of_words(words) == number


@pytest.mark.parametrize(
    "words", ["", "linh ba", "một trăm ba", "trăm", "mươi ba", "hai lăm", "ba triệu", "Ba", "lớp"]
)
def test_what_is_no_number_in_full_is_none(words: str) -> None:
    assert number_of_words(words) is None


@pytest.mark.parametrize("words", ["", "ba lớp", "đạt kế hoạch"])
def test_other_words_are_not_those_of_numbers(words: str) -> None:
    assert not is_in_number_words(words)
