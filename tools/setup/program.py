"""The program folder: interpreter, compiled packages, and the list of all files with their hashes.

Built again on the same kind of system it comes out the same, file by file; a setup and an archive
only carry it.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from packaging.utils import parse_wheel_filename
from packaging.version import Version

from danvan_xl.installation.program import COMMAND, MANIFEST
from tools.setup import interpreter
from tools.setup.cuts import is_cut
from tools.setup.errors import SetupError
from tools.setup.handbook import write_handbook
from tools.setup.interpreter import PYTHON
from tools.setup.licences import write_licences
from tools.setup.running import run
from tools.setup.wheels import ROOT, Pin, pinned, sha256, unpack

SITE = "site"
WHEELS = "goi.txt"
"""The wheels inside, as pip reads them, with their hashes."""
HANDBOOK = "huong-dan"
_COMMAND = '@"%~dp0python.exe" -m danvan_xl %*\r\n'
_SEARCH_PATH = (f"python{PYTHON.digits}.zip", ".", SITE, rf"{SITE}\win32", rf"{SITE}\win32\lib")


def check_python() -> None:
    """Raise ``SetupError`` unless this Python makes bytecode for that in the setup."""
    if sys.version_info[:2] != tuple(map(int, PYTHON.minor.split("."))):
        raise SetupError(f"Bytecode for the setup is made by Python {PYTHON.minor}: run it there.")


def build_wheel(folder: Path) -> Path:
    """Return the wheel of this checkout, built into ``folder``."""
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation")
    run(*build, "--outdir", folder, ROOT)
    (wheel,) = folder.glob("danvan_xl-*.whl")
    return wheel


def version_of(wheel: Path) -> str:
    """Return the version that the name of a wheel tells."""
    return str(parse_wheel_filename(wheel.name)[1])


def lay_foundation(home: Path, python: bytes, wheels: Iterable[Path]) -> None:
    """Put into the new folder ``home`` all that the package stands on.

    ``python``: the archive of the interpreter, as ``interpreter.read`` returns it. ``wheels``:
    those that are listed, as ``gather`` returns them.
    """
    site = home / SITE
    interpreter.unpack(python, home)
    for wheel in wheels:
        unpack(wheel, site, home)
    for library in (site / "pywin32_system32").iterdir():
        shutil.move(library, home)
    _cut(site)
    _compile(home)
    lines = (*_SEARCH_PATH, "import site", "")
    _write(home / f"python{PYTHON.digits}._pth", "\n".join(lines))


def complete(home: Path, own_wheel: Path) -> None:
    """Put the package itself on its foundation, and the lists of what is in the folder."""
    unpack(own_wheel, home / SITE, home)
    _compile(home, "danvan_xl")
    _write(home / COMMAND, _COMMAND)
    version = version_of(own_wheel)
    pins = (*pinned(), Pin("danvan-xl", Version(version), sha256(own_wheel)))
    _write(home / WHEELS, "".join(sorted(f"{pin}\n" for pin in pins)))
    write_handbook(ROOT / "docs", home / HANDBOOK)
    write_licences(home / SITE, home / "LICENSE.txt", home / HANDBOOK)
    lines = [f"# danvan_xl {version}, Python {PYTHON.version}\n"]
    lines += [f"{sha256(home / path)}  {path}\n" for path in files_in(home)]
    _write(home / MANIFEST, "".join(lines))


def files_in(folder: Path) -> list[str]:
    """Return the path of every file below ``folder``, with /, in the same order everywhere."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _cut(site: Path) -> None:
    for path in files_in(site):
        if is_cut(path):
            (site / path).unlink()
    for folder, _, _ in os.walk(site, topdown=False):
        if not any(Path(folder).iterdir()):
            Path(folder).rmdir()


def _compile(home: Path, package: str = "") -> None:
    """Compile packages for good: never looked at again whether they are older than their source.

    In an order and with hashes that are the same in every run, as the bytecode shows both.
    """
    check_python()
    run(
        *(sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"),
        *("-s", home, home / SITE / package),
        env={"PYTHONHASHSEED": "0", "PYTHONPYCACHEPREFIX": "", "PYTHONOPTIMIZE": ""},
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="")
