"""One thing that ``doctor`` looked at, and all that such a look may need to know."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from danvan_xl.installation.machine import Machine

ASK_IT = "Đây là chính sách của cơ quan: nhờ bộ phận CNTT"

State = Literal["ok", "note", "warning", "error"]


@dataclass(frozen=True)
class Check:
    """What was found about one thing."""

    name: str
    """For programs; never changes."""
    title: str
    """For users."""
    state: State
    message: str
    remedy: str = ""
    """What to click or type; "" when there is nothing to do."""


@dataclass(frozen=True)
class Topic:
    """A thing to look at; makes its check in one of the four states."""

    name: str
    title: str

    def ok(self, message: str) -> Check:
        """All is well."""
        return Check(self.name, self.title, "ok", message)

    def note(self, message: str, remedy: str = "") -> Check:
        """Good to know; nothing has to be done."""
        return Check(self.name, self.title, "note", message, remedy)

    def warning(self, message: str, remedy: str) -> Check:
        """Works in part, or will fail some day."""
        return Check(self.name, self.title, "warning", message, remedy)

    def error(self, message: str, remedy: str) -> Check:
        """The add-in cannot work like this."""
        return Check(self.name, self.title, "error", message, remedy)


@dataclass(frozen=True)
class Situation:
    """What is examined."""

    machine: Machine
    built: Callable[[], bytes | None]
    """Gives the add-in as this version makes it, None when it cannot be made."""
    built_with: Callable[[bytes], str]
    """Gives the version of xlwings that an add-in was made from."""
    libreoffice: Callable[[], str | None]
    """Gives the path of LibreOffice, None when it is not installed."""
    book: str | None = None
    """Path or address of the workbook that the user works with."""

    @property
    def is_address(self) -> bool:
        """Whether the workbook is known by an address of the web only."""
        return bool(self.book and re.match(r"https?:[\\/]", self.book, re.IGNORECASE))

    @property
    def book_file(self) -> Path | None:
        """The workbook, when it is a file that can be looked at."""
        if self.book is None or self.is_address:
            return None
        path = Path(self.book)
        return path if path.is_file() else None


Look = Callable[[Situation], Check | None]
"""Looks at one thing; None where it has no meaning."""
