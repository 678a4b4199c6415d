"""Made-up machines: a whole PC in a folder, its registry a dictionary."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from danvan_xl.installation.checks.check import Check, Look, Situation
from danvan_xl.installation.machine import MACOS, WINDOWS, Machine
from danvan_xl.installation.program import MANIFEST, UNINSTALLER
from danvan_xl.installation.registry import NoRegistry

XLWINGS = "0.37.8"
ADDIN_TYPE = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"


@dataclass
class FakeRegistry:
    """A registry in memory; names in any case, as in Windows."""

    keys: dict[str, dict[str, object]] = field(default_factory=dict)

    def put(self, key: str, name: str, value: object) -> None:
        self.keys.setdefault(key.lower(), {})[name.lower()] = value

    def values(self, key: str) -> Mapping[str, object]:
        return self.keys.get(key.lower(), {})

    def subkeys(self, key: str) -> Sequence[str]:
        start = key.lower() + "\\"
        return sorted({k[len(start) :].split("\\")[0] for k in self.keys if k.startswith(start)})


@dataclass
class PC:
    """A machine and what a test changes on it."""

    machine: Machine
    registry: FakeRegistry
    root: Path

    def situation(self, *, built: bytes | None = None, book: str | None = None) -> Situation:
        return Situation(
            machine=self.machine,
            built=lambda: addin_bytes() if built is None else built,
            built_with=lambda data: XLWINGS,
            libreoffice=lambda: None,
            book=book,
        )

    def look(self, look: Look, book: Path | str | None = None) -> Check:
        check = look(self.situation(book=None if book is None else str(book)))
        assert check is not None
        return check

    def tree(self) -> dict[str, bytes | None]:
        """Every folder (None) and file of the machine with its content."""
        return {
            str(path.relative_to(self.root)): path.read_bytes() if path.is_file() else None
            for path in self.root.rglob("*")
        }


def package(parts: Mapping[str, bytes], packing: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def addin_bytes(macros: bytes = b"macros", *, signed: bool = False) -> bytes:
    """A file that has of the add-in what an installation looks at."""
    parts = {
        "[Content_Types].xml": b'<Override ContentType="%s"/>' % ADDIN_TYPE,
        "customUI/customUI14.xml": b'<button id="dvk_new"/>',
        "xl/vbaProject.bin": macros,
    }
    if signed:
        parts["xl/vbaProjectSignature.bin"] = b"signature"
    return package(parts)


def program_bytes(bits: int) -> bytes:
    """The head of a Windows program of 32 or 64 bits."""
    mark = {32: 0x014C, 64: 0x8664}[bits]
    return (
        b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x80) + b"\0" * 64 + b"PE\0\0"
    ) + struct.pack("<H", mark)


def file(path: Path, content: bytes = b"") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def windows(
    root: Path,
    *,
    python: str = "venv",
    user: str = "an",
    code_page: str = "cp1252",
    excel: int = 64,
    libraries: Sequence[int] = (32, 64),
    short: Callable[[str], str | None] = lambda path: None,
) -> PC:
    """A PC with Office and a Python environment in which this program is installed."""
    home = root / "Users" / user
    for folder in ("AppData/Roaming/Microsoft/Excel", "AppData/Local"):
        (home / folder).mkdir(parents=True)
    environment = root / python
    interpreter = file(environment / "Scripts" / "python.exe")
    for bits in libraries:
        file(environment / f"xlwings{bits}-{XLWINGS}.dll")
    xlwings = environment / "Lib" / "site-packages" / "xlwings"
    file(xlwings / "addin" / "xlwings.xlam", b"add-in of xlwings")
    registry = FakeRegistry()
    office = root / "Office16"
    for name in ("excel", "winword", "outlook"):
        path = file(office / f"{name}.exe", program_bytes(excel))
        paths = r"HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths"
        registry.put(rf"{paths}\{name}.exe", "", f'"{path}"')
    registry.put(r"HKLM\Software\Microsoft\Office\16.0\Excel\InstallRoot", "Path", str(office))
    machine = Machine(
        system=WINDOWS,
        home=home,
        environment={
            "USERPROFILE": str(home),
            "APPDATA": str(home / "AppData" / "Roaming"),
            "LOCALAPPDATA": str(home / "AppData" / "Local"),
            "TEMP": str(home / "AppData" / "Local" / "Temp"),
        },
        data=home / "AppData" / "Local" / "danvan_xl",
        interpreter=interpreter,
        python=(3, 11),
        bits=64,
        xlwings=XLWINGS,
        xlwings_folder=xlwings,
        registry=registry,
        code_page=code_page,
        console_page=code_page,
        short_path=short,
        is_remote=lambda path: path.startswith("\\\\"),
        has_module=lambda name: True,
    )
    return PC(machine, registry, root)


def set_up(pc: PC, files: Mapping[str, bytes], *, installed: bool = True) -> Path:
    """Make the Python of a PC a program from the setup with these files; return its folder."""
    folder = pc.machine.interpreter.parent
    for name, content in files.items():
        file(folder / name, content)
    file(folder / MANIFEST, manifest(files))
    if installed:
        file(folder / UNINSTALLER)
    return folder


def manifest(files: Mapping[str, bytes]) -> bytes:
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in files.items()]
    return "\n".join(["# danvan_xl 0.4.0, Python 3.11.9", *lines, ""]).encode()


def mac(root: Path, *, user: str = "an") -> PC:
    """A Mac with Excel."""
    home = root / "Users" / user
    (home / "Library" / "Containers" / "com.microsoft.Excel" / "Data").mkdir(parents=True)
    (home / "Library" / "Application Support").mkdir()
    (home / "Applications" / "Microsoft Excel.app").mkdir(parents=True)
    xlwings = root / "venv" / "lib" / "xlwings"
    file(xlwings / f"xlwings-{XLWINGS}.applescript", b"on VbaHandler(ParameterString)")
    machine = Machine(
        system=MACOS,
        home=home,
        environment={},
        data=home / "Library" / "Application Support" / "danvan_xl",
        interpreter=file(root / "venv" / "bin" / "python3"),
        python=(3, 12),
        bits=64,
        xlwings=XLWINGS,
        xlwings_folder=xlwings,
        registry=NoRegistry(),
        code_page="ascii",
        console_page="ascii",
        short_path=lambda path: None,
        is_remote=lambda path: False,
        has_module=lambda name: True,
    )
    return PC(machine, FakeRegistry(), root)
