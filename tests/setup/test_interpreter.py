"""The interpreter of the setup: the archive as it was published, or none."""

from __future__ import annotations

import dataclasses
import hashlib
import zipfile
from pathlib import Path

import pytest

from tools.setup import interpreter
from tools.setup.errors import SetupError
from tools.setup.interpreter import PYTHON, read, unpack

KEPT = ["LICENSE.txt", "_ssl.pyd", "python.exe", "python311.dll", "python311.zip", "pythonw.exe"]


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small archive, taken for the published one."""
    path = tmp_path / PYTHON.archive
    with zipfile.ZipFile(path, "w") as files:
        for name in (*KEPT, "python311._pth", "python.cat"):
            files.writestr(name, f"content of {name}")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    monkeypatch.setattr(interpreter, "PYTHON", dataclasses.replace(PYTHON, sha256=digest))
    return path


def test_all_is_unpacked_but_the_search_path_and_the_catalogue(
    archive: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    unpack(read(archive), home)
    assert sorted(path.name for path in home.iterdir()) == sorted(KEPT)
    for name in KEPT:
        assert (home / name).read_text("utf-8") == f"content of {name}"


def test_the_name_of_the_file_does_not_matter(archive: Path, tmp_path: Path) -> None:
    renamed = archive.rename(tmp_path / "tải về.zip")
    unpack(read(renamed), tmp_path / "home")
    assert (tmp_path / "home" / "python.exe").is_file()


@pytest.mark.parametrize("position", [0, 100, -1], ids=["first", "within", "last"])
def test_a_changed_byte_stops(archive: Path, tmp_path: Path, position: int) -> None:
    content = bytearray(archive.read_bytes())
    content[position] ^= 1
    archive.write_bytes(content)
    with pytest.raises(SetupError) as stopped:
        unpack(read(archive), tmp_path / "home")
    told = (
        archive,
        hashlib.sha256(content).hexdigest(),
        interpreter.PYTHON.sha256,
        "python.org",
    )
    for part in told:
        assert str(part) in str(stopped.value)
    assert not (tmp_path / "home").exists()


def test_another_archive_stops(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive, "a") as files:
        files.writestr("sitecustomize.py", "print('one more')")
    with pytest.raises(SetupError, match="Download it anew"):
        unpack(read(archive), tmp_path / "home")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("kind", ["nothing", "a folder"])
def test_a_missing_archive_stops_and_is_told_where_to_get(tmp_path: Path, kind: str) -> None:
    archive = tmp_path / "python.zip"
    if kind == "a folder":
        archive.mkdir()
    with pytest.raises(SetupError) as stopped:
        unpack(read(archive), tmp_path / "home")
    for told in (str(archive), "python-3.11.9-embed-amd64.zip", "3.11.9", "python.org", "64-bit"):
        assert told in str(stopped.value)
    assert not (tmp_path / "home").exists()
