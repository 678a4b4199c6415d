"""The seal of a form: it knows its items again however they are spelt, and tells any other."""

from __future__ import annotations

import re
import string
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.schema.indicators import default_indicators
from danvan_xl.schema.seal import Seal, Sealed, make_seal, read_seal
from danvan_xl.schema.units import load_units

ALPHABET = string.ascii_uppercase + string.digits
_CATALOGUE = default_indicators()
INDICATORS = tuple(
    (str(code), str(text), str(unit))
    for code, text, unit in zip(
        _CATALOGUE["code"], _CATALOGUE["text"], _CATALOGUE["unit"], strict=True
    )
)
FORM = Sealed(
    unit_code="524",
    unit_name="Huyện Bình Sơn",
    year=2022,
    version="2",
    indicators=INDICATORS,
    initiatives=("524-2021-01", "524-2021-02", "524-2019-11"),
)


def seal_of(form: Sealed = FORM) -> Seal:
    seal = read_seal(make_seal(form))
    assert seal
    return seal


def test_a_seal_says_what_form_it_is_of() -> None:
    seal = seal_of()
    assert (seal.unit_code, seal.year, seal.version) == ("524", 2022, "2")
    assert seal.is_unit_code("524")
    assert seal.is_unit_name("Huyện Bình Sơn")
    for code, text, unit in INDICATORS:
        assert seal.has_indicator(code)
        assert seal.is_text(code, text)
        assert seal.is_measure(code, unit)
    assert all(map(seal.has_initiative, FORM.initiatives))


def test_the_same_form_has_the_same_seal_and_another_form_another() -> None:
    assert make_seal(FORM) == make_seal(replace(FORM))
    others = [
        replace(FORM, unit_code="525"),
        replace(FORM, unit_name="Huyện Trà Bồng"),
        replace(FORM, year=2023),
        replace(FORM, version="3"),
        replace(FORM, indicators=INDICATORS[1:]),
        replace(FORM, initiatives=()),
    ]
    assert len({make_seal(FORM), *map(make_seal, others)}) == 7


def test_a_large_seal_is_one_short_plain_word() -> None:
    indicators = tuple((f"CT{n}", "Số lượt người dự " * 20, "lượt người") for n in range(70))
    codes = tuple(f"21034-2025-{n:03}" for n in range(60))
    seal = make_seal(replace(FORM, indicators=indicators, initiatives=codes))
    assert set(seal) <= set(ALPHABET)
    assert seal[0].isalpha()
    assert len(seal) < 1500


def test_a_seal_has_room_for_many_initiatives() -> None:
    codes = tuple(f"21034-2025-{n:04}" for n in range(1500))
    seal = seal_of(replace(FORM, initiatives=codes))
    assert all(map(seal.has_initiative, codes))
    names = tuple(f"Tổ tự quản số {n}" for n in range(1500))
    assert len(make_seal(replace(FORM, initiatives=codes, names=names))) < 32_767


def test_a_large_seal_with_names_is_short_too() -> None:
    indicators = tuple((f"CT{n}", "Số lượt người dự " * 20, "lượt người") for n in range(70))
    codes = tuple(f"21034-2025-{n:03}" for n in range(60))
    form = replace(FORM, indicators=indicators, initiatives=codes, names=codes)
    assert len(make_seal(form)) < 1900


NAMES = ("Tuyến đường hoa", "Tổ hòa giải", "Tuyến đường hoa")


def test_a_seal_knows_the_codes_of_a_name() -> None:
    seal = seal_of(replace(FORM, names=NAMES))
    assert seal.codes_of("tuyến  đường HOA") == {"524-2021-01", "524-2019-11"}
    assert seal.codes_of("Tổ hoà giải") == {"524-2021-02"}
    assert seal.codes_of("Tổ hòa giải 2") == frozenset()
    assert all(map(seal.has_initiative, FORM.initiatives))
    assert seal_of().codes_of("Tổ hòa giải") == frozenset()


def test_a_seal_knows_how_a_code_is_spelt() -> None:
    seal = seal_of(replace(FORM, names=NAMES))
    assert seal.spelt("524–2021–02 ") == "524-2021-02"
    assert seal.spelt("524-2021-09") == ""
    assert seal_of().spelt("524-2021-02") == ""


def test_fewer_names_than_codes_make_no_seal() -> None:
    with pytest.raises(ValueError, match="a name for each code"):
        make_seal(replace(FORM, names=NAMES[:2]))


