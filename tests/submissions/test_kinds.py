from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.addin.compound import compound_file
from danvan_xl.submissions.kinds import NAMES, kind_of, suffix_remark
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.readers import READERS, reader_for
from tests.ooxml.books import by_excel, by_openpyxl, by_xlsxwriter
from tests.ooxml.handmade import edited, zipped
from tests.submissions.formats import Page, Pages, write, write_csv
from tests.submissions.hostile_makers import bare_xls, open_document, plain

BOOK = Pages((Page("S", [["Mã", "Số"], ["01", 2.0]]),))
TYPES = "[Content_Types].xml"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"


def of_type(content_type: str) -> bytes:
    """A workbook whose main part has another content type."""
    usual = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return edited(plain(), TYPES, usual, content_type)


READABLE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "XlsxWriter": ("xlsx", by_xlsxwriter),
    "openpyxl": ("xlsx", by_openpyxl),
    "Excel, with macros": ("xlsm", by_excel),
    "a template": (
        "xlsx",
        lambda: of_type(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
        ),
    ),
    "an add-in": (
        "xlsm",
        lambda: of_type("application/vnd.ms-excel.addin.macroEnabled.main+xml"),
    ),
    **{
        kind: (kind, lambda kind=kind: write(kind, BOOK))
        for kind in ("xls", "xlsb", "ods", "fods", "xml", "html", "mht")
    },
    "an .xls without its container": ("xls", bare_xls),
    "comma separated": ("csv", lambda: write_csv([["Mã", "Số"], ["01", "2"]])),
    "tab separated": ("csv", lambda: write_csv([["Mã", "Số"]], "\t")),
    "CSV in UTF-16": ("csv", lambda: write_csv([["Mã", "Số"]], ";", "utf-16")),
    "CSV in an old encoding": ("csv", lambda: "Qu¶ng Ng·i;2".encode("latin-1")),
    "HTML behind blank lines": ("html", lambda: b"\xef\xbb\xbf\r\n  <table><tr><td>1</table>"),
    "HTML in UTF-16": ("html", lambda: "<html><table></table></html>".encode("utf-16")),
    "XHTML": ("html", lambda: b"<?xml version='1.0'?><html><table/></html>"),
    "HTML behind a comment": ("html", lambda: b"<!-- xuat tu phan mem --><table></table>"),
}

REJECTED: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "nothing": ("T18", "0 byte", lambda: b""),
    "only NULs": ("T05", "byte trống", lambda: bytes(5000)),
    "half a zip": ("T05", "chưa tải hết", lambda: plain()[:300]),
    "a password": (
        "T04",
        "mật khẩu",
        lambda: compound_file({"EncryptedPackage": bytes(9), "EncryptionInfo": bytes(9)}),
    ),
    "PNG": ("T06", "ảnh chụp hoặc ảnh quét (PNG)", lambda: b"\x89PNG\r\n\x1a\n" + bytes(40)),
    "JPEG": ("T06", "(JPEG)", lambda: b"\xff\xd8\xff\xe0" + bytes(40)),
    "GIF": ("T06", "(GIF)", lambda: b"GIF89a" + bytes(40)),
    "TIFF": ("T06", "(TIFF)", lambda: b"II*\0" + bytes(40)),
    "BMP": ("T06", "(BMP)", lambda: b"BM" + bytes(60)),
    "HEIC": ("T06", "(HEIC)", lambda: b"\0\0\0\x18ftypheic" + bytes(40)),
    "WEBP": ("T06", "(WEBP)", lambda: b"RIFF\x10\0\0\0WEBPVP8 " + bytes(40)),
    "a film": ("T06", "phim", lambda: b"\0\0\0\x18ftypmp42" + bytes(40)),
    "PDF": ("T06", "tệp PDF", lambda: b"%PDF-1.7\n"),
    "PDF behind other bytes": ("T06", "tệp PDF", lambda: b"\r\n\r\n%PDF-1.4\n"),
    "ZIP": ("T06", "tệp nén ZIP", lambda: zipped({"phieu.xlsx": plain()})),
    "an empty ZIP": ("T06", "tệp nén ZIP", lambda: b"PK\x05\x06" + bytes(18)),
    "RAR": ("T06", "tệp nén RAR", lambda: b"Rar!\x1a\x07\x01\0" + bytes(40)),
    "7z": ("T06", "tệp nén 7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(40)),
    "GZIP": ("T06", "tệp nén GZIP", lambda: b"\x1f\x8b\x08" + bytes(40)),
    ".docx": (
        "T06",
        "văn bản Word",
        lambda: of_type(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        ),
    ),
    ".pptx": (
        "T06",
        "PowerPoint",
        lambda: of_type(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
        ),
    ),
    "a package without a main part": ("T05", "phần chính", lambda: of_type("text/plain")),
    ".odt": (
        "T06",
        "(.odt)",
        lambda: open_document("", {"mimetype": OPEN_DOCUMENT + b".text"}),
    ),
    "Numbers": ("T06", "Apple", lambda: zipped({"Index/Document.iwa": b"x"})),
    ".doc": ("T06", "văn bản Word", lambda: compound_file({"WordDocument": bytes(99)})),
    ".ppt": ("T06", "PowerPoint", lambda: compound_file({"PowerPoint Document": bytes(99)})),
    ".msg": ("T06", "(.msg)", lambda: compound_file({"__properties_version1.0": bytes(99)})),
    "another compound file": ("T06", "không rõ", lambda: compound_file({"a": bytes(99)})),
    "half a compound file": ("T05", "", lambda: compound_file({"Workbook": bytes(99)})[:600]),
    "RTF": ("T06", "RTF", lambda: b"{\\rtf1\\ansi a,b}"),
    "a letter": (
        "T06",
        "thư điện tử",
        lambda: b"Received: from a\r\nFrom: a@example.org\r\nSubject: b, c\r\n\r\nd",
    ),
    "a letter with pictures": (
        "T06",
        "thư điện tử",
        lambda: (
            b"From: a@example.org\r\nTo: b\r\nMIME-Version: 1.0\r\n"
            b"Content-Type: multipart/related; boundary=x\r\n\r\nd"
        ),
    ),
    "another XML": ("T06", "tệp XML", lambda: b"<?xml version='1.0'?><a>1,2</a>"),
    "a shortcut to Google": (
        "T06",
        "Google",
        lambda: b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}',
    ),
    "a Windows shortcut": ("T06", "lối tắt", lambda: b"L\0\0\0\x01\x14\x02\0" + bytes(40)),
    "a program": ("T06", "chương trình", lambda: b"MZ\x90\0" + bytes(60)),
    "plain words": ("T06", "văn bản thuần", lambda: "Kính gửi Sở Nội vụ".encode()),
    "noise": ("T06", "không rõ", lambda: bytes(range(1, 256)) * 3),
}


