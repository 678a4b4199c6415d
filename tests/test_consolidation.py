from __future__ import annotations

import pandas as pd

from danvan_xl.consolidation import consolidate

INDICATORS = pd.DataFrame(
    {
        "code": ["A", "B", "P", "R", "N"],
        "aggregation": ["Cộng", "Cộng", "Bình quân", "Tỷ lệ", "Không cộng"],
        "numerator": ["", "", "", "A", ""],
        "denominator": ["", "", "", "B", ""],
    }
)
INITIATIVES = pd.DataFrame(
    {
        "unit_code": ["1", "1", "2"],
        "field": ["Kinh tế", "Kinh tế", "Y tế"],
        "stage": ["Dừng", "Duy trì", "Duy trì"],
        "kind": ["Tập thể", "Cá nhân", "Tập thể"],
    }
)


def results(*rows: tuple[str, str, float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["unit_code", "indicator", "value"])
    return frame.astype({"value": "float64"})


def test_indicators_are_summed_averaged_or_divided_as_the_catalogue_says() -> None:
    sums = consolidate(
        results(
            ("1", "A", 3), ("2", "A", 4), ("1", "B", 10), ("2", "B", 4), ("1", "P", 80),
            ("2", "P", 91), ("1", "N", 7),
        ),
        INITIATIVES,
        INDICATORS,
    )  # fmt: skip
    assert sums.totals == {"A": 7, "B": 14, "P": 85.5, "R": 50}
    assert sums.answers == {"A": 2, "B": 2, "P": 2, "N": 1}
    assert sums.by_unit["1"] == {"A": 3, "B": 10, "P": 80, "N": 7}


def test_a_blank_figure_is_no_answer_and_a_ratio_of_nothing_is_absent() -> None:
    sums = consolidate(results(("1", "A", None), ("1", "B", 0)), INITIATIVES, INDICATORS)
    assert sums.totals == {"B": 0}
    assert sums.by_unit == {"1": {"B": 0}}


def test_initiatives_are_counted_by_every_word_of_the_lists_and_by_strange_ones() -> None:
    counts = consolidate(results(), INITIATIVES, INDICATORS).initiatives
    assert counts.total == 3
    assert counts.by_field["Kinh tế"] == 2
    assert counts.by_field["Quốc phòng - an ninh"] == 0
    assert counts.by_field["Y tế"] == 1
    assert counts.by_stage["Duy trì"] == 2
    assert counts.by_unit == {"1": 2, "2": 1}
