"""The program folder of the setup: what is missing or differs, and what its users are told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.installation import program, settings
from danvan_xl.installation.addin import install
from danvan_xl.installation.advice import install_again, reinstall, typed
from danvan_xl.installation.checks import LOOKS, addin, book, configuration, examine, python
from danvan_xl.installation.checks.program import program as look
from danvan_xl.installation.embedded import into_the_addin
from danvan_xl.installation.interpreter import interpreter_text
from danvan_xl.installation.places import addin_file
from danvan_xl.installation.program import MANIFEST, Program, compared
from tests.installation.machines import (
    PC,
    addin_bytes,
    file,
    manifest,
    package,
    set_up,
    windows,
)
from tests.terminal_runs import CommandLine

ROOT = Path(__file__).parents[2]
FILES = {
    "python.exe": b"Python",
    "site/numpy/core.pyd": b"numpy",
    "huong-dan/huong-dan.html": "Hướng dẫn".encode(),
}
LINES = manifest(FILES).decode()
HASH = "0" * 64


@pytest.fixture
def pc(tmp_path: Path) -> PC:
    return windows(tmp_path)


@pytest.fixture
def folder(pc: PC) -> Path:
    return set_up(pc, FILES)


# The comparison


def test_a_whole_program_is_found_whole(folder: Path) -> None:
    file(folder / "site" / "made" / "later.pyc")
    assert compared(folder) == Program(3, (), ())
    assert Program(3, (), ()).problem == ""


def test_what_is_missing_and_what_differs_is_named_in_the_order_of_the_manifest(
    folder: Path,
) -> None:
    shutil.rmtree(folder / "site")
    (folder / "huong-dan" / "huong-dan.html").write_bytes(b"another")
    (folder / "python.exe").write_bytes(b"")
    found = compared(folder)
    assert found == Program(3, ("site/numpy/core.pyd",), ("python.exe", "huong-dan/huong-dan.html"))
    assert found.problem == (
        "thiếu 1 tệp: site/numpy/core.pyd; sai nội dung 2 tệp: python.exe, huong-dan/huong-dan.html"
    )


def test_libraries_of_an_older_version_that_were_left_are_named(folder: Path) -> None:
    (folder / "site" / "numpy-1.0.dist-info").mkdir()
    (folder / "site" / "own").mkdir()
    found = compared(folder)
    assert found == Program(3, (), (), ("numpy-1.0.dist-info",))
    assert found.problem == "lẫn bản khác 1 tệp: numpy-1.0.dist-info"


def test_of_many_files_the_first_are_named_and_all_are_counted() -> None:
    found = Program(9, tuple("abcde"), ())
    assert found.problem == "thiếu 5 tệp: a, b, c và 2 tệp khác"


def test_a_file_that_cannot_be_read_differs(folder: Path) -> None:
    (folder / "python.exe").unlink()
    (folder / "python.exe").mkdir()
    assert compared(folder) == Program(3, (), ("python.exe",))


@pytest.mark.parametrize(
    ("content", "files"),
    [
        (f"{LINES}{HASH}\n".encode(), 3),
        (f"{LINES}{HASH} python.exe\n".encode(), 3),
        (f"{LINES}{HASH.upper()[1:]}g  python.exe\n".encode(), 3),
        (f"{LINES}\n".encode(), 3),
        (f"{LINES}{HASH}  python.exe".encode(), 3),
        (LINES.encode() + b"\xff", 0),
        (b"# danvan_xl 0.4.0, Python 3.11.9\n", 0),
        (b"", 0),
    ],
    ids=[
        "no path",
        "one space",
        "no hash",
        "an empty line",
        "a path twice",
        "not UTF-8",
        "no files",
        "empty",
    ],
)
def test_a_damaged_manifest_differs_itself(content: bytes, files: int, folder: Path) -> None:
    (folder / MANIFEST).write_bytes(content)
    found = compared(folder)
    assert found is not None
    assert (found.files, found.changed[:1]) == (files, (MANIFEST,))


@pytest.mark.parametrize(
    "path",
    [
        "../outside.txt",
        "site/../../outside.txt",
        "/etc/hostname",
        "C:/Windows/win.ini",
        "C:outside.txt",
        "..\\outside.txt",
        "\\\\server\\share\\outside.txt",
        "python.exe:hidden",
        "python.exe\0",
    ],
)
def test_a_path_that_leaves_the_folder_is_refused_unread(
    path: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / MANIFEST).write_text(f"{LINES}{HASH}  {path}\n", "utf-8")
    opened: list[Path] = []
    digest = program._digest
    monkeypatch.setattr(program, "_digest", lambda path: opened.append(path) or digest(path))
    assert compared(folder) == Program(3, (), (MANIFEST,))
    assert opened == [folder / name for name in FILES]


def test_without_a_manifest_a_program_is_not_from_the_setup(pc: PC, folder: Path) -> None:
    assert pc.machine.setup_folder == folder
    (folder / MANIFEST).unlink()
    assert pc.machine.setup_folder is None
    assert compared(folder) is None
    assert look(pc.situation()) is None


def test_the_comparison_loads_nothing_but_the_standard_library() -> None:
    """Neither does what says so when the rest cannot be loaded."""
    code = (
        "import sys; before = set(sys.modules); import danvan_xl.desktop; "
        "names = {n.partition('.')[0] for n in set(sys.modules) - before}; "
        "print(*names - set(sys.stdlib_module_names)); "
        "print(*(n for n in sys.modules if n.startswith('danvan_xl.')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    others, own = run.stdout.splitlines()
    assert others == "danvan_xl"
    assert set(own.split()) == {
        "danvan_xl.desktop",
        "danvan_xl.installation",
        "danvan_xl.installation.program",
    }


# What doctor says


def test_doctor_looks_at_the_files_right_after_python() -> None:
    assert LOOKS[LOOKS.index(python.python) + 1] is look


def test_doctor_tells_that_all_files_are_there(pc: PC, folder: Path) -> None:
    found = pc.look(look)
    assert (found.name, found.title, found.state) == ("program", "Tệp của chương trình", "ok")
    assert found.message == "Đủ 3 tệp, đúng như bộ cài."


def test_doctor_names_what_is_missing_and_how_to_bring_it_back(pc: PC, folder: Path) -> None:
    (folder / "site" / "numpy" / "core.pyd").unlink()
    found = pc.look(look)
    assert found.state == "error"
    assert found.message == "Thiếu 1 tệp: site/numpy/core.pyd."
    assert "DanVanKheo-Setup.exe" in found.remedy
    assert ".zip" in found.remedy
    assert str(folder) in found.remedy


def test_a_library_that_cannot_be_loaded_is_a_finding_and_stops_no_other_look(pc: PC) -> None:
    def refuse() -> str | None:
        raise ImportError("DLL load failed while importing etree")

    (pc.root / "Office16" / "winword.exe").unlink()
    situation = replace(pc.situation(), libreoffice=refuse)
    found = {check.name: check for check in examine(situation)}
    assert found["pdf"].state == "error"
    assert "etree" in found["pdf"].message
    assert "diệt vi-rút" in found["pdf"].remedy
    assert found["data"].state in ("ok", "warning")
    set_up(pc, FILES)
    found = {check.name: check for check in examine(situation)}
    assert "DanVanKheo-Setup.exe" in found["pdf"].remedy


def test_a_missing_xlwings_is_a_finding(pc: PC) -> None:
    without = replace(pc, machine=replace(pc.machine, xlwings=""))
    found = without.look(addin.xlwings)
    assert (found.state, found.message.startswith("Thiếu xlwings")) == ("error", True)
    assert found.remedy.endswith("--no-deps xlwings")
    assert python.library(without.situation()) is None


# What can be typed where


def test_a_command_is_told_as_it_works_there(pc: PC) -> None:
    assert typed(pc.machine, "doctor") == "gõ: danvan-xl doctor"
    folder = set_up(pc, FILES, installed=False)
    assert typed(pc.machine, "doctor") == (
        f'mở Command Prompt, gõ: "{folder / "danvan-xl.cmd"}" doctor'
    )
    set_up(pc, FILES)
    assert typed(pc.machine, "doctor") == (
        "mở mục «Dòng lệnh danvan-xl» ở menu Start, gõ: danvan-xl doctor"
    )


def test_the_configuration_alone_is_installed_again_as_it_was(pc: PC, folder: Path) -> None:
    install(pc.machine, None)
    assert install_again(pc.machine).endswith("gõ: danvan-xl addin install --config-only")


def test_a_bare_pc_with_a_program_from_the_setup_is_never_told_of_pip_or_python(
    tmp_path: Path,
) -> None:
    """Nothing is installed, and whatever can be missing is."""
    pc = windows(tmp_path, libraries=())
    set_up(pc, FILES)
    pc = replace(pc, machine=replace(pc.machine, has_module=lambda name: False, python=(3, 10)))
    pc.registry.keys.clear()
    book_file = file(tmp_path / "so.xlsm", package({"customUI/customUI14.xml": b'"dvk_new"'}))
    other = replace(pc, machine=replace(pc.machine, xlwings="0.38.0"))
    checks = [*examine(pc.situation()), other.look(book.book_macros, book_file)]
    wrong = {check.name: check.remedy for check in checks if check.state in ("error", "warning")}
    assert {"python", "pywin32", "library", "addin", "configuration", "book-macros"} <= set(wrong)
    told = [
        *wrong.values(),
        reinstall(pc.machine),
        settings.other_temporary(pc.machine),
        into_the_addin(pc.machine),
    ]
    for remedy in told:
        assert "pip" not in remedy
        assert "python.org" not in remedy
        assert "-m venv" not in remedy
        assert ("danvan-xl addin" in remedy) is ("menu Start, gõ: danvan-xl addin" in remedy)


def test_a_program_folder_that_vba_cannot_name_is_chosen_anew_in_the_setup(
    tmp_path: Path,
) -> None:
    pc = windows(tmp_path, python="Phần mềm")
    with pytest.raises(DanVanError, match="cài Python"):
        interpreter_text(pc.machine)
    set_up(pc, FILES)
    with pytest.raises(DanVanError, match=r"DanVanKheo-Setup\.exe .* không dấu") as refused:
        interpreter_text(pc.machine)
    assert "cài Python" not in str(refused.value)


def test_another_add_in_is_installed_anew_from_the_start_menu(pc: PC, folder: Path) -> None:
    install(pc.machine, addin_bytes(b"older"))
    assert pc.look(addin.addin).remedy == (
        "Đóng Excel, mở mục «Dòng lệnh danvan-xl» ở menu Start, gõ: danvan-xl addin install"
    )
    addin_file(pc.machine).unlink()
    assert "menu Start" in pc.look(addin.addin).remedy
    assert pc.look(configuration.configuration).state == "ok"


@pytest.mark.parametrize("from_setup", [True, False])
def test_where_the_command_is_found_is_told_once(
    from_setup: bool, tmp_path: Path, danvan_xl: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr("danvan_xl.reports.pdf.find_office", lambda: None)
    if from_setup:
        file(tmp_path / MANIFEST, manifest({"python.exe": b"lost"}))
    run = danvan_xl("doctor")
    assert run.code == 1
    assert ("Lệnh danvan-xl nói ở trên là" in run.out) is not from_setup


# The command line of a broken program


@pytest.fixture
def broken_program(tmp_path: Path) -> Path:
    """A copy of the package that cannot be loaded, run by a Python in a folder of its own."""
    home = tmp_path / "danvan"
    shutil.copytree(ROOT / "danvan_xl", home / "danvan_xl")
    (home / "danvan_xl" / "terminal.py").unlink()
    return home


def run_broken(home: Path) -> subprocess.CompletedProcess[bytes]:
    code = (
        "import sys, runpy; sys.executable = sys.argv[1]; "
        "runpy.run_module('danvan_xl', run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", code, str(home / "python.exe")],
        cwd=home,
        env=os.environ | {"PYTHONPATH": str(home), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )


def test_a_broken_program_from_the_setup_says_so_in_one_sentence(broken_program: Path) -> None:
    file(broken_program / MANIFEST, manifest({"danvan_xl/terminal.py": b"lost"}))
    run = run_broken(broken_program)
    lines = run.stderr.decode("utf-8").splitlines()
    assert (run.returncode, len(lines)) == (2, 1)
    assert lines[0].startswith("Chương trình bị hỏng: thiếu 1 tệp: danvan_xl/terminal.py. ")
    assert "DanVanKheo-Setup.exe" in lines[0]


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "not from the setup"])
def test_an_error_that_the_files_do_not_explain_is_let_through(
    whole: bool, broken_program: Path
) -> None:
    if whole:
        files = {"danvan_xl/py.typed": (broken_program / "danvan_xl" / "py.typed").read_bytes()}
        file(broken_program / MANIFEST, manifest(files))
    run = run_broken(broken_program)
    assert run.returncode == 1
    assert b"Traceback" in run.stderr
