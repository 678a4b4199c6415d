"""Damaged files of every kind: read, or refused with a reason; nothing else happens."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator

import pytest

from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook, Unreadable
from danvan_xl.submissions.readers import csv_text
from danvan_xl.submissions.readers.guard import guarded
from tests.submissions.formats import write, write_csv
from tests.submissions.test_reader_kinds import EVERYTHING, READERS

LIMITS = Limits(cells=50_000)
ROUNDS = 150
ZIPPED = ("xlsb", "ods")
CODES = {"T04", "T05", "T06", "T07", "T09", "T10"}
ROWS = [["Mã", "Số liệu", "Ghi chú"], *[[f"CT{n}", "1.250", "«hai\ndòng», đủ"] for n in range(20)]]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """``data`` with some bytes flipped, dropped, doubled, or its end cut off."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        at = chance.randrange(len(changed) or 1)
        match chance.randrange(5):
            case 0:
                del changed[at:]
            case 1:
                del changed[at : at + chance.randrange(40)]
            case 2:
                changed[at:at] = changed[at : at + chance.randrange(200)]
            case 3:
                changed[at : at + 4] = chance.choice((b"\xff" * 4, b"\0" * 4, b"\xff\xff\xff\x7f"))
            case _ if changed:
                changed[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(changed)


def damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """A sound package in which one part is damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        hit = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damaged(part, chance) if name == hit else part)
    return out.getvalue()


def outcomes(read: Callable[[bytes, Limits], RawBook], variants: Iterator[bytes]) -> set[str]:
    found = set()
    for data in variants:
        try:
            book = read(data, LIMITS)
        except Unreadable as refused:
            found.add(refused.code if refused.finding.message else "")
        else:
            found.add("read")
            assert all(isinstance(sheet.name, str) for sheet in book.sheets)
    return found


@pytest.mark.parametrize("kind", READERS)
def test_damaged_files_are_read_or_refused(kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    data, chance = write(kind, EVERYTHING), random.Random(kind)
    found = outcomes(READERS[kind], (damaged(data, chance) for _ in range(ROUNDS)))
    assert found <= CODES | {"read"}
    assert len(found) > 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", ZIPPED)
def test_damaged_parts_are_read_or_refused(kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    data, chance = write(kind, EVERYTHING), random.Random(kind)
    found = outcomes(READERS[kind], (damaged_inside(data, chance) for _ in range(ROUNDS)))
    assert {"read", "T05"} <= found <= CODES | {"read"}
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_damaged_text_is_read_or_refused(encoding: str) -> None:
    data, chance = write_csv(ROWS, ";", encoding), random.Random(encoding)
    found = outcomes(csv_text.read, (damaged(data, chance) for _ in range(ROUNDS)))
    assert "read" in found
    assert found <= CODES | {"read"}


@pytest.mark.parametrize("kind", READERS)
def test_a_file_of_another_kind_is_refused(kind: str) -> None:
    for other in READERS:
        same = kind == other or {kind, other} <= {"ods", "fods"} or {kind, other} <= {"html", "mht"}
        if not same and kind not in ("html", "mht"):
            with pytest.raises(Unreadable):
                READERS[kind](write(other, EVERYTHING), LIMITS)


class PanicException(BaseException):
    """Stands for a panic of a library in Rust."""


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (Unreadable("T04"), "T04"),
        (ValueError("x"), "T05"),
        (AssertionError(), "T05"),
        (RecursionError(), "T05"),
        (PanicException("x"), "T09"),
    ],
)
def test_whatever_a_library_raises_the_file_is_refused(raised: BaseException, code: str) -> None:
    @guarded(".abc")
    def read(data: bytes, limits: Limits) -> RawBook:
        raise raised

    with pytest.raises(Unreadable) as refused:
        read(b"", LIMITS)
    assert refused.value.code == code


@pytest.mark.parametrize("raised", [MemoryError(), KeyboardInterrupt(), SystemExit()])
def test_what_concerns_the_process_goes_through(raised: BaseException) -> None:
    @guarded(".abc")
    def read(data: bytes, limits: Limits) -> RawBook:
        raise raised

    with pytest.raises(type(raised)):
        read(b"", LIMITS)
