"""The setup itself: ``setup.nsi`` compiled by NSIS around a program folder."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path, PurePosixPath

from packaging.version import Version

from danvan_xl.desktop import PAGE
from danvan_xl.installation.program import SETUP, UNINSTALLER
from tools.setup.errors import SetupError
from tools.setup.program import files_in
from tools.setup.running import run

_SCRIPT = Path(__file__).with_name("setup.nsi")
_TARGET = "" if sys.platform == "win32" else "amd64-unicode"
"""NSIS for Windows only brings 32-bit stubs, which run everywhere; Debian's has both, and a Wine
of 64 bits alone can run the other."""
MOST = 90_000_000
"""Bytes that fit an attachment, an old USB stick and patience."""


def build_setup(program: Path, version: str, folder: Path, *, fast: bool = False) -> Path:
    """Return the setup of the folder ``program``, written into ``folder``.

    ``fast``: packed in a hurry, for tests. Raises ``SetupError`` without NSIS, and when it is
    larger than a setup should be.
    """
    setup = folder / SETUP
    paths = files_in(program)
    with tempfile.TemporaryDirectory() as work:
        scripts = {
            "FILES_IN": _installing(program, paths),
            "FILES_OUT": _removing(paths),
            "FOLDERS_OUT": _clearing(paths),
        }
        for name, lines in scripts.items():
            Path(work, name).write_text("\n".join(lines), "utf-8")
        defined: dict[str, str | Path] = {
            "VERSION": version,
            "NUMBERS": ".".join(map(str, [*Version(version).release, 0, 0, 0][:4])),
            "TARGET": _TARGET,
            "OUTPUT": setup.absolute(),
            "UNINSTALLER": UNINSTALLER,
            "PAGE_NAME": PAGE,
            "HERE": _SCRIPT.parent,
            **{name: Path(work, name) for name in scripts},
        }
        if fast:
            defined["FAST"] = "yes"
        run(
            *(compiler(), "-V2", "-WX", "-INPUTCHARSET", "UTF8"),
            *(f"-D{name}={value}" for name, value in defined.items()),
            _SCRIPT,
            env={"NSISDIR": str(_composed(Path(work, "nsis")))},
        )
    if not fast and setup.stat().st_size > MOST:
        raise SetupError(f"{setup} has {setup.stat().st_size:,} bytes; {MOST:,} are allowed.")
    return setup


def compiler() -> str:
    """Return the program of NSIS. Raises ``SetupError`` when it is not installed."""
    found = shutil.which("makensis")
    if not found:
        raise SetupError(
            "makensis is not installed: Debian's package nsis, or nsis.sourceforge.io."
        )
    return found


def _composed(folder: Path) -> Path:
    """Return a copy of what NSIS brings along whose Vietnamese has one code for each letter.

    It writes marks as letters of their own, which many a font puts beside the letter below them.
    """
    found = re.search(r"\bNSISDIR=([^,\r\n]+)", run(compiler(), "-HDRINFO"))
    if not found:
        raise SetupError(f"{compiler()} -HDRINFO does not tell where NSIS keeps its files.")
    shutil.copytree(found[1], folder)
    for file in (folder / "Contrib" / "Language files").glob("Vietnamese.*"):
        text = unicodedata.normalize("NFC", file.read_text("utf-8-sig"))
        file.write_text(text, "utf-8-sig", newline="")
    return folder


def _installing(program: Path, paths: Iterable[str]) -> Iterator[str]:
    for folder, group in groupby(paths, _folder):
        yield f'SetOutPath "$INSTDIR\\{_windows(folder)}"'
        yield from (f'File "{program / path}"' for path in group)


def _removing(paths: Iterable[str]) -> Iterator[str]:
    """Give lines that delete what was installed and nothing else."""
    yield from (f'Delete "$INSTDIR\\{_windows(path)}"' for path in paths)


def _clearing(paths: Iterable[str]) -> Iterator[str]:
    """Give lines that delete the folders of it, the inner ones first, when they are empty."""
    folders = {str(parent) for path in paths for parent in PurePosixPath(path).parents} - {"."}
    yield from (f'RMDir "$INSTDIR\\{_windows(folder)}"' for folder in sorted(folders, reverse=True))


def _folder(path: str) -> str:
    folder = str(PurePosixPath(path).parent)
    return "" if folder == "." else folder


def _windows(path: str) -> str:
    """Return a path as NSIS reads it at run time, when $ begins a variable."""
    return path.replace("/", "\\").replace("$", "$$")
