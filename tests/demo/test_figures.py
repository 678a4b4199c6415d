from __future__ import annotations

import pandas as pd
import pytest

from danvan_xl.demo.answers import answer_for
from danvan_xl.demo.figures import counted
from danvan_xl.demo.material import habits
from danvan_xl.demo.settling import Limits, settle
from danvan_xl.schema.indicators import default_indicators
from danvan_xl.schema.lists import KINDS
from danvan_xl.validation.rules import parse_rules, parse_tallies
from tests.demo.forms import RULES, asked_of, row, unit

WIDE = Limits(0, 1000, True)


def rules_of(*relations: str) -> pd.DataFrame:
    sides = [relation.split("|") for relation in relations]
    return pd.DataFrame(
        [
            {"code": f"Q{i}", "left": a, "operator": op, "right": b, "message": f"{a} {op} {b}"}
            for i, (a, op, b) in enumerate(sides)
        ]
    )


def settled(
    figures: dict[str, int | float], *relations: str, fixed: tuple[str, ...] = ()
) -> dict[str, int | float]:
    parsed, problems = parse_rules(rules_of(*relations))
    assert not problems
    settle(figures, parsed, fixed, dict.fromkeys(figures, WIDE))
    return figures


@pytest.mark.parametrize(
    ("figures", "relation", "fixed", "expected"),
    [
        ({"A": 3, "B": 5}, "A|<=|B", "", {"A": 3, "B": 5}),
        ({"A": 9, "B": 5}, "A|<=|B", "", {"A": 5, "B": 5}),
        ({"A": 9, "B": 5}, "A|<=|B", "A", {"A": 9, "B": 9}),
        ({"A": 2, "B": 3, "C": 9}, "A+B|=|C", "", {"A": 2, "B": 3, "C": 5}),
        ({"A": 2, "B": 3, "C": 9}, "A+B|=|C", "C", {"A": 6, "B": 3, "C": 9}),
        ({"A": 2, "B": 3, "C": 9}, "A+B|=|C", "CA", {"A": 2, "B": 7, "C": 9}),
        ({"A": 9, "B": 8, "C": 3}, "A-B|=|C", "", {"A": 9, "B": 8, "C": 1}),
        ({"A": 9, "B": 8, "C": 3}, "A-B|=|C", "AC", {"A": 9, "B": 6, "C": 3}),
        ({"A": 4, "B": 0}, "A|kéo theo|B", "", {"A": 4, "B": 1}),
        ({"A": 4, "B": 0}, "A|kéo theo|B", "B", {"A": 0, "B": 0}),
        ({"A": 0, "B": 0}, "A|kéo theo|B", "", {"A": 0, "B": 0}),
        ({"A": 7}, "A|<=|B", "", {"A": 7}),  # B is not asked
    ],
)
def test_a_relation_is_kept_by_moving_what_may_be_moved(
    figures: dict[str, int | float], relation: str, fixed: str, expected: dict[str, int]
) -> None:
    assert settled(figures, relation, fixed=tuple(fixed)) == expected


def test_relations_that_hang_together_are_all_kept() -> None:
    figures = settled(
        {"T": 50, "S": 40, "T1": 3, "T2": 4, "S1": 9, "S2": 2},
        "S|<=|T",
        "T1+T2|=|T",
        "S1+S2|=|S",
        "S1|<=|T1",
        "S2|<=|T2",
    )
    assert figures == {"T": 7, "S": 5, "T1": 3, "T2": 4, "S1": 3, "S2": 2}


def test_limits_are_kept_and_the_rest_is_left_to_the_other_side() -> None:
    figures: dict[str, int | float] = {"A": 30, "B": 5}
    parsed, _ = parse_rules(rules_of("A|=|B"))
    settle(figures, parsed, (), {"A": WIDE, "B": Limits(0, 20, True)})
    assert figures == {"A": 20, "B": 20}


def test_relations_that_contradict_one_another_are_refused() -> None:
    with pytest.raises(ValueError, match="A = B"):
        settled({"A": 1, "B": 2}, "A|=|B", fixed=("A", "B"))


@pytest.mark.parametrize(
    ("limits", "value", "expected"),
    [
        (Limits(0, 10, True), 4.6, 5),
        (Limits(0, 10, True), -3, 0),
        (Limits(0, 10, True), 12, 10),
        (Limits(0.5, 10, True), 0, 1),
        (Limits(0, 9.5, True), 12, 9),
        (Limits(0, 100, False), 97.26, 97.3),
    ],
)
def test_a_figure_stays_within_its_limits(limits: Limits, value: float, expected: float) -> None:
    assert limits.kept(value) == expected
    assert isinstance(limits.kept(value), int) == limits.whole


def with_indicator(**changes: object) -> pd.DataFrame:
    asked = asked_of("provincial_body")
    strange = {"code": "XX1", "text": "Số việc mới", "unit": "việc", "tally": "", **changes}
    return pd.concat([asked, asked.iloc[[0]].assign(**strange)], ignore_index=True)


@pytest.mark.parametrize(
    ("changes", "lowest", "highest"),
    [
        ({"minimum": 0.0, "maximum": 500.0}, 0, 20),
        ({"minimum": 3.0, "maximum": 5.0}, 3, 5),
        ({"minimum": 2010.0, "maximum": 2030.0}, 2010, 2030),
        ({"minimum": float("nan"), "maximum": float("nan")}, 0, 20),
        ({"whole": "", "minimum": 0.0, "maximum": 1.0}, 0, 1),
    ],
)
def test_an_indicator_that_staff_added_gets_a_sensible_figure(
    changes: dict[str, object], lowest: float, highest: float
) -> None:
    for seed in range(8):
        given = answer_for(unit("SYT"), with_indicator(**changes), RULES, 2022, seed)
        assert lowest <= float(str(given.figures["XX1"])) <= highest


def test_a_relation_that_staff_added_is_kept_too() -> None:
    rules = pd.concat([RULES, rules_of("CT101|<=|XX1", "XX1|kéo theo|CT602")], ignore_index=True)
    for seed in range(8):
        figures = answer_for(unit("SYT"), with_indicator(), rules, 2022, seed).figures
        assert int(str(figures["CT101"])) <= int(str(figures["XX1"]))
        assert figures["CT602"] or not figures["XX1"]


def test_a_tally_that_staff_added_is_counted() -> None:
    asked = with_indicator(tally="Mô hình: Lĩnh vực = Kinh tế")
    given = answer_for(unit("SYT"), asked, RULES, 2022)
    assert given.figures["XX1"] == (given.initiatives["field"] == "Kinh tế").sum()


def test_units_under_a_unit_are_counted_apart_from_initiatives() -> None:
    counts = counted(asked_of("district"), row(name="Một", stage="Dừng", kind="Cá nhân"), 7)
    assert counts["CT901"] == 7
    assert (counts["CT401"], counts["CT409"], counts["CT403"], counts["CT402"]) == (1, 1, 1, 0)


def test_usual_figures_are_of_indicators_and_kinds_that_there_are() -> None:
    known = default_indicators().set_index("code")
    assert set(habits()) <= set(known.index)
    for code, habit in habits().items():
        asked = {kind for kind in KINDS if known.loc[code, kind]}
        assert asked <= set(habit.ranges) <= set(KINDS), code


def test_every_indicator_that_is_not_counted_has_a_usual_figure() -> None:
    known = default_indicators()
    counted, _ = parse_tallies(known)
    typed = known[~known["code"].isin(counted) & (known[list(KINDS)] != "").any(axis=1)]
    assert set(typed["code"]) == set(habits())
