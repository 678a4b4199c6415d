"""Gives forms back to units: marked copies, and the letters that go with them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePath

import xlwings as xw

from danvan_xl.commands.common import year_of, yearly
from danvan_xl.commands.comparing import COMPARED
from danvan_xl.commands.findings_table import Located
from danvan_xl.commands.import_result import Conflict, Entry, ImportResult
from danvan_xl.commands.return_copies import ReturnCopies, ToReturn
from danvan_xl.commands.return_letters import ReturnLetters
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.returns.marking import Marked, notes_of
from danvan_xl.returns.names import TO_SEND_AGAIN, returned_name
from danvan_xl.returns.notes import note_of, with_counts
from danvan_xl.returns.question import SentForm
from danvan_xl.schema.tables import SUBMISSIONS
from danvan_xl.submissions.arrivals import Arrival, letter_of
from danvan_xl.submissions.candidates import Candidate
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.safety import lone_file
from danvan_xl.workers import Workers

RETURNED_FOLDER = "tra-lai"
"""Folder beside the master into which marked copies go."""

_NO_WORKBOOK = "T06"
_DOCUMENTS = (".pdf", ".doc", ".docx", ".rtf", ".odt")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".heic", ".webp")
"""Names of what is the signed report rather than a form, when the form came too."""


class Returning:
    """Writes into one folder what goes back, each thing once for the very file it is about."""

    def __init__(
        self,
        register: Register,
        folder: Path,
        today: date,
        otherwise: date,
        workers: Workers,
        limits: Limits,
        previous: xw.Book | None = None,
    ) -> None:
        """``otherwise``: the day on which files were received that do not say it.

        ``previous``: last year's master, from which new forms are filled in as well.
        """
        self._register = register
        self._folder = folder
        self._otherwise = otherwise
        self._limits = limits
        self._copies = ReturnCopies(register, folder, workers, limits, previous)
        self._letters = ReturnLetters(register, today)

    @property
    def messages(self) -> list[str]:
        """What else the user should know."""
        return self._copies.messages

    def give_back(self, forms: Sequence[ToReturn]) -> list[Entry]:
        """Write a marked copy of each form, and a draft of the letter to its unit."""
        pairs = [(one, self._copies.target(one.candidate)) for one in forms]
        there = [pair for pair in pairs if pair[1].exists()]
        told = self._copies.write([pair for pair in pairs if pair not in there])
        told |= self._copies.recall(
            [copy for one, copy in there if self._letters.is_due(one.candidate.unit_code, copy)]
        )
        return [self._entry(one, copy, told.get(copy)) for one, copy in pairs]

    def _entry(self, one: ToReturn, target: Path, told: Marked | None) -> Entry:
        """Return what became of a form; ``told``: what its copy says, as far as that is known."""
        unit, form = one.candidate.unit_code, one.candidate.form
        attached = target.exists()
        notes = notes_of(one.findings, form.place)
        told = replace(told, notes=with_counts(told.notes, notes)) if told else Marked(notes)
        letter = self._letters.write(
            unit, form.file, one.candidate.received, told, target, attached=attached
        )
        return Entry(form.file, unit, tuple(one.located), target if attached else None, letter)

    def ask(
        self, forms: Sequence[Candidate], warned: Sequence[Sequence[Located]], conflict: Conflict
    ) -> list[Entry]:
        """Write one letter to a unit that asks which of its right forms counts.

        ``warned``: what is told of each form; ``conflict``: the forms side by side.
        """
        unit = conflict.unit
        digest = hashlib.sha256("".join(sorted(one.form.sha256 for one in forms)).encode())
        stem = conflict.comparison.stem.removesuffix(COMPARED)
        name = returned_name(unit, f"{stem}.xlsx", digest.hexdigest(), COMPARED)
        sent = [SentForm(one.form.file, one.received, one.signed) for one in forms]
        paper = conflict.comparison.with_name(f"{name}.xlsx")
        letter = self._letters.ask(unit, sent, conflict.comparison, paper)
        return [
            Entry(one.form.file, unit, tuple(located), conflict.comparison, letter)
            for one, located in zip(forms, warned, strict=True)
        ]

    def answer(
        self, result: ImportResult, arrivals: Mapping[str, Arrival]
    ) -> tuple[list[Entry], list[str]]:
        """Write a letter about each file that could not be read, where its unit is known.

        ``arrivals``: name of a file → the file, but for letters that brought nothing. Return the
        entries, and the names of files that are no forms and need not be: what a unit sent beside
        its form, or in one letter with it, as a scan or a document is its signed report.
        """
        reported = self._reported() | {entry.unit for entry in result.accepted}
        letters = {letter_of(entry.file) for entry in result.forms} - {""}
        entries, besides = [], []
        for entry in result.unreadable:
            came_with_form = entry.unit in reported or letter_of(entry.file) in letters
            if came_with_form and _is_paper(entry):
                besides.append(entry.file)
            else:
                letter = self._ask_again(entry, arrivals.get(entry.file))
                entries.append(replace(entry, email=letter))
        return entries, besides

    def _ask_again(self, entry: Entry, arrival: Arrival | None) -> Path | None:
        name = returned_name(entry.unit, entry.file, self._digest(entry, arrival), TO_SEND_AGAIN)
        told = Marked(tuple(note_of(item.finding) for item in entry.findings))
        day = arrival.received if arrival else None
        return self._letters.write(
            entry.unit,
            entry.file,
            day or self._otherwise,
            told,
            self._folder / f"{name}.txt",
            attached=False,
        )

    def _digest(self, entry: Entry, arrival: Arrival | None) -> str:
        """Return a digest of a file, of what is known of it when its content may not be read."""
        said = "\n".join([entry.file, *(item.finding.code for item in entry.findings)])
        content = said.encode("utf-8", "surrogatepass")
        if arrival is not None:
            with suppress(Unreadable):
                content = lone_file(arrival.path, arrival.path.parent, self._limits)
        return hashlib.sha256(content).hexdigest()

    def _reported(self) -> set[str]:
        """Return the codes of units whose forms are in the master."""
        there = yearly(self._register.read(SUBMISSIONS), year_of(self._register.settings()))
        return set(there["unit_code"][there["sha256"] != ""])


def refuse_returned(folder: Path, *outs: Path) -> None:
    """Raise ``DanVanError`` when ``folder`` is one of ``outs``, into which forms go back.

    What lies there are copies and letters of the office itself.
    """
    if any(out.exists() and folder.exists() and folder.samefile(out) for out in outs):
        raise DanVanError(
            f"Thư mục «{folder.name}» là nơi ghi bản trả lại cho đơn vị. Chép phiếu đơn vị gửi về "
            "vào thư mục khác rồi nhập thư mục đó."
        )


def _is_paper(entry: Entry) -> bool:
    codes = {item.finding.code for item in entry.findings}
    return codes == {_NO_WORKBOOK} and PurePath(entry.file).suffix.lower() in (
        *_DOCUMENTS,
        *_PICTURES,
    )
