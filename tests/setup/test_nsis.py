"""The setup as it is compiled: installs every file, deletes those files and nothing else."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from danvan_xl.installation.program import SETUP
from tools.setup import nsis
from tools.setup.errors import SetupError
from tools.setup.nsis import build_setup

FILES = [
    "python.exe",
    "site.txt",
    "site/alpha/__init__.py",
    "site/alpha/deep/er/data.csv",
    "site/alpha-1.0.dist-info/METADATA",
    "site/alpha.py",
    "site/cost$.txt",
    "site/$INSTDIR/$$.txt",
    "huong-dan/Tên có dấu.html",
]
FOLDERS = {str(parent) for file in FILES for parent in PurePosixPath(file).parents} - {"."}


class Compiler:
    """Stands in for makensis: keeps what it was to compile, and writes a setup of some size."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.size = 1000
        self.options: list[str] = []
        self.defined: dict[str, str] = {}
        self.installing: list[str] = []
        self.removing: list[str] = []
        self.language = b""

    def __call__(self, *command: str | Path, env: Mapping[str, str] | None = None) -> str:
        words = [str(word) for word in command]
        if "-HDRINFO" in words:
            return f"Size of first header is 28 bytes.\nDefined symbols: A=1,NSISDIR={self.home},B"
        assert env
        self.options = words
        self.defined = dict(word[2:].split("=", 1) for word in words if word.startswith("-D"))
        self.installing = self._lines("FILES_IN")
        self.removing = self._lines("FILES_OUT") + self._lines("FOLDERS_OUT")
        self.language = Path(env["NSISDIR"], LANGUAGE).read_bytes()
        Path(self.defined["OUTPUT"]).write_bytes(bytes(self.size))
        return ""

    def _lines(self, name: str) -> list[str]:
        return Path(self.defined[name]).read_text("utf-8").splitlines()


LANGUAGE = "Contrib/Language files/Vietnamese.nsh"


@pytest.fixture
def compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compiler:
    home = tmp_path / "nsis"
    (home / LANGUAGE).parent.mkdir(parents=True)
    (home / LANGUAGE).write_text(unicodedata.normalize("NFD", "Cài đặt\n"), "utf-8")
    stand_in = Compiler(home)
    monkeypatch.setattr(nsis.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(nsis, "run", stand_in)
    return stand_in


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "program"
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"content of {name}", "utf-8")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def _commands(lines: list[str]) -> list[tuple[str, str]]:
    """Return command and path of each line; there is nothing else in any."""
    found = [re.fullmatch(r'(\w+) "([^"]*)"', line) for line in lines]
    assert all(found), lines
    return [(match[1], match[2]) for match in found if match]


def _installed(text: str) -> str:
    r"""Return the path below $INSTDIR, with /, that NSIS makes of a string."""
    match = re.fullmatch(r"\$INSTDIR\\((?:[^$]|\$\$)*)", text)
    assert match, text
    return PureWindowsPath(match[1].replace("$$", "$")).as_posix()


def test_without_the_compiler_its_package_is_named(
    program: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nsis.shutil, "which", lambda name: None)
    with pytest.raises(SetupError, match=r"makensis is not installed: Debian's package nsis"):
        build_setup(program, "1.2.3", out)
    assert list(out.iterdir()) == []


def test_every_file_is_installed_into_its_folder(
    compiler: Compiler, program: Path, out: Path
) -> None:
    build_setup(program, "1.2.3", out)
    folder, installed = "nowhere", {}
    for command, path in _commands(compiler.installing):
        if command == "SetOutPath":
            folder = _installed(path)
        else:
            assert command == "File"
            installed[str(PurePosixPath(folder, Path(path).name))] = path
    assert installed == {name: str(program / name) for name in FILES}


def test_every_installed_file_is_deleted_and_nothing_else(
    compiler: Compiler, program: Path, out: Path
) -> None:
    build_setup(program, "1.2.3", out)
    commands = _commands(compiler.removing)
    assert {command for command, _ in commands} == {"Delete", "RMDir"}
    deleted = [_installed(path) for command, path in commands if command == "Delete"]
    assert sorted(deleted) == sorted(FILES)
    assert not any(mark in path for path in deleted for mark in "*?")


