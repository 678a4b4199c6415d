"""The Windows wheels that the setup holds: exact versions with the hashes of their files.

``wheels.txt`` lists them in the form of pip's requirements. Nothing that has another hash than it
says gets into a setup.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import InvalidVersion, Version

from tools.setup.errors import SetupError
from tools.setup.interpreter import PYTHON
from tools.setup.running import run

ROOT = Path(__file__).parents[2]
PINS = Path(__file__).with_name("wheels.txt")
_HEADER = """\
# The Windows wheels in the setup: exact versions and the SHA-256 of each file.
# Made anew by python -m tools.setup pin; nothing here is typed by hand.
"""
_HELD_BACK = {"numpy": "2.1.3"}
"""Distribution → its version. Wine 8, on which every build is tested, has no
``ucrtbase.crealf``, which later versions of numpy need; what is shipped is what was tested."""
_WINDOWS = "win_amd64"
_PLATFORMS = (_WINDOWS, "any")
_FOR_WINDOWS = (
    "--only-binary=:all:",
    f"--platform={_WINDOWS}",
    f"--python-version={PYTHON.minor}",
    "--implementation=cp",
)
_SCRIPTS, _DATA = "scripts", "data"
"""Parts of a wheel that do not belong among the packages."""


@dataclass(frozen=True)
class Pin:
    """One line of the list."""

    name: str
    """As normalized by PEP 503."""
    version: Version
    sha256: str

    def __str__(self) -> str:
        """Return the line as pip reads it."""
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}"


def pinned() -> list[Pin]:
    """Return the list. Raises ``SetupError`` for a line that is not of its form."""
    lines = PINS.read_text("utf-8").splitlines()
    return [_pin(line) for line in lines if line and not line.startswith("#")]


def _pin(line: str) -> Pin:
    try:
        found = re.fullmatch(r"([a-z0-9-]+)==(\S+) --hash=sha256:([0-9a-f]{64})", line)
        if found:
            return Pin(found[1], Version(found[2]), found[3])
    except InvalidVersion:
        pass
    raise SetupError(f"{PINS.name}: «{line}» is not NAME==VERSION --hash=sha256:DIGEST.")


def gather(folder: Path, pins: Iterable[Pin]) -> list[Path]:
    """Return the wheel of every pin in ``folder``; what is not there yet is downloaded into it.

    Raises ``SetupError`` when a wheel has another hash than its pin, or cannot be had.
    """
    pins = list(pins)
    folder.mkdir(parents=True, exist_ok=True)
    missing = [pin for pin in pins if pin not in _found(folder, pins)]
    if missing:
        _download(missing, folder)
    found = _found(folder, pins)
    if lacking := [pin.name for pin in pins if pin not in found]:
        raise SetupError(f"No wheel for Windows was found of {', '.join(lacking)}.")
    return [found[pin] for pin in pins]


def _found(folder: Path, pins: Iterable[Pin]) -> Mapping[Pin, Path]:
    """Return the wheels of ``pins`` that lie in ``folder``, each looked at."""
    wanted = {(pin.name, pin.version): pin for pin in pins}
    found = {}
    for wheel in sorted(folder.glob("*.whl")):
        try:
            name, version, _, tags = parse_wheel_filename(wheel.name)
        except InvalidWheelFilename:  # so none of ours
            continue
        is_ours = any(tag.platform in _PLATFORMS for tag in tags)
        if is_ours and (pin := wanted.get((name, version))):
            digest = sha256(wheel)
            if digest != pin.sha256:
                raise SetupError(
                    f"{wheel} is not the file that was listed: its SHA-256 is {digest}, "
                    f"{PINS.name} says {pin.sha256}. Delete it, find out where it came from."
                )
            found[pin] = wheel
    return found


def _download(pins: Iterable[Pin], folder: Path) -> None:
    with tempfile.TemporaryDirectory() as work:
        requirements = Path(work, "requirements.txt")
        requirements.write_text("\n".join(map(str, pins)), "utf-8")
        _pip("download", "--no-deps", "--require-hashes", "-r", requirements, "-d", folder)


def unpack(wheel: Path, site: Path, home: Path) -> None:
    """Unpack ``wheel`` into ``site``, and what it wants beside the interpreter into ``home``.

    Programs for a console are left out: they would need a place of their own on the search path.
    """
    with zipfile.ZipFile(wheel) as package:
        for name in package.namelist():
            target = _target(name, site, home)
            if target and not name.endswith("/"):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(package.read(name))


def _target(name: str, site: Path, home: Path) -> Path | None:
    first, _, rest = name.partition("/")
    base, path = site, name
    if first.endswith(".data"):
        kind, _, path = rest.partition("/")
        if kind == _SCRIPTS:
            return None
        base = home if kind == _DATA else site
    target = base / path
    if not target.resolve().is_relative_to(base.resolve()):
        raise SetupError(f"A wheel wants to write outside its folder: «{name}».")
    return target


def sha256(path: Path) -> str:
    """Return the digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# The list made anew


def renew() -> list[Pin]:
    """Write the list anew with the newest versions that the project allows, and return it.

    uv resolves for Windows wherever it runs; pip would judge by this system.
    """
    with tempfile.TemporaryDirectory() as work:
        held = Path(work, "constraints.txt")
        held.write_text("\n".join(f"{n}=={v}" for n, v in _HELD_BACK.items()), "utf-8")
        resolved = Path(work, "resolved.txt")
        run(
            sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate",
            "--python-platform=x86_64-pc-windows-msvc", f"--python-version={PYTHON.minor}",
            "--only-binary=:all:", "--extra=outlook", "--constraint", held,
            "--output-file", resolved, ROOT / "pyproject.toml",
        )  # fmt: skip
        _pip("download", "--no-deps", "-r", resolved, "-d", work)
        wheels = {_name(wheel): wheel for wheel in Path(work).glob("*.whl")}
        required = map(Requirement, resolved.read_text("utf-8").split())
        names = sorted(canonicalize_name(requirement.name) for requirement in required)
        pins = [Pin(n, parse_wheel_filename(wheels[n].name)[1], sha256(wheels[n])) for n in names]
    PINS.write_text(_HEADER + "".join(f"{pin}\n" for pin in pins), "utf-8", newline="\n")
    return pins


def _name(wheel: Path) -> str:
    return parse_wheel_filename(wheel.name)[0]


def _pip(command: str, *arguments: str | Path) -> None:
    run(sys.executable, "-m", "pip", command, "--quiet", *_FOR_WINDOWS, *arguments)
