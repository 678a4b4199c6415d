"""The raw cells of one column, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from danvan_xl.findings import Finding, finding
from danvan_xl.interpretation.asked import Asked
from danvan_xl.schema.columns import Type
from danvan_xl.submissions.raw import RawCell


@dataclass(frozen=True)
class ColumnCells:
    """The cells of one column; a fact is a column of one cell."""

    table: str
    """``results``, ``initiatives``, or ``facts`` for a fact."""
    key: str
    header: str
    type: Type
    rows: Sequence[int]
    cells: Sequence[RawCell]
    asked: Sequence[Asked]
    """What each cell should hold."""
    is_phone: bool = False

    def finding(self, index: int, code: str, texts: Mapping[str, Any]) -> Finding:
        """Return a finding about a cell; ``texts`` fill in what it says."""
        place: dict[str, Any] = {"table": self.table, "column": self.key}
        if self.table != "facts":
            place["row"] = self.rows[index]
        return finding(code, **place, **texts)