def test_folders_are_removed_after_what_is_in_them_and_only_when_empty(
    compiler: Compiler, program: Path, out: Path
) -> None:
    build_setup(program, "1.2.3", out)
    left = {*FILES, *FOLDERS}
    for command, path in _commands(compiler.removing):  # that is: no line has an option such as /r
        name = _installed(path)
        left.remove(name)
        if command == "RMDir":
            assert not [one for one in left if one.startswith(f"{name}/")]
    assert left == set()


@pytest.mark.parametrize("command", ["RMDir", "Delete"])
def test_the_script_itself_deletes_no_folder_with_what_is_in_it(command: str) -> None:
    script = Path(nsis.__file__).with_name("setup.nsi").read_text("utf-8")
    found = re.findall(rf"^\s*{command}\s+(.*)$", script, re.MULTILINE)
    assert found
    assert not [line for line in found if re.search(r"/r\b|/REBOOTOK|\*\.\*", line, re.IGNORECASE)]


def test_a_dollar_in_an_installed_path_is_doubled(
    compiler: Compiler, program: Path, out: Path
) -> None:
    build_setup(program, "1.2.3", out)
    for line in (r'Delete "$INSTDIR\site\cost$$.txt"', r'RMDir "$INSTDIR\site\$$INSTDIR"'):
        assert line in compiler.removing
    assert r'SetOutPath "$INSTDIR\site\$$INSTDIR"' in compiler.installing


@pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS is not installed")
def test_the_real_compiler_takes_such_paths(program: Path, out: Path) -> None:
    setup = build_setup(program, "1.2.3", out, fast=True)
    assert setup.read_bytes().startswith(b"MZ")


@pytest.mark.parametrize(
    ("version", "numbers"), [("1.2.3", "1.2.3.0"), ("0.4.0", "0.4.0.0"), ("10.20.30", "10.20.30.0")]
)
def test_the_version_is_told(
    compiler: Compiler, program: Path, out: Path, version: str, numbers: str
) -> None:
    assert build_setup(program, version, out) == out / SETUP
    assert compiler.defined["VERSION"] == version
    assert compiler.defined["NUMBERS"] == numbers
    assert compiler.defined["OUTPUT"] == str(out / SETUP)


def test_warnings_stop_and_the_script_is_utf8(compiler: Compiler, program: Path, out: Path) -> None:
    build_setup(program, "1.2.3", out)
    assert "-WX" in compiler.options
    assert compiler.options[compiler.options.index("-INPUTCHARSET") + 1] == "UTF8"


def test_the_compiler_speaks_vietnamese_with_one_code_for_each_letter(
    compiler: Compiler, program: Path, out: Path
) -> None:
    before = (compiler.home / LANGUAGE).read_bytes()
    build_setup(program, "1.2.3", out)
    assert compiler.language == "\N{BYTE ORDER MARK}Cài đặt\n".encode()
    assert (compiler.home / LANGUAGE).read_bytes() == before


@pytest.mark.parametrize(
    ("size", "fast", "stops"),
    [(100, False, False), (101, False, True), (101, True, False)],
)
def test_an_oversized_setup_stops_unless_it_was_packed_in_a_hurry(
    compiler: Compiler,
    program: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: int,
    fast: bool,
    stops: bool,
) -> None:
    monkeypatch.setattr(nsis, "MOST", 100)
    compiler.size = size
    if stops:
        with pytest.raises(SetupError, match=r"has 101 bytes; 100 are allowed"):
            build_setup(program, "1.2.3", out, fast=fast)
    else:
        assert build_setup(program, "1.2.3", out, fast=fast).stat().st_size == size
    assert ("FAST" in compiler.defined) == fast


def test_a_compiler_that_fails_stops(
    compiler: Compiler, program: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*command: str | Path, env: Mapping[str, str] | None = None) -> str:
        if "-HDRINFO" in command:
            return compiler(*command, env=env)
        raise SetupError("makensis failed")

    monkeypatch.setattr(nsis, "run", fail)
    with pytest.raises(SetupError, match="makensis failed"):
        build_setup(program, "1.2.3", out)
    assert list(out.iterdir()) == []


def test_a_compiler_that_does_not_tell_its_folder_stops(
    compiler: Compiler, program: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nsis, "run", lambda *command, env=None: "Defined symbols: A=1")
    with pytest.raises(SetupError, match="-HDRINFO does not tell"):
        build_setup(program, "1.2.3", out)
