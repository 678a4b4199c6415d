"""What a returned form says, as raw cell values with their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from danvan_xl.findings import Finding
from danvan_xl.ooxml import column_letter
from danvan_xl.schema.form import FACTS
from danvan_xl.submissions.raw import RawCell

if TYPE_CHECKING:
    import pandas as pd

_LABELS = {fact.name: fact.label for fact in FACTS}

Place = tuple[str, int, str]
"""Table key (``facts``, ``results``, ``initiatives``), row of the sheet (0 for facts), column key
(or name of the fact)."""


@dataclass(frozen=True)
class TableCells:
    """One of the form's tables: where it stands and its raw cells, empty rows left out."""

    sheet: str
    """"" when the form does not have the table."""
    columns: Mapping[str, int]
    """Column key → column number in the sheet, from 1. A column that is missing has no entry."""
    headers: Mapping[str, str]
    """Column key → header as it stands in the form."""
    rows: Mapping[int, Mapping[str, RawCell]]
    """Row number in the sheet → column key → cell; every row has every column of the table."""

    def frame(self) -> pd.DataFrame:
        """Return the cells as a DataFrame of objects; the index is the row number."""
        import pandas as pd

        columns = list(next(iter(self.rows.values()), self.columns))
        return pd.DataFrame(
            [list(row.values()) for row in self.rows.values()],
            index=list(self.rows),
            columns=columns,
            dtype="object",
        )


@dataclass(frozen=True)
class FormData:
    """A returned form. Nothing in it has been checked."""

    file: str
    """Name of the file, without its folder."""
    sha256: str
    kind: str
    """As in :class:`RawBook`."""
    facts: Mapping[str, RawCell]
    """Fact name → raw cell value; None for a fact that the form does not have."""
    fact_places: Mapping[str, tuple[str, str]]
    """Fact name → sheet and address of its cell."""
    tables: Mapping[str, TableCells]
    """``results`` and ``initiatives``."""
    seal: str = ""
    """The seal that was put into the form when it was handed out; "" when it has none."""
    titles: tuple[str, ...] = ()
    """Texts of the first sheet that may name unit and year, from top to bottom."""
    fonts: Mapping[Place, str] = field(default_factory=dict)
    """Cells in a font from before Unicode → its name."""
    percents: frozenset[Place] = frozenset()
    """Numbers that the form shows as percentages: 0.98 shows as 98%."""
    remarks: tuple[Finding, ...] = ()
    """What the reader noticed and guessed."""

    def without_cells(self) -> FormData:
        """Return the form without its raw cells; where things stand is still known."""
        tables = {key: replace(cells, rows={}) for key, cells in self.tables.items()}
        return replace(self, tables=tables, fonts={}, percents=frozenset())

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
