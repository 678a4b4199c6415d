from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from danvan_xl.building import entry
from danvan_xl.schema.columns import Column, Type


@pytest.mark.parametrize(
    ("whole", "minimum", "maximum", "words"),
    [
        (True, 0, 500, "số nguyên từ 0 đến 500"),
        (True, 0, 2_000_000, "số nguyên từ 0 đến 2.000.000"),
        (False, 0.5, None, "số từ 0,5"),
        (False, None, None, "số"),
    ],
)
def test_a_number_cell_says_what_it_takes(
    whole: bool, minimum: float | None, maximum: float | None, words: str
) -> None:
    assert entry.number_words(whole, minimum, maximum) == words


@pytest.mark.parametrize("words", [("một, hai", "ba"), ("x" * 200, "y" * 60)])
def test_words_that_excel_would_not_take_are_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        entry.from_list(words)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (Column("a", "A", Type.TEXT, help="Ghi chữ."), {"validate": "any"}),
        (
            Column("a", "A", Type.INTEGER, minimum=1, maximum=9),
            {"validate": "integer", "minimum": 1, "maximum": 9},
        ),
        (Column("a", "A", Type.MONEY, minimum=0), {"validate": "decimal", "minimum": 0}),
        (
            Column("a", "A", Type.DATE),
            {"validate": "date", "minimum": date(2026, 1, 1), "maximum": date(2026, 12, 31)},
        ),
        (Column("a", "A", Type.CHOICE, choices="mark"), {"validate": "list", "source": ["x"]}),
    ],
    ids=["text", "whole", "money", "date", "choice"],
)
def test_the_type_of_a_column_decides_what_its_cells_take(
    column: Column, expected: dict[str, Any]
) -> None:
    rule = entry.of_column(column, ("x",), (date(2026, 1, 1), date(2026, 12, 31)))
    assert {key: rule[key] for key in expected} == expected
    assert (rule["input_title"], rule["input_message"]) == (column.header, column.help)
