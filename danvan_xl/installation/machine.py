"""What installation and examination need to know of the machine they run on, in one object."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import ntpath
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from danvan_xl.installation.environment import mend_environment
from danvan_xl.installation.program import is_from_setup
from danvan_xl.installation.registry import NoRegistry, Registry, WindowsRegistry
from danvan_xl.userdata import data_folder

WINDOWS, MACOS = "win32", "darwin"


@dataclass(frozen=True)
class Machine:
    """A PC with one of its users; tests plant others."""

    system: str
    """As ``sys.platform``."""
    home: Path
    environment: Mapping[str, str]
    data: Path
    """Folder of log, snapshots and locks."""
    interpreter: Path
    """The Python program that is to run the commands."""
    python: tuple[int, int]
    bits: int
    """Of that Python: 64 or 32."""
    xlwings: str
    """Version of the installed xlwings; "" when it is missing."""
    xlwings_folder: Path
    registry: Registry
    code_page: str
    """Codec of the 8-bit code page in which VBA reads files and names them."""
    console_page: str
    """Codec of the code page of programs in a console, in which Windows may hand out variables."""
    short_path: Callable[[str], str | None]
    """The 8.3 path of an existing file, None where the disk keeps none."""
    is_remote: Callable[[str], bool]
    """Whether a path is on another computer."""
    has_module: Callable[[str], bool]
    """Whether Python finds a module of this name."""

    @property
    def has_excel(self) -> bool:
        """Whether Excel exists for this system."""
        return self.system in (WINDOWS, MACOS)

    @property
    def setup_folder(self) -> Path | None:
        """The program folder that the setup made and in which this Python is, None for others."""
        folder = self.interpreter.parent
        return folder if is_from_setup(folder) else None

    def expanded(self, text: str) -> str:
        """Return ``text`` with ``%NAME%`` replaced; an unknown name stays, as Windows does it."""
        upper = {name.upper(): value for name, value in self.environment.items()}
        return re.sub(r"%([^%]+)%", lambda m: upper.get(m[1].upper(), m[0]), text)

    def folder(self, variable: str) -> Path | None:
        """Return the folder that an environment variable names."""
        value = self.environment.get(variable)
        return Path(value) if value else None

    def onedrive_above(self, path: str | Path) -> Path | None:
        """Return the folder of OneDrive in which ``path`` is, None when it is in none."""
        for variable in ("OneDriveCommercial", "OneDriveConsumer", "OneDrive"):
            folder = self.folder(variable)
            if folder and is_below(path, folder):
                return folder
        return None


def same_path(one: str | Path, other: str | Path) -> bool:
    """Return whether two paths name one file as Windows compares them."""
    return _normal(one) == _normal(other)


def is_below(path: str | Path, folder: str | Path) -> bool:
    """Return whether ``path`` is ``folder`` or in it, however deep, as Windows compares them."""
    return (_normal(path) + "\\").startswith(_normal(folder).rstrip("\\") + "\\")


def _normal(path: str | Path) -> str:
    return ntpath.normcase(ntpath.normpath(str(path)))


def this_machine() -> Machine:
    """Return the machine that runs this; variables of this process are mended before."""
    mend_environment()
    on_windows = sys.platform == WINDOWS
    package = importlib.util.find_spec("xlwings")
    return Machine(
        system=sys.platform,
        home=Path.home(),
        environment=os.environ,
        data=data_folder(),
        interpreter=_console(Path(sys.executable)),
        python=(sys.version_info.major, sys.version_info.minor),
        bits=64 if sys.maxsize > 2**32 else 32,
        xlwings=_version("xlwings"),
        xlwings_folder=Path(package.origin).parent if package and package.origin else Path(),
        registry=WindowsRegistry() if on_windows else NoRegistry(),
        code_page="mbcs" if on_windows else "ascii",
        console_page="oem" if on_windows else "ascii",
        short_path=_short_path,
        is_remote=_is_remote,
        has_module=lambda name: importlib.util.find_spec(name) is not None,
    )


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _console(interpreter: Path) -> Path:
    """Return python.exe for a pythonw.exe, which has no output that VBA could wait for."""
    if interpreter.name.lower() == "pythonw.exe":
        beside = interpreter.with_name("python.exe")
        return beside if beside.is_file() else interpreter
    return interpreter


def _short_path(path: str) -> str | None:
    if sys.platform != "win32":
        return None
    import ctypes

    ask = ctypes.windll.kernel32.GetShortPathNameW
    length = ask(path, None, 0)
    if not length:
        return None
    buffer = ctypes.create_unicode_buffer(length)
    return buffer.value if ask(path, buffer, length) else None


_REMOTE_DRIVE = 4
"""What Windows answers for a drive letter that stands for a folder of another computer."""


def _is_remote(path: str) -> bool:
    drive, _ = ntpath.splitdrive(path)
    if drive.startswith(("\\\\", "//")):
        return True
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE)
