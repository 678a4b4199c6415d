"""How settings name the Python program and other places, so that VBA can use them.

VBA asks for files in the PC's 8-bit code page, reads the configuration file in it, and hands
paths to xlwings' library in it. A letter outside that page (most Vietnamese letters on most PCs)
arrives as a question mark.
"""

from __future__ import annotations

from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.installation.machine import MACOS, Machine
from danvan_xl.installation.places import configuration_file
from danvan_xl.installation.program import RUN_SETUP


def interpreter_text(machine: Machine) -> str:
    """Return the value of ``INTERPRETER_WIN`` or ``INTERPRETER_MAC``.

    The path itself where VBA can read it, else its 8.3 form; on macOS ``$HOME/…``. Raises
    ``DanVanError`` when there is no such form.
    """
    path = str(machine.interpreter)
    for text in _forms(path, machine):
        if '"' not in text and survives(text, machine):
            return text
    example = "/opt/danvan" if machine.system == MACOS else r"C:\danvan"
    if machine.setup_folder:
        raise DanVanError(
            f"Đường dẫn của chương trình «{path}» có chữ mà macro của Excel không đọc được: "
            f"{RUN_SETUP} vào thư mục có tên không dấu, ví dụ {example}."
        )
    raise DanVanError(
        f"Đường dẫn của Python «{path}» có chữ mà macro của Excel không đọc được: cài Python "
        f"(hoặc tạo môi trường venv) vào thư mục có tên không dấu, ví dụ {example}, rồi cài lại."
    )


def profile_survives(machine: Machine) -> bool:
    """Return whether VBA finds the configuration file in the user's profile folder.

    On macOS it asks for the file in another way, and the names of home folders have no marks.
    """
    return machine.system == MACOS or survives(str(configuration_file(machine)), machine)


def _forms(path: str, machine: Machine) -> list[str]:
    if machine.system == MACOS:
        home = str(machine.home)
        inside = path.startswith(f"{home}/")
        return [path, f"$HOME{path.removeprefix(home)}"] if inside else [path]
    short = ascii_form(path, machine)
    return [short, path] if short else [path]


def ascii_form(path: str, machine: Machine) -> str | None:
    """Return ``path``, or its 8.3 form, in plain letters; None when neither is."""
    if path.isascii():
        return path
    short = machine.short_path(path)
    return short if short and short.isascii() else None


def survives(text: str, machine: Machine) -> bool:
    """Return whether ``text`` is the same after VBA has read it in the PC's code page."""
    if text.isascii():
        return True
    try:
        return text.encode(machine.code_page).decode(machine.code_page) == text
    except UnicodeError:
        return False


def temporary_folder(machine: Machine) -> str:
    """Return the folder for temporary files that programs of the user are given."""
    named = machine.folder("TMP") or machine.folder("TEMP")
    return str(named or machine.home / "AppData" / "Local" / "Temp")


def server_can_start(machine: Machine) -> bool:
    """Return whether a Python that xlwings' library starts finds its temporary folder.

    Without one it does not come up, and Excel waits two minutes for it. The library copies the
    variables in the PC's code page, and may have been given them in that of the console.
    """
    text = temporary_folder(machine)
    if text.isascii():
        return True
    try:
        same = text.encode(machine.code_page) == text.encode(machine.console_page)
    except UnicodeError:
        return False
    return same and survives(text, machine)


def configured_interpreter(value: str, machine: Machine) -> Path:
    """Return the program that a setting names."""
    if machine.system == MACOS and value.startswith("$HOME/"):
        return machine.home / value.removeprefix("$HOME/")
    return Path(machine.expanded(value))
