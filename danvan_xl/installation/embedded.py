"""Settings that stand in the add-in itself, for PCs on which VBA cannot open the user's file.

A letter in the path of the profile that the PC's code page lacks keeps VBA from opening a file
there. xlwings looks for a sheet of the add-in first, and that arrives in Unicode.
"""

from __future__ import annotations

from pathlib import Path

from danvan_xl.installation.advice import typed
from danvan_xl.installation.configuration import read
from danvan_xl.installation.contents import settings_in
from danvan_xl.installation.interpreter import profile_survives
from danvan_xl.installation.machine import Machine
from danvan_xl.installation.places import addin_file, configuration_file
from danvan_xl.installation.settings import required

NAMELESS_PROFILE = (
    "Thư mục người dùng «{path}» có chữ mà macro của Excel không đọc được nên Excel không thấy "
    "tệp cấu hình."
)


def into_the_addin(machine: Machine) -> str:
    """Return how to have the settings in the add-in, or to do without."""
    return (
        f"Để cấu hình nằm ngay trong phần bổ trợ, {typed(machine, 'addin install')} (không kèm "
        "--file hay --config-only); hoặc dùng tài khoản máy tính có tên thư mục người dùng không "
        "dấu."
    )


def for_addin(machine: Machine) -> dict[str, str]:
    """Return the settings that the add-in must hold; none where the file will do.

    Raises ``DanVanError`` when VBA could use them there no more than in the file.
    """
    return {} if profile_survives(machine) else required(machine)


def in_addin(machine: Machine) -> dict[str, str]:
    """Return the settings that the installed add-in holds; raises ``OSError`` as reading does."""
    addin = addin_file(machine)
    return settings_in(addin.read_bytes()) if addin.is_file() else {}


def place(machine: Machine) -> Path:
    """Return the file in which VBA finds the settings."""
    return addin_file(machine) if in_addin(machine) else configuration_file(machine)


def value(machine: Machine, key: str) -> str | None:
    """Return what VBA finds for ``key`` (upper case), None when it finds nothing.

    Raises ``DanVanError`` and ``OSError`` as reading the file does.
    """
    found = in_addin(machine).get(key)
    if found is not None or not profile_survives(machine):
        return found
    return read(configuration_file(machine), machine.code_page).get(key)
