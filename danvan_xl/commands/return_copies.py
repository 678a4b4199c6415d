"""The marked copies of forms that go back to their units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlwings as xw

from danvan_xl.commands.blank_forms import BlankForms
from danvan_xl.commands.findings_table import Located
from danvan_xl.findings import Finding
from danvan_xl.register import Register
from danvan_xl.returns.marking import (
    Anew,
    AsItIs,
    Marked,
    ToRecall,
    notes_of,
    recall_marked,
    write_marked,
)
from danvan_xl.returns.names import TO_CORRECT, returned_name
from danvan_xl.returns.new_form import (
    MADE_OVER,
    OTHER_VERSION,
    OTHER_YEAR,
    needs_new_form,
)
from danvan_xl.schema.tables import UNITS
from danvan_xl.submissions.candidates import Candidate
from danvan_xl.submissions.limits import Limits
from danvan_xl.workers import Failure, Workers

_MARKED_AS_IT_IS = ("xlsx", "xlsm")
"""Kinds of files of which a copy can be marked; a form of another kind is filled in anew."""


@dataclass(frozen=True)
class ToReturn:
    """A form that goes back."""

    candidate: Candidate
    located: Sequence[Located]
    year: int | None
    """The year that it is of, as far as it says."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with it."""
        return tuple(item.finding for item in self.located)

    @property
    def is_of_another_round(self) -> bool:
        """Whether its answers are none to this round's questions.

        A form of another year that was made over for this one has this one's answers when it was
        signed in this one.
        """
        codes = {item.code for item in self.findings}
        if OTHER_VERSION in codes or (OTHER_YEAR in codes and self.year is not None):
            return True
        made_over = (MADE_OVER, "period_year") in {(i.code, i.column) for i in self.findings}
        signed = self.candidate.signed
        return made_over and (signed is None or signed.year != self.year)

    @property
    def needs_new_form(self) -> bool:
        """Whether the unit could not put right a copy of the form itself."""
        return (
            self.is_of_another_round
            or needs_new_form(self.findings)
            or any(self._has_no_cell(item) for item in self.located)
        )

    def _has_no_cell(self, located: Located) -> bool:
        """Whether an error is about an answer that the file has no cell for."""
        item, form = located.finding, self.candidate.form
        if not item.is_error or not item.column:
            return False
        if item.table == "facts":
            return item.column not in form.fact_places
        table = form.tables.get(item.table)
        return table is not None and item.row is not None and item.column not in table.columns


_Copy = tuple[ToReturn, Path, bool]
"""A form, where its copy goes, and whether it is filled in anew."""


class ReturnCopies:
    """Writes marked copies into one folder, in processes of their own.

    The name of a copy tells of which very file it was made. One that an earlier import wrote stays
    as it is: the unit or the office may be at work on it.
    """

    def __init__(
        self,
        register: Register,
        folder: Path,
        workers: Workers,
        limits: Limits,
        previous: xw.Book | None,
    ) -> None:
        """``previous``: last year's master, from which new forms are filled in as well."""
        self._register = register
        self._folder = folder
        self._workers = workers
        self._limits = limits
        self._previous = previous
        self._blank: BlankForms | None = None
        units = register.read(UNITS)
        names = zip(units["name"], units["kind"], strict=True)
        self._units = dict(zip(units["code"], names, strict=True))
        self.messages: list[str] = []
        """What else the user should know."""

    def target(self, candidate: Candidate) -> Path:
        """Return where the copy of a form goes, or lies already."""
        form = candidate.form
        name = returned_name(candidate.unit_code, form.file, form.sha256, TO_CORRECT)
        return self._folder / f"{name}.xlsx"

    def write(self, pairs: Sequence[tuple[ToReturn, Path]]) -> dict[Path, Marked]:
        """Write the copies; where one way of making them fails, the other is tried.

        Returns path → what the copy says, for those that could be written.
        """
        starts = [(one, target, self._starts_anew(one)) for one, target in pairs]
        written, failed = self._write(starts)
        others = [
            (one, target, not anew)
            for one, target, anew in failed
            if not anew or one.candidate.form.kind in _MARKED_AS_IT_IS
        ]
        more, _ = self._write(others)
        written |= more
        self.messages += [
            f"Không ghi được bản đánh dấu của «{one.candidate.form.file}»; lỗi của phiếu có ở "
            "trang Lỗi."
            for one, target in pairs
            if target not in written
        ]
        return written

    def _starts_anew(self, one: ToReturn) -> bool:
        """Whether a form is best filled in anew."""
        if one.candidate.form.kind not in _MARKED_AS_IT_IS:
            return True
        return one.needs_new_form and one.candidate.unit_code in self._units

    def _write(self, copies: Sequence[_Copy]) -> tuple[dict[Path, Marked], list[_Copy]]:
        """Write copies; return what they say, and those that could not be written."""
        if not copies:
            return {}, []
        written, failed = {}, []
        jobs = (
            self._anew(one, target) if anew else self._as_it_is(one, target)
            for one, target, anew in copies
        )
        for copy, outcome in zip(copies, self._workers.map(write_marked, jobs), strict=True):
            if isinstance(outcome, Failure):
                failed.append(copy)
            else:
                written[copy[1]] = outcome
        return written, failed

    def _as_it_is(self, one: ToReturn, target: Path) -> AsItIs:
        form = one.candidate.form
        notes = notes_of(one.findings, form.place)
        return AsItIs(one.candidate.path, form.file, one.findings, target, self._limits, notes)

    def _anew(self, one: ToReturn, target: Path) -> Anew:
        return Anew(
            one.candidate.path,
            one.candidate.form.file,
            one.findings,
            target,
            self._limits,
            self._blank_form(one.candidate.unit_code),
            keep_answers=not one.is_of_another_round,
            is_broken=one.needs_new_form,
        )

    def _blank_form(self, unit: str) -> bytes:
        """Return the form of a unit to fill in anew; empty when it is not known which unit."""
        if unit not in self._units:
            return b""
        if self._blank is None:
            self._blank = BlankForms(self._register, self._previous)
        return self._blank.form_of(unit, *self._units[unit])

    def recall(self, copies: Sequence[Path]) -> dict[Path, Marked]:
        """Return what copies say that an earlier import wrote: path → what its list says."""
        if not copies:
            return {}
        jobs = [ToRecall(copy, self._limits) for copy in copies]
        outcomes = self._workers.map(recall_marked, jobs)
        return {
            copy: outcome
            for copy, outcome in zip(copies, outcomes, strict=True)
            if isinstance(outcome, Marked)
        }
