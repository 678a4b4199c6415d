from __future__ import annotations

import pandas as pd
import pytest

from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.validation.rules import (
    BadRule,
    Rule,
    Sum,
    Tally,
    check_rules,
    check_tallies,
    parse_rules,
    parse_tallies,
)

FIGURES = {"A": 3.0, "B": 2.0, "C": 0.0}


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("A", 3, "A = 3"),
        ("A+B", 5, "A + B = 5"),
        (" A - B ", 1, "A - B = 1"),
        ("A+B-C", 5, "A + B - C = 5"),
    ],
)
def test_a_sum_is_read_and_shown(text: str, value: float, shown: str) -> None:
    parsed = Sum.parse(text)
    assert parsed.value(FIGURES) == value
    assert parsed.show(FIGURES) == shown


@pytest.mark.parametrize("text", ["", "A+", "A B", "A*B", "+", "A++B"])
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(BadRule):
        Sum.parse(text)


@pytest.mark.parametrize(
    ("left", "operator", "right", "holds"),
    [
        ("B", "<=", "A", True),
        ("A", "<=", "B", False),
        ("A", "=", "B", False),
        ("A", "=", "B+B-C", False),
        ("A", "<=", "A", True),
        ("A", "kéo theo", "B", True),
        ("A", "kéo theo", "C", False),
        ("C", "kéo theo", "C", True),
        ("A", "=", "X", True),  # X is not asked of this unit
    ],
)
def test_a_relation_holds_or_not(left: str, operator: str, right: str, holds: bool) -> None:
    assert Rule(Sum.parse(left), operator, Sum.parse(right), "").holds(FIGURES) is holds


def test_a_broken_relation_is_told_at_its_first_figure() -> None:
    rule = Rule(Sum.parse("A+C"), "<=", Sum.parse("B"), "A không lớn hơn B")
    (item,) = check_rules([rule], FIGURES, {"A": 7, "B": 8, "C": 9}, "522")
    assert (item.code, item.row, item.unit_code) == ("Q01", 7, "522")
    assert item.message == "A không lớn hơn B: A + C = 3 và B = 2."


INITIATIVES = pd.DataFrame({"stage": ["Dừng", "Duy trì", "Dừng"], "kind": ["Tập thể"] * 3})


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mô hình: tất cả", 3),
        ("Mô hình: Giai đoạn = Dừng", 2),
        ("Mô hình:Loại=Cá nhân", 0),
    ],
)
def test_a_tally_counts_rows_of_the_register(text: str, count: int) -> None:
    assert Tally.parse(text).count(INITIATIVES) == count


@pytest.mark.parametrize("text", ["Mô hình", "Mô hình: Màu = đỏ", "Đơn vị: khác", "tất cả"])
def test_what_is_no_tally_is_refused(text: str) -> None:
    with pytest.raises(BadRule):
        Tally.parse(text)


def test_figures_that_differ_from_the_register_are_told() -> None:
    tallies = {
        "A": Tally.parse("Mô hình: tất cả"),
        "B": Tally.parse("Mô hình: Giai đoạn = Duy trì"),
    }
    found = list(check_tallies(tallies, FIGURES, {"A": 1, "B": 2}, INITIATIVES, 0))
    assert [(item.code, item.row) for item in found] == [("Q02", 2)]
    assert found[0].message == "Ghi 2 nhưng trang Mô hình có 1 dòng (Giai đoạn = Duy trì)."


@pytest.mark.parametrize("word", ["", "Duy trì lâu dài"])
def test_figures_are_not_compared_with_rows_of_which_it_is_not_known_if_they_count(
    word: str,
) -> None:
    tally = Tally.parse("Mô hình: Giai đoạn = Duy trì")
    rows = pd.concat([INITIATIVES, pd.DataFrame([{"stage": word}])], ignore_index=True)
    assert not list(check_tallies({"B": tally}, FIGURES, {"B": 2}, rows, 0))
    (item,) = check_tallies({"B": tally}, {"B": 3}, {"B": 2}, rows, 0)  # one too many all the same
    assert item.code == "Q02"


def test_subordinate_units_are_compared_only_where_the_catalogue_knows_them() -> None:
    tallies = {"A": Tally.parse("Đơn vị: trực thuộc")}
    assert not list(check_tallies(tallies, FIGURES, {"A": 1}, INITIATIVES, 0))
    (item,) = check_tallies(tallies, FIGURES, {"A": 1}, INITIATIVES, 5)
    assert (item.code, item.severity) == ("Q03", "warning")


def test_the_catalogue_of_a_new_master_can_be_understood() -> None:
    rules, bad_rules = parse_rules(default_rules())
    tallies, bad_tallies = parse_tallies(default_indicators())
    assert not bad_rules
    assert not bad_tallies
    assert len(rules) == len(default_rules())
    codes = set(default_indicators()["code"])
    assert {code for rule in rules for _, code in (*rule.left.terms, *rule.right.terms)} <= codes
    assert len(tallies) >= 9


def test_a_relation_that_cannot_be_understood_is_a_finding() -> None:
    frame = pd.DataFrame(
        [{"code": "Q", "left": "A+", "operator": "=", "right": "B", "message": ""}], index=[3]
    )
    rules, (item,) = parse_rules(frame)
    assert not rules
    assert (item.code, item.table, item.row, item.column) == ("S05", "rules", 3, "left")
