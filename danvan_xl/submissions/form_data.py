"""What a returned form says, as raw cell values with their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from danvan_xl.ooxml import column_letter
from danvan_xl.schema.form import FACTS

_LABELS = {fact.name: fact.label for fact in FACTS}


@dataclass(frozen=True)
class TablePlace:
    """Where one of the form's tables stands."""

    sheet: str
    columns: Mapping[str, int]
    """Column key → column number in the sheet, from 1."""
    headers: Mapping[str, str]
    """Column key → header as it stands in the form."""


@dataclass(frozen=True)
class FormData:
    """A returned form. Nothing in it has been checked."""

    file: str
    """Name of the file, without its folder."""
    sha256: str
    facts: Mapping[str, Any]
    """Fact name → raw cell value."""
    fact_places: Mapping[str, tuple[str, str]]
    """Fact name → sheet and address of its cell."""
    results: pd.DataFrame
    """Raw cells under ``tblResults``; the index is the row number in the sheet."""
    initiatives: pd.DataFrame
    """Raw cells under ``tblInitiatives``, empty rows left out; index as above."""
    tables: Mapping[str, TablePlace]
    """``results`` and ``initiatives`` → where they stand."""

    def without_cells(self) -> FormData:
        """Return the form without its raw cells; where things stand is still known."""
        return replace(
            self, results=self.results.iloc[:0].copy(), initiatives=self.initiatives.iloc[:0].copy()
        )

    def place(self, table: str, row: int | None, column: str) -> tuple[str, str, str]:
        """Return sheet, cell address and header of what a finding is about; "" where unknown."""
        if table == "facts":
            return (*self.fact_places.get(column, ("", "")), _LABELS.get(column, ""))
        if table not in self.tables:
            return "", "", ""
        where = self.tables[table]
        number = where.columns.get(column)
        cell = f"{column_letter(number)}{row}" if number and row is not None else ""
        return where.sheet, cell, where.headers.get(column, "")
