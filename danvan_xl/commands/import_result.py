"""What became of the files of an import."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from danvan_xl.commands.findings_table import Located
from danvan_xl.returns.comparison import Difference

OUTCOMES = {
    "accepted": "phiếu nhập được",
    "returned": "phiếu trả lại",
    "duplicate": "phiếu trùng",
    "superseded": "phiếu cũ đã thay",
    "unreadable": "tệp không đọc được",
}
"""What may become of a file, under the names of the JSON contract, and as users read it."""


@dataclass(frozen=True)
class Entry:
    """What became of one file."""

    file: str
    unit: str = ""
    findings: tuple[Located, ...] = ()
    annotated: Path | None = None
    """The marked copy that goes back to the unit; of right forms that contradict each other, the
    workbook in which they stand side by side."""
    email: Path | None = None
    """A draft of the letter that goes with it."""

    def to_json(self) -> dict[str, Any]:
        """Return the entry as the JSON contract has it."""
        entry: dict[str, Any] = {"file": self.file}
        if self.unit:
            entry["unit"] = self.unit
        entry["findings"] = [item.to_json() for item in self.findings]
        if self.annotated:
            entry["annotated"] = str(self.annotated)
        if self.email:
            entry["email"] = str(self.email)
        return entry


@dataclass(frozen=True)
class Conflict:
    """Different right forms of one unit, of which a person must choose one."""

    unit: str
    files: tuple[str, ...]
    differences: tuple[Difference, ...]
    comparison: Path
    """Workbook in which they stand side by side."""

    def to_json(self) -> dict[str, Any]:
        """Return the conflict as the JSON contract has it."""
        return {
            "unit": self.unit,
            "files": list(self.files),
            "differences": [
                {"item": one.item, "values": list(one.values)} for one in self.differences
            ],
            "comparison": str(self.comparison),
        }


@dataclass
class ImportResult:
    """What became of every file of the folder."""

    accepted: list[Entry] = field(default_factory=list)
    returned: list[Entry] = field(default_factory=list)
    duplicate: list[Entry] = field(default_factory=list)
    superseded: list[Entry] = field(default_factory=list)
    unreadable: list[Entry] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    """What else the user should know."""

    def entries(self, outcome: str) -> list[Entry]:
        """Return the files with that ``outcome``, a key of ``OUTCOMES``."""
        entries: list[Entry] = getattr(self, outcome)
        return entries

    @property
    def forms(self) -> list[Entry]:
        """Return the files that are forms, whatever became of them."""
        return [*self.accepted, *self.returned, *self.duplicate, *self.superseded]

    @property
    def has_findings(self) -> bool:
        """Whether a person must do something about a file."""
        return bool(self.returned or self.unreadable)

    @property
    def summary(self) -> str:
        """Return the counts as users read them."""
        counts = ((len(self.entries(outcome)), words) for outcome, words in OUTCOMES.items())
        return ", ".join(f"{count} {words}" for count, words in counts if count)

    def to_json(self) -> dict[str, Any]:
        """Return the result as the JSON contract has it."""
        entries = {name: [entry.to_json() for entry in self.entries(name)] for name in OUTCOMES}
        conflicts = [conflict.to_json() for conflict in self.conflicts]
        return entries | {"conflicts": conflicts, "messages": self.messages}
