"""The one application under which files are open: its status line and message boxes."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import xlwings as xw

from danvan_xl import __version__
from danvan_xl.engines.books import Books
from danvan_xl.engines.refusal import NotOnFiles, OnFile

if TYPE_CHECKING:
    from danvan_xl.engines.engine import Engine

_DEFAULT_ANSWERS = {
    None: "ok",
    "ok": "ok",
    "ok_cancel": "ok",
    "yes_no": "yes",
    "yes_no_cancel": "yes",
}


@dataclass(frozen=True)
class Alert:
    """A message box that a command showed."""

    prompt: str
    title: str
    buttons: str
    """``ok``, ``ok_cancel``, ``yes_no`` or ``yes_no_cancel``."""
    mode: str | None
    """``info``, ``critical`` or none."""


class App(OnFile):
    """Stands for the program: open books, the status line and message boxes.

    ``on_status`` is called with each new text of the status line, ``None`` when it is cleared.
    ``on_alert`` is called with an :class:`Alert` and returns the button pressed: ``ok``,
    ``cancel``, ``yes`` or ``no``. Without it the answer is ``ok`` or ``yes``. All texts and
    alerts are remembered in ``statuses`` and ``alerts``.
    """

    __slots__ = (
        "_engine_before",
        "_status",
        "alerts",
        "books",
        "calculation",
        "display_alerts",
        "engine",
        "on_alert",
        "on_status",
        "screen_updating",
        "statuses",
    )

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.books = Books(self)
        self.screen_updating = True
        self.display_alerts = True
        self.calculation = "automatic"
        self.on_status: Callable[[str | None], None] | None = None
        self.on_alert: Callable[[Alert], str] | None = None
        self.statuses: list[str] = []
        self.alerts: list[Alert] = []
        self._status: str | None = None
        self._engine_before: list[xw.Engine | None] = []

    @property
    def pid(self) -> int:
        """The id of this process."""
        return os.getpid()

    @property
    def version(self) -> str:
        """The version of this package."""
        return __version__

    @property
    def visible(self) -> bool:
        """Never: there is no window."""
        return False

    @property
    def status_bar(self) -> str | bool:
        """The text of the status line; ``False`` when there is none, as in Excel."""
        return False if self._status is None else self._status

    @status_bar.setter
    def status_bar(self, value: str | bool | None) -> None:
        self._status = str(value) if value else None
        if self._status is not None:
            self.statuses.append(self._status)
        if self.on_status is not None:
            self.on_status(self._status)

    def alert(
        self,
        prompt: str | None,
        title: str | None = None,
        buttons: str | None = "ok",
        mode: str | None = None,
        callback: str | None = None,
    ) -> str:
        """Show a message and return the button that was pressed."""
        if callback is not None:
            raise NotOnFiles("App.alert with a callback")
        answer = _DEFAULT_ANSWERS[buttons]
        alert = Alert(prompt or "", title or "", buttons or "ok", mode)
        self.alerts.append(alert)
        return answer if self.on_alert is None else self.on_alert(alert)

    def activate(self, steal_focus: bool = False) -> None:
        """Let xlwings take this engine for the active one, which it checks right afterwards."""
        engines: Any = xw.engines
        if not self._engine_before:
            self._engine_before.append(engines.active)
        engines.active = xw.Engine(impl=self.engine)

    def give_back(self) -> None:
        """Let the engine that was active before be active again: Excel's, where there is one."""
        engines: Any = xw.engines
        if self._engine_before:
            engines.active = self._engine_before.pop()

    def quit(self) -> None:
        """Close all books without saving."""
        for book in list(self.books):
            book.close()
