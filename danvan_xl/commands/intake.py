"""Reads and checks returned files, but for those whose content the master knows already."""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from danvan_xl.commands.common import Progress
from danvan_xl.commands.expected import expected_of
from danvan_xl.commands.findings_table import Located, in_form
from danvan_xl.commands.form_days import FormDays
from danvan_xl.commands.import_result import Entry, ImportResult
from danvan_xl.commands.memory import Memory
from danvan_xl.errors import DanVanError
from danvan_xl.findings import Finding, finding
from danvan_xl.register import Register
from danvan_xl.schema.columns import Table
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.submissions.arrivals import Arrival, own_name
from danvan_xl.submissions.candidates import Candidate
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.identity import unit_of_name
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.preferences import Preference
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.reading import Rejected, ToRead, read_form
from danvan_xl.submissions.safety import lone_file
from danvan_xl.validation.content import content_of
from danvan_xl.validation.form import CheckedForm, check_form
from danvan_xl.validation.last_year import LastYear
from danvan_xl.workers import Failure, Workers

_COMMON = {
    RESULTS.key: ("indicator", "text", "unit"),
    INITIATIVES.key: tuple(column.key for column in INITIATIVES.form_columns if column.choices),
}
"""Table → columns in which the forms say the same."""

_A_ROUND = 3
"""So many forms of another year are no slip of a unit: the wrong workbook or folder was taken."""


