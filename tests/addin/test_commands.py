"""The commands work on a workbook with macros, and leave macros, ribbon and buttons alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_xl.commands.consolidate import consolidate
from danvan_xl.commands.status import status
from danvan_xl.commands.validate import validate
from danvan_xl.engines import open_book
from tests.addin.built import parts
from tests.rounds import AS_OF, Round
from tests.xlsx_checks import problems

KEPT = (".bin", ".vml", "customUI14.xml", "custom.xml", "[Content_Types].xml", "_rels/.rels")


@pytest.fixture
def path(macro_master: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "Sổ theo dõi.xlsm"
    path.write_bytes(macro_master)
    return path


def test_a_round_leaves_macros_ribbon_and_buttons_byte_for_byte(
    path: Path, macro_master: bytes
) -> None:
    round_ = Round(path, "522", "STC")
    round_.return_form("522")
    assert len(round_.run().accepted) == 1
    with open_book(path) as book:
        status(book, as_of=AS_OF)
        validate(book)
        consolidate(book, as_of=AS_OF)
        book.save()
    before, after = parts(macro_master), parts(path.read_bytes())
    assert before.keys() == after.keys()
    kept = [name for name in before if name.endswith(KEPT)]
    assert len(kept) >= len(KEPT)
    assert [name for name in kept if before[name] != after[name]] == []
    assert before["xl/worksheets/sheet3.xml"] != after["xl/worksheets/sheet3.xml"]
    assert problems(path.read_bytes()) == []
