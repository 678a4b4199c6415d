"""What was found in a file that makes it unfit to be taken, the worst of which is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote

from danvan_xl.findings import Finding, finding
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.safety.telling import shown

_WORST_FIRST = ("T12", "T14", "T13", "T11")


@dataclass
class Dangers:
    """Collects; :meth:`settle` says what comes of it."""

    has_macros: bool = False
    """Macros are told, not refused: nothing here ever runs or keeps them."""
    _targets: dict[str, str] = field(default_factory=dict)

    def add(self, code: str, target: str = "") -> None:
        """Note a danger of the catalogue, T11…T14; ``target`` is what the file reaches for."""
        self._targets.setdefault(code, shown(unquote(target).strip()) or "không rõ")

    def settle(self) -> tuple[Finding, ...]:
        """Return what is to be told though the file is read. Raises :class:`Unreadable`."""
        for code in _WORST_FIRST:
            if code in self._targets:
                raise Unreadable(code, target=self._targets[code])
        return (finding("T16"),) if self.has_macros else ()
