"""Makers of packages with something wrong: parts, links, formulas, sizes, records."""

from __future__ import annotations

import functools
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Mapping

from tests.ooxml.handmade import (
    HEAD,
    MAIN,
    MOMENT,
    OFFICE,
    REL,
    rels,
    sheet,
    small,
    types,
    unzipped,
    with_parts,
    zipped,
)

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


def with_formula_part(formula: str) -> str:
    """The sheet of such a workbook without an XML declaration."""
    return unzipped(with_formula(formula))[SHEET].decode().removeprefix(HEAD)


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
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
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


def bare_xls(*records: bytes, version: int = 0x600) -> bytes:
    """The stream of an .xls workbook without its compound file."""
    start = record(0x809, struct.pack("<HHHHLL", version, 5, 0, 0, 0, 0))
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
