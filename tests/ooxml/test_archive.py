"""Zip files: what is opened, what is refused, what a copy of an entry keeps."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable

import pytest

from danvan_xl.ooxml import BadFile, Workbook, archive
from tests.ooxml.handmade import MOMENT, edited, rich, small, unzipped, with_parts, zipped

DATA = small('<row r="1"><c r="A1"><v>1</v></c></row>')
SHEET = "xl/worksheets/sheet1.xml"


class _Unseekable(io.RawIOBase):
    """A stream that forces the writer to put sizes behind the data."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.written += memoryview(data)  # type: ignore[arg-type]
        return len(memoryview(data))  # type: ignore[arg-type]


def streamed(data: bytes) -> bytes:
    """The same parts with sizes behind the data, some stored, one with a comment and zip64."""
    out = _Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.comment = b"a comment"
        for number, (name, part) in enumerate(unzipped(data).items()):
            info = zipfile.ZipInfo(name, MOMENT)
            info.compress_type = zipfile.ZIP_STORED if number % 2 else zipfile.ZIP_DEFLATED
            info.comment = b"of an entry"
            with target.open(info, "w", force_zip64=True) as entry:
                entry.write(part)
    return bytes(out.written)


def changed(data: bytes) -> bytes:
    book = Workbook.from_bytes(data)
    book.write(book.sheets[0].name, 30, 30, [["mới"]])
    return book.to_bytes()


def test_entries_keep_their_order_and_their_packed_bytes() -> None:
    before, after = rich(), changed(rich())
    with (
        zipfile.ZipFile(io.BytesIO(before)) as old,
        zipfile.ZipFile(io.BytesIO(after)) as new,
    ):
        assert old.namelist() == new.namelist()
        for one, other in zip(old.infolist(), new.infolist(), strict=True):
            assert (one.date_time, one.compress_type) == (other.date_time, other.compress_type)
            if one.CRC == other.CRC:
                assert _packed(before, one) == _packed(after, other)


def _packed(data: bytes, info: zipfile.ZipInfo) -> bytes:
    start = info.header_offset
    name, extra = struct.unpack_from("<2H", data, start + 26)
    begin = start + 30 + name + extra
    return data[begin : begin + info.compress_size]


def test_sizes_behind_the_data_are_put_in_front() -> None:
    after = changed(streamed(DATA))
    with zipfile.ZipFile(io.BytesIO(after)) as opened:
        assert opened.testzip() is None
        assert opened.comment == b"a comment"
        for info in opened.infolist():
            assert not info.flag_bits & 8
            assert not info.extra
            assert struct.unpack_from("<L", after, info.header_offset + 22)[0] == info.file_size
            assert info.comment == b"of an entry"
    assert unzipped(after).keys() == unzipped(DATA).keys()


def test_the_packing_of_an_entry_stays_what_it_was() -> None:
    before = streamed(DATA)
    with (
        zipfile.ZipFile(io.BytesIO(before)) as old,
        zipfile.ZipFile(io.BytesIO(changed(before))) as new,
    ):
        for one, other in zip(old.infolist(), new.infolist(), strict=True):
            assert one.compress_type == other.compress_type


def test_a_name_that_is_not_ascii_is_kept() -> None:
    data = with_parts(DATA, {"xl/ảnh.bin": b"abc"})
    assert unzipped(changed(data))["xl/ảnh.bin"] == b"abc"


def test_names_with_backslashes_are_found() -> None:
    parts = {name.replace("/", "\\"): part for name, part in unzipped(DATA).items()}
    after = unzipped(changed(zipped(parts)))
    assert "xl\\worksheets\\sheet1.xml" in after
    assert b"AD30" in after["xl\\worksheets\\sheet1.xml"]


def _damaged() -> bytes:
    start = DATA.index(b"PK\x03\x04", 10) - 20
    return DATA[:start] + bytes([DATA[start] ^ 0xFF]) + DATA[start + 1 :]


def _stored(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, MOMENT)


def _doubled(second: str) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "w") as target:
            for name, part in unzipped(DATA).items():
                target.writestr(_stored(name), part)
            target.writestr(_stored(second), b"x")
    return out.getvalue()


def _locked() -> bytes:
    data = bytearray(zipped(unzipped(DATA)))
    position = data.index(b"PK\x01\x02")
    data[position + 8] |= 1
    return bytes(data)


def _lying_about_size() -> bytes:
    """The directory says that a part is shorter than it is."""
    data = bytearray(DATA)
    position = data.index(b"PK\x01\x02")
    size = struct.unpack_from("<L", data, position + 24)[0]
    struct.pack_into("<L", data, position + 24, size - 1)
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD = edited(
    DATA,
    "[Content_Types].xml",
    "spreadsheetml.sheet.main",
    "wordprocessingml.document.main",
)
BINARY = edited(
    DATA,
    "[Content_Types].xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
)


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda: b"", "không phải"),
        (lambda: b"Ma,Ten\n1,2\n", "không phải"),
        (lambda: b"<html></html>", "không phải"),
        (lambda: zipped({"a.txt": "x"}), "không phải"),
        (lambda: WORD, "không phải"),
        (lambda: BINARY, "không phải"),
        (lambda: with_parts(DATA, {"xl/workbook.xml": None}), "không phải"),
        (lambda: with_parts(DATA, {SHEET: None}), "hỏng"),
        (lambda: with_parts(DATA, {"xl/workbook.xml": "<workbook"}), "hỏng"),
        (lambda: with_parts(DATA, {"_rels/.rels": "<Relationships"}), "hỏng"),
        (lambda: OLE, "cũ"),
        (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (lambda: DATA[:-30], "hỏng"),
        (lambda: DATA[: len(DATA) // 2], "hỏng"),
        (_damaged, "hỏng"),
        (_lying_about_size, "hỏng"),
        (_locked, "mật khẩu"),
        (lambda: _doubled("xl/workbook.xml"), "hai bản"),
        (lambda: _doubled("XL/Workbook.xml"), "hai bản"),
    ],
)
def test_what_is_no_sound_workbook_is_not_opened(make: Callable[[], bytes], word: str) -> None:
    with pytest.raises(BadFile, match=word):
        Workbook.from_bytes(make())


@pytest.mark.parametrize("limit", ["LARGEST_PART", "LARGEST_TOTAL"])
def test_a_file_that_unpacks_to_too_much_is_not_opened(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, limit, 200)
    with pytest.raises(BadFile, match="quá lớn"):
        Workbook.from_bytes(DATA)


def test_every_byte_that_is_cut_off_is_noticed() -> None:
    for length in range(0, len(DATA), 97):
        with pytest.raises(BadFile):
            Workbook.from_bytes(DATA[:length])


def test_a_wrong_checksum_is_noticed_in_any_part() -> None:
    with zipfile.ZipFile(io.BytesIO(DATA)) as opened:
        infos = opened.infolist()
    for info in infos:
        data = bytearray(DATA)
        wrong = struct.pack("<L", info.CRC ^ 1)
        position = data.index(b"PK\x01\x02")
        while data[position + 46 : position + 46 + len(info.filename)] != info.filename.encode():
            position = data.index(b"PK\x01\x02", position + 4)
        data[position + 16 : position + 20] = wrong
        with pytest.raises(BadFile, match="hỏng"):
            Workbook.from_bytes(bytes(data))
