"""Binary workbooks (.xlsb), record by record: no library writes them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable
from datetime import datetime

from danvan_xl.schema.values import ErrorCell, Uncalculated
from tests.submissions.formats import ERROR_CODES, Cell, Page, Pages

_DATE, _PERCENT = 14, 10
_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = {
    "xl/workbook.bin": "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    "xl/styles.bin": "application/vnd.ms-excel.styles",
    "xl/sharedStrings.bin": "application/vnd.ms-excel.sharedStrings",
}
_SHEET_TYPE = "application/vnd.ms-excel.worksheet"
SUM_OF_A1 = struct.pack("<BIH", 0x44, 0, 0xC000) + b"\x19\x10\0\0"
"""``SUM(A1)`` in tokens: a reference, and the sum of one argument."""


def record(kind: int, body: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return number + length + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def xlsb(book: Pages) -> bytes:
    fonts = ["Arial", *sorted({font for page in book.sheets for font in page.fonts.values()})]
    texts: dict[str, int] = {}
    parts = {
        f"xl/worksheets/sheet{number}.bin": _sheet(page, fonts, texts, book.date1904)
        for number, page in enumerate(book.sheets, start=1)
    }
    parts["xl/workbook.bin"] = _workbook(book)
    parts["xl/styles.bin"] = _styles(fonts)
    parts["xl/sharedStrings.bin"] = b"".join(
        (
            record(159, struct.pack("<II", len(texts), len(texts))),
            *(record(19, b"\0" + wide(text)) for text in texts),
            record(160),
        )
    )
    sheets = [(f"worksheets/sheet{n}.bin", "worksheet") for n in range(1, len(book.sheets) + 1)]
    links = [*sheets, ("styles.bin", "styles"), ("sharedStrings.bin", "sharedStrings")]
    parts["xl/_rels/workbook.bin.rels"] = _relationships(links)
    parts["_rels/.rels"] = _relationships([("xl/workbook.bin", "officeDocument")])
    types = {part: _TYPES.get(part, _SHEET_TYPE) for part in parts if part.endswith(".bin")}
    parts["[Content_Types].xml"] = _content_types(types)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts):
            package.writestr(zipfile.ZipInfo(name, (2022, 1, 1, 0, 0, 0)), parts[name])
    return out.getvalue()


def _workbook(book: Pages) -> bytes:
    titles = [page.name for page in book.sheets]
    sheets = (
        record(156, struct.pack("<II", int(page.hidden), n) + wide(f"rId{n}") + wide(page.name))
        for n, page in enumerate(book.sheets, start=1)
    )
    links = b"".join(struct.pack("<Iii", 0, n, n) for n in range(len(titles)))
    names = (
        record(
            39,
            struct.pack("<IBI", 0, 0, 0xFFFFFFFF)
            + wide(name)
            + struct.pack("<I", 15)
            + struct.pack(
                "<BHIIHH",
                0x3B,
                titles.index(sheet),
                area.first_row - 1,
                area.last_row - 1,
                area.first_column - 1,
                area.last_column - 1,
            )
            + struct.pack("<II", 0, 0xFFFFFFFF),
        )
        for name, (sheet, area) in book.names.items()
    )
    return b"".join(
        (
            record(131),
            record(153, struct.pack("<III", int(book.date1904), 0, 0)),
            record(143),
            *sheets,
            record(144),
            record(353),
            record(357),
            record(362, struct.pack("<I", len(titles)) + links),
            record(354),
            *names,
            record(132),
        )
    )


def _styles(fonts: list[str]) -> bytes:
    """Three styles for each font: as it is, a date, a percentage."""
    font = (
        record(
            43, struct.pack("<HHHHBBBB", 220, 0, 400, 0, 0, 0, 0, 0) + bytes(8) + b"\0" + wide(name)
        )
        for name in fonts
    )
    styles = [
        record(47, struct.pack("<HHHHHBBHH", parent, code, number, 0, 0, 0, 0, 0, 0))
        for parent in (0,)
        for number in range(len(fonts))
        for code in (0, _DATE, _PERCENT)
    ]
    plain = record(47, struct.pack("<HHHHHBBHH", 0xFFFF, 0, 0, 0, 0, 0, 0, 0, 0))
    fill, border = struct.pack("<I", 0) + bytes(64), bytes(51)
    return b"".join(
        (
            record(278),
            _group(611, 612, [*font]),
            _group(603, 604, [record(45, fill)]),
            _group(613, 614, [record(46, border)]),
            _group(626, 627, [plain]),
            _group(617, 618, styles),
            record(279),
        )
    )


def _group(begin: int, end: int, members: list[bytes]) -> bytes:
    return record(begin, struct.pack("<I", len(members))) + b"".join(members) + record(end)


def _sheet(page: Page, fonts: list[str], texts: dict[str, int], date1904: bool) -> bytes:
    width = max(map(len, page.rows), default=1)
    dimension = struct.pack("<4I", 0, max(len(page.rows) - 1, 0), 0, max(width - 1, 0))
    rows = []
    for row, cells in enumerate(page.rows, start=1):
        hidden = 0x10 if row in page.hidden_rows else 0
        head = struct.pack("<IIHBBB", row - 1, 0, 300, 0, hidden, 0)
        spans = struct.pack("<III", 1, 0, width - 1) if cells else struct.pack("<I", 0)
        rows.append(record(0, head + spans))
        for column, value in enumerate(cells, start=1):
            at = row, column
            look = 2 if at in page.percents else int(isinstance(value, datetime))
            style = 3 * fonts.index(page.fonts.get(at, "Arial")) + look
            rows.append(cell(column, style, value, texts, date1904))
    areas = [
        record(
            176,
            struct.pack(
                "<4I", a.first_row - 1, a.last_row - 1, a.first_column - 1, a.last_column - 1
            ),
        )
        for a in page.merged
    ]
    merged = _group(177, 178, areas) if areas else b""
    return b"".join(
        (record(129), record(148, dimension), record(145), *rows, record(146), merged, record(130))
    )


def cell(
    column: int, style: int, value: Cell, texts: dict[str, int], date1904: bool = False
) -> bytes:
    head = struct.pack("<II", column - 1, style)
    if value is None:
        return record(1, head)
    if isinstance(value, bool):
        return record(4, head + bytes([value]))
    if isinstance(value, ErrorCell):
        return record(3, head + bytes([ERROR_CODES[value.text]]))
    if isinstance(value, Uncalculated):
        formula = struct.pack("<I", len(SUM_OF_A1)) + SUM_OF_A1 + struct.pack("<I", 0)
        return record(9, head + struct.pack("<dH", 0.0, 2) + formula)
    if isinstance(value, str):
        return record(7, head + struct.pack("<I", texts.setdefault(value, len(texts))))
    if isinstance(value, datetime):
        first = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)
        value = (value - first).total_seconds() / 86_400
    if value.is_integer() and abs(value) < 2**29:
        return record(2, head + struct.pack("<i", int(value) << 2 | 2))
    return record(5, head + struct.pack("<d", value))


def _relationships(links: Iterable[tuple[str, str]]) -> bytes:
    lines = (
        f'<Relationship Id="rId{n}" Type="{_MAIN}/{kind}" Target="{target}"/>'
        for n, (target, kind) in enumerate(links, start=1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(lines)}</Relationships>'.encode()


def _content_types(types: dict[str, str]) -> bytes:
    lines = (f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in types.items())
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{space}"><Default Extension="rels" ContentType="{rels}"/>'
        f"{''.join(lines)}</Types>"
    ).encode()
