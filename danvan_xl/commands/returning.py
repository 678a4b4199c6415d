"""Gives forms back: marked copies and letters to units, different forms of a unit side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from danvan_xl.commands.blank_forms import BlankForms
from danvan_xl.commands.common import last_day, year_of
from danvan_xl.commands.findings_table import Located
from danvan_xl.commands.import_result import Conflict, Entry
from danvan_xl.errors import DanVanError
from danvan_xl.mail.drafts import good_addresses, write_draft
from danvan_xl.register import Register
from danvan_xl.returns.comparison import differences
from danvan_xl.returns.comparison_book import ComparedFile, write_comparison
from danvan_xl.returns.draft import ReturnedForm, return_draft
from danvan_xl.returns.marking import Anew, AsItIs, notes_of, write_marked
from danvan_xl.returns.notes import Note
from danvan_xl.returns.understood import as_understood
from danvan_xl.schema.tables import SUBMISSIONS, UNITS
from danvan_xl.schema.text import ascii_name
from danvan_xl.submissions.arrivals import WITHIN
from danvan_xl.submissions.decisions import Candidate
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.reading import ToRead, read_form
from danvan_xl.validation.form import CheckedForm
from danvan_xl.workers import Failure, Workers

RETURNED_FOLDER = "tra-lai"
"""Folder beside the master into which marked copies go."""

TO_CORRECT = "_can-sua"
"""Ends the name of a marked copy, so that it is told apart from the form that came back."""

COMPARED = "_so-sanh"
"""Ends the name of a workbook in which forms of a unit stand side by side."""

_OF_ANOTHER_ROUND = ("P02", "P03")
"""Findings after which a form's answers are not filled into a new one."""

_MARKED_AS_IT_IS = ("xlsx", "xlsm")
"""Kinds of files of which a copy can be marked; a form of another kind is filled in anew."""


@dataclass(frozen=True)
class ToReturn:
    """A form that goes back."""

    candidate: Candidate
    located: Sequence[Located]


