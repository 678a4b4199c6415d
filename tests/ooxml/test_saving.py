"""Saving in one step: the old file or the new one, and nothing else in the folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.ooxml import FileChanged, FileInUse, Workbook, saving, who_has_open
from tests.ooxml.handmade import rich, small

OLD = small('<row r="1"><c r="A1"><v>1</v></c></row>')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "Sổ theo dõi.xlsx"
    file.write_bytes(OLD)
    return file


def changed(path: Path) -> Workbook:
    book = Workbook.open(path)
    book.write("S", 1, 1, [[2]])
    return book


def only(path: Path) -> bool:
    """Whether the file is alone in its folder."""
    return list(path.parent.iterdir()) == [path]


def test_a_saved_workbook_goes_on_from_what_was_saved(path: Path) -> None:
    book = changed(path)
    book.save()
    assert not book.changed
    assert not book.written("S")
    assert book.values("S") == [[2.0]]
    assert path.read_bytes() == book.to_bytes() != OLD
    book.write("S", 1, 2, [[3]])
    book.save()
    assert Workbook.open(path).values("S") == [[2.0, 3.0]]
    assert only(path)


def test_remarks_outlast_a_save(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsm"
    file.write_bytes(rich())
    book = Workbook.open(file)
    book.write("Chính", 1, 12, [["y"]])
    book.save()
    assert len(book.remarks) == 1


def test_a_file_without_changes_is_left_alone(path: Path) -> None:
    before = path.stat()
    Workbook.open(path).save()
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


def test_a_workbook_can_be_saved_elsewhere_and_stays_there(path: Path, tmp_path: Path) -> None:
    book = changed(path)
    other = tmp_path / "khác.xlsx"
    book.save(other)
    assert path.read_bytes() == OLD
    assert book.path == other
    book.write("S", 1, 1, [[9]])
    book.save()
    assert path.read_bytes() == OLD
    assert Workbook.open(other).values("S") == [[9.0]]


def test_a_workbook_from_bytes_needs_a_path(tmp_path: Path) -> None:
    book = Workbook.from_bytes(OLD)
    with pytest.raises(ValueError, match="needs a path"):
        book.save()
    book.save(tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == OLD


def test_a_file_that_someone_changed_is_not_overwritten(path: Path) -> None:
    book = changed(path)
    same_length = OLD[:-1] + bytes([OLD[-1] ^ 1])
    for content in (b"someone else's", same_length):
        path.write_bytes(content)
        with pytest.raises(FileChanged, match="Sổ theo dõi"):
            book.save()
        assert path.read_bytes() == content
        assert only(path)
    assert book.changed


def test_a_file_that_is_gone_is_not_made_again(path: Path) -> None:
    book = changed(path)
    path.unlink()
    with pytest.raises(FileChanged):
        book.save()
    assert not list(path.parent.iterdir())


def test_a_file_that_was_only_touched_is_saved(path: Path) -> None:
    book = changed(path)
    os.utime(path, (1, 1))
    book.save()
    assert Workbook.open(path).values("S") == [[2.0]]


def test_a_change_during_the_save_is_noticed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = changed(path)
    fsync = os.fsync

    def meanwhile(handle: int) -> None:
        fsync(handle)
        path.write_bytes(b"someone else's")

    monkeypatch.setattr(saving.os, "fsync", meanwhile)
    with pytest.raises(FileChanged):
        book.save()
    assert path.read_bytes() == b"someone else's"
    assert only(path)


@pytest.mark.parametrize("where", ["open", "replace"])
def test_a_file_that_is_open_in_excel_loses_nothing(
    where: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = changed(path)
    before = book.to_bytes()

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, where, forbidden)
        with pytest.raises(FileInUse, match="đang được mở ở nơi khác") as refusal:
            book.save()
    assert isinstance(refusal.value, DanVanError)
    assert path.read_bytes() == OLD
    assert only(path)
    assert book.to_bytes() == before
    book.save()
    assert path.read_bytes() == before


def test_a_read_only_file_is_not_replaced(path: Path) -> None:
    before = path.read_bytes()
    book = changed(path)
    path.chmod(0o444)
    with pytest.raises(FileInUse, match="không có quyền ghi"):
        book.save()
    assert path.read_bytes() == before
    assert only(path)


def test_a_full_disk_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = changed(path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(saving.os, "fsync", full)
        with pytest.raises(FileInUse, match="ổ đĩa hết chỗ"):
            book.save()
    assert path.read_bytes() == OLD
    assert only(path)


def test_a_folder_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(FileInUse, match=r"x\.xlsx"):
        changed(path).save(path.parent / "không có" / "x.xlsx")


def excel_lock(name: str) -> bytes:
    """The owner file that Excel writes: the name in bytes, padded, and in UTF-16."""
    wide = name.encode("utf-16-le")
    narrow = name.encode("ascii", "replace")
    return bytes([len(narrow)]) + narrow.ljust(54) + bytes([len(name), 0]) + wide.ljust(108)


@pytest.mark.parametrize(
    ("lock", "content", "who"),
    [
        ("~$Sổ theo dõi.xlsx", excel_lock("Nguyễn Văn A"), "Nguyễn Văn A"),
        ("~$Sổ theo dõi.xlsx", b"\x05admin" + b" " * 48, "admin"),
        (".~lock.Sổ theo dõi.xlsx#", b",lan,may-1,24.11.2026 08:00,file:///x;", "lan"),
        (".~lock.Sổ theo dõi.xlsx#", "Trần Thị B,b,may-1,x,y;".encode(), "Trần Thị B"),
        ("~$Sổ theo dõi.xlsx", b"", None),
    ],
)
def test_the_person_who_has_a_file_open_is_named(
    lock: str, content: bytes, who: str | None, path: Path
) -> None:
    (path.parent / lock).write_bytes(content)
    assert who_has_open(path) == who


def test_nobody_has_a_file_open_without_a_lock(path: Path) -> None:
    assert who_has_open(path) is None


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")
def test_permissions_and_links_are_kept(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "link.xlsx"
    link.symlink_to(path)
    changed(link).save()
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert Workbook.open(path).values("S") == [[2.0]]


KILLED = """
import os, signal, sys
from pathlib import Path
from danvan_xl.ooxml import Workbook, saving

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

path, point = Path(sys.argv[1]), sys.argv[2]
book = Workbook.open(path)
book.write("S", 1, 1, [[2]])
data = book.to_bytes()

if point == "before writing":
    saving.secrets.token_hex = die
elif point == "half written":
    plain_open = Path.open
    def opened(self, *args, **more):
        file = plain_open(self, *args, **more)
        if args[:1] == ("xb",):
            file.write(data[: len(data) // 2])
            file.flush()
            die()
        return file
    Path.open = opened
elif point == "not flushed":
    saving.os.fsync = die
elif point == "before the move":
    Path.replace = die
elif point == "after the move":
    replace = Path.replace
    def moved(self, target):
        replace(self, target)
        die()
    Path.replace = moved
book.save()
"""


@pytest.mark.skipif(os.name == "nt", reason="a signal of POSIX")
@pytest.mark.parametrize(
    ("point", "is_new"),
    [
        ("before writing", False),
        ("half written", False),
        ("not flushed", False),
        ("before the move", False),
        ("after the move", True),
    ],
)
def test_a_process_that_is_killed_leaves_the_old_file_or_the_new_one(
    point: str, is_new: bool, path: Path
) -> None:
    new = changed(path).to_bytes()
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), point], cwd=root, check=False, timeout=120
    )
    assert run.returncode == -signal.SIGKILL
    assert path.read_bytes() == (new if is_new else OLD)
    Workbook.open(path)
