"""On which day a form came: as stated, as remembered, else the day given for the whole folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from danvan_xl.commands.memory import Memory
from danvan_xl.schema.text import vn_date
from danvan_xl.submissions.candidates import Candidate


class FormDays:
    """The days of the forms of one folder."""

    def __init__(self, memory: Memory, otherwise: date) -> None:
        """``otherwise``: the day of forms of which nobody says when they came."""
        self._memory = memory
        self._otherwise = otherwise
        self._guessed: set[str] = set()
        """SHA-256 of those forms."""
        self.messages: list[str] = []
        """Where a form that the master has is said to have come on another day."""

    def first(self, sha256: str, unit: str, content: str, stated: Sequence[date | None]) -> date:
        """Return the day on which a form came first.

        ``stated``: what is said of each file with these bytes; None where nothing is.
        """
        if not any(stated):
            self._guessed.add(sha256)
        day = self._memory.first_day(sha256, unit, content) or self._otherwise
        return min(one or day for one in stated)

    def agreed(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Return forms, those of unknown day with that of one that says the same."""
        forms = [*candidates]
        known: dict[tuple[str, str], date] = {}
        for one in forms:
            if one.content and one.form.sha256 not in self._guessed:
                key = one.unit_code, one.content
                known[key] = min(one.received, known.get(key, one.received))
        return [
            replace(one, received=known.get((one.unit_code, one.content), one.received))
            if one.form.sha256 in self._guessed
            else one
            for one in forms
        ]

    def tell(self, name: str, unit: str, stated: date | None) -> None:
        """Keep what is to be said of a file whose form the master has, from another day."""
        held = self._memory.held.get(unit)
        if held is None or stated is None or stated == held.received:
            return
        if stated < held.received or name == held.file:
            self.messages.append(
                f"Đơn vị {unit}: phiếu «{name}» đã có trong sổ với ngày nhận "
                f"{vn_date(held.received)}, nay ghi nhận ngày {vn_date(stated)}. Nếu ngày này mới "
                "đúng, sửa cột Ngày nhận ở trang Báo cáo."
            )
