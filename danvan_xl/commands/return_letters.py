"""Letters that tell units what is wrong with what they sent: drafts, for a person to send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from danvan_xl.commands.common import last_day
from danvan_xl.mail.drafts import free_path, good_addresses, write_draft
from danvan_xl.ooxml.saving import replace_file
from danvan_xl.register import Register
from danvan_xl.returns.draft import ReturnedForm, return_draft, return_subject, return_text
from danvan_xl.returns.notes import Note
from danvan_xl.schema.tables import UNITS

_SUFFIXES = (".eml", ".txt")


class ReturnLetters:
    """Writes letters to the units of a master."""

    def __init__(self, register: Register, today: date) -> None:
        self._settings = register.settings()
        units = register.read(UNITS).drop_duplicates("code").set_index("code", drop=False)
        self.units: Mapping[Any, Mapping[Any, Any]] = units.to_dict("index")
        """Unit code → columns of ``tblUnits`` → values."""
        until = last_day(self._settings)
        self._until = until if until >= today else None

    def write(
        self,
        unit_code: str,
        file: str,
        received: date,
        notes: Sequence[Note],
        paper: Path,
        *,
        attached: bool,
    ) -> Path | None:
        """Write a letter about ``file`` beside ``paper``; None when nobody knows whose it is.

        It is a draft of an e-mail, with ``paper`` when it is to be ``attached``; only its text
        where the unit has no right address in the master. A letter that is there with other
        content stays, and the new one gets a number.
        """
        unit = self.units.get(unit_code)
        if unit is None:
            return None
        returned = ReturnedForm(
            unit_name=unit["name"],
            unit_kind=unit["kind"],
            contact=unit["contact"],
            email=unit["email"],
            file=file,
            received=received,
            notes=notes,
            until=self._until,
            marked=paper if attached else None,
        )
        if good_addresses(unit["email"]):
            return write_draft(return_draft(returned, self._settings), paper)
        text = f"{return_subject(returned, self._settings)}\n\n" + return_text(
            returned, self._settings
        )
        content = text.encode("utf-8-sig")  # Notepad of Windows 7 and 8 asks for the mark
        path = free_path(paper.with_suffix(".txt"), lambda there: there.read_bytes() == content)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, content, expected=None)
        return path

    @staticmethod
    def written(paper: Path) -> Path | None:
        """Return the letter that an earlier import wrote beside ``paper``."""
        return next(filter(Path.exists, map(paper.with_suffix, _SUFFIXES)), None)
