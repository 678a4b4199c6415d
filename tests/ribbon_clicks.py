"""Clicks on buttons without Excel: the ribbon's functions with a bare file as the calling book."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import xlwings as xw

from danvan_xl.engines import Alert, listening


@dataclass
class Screen:
    """What the user saw, and what is answered to questions."""

    answer: str = "yes"
    alerts: list[Alert] = field(default_factory=list)
    statuses: list[str | None] = field(default_factory=list)

    @property
    def last(self) -> str:
        """The last message."""
        return self.alerts[-1].prompt

    @property
    def failed(self) -> bool:
        """Whether the last message says that something could not be done."""
        return self.alerts[-1].mode == "critical"

    def show(self, alert: Alert) -> str:
        self.alerts.append(alert)
        return self.answer if alert.buttons == "yes_no" else "ok"


@contextmanager
def calling(book: xw.Book, answer: str = "yes") -> Iterator[Screen]:
    """Let ``book`` be the one that buttons are clicked in; ``answer`` goes to every question."""
    screen = Screen(answer)
    before = getattr(xw.Book, "_mock_caller", None)
    book.set_mock_caller()
    try:
        with listening(screen.statuses.append, screen.show):
            yield screen
    finally:
        if before is None:
            del xw.Book._mock_caller
        else:
            before.set_mock_caller()
