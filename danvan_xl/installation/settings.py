"""The settings of xlwings that this program needs, put into the user's file and taken out."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_xl.errors import DanVanError
from danvan_xl.installation.advice import typed
from danvan_xl.installation.configuration import Configuration, read, write
from danvan_xl.installation.interpreter import (
    ascii_form,
    interpreter_text,
    server_can_start,
    survives,
    temporary_folder,
)
from danvan_xl.installation.machine import MACOS, Machine
from danvan_xl.installation.office import excel_bits
from danvan_xl.installation.places import configuration_file, library_bits
from danvan_xl.installation.record import Record

SERVER = "USE UDF SERVER"
TEMPORARY = "TEMP DIR"
"""Where a Python that is started for one click writes what goes wrong; VBA reads it there."""

NAMELESS_TEMPORARY = (
    "Thư mục tạm «{path}» có chữ mà macro của Excel, và Python do Excel khởi động, không đọc được"
)


@dataclass(frozen=True)
class Written:
    """The configuration after an installation."""

    configuration: Configuration
    kept: dict[str, str]
    """Settings for which the user's own value won."""


def interpreter_key(machine: Machine) -> str:
    """Return the key of the Python program on this system."""
    return "INTERPRETER_MAC" if machine.system == MACOS else "INTERPRETER_WIN"


def wanted(machine: Machine) -> dict[str, str]:
    """Return the settings other than the interpreter.

    The server keeps Python running between clicks; it needs xlwings' library, and a temporary
    folder whose name reaches it. The workbook's folder stays off Python's search path: addresses
    of OneDrive cannot be resolved there.
    """
    settings = {"ADD_WORKBOOK_TO_PYTHONPATH": "False"}
    if machine.system != MACOS:
        server = library_fits(machine) and server_can_start(machine)
        settings |= {"SHOW CONSOLE": "False", SERVER: str(server)}
        temporary = temporary_folder(machine)
        if not survives(temporary, machine) and (short := ascii_form(temporary, machine)):
            settings[TEMPORARY] = short
    return settings


def required(machine: Machine) -> dict[str, str]:
    """Return all settings. Raises ``DanVanError`` when VBA could not use what they name."""
    settings = {interpreter_key(machine): interpreter_text(machine), **wanted(machine)}
    temporary = temporary_folder(machine)
    if machine.system != MACOS and TEMPORARY not in settings and not survives(temporary, machine):
        raise DanVanError(
            f"{NAMELESS_TEMPORARY.format(path=temporary)}. {other_temporary(machine)}"
        )
    return settings


def other_temporary(machine: Machine) -> str:
    """Return how to have temporary files in a folder whose name arrives everywhere."""
    return (
        "Đặt biến môi trường TEMP và TMP của tài khoản máy tính thành thư mục có tên không dấu, ví "
        "dụ C:\\Temp (Settings › System › About › Advanced system settings › Environment "
        f"Variables), đăng nhập lại, rồi {typed(machine, 'addin install')}"
    )


def library_fits(machine: Machine) -> bool:
    """Return whether VBA will find xlwings' library for the Excel of this PC."""
    there = library_bits(machine, machine.interpreter)
    bits = excel_bits(machine)
    return bits in there if bits else bool(there)


def planned(machine: Machine, record: Record) -> Written:
    """Return the configuration to be written; nothing is written yet.

    A value that the user changed wins, but for the interpreter. Raises ``DanVanError`` as
    ``required`` does, and when the file cannot be read.
    """
    configuration = read(configuration_file(machine), machine.code_page)
    settings = required(machine)
    interpreter = settings.pop(interpreter_key(machine))
    kept = {}
    for key, value in settings.items():
        present = configuration.get(key)
        if present is not None and present not in (value, record.settings.get(key)):
            kept[key] = present
            continue
        record.settings[key] = value
        configuration = configuration.with_value(key, value)
    configuration = configuration.with_value(interpreter_key(machine), interpreter)
    return Written(configuration, kept)


def save(machine: Machine, configuration: Configuration) -> None:
    """Write the configuration file."""
    path = configuration_file(machine)
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, configuration, "\n" if machine.system == MACOS else "\r\n")


def take_out(machine: Machine, record: Record) -> bool:
    """Take this program's settings out of the file; return whether the user's own are left.

    A file in which nothing is left is deleted.
    """
    path = configuration_file(machine)
    if not path.exists():
        return False
    configuration = read(path, machine.code_page)
    now, then = wanted(machine), record.settings
    ours = {key for key in now | then if configuration.get(key) in (now.get(key), then.get(key))}
    left = configuration.without({interpreter_key(machine), *ours})
    if not left.lines:
        path.unlink()
        return False
    if left.lines != configuration.lines:
        save(machine, left)
    return True
