"""Which programs of Microsoft Office a PC has, and of how many bits."""

from __future__ import annotations

import struct
from pathlib import Path

from danvan_xl.installation.machine import MACOS, WINDOWS, Machine

VERSIONS = ("16.0", "15.0")
"""Office 2016 to 365, and Office 2013."""

_APP_PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
_MACHINE_BITS = {0x014C: 32, 0x8664: 64, 0xAA64: 64}
"""Of a Windows program's header: x86, x64, ARM64."""
_WORDS = {"x86": 32, "x64": 64}


def program(machine: Machine, name: str) -> Path | None:
    """Return the path of an Office program: ``excel``, ``winword``, ``outlook``."""
    if machine.system == MACOS:
        title = {"excel": "Excel", "winword": "Word", "outlook": "Outlook"}[name]
        place = Path(f"Applications/Microsoft {title}.app")
        return next(
            (top / place for top in (Path("/"), machine.home) if (top / place).exists()), None
        )
    for hive in ("HKLM", "HKCU"):
        found = machine.registry.values(rf"{hive}\{_APP_PATHS}\{name}.exe").get("")
        if isinstance(found, str):
            path = Path(machine.expanded(found.strip('"')))
            if path.is_file():
                return path
    return None


def versions(machine: Machine) -> tuple[str, ...]:
    """Return the versions of the Excel that is installed, all when that cannot be seen.

    Settings of a version that was removed stay in the registry and must not alarm anybody.
    """
    root = r"HKLM\Software\Microsoft\Office"
    there = tuple(v for v in VERSIONS if machine.registry.values(rf"{root}\{v}\Excel\InstallRoot"))
    return there or VERSIONS


def excel_bits(machine: Machine) -> int | None:
    """Return 32 or 64, None when it cannot be found out."""
    if machine.system != WINDOWS:
        return None
    excel = program(machine, "excel")
    return (_bits_of(excel) if excel else None) or _registered_bits(machine)


def _bits_of(path: Path) -> int | None:
    """Return the bits of a Windows program from its header."""
    try:
        with path.open("rb") as file:
            head = file.read(64)
            if not head.startswith(b"MZ") or len(head) < 64:
                return None
            file.seek(struct.unpack_from("<I", head, 0x3C)[0])
            mark = file.read(6)
    except OSError:
        return None
    if len(mark) < 6 or not mark.startswith(b"PE\0\0"):
        return None
    return _MACHINE_BITS.get(struct.unpack_from("<H", mark, 4)[0])


def _registered_bits(machine: Machine) -> int | None:
    root = r"HKLM\Software\Microsoft\Office"
    places = [(rf"{root}\ClickToRun\Configuration", "platform")]
    places += [(rf"{root}\{version}\Outlook", "bitness") for version in versions(machine)]
    for key, name in places:
        bits = _WORDS.get(str(machine.registry.values(key).get(name)).lower())
        if bits:
            return bits
    return None
