from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from pathlib import Path

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.submissions.originals import ORIGINALS_FOLDER, keep_original

DATA = b"PK\x03\x04 a form"
SHA = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ORIGINALS_FOLDER


def test_an_original_is_kept_under_its_hash(folder: Path) -> None:
    path = keep_original(folder, SHA, ".xlsx", DATA)
    assert path == folder / f"{SHA}.xlsx"
    assert path.read_bytes() == DATA
    assert not path.stat().st_mode & stat.S_IWRITE
    assert list(folder.iterdir()) == [path]


def test_a_copy_that_is_there_is_not_written_again(folder: Path) -> None:
    path = keep_original(folder, SHA, ".xlsx", DATA)
    before = path.stat()
    assert keep_original(folder, SHA, ".xlsx", DATA) == path
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_damaged_copy_is_put_right(folder: Path) -> None:
    path = keep_original(folder, SHA, ".xlsx", DATA)
    path.chmod(0o600)
    path.write_bytes(DATA[:5])
    path.chmod(0o400)
    assert keep_original(folder, SHA, ".xlsx", DATA).read_bytes() == DATA


@pytest.mark.parametrize(
    ("failing", "number", "why"),
    [
        ("fsync", errno.ENOSPC, "ổ đĩa hết chỗ"),
        ("fsync", errno.EACCES, "không có quyền đọc, ghi, hoặc tệp đang mở ở chương trình khác"),
        ("mkdir", errno.EROFS, "ổ đĩa chỉ cho đọc"),
    ],
)
def test_when_the_disk_refuses_it_is_said_and_nothing_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failing: str, number: int, why: str
) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError(number, os.strerror(number), "x")

    monkeypatch.setattr(os, failing, refuse)
    expected = f"Không cất được bản gốc của phiếu vào thư mục «ban-goc»: {why}. "
    with pytest.raises(DanVanError, match=re.escape(expected)):
        keep_original(folder, SHA, ".xlsx", DATA)
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_said(folder: Path) -> None:
    folder.write_bytes(b"")
    with pytest.raises(DanVanError, match="đã có tệp cùng tên"):
        keep_original(folder, SHA, ".xlsx", DATA)


@pytest.mark.parametrize(
    ("sha", "suffix"),
    [("0" * 64, ".xlsx"), (SHA, "/../a"), (SHA, ""), (SHA, "xlsx"), (SHA, ".xlsx\n")],
)
def test_only_a_right_hash_and_a_plain_suffix_make_a_name(
    folder: Path, sha: str, suffix: str
) -> None:
    with pytest.raises(ValueError, match="not the content"):
        keep_original(folder, sha, suffix, DATA)
    assert not folder.exists()
