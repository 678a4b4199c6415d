"""What an add-in or a workbook is, by looking inside."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

_BROKEN = (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)


def is_ours(data: bytes) -> bool:
    """Return whether ``data`` is an add-in with this program's ribbon."""
    return any(
        b"dvk_" in content
        for name, content in _parts(data).items()
        if name.lower().startswith("customui/")
    )


def is_same(one: bytes, other: bytes) -> bool:
    """Return whether two add-ins hold the same, however they are packed."""
    return one == other or (bool(parts := _parts(one)) and parts == _parts(other))


def is_signed(file: Path | bytes) -> bool:
    """Return whether the macros of a file carry a digital signature; False when unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file) as package:
            return any("vbaprojectsignature" in name.lower() for name in package.namelist())
    except _BROKEN:
        return False


def has_macros(book: Path) -> bool:
    """Return whether a workbook is of the format with macros, which may be open in Excel."""
    return book.suffix.lower() == ".xlsm"


def _parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name; nothing when it is none or broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {name: package.read(name) for name in package.namelist()}
    except _BROKEN:
        return {}
