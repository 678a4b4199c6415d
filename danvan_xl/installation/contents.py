"""What an add-in or a workbook is, by looking inside."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path

from danvan_xl.installation.places import SETTINGS

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
_ADDIN_TYPE = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
_OWN_TABLE = b'"tblSettings"'


def is_ours(data: bytes) -> bool:
    """Return whether ``data`` is an add-in with this program's ribbon.

    A workbook with the same macros is none: Excel would open it for the user to work in.
    """
    parts = _parts(data)
    return _ADDIN_TYPE in parts.get("[Content_Types].xml", b"") and _has_ribbon(parts)


def has_our_ribbon(data: bytes) -> bool:
    """Return whether ``data`` is an add-in or a workbook with this program's ribbon."""
    return _has_ribbon(_parts(data))


def _has_ribbon(parts: Mapping[str, bytes]) -> bool:
    return any(
        b"dvk_" in content
        for name, content in parts.items()
        if name.lower().startswith("customui/")
    )


def is_register(data: bytes) -> bool:
    """Return whether ``data`` looks like a workbook that the commands work on."""
    return any(_OWN_TABLE in content for content in _parts(data, "xl/tables/").values())


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


def settings_in(addin: bytes) -> dict[str, str]:
    """Return the settings that an add-in holds itself, as VBA reads them: keys in upper case.

    Nothing when it has no such sheet or is broken.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(addin))
        if SETTINGS not in book.sheet_names:
            return {}
        rows = book.get_sheet_by_name(SETTINGS).to_python()
    except CalamineError:
        return {}
    filled = takewhile(lambda row: row and row[0] != "", rows)
    return {str(key).upper(): str(value) for key, value, *_ in filled}


def has_macros(book: Path) -> bool:
    """Return whether a workbook is of the format with macros, which may be open in Excel."""
    return book.suffix.lower() == ".xlsm"


def _parts(data: bytes, start: str = "") -> dict[str, bytes]:
    """Return the parts whose names start so, by name; nothing when ``data`` is no sound package."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name for name in package.namelist() if name.startswith(start)]
            return {name: package.read(name) for name in names}
    except _BROKEN:
        return {}