def test_codes_that_unpack_to_more_than_a_cell_holds_are_no_seal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = make_seal(replace(FORM, names=NAMES))
    monkeypatch.setattr("danvan_xl.schema.seal._MOST_CODES", 20)
    assert read_seal(text) is None


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Số buổi tiếp công dân, hòa giải", "SỐ BUỔI TIẾP CÔNG DÂN, HOÀ GIẢI"),
        ("Số buổi tiếp công dân", "Số  buổi\u00a0tiếp công\ndân "),
        ("Số buổi tiếp công dân", unicodedata.normalize("NFD", "Số buổi tiếp công dân")),
        ("Ủy ban nhân dân", "Uỷ ban nhân dân"),
        ("Số hộ (nếu có)", "Số hộ, nếu có"),
        ("%", " % "),
    ],
)
def test_another_spelling_is_the_same_text(said: str, text: str) -> None:
    seal = seal_of(replace(FORM, indicators=(("CT1", said, said),)))
    assert seal.is_text("CT1", text)
    assert seal.is_text("ct1 ", text)
    assert seal.is_measure("CT1", text)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Số hộ ở Sơn Hà", "Số hộ ở Sơn Hạ"),
        ("Số buổi tiếp công dân", "Số lượt tiếp công dân"),
        ("Số buổi tiếp công dân", ""),
        ("%", "‰"),
        ("%", ""),
        ("cuộc", "buổi"),
    ],
)
def test_another_word_is_another_text(said: str, text: str) -> None:
    seal = seal_of(replace(FORM, indicators=(("CT1", said, said),)))
    assert not seal.is_text("CT1", text)
    assert not seal.is_measure("CT1", text)


def test_the_text_of_one_indicator_is_not_that_of_another() -> None:
    seal = seal_of()
    for code, text, unit in INDICATORS:
        for other, other_text, other_unit in INDICATORS:
            assert seal.is_text(other, text) == (text == other_text)
            assert seal.is_measure(other, unit) == (unit == other_unit)
        assert not seal.has_initiative(code)


def test_no_unit_is_taken_for_another() -> None:
    seal = seal_of()
    for unit in load_units():
        assert seal.is_unit_code(unit.code) == (unit.code == "524")
        assert seal.is_unit_name(unit.name) == (unit.name == "Huyện Bình Sơn")


@pytest.mark.parametrize("said", ["00101", "101", "101.0", " 0101", "101,0"])
def test_zeros_that_a_program_dropped_are_no_other_code(said: str) -> None:
    seal = seal_of(replace(FORM, unit_code="00101"))
    assert seal.is_unit_code(said)
    assert not seal.is_unit_code("1010")
    assert not seal.is_unit_code("")


def test_line_breaks_blanks_and_small_letters_do_not_hurt() -> None:
    text = make_seal(FORM)
    broken = "\n ".join(re.findall(".{1,60}", text)).lower()
    assert read_seal(f"\u00a0{broken}\u200b ") == seal_of()


def test_every_change_of_a_character_shows() -> None:
    text = make_seal(FORM)
    for at, char in enumerate(text[:-1]):
        other = "A" if char != "A" else "B"
        assert read_seal(text[:at] + other + text[at + 1 :]) is None
        assert read_seal(text[:at] + text[at + 1 :]) is None


def test_half_a_seal_is_none() -> None:
    text = make_seal(FORM)
    for end in range(len(text) - 1):
        assert read_seal(text[:end]) is None
    assert read_seal(text + text) is None


@settings(deadline=None)
@given(st.text() | st.text(ALPHABET).map("DVK2".__add__))
def test_no_other_text_is_a_seal_or_fails(text: str) -> None:
    assert read_seal(text) is None


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_characters="\0"), max_size=40),
    st.text(max_size=40),
    st.text(max_size=12),
)
def test_every_text_is_known_again_in_either_normal_form(code: str, text: str, unit: str) -> None:
    indicators = ((code, text, unit),)
    seal = seal_of(replace(FORM, indicators=indicators, initiatives=(code,), names=(text,)))
    for form in ("NFC", "NFD"):
        assert seal.is_text(code, unicodedata.normalize(form, text))
        assert seal.is_measure(code, unicodedata.normalize(form, unit))
        assert seal.has_initiative(unicodedata.normalize(form, code))
        assert seal.spelt(unicodedata.normalize(form, code)) == code
        assert seal.codes_of(unicodedata.normalize(form, text)) == {code}


def test_a_seal_of_very_many_initiatives_fits_into_a_cell() -> None:
    codes = tuple(f"SNV-2022-{number}" for number in range(1, 4001))
    many = replace(FORM, initiatives=codes, names=tuple(f"Mô hình {code}" for code in codes))
    text = make_seal(many)
    assert len(text) <= 32_767
    seal = read_seal(text)
    assert seal is not None
    assert seal.has_initiative("SNV-2022-4000")
    assert seal.spelt("SNV-2022-1") == ""
