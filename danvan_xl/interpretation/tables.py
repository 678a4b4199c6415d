"""The tables of a form, typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from danvan_xl.findings import Finding
from danvan_xl.interpretation.asked import Asked
from danvan_xl.interpretation.cells import ColumnCells
from danvan_xl.interpretation.column import Interpreter
from danvan_xl.interpretation.facts import period_year
from danvan_xl.schema.columns import Column
from danvan_xl.submissions.form_data import FormData, TableCells


@dataclass(frozen=True)
class Understood:
    """What a table means."""

    frame: pd.DataFrame
    """The columns that were asked for, typed as ``schema.frames.type_frame`` does: text "",
    numbers NaN, dates None where blank; the index is the row of the sheet."""
    findings: tuple[Finding, ...]
    """From top to bottom."""
    unclear: frozenset[tuple[int, str]]
    """Row and column key of the cells with an error: blank in ``frame``, but filled in."""


def understand_table(
    table: str,
    cells: TableCells,
    columns: Sequence[Column],
    form: FormData,
    asked: Callable[[int, Column], Asked] | None = None,
    year: int | None = None,
) -> Understood:
    """Return what the cells of a table mean.

    ``table`` is its key. ``asked`` says what the cell of a row should hold where it is not for
    the column alone to say. ``year`` is that of the period, by default the one the form names.
    A table that the form does not have gives no rows.
    """
    interpreter = Interpreter(form, period_year(form) if year is None else year)
    rows = list(cells.rows)
    data: dict[str, pd.Series] = {}
    findings: list[Finding] = []
    index = pd.Index(rows, dtype="int64")
    for column in columns:
        own = Asked.of_column(column)
        meaning = interpreter.read(
            ColumnCells(
                table,
                column.key,
                cells.headers.get(column.key) or column.header,
                column.type,
                rows,
                [row.get(column.key) for row in cells.rows.values()],
                [asked(row, column) for row in rows] if asked else [own] * len(rows),
            )
        )
        kind = "float64" if column.type.is_number else "object"
        data[column.key] = pd.Series(meaning.values, index=index, dtype=kind)
        findings += meaning.findings
    findings.sort(key=lambda one: one.row or 0)
    errors = frozenset((one.row or 0, one.column) for one in findings if one.is_error)
    return Understood(pd.DataFrame(data, index=index), tuple(findings), errors)
