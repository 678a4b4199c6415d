"""``addin build``: the add-in, and a workbook with macros for offices that may install none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from danvan_xl.addin import ADDIN_NAME, MASTER_NAME, build_addin, xlwings_version
from danvan_xl.commands.new import macro_master_bytes
from danvan_xl.ooxml.saving import replace_file


@dataclass(frozen=True)
class BuildResult:
    """The files that were made."""

    files: tuple[Path, ...]
    xlwings: str
    """The version of xlwings that they are tied to."""

    @property
    def has_findings(self) -> bool:
        """Building leaves nothing for a person to decide."""
        return False

    @property
    def messages(self) -> tuple[str, ...]:
        """What the user should know."""
        return (f"Tệp chỉ chạy với xlwings {self.xlwings}, đúng bản đã cài ở đây.",)

    def to_json(self) -> dict[str, Any]:
        """Return the result as one JSON object."""
        return {"files": [str(path) for path in self.files], "xlwings": self.xlwings}


def build_addin_files(out: Path, year: int) -> BuildResult:
    """Write ``danvan_xl.xlam`` and ``DanVanKheo.xlsm``, an empty master for ``year``, into ``out``.

    They replace files of these names. The same sources, xlwings and year give the same bytes.
    Raises ``DanVanError`` when a file is in use, the unit catalogue does not cover the year, or
    the installed xlwings is not one that the add-in can be made from.
    """
    made = {
        ADDIN_NAME: build_addin(),
        MASTER_NAME: macro_master_bytes(year, date(year, 1, 1)),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        replace_file(out / name, data, expected=None)
    return BuildResult(tuple(out / name for name in made), xlwings_version())
