from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import pytest

from danvan_xl.findings import Finding
from danvan_xl.validation.last_year import (
    LastYear,
    check_against_last_year,
    check_all_against_last_year,
)

INDICATORS = pd.DataFrame(
    [
        ("COUNT", "cuộc", "Cộng"),
        ("OTHER", "cuộc", "Cộng"),
        ("SHARE", "%", "Bình quân"),
        ("DAYS", "ngày", "Bình quân"),
    ],
    columns=["code", "unit", "aggregation"],
)

Said = Mapping[tuple[str, str], float]
"""Unit and indicator → figure."""


def results(said: Said) -> pd.DataFrame:
    rows = [(unit, indicator, float(value)) for (unit, indicator), value in said.items()]
    frame = pd.DataFrame(rows, columns=["unit_code", "indicator", "value"])
    return frame.set_index(frame.index + 10)


def initiatives(*rows: tuple[str, str, str], stage: str = "Duy trì") -> pd.DataFrame:
    """Rows of the register from unit, code, name."""
    frame = pd.DataFrame(rows, columns=["unit_code", "code", "name"], dtype="object")
    return frame.assign(unit_name="Đơn vị " + frame["unit_code"], stage=stage)


def last_year(
    said: Said | None = None,
    had: pd.DataFrame | None = None,
    heirs: Mapping[str, Sequence[str]] | None = None,
    now: Said | None = None,
) -> LastYear:
    """Last year's figures and initiatives; ``now``: this year's figures that are there."""
    had = initiatives() if had is None else had
    units = {unit for unit, _ in said or {}} | set(had["unit_code"])
    return LastYear.of(
        results(said or {}),
        had,
        heirs or {unit: (unit,) for unit in units},
        INDICATORS,
        {f"U{number}": "commune" for number in range(40)},
        results(now or {}),
    )


def told(findings: list[Finding]) -> list[tuple[str, str, int | None]]:
    return [(item.code, item.unit_code, item.row) for item in findings]


def asked(
    before: float, now: float, indicator: str = "COUNT", year: LastYear | None = None
) -> bool:
    """Whether a unit's change is asked about; by itself, or among the units of ``year``."""
    year = year or last_year({("U0", indicator): before})
    found = check_against_last_year("U0", results({("U0", indicator): now}), initiatives(), year)
    return [item.code for item in found] == ["Q05"]


# Figures


@pytest.mark.parametrize(
    ("before", "now", "is_asked"),
    [
        (2, 4, False),
        (0, 5, False),
        (5, 0, False),
        (10, 60, False),
        (300, 120, False),
        (1250, 1250, False),
        (12, 1200, True),
        (300, 3, True),
        (0, 100, True),
        (100, 0, True),
        (1_250_000, 1_250, True),
        (float("nan"), 1200, False),
        (12, float("nan"), False),
        (-3, 1200, False),
        (12, -3, False),
    ],
)
def test_only_a_change_out_of_proportion_is_asked_about(
    before: float, now: float, is_asked: bool
) -> None:
    assert asked(before, now) is is_asked


@pytest.mark.parametrize(
    ("before", "now", "is_asked"),
    [(98, 92, False), (98, 80, False), (4, 40, True), (98, 9.8, True), (50, 0, True)],
)
def test_percentages_are_compared_in_points(before: float, now: float, is_asked: bool) -> None:
    assert asked(before, now, "SHARE") is is_asked


def among(changes: list[tuple[float, float]], before: float) -> LastYear:
    """Last year of U0 and of peers with these figures of both years."""
    then = {(f"U{n}", "COUNT"): old for n, (old, _) in enumerate(changes, start=1)}
    now = {(f"U{n}", "COUNT"): new for n, (_, new) in enumerate(changes, start=1)}
    return last_year({("U0", "COUNT"): before} | then, now=now)


CALM = [(100.0, 100.0 + n) for n in range(10)]
TENFOLD = [(100.0, 1000.0 + n) for n in range(10)]
WILD = [(100.0, 100.0 * factor) for factor in (0.1, 0.2, 0.5, 0.8, 1, 1.2, 2, 4, 6, 10)]