@pytest.mark.parametrize(("kind", "make"), READABLE.values(), ids=READABLE)
def test_a_kind_is_told_by_the_content(kind: str, make: Callable[[], bytes]) -> None:
    assert kind_of(make()) == kind


@pytest.mark.parametrize(("code", "words", "make"), REJECTED.values(), ids=REJECTED)
def test_what_is_no_workbook_is_named(code: str, words: str, make: Callable[[], bytes]) -> None:
    with pytest.raises(Unreadable) as caught:
        kind_of(make())
    assert caught.value.finding.code == code
    assert words in caught.value.finding.message


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("phieu.xlsx", "xlsx"),
        ("PHIEU.XLSX", "xlsx"),
        ("phieu.xlsm", "xlsx"),
        ("phieu.xltx", "xlsx"),
        ("phieu.xls", "xls"),
        ("phieu.htm", "html"),
        ("phieu.txt", "csv"),
        ("thu.eml › phieu.ods", "ods"),
    ],
)
def test_a_suffix_that_fits_is_not_remarked(name: str, kind: str) -> None:
    assert suffix_remark(name, kind) is None


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("phieu.xls", "xlsx", "«.xls» nhưng nội dung là sổ Excel (.xlsx)"),
        ("phieu.xls", "html", "trang web (HTML)"),
        ("phieu.xls", "csv", "CSV"),
        ("phieu.xlsx", "xlsm", "có macro"),
        ("phieu.xlsx", "xls", "đời cũ"),
        ("phieu.pdf", "xlsx", "«.pdf»"),
        ("phieu", "xlsx", "(không có)"),
    ],
)
def test_a_suffix_that_misleads_is_told(name: str, kind: str, words: str) -> None:
    told = suffix_remark(name, kind)
    assert told is not None
    assert told.code == "T17"
    assert words in told.message


def test_every_kind_has_a_reader() -> None:
    assert set(READERS) == set(NAMES)
    for kind in NAMES:
        assert callable(reader_for(kind))


STARTS = (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<", b"\xff\xfe", b"\x09\x08")


def told(data: bytes) -> str:
    """The kind, or why it is not read."""
    try:
        return kind_of(data)
    except Unreadable as problem:
        return problem.finding.code


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=2000), st.integers(0, 3000))
def test_whatever_comes_is_a_known_kind_or_unreadable(start: bytes, noise: bytes, at: int) -> None:
    for data in (start + noise, plain()[:at] + noise + plain()[at + len(noise) :]):
        assert told(data) in {*NAMES, "T04", "T05", "T06", "T07", "T18"}
