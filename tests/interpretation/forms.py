"""Returned forms with cells as a test wants them, and what was understood of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from danvan_xl.findings import Finding
from danvan_xl.interpretation import Asked, Understood, understand_table
from danvan_xl.schema.columns import Column, Table
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.submissions.form_data import FormData, Place, TableCells
from danvan_xl.submissions.raw import RawCell

TABLES: dict[str, Table] = {"results": RESULTS, "initiatives": INITIATIVES}
FIRST_ROW = 6

FACTS: dict[str, RawCell] = {
    "unit_name": "UBND huyện Bình Sơn",
    "unit_code": "522",
    "period_year": 2022.0,
    "form_version": "2",
    "reporter_name": "Tran Van A",
    "reporter_phone": "0912345678",
    "document_number": "12/BC-UBND",
    "document_date": datetime(2022, 9, 5),
}


def form_with(
    results: Sequence[Mapping[str, RawCell]] = (),
    initiatives: Sequence[Mapping[str, RawCell]] = (),
    facts: Mapping[str, RawCell] | None = None,
    fonts: Mapping[Place, str] | None = None,
    percents: frozenset[Place] = frozenset(),
) -> FormData:
    """Return a form of 2022; what a row does not name is empty."""
    return FormData(
        "phieu.xlsx",
        "0" * 64,
        "xlsx",
        {**FACTS, **(facts or {})},
        {},
        {
            "results": _cells(RESULTS, results),
            "initiatives": _cells(INITIATIVES, initiatives),
        },
        fonts=fonts or {},
        percents=percents,
    )


def _cells(table: Table, rows: Sequence[Mapping[str, RawCell]]) -> TableCells:
    columns = table.form_columns
    return TableCells(
        table.sheet,
        {column.key: number for number, column in enumerate(columns, start=1)},
        {column.key: column.header for column in columns},
        {
            number: {column.key: row.get(column.key) for column in columns}
            for number, row in enumerate(rows, start=FIRST_ROW)
        },
    )


def understood(
    form: FormData, table: str, asked: Callable[[int, Column], Asked] | None = None
) -> Understood:
    return understand_table(table, form.tables[table], TABLES[table].form_columns, form, asked)


def column_of(
    key: str, cells: Sequence[RawCell], table: str = "initiatives", **form: Any
) -> tuple[list[Any], list[tuple[str, int]], tuple[Finding, ...]]:
    """Return the values of a column with ``cells``, codes and rows of the findings, and these."""
    found = understood(form_with(**{table: [{key: cell} for cell in cells]}, **form), table)
    codes = [(one.code, one.row - FIRST_ROW) for one in found.findings if one.row is not None]
    return list(found.frame[key]), codes, found.findings


def one_of(key: str, cell: RawCell, **form: Any) -> tuple[Any, list[str], list[str]]:
    """Return what a single cell means, the codes of its findings and what they say."""
    values, codes, findings = column_of(key, [cell], **form)
    return values[0], [code for code, _ in codes], [one.message for one in findings]
