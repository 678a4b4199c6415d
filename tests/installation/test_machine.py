"""The real machine behind the seam, as far as it can be seen anywhere; the registry's reader."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from danvan_xl.installation.machine import is_below, same_path, this_machine
from danvan_xl.installation.registry import WindowsRegistry


@pytest.mark.parametrize(
    ("path", "folder", "below"),
    [
        (r"C:\Users\An\OneDrive\Sổ\so.xlsx", r"c:\users\an\onedrive", True),
        (r"C:\Users\An\OneDrive - So", r"C:\Users\An\OneDrive", False),
        (r"C:\Users\An\OneDrive", r"C:\Users\An\OneDrive\\", True),
        (r"C:\a\..\b\c.xlsx", r"C:\b", True),
        ("/tmp/one/so.xlsx", "/tmp/one", True),
        ("/tmp/one", "/tmp/one/so.xlsx", False),
    ],
)
def test_a_file_is_below_a_folder_as_windows_compares_them(
    path: str, folder: str, below: bool
) -> None:
    assert is_below(path, folder) is below


def test_paths_are_compared_without_case_and_with_either_slash() -> None:
    assert same_path(r"C:\VENV\python.exe", "c:/venv/python.exe")
    assert not same_path(r"C:\venv\python.exe", r"C:\venv\pythonw.exe")


def test_this_machine_is_the_one_that_runs_the_test() -> None:
    machine = this_machine()
    assert machine.interpreter.stem.startswith("python")
    assert machine.interpreter.parent == Path(sys.executable).parent
    assert machine.data.name == "danvan_xl"
    assert (machine.xlwings_folder / "xlwings_custom_addin.bas").is_file()
    assert machine.xlwings in (machine.xlwings_folder / "xlwings_custom_addin.bas").read_text()
    assert machine.has_module("xlwings")
    assert not machine.has_module("no_such_module")
    assert machine.is_remote("\\\\server\\share\\so.xlsx")
    assert not machine.is_remote("/tmp/so.xlsx")


def test_pythonw_is_replaced_by_the_python_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windowless = tmp_path / "pythonw.exe"
    monkeypatch.setattr(sys, "executable", str(windowless))
    assert this_machine().interpreter == windowless
    (tmp_path / "python.exe").touch()
    assert this_machine().interpreter == tmp_path / "python.exe"


class Handle:
    """An open key of a made-up registry."""

    def __init__(self, values: list[tuple[str, object, int]], keys: list[str]) -> None:
        self.values, self.keys = values, keys

    def __enter__(self) -> Handle:
        return self

    def __exit__(self, *args: object) -> None:
        self.values = []


VIEWS = {
    ("root", r"Software\Here", 64): Handle([("Bits", 64, 4), ("Both", "64", 1)], ["One", "Two"]),
    ("root", r"Software\Here", 32): Handle([("Both", "32", 1), ("Old", 32, 4)], ["Two", "Three"]),
    ("root", r"Software\Old", 32): Handle([("", "default", 1)], []),
}


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> WindowsRegistry:
    """The reader over a module that behaves like ``winreg``."""

    def open_key(root: str, path: str, reserved: int, access: int) -> Handle:
        try:
            held = VIEWS[root, path, access - 1]
        except KeyError:
            raise FileNotFoundError(2, "no such key") from None
        if "Forbidden" in path:
            raise PermissionError(5, "access is denied")
        return Handle(held.values, held.keys)

    def nth(items: list[object], index: int) -> object:
        if index >= len(items):
            raise OSError(259, "no more data is available")
        return items[index]

    winreg = SimpleNamespace(
        HKEY_CURRENT_USER="root",
        HKEY_LOCAL_MACHINE="root",
        KEY_READ=1,
        KEY_WOW64_64KEY=64,
        KEY_WOW64_32KEY=32,
        OpenKey=lambda root, path, reserved, access: open_key(
            root, path, reserved, (access & ~1) + 1
        ),
        EnumValue=lambda handle, index: nth(handle.values, index),
        EnumKey=lambda handle, index: nth(handle.keys, index),
    )
    monkeypatch.setitem(sys.modules, "winreg", winreg)
    return WindowsRegistry()


def test_values_are_read_as_64_and_as_32_bit_programs_see_them(registry: WindowsRegistry) -> None:
    assert registry.values(r"HKLM\Software\Here") == {"bits": 64, "both": "64", "old": 32}
    assert registry.values(r"HKCU\Software\Old") == {"": "default"}


def test_subkeys_of_both_are_named_once(registry: WindowsRegistry) -> None:
    assert list(registry.subkeys(r"HKLM\Software\Here")) == ["One", "Two", "Three"]


def test_a_machine_without_xlwings_is_a_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert this_machine().xlwings

    def refuse(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", refuse)
    assert this_machine().xlwings == ""


def test_a_key_that_is_missing_is_empty(registry: WindowsRegistry) -> None:
    assert registry.values(r"HKCU\Software\Missing") == {}
    assert list(registry.subkeys(r"HKCU\Software\Missing")) == []