class Intake:
    """Reads and checks files, but for those whose content the master knows already."""

    def __init__(
        self,
        register: Register,
        limits: Limits,
        last_year: LastYear | None,
        prefer: Preference | None,
        otherwise: date,
    ) -> None:
        """``prefer``: which of several forms of a unit counts.

        ``otherwise``: the day on which files were received that do not say it.
        """
        self.expected = expected_of(register, last_year)
        self._prefer = prefer
        self._limits = limits
        self._memory = Memory(register, self.expected.year)
        self._days = FormDays(self._memory, otherwise)
        self.held = self._memory.held
        self.result = ImportResult()
        self.candidates: list[Candidate] = []
        self.checked: dict[str, CheckedForm] = {}
        """SHA-256 of a form → its typed values."""

    def take(self, arrivals: Sequence[Arrival], workers: Workers, progress: Progress) -> None:
        """Read and check ``arrivals``."""
        copies: dict[str, list[Arrival]] = defaultdict(list)
        for arrival in arrivals:
            try:
                data = lone_file(arrival.path, arrival.path.parent, self._limits)
            except Unreadable as problem:
                self.reject(arrival.name, problem.finding)
                continue
            sha = hashlib.sha256(data).hexdigest()
            is_wanted = self._is_wanted(arrival.name)
            if unit := self._memory.merged.get(sha):
                self._take_again(arrival, unit, is_wanted=is_wanted)
            elif not is_wanted and (unit := self._memory.replaced(sha, arrival.received)):
                self.result.superseded.append(Entry(arrival.name, unit))
            else:
                copies[sha].insert(0 if is_wanted else len(copies[sha]), arrival)
        jobs = [ToRead(alike[0].path, alike[0].name, self._limits) for alike in copies.values()]
        outcomes = workers.map(read_form, jobs)
        for number, (alike, outcome) in enumerate(zip(copies.values(), outcomes, strict=True)):
            progress(number, len(jobs), alike[0].name)
            if isinstance(outcome, FormData):
                self._take_form(outcome, alike)
            else:
                for arrival in alike:
                    self.reject(arrival.name, _why(outcome, self._limits))
        progress(len(jobs), len(jobs), "")
        self.candidates = self._days.agreed(self.candidates)
        self.result.messages += self._days.messages

    def _is_wanted(self, name: str) -> bool:
        return self._prefer is not None and self._prefer.names(name)

    def _take_again(self, arrival: Arrival, unit: str, *, is_wanted: bool) -> None:
        """Say that the master has a form already."""
        self.result.duplicate.append(Entry(arrival.name, unit))
        held = self.held.get(unit)
        if held is not None and is_wanted:
            self.held[unit] = replace(held, is_wanted=True)
        self._days.tell(arrival.name, unit, arrival.received)

    def _take_form(self, form: FormData, alike: Sequence[Arrival]) -> None:
        checked = check_form(form, self.expected)
        content = ""
        if checked.is_right:
            frames = {RESULTS.key: checked.results, INITIATIVES.key: checked.initiatives}
            content = content_of(checked.facts, frames)
        needed = slice(None if checked.is_right else 0)  # what a wrong form says is not merged
        checked = replace(
            checked,
            results=_small(checked.results.iloc[needed], RESULTS),
            initiatives=_small(checked.initiatives.iloc[needed], INITIATIVES),
        )
        self.checked[form.sha256] = checked
        unit, names = checked.unit_code, [one.name for one in alike]
        self.result.duplicate += [Entry(name, unit) for name in names[1:]]
        days = [one.received for one in alike]
        stated = min(filter(None, days), default=None)
        held = self.held.get(unit)
        is_new = content != (held.content if held else "") or not content
        if (
            is_new
            and not self._is_wanted(names[0])
            and self._memory.says_what_was_replaced(unit, content, stated)
        ):
            self.result.superseded.append(Entry(names[0], unit))
            return
        if not is_new:
            self._days.tell(names[0], unit, stated)
        self.candidates.append(
            Candidate(
                alike[0].path,
                form.without_cells(),
                unit,
                checked.is_right,
                self._days.first(form.sha256, unit, content, days),
                _signed(checked),
                content,
            )
        )

    def reject(self, name: str, problem: Finding) -> None:
        """Say that a file cannot be read, and why."""
        unit = unit_of_name(own_name(name), self.expected.known)
        located = Located(replace(problem, unit_code=unit), file=name)
        self.result.unreadable.append(Entry(name, unit, (located,)))

    def located(self, candidate: Candidate) -> list[Located]:
        """Return what is wrong with a form, with places."""
        return in_form(candidate.form, self.checked[candidate.form.sha256].findings)

    def refuse_other_year(self) -> None:
        """Raise ``DanVanError`` when all forms, and not only a few, are of another year."""
        years = {self.checked[one.form.sha256].identity.year for one in self.candidates}
        is_known = self.result.duplicate or self.result.superseded
        if is_known or len(self.candidates) < _A_ROUND or years & {None, self.expected.year}:
            return
        others = ", ".join(str(year) for year in sorted(filter(None, years)))
        raise DanVanError(
            f"Các phiếu trong thư mục là của năm {others}, còn sổ này là của năm "
            f"{self.expected.year}. Mở đúng sổ của năm {others} rồi nhập lại."
        )


def _small(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return ``frame``, which waits with a thousand others until it is merged, as small as it gets.

    A copy leaves behind what pandas keeps of every column that was looked at; words that all forms
    have are in memory once.
    """
    words = {column: [*map(sys.intern, frame[column])] for column in _COMMON[table.key]}
    return frame.assign(**words).copy()


def _signed(checked: CheckedForm) -> date | None:
    """Return the day of signing, unless it is what is wrong."""
    is_wrong = any(
        item.is_error and (item.table, item.column) == ("facts", "document_date")
        for item in checked.findings
    )
    return None if is_wrong else checked.facts["document_date"]


def _why(outcome: Rejected | Failure, limits: Limits) -> Finding:
    """Return what is told of a file that could not be read."""
    if isinstance(outcome, Rejected):
        return outcome.finding
    if outcome.reason == "time":
        return finding("T08", seconds=limits.seconds)
    if outcome.reason == "memory":
        return finding("T09", reason="cần quá nhiều bộ nhớ")
    return finding("T09", reason="tệp làm chương trình đọc gặp sự cố")
