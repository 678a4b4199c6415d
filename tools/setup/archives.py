"""What goes where setups are forbidden: the program folder in a .zip, and the wheels in another."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

from tools.setup.program import WHEELS, files_in

_FOLDER = "DanVanKheo"
_SCRIPTS = Path(__file__).with_name("scripts")
"""What is double-clicked in the unpacked folder."""
_UNIX = 3
"""The system that an archive names as its origin, whichever it was packed on."""
_MADE = (2026, 1, 1, 0, 0, 0)
"""The time of every file in an archive, so that the same content is the same archive."""


def pack_program(program: Path, version: str, folder: Path) -> Path:
    """Return the archive of the folder ``program`` with its scripts, written into ``folder``."""
    archive = folder / f"DanVanKheo-{version}.zip"
    files = {f"{_FOLDER}/{path}": program / path for path in files_in(program)}
    files |= {f"{_FOLDER}/{path}": _SCRIPTS / path for path in files_in(_SCRIPTS)}
    _pack(archive, files, zipfile.ZIP_DEFLATED)
    return archive


def pack_wheels(program: Path, wheels: Iterable[Path], version: str, folder: Path) -> Path:
    """Return the archive of ``wheels`` with the list of them that ``program`` has.

    It is for PCs that have a Python of their own: pip installs from it, and looks at the hashes.
    """
    archive = folder / f"DanVanKheo-{version}-goi.zip"
    files = {f"goi/{wheel.name}": wheel for wheel in wheels}
    _pack(archive, files | {f"goi/{WHEELS}": program / WHEELS}, zipfile.ZIP_STORED)
    return archive


def _pack(archive: Path, files: dict[str, Path], method: int) -> None:
    with zipfile.ZipFile(archive, "w", method) as package:
        for name, path in sorted(files.items()):
            member = zipfile.ZipInfo(name, _MADE)
            member.compress_type = method
            member.create_system, member.external_attr = _UNIX, 0o644 << 16
            with path.open("rb") as source, package.open(member, "w") as target:
                shutil.copyfileobj(source, target)
