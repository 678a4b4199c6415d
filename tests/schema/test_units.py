"""The unit catalogue: complete on known days, without gaps or dead ends between them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date, timedelta
from itertools import combinations

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.schema.lists import KINDS
from danvan_xl.schema.units import (
    COVERED_FROM,
    Unit,
    follow,
    load_units,
    reporting_units_on,
    successors_of,
    unit_on,
    units_on,
)

DAY_2022 = date(2022, 9, 20)
DAY_2024 = date(2024, 12, 31)
DAY_EARLY_2025 = date(2025, 2, 1)
DAY_2025 = date(2025, 9, 20)
DAY_2026 = date(2026, 9, 20)
FAR_BACK, FAR_AHEAD = date(1900, 1, 1), date(2200, 1, 1)


def change_days() -> list[date]:
    """Every day on which the catalogue changes, and its first day."""
    return sorted({COVERED_FROM, *(unit.valid_from for unit in load_units() if unit.valid_from)})


def label(unit: Unit) -> str:
    return f"{unit.code}@{unit.valid_from}"


def kinds(units: tuple[Unit, ...]) -> Counter[str]:
    return Counter(unit.kind for unit in units)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (
            DAY_2022,
            {"provincial_body": 25, "information_body": 1, "press": 2, "district": 13},
        ),
        (
            DAY_EARLY_2025,
            {"provincial_body": 25, "information_body": 1, "press": 2, "district": 13},
        ),
        (DAY_2025, {"provincial_body": 17, "information_body": 1, "press": 1, "commune": 96}),
        (DAY_2026, {"provincial_body": 17, "information_body": 1, "press": 1, "commune": 96}),
    ],
)
def test_the_right_number_of_units_of_each_kind_reports(
    day: date, expected: dict[str, int]
) -> None:
    assert kinds(reporting_units_on(day)) == expected


@pytest.mark.parametrize(
    ("day", "communes"),
    [(DAY_2022, 173), (DAY_2024, 173), (date(2025, 1, 1), 170), (date(2025, 6, 30), 170)],
)
def test_communes_report_through_their_district_until_july_2025(day: date, communes: int) -> None:
    found = [unit for unit in units_on(day) if unit.kind == "commune"]
    assert len(found) == communes
    assert not any(unit.reports_directly for unit in found)


def test_districts_end_on_the_last_day_of_june_2025() -> None:
    assert kinds(units_on(date(2025, 6, 30)))["district"] == 13
    assert kinds(units_on(date(2025, 7, 1)))["district"] == 0


def test_lists_read_bodies_first_then_each_district_before_its_communes() -> None:
    for day in (DAY_2022, DAY_EARLY_2025, DAY_2026):
        units = units_on(day)
        bodies = [unit.kind not in ("district", "commune") for unit in units]
        assert bodies == sorted(bodies, reverse=True)
        district = ""
        for unit in units:
            if unit.kind == "district":
                district = unit.code
            assert unit.parent_code == (district if unit.kind == "commune" else "")


def test_a_day_before_the_catalogue_is_refused_in_plain_words() -> None:
    with pytest.raises(DanVanError, match="chỉ có từ ngày 01/02/2020"):
        units_on(date(2020, 1, 31))
    assert units_on(COVERED_FROM)


def test_periods_of_one_code_never_overlap() -> None:
    by_code: dict[str, list[Unit]] = {}
    for unit in load_units():
        by_code.setdefault(unit.code, []).append(unit)
    assert any(len(periods) > 1 for periods in by_code.values())
    for periods in by_code.values():
        for one, other in combinations(periods, 2):
            assert (one.valid_to or FAR_AHEAD) < (other.valid_from or FAR_BACK) or (
                other.valid_to or FAR_AHEAD
            ) < (one.valid_from or FAR_BACK), (one, other)


def test_every_period_begins_before_it_ends() -> None:
    for unit in load_units():
        assert (unit.valid_from or FAR_BACK) < (unit.valid_to or FAR_AHEAD), unit


def test_every_successor_is_valid_on_the_day_after() -> None:
    for unit in load_units():
        assert not (unit.successors and unit.valid_to is None), unit
        assert len(set(unit.successors)) == len(unit.successors), unit
        for code in unit.successors:
            assert unit.valid_to is not None
            assert unit_on(code, unit.valid_to + timedelta(days=1)), (unit, code)


def test_only_bodies_left_out_of_the_2025_list_end_without_successor() -> None:
    ended = {unit.code for unit in load_units() if unit.valid_to and not unit.successors}
    assert ended == {"BQLGT", "BQLDDCN"}


def test_every_commune_has_its_district_for_its_whole_period_until_july_2025() -> None:
    for unit in load_units():
        if unit.kind != "commune":
            continue
        if unit.valid_from == date(2025, 7, 1):
            assert (unit.parent_code, unit.reports_directly) == ("", True)
            continue
        for day in (unit.valid_from or COVERED_FROM, unit.valid_to):
            assert day is not None
            parent = unit_on(unit.parent_code, day)
            assert parent is not None, unit
            assert parent.kind == "district"


@pytest.mark.parametrize(
    ("code", "name_before", "name_after", "successors"),
    [
        ("21262", "Xã Nghĩa An", "Xã An Phú", ("21262",)),
        ("21253", "Xã Nghĩa Phú", None, ("21262",)),
        ("21286", "Xã Nghĩa Mỹ", None, ("21238", "21283")),
        ("21403", "Xã Đức Lợi", None, ("21406",)),
        ("21406", "Xã Đức Thắng", "Xã Thắng Lợi", ("21406",)),
        ("21220", "Xã Tịnh Hà", "Thị trấn Tịnh Hà", ("21220",)),
    ],
)
def test_the_changes_of_january_2025_are_known(
    code: str, name_before: str, name_after: str | None, successors: tuple[str, ...]
) -> None:
    before, after = unit_on(code, DAY_2024), unit_on(code, DAY_2024 + timedelta(days=1))
    assert before is not None
    assert before.name == name_before
    assert (after.name if after else None) == name_after
    assert successors_of(code, DAY_2024) == successors


def test_no_other_commune_changed_in_january_2025() -> None:
    before = {(u.code, u.name) for u in units_on(DAY_2024) if u.kind == "commune"}
    after = {(u.code, u.name) for u in units_on(DAY_EARLY_2025) if u.kind == "commune"}
    assert (len(before - after), len(after - before)) == (6, 3)


@pytest.mark.parametrize("unit", units_on(DAY_2022), ids=label)
def test_every_unit_of_2022_can_be_followed_to_2026(unit: Unit) -> None:
    ends = follow(unit.code, DAY_2022, DAY_2026)
    assert {*ends} <= {found.code for found in units_on(DAY_2026)}
    assert ends or unit.code in {"BQLGT", "BQLDDCN"}
    if unit.kind in ("district", "commune"):
        assert {found.kind for code in ends if (found := unit_on(code, DAY_2026))} == {"commune"}


def test_a_district_goes_into_what_its_communes_go_into() -> None:
    for district in (unit for unit in units_on(DAY_2022) if unit.kind == "district"):
        of_communes = {
            end
            for commune in units_on(DAY_2022)
            if commune.parent_code == district.code
            for end in follow(commune.code, DAY_2022, DAY_2026)
        }
        expected = of_communes or {"21548"}  # Lý Sơn has no communes and became one unit
        assert set(follow(district.code, DAY_2022, DAY_2026)) == expected


def test_every_commune_of_the_old_province_in_2026_was_reached_from_2022() -> None:
    reached = {
        end
        for unit in units_on(DAY_2022)
        if unit.kind in ("district", "commune")
        for end in follow(unit.code, DAY_2022, DAY_2026)
    }
    communes = {unit.code for unit in units_on(DAY_2026) if unit.kind == "commune"}
    assert len(reached) == 56
    assert all(code.startswith("23") for code in communes - reached)  # codes of former Kon Tum


@pytest.mark.parametrize(
    ("code", "from_day", "to_day", "expected"),
    [
        ("SNV", DAY_2022, DAY_2026, ("SNV",)),
        ("SKHDT", DAY_2022, DAY_2026, ("STC",)),
        ("STTTT", DAY_2022, DAY_2026, ("SVHTTDL", "SKHCN")),
        ("SVHTTDL", DAY_2022, DAY_2026, ("SVHTTDL",)),
        ("BQN", DAY_2022, DAY_2026, ("BPTTH",)),
        ("536", DAY_2022, DAY_2026, ("21548",)),
        ("21142", DAY_2022, DAY_2026, ("21136", "21157")),  # Trà Bùi was divided
        ("21286", DAY_2022, DAY_2026, ("21238",)),  # divided in 2025-01, joined again in July
        ("21286", DAY_2022, DAY_EARLY_2025, ("21238", "21283")),
        ("21118", DAY_2022, DAY_2024, ("21118",)),
        ("BQLGT", DAY_2022, DAY_2026, ()),
        ("999", DAY_2022, DAY_2026, ()),
        ("21253", DAY_2026, DAY_2026, ()),  # gone by then
    ],
)
def test_what_became_of_a_unit(
    code: str, from_day: date, to_day: date, expected: tuple[str, ...]
) -> None:
    assert follow(code, from_day, to_day) == expected


def test_following_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="backwards"):
        follow("SNV", DAY_2026, DAY_2022)


def test_the_same_code_names_other_places_at_other_times() -> None:
    names = [unit_on("21034", day) for day in (DAY_2022, DAY_2026)]
    assert [unit.name for unit in names if unit] == ["Xã Nghĩa Dũng", "Xã An Phú"]


def test_press_management_passes_to_the_department_of_culture() -> None:
    managing = [
        [unit.code for unit in units_on(day) if unit.kind == "information_body"]
        for day in (DAY_2022, DAY_2026)
    ]
    assert managing == [["STTTT"], ["SVHTTDL"]]


@pytest.mark.parametrize("day", change_days(), ids=str)
def test_names_are_unique_within_a_parent_and_codes_within_a_day(day: date) -> None:
    units = units_on(day)
    assert len({unit.code for unit in units}) == len(units)
    assert len({(unit.parent_code, unit.name) for unit in units}) == len(units)


def test_names_are_composed_and_tidy() -> None:
    for unit in load_units():
        for text in (unit.name, unit.group):
            assert unicodedata.is_normalized("NFC", text)
            assert text == " ".join(text.split())


def test_kinds_are_those_of_the_schema_and_have_a_label() -> None:
    assert {unit.kind for unit in load_units()} == set(KINDS)
    first = load_units()[0]
    assert first.kind_label == KINDS[first.kind]
