"""The program as a folder in an archive, for offices where setups are forbidden."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_xl import __version__
from tests.windows.computer import Computer
from tests.windows.machine import Machine
from tests.windows.office_pc import OFFICE_USER, addin_file
from tools.setup.archives import pack_program, pack_wheels
from tools.setup.program import build_wheel, files_in
from tools.setup.wheels import gather, pinned


@pytest.fixture
def unpacked(program: Path, tmp_path: Path) -> Path:
    """The unpacked folder of the archive."""
    archive = pack_program(program, __version__, tmp_path)
    with zipfile.ZipFile(archive) as files:
        files.extractall(tmp_path)
    return tmp_path / "DanVanKheo"


def test_the_folder_holds_what_the_setup_installs_and_two_scripts(
    unpacked: Path, program: Path
) -> None:
    scripts = {"cai-dat.cmd", "go-cai-dat.cmd"}
    assert set(files_in(unpacked)) == {*files_in(program), *scripts}
    for script in scripts:
        lines = (unpacked / script).read_bytes().split(b"\n")
        assert all(line.endswith(b"\r") for line in lines[:-1])  # else cmd misreads labels


def test_the_folder_installs_itself_and_takes_itself_away(
    new_windows: Callable[..., Computer], unpacked: Path
) -> None:
    windows = new_windows(user=OFFICE_USER, bare=True)
    before = windows.tree()
    home = windows.drive / "Phần mềm của cơ quan"
    unpacked.rename(home)
    windows.python = home / "python.exe"
    folder = windows.windows_path(home)

    assert windows.command_line(rf'cmd.exe /C ""{folder}\cai-dat.cmd" /S"') == 1  # no Excel
    assert addin_file(windows).is_file()
    found = windows.danvan_xl("doctor", "--json").json["checks"]
    checks = {check["name"]: check for check in found}
    assert checks["program"]["state"] == "ok"
    assert checks["configuration"]["state"] == "ok"

    assert windows.command_line(rf'cmd.exe /C ""{folder}\go-cai-dat.cmd" /S > C:\out.txt"') == 0
    assert windows.tree() == before


def test_the_wheels_install_without_network_and_only_as_they_were_listed(
    program: Path, the_machine: Machine, tmp_path: Path
) -> None:
    wheels = gather(the_machine.wheels, pinned())
    archive = pack_wheels(program, [*wheels, build_wheel(tmp_path)], __version__, tmp_path)
    with zipfile.ZipFile(archive) as files:
        files.extractall(tmp_path)
    folder = tmp_path / "goi"
    windows = ["--platform=win_amd64", "--python-version=3.11", "--only-binary=:all:"]
    target = ["--no-deps", "--dry-run", "--target", str(tmp_path / "target")]
    command = [
        sys.executable,
        "-m",
        "pip",
        "--isolated",
        "install",
        "--no-index",
        *windows,
        *target,
    ]
    command += ["--require-hashes", "--find-links", str(folder), "-r", str(folder / "goi.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"danvan-xl-{__version__}" in done.stdout

    (xlwings,) = folder.glob("xlwings-*.whl")
    xlwings.write_bytes(xlwings.read_bytes() + b"x")
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert "DO NOT MATCH THE HASHES" in refused.stderr
