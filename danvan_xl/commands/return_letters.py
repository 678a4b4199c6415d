"""Letters that tell units what is wrong with what they sent: drafts, for a person to send."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from danvan_xl.commands.common import last_day
from danvan_xl.mail.drafts import good_addresses, write_draft
from danvan_xl.ooxml.saving import replace_file
from danvan_xl.register import Register
from danvan_xl.returns.draft import ReturnedForm, return_draft, return_subject, return_text
from danvan_xl.returns.marking import Marked
from danvan_xl.returns.question import (
    Question,
    SentForm,
    question_draft,
    question_subject,
    question_text,
)
from danvan_xl.schema.tables import UNITS

_DRAFT, _TEXT = ".eml", ".txt"


class ReturnLetters:
    """Writes letters to the units of a master, about each file one.

    A letter is a draft of an e-mail, or only its text where the unit has no right address in the
    master. One that an earlier import wrote stays as it is: a person may be at work on it, or have
    sent it. Only a text gets its draft once there is an address.
    """

    def __init__(self, register: Register, today: date) -> None:
        self._settings = register.settings()
        units = register.read(UNITS).drop_duplicates("code").set_index("code", drop=False)
        self._units: Mapping[Any, Mapping[Any, Any]] = units.to_dict("index")
        until = last_day(register)
        self._until = until if until >= today else None

    def is_due(self, unit_code: str, paper: Path) -> bool:
        """Whether there is no letter beside ``paper`` yet, or only a text that can be a draft."""
        return unit_code in self._units and self._written(unit_code, paper) is None

    def _written(self, unit_code: str, paper: Path) -> Path | None:
        """Return the letter that is there; None when one is due."""
        draft, text = paper.with_suffix(_DRAFT), paper.with_suffix(_TEXT)
        if draft.exists():
            return draft
        return text if text.exists() and not self._has_address(unit_code) else None

    def write(
        self,
        unit_code: str,
        file: str,
        received: date,
        told: Marked,
        paper: Path,
        *,
        attached: bool,
    ) -> Path | None:
        """Return the letter about ``file`` beside ``paper``.

        ``told``: what is wrong with it; ``paper`` goes with the letter when it is ``attached``.
        None when nobody knows whose it is, or all that is wrong lies with the office.
        """
        unit = self._units.get(unit_code)
        if unit is None or (told.notes and all(n.is_ours for n in told.notes)):
            return None
        returned = ReturnedForm(
            **_addressee(unit),
            file=file,
            received=received,
            notes=told.notes,
            until=self._until,
            marked=paper if attached else None,
            remark=told.remark if attached else "",
        )
        settings = self._settings
        return self._written(unit_code, paper) or self._write(
            unit_code,
            paper,
            lambda: return_draft(returned, settings),
            lambda: f"{return_subject(returned, settings)}\n\n{return_text(returned, settings)}",
        )

    def ask(
        self, unit_code: str, forms: Sequence[SentForm], comparison: Path, paper: Path
    ) -> Path | None:
        """Return the letter beside ``paper`` that asks which of different ``forms`` counts.

        ``comparison`` goes with it. None when the unit is not in the master.
        """
        unit = self._units.get(unit_code)
        if unit is None:
            return None
        question = Question(
            **_addressee(unit), forms=forms, until=self._until, comparison=comparison
        )
        settings = self._settings
        return self._written(unit_code, paper) or self._write(
            unit_code,
            paper,
            lambda: question_draft(question, settings),
            lambda: f"{question_subject(settings)}\n\n{question_text(question, settings)}",
        )

    def _write(
        self,
        unit_code: str,
        paper: Path,
        draft: Callable[[], EmailMessage],
        text: Callable[[], str],
    ) -> Path:
        if self._has_address(unit_code):
            return write_draft(draft(), paper)
        path = paper.with_suffix(_TEXT)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Notepad of Windows 7 and 8 asks for the mark.
        replace_file(path, text().encode("utf-8-sig"), expected=None)
        return path

    def _has_address(self, unit_code: str) -> bool:
        unit = self._units.get(unit_code)
        return unit is not None and bool(good_addresses(unit["email"]))


def _addressee(unit: Mapping[Any, Any]) -> dict[str, str]:
    return {
        "unit_name": unit["name"],
        "unit_kind": unit["kind"],
        "contact": unit["contact"],
        "email": unit["email"],
    }
