"""A finding: one thing that is wrong or doubtful, with its place."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_xl.schema.findings import FINDING_TYPES
from danvan_xl.schema.values import ErrorCell, Misread, Uncalculated, quoted, show

_LONGEST = 500
"""Letters of what fills in a text: whoever tells of a cell quotes less, and a cell holds more."""


@dataclass(frozen=True)
class Finding:
    """One finding. Its kind, severity and cure are those of its code in the catalogue."""

    code: str
    message: str
    remedy: str
    table: str = ""
    """Key of the table it is about, ``facts`` for the first sheet of a form, "" for a file."""
    row: int | None = None
    """Label of the row in that table's DataFrame."""
    column: str = ""
    """Key of the column, or name of the fact."""
    unit_code: str = ""
    to_unit: str = ""
    """What the unit itself is told to do, where that is not ``remedy``."""
    more_rows: tuple[int, ...] = ()
    """Other rows of the same column of which the same is to be said, in no finding of their own."""

    @property
    def severity(self) -> str:
        """``error``, ``warning`` or ``info``."""
        return FINDING_TYPES[self.code].severity

    @property
    def is_error(self) -> bool:
        """Whether it sends a form back to its unit."""
        return self.severity == "error"

    @property
    def is_ours(self) -> bool:
        """Whether it lies with the office's own files: no unit is told of it."""
        return FINDING_TYPES[self.code].is_ours


def finding(
    code: str,
    *,
    table: str = "",
    row: int | None = None,
    column: str = "",
    unit_code: str = "",
    **values: object,
) -> Finding:
    """Return a finding of kind ``code``; ``values`` fill in its texts."""
    kind = FINDING_TYPES[code]
    texts = {name: _shown(value) for name, value in values.items()}
    return Finding(
        code,
        kind.message.format_map(texts),
        kind.remedy.format_map(texts),
        table,
        row,
        column,
        unit_code,
        kind.to_unit.format_map(texts),
    )


def _shown(value: object) -> str:
    text = show(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def misread_finding(table: str, cell: Misread, not_of_type: str, unit_code: str = "") -> Finding:
    """Return the finding for a cell that does not hold what its column asks for.

    ``not_of_type`` is the code for a value of the wrong type: O02 for numbers, O06 for dates.
    """
    code = not_of_type
    if isinstance(cell.raw, ErrorCell):
        code = "O08"
    elif isinstance(cell.raw, Uncalculated):
        code = "O09"
    return finding(
        code,
        table=table,
        row=cell.row,
        column=cell.column,
        unit_code=unit_code,
        value=quoted(cell.raw),
    )