class Returning:
    """Writes into one folder what goes back."""

    def __init__(
        self, register: Register, folder: Path, today: date, workers: Workers, limits: Limits
    ) -> None:
        self._register = register
        self._settings = register.settings()
        self._folder = folder
        self._today = today
        self._workers = workers
        self._limits = limits
        self._blank: BlankForms | None = None
        units = register.read(UNITS).drop_duplicates("code").set_index("code", drop=False)
        self._units: dict[Any, dict[Any, Any]] = units.to_dict("index")
        self.messages: list[str] = []
        """What else the user should know."""

    def give_back(self, forms: Sequence[ToReturn]) -> list[Entry]:
        """Write a marked copy of each form, and a draft of the letter to its unit.

        A copy that an earlier import made of the same file stays: the unit may be at work on it.
        """
        told = set(self._register.read(SUBMISSIONS)["returned_sha256"]) - {""}
        targets = self._targets([one.candidate for one in forms])
        pairs = list(zip(forms, targets, strict=True))
        kept = [target.exists() and one.candidate.form.sha256 in told for one, target in pairs]
        notes = self._mark([pair for pair, stays in zip(pairs, kept, strict=True) if not stays])
        return [self._entry(one, target, notes.get(target)) for one, target in pairs]

    def _targets(self, forms: Sequence[Candidate]) -> list[Path]:
        """Return where the copy of each form goes; two files of one name get two copies."""
        taken: set[str] = set()
        targets = []
        for candidate in forms:
            own = candidate.form.file.rpartition(WITHIN)[2]
            stem = Path(own).stem.removesuffix(TO_CORRECT)
            name, number = f"{stem}{TO_CORRECT}.xlsx", 1
            while name.casefold() in taken:
                number += 1
                name = f"{stem}_{number}{TO_CORRECT}.xlsx"
            taken.add(name.casefold())
            targets.append(self._folder / name)
        return targets

    def _mark(self, pairs: Sequence[tuple[ToReturn, Path]]) -> dict[Path, tuple[Note, ...]]:
        """Write the copies; what cannot be marked as it is, is filled in anew.

        Returns path → what the copy says, for those that could be written.
        """
        as_they_are = [pair for pair in pairs if pair[0].candidate.form.kind in _MARKED_AS_IT_IS]
        anew = [pair for pair in pairs if pair not in as_they_are]
        written = self._write(as_they_are, self._as_it_is)
        anew += [pair for pair in as_they_are if pair[1] not in written]
        written |= self._write(anew, self._anew)
        self.messages += [
            f"Không ghi được bản đánh dấu của «{one.candidate.form.file}»; lỗi của phiếu có ở "
            "trang Lỗi."
            for one, target in anew
            if target not in written
        ]
        return written

    def _write(
        self,
        pairs: Sequence[tuple[ToReturn, Path]],
        job: Callable[[ToReturn, Path], AsItIs | Anew],
    ) -> dict[Path, tuple[Note, ...]]:
        outcomes = self._workers.map(write_marked, [job(one, target) for one, target in pairs])
        return {
            target: outcome
            for (_, target), outcome in zip(pairs, outcomes, strict=True)
            if not isinstance(outcome, Failure)
        }

    def _as_it_is(self, one: ToReturn, target: Path) -> AsItIs:
        form = one.candidate.form
        findings = tuple(item.finding for item in one.located)
        notes = notes_of(findings, form.place)
        return AsItIs(one.candidate.path, form.file, findings, target, self._limits, notes)

    def _anew(self, one: ToReturn, target: Path) -> Anew:
        findings = tuple(item.finding for item in one.located)
        return Anew(
            one.candidate.path,
            one.candidate.form.file,
            findings,
            target,
            self._limits,
            self._blank_form(one.candidate.unit_code),
            keep_answers=not any(item.code in _OF_ANOTHER_ROUND for item in findings),
        )

    def _blank_form(self, unit: str) -> bytes:
        """Return the form of a unit to fill in anew; empty when it is not known which unit."""
        if unit not in self._units:
            return b""
        if self._blank is None:
            self._blank = BlankForms(self._register)
        return self._blank.form_of(unit, self._units[unit]["name"], self._units[unit]["kind"])

    def _entry(self, one: ToReturn, target: Path, notes: tuple[Note, ...] | None) -> Entry:
        """Return what became of a form; ``notes``: what its copy says, when it was made now."""
        copy = target if target.exists() else None
        letter = None
        if copy and notes is not None:
            letter = self._draft(one.candidate, copy, notes)
        elif copy and copy.with_suffix(".eml").exists():
            letter = copy.with_suffix(".eml")
        form = one.candidate.form
        return Entry(form.file, one.candidate.unit_code, tuple(one.located), copy, letter)

    def _draft(self, candidate: Candidate, copy: Path, notes: Sequence[Note]) -> Path | None:
        """Write the letter that goes with ``copy``; None when it has nobody to go to."""
        unit = self._units.get(candidate.unit_code)
        if unit is None or not good_addresses(unit["email"]):
            return None
        until = last_day(self._settings)
        returned = ReturnedForm(
            unit_name=unit["name"],
            unit_kind=unit["kind"],
            contact=unit["contact"],
            email=unit["email"],
            file=candidate.form.file,
            received=candidate.received,
            notes=notes,
            until=until if until >= self._today else None,
            marked=copy,
        )
        return write_draft(return_draft(returned, self._settings), copy)

    def compare(
        self, conflicts: Sequence[Sequence[Candidate]], checked: Mapping[str, CheckedForm]
    ) -> list[Conflict]:
        """Write, for each unit with forms that contradict each other, what they say differently.

        ``checked``: SHA-256 of a form → its typed values. Raises ``DanVanError`` when a file
        cannot be read again.
        """
        return [self._compared(forms, checked) for forms in conflicts]

    def _compared(
        self, candidates: Sequence[Candidate], checked: Mapping[str, CheckedForm]
    ) -> Conflict:
        jobs = [ToRead(one.path, one.form.file, self._limits) for one in candidates]
        forms = []
        for candidate, form in zip(candidates, self._workers.map(read_form, jobs), strict=True):
            if not isinstance(form, FormData) or form.sha256 != candidate.form.sha256:
                raise DanVanError(
                    f"Tệp «{candidate.form.file}» bị đổi trong lúc nhập. Nhập lại thư mục này."
                )
            typed = checked[form.sha256]
            frames = {"results": typed.results, "initiatives": typed.initiatives}
            forms.append(as_understood(form, typed.facts, frames))
        found = differences(forms)
        unit = candidates[0].unit_code
        name = self._units[unit]["name"]
        files = [
            ComparedFile(
                one.form.file,
                one.received,
                one.signed,
                checked[one.form.sha256].facts["document_number"],
            )
            for one in candidates
        ]
        target = self._folder / f"{ascii_name(unit)}_{ascii_name(name)}{COMPARED}.xlsx"
        write_comparison(name, year_of(self._settings), found, files, target)
        return Conflict(unit, tuple(one.form.file for one in candidates), tuple(found), target)
