"""What the master remembers about forms of its year, those that count and those that do not."""

from __future__ import annotations

from datetime import date

from danvan_xl.commands.common import yearly
from danvan_xl.register import Register
from danvan_xl.schema.tables import SUBMISSIONS
from danvan_xl.submissions.candidates import Held
from danvan_xl.submissions.known import Outcome, ReadBefore, parse_known


class Memory:
    """What ``Báo cáo`` says of files that were read before."""

    def __init__(self, register: Register, year: int) -> None:
        frame = register.read(SUBMISSIONS)
        frame = yearly(frame, year)
        merged = frame[frame["sha256"] != ""]
        self.merged: dict[str, str] = dict(zip(merged["sha256"], merged["unit_code"], strict=True))
        """SHA-256 of a file whose form counts → its unit."""
        columns = ("unit_code", "file", "received", "document_date", "content")
        self.held: dict[str, Held] = {
            unit: Held(file, received, signed, content)
            for unit, file, received, signed, content in merged[list(columns)].itertuples(
                index=False
            )
            if received is not None
        }
        """Unit → its form that counts."""
        self._files: dict[str, tuple[str, ReadBefore]] = {}
        self._contents: dict[tuple[str, str], ReadBefore] = {}
        for unit, text in zip(frame["unit_code"], frame["known"], strict=True):
            for one in parse_known(text):
                self._files[one.sha256] = unit, one
                if one.content:
                    self._contents[unit, one.content] = one
        read = set(merged["unit_code"]) | {unit for unit, _ in self._contents}
        self._written = {
            unit: day
            for unit, day in zip(frame["unit_code"], frame["received"], strict=True)
            if day is not None and unit not in read
        }
        """Unit of which no right form was read → the day that an officer wrote."""

    def replaced(self, sha256: str, stated: date | None) -> str:
        """Return the unit of a file that another one replaced; "" where it is not so.

        A file that is ``stated`` to have come later than it did has come again.
        """
        unit, known = self._files.get(sha256, ("", None))
        return unit if known and _is_replaced(known, stated) else ""

    def says_what_was_replaced(self, unit: str, content: str, stated: date | None) -> bool:
        """Whether a right form says what a form said that another one replaced."""
        known = self._contents.get((unit, content))
        return known is not None and _is_replaced(known, stated)

    def first_day(self, sha256: str, unit: str, content: str) -> date | None:
        """Return the day on which a form came first; None when it was not read before.

        Of the first right form of a unit it is the day that an officer wrote.
        """
        held = self.held.get(unit)
        if held is not None and content and content == held.content:
            return held.received
        _, known = self._files.get(sha256, ("", None))
        known = known or self._contents.get((unit, content))
        if known is not None:
            return known.received
        return self._written.get(unit) if content else None


def _is_replaced(known: ReadBefore, stated: date | None) -> bool:
    return known.outcome is Outcome.REPLACED and (stated is None or stated <= known.received)
