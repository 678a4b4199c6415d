"""What reminders are about, in the words of letters, and the day on which they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from danvan_xl.schema.settings import Value
from danvan_xl.standing.deadlines import last_day_in_time
from danvan_xl.standing.obligations import Obligation
from danvan_xl.standing.working_days import WorkingCalendar


@dataclass(frozen=True)
class Occasion:
    """What all reminders that are made at once have in common."""

    obligation: Obligation
    settings: Mapping[str, Value]
    calendar: WorkingCalendar
    day: date

    @property
    def title(self) -> str:
        """Return what is owed, inside a sentence."""
        return _inside(self.obligation.title)

    @property
    def short(self) -> str:
        """Return what is owed, inside a sentence that comes after one with the whole title."""
        return "báo cáo" if self.obligation.is_yearly else _inside(self.obligation.name)

    @property
    def basis(self) -> str:
        """Return the document that asks for it, "" when none is known."""
        return _phrase(self.obligation.basis)

    @property
    def office(self) -> str:
        """Return the name of the office that reminds."""
        return str(self.settings["office.name"] or "")

    @property
    def unmoved_last_day(self) -> date:
        """Return the last day in time as the document has it, working day or not."""
        return last_day_in_time(self.obligation.deadline, strict=self.obligation.strict)

    def working_day_by(self, last_day: date) -> date:
        """Return the last working day up to ``last_day``; ``last_day`` when that is over."""
        working = self.calendar.until_day(last_day)
        return working if working >= self.day else last_day


def _inside(text: str) -> str:
    """Return ``text`` as it stands inside a sentence: ``đăng ký``, but ``UBND``."""
    phrase = _phrase(text)
    first = phrase.partition(" ")[0]
    return phrase if len(first) > 1 and first.isupper() else phrase[:1].lower() + phrase[1:]


def _phrase(text: str) -> str:
    """Return ``text`` on one line and without the sign that ends it."""
    return " ".join(text.split()).rstrip(" .,;")
