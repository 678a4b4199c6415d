"""The setup on PCs without Python: unseen, over an older version, and gone without a trace."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from danvan_xl import __version__
from danvan_xl.commands.demo import BOOK
from danvan_xl.installation.contents import settings_in
from danvan_xl.installation.program import UNINSTALLER
from tests.windows.computer import VIETNAMESE_USER, Computer
from tests.windows.held_files import EXCEL, READ, held, running
from tests.windows.machine import run
from tests.windows.office_pc import OFFICE_USER, START_MENU, addin_file, configuration_file
from tests.windows.screen import Screen
from tests.windows.vba_lines import click_line
from tools.setup.nsis import build_setup

REGISTRY = ("HKCU", r"HKLM\Software")
KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\danvan_xl"
FINDINGS = 1
"""Exit code: doctor misses Excel, which no PC of these tests has."""
CANNOT = 2
PLAIN_USER = "danvan"
UNSEEN = ("/S", rf"_?=C:\users\{PLAIN_USER}\AppData\Local\Programs\danvan_xl")
"""Lets the uninstaller run where it is rather than as a copy, so that its exit code is seen."""


@pytest.fixture(scope="session")
def older_setup(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The setup of an older version, which had a file more."""
    older = tmp_path_factory.mktemp("older")
    shutil.copytree(program, older / "program")
    (older / "program" / "site" / "old").mkdir()
    (older / "program" / "site" / "old" / "gone.py").write_text("")
    return build_setup(older / "program", "0.0.1", older, fast=True)


@pytest.fixture
def server() -> Iterator[int]:
    """The port of a server on this machine that takes every call."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.fixture(scope="module")
def signed_setup(setup_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The setup as an office signs it, here with a certificate that vouches for itself."""
    folder = tmp_path_factory.mktemp("signed")
    key, certificate, signed = folder / "key", folder / "certificate", folder / setup_file.name
    request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Office"]
    request += ["-addext", "extendedKeyUsage=codeSigning", "-keyout", str(key)]
    run("openssl", *request, "-out", certificate)
    sign = ["sign", "-certs", certificate, "-key", key, "-h", "sha256", "-n", "danvan_xl"]
    run("osslsigncode", *sign, "-in", setup_file, "-out", signed)
    verified = run("osslsigncode", "verify", "-CAfile", certificate, "-in", signed)
    assert "Signature verification: ok" in verified
    return signed


def test_a_whole_life_without_network_in_a_profile_with_vietnamese_letters(
    new_windows: Callable[..., Computer], signed_setup: Path, server: int
) -> None:
    windows = new_windows(user=VIETNAMESE_USER, bare=True, cut_off=True)
    before, registry = windows.tree(), windows.registry(*REGISTRY)
    calling = f"import socket; socket.create_connection(('127.0.0.1', {server}), 5)"
    assert "ConnectionRefusedError" in windows.run(windows.helper, "-c", calling).err
    windows.program.mkdir(parents=True)
    (windows.program / "python311.dll").write_bytes(b"of a setup that was interrupted")

    assert windows.install(signed_setup).code == FINDINGS
    assert "Đã cài phần bổ trợ" in page_of(windows)
    assert f'"DisplayVersion"="{__version__}"' in windows.registry(KEY)
    states = {c["name"]: c["state"] for c in windows.danvan_xl("doctor", "--json").json["checks"]}
    sound = ("python", "program", "pywin32", "addin", "xlwings", "configuration", "library")
    assert {states[name] for name in sound} == {"ok"}
    assert "error" not in states.values()
    assert_start_menu(windows)

    folder = windows.profile / "Documents" / "Vòng báo cáo"
    made = windows.danvan_xl("demo", "--out", folder, "--json")
    assert (made.code, made.err) == (0, "")
    assert (folder / BOOK).is_file()

    settings = settings_in(addin_file(windows).read_bytes())
    assert settings["INTERPRETER_WIN"].isascii()  # 8.3 names
    errors = windows.profile / "Temp" / "xlwings-1.log"
    click = "from danvan_xl import ribbon; ribbon.validate()"
    places = map(windows.windows_path, (folder / BOOK, errors))
    assert windows.command_line(click_line(settings["INTERPRETER_WIN"], click, *places)) == 0
    assert errors.read_bytes() == b""
    assert any(line.endswith(" ERROR Kiểm tra: no workbook calls") for line in windows.log())

    users = {path: data for path, data in windows.tree().items() if path.startswith("Documents")}
    windows.uninstall()
    assert windows.tree() == before | users
    assert windows.registry(*REGISTRY) == registry


def page_of(windows: Computer) -> str:
    """What the setup shows when it is done."""
    data = windows.profile / "AppData" / "Local" / "danvan_xl"
    return (data / "kiem-tra.html").read_text("utf-8")