@pytest.mark.parametrize(
    ("peers", "before", "now", "is_asked"),
    [
        (CALM, 50, 600, True),
        (WILD, 50, 600, False),  # peers changed as much
        (WILD, 12, 1200, True),  # but not a hundredfold
        (TENFOLD, 50, 600, False),
        (TENFOLD, 50, 50, True),  # alone in not growing
        (TENFOLD[:7], 50, 600, True),  # too few to say what is usual
    ],
)
def test_a_change_is_held_against_that_of_units_of_the_same_kind(
    peers: list[tuple[float, float]], before: float, now: float, is_asked: bool
) -> None:
    assert asked(before, now, year=among(peers, before)) is is_asked


def test_the_warning_stands_at_the_figure_and_says_both() -> None:
    year = last_year({("U0", "OTHER"): 12})
    now = results({("U0", "COUNT"): 3, ("U0", "OTHER"): 1200})
    (item,) = check_against_last_year("U0", now.drop(columns="unit_code"), initiatives(), year)
    assert (item.severity, item.table, item.row, item.column) == ("warning", "results", 11, "value")
    assert item.message == "Ghi 1.200, năm trước đơn vị ghi 12."


MERGED = {"A": ("U0",), "B": ("U0",)}


@pytest.mark.parametrize(
    ("said", "now", "codes"),
    [
        ({("A", "COUNT"): 400, ("B", "COUNT"): 800}, {("U0", "COUNT"): 1100}, []),
        ({("A", "COUNT"): 400, ("B", "COUNT"): 800}, {("U0", "COUNT"): 11}, ["Q06"]),
        ({("A", "COUNT"): 4}, {("U0", "COUNT"): 1100}, []),  # B did not say
        ({("A", "DAYS"): 3, ("B", "DAYS"): 5}, {("U0", "DAYS"): 900}, []),  # days do not add up
    ],
)
def test_a_unit_made_of_several_is_compared_with_their_sum(
    said: Said, now: Said, codes: list[str]
) -> None:
    found = list(
        check_against_last_year("U0", results(now), initiatives(), last_year(said, heirs=MERGED))
    )
    assert [item.code for item in found] == codes
    assert all("2 đơn vị" in item.message and "1.200" in item.message for item in found)


def test_a_unit_that_took_over_a_part_of_another_is_not_compared() -> None:
    year = last_year(
        {("U0", "COUNT"): 10, ("A", "COUNT"): 900}, heirs={"U0": ("U0",), "A": ("U0", "U1")}
    )
    now = results({("U0", "COUNT"): 600, ("U1", "COUNT"): 1})
    assert told(list(check_all_against_last_year(now, initiatives(), year))) == []


# Initiatives

FLOWERS, PEACE = "Tuyến đường hoa nông thôn mới", "Tổ hòa giải không có đơn thư vượt cấp"
HAD = initiatives(("U0", "U0-2021-01", FLOWERS), ("U0", "U0-2021-02", PEACE))


@pytest.mark.parametrize(
    ("now", "missing"),
    [
        ([("U0-2021-01", FLOWERS), ("U0-2021-02", PEACE)], []),
        ([("U0-2021-01", "Đường hoa"), ("U0-2021-02", "Hòa giải ở cơ sở")], []),
        ([("", FLOWERS), ("", PEACE)], []),
        ([("", FLOWERS.upper()), ("", PEACE.replace("hòa", "hoà"))], []),
        ([("", FLOWERS + " kiểu"), ("U0-2022-01", "Tổ hòa giải không đơn thư vượt cấp")], []),
        ([("U0-2021-01", FLOWERS)], [PEACE]),
        ([("U0-2021-01", FLOWERS), ("", "Nhà sạch vườn đẹp")], [PEACE]),
        ([("", "")], [FLOWERS, PEACE]),
        ([], [FLOWERS, PEACE]),
    ],
)
def test_an_initiative_is_missed_when_neither_code_nor_name_is_there(
    now: list[tuple[str, str]], missing: list[str]
) -> None:
    rows = initiatives(*(("U0", code, name) for code, name in now))
    found = list(check_against_last_year("U0", results({}), rows, last_year(had=HAD)))
    assert told(found) == [("M09", "U0", None)] * len(missing)
    assert all(
        f"«{name}» (U0-2021-0" in item.message for name, item in zip(missing, found, strict=True)
    )
    assert {(item.table, item.severity) for item in found} <= {("initiatives", "warning")}


