"""The interpreter in the setup: the embeddable CPython for Windows as python.org publishes it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tools.setup.errors import SetupError


@dataclass(frozen=True)
class Python:
    """One published archive of the embeddable CPython."""

    version: str
    sha256: str
    """Of the archive whose MD5 stands on the page of the release at python.org."""

    @property
    def minor(self) -> str:
        """The version that decides which wheels and which bytecode fit, such as ``3.11``."""
        return self.version.rpartition(".")[0]

    @property
    def digits(self) -> str:
        """The same in names of files: ``311``."""
        return self.minor.replace(".", "")

    @property
    def archive(self) -> str:
        """What the file is called at python.org."""
        return f"python-{self.version}-embed-amd64.zip"


PYTHON = Python(
    version="3.11.9",
    sha256="009d6bf7e3b2ddca3d784fa09f90fe54336d5b60f0e0f305c37f400bf83cfd3b",
)
"""The last 3.11 that python.org publishes for Windows, and the last that runs on Wine 8 whole."""

_NOT_NEEDED = ("python.cat",)
"""A catalogue of signatures of files that a full installation has."""


def read(archive: Path) -> bytes:
    """Return the content of ``archive``. Raises ``SetupError`` unless it is the published one."""
    if not archive.is_file():
        raise SetupError(
            f"There is no file {archive}: download {PYTHON.archive} from the page of Python "
            f"{PYTHON.version} at python.org (Windows embeddable package, 64-bit)."
        )
    content = archive.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != PYTHON.sha256:
        raise SetupError(
            f"{archive} is not {PYTHON.archive} as published: its SHA-256 is {digest}, not "
            f"{PYTHON.sha256}. Download it anew from python.org."
        )
    return content


def unpack(archive: bytes, home: Path) -> None:
    """Unpack the interpreter into ``home``.

    The file that says where packages are found is left out; it belongs to the program.
    """
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        for name in files.namelist():
            if name not in _NOT_NEEDED and not name.endswith("._pth"):
                files.extract(name, home)
