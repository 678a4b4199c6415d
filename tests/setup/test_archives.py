"""The archives: what is in them, and that the same content is the same archive."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from tools.setup.archives import pack_program, pack_wheels

SCRIPTS = ("cai-dat.cmd", "go-cai-dat.cmd")
FILES = {
    "python.exe": b"MZ" * 9999,
    "goi.txt": b"alpha==1.0\n",
    "site/alpha/__init__.py": b"",
    "site/alpha/Tên có dấu $1.txt": "Xin chào".encode(),
}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A small program folder, with a folder of nothing in it."""
    folder = tmp_path / "program"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "empty").mkdir()
    return folder


@pytest.fixture
def wheels(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "beta-2-py3-none-any.whl", tmp_path / "alpha-1.0-py3-none-any.whl"]
    for path in paths:
        path.write_bytes(path.name.encode() * 99)
    return paths


def _content(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as files:
        assert files.testzip() is None
        names = files.namelist()
        assert names == sorted(set(names))
        return {name: files.read(name) for name in names}


def test_the_program_lies_in_one_folder_with_its_scripts(program: Path, tmp_path: Path) -> None:
    archive = pack_program(program, "9.8.7", tmp_path)
    assert archive == tmp_path / "DanVanKheo-9.8.7.zip"
    content = _content(archive)
    for script in SCRIPTS:
        text = content.pop(f"DanVanKheo/{script}")
        text.decode("utf-8")
        assert text.count(b"\n") == text.count(b"\r\n") == len(text.splitlines()) > 5
    assert content == {f"DanVanKheo/{name}": data for name, data in FILES.items()}
    assert archive.stat().st_size < len(FILES["python.exe"])


def test_the_wheels_lie_in_one_folder_with_their_list(
    program: Path, wheels: list[Path], tmp_path: Path
) -> None:
    archive = pack_wheels(program, wheels, "9.8.7", tmp_path)
    assert archive == tmp_path / "DanVanKheo-9.8.7-goi.zip"
    expected = {f"goi/{wheel.name}": wheel.read_bytes() for wheel in wheels}
    assert _content(archive) == {**expected, "goi/goi.txt": FILES["goi.txt"]}


def test_the_same_content_is_the_same_archive(
    program: Path, wheels: list[Path], tmp_path: Path
) -> None:
    again = tmp_path / "elsewhere" / "copied"
    for name in reversed(FILES):
        (again / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(program / name, again / name)
        os.utime(again / name, (1_000_000_000, 1_000_000_000))
        (again / name).chmod(0o700)
    for pack, inputs in ((pack_program, ()), (pack_wheels, (wheels,))):
        archives = []
        for folder in (program, again):
            shown = [reversed(one) for one in inputs] if folder == again else inputs
            out = tmp_path / f"{pack.__name__} of {folder.name}"
            out.mkdir()
            archives.append(pack(folder, *shown, "1.0", out).read_bytes())
        assert archives[0] == archives[1]


def test_another_content_is_another_archive(program: Path, tmp_path: Path) -> None:
    before = pack_program(program, "1.0", tmp_path).read_bytes()
    (program / "goi.txt").write_bytes(b"alpha==1.1\n")
    assert pack_program(program, "1.0", tmp_path).read_bytes() != before
