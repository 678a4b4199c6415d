"""Findings of one kind: the first few, and how many more there are."""

from __future__ import annotations

import pytest

from danvan_xl.findings import Finding, finding
from danvan_xl.validation.bounded import MOST, bounded


def of(code: str, count: int, column: str = "money", table: str = "initiatives") -> list[Finding]:
    texts = {"value": "x", "number": "1", "proposed": "y", "encoding": "VNI"}
    return [
        finding(code, table=table, row=row, column=column, **texts) for row in range(5, 5 + count)
    ]


@pytest.mark.parametrize(("code", "most"), [("O02", 20), ("O17", 20), ("O12", 5)])
def test_so_many_of_a_column_are_told_and_the_last_says_how_many_follow(
    code: str, most: int
) -> None:
    every = of(code, most)
    assert bounded(every) == every
    *first, last = bounded(of(code, most + 1_234))
    assert first == every[:-1]
    assert (last.code, last.row, last.remedy) == (code, every[-1].row, every[-1].remedy)
    assert last.message == every[-1].message.removesuffix(".") + " … và 1.234 ô nữa của cột này."


def test_other_codes_columns_and_tables_count_for_themselves() -> None:
    kinds = [("O02", "money"), ("O02", "beneficiaries"), ("O03", "money")]
    every = [item for code, column in kinds for item in of(code, 20, column)]
    every += of("O02", 20, table="results")
    assert bounded(every) == every


def test_an_error_never_vanishes() -> None:
    mixed = [*of("O12", 3_000), *of("O02", 1)]
    assert [item.code for item in bounded(mixed)] == ["O12"] * MOST["info"] + ["O02"]


def test_what_is_of_no_column_is_counted_too() -> None:
    last = bounded([finding("P17", line=1, sheet="S", what="w", value="v")] * 9)[-1]
    assert last.message.endswith(" … và 4 chỗ nữa như vậy.")
