"""Vietnamese text as people really type it, and numbers and dates as they expect to read them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.schema.text import (
    ascii_name,
    key,
    normalise,
    spelling_key,
    vn_count,
    vn_date,
    vn_date_long,
    vn_number,
)
from danvan_xl.schema.units import load_units

VIETNAMESE = (
    "aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐÐ \u00a0\u200b\n\r\t.-_/0123456789\u0300\u0301\u0303\u0309\u0323bhn"
)
texts = st.text() | st.text(VIETNAMESE)
untimed = settings(deadline=None)  # a busy machine is no failure


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("  Sở  Nội vụ ", "Sở Nội vụ"),
        (unicodedata.normalize("NFD", "Quảng Ngãi"), "Quảng Ngãi"),
        ("Sở\u00a0Nội\u202fvụ\u3000tỉnh", "Sở Nội vụ tỉnh"),
        ("\ufeffSở\u200b Nội\u2060 vụ", "Sở Nội vụ"),
        ("một\t hai", "một hai"),
        ("dòng một \r\n  dòng hai\rdòng ba\vdòng bốn", "dòng một\ndòng hai\ndòng ba\ndòng bốn"),
        ("\n một\n\nhai \n", "một\n\nhai"),
        ("t\u00ad Ð", "t\u00ad Ð"),  # letters of TCVN3
        ("a\u200d\u0301", "á"),
        ("", ""),
        (" \u00a0\n ", ""),
    ],
)
def test_text_is_tidied(raw: str, tidy: str) -> None:
    assert normalise(raw) == tidy


@untimed
@given(texts)
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ủy ban Nhân-dân", "uỷ  ban nhân dân"),
        ("Hòa", "hoà"),
        ("Đức Phổ", "Ðức phổ"),
        ("Sở Văn hóa, Thể thao và Du lịch", "so van hoa the thao va du lich"),
        ("Mã chỉ tiêu:", "mã_chỉ\ntiêu"),
        (unicodedata.normalize("NFD", "Trường"), "TRƯỜNG"),
    ],
)
def test_texts_with_the_same_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("UBND H. Bình Sơn (cũ)", "ubnd h binh son cu"), ("Tỷ lệ (%)", "ty le"), ("…", "")],
)
def test_a_key_is_plain_lower_case_words(text: str, expected: str) -> None:
    assert key(text) == expected


@untimed
@given(texts)
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert key(key(text)) == key(text)


@untimed
@given(st.text(VIETNAMESE))
def test_the_key_of_vietnamese_is_ascii(text: str) -> None:
    assert re.fullmatch("[a-z0-9 ]*", key(text))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Xã Trà Thủy", "xã  trà thuỷ", True),
        ("Hoà Bình", "HÒA BÌNH", True),
        (unicodedata.normalize("NFD", "Đức Phổ"), "đức phổ", True),
        ("Xã Sơn Hà", "Xã Sơn Hạ", False),
        ("Xã Ba Tơ", "Xã Ba Tô", False),
        ("Xã Bình Thanh", "Xã Bình Thạnh", False),
        ("Đức", "Dức", False),
    ],
)
def test_spelling_counts_marks_but_not_where_the_tone_stands(
    one: str, other: str, same: bool
) -> None:
    assert (spelling_key(one) == spelling_key(other)) is same


@untimed
@given(texts)
def test_the_spelling_key_of_a_spelling_key_is_itself(text: str) -> None:
    assert spelling_key(spelling_key(text)) == spelling_key(text)


@untimed
@given(st.text(VIETNAMESE))
def test_texts_of_one_spelling_have_one_key(text: str) -> None:
    assert key(spelling_key(text)) == key(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND huyện Bình Sơn", "UBND_huyen_Binh_Son"),
        ("Sở Văn hóa, Thể thao và Du lịch", "So_Van_hoa_The_thao_va_Du_lich"),
        ("Đài Phát thanh - Truyền hình", "Dai_Phat_thanh_Truyen_hinh"),
        ("BC-2022", "BC-2022"),
        ("  ../Đặc khu: Lý Sơn?  ", "Dac_khu_Ly_Son"),
        ("***", ""),
    ],
)
def test_a_file_name_keeps_letters_without_marks(text: str, expected: str) -> None:
    assert ascii_name(text) == expected


@untimed
@given(texts)
def test_a_file_name_has_only_harmless_characters(text: str) -> None:
    assert re.fullmatch("[A-Za-z0-9_-]*", ascii_name(text))


@pytest.mark.parametrize("name", sorted({unit.name for unit in load_units()}))
def test_every_unit_has_a_file_name_with_all_its_words(name: str) -> None:
    assert ascii_name(name).lower() == key(name).replace(" ", "_")


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (1250.5, None, "1.250,5"),
        (1250.0, None, "1.250"),
        (1250, None, "1.250"),
        (1250, 2, "1.250,00"),
        (0, None, "0"),
        (100, None, "100"),
        (0.1 + 0.2, None, "0,3"),
        (-1234567.25, None, "-1.234.567,25"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (1.005, 2, "1,01"),
        (-0.001, 2, "0,00"),
        (-0.0, None, "0"),
        (1e15, None, "1.000.000.000.000.000"),
        (12345678901234567890, None, "12.345.678.901.234.567.890"),
        (Decimal("99.50"), None, "99,5"),
        (Decimal("1E+3"), None, "1.000"),
    ],
)
def test_numbers_have_points_for_thousands_and_a_decimal_comma(
    value: float | Decimal, decimals: int | None, expected: str
) -> None:
    assert vn_number(value, decimals) == expected


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_not_a_number_is_refused(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        vn_number(value)


@untimed
@given(st.integers(-(10**18), 10**18))
def test_a_written_number_is_read_back(value: int) -> None:
    assert int(vn_number(value).replace(".", "")) == value


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0"), (1, "01"), (9, "09"), (10, "10"), (1250, "1.250")]
)
def test_counts_below_ten_have_a_leading_zero(count: int, expected: str) -> None:
    assert vn_count(count) == expected


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        vn_count(-1)


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2022, 9, 5), "05/09/2022", "ngày 05 tháng 9 năm 2022"),
        (date(2022, 1, 31), "31/01/2022", "ngày 31 tháng 01 năm 2022"),
        (date(2023, 2, 1), "01/02/2023", "ngày 01 tháng 02 năm 2023"),
        (date(2023, 3, 10), "10/03/2023", "ngày 10 tháng 3 năm 2023"),
        (datetime(2023, 12, 20, 8, 30), "20/12/2023", "ngày 20 tháng 12 năm 2023"),
    ],
)
def test_dates_are_written_as_in_official_documents(day: date, short: str, long: str) -> None:
    assert vn_date(day) == short
    assert vn_date_long(day) == long
