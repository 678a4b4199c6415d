"""A returned file as cells, whatever its kind: what every reader gives, before anything is sought.

Nothing here is interpreted. Rows and columns count from 1. Nothing here needs pandas, so that the
processes that read files start fast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from danvan_xl.findings import Finding, finding
from danvan_xl.ooxml import Area
from danvan_xl.schema.values import ErrorCell, Uncalculated

RawCell = str | float | bool | date | time | timedelta | ErrorCell | Uncalculated | None
"""An empty cell is None; numbers are float; days are ``datetime`` or ``date``."""


class Unreadable(Exception):  # noqa: N818 - an outcome, not a failure of the program
    """The file is not read; ``finding`` says why, and what the unit should do."""

    def __init__(self, code: str, **values: Any) -> None:
        """``code``: of the catalogue's group ``file``; ``values`` fill in its texts."""
        super().__init__(code, values)
        self.code, self.values = code, values

    def __reduce__(self) -> tuple[object, ...]:
        return _unreadable, (self.code, self.values)

    @property
    def finding(self) -> Finding:
        """What is told."""
        return finding(self.code, **self.values)


def _unreadable(code: str, values: Mapping[str, Any]) -> Unreadable:
    return Unreadable(code, **values)


@dataclass(frozen=True)
class RawSheet:
    """One sheet, or one table of an HTML page."""

    name: str
    rows: Sequence[Sequence[RawCell]]
    """From A1 on; rows may differ in length, what is missing is empty."""
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    percents: frozenset[tuple[int, int]] = frozenset()
    """(row, column) of numbers whose format shows a percentage: 0.98 shows as 98%."""
    legacy_fonts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """(row, column) → font, of cells in a font from before Unicode: ``.VnTime``, ``VNI-Times``."""

    def cell(self, row: int, column: int) -> RawCell:
        """Return a cell, None outside of what was read."""
        if not 1 <= row <= len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column - 1] if 1 <= column <= len(cells) else None


@dataclass(frozen=True)
class RawBook:
    """One file."""

    kind: str
    """``xlsx``, ``xlsm``, ``xls``, ``xlsb``, ``ods``, ``xml``, ``html`` or ``csv``."""
    sheets: tuple[RawSheet, ...]
    areas: Mapping[str, tuple[str, Area]] = field(default_factory=dict)
    """Defined name, in small letters → sheet and area; only those that stand for plain cells."""
    tables: Mapping[str, tuple[str, Area]] = field(default_factory=dict)
    """Name of an Excel table, in small letters → sheet and area with its headers."""
    remarks: tuple[Finding, ...] = ()
    """What is to be told though the file was read: macros, a wrong suffix."""

    def sheet(self, name: str) -> RawSheet | None:
        """Return a sheet whatever the case of ``name``."""
        return next((s for s in self.sheets if s.name.casefold() == name.casefold()), None)
