"""The path of Python in a form that VBA reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.installation.interpreter import configured_interpreter, interpreter_text
from danvan_xl.installation.machine import Machine
from tests.installation.machines import mac, windows


def at(
    path: str, tmp_path: Path, *, code_page: str = "cp1252", short: str | None = None
) -> Machine:
    """A machine whose Python is at ``path``."""
    machine = windows(tmp_path, code_page=code_page).machine
    return replace(machine, interpreter=Path(path), short_path=lambda asked: short)


@pytest.mark.parametrize(
    ("path", "code_page", "short", "expected"),
    [
        (r"C:\danvan\python.exe", "cp1252", r"C:\SHORT~1", r"C:\danvan\python.exe"),
        (r"D:\Dân vận\python.exe", "cp1252", r"D:\DNVN~1\python.exe", r"D:\DNVN~1\python.exe"),
        (r"D:\Thầy Hà\python.exe", "cp1252", r"D:\THYH~1\python.exe", r"D:\THYH~1\python.exe"),
        (r"D:\Hà\python.exe", "cp1252", None, r"D:\Hà\python.exe"),
        (r"D:\Hà\python.exe", "cp1252", r"D:\Hà\python.exe", r"D:\Hà\python.exe"),
        (r"D:\Thầy Hà\python.exe", "utf-8", None, r"D:\Thầy Hà\python.exe"),
    ],
    ids=[
        "plain",
        "8.3 form",
        "8.3 form where letters are missing in the code page",
        "no 8.3 form, letters of the code page",
        "an 8.3 form that keeps its letters is none",
        "a PC whose code page is UTF-8",
    ],
)
def test_a_path_is_written_so_that_vba_reads_it(
    path: str, code_page: str, short: str | None, expected: str, tmp_path: Path
) -> None:
    assert interpreter_text(at(path, tmp_path, code_page=code_page, short=short)) == expected


@pytest.mark.parametrize("code_page", ["cp1252", "cp1258"])
def test_a_path_that_vba_cannot_read_is_refused_with_what_to_do(
    code_page: str, tmp_path: Path
) -> None:
    machine = at(r"D:\Nguyễn\python.exe", tmp_path, code_page=code_page)
    with pytest.raises(DanVanError, match="thư mục có tên không dấu"):
        interpreter_text(machine)


def test_a_profile_in_which_vba_finds_no_file_is_refused(tmp_path: Path) -> None:
    machine = replace(
        windows(tmp_path, user="Nguyễn").machine, interpreter=Path(r"C:\danvan\python.exe")
    )
    with pytest.raises(DanVanError, match=r"Nguyễn.*UTF-8"):
        interpreter_text(machine)


def test_on_macos_a_home_with_marks_is_written_as_home(tmp_path: Path) -> None:
    machine = mac(tmp_path).machine
    inside = replace(machine, interpreter=machine.home / "venv" / "bin" / "python3")
    assert interpreter_text(inside) == str(inside.interpreter)
    marked = replace(inside, home=Path("/Users/hà"), interpreter=Path("/Users/hà/venv/bin/python"))
    assert interpreter_text(marked) == "$HOME/venv/bin/python"
    assert configured_interpreter("$HOME/venv/bin/python", marked) == marked.interpreter
    with pytest.raises(DanVanError, match="/opt/danvan"):
        interpreter_text(replace(marked, interpreter=Path("/Users/lê/python")))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (r"%LOCALAPPDATA%\venv\python.exe", r"{local}\venv\python.exe"),
        (r"%localappdata%\venv\python.exe", r"{local}\venv\python.exe"),
        (r"%NOSUCH%\python.exe", r"%NOSUCH%\python.exe"),
    ],
)
def test_a_value_with_variables_is_read_as_windows_reads_it(
    value: str, expected: str, tmp_path: Path
) -> None:
    machine = windows(tmp_path).machine
    local = machine.environment["LOCALAPPDATA"]
    assert configured_interpreter(value, machine) == Path(expected.format(local=local))
