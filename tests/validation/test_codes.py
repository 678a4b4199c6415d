"""Codes of initiatives in a form: the unit's own, those that it took over, and others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
import pytest

from danvan_xl.schema.seal import Sealed, make_seal, read_seal
from danvan_xl.validation.codes import Given, check_codes

IN_2022 = Given(
    "522",
    {"522": {"522-2022-01", ""}, "STC": {"STC-2021-01", "STC-2022-01", "VHX-2021-05"}},
    {"522": "district", "STC": "provincial_body", "524": "district"},
    2022,
    date(2022, 12, 31),
)


def codes_of(given: Given, *codes: str) -> list[tuple[str, int | None]]:
    frame = pd.DataFrame({"code": codes}, index=range(5, 5 + len(codes)))
    return [(item.code, item.row) for item in check_codes(frame, given)]


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