def assert_start_menu(windows: Computer) -> None:
    """Every entry leads to a file that is there; the console knows the command."""
    console = f'/K set "PATH={windows.windows_path(windows.program)};%PATH%"'
    entries = {
        "Sổ theo dõi mới": (windows.program / "pythonw.exe", "-m danvan_xl.desktop new"),
        "Hướng dẫn sử dụng": (windows.program / "huong-dan" / "huong-dan.html", ""),
        "Kiểm tra cài đặt": (windows.program / "pythonw.exe", "-m danvan_xl.desktop doctor"),
        "Dòng lệnh danvan-xl": (windows.drive / "windows" / "system32" / "cmd.exe", console),
        "Gỡ danvan_xl": (windows.program / UNINSTALLER, ""),
    }
    folder = windows.profile / START_MENU
    assert {link.stem for link in folder.iterdir()} == entries.keys()
    begins = windows.windows_path(windows.profile / "Documents").encode("utf-16-le")
    for name, (target, arguments) in entries.items():
        assert target.is_file()
        link = (folder / f"{name}.lnk").read_bytes()
        assert begins in link
        for part in (*target.relative_to(windows.drive).parts, arguments):
            assert part.encode("utf-16-le") in link, (name, part)
    new = r"danvan-xl new C:\so.xlsx --year 2026 > C:\out.txt"
    assert windows.command_line(f'cmd.exe /C "{console.removeprefix("/K ")} & {new}"') == 0
    assert (windows.drive / "so.xlsx").is_file()


def test_a_setup_that_was_changed_does_not_run(
    new_windows: Callable[..., Computer], signed_setup: Path, tmp_path: Path
) -> None:
    changed = bytearray(signed_setup.read_bytes())
    changed[len(changed) // 2] ^= 1
    setup = tmp_path / signed_setup.name
    setup.write_bytes(changed)
    windows = new_windows(bare=True)
    before = windows.tree()
    assert windows.run(setup, "/S").code not in (0, FINDINGS)
    assert windows.tree() == before


def test_a_newer_version_keeps_what_is_the_users(
    new_windows: Callable[..., Computer], older_setup: Path, setup_file: Path
) -> None:
    windows = new_windows(user=OFFICE_USER, bare=True)
    assert windows.install(older_setup).code == FINDINGS
    first = windows.program
    assert (first / "site" / "old" / "gone.py").is_file()
    assert '"DisplayVersion"="0.0.1"' in windows.registry(KEY)
    configuration = configuration_file(windows)
    configuration.write_bytes(configuration.read_bytes() + b'"PYTHONPATH","D:\\Kho"\r\n')
    data = windows.profile / "AppData" / "Local" / "danvan_xl"
    users = {data / "danvan_xl.log": "of before", data / "snapshots" / "1" / "x": "values"}
    users[first / "ghi chú.txt"] = "the user's own"
    for path, text in users.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    windows.program = windows.drive / "Phần-mềm" / "Dân-vận"
    assert windows.install(setup_file, rf"/D={windows.windows_path(windows.program)}").code == 1
    assert {path: path.read_text("utf-8").splitlines()[0] for path in users} == users
    assert [path.name for path in first.iterdir()] == ["ghi chú.txt"]
    assert not (windows.program / "site" / "old").exists()
    assert f'"DisplayVersion"="{__version__}"' in windows.registry(KEY)
    written = configuration.read_bytes()
    assert b'"PYTHONPATH","D:\\Kho"\r\n' in written
    found = windows.danvan_xl("doctor", "--json").json["checks"]
    states = {check["name"]: check["state"] for check in found}
    assert (states["program"], states["configuration"], states["addin"]) == ("ok", "ok", "ok")

    (windows.program / "site" / "danvan_xl" / "own.txt").write_text("")
    windows.uninstall()
    left = [path for path in windows.program.rglob("*") if path.is_file()]
    assert left == [windows.program / "site" / "danvan_xl" / "own.txt"]
    assert configuration.read_bytes() == b'"PYTHONPATH","D:\\Kho"\r\n'
    assert not data.exists()


def test_nothing_happens_while_excel_or_the_program_runs(
    new_windows: Callable[..., Computer], setup_file: Path, shown: Screen
) -> None:
    windows = new_windows(user=PLAIN_USER, bare=True, display=shown.display)
    before = windows.tree()
    windows.python = windows.helper
    with running(windows, EXCEL, windows.drive):
        assert windows.run(setup_file, "/S").code == CANNOT
        assert windows.tree() == before

    assert windows.install(setup_file).code == FINDINGS
    installed = windows.tree()
    uninstaller = windows.program / UNINSTALLER
    with held(windows, windows.program / "goi.txt", READ):  # by the installed Python
        assert windows.run(setup_file, "/S").code == CANNOT
        assert windows.run(uninstaller, *UNSEEN).code == CANNOT
    assert windows.tree() == installed
    windows.python = windows.helper
    with running(windows, EXCEL, windows.drive):
        assert windows.run(uninstaller, *UNSEEN).code == CANNOT
    with held(windows, addin_file(windows), READ):
        assert windows.run(uninstaller, *UNSEEN).code == CANNOT
    with held(windows, windows.program / "python311.dll", READ):
        assert windows.run(setup_file, "/S", r"/D=C:\elsewhere").code == CANNOT
    assert windows.run(setup_file, "/S", r"/D=Z:\proc\danvan").code == CANNOT  # not to be written
    assert windows.tree() == installed
    assert windows.windows_path(windows.program).replace("\\", "\\\\") in windows.registry(KEY)

    # Windows refuses at once to rename the folder of a file that is open; Wine notices too late.
    with held(windows, windows.program / "site" / "danvan_xl" / "__init__.py", READ):
        assert windows.run(uninstaller, *UNSEEN).code == CANNOT
    assert "DisplayVersion" in windows.registry(KEY)
    assert windows.run(uninstaller, *UNSEEN).code == FINDINGS  # no program to ask any more
    assert [path.name for path in windows.program.iterdir()] == [UNINSTALLER]
