"""``lock``: a closed period changes no more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.tables import LOG
from tests.terminal_runs import CommandLine


@pytest.fixture
def locked(danvan_xl: CommandLine, master_path: Path) -> Path:
    run = danvan_xl("lock", str(master_path), "--as-of", "2022-12-31", "--json")
    assert run.code == 1
    assert json.loads(run.out) == {
        "year": 2022,
        "locked": "2022-12-31",
        "messages": ["Đơn vị chưa có báo cáo: 41 quá hạn."],
    }
    return master_path


@pytest.mark.parametrize(
    "command",
    [
        ("forms", "{}"),
        ("import", "{}", "{}/.."),
        ("consolidate", "{}"),
        ("lock", "{}"),
        ("config", "{}", "period.deadline", "2022-10-01"),
    ],
)
def test_commands_that_change_data_refuse(
    danvan_xl: CommandLine, locked: Path, command: tuple[str, ...]
) -> None:
    content = locked.read_bytes()
    run = danvan_xl(*(part.format(locked) for part in command))
    assert run.code == 2
    assert "đã khóa" in run.err
    assert locked.read_bytes() == content


def test_status_still_tells_but_does_not_write(danvan_xl: CommandLine, locked: Path) -> None:
    with open_book(locked) as book:
        before = [Register(book).block(table) for table in (LOG,)]
    run = danvan_xl("status", str(locked), "--as-of", "2022-09-25", "--json")
    assert run.code == 0
    assert {unit["status"] for unit in json.loads(run.out)["units"]} == {"overdue"}
    with open_book(locked) as book:
        assert [Register(book).block(table) for table in (LOG,)] == before


def test_it_is_opened_with_a_reason(danvan_xl: CommandLine, locked: Path) -> None:
    run = danvan_xl("lock", str(locked), "--open", "--reason", "Bổ sung số liệu xã A")
    assert run.code == 0
    assert "Đã mở khóa kỳ 2022" in run.out
    with open_book(locked) as book:
        register = Register(book)
        assert register.settings()["period.locked"] is None
        assert register.read(LOG)["outcome"].iloc[-1] == "Bổ sung số liệu xã A"
    assert danvan_xl("lock", str(locked), "--open").code == 2
