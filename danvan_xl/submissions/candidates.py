"""Forms between which it is decided: those that came in, and those that the master holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvan_xl.submissions.form_data import FormData

When = tuple[date, date]
"""Day on which a form was received, then that on which it was signed: what orders forms."""


@dataclass(frozen=True)
class Candidate:
    """A form that could be read and was checked."""

    path: Path
    form: FormData
    unit_code: str
    """"" when the form does not say which unit it is of."""
    is_right: bool
    """Whether it has no error."""
    received: date
    signed: date | None = None
    """Day on which the unit signed its report; None when the form does not say."""
    content: str = ""
    """Hash of what a right form says: equal when another program saved the same again."""

    @property
    def when(self) -> When:
        """Return what orders the forms of a unit; one that is not signed is older."""
        return self.received, self.signed or date.min


@dataclass(frozen=True)
class Held:
    """The form of a unit that is in the master."""

    file: str
    received: date
    signed: date | None = None
    content: str = ""
    is_wanted: bool = False
    """Whether a person named it as the one that counts."""

    @property
    def when(self) -> When:
        """Return what orders the forms of a unit."""
        return self.received, self.signed or date.min
