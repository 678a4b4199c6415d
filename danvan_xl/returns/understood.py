"""A form as it was understood: what goes back, or is compared, reads as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from danvan_xl.schema.values import is_blank, show
from danvan_xl.submissions.form_data import FormData, Place
from danvan_xl.submissions.raw import RawCell


def as_understood(
    form: FormData, facts: Mapping[str, Any], frames: Mapping[str, pd.DataFrame]
) -> FormData:
    """Return ``form`` with typed values in place of its raw ones, where there are any.

    ``facts``: name → typed value; ``frames``: table key → typed rows, labelled by the row of the
    sheet. A cell that was not understood is blank there and stays as it is. So text from before
    Unicode reads as it should, and 98% is 98.
    """
    known: dict[Place, RawCell] = {
        (table, row, str(column)): _plain(value)
        for table, frame in frames.items()
        for column in frame.columns
        for row, value in zip(frame.index.tolist(), frame[column].tolist(), strict=True)
        if not is_blank(value) and row in form.tables[table].rows
    }
    tables = {
        table: replace(
            cells,
            rows={
                row: {name: known.get((table, row, name), cell) for name, cell in line.items()}
                for row, line in cells.rows.items()
            },
        )
        for table, cells in form.tables.items()
    }
    said = {name: _plain(value) for name, value in facts.items() if not is_blank(value)}
    return replace(
        form,
        facts={name: said.get(name, cell) for name, cell in form.facts.items()},
        tables=tables,
        fonts={place: font for place, font in form.fonts.items() if place not in known},
        percents=form.percents - known.keys(),
    )


def as_shown(form: FormData, table: str, row: int, column: str) -> RawCell:
    """Return a raw cell as its file shows it: a number formatted as a percentage with its sign."""
    cell = form.tables[table].rows[row].get(column)
    if (table, row, column) in form.percents and isinstance(cell, float):
        return f"{show(round(cell * 100, 9))}%"
    return cell


def _plain(value: Any) -> RawCell:
    """Return a typed value as a reader gives it: numbers are float."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    cell: RawCell = value
    return cell
