"""The path of Python in a form that VBA reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.installation.interpreter import (
    ascii_form,
    configured_interpreter,
    interpreter_text,
    profile_survives,
    server_can_start,
)
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


@pytest.mark.parametrize(
    ("user", "code_page", "survives"),
    [
        ("an", "cp1252", True),
        ("Hà", "cp1252", True),
        ("Bưu", "cp1252", False),
        ("Bưu", "cp1258", True),
        ("Nguyễn", "cp1258", False),
        ("Nguyễn", "utf-8", True),
    ],
)
def test_vba_finds_files_in_a_profile_whose_letters_the_code_page_has(
    user: str, code_page: str, survives: bool, tmp_path: Path
) -> None:
    assert profile_survives(windows(tmp_path, user=user, code_page=code_page).machine) is survives


@pytest.mark.parametrize(
    ("path", "short", "expected"),
    [
        (r"C:\Temp", None, r"C:\Temp"),
        (r"C:\Tạm", r"C:\TM~1", r"C:\TM~1"),
        (r"C:\Tạm", r"C:\Tạm", None),
        (r"C:\Tạm", None, None),
    ],
)
def test_a_path_has_a_form_in_plain_letters_or_none(
    path: str, short: str | None, expected: str | None, tmp_path: Path
) -> None:
    assert ascii_form(path, windows(tmp_path, short=lambda asked: short).machine) == expected


@pytest.mark.parametrize(
    ("temporary", "code_page", "console_page", "starts"),
    [
        (r"C:\Users\HA~1\Temp", "cp1252", "cp437", True),
        (r"C:\Users\Hà\Temp", "cp1252", "cp437", False),
        (r"C:\Users\Hà\Temp", "cp1252", "cp1252", True),
        (r"C:\Users\Nguyễn\Temp", "cp1258", "cp1258", False),
        (r"C:\Users\Nguyễn\Temp", "utf-8", "utf-8", True),
    ],
)
def test_the_server_starts_where_the_name_of_its_temporary_folder_arrives(
    temporary: str, code_page: str, console_page: str, starts: bool, tmp_path: Path
) -> None:
    machine = replace(
        windows(tmp_path).machine,
        environment={"TEMP": temporary},
        code_page=code_page,
        console_page=console_page,
    )
    assert server_can_start(machine) is starts


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