def test_a_name_spelt_differently_stands_for_one_initiative_only() -> None:
    had = initiatives(
        ("U0", "U0-2021-01", "Camera an ninh thôn 1"), ("U0", "", "Camera an ninh thôn 2")
    )
    now = initiatives(("U0", "", "Camera an ninh thôn 12"))
    found = list(check_against_last_year("U0", results({}), now, last_year(had=had)))
    assert len(found) == 1


def test_a_neighbour_that_kept_its_code_does_not_stand_for_one_that_is_gone() -> None:
    had = initiatives(("U0", "C1", "Camera an ninh thôn 1"), ("U0", "C2", "Camera an ninh thôn 2"))
    now = initiatives(("U0", "C1", "Camera an ninh thôn 1"))
    (item,) = check_against_last_year("U0", results({}), now, last_year(had=had))
    assert "thôn 2" in item.message


def test_what_had_stopped_or_has_no_name_is_not_missed() -> None:
    had = pd.concat(
        [initiatives(("U0", "C1", FLOWERS), stage="Dừng"), initiatives(("U0", "C2", ""))]
    )
    assert not list(check_against_last_year("U0", results({}), initiatives(), last_year(had=had)))


def test_an_initiative_of_a_merged_unit_is_missed_in_its_heir() -> None:
    had = initiatives(("A", "A-2024-01", FLOWERS), ("B", "B-2024-01", PEACE))
    year = last_year(had=had, heirs=MERGED)
    now = initiatives(("U0", "B-2024-01", PEACE))
    (item,) = check_against_last_year("U0", results({}), now, year)
    assert (item.code, item.unit_code) == ("M09", "U0")
    assert item.message == (
        f"Mô hình năm trước «{FLOWERS}» (A-2024-01) của Đơn vị A không có trong báo cáo năm nay."
    )


DIVIDED = {"A": ("U0", "U1")}


@pytest.mark.parametrize(
    ("reported", "now", "missed"),
    [
        (("U0",), [], []),  # U1 may still go on with it
        (("U0", "U1"), [], [("M09", "", None)]),
        (("U0", "U1"), [("U1", "", FLOWERS)], []),
        (("U0", "U1"), [("U2", "", FLOWERS)], [("M09", "", None)]),
    ],
)
def test_an_initiative_of_a_divided_unit_is_missed_when_all_heirs_have_reported(
    reported: tuple[str, ...], now: list[tuple[str, str, str]], missed: list[object]
) -> None:
    year = last_year(had=initiatives(("A", "", FLOWERS)), heirs=DIVIDED)
    said = results({(unit, "COUNT"): 1 for unit in reported})
    assert told(list(check_all_against_last_year(said, initiatives(*now), year))) == missed


def test_a_unit_that_has_not_reported_misses_nothing() -> None:
    had = initiatives(("U0", "C1", FLOWERS), ("U1", "C2", PEACE))
    said = results({("U1", "COUNT"): 1})
    found = list(check_all_against_last_year(said, initiatives(), last_year(had=had)))
    assert told(found) == [("M09", "U1", None)]


def test_all_units_are_compared_as_each_by_itself() -> None:
    then = {("U0", "COUNT"): 12, ("U1", "COUNT"): 300, ("U2", "COUNT"): 7}
    now = results({("U0", "COUNT"): 1200, ("U1", "COUNT"): 3, ("U2", "COUNT"): 9})
    year = last_year(then, had=HAD)
    together = told(list(check_all_against_last_year(now, initiatives(), year)))
    apart = [
        item
        for unit in ("U0", "U1", "U2")
        for item in check_against_last_year(
            unit, now[now["unit_code"] == unit], initiatives(), year
        )
    ]
    assert sorted(together, key=str) == sorted(told(apart), key=str)
    assert {(code, unit) for code, unit, _ in together} == {
        ("Q05", "U0"),
        ("Q05", "U1"),
        ("M09", "U0"),
    }
