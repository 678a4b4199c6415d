"""``doctor`` ("Trợ giúp"): looks whether everything that a button needs is in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from danvan_xl.commands.addin import comparable
from danvan_xl.errors import DanVanError
from danvan_xl.installation.checks import examine
from danvan_xl.installation.checks.check import Check, Situation, State
from danvan_xl.installation.machine import Machine, this_machine

STATES: dict[State, str] = {
    "ok": "Tốt",
    "note": "Lưu ý",
    "warning": "Cảnh báo",
    "error": "Lỗi",
}


@dataclass(frozen=True)
class DoctorResult:
    """What was found."""

    checks: tuple[Check, ...]

    @property
    def errors(self) -> int:
        """How many things keep the add-in from working."""
        return self._count("error")

    @property
    def warnings(self) -> int:
        """How many things work in part only."""
        return self._count("warning")

    @property
    def has_findings(self) -> bool:
        """Whether something has to be put right."""
        return bool(self.errors or self.warnings)

    @property
    def summary(self) -> str:
        """What was found, in short."""
        if not self.has_findings:
            return f"{len(self.checks)} mục đều ổn"
        return f"{self.errors} lỗi, {self.warnings} cảnh báo trong {len(self.checks)} mục"

    @property
    def to_do(self) -> tuple[Check, ...]:
        """What has to be put right, the gravest first."""
        wrong = [check for check in self.checks if check.state in ("error", "warning")]
        return tuple(sorted(wrong, key=lambda check: check.state != "error"))

    def to_json(self) -> dict[str, Any]:
        """Return every check, and how many errors and warnings there are."""
        return {
            "checks": [
                {
                    "name": check.name,
                    "title": check.title,
                    "state": check.state,
                    "message": check.message,
                    "remedy": check.remedy,
                }
                for check in self.checks
            ],
            "errors": self.errors,
            "warnings": self.warnings,
        }

    def _count(self, state: State) -> int:
        return sum(check.state == state for check in self.checks)


def doctor(book_path: Path | str | None = None, *, machine: Machine | None = None) -> DoctorResult:
    """Look at the installation, and at the place of the workbook when one is given.

    ``book_path`` is a path, or the address under which Excel has a workbook of OneDrive open.
    Nothing is changed.
    """
    machine = machine or this_machine()
    situation = Situation(
        machine=machine,
        built=lambda: _built(machine),
        built_with=_built_with,
        libreoffice=_libreoffice,
        book=None if book_path is None else str(book_path),
    )
    if situation.book_file:
        situation = replace(situation, book=str(situation.book_file.absolute()))
    return DoctorResult(examine(situation))


def _built(machine: Machine) -> bytes | None:
    """Return the add-in as this version makes it, None when parts of xlwings are missing."""
    try:
        return comparable(machine)
    except (DanVanError, OSError):
        return None


def _libreoffice() -> str | None:
    from danvan_xl.reports.pdf import find_office

    return find_office()


def _built_with(data: bytes) -> str:
    from danvan_xl.addin import built_with

    return built_with(data)
