"""A whole round on files gives on Windows what it gives here."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest

from danvan_xl.commands.demo import BOOK, demo
from danvan_xl.reports import pdf
from danvan_xl.schema.columns import Table
from danvan_xl.schema.tables import LOG, MASTER, SUBMISSIONS
from tests.sheet_rows import Row, Sheets
from tests.windows.computer import Computer

OWN = {LOG: ("time", "user"), SUBMISSIONS: ("sha256", "known")}
"""Columns that differ: when and by whom something was done, and how a file is packed."""

HASH = re.compile(r"(?<![0-9a-f])([0-9a-f]{64}|[0-9a-f]{8}(?=_))")
"""The hash of a form in the name of its original, and its beginning in that of a marked copy."""


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

    files, files_there = files_in(here), files_in(there)
    assert {name.split("/")[0] for name in files} >= {"phieu", "nop-ve", "tra-lai", "bao-cao"}
    assert files_there.keys() == files.keys()
    for name in files.keys() - {BOOK}:
        ours_now, theirs_now = map(contents, (files[name], files_there[name]))
        assert theirs_now == ours_now, name


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


def files_in(folder: Path) -> dict[str, list[Path]]:
    """Every file by its name without the hash in it: each system packs its workbooks otherwise."""
    found = defaultdict(list)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        found[unhashed(path.relative_to(folder).as_posix())].append(path)
    return found


def unhashed(text: str) -> str:
    return HASH.sub("…", text)


def contents(paths: list[Path]) -> list[object]:
    """What files hold, in an order that does not depend on their names."""
    return sorted(map(content, paths), key=repr)


def content(path: Path) -> object:
    """What a file holds, however it is packed and whenever it was made."""
    if not zipfile.is_zipfile(path):
        return unhashed(path.read_text("utf-8"))
    with zipfile.ZipFile(path) as package:
        names = sorted({*package.namelist()} - {"docProps/core.xml"})
        return {name: package.read(name) for name in names}
