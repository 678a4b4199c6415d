"""How one cell was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from danvan_xl.schema.findings import FINDING_TYPES
from danvan_xl.schema.text import vn_number
from danvan_xl.schema.values import ErrorCell, Uncalculated, quoted
from danvan_xl.submissions.raw import RawCell

_GROUPED = 1_000_000
"""From here on a number has dots: two of them cannot be mistaken."""

LONGEST = 200
"""Characters of a text that may still be a number, a day or a word of a list."""


@dataclass(frozen=True)
class Reading:
    """What one cell was read as, and what is to be told about it."""

    value: Any
    """As a DataFrame holds it; what is read with an error is blank there."""
    code: str = ""
    """Code of the finding; "" when nothing is to be told."""
    texts: Mapping[str, Any] = field(default_factory=dict)
    """What fills in the finding's texts."""

    @property
    def is_clear(self) -> bool:
        """Whether the cell has a meaning."""
        return not self.code or FINDING_TYPES[self.code].severity != "error"


def number_text(number: float) -> str:
    """Return a number as it cannot be misread: ``1250``, ``1,25``, ``1.250.000``."""
    text = vn_number(number)
    return text if abs(number) >= _GROUPED else text.replace(".", "")


def not_of_column(raw: RawCell) -> Reading | None:
    """Return the reading of a cell that is no answer in any column, None for others.

    Errors, formulas that were never calculated, true and false, times of day and durations.
    """
    if isinstance(raw, ErrorCell):
        return Reading(None, "O08", {"value": raw.text})
    if isinstance(raw, Uncalculated):
        return Reading(None, "O09")
    if isinstance(raw, bool | time | timedelta):
        return Reading(None, "O24", {"value": quoted(raw)})
    return None


def is_day(raw: RawCell) -> bool:
    """Whether a cell holds a real date."""
    return isinstance(raw, date | datetime)
