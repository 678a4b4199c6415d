"""What an import writes on ``Lỗi``, and what it takes away there."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from danvan_xl.commands.findings_table import rows_of
from danvan_xl.commands.import_result import Entry, ImportResult
from danvan_xl.register import Register
from danvan_xl.schema.findings import FINDING_TYPES
from danvan_xl.schema.lists import SEVERITIES
from danvan_xl.schema.tables import FINDINGS, UNITS
from danvan_xl.validation.last_year import FOUND_WITH_LAST_YEAR


def write_findings(register: Register, result: ImportResult) -> None:
    """Bring the findings about files on ``Lỗi`` in line with what was read now.

    Of a form that counts only those are kept that ``validate`` does not find in the master again.
    """
    units = register.read(UNITS)
    names = dict(zip(units["code"], units["name"], strict=True))
    waiting = [*result.returned, *result.unreadable]
    located = [item for entry in waiting for item in entry.findings]
    located += [
        item
        for entry in result.accepted
        for item in entry.findings
        if FINDING_TYPES[item.finding.code].place in ("file", "form", "cell")
        or item.finding.code in FOUND_WITH_LAST_YEAR
    ]
    old, settled = register.read(FINDINGS), _Settled(result)
    columns = ["file", "unit_code", "severity", "code"]
    within = [settled.covers(*row) for row in old[columns].itertuples(index=False)]
    register.merge(FINDINGS, rows_of(located, names), pd.Series(within, old.index, dtype=bool))


class _Settled:
    """Which rows of before say what is told anew, or is cured."""

    def __init__(self, result: ImportResult) -> None:
        read = [*result.returned, *result.unreadable, *result.accepted, *result.superseded]
        self._read = _keys(read)
        self._files = {entry.file for entry in read}
        self._known = _keys(result.duplicate)
        self._accepted = {entry.unit for entry in result.accepted}

    def covers(self, file: str, unit: str, severity: str, code: str) -> bool:
        """Whether a row goes; those of the master itself stay, but for figures replaced now."""
        if not file:
            return unit in self._accepted and code in FOUND_WITH_LAST_YEAR
        is_read = (file, unit) in self._read or (file in self._files and not unit)
        # The form that counts is read again under its name: it can have warnings only.
        is_cured = (file, unit) in self._known and severity == SEVERITIES["error"]
        return is_read or is_cured or unit in self._accepted


def _keys(entries: Iterable[Entry]) -> set[tuple[str, str]]:
    return {(entry.file, entry.unit) for entry in entries}
