"""Codes of initiatives in a form: the unit's own, those that it took over, and others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from danvan_xl.schema.seal import Seal, Sealed, make_seal, read_seal
from danvan_xl.validation.codes import Given, settle_codes
from danvan_xl.validation.last_year import LastYear

IN_2022 = Given(
    "522",
    {"522": {"522-2022-01", ""}, "STC": {"STC-2021-01", "STC-2022-01", "VHX-2021-05"}},
    {"522": "district", "STC": "provincial_body", "524": "district"},
    2022,
    date(2022, 12, 31),
)


def rows(*pairs: tuple[str, str]) -> pd.DataFrame:
    """Codes and names, from row 5 on."""
    index = range(5, 5 + len(pairs))
    return pd.DataFrame(list(pairs), index=index, columns=["code", "name"], dtype="object")


def codes_of(given: Given, *codes: str) -> list[tuple[str, int | None]]:
    frame = rows(*((code, "") for code in codes))
    return [(item.code, item.row) for item in settle_codes(frame, given)]


@pytest.mark.parametrize(
    ("code", "is_right"),
    [
        ("", True),
        ("522-2022-01", True),  # in the register
        ("522-2022-09", False),  # of this year, not in the register
        ("522-2021-03", True),  # of last year's workbook
        ("OLD-2021-03", True),  # of a unit that is no more
        ("STC-2021-01", False),  # in the register of another unit
        ("VHX-2021-05", False),  # the same, though it began elsewhere
        ("524-2021-07", False),  # of a unit that reports itself
        ("stc-2021-09", False),
        ("STC-2022-01", False),
        ("STC-0000-01", False),
        ("abc", False),
        ("x" * 40_000, False),
    ],
)
def test_a_code_that_is_not_the_units_is_found(code: str, is_right: bool) -> None:
    assert codes_of(IN_2022, code) == ([] if is_right else [("M06", 5)])


def test_a_code_used_twice_is_found() -> None:
    assert codes_of(IN_2022, "522-2022-01", "522-2022-01") == [("M08", 6)]


def in_2026(unit: str, issued: Mapping[str, set[str]] | None = None, **more: object) -> Given:
    """A commune after the districts were dissolved; the finance department took over planning."""
    reporting = {"21211": "commune", "21034": "commune", "STC": "provincial_body"}
    return Given(unit, issued or {}, reporting, 2026, date(2026, 12, 31), **more)  # type: ignore[arg-type]


def test_codes_of_the_units_that_a_unit_took_over_are_its_own() -> None:
    elsewhere = {"STTTT": {"SKHDT-2024-01"}}
    assert codes_of(in_2026("STC", elsewhere), "SKHDT-2024-01") == []
    assert codes_of(in_2026("21211", elsewhere), "SKHDT-2024-01") == [("M06", 5)]


def test_what_was_filled_in_may_stay_though_another_unit_has_it_too() -> None:
    seal = read_seal(make_seal(Sealed("21211", "Xã", 2026, "2", (), ("STC-2024-01",))))
    assert codes_of(in_2026("21211"), "STC-2024-01") == [("M06", 5)]
    assert codes_of(in_2026("21211", seal=seal), "STC-2024-01", "STC-2024-02") == [("M06", 6)]


def test_the_seal_of_another_unit_gives_no_codes() -> None:
    seal = read_seal(make_seal(Sealed("STC", "Sở Tài chính", 2026, "2", (), ("STC-2024-01",))))
    assert codes_of(in_2026("21211", seal=seal), "STC-2024-01") == [("M06", 5)]


FILLED_IN = (
    ("522-2021-01", "Tuyến đường hoa"),
    ("522-2021-02", "Tổ hòa giải ở cơ sở"),
    ("522-2020-07", "Khu dân cư tự quản"),
)


def sealed(names: Sequence[str] | None = None, unit: str = "522") -> Seal:
    codes = tuple(code for code, _ in FILLED_IN)
    if names is None:
        names = [name for _, name in FILLED_IN]
    seal = read_seal(make_seal(Sealed(unit, "Thành phố", 2022, "2", (), codes, tuple(names))))
    assert seal
    return seal


def last_year(*pairs: tuple[str, str], unit: str = "522") -> LastYear:
    before = pd.DataFrame(list(pairs), columns=["code", "name"])
    before = before.assign(unit_code=unit, unit_name="Thành phố")
    return LastYear({}, {(unit,): before}, frozenset(), {})


BY_SEAL = replace(IN_2022, seal=sealed())
BY_LAST_YEAR = replace(IN_2022, last_year=last_year(*FILLED_IN))
BOTH = pytest.mark.parametrize("given", [BY_SEAL, BY_LAST_YEAR], ids=["seal", "last year"])


def told(given: Given, frame: pd.DataFrame) -> list[tuple[str, int | None, str]]:
    return [(item.code, item.row, item.column) for item in settle_codes(frame, given)]


@BOTH
def test_a_code_that_was_cleared_comes_back_by_its_name(given: Given) -> None:
    frame = rows(("522-2021-01", "Tuyến đường hoa"), ("", "TỔ HOÀ GIẢI ở cơ sở "), ("", "Mới"))
    (found,) = settle_codes(frame, given)
    assert (found.code, found.severity, found.row, found.column) == ("O19", "info", 6, "code")
    assert found.message == "«(trống)» được hiểu là «522-2021-02»."
    assert list(frame["code"]) == ["522-2021-01", "522-2021-02", ""]


@BOTH
def test_a_code_spelt_otherwise_is_written_as_it_was_given(given: Given) -> None:
    frame = rows(("522–2021–01", "Tuyến đường hoa, kéo dài"), ("522 2020 07", ""))
    assert told(given, frame) == [("O19", 5, "code"), ("O19", 6, "code")]
    assert list(frame["code"]) == ["522-2021-01", "522-2020-07"]


@BOTH
def test_codes_that_changed_places_are_told_with_the_right_ones(given: Given) -> None:
    frame = rows(("522-2021-02", "Tuyến đường hoa"), ("522-2021-01", "Tổ hòa giải ở cơ sở"))
    first, second = settle_codes(frame, given)
    assert [(f.code, f.is_error, f.row, f.column) for f in (first, second)] == [
        ("M10", True, 5, "code"),
        ("M10", True, 6, "code"),
    ]
    assert "mã của «Tuyến đường hoa» là 522-2021-01" in first.message
    assert "Ghi mã 522-2021-01" in first.remedy
    assert list(frame["code"]) == ["522-2021-02", "522-2021-01"]


def test_the_form_is_believed_before_last_years_book() -> None:
    """Staff may have put right this year what was wrong last year."""
    (one, name), (other, other_name), *_ = FILLED_IN
    given = replace(BY_SEAL, last_year=last_year((one, other_name), (other, name)))
    assert told(given, rows((one, name), (other, other_name))) == []
    assert told(given, rows((one, other_name))) == [("M10", 5, "code")]


@BOTH
def test_a_code_copied_to_another_row_is_told_there_only(given: Given) -> None:
    frame = rows(("522-2021-02", "Tuyến đường hoa"), ("522-2021-02", "Tổ hòa giải ở cơ sở"))
    assert told(given, frame) == [("M10", 5, "code")]
    again = rows(("522-2021-02", "Tổ hòa giải ở cơ sở"), ("522-2021-02", "Mới"))
    assert told(given, again) == [("M08", 6, "code")]


@BOTH
@pytest.mark.parametrize(
    "pairs",
    [
        FILLED_IN,
        [(code, f"{name}, đổi tên") for code, name in FILLED_IN],
        [("522-2021-01", ""), ("522-2021-02", "Mới")],
        [("522-2022-01", "Tuyến đường hoa")],  # given this year, by a register that knows better
        [("", "Tuyến đường hoa phường"), ("", "")],
        [("", "Tuyến đường hoa"), ("522-2021-01", "Tên khác")],
    ],
)
def test_nothing_is_said_of_what_is_right_or_new(
    given: Given, pairs: Sequence[tuple[str, str]]
) -> None:
    frame = rows(*pairs)
    assert told(given, frame) == []
    assert list(frame["code"]) == [code for code, _ in pairs]


def test_one_code_comes_back_to_one_row_only_and_none_where_two_might() -> None:
    name = "Tuyến đường hoa"
    frame = rows(("", name), ("", name))
    assert told(BY_SEAL, frame) == [("O19", 5, "code")]
    assert list(frame["code"]) == ["522-2021-01", ""]
    two = replace(IN_2022, seal=sealed([name, name, name]))
    assert told(two, rows(("", name), ("522-2021-02", name))) == []


def test_no_code_comes_back_that_the_unit_may_not_have() -> None:
    given = replace(IN_2022, last_year=last_year(("STC-2021-01", "Của Sở Tài chính")))
    frame = rows(("", "Của Sở Tài chính"))
    assert told(given, frame) == []


@pytest.mark.parametrize(
    "given",
    [
        replace(IN_2022, seal=sealed(())),  # without names
        replace(IN_2022, seal=sealed(unit="524")),
        replace(IN_2022, last_year=last_year(*FILLED_IN, unit="524")),
    ],
)
def test_others_and_old_seals_say_nothing_of_names(given: Given) -> None:
    frame = rows(("522-2021-02", "Tuyến đường hoa"), ("", "Khu dân cư tự quản"))
    assert told(given, frame) == []


def test_a_code_used_twice_in_two_spellings_is_found() -> None:
    assert codes_of(IN_2022, "522-2021-01", "522–2021–01")[-1] == ("M08", 6)
