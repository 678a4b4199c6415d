from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from danvan_xl.schema.form import FACTS
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.validation.content import content_of

FACTS_SAID: dict[str, Any] = {fact.name: None for fact in FACTS} | {
    "reporter_name": "Nguyễn Văn A",
    "reporter_phone": "0255000000",
    "document_number": "12/BC-UBND",
    "document_date": date(2022, 9, 12),
}
RESULTS_SAID = pd.DataFrame(
    {
        "indicator": ["CT101", "CT102"],
        "text": ["Số hội nghị", "Số văn bản"],
        "value": [3.0, float("nan")],
        "note": ["", "chưa thống kê"],
    }
)
INITIATIVES_SAID = pd.DataFrame(
    [{column.key: f"{column.key} {row}" for column in INITIATIVES.form_columns} for row in "ab"]
)


def digest(
    facts: dict[str, Any] = FACTS_SAID,
    results: pd.DataFrame = RESULTS_SAID,
    initiatives: pd.DataFrame = INITIATIVES_SAID,
) -> str:
    return content_of(facts, {"results": results, "initiatives": initiatives})


def test_the_order_of_rows_and_what_the_program_fills_in_do_not_count() -> None:
    assert digest(results=RESULTS_SAID[::-1]) == digest()
    assert digest(initiatives=INITIATIVES_SAID[::-1]) == digest()
    assert digest(results=RESULTS_SAID.assign(text="khác")) == digest()
    assert digest({**FACTS_SAID, "form_version": "9", "unit_name": "khác"}) == digest()


@pytest.mark.parametrize("fact", ["reporter_name", "reporter_phone", "document_number"])
def test_every_fact_counts(fact: str) -> None:
    assert digest({**FACTS_SAID, fact: "khác"}) != digest()


def test_the_day_of_signing_counts() -> None:
    assert digest({**FACTS_SAID, "document_date": date(2022, 9, 13)}) != digest()


@pytest.mark.parametrize(
    ("column", "value"), [("indicator", "CT103"), ("value", 4.0), ("note", "khác")]
)
def test_every_answer_counts(column: str, value: object) -> None:
    results = RESULTS_SAID.copy()
    results.loc[0, column] = value
    assert digest(results=results) != digest()


@pytest.mark.parametrize("column", [column.key for column in INITIATIVES.form_columns])
def test_every_cell_of_an_initiative_counts(column: str) -> None:
    initiatives = INITIATIVES_SAID.copy()
    initiatives.loc[0, column] = "khác"
    assert digest(initiatives=initiatives) != digest()


@pytest.mark.parametrize(
    "change",
    [
        lambda value: float(f"{value:.15g}"),  # as LibreOffice keeps a number
        lambda value: float(repr(value)),
    ],
)
def test_a_number_is_the_same_in_every_program(change: Callable[[float], float]) -> None:
    for value in (87 / 93 * 100, 2 / 3 * 100, 0.1 + 0.2, 1e15, 55.25):
        before = RESULTS_SAID.assign(value=value)
        assert digest(results=RESULTS_SAID.assign(value=change(value))) == digest(results=before)
        other = RESULTS_SAID.assign(value=value * 1.0001)
        assert digest(results=other) != digest(results=before)
    assert digest(results=RESULTS_SAID.assign(value=-0.0)) == digest(
        results=RESULTS_SAID.assign(value=0.0)
    )


def test_line_ends_are_the_same_in_every_program() -> None:
    first, other = (INITIATIVES_SAID.assign(results=f"một{end}hai") for end in ("\n", "\r\n"))
    assert digest(initiatives=first) == digest(initiatives=other)
    assert digest(initiatives=first) != digest()
