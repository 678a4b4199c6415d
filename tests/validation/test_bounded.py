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


def cell_of(table: str, row: int, column: str) -> str:
    return f"I{row}"


@pytest.mark.parametrize(("code", "most"), [("O02", 20), ("O17", 20), ("O12", 5)])
def test_so_many_of_a_column_are_told_and_the_last_says_how_many_follow(
    code: str, most: int
) -> None:
    every = of(code, most)
    assert bounded(every) == every
    *first, last = bounded(of(code, most + 1_234))
    assert first == every[:-1]
    assert (last.code, last.row, last.remedy) == (code, every[-1].row, every[-1].remedy)
    start = every[-1].message.removesuffix(".") + " … và 1.234 ô nữa của cột này: "
    assert last.message.startswith(start)
    assert len(last.message) < len(start) + 2_200


def test_the_others_are_told_by_their_cells() -> None:
    *_, last = bounded([*of("O02", 23), *of("O02", 26)[24:]], cell_of)
    assert last.message.endswith(" … và 5 ô nữa của cột này: I25:I27, I29:I30.")
    assert last.more_rows == (25, 26, 27, 29, 30)


def test_what_was_read_of_the_others_is_told_as_far_as_there_is_room() -> None:
    *_, few = bounded(of("O12", 7), cell_of)
    assert few.message.endswith(
        " … và 2 ô nữa của cột này: I10 «x» được hiểu là 1; I11 «x» được hiểu là 1."
    )
    *_, many = bounded(of("O12", 1_000), cell_of)
    assert "; I10 " not in many.message
    assert many.message.endswith(":I1004.")
    assert len(many.message) < 1_200


def test_cells_far_from_each_other_are_told_as_far_as_there_is_room() -> None:
    *_, last = bounded(of("O02", 4_000)[::2], cell_of)
    assert last.message.endswith(", ….")
    assert len(last.message) < 1_200


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
