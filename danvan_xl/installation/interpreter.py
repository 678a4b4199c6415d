"""How the configuration file names the Python program, so that VBA can start it.

VBA reads the file in the PC's 8-bit code page, asks for files in it, and hands the path to
xlwings' library in it. A letter outside that page (most Vietnamese letters on most PCs) arrives
as a question mark.
"""

from __future__ import annotations

from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.installation.machine import MACOS, Machine
from danvan_xl.installation.places import configuration_file

UNREADABLE_PROFILE = (
    "Thư mục người dùng «{path}» có chữ mà macro của Excel không đọc được nên Excel không thấy "
    "tệp cấu hình."
)
OTHER_PROFILE = (
    "Dùng tài khoản máy tính có tên thư mục người dùng không dấu, hoặc nhờ bộ phận CNTT bật «Use "
    "Unicode UTF-8 for worldwide language support» trong Control Panel › Region › Administrative › "
    "Change system locale, rồi cài lại."
)


def interpreter_text(machine: Machine) -> str:
    """Return the value of ``INTERPRETER_WIN`` or ``INTERPRETER_MAC``.

    The path itself where VBA can read it, else its 8.3 form; on macOS ``$HOME/…``. Raises
    ``DanVanError`` when there is no such form, or when VBA cannot even find the configuration
    file because of the letters in the profile folder's name.
    """
    if not profile_survives(machine):
        raise DanVanError(f"{UNREADABLE_PROFILE.format(path=machine.home)} {OTHER_PROFILE}")
    path = str(machine.interpreter)
    for text in _forms(path, machine):
        if '"' not in text and survives(text, machine):
            return text
    example = "/opt/danvan" if machine.system == MACOS else r"C:\danvan"
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
    short = None if path.isascii() else machine.short_path(path)
    return [short, path] if short and short.isascii() else [path]


def survives(text: str, machine: Machine) -> bool:
    """Return whether ``text`` is the same after VBA has read it in the PC's code page."""
    if text.isascii():
        return True
    try:
        return text.encode(machine.code_page).decode(machine.code_page) == text
    except UnicodeError:
        return False


def configured_interpreter(value: str, machine: Machine) -> Path:
    """Return the program that a value of the configuration file names."""
    if machine.system == MACOS and value.startswith("$HOME/"):
        return machine.home / value.removeprefix("$HOME/")
    return Path(machine.expanded(value))
