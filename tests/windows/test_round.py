"""A whole round on files gives on Windows what it gives here."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from danvan_xl.commands.demo import BOOK, demo
from danvan_xl.reports import pdf
from danvan_xl.schema.columns import Table
from danvan_xl.schema.tables import LOG, MASTER, SUBMISSIONS
from danvan_xl.submissions.originals import ORIGINALS_FOLDER
from tests.sheet_rows import Row, Sheets
from tests.windows.computer import Computer

OWN = {LOG: ("time", "user"), SUBMISSIONS: ("sha256", "returned_sha256", "replaced_sha256")}
"""Columns that differ: when and by whom something was done, and how a file is packed."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the demonstration, made on this system, also without a program for PDF."""
    monkeypatch.setattr(pdf, "find_office", lambda: None)
    demo(tmp_path / "here")
    return tmp_path / "here"


def test_the_demonstration_is_the_same_on_windows(windows: Computer, here: Path) -> None:
    there = windows.profile / "Documents" / "Làm thử năm 2022"
    ended = windows.danvan_xl("demo", "--out", there, "--json")
    assert (ended.code, ended.err) == (0, "")
    assert ended.json["files"][0] == windows.windows_path(there / BOOK)

    ours, theirs = Sheets(here / BOOK), Sheets(there / BOOK)
    assert len(ours.rows("tblInitiatives")) > 100
    for table in MASTER:
        expected = rows(ours, table, str(here))
        assert rows(theirs, table, windows.windows_path(there)) == expected, table.name

    files = files_in(here)
    assert {name.split("/")[0] for name in files} >= {"phieu", "nop-ve", "tra-lai", "bao-cao"}
    originals = {name for name in files if name.startswith(ORIGINALS_FOLDER)}
    theirs_there = {name for name in files_in(there) if name.startswith(ORIGINALS_FOLDER)}
    assert len(originals) == len(theirs_there)  # under their hashes: each system packs otherwise
    assert files_in(there) - theirs_there == files - originals
    for name in files - originals - {BOOK}:
        assert content(there / name) == content(here / name), name


def rows(book: Sheets, table: Table, folder: str) -> list[Row]:
    """The rows of a table without the columns ``OWN``, paths as seen from ``folder``."""
    found = book.rows(table.name)
    own = {table[key].header for key in OWN.get(table, ())}
    assert all(header in row for row in found for header in own)
    return [{h: _seen_from(folder, row[h]) for h in row if h not in own} for row in found]


def _seen_from(folder: str, value: object) -> object:
    if isinstance(value, str) and value.startswith(folder):
        return value.removeprefix(folder).replace("\\", "/")
    return value


def files_in(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def content(path: Path) -> object:
    """What a file holds, however it is packed and whenever it was made."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist()) - {"docProps/core.xml"}
        return {name: package.read(name) for name in names}
