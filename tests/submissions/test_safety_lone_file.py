from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_xl.submissions.limits import LIMITS
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.safety import lone_file

posix = pytest.mark.skipif(os.name != "posix", reason="the system has no such files")


def refusal(path: Path, folder: Path) -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        lone_file(path, folder, LIMITS)
    return caught.value.finding.code, caught.value.finding.message


@pytest.mark.parametrize(
    "name",
    ["phieu.xlsx", "Phiếu huyện Bình Sơn (sửa) 2.xlsx", "Phiếu.xlsx", "a.b.c", "không-đuôi"],
)
def test_a_plain_file_is_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"abc")
    assert lone_file(path, tmp_path, LIMITS) == b"abc"


def test_a_file_in_a_folder_below_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huyện" / "a.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"abc")
    assert lone_file(path, tmp_path, LIMITS) == b"abc"


def test_a_file_as_large_as_is_allowed_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(1000))
    assert len(lone_file(path, tmp_path, replace(LIMITS, file_bytes=1000))) == 1000
    with pytest.raises(Unreadable) as caught:
        lone_file(path, tmp_path, replace(LIMITS, file_bytes=999))
    assert caught.value.finding.code == "T07"


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(10**12)
    assert refusal(path, tmp_path) == (
        "T07",
        "Tệp quá lớn so với một phiếu báo cáo: hơn 20 MB.",
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    code, message = refusal(tmp_path / "a.xlsx", tmp_path)
    assert code == "T01"
    assert "không có tệp" in message


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    assert refusal(tmp_path / "a.xlsx", tmp_path)[0] == "T15"


@posix
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "thật.xlsx"
    target.write_bytes(b"abc")
    for to in (target, tmp_path / "không có"):
        link = tmp_path / f"{to.stem}-link.xlsx"
        link.symlink_to(to)
        assert refusal(link, tmp_path)[0] == "T15"


@posix
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    assert refusal(tmp_path / "a.xlsx", tmp_path)[0] == "T15"


@posix
def test_a_device_is_not_read() -> None:
    assert refusal(Path("/dev/zero"), Path("/dev"))[0] == "T15"


def test_a_file_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vào").mkdir()
    (tmp_path / "a.xlsx").write_bytes(b"abc")
    assert refusal(tmp_path / "vào" / ".." / "a.xlsx", tmp_path / "vào")[0] == "T15"


@posix
def test_a_linked_folder_does_not_lead_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "ngoài").mkdir()
    (tmp_path / "ngoài" / "a.xlsx").write_bytes(b"abc")
    (tmp_path / "vào").mkdir()
    (tmp_path / "vào" / "link").symlink_to(tmp_path / "ngoài")
    assert refusal(tmp_path / "vào" / "link" / "a.xlsx", tmp_path / "vào")[0] == "T15"


@posix
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"abc")
    path.chmod(0)
    code, message = refusal(path, tmp_path)
    assert code == "T01"
    assert "không có quyền" in message


@pytest.mark.parametrize(
    "name",
    [
        "phieu\u202excod.xlsx",
        "phieu\u200b.xlsx",
        "phieu\n.xlsx",
        "phieu.xlsx:a.exe",
        "..\\..\\phieu.xlsx",
        "C:phieu.xlsx",
        "phieu.xlsx.",
        "phieu.xlsx ",
        "...",
        "con.xlsx",
        "LPT1",
    ],
)
def test_a_name_with_tricks_is_refused_before_the_disk_is_asked(name: str, tmp_path: Path) -> None:
    code, message = refusal(tmp_path / name, tmp_path)
    assert code == "T15"
    assert message.isprintable()
