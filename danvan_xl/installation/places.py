"""Where the parts of an installation are on a machine, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from danvan_xl.installation.machine import MACOS, Machine

ADDIN = "danvan_xl.xlam"
PROJECT = "danvan_xl"
"""Name of the VBA project; xlwings names the configuration file after it."""
SETTINGS = f"{PROJECT}.conf"
"""Name of the configuration file, and of the sheet of an add-in that goes before it."""


def startup_folder(machine: Machine) -> Path:
    """Return the folder from which Excel opens every file when it starts (XLSTART)."""
    if machine.system == MACOS:
        group = machine.home / "Library" / "Group Containers" / "UBF8T346G9.Office"
        return group / "User Content.localized" / "Startup.localized" / "Excel"
    roaming = machine.folder("APPDATA") or machine.home / "AppData" / "Roaming"
    return roaming / "Microsoft" / "Excel" / "XLSTART"


def addin_file(machine: Machine) -> Path:
    """Return where the add-in is put."""
    return startup_folder(machine) / ADDIN


def configuration_file(machine: Machine) -> Path:
    """Return the user's configuration file of xlwings for this add-in."""
    if machine.system == MACOS:
        container = machine.home / "Library" / "Containers" / "com.microsoft.Excel"
        return container / "Data" / SETTINGS
    profile = machine.folder("USERPROFILE") or machine.home
    return profile / f".{PROJECT}" / SETTINGS


def script_file(machine: Machine) -> Path | None:
    """Return where Excel for Mac looks for the script through which VBA starts Python."""
    if machine.system != MACOS:
        return None
    scripts = machine.home / "Library" / "Application Scripts" / "com.microsoft.Excel"
    return scripts / script_source(machine).name


def script_source(machine: Machine) -> Path:
    """Return that script as xlwings brings it along."""
    return machine.xlwings_folder / f"xlwings-{machine.xlwings}.applescript"


def record_file(machine: Machine) -> Path:
    """Return the file that says what an installation has made."""
    return machine.data / "installation.json"


def library_name(machine: Machine, bits: int) -> str:
    """Return the name of xlwings' library for an Excel of 32 or 64 bits."""
    return f"xlwings{bits}-{machine.xlwings}.dll"


def library_bits(machine: Machine, interpreter: Path) -> frozenset[int]:
    """Return for which Excels VBA finds xlwings' library, given the configured ``interpreter``.

    VBA looks beside the interpreter and one folder above (``Scripts`` of an environment).
    """
    folders = (interpreter.parent, interpreter.parent.parent)
    return frozenset(
        bits
        for bits in (32, 64)
        if any((folder / library_name(machine, bits)).is_file() for folder in folders)
    )
