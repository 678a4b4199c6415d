"""Gives forms back to units: marked copies, and the letters that go with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from danvan_xl.commands.blank_forms import BlankForms
from danvan_xl.commands.findings_table import Located
from danvan_xl.commands.import_result import Entry
from danvan_xl.commands.return_letters import ReturnLetters
from danvan_xl.register import Register
from danvan_xl.returns.marking import Anew, AsItIs, notes_of, write_marked
from danvan_xl.returns.notes import Note, note_of
from danvan_xl.schema.tables import SUBMISSIONS
from danvan_xl.submissions.arrivals import WITHIN
from danvan_xl.submissions.decisions import Candidate
from danvan_xl.submissions.limits import Limits
from danvan_xl.workers import Failure, Workers

RETURNED_FOLDER = "tra-lai"
"""Folder beside the master into which marked copies go."""

TO_CORRECT = "_can-sua"
"""Ends the name of a marked copy, so that it is told apart from the form that came back."""

TO_SEND_AGAIN = "_gui-lai"
"""Ends the name of a letter about a file that could not be read."""

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
        self._folder = folder
        self._today = today
        self._workers = workers
        self._limits = limits
        self._blank: BlankForms | None = None
        self._letters = ReturnLetters(register, today)
        self.messages: list[str] = []
        """What else the user should know."""

    def give_back(self, forms: Sequence[ToReturn]) -> list[Entry]:
        """Write a marked copy of each form, and a draft of the letter to its unit.

        A copy that an earlier import made of the same file stays: the unit may be at work on it.
        """
        told = set(self._register.read(SUBMISSIONS)["returned_sha256"]) - {""}
        targets = self._targets([one.candidate for one in forms])
        pairs = list(zip(forms, targets, strict=True))
        kept = {
            target for one, target in pairs if target.exists() and one.candidate.form.sha256 in told
        }
        written = self._mark([pair for pair in pairs if pair[1] not in kept])
        return [
            self._kept(one, target) if target in kept else self._new(one, target, written)
            for one, target in pairs
        ]

    def _targets(self, forms: Sequence[Candidate]) -> list[Path]:
        """Return where the copy of each form goes; two files of one name get two copies."""
        taken: set[str] = set()
        targets = []
        for candidate in forms:
            stem = _stem(candidate.form.file)
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
        known = self._letters.units.get(unit)
        if known is None:
            return b""
        if self._blank is None:
            self._blank = BlankForms(self._register)
        return self._blank.form_of(unit, known["name"], known["kind"])

    def _kept(self, one: ToReturn, copy: Path) -> Entry:
        """Return what became of a form whose copy an earlier import made."""
        form = one.candidate.form
        letter = self._letters.written(copy)
        return Entry(form.file, one.candidate.unit_code, tuple(one.located), copy, letter)

    def _new(self, one: ToReturn, target: Path, written: Mapping[Path, tuple[Note, ...]]) -> Entry:
        """Return what became of a form; ``written``: path of a copy → what it says."""
        unit, form = one.candidate.unit_code, one.candidate.form
        notes = written.get(target)
        told = notes or notes_of((item.finding for item in one.located), form.place)
        letter = self._letters.write(
            unit, form.file, one.candidate.received, told, target, attached=notes is not None
        )
        copy = target if notes is not None else None
        return Entry(form.file, unit, tuple(one.located), copy, letter)

    def answer(self, unreadable: Sequence[Entry], received: Mapping[str, date]) -> list[Entry]:
        """Write a letter about each file that could not be read, where its unit is known.

        ``received``: name of a file → the day it came in, for those that are files of their own.
        """
        answered = []
        for entry in unreadable:
            paper = self._folder / f"{_stem(entry.file)}{TO_SEND_AGAIN}.txt"
            notes = tuple(note_of(item.finding) for item in entry.findings)
            day = received.get(entry.file, self._today)
            letter = self._letters.write(entry.unit, entry.file, day, notes, paper, attached=False)
            answered.append(replace(entry, email=letter))
        return answered


def _stem(file: str) -> str:
    """Return the name of a file, without letter and suffix, for that of what goes back."""
    return Path(file.rpartition(WITHIN)[2]).stem.removesuffix(TO_CORRECT)
