from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from danvan_xl.interpretation import Asked, understand_table
from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.frames import type_frame
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.submissions.form_data import TableCells
from tests.interpretation.forms import FIRST_ROW, TABLES, form_with, understood

INITIATIVE = {
    "code": "522-2021-01",
    "name": "Tổ hòa giải thôn An Phú",
    "kind": "Tập thể",
    "field": "Kinh tế",
    "stage": "Duy trì",
    "year": 2021.0,
    "beneficiaries": 120.0,
    "money": 15_000_000.0,
    "decision_number": "12/QĐ-UBND",
    "decision_date": datetime(2022, 3, 14),
    "contact": "0912345678",
}
RESULT = {"indicator": "CT101", "text": "Số văn bản", "unit": "văn bản", "value": 12.0}


def test_a_clean_form_is_typed_as_the_register_types_it_and_nothing_is_told() -> None:
    form = form_with([RESULT, {"value": 0.0}], [INITIATIVE, {"name": "Đường hoa"}])
    for table in ("results", "initiatives"):
        found = understood(form, table)
        typed, misread = type_frame(form.tables[table].frame(), TABLES[table].form_columns)
        assert misread == []
        assert_frame_equal(found.frame, typed)
        assert (found.findings, found.unclear) == ((), frozenset())


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_table_is_an_empty_frame_with_every_column(table: str) -> None:
    found = understand_table(
        table, TableCells("", {}, {}, {}), TABLES[table].form_columns, form_with()
    )
    assert list(found.frame.columns) == [column.key for column in TABLES[table].form_columns]
    assert len(found.frame) == 0
    assert (found.findings, found.unclear) == ((), frozenset())


def test_cells_that_are_not_clear_are_blank_and_known() -> None:
    form = form_with(initiatives=[INITIATIVE, {"money": "khoảng 5", "decision_date": "2022"}])
    found = understood(form, "initiatives")
    row = FIRST_ROW + 1
    assert found.unclear == {(row, "money"), (row, "decision_date")}
    assert pd.isna(found.frame.at[row, "money"])
    assert found.frame.at[row, "decision_date"] is None
    assert found.frame.at[FIRST_ROW, "decision_date"] == date(2022, 3, 14)


def test_findings_stand_in_the_order_of_the_rows_and_know_their_cell() -> None:
    form = form_with(initiatives=[{"reason": "=1"}, {"name": "=2", "money": "x"}])
    found = understood(form, "initiatives").findings
    places = [(one.table, one.row, one.column, one.code) for one in found]
    assert places == [
        ("initiatives", FIRST_ROW, "reason", "O22"),
        ("initiatives", FIRST_ROW + 1, "name", "O22"),
        ("initiatives", FIRST_ROW + 1, "money", "O02"),
    ]


def test_each_row_can_ask_for_something_else() -> None:
    def asked(row: int, column: Column) -> Asked:
        if column.key != "value":
            return Asked.of_column(column)
        return Asked(column.type, whole=row == FIRST_ROW, minimum=0, maximum=100)

    form = form_with([{"value": "1.250"}] * 2)
    assert list(understood(form, "results", asked).frame["value"]) == [1250, 1.25]
    assert understood(form, "results").unclear == {
        (FIRST_ROW, "value"),
        (FIRST_ROW + 1, "value"),
    }


def test_a_percent_cell_is_known_by_its_place() -> None:
    form = form_with(
        [{"value": 0.98}, {"value": 0.98}], percents=frozenset({("results", FIRST_ROW, "value")})
    )
    found = understood(form, "results", lambda _, column: Asked(column.type, False, 0, 100))
    assert list(found.frame["value"]) == [98, 0.98]
    assert [(one.code, one.row) for one in found.findings] == [("O21", FIRST_ROW)]


def test_the_headers_of_the_form_are_quoted() -> None:
    form = form_with(initiatives=[{"name": "Ðường hoa"}])
    cells = form.tables["initiatives"]
    renamed = TableCells(cells.sheet, cells.columns, {"name": "Tên gọi"}, cells.rows)
    (told,) = understand_table("initiatives", renamed, INITIATIVES.form_columns, form).findings
    assert "«Tên gọi»" in told.message


@pytest.mark.parametrize("column", INITIATIVES.form_columns, ids=lambda column: column.key)
def test_every_column_of_the_form_has_a_type_that_can_be_understood(column: Column) -> None:
    assert column.type.is_text or column.type.is_number or column.type is Type.DATE
