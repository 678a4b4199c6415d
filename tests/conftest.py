"""Fixtures that all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlwings as xw

from danvan_xl.commands.new import master_bytes
from danvan_xl.engines import open_book
from tests.kept_workers import kept_workers
from tests.terminal_runs import CommandLine

__all__ = ["kept_workers"]

AS_OF = date(2022, 9, 25)


def pytest_configure(config: pytest.Config) -> None:
    """Keep log, snapshots and locks of the tests out of the profile of who runs them."""
    profile = TemporaryDirectory(prefix="danvan-profile-")
    os.environ["XDG_DATA_HOME"] = profile.name
    config.add_cleanup(profile.cleanup)


@pytest.fixture(scope="session")
def master_2022() -> bytes:
    return master_bytes(2022, AS_OF)


@pytest.fixture
def master_path(master_2022: bytes, tmp_path: Path) -> Path:
    """A new master for 2022 in a folder of its own."""
    path = tmp_path / "so-2022.xlsx"
    path.write_bytes(master_2022)
    return path


@pytest.fixture
def master(master_path: Path) -> Iterator[xw.Book]:
    """The same, open."""
    book = open_book(master_path)
    yield book
    book.close()


@pytest.fixture
def danvan_xl(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line; gives the exit code and what was printed."""
    return CommandLine(monkeypatch, capsys)
