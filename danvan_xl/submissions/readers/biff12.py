"""Records of the binary parts of an .xlsb workbook (MS-XLSB), and the texts within them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_NO_TEXT = 0xFFFFFFFF
_UINT = struct.Struct("<I")


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and content of each record. ValueError for a part that is cut off."""
    position, end = 0, len(part)
    while position < end:
        kind = part[position]
        position += 1
        if kind & 0x80:
            kind = kind & 0x7F | (part[position] & 0x7F) << 7
            position += 1
        size = shift = 0
        for _ in range(4):
            byte = part[position]
            position += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        body = part[position : position + size]
        if len(body) < size:
            raise ValueError("a record is cut off")
        yield kind, body
        position += size


def uint(body: bytes, position: int) -> int:
    """Return the unsigned number of four bytes. struct.error beyond the end."""
    value: int = _UINT.unpack_from(body, position)[0]
    return value


def wide_text(body: bytes, position: int) -> tuple[str, int]:
    """Return a text and where it ends; "" for one that is not there. ValueError when cut off."""
    count = uint(body, position)
    if count == _NO_TEXT:
        return "", position + 4
    end = position + 4 + 2 * count
    if end > len(body):
        raise ValueError("a text is cut off")
    return body[position + 4 : end].decode("utf-16-le", "replace"), end


def rich_text(body: bytes, position: int) -> tuple[str, list[int]]:
    """Return a text and the numbers of the fonts that parts of it are in."""
    text, end = wide_text(body, position + 1)
    if not body[position] & 1:
        return text, []
    runs = struct.iter_unpack("<HH", body[end + 4 : end + 4 + 4 * uint(body, end)])
    return text, [font for _, font in runs]
