"""Records of an old .xls file (BIFF5 and BIFF8) that the library of values does not tell about."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

_STREAMS = ("Workbook", "Book")
_BOF, _EOF, _BOUNDSHEET, _FORMULA = 0x0809, 0x000A, 0x0085, 0x0006
_WORKSHEET = 0
_TO_CALCULATE = 0x0002
"""Flag "when opened": programs that write formulas and cannot calculate set it."""
_ZERO = bytes(8)
_EMPTY_TEXT = b"\x03"
_SPECIAL = b"\xff\xff"
_TEXT_LITERAL = 0x17
_ELSEWHERE = (b"\x01", b"\x02")
"""Tokens of a formula that stands in another record, for several cells."""
_HEADER = struct.Struct("<HH")


def uncalculated(data: bytes) -> list[set[tuple[int, int]]]:
    """Return, for each worksheet in order, the cells whose formula was never calculated.

    A formula always has some result in this format. One that is still to be calculated and says 0
    or an empty text was written by a program that does not calculate; so was one that says an
    empty text although no text stands in it. Empty for a file without a workbook stream, and for
    the still older ones that are no compound file.
    """
    if not data.startswith(olefile.MAGIC):
        return []
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        name = next((name for name in _STREAMS if container.exists(name)), None)
        stream = container.openstream(name).read() if name else b""
    starts = [
        struct.unpack_from("<I", body)[0]
        for kind, body in _records(stream, 0)
        if kind == _BOUNDSHEET and body[5:6] == bytes([_WORKSHEET])
    ]
    return [set(_never_calculated(stream, start)) for start in starts]


def _records(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """Yield number and content of the records of one substream, its charts' records left out."""
    depth = 0
    while position + _HEADER.size <= len(stream):
        kind, size = _HEADER.unpack_from(stream, position)
        position += _HEADER.size
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, stream[position : position + size]
        position += size


def _never_calculated(stream: bytes, start: int) -> Iterator[tuple[int, int]]:
    for kind, body in _records(stream, start):
        if kind != _FORMULA or len(body) < 22:
            continue
        row, column, result, flags = struct.unpack_from("<HH2x8sH", body)
        empty = result[6:] == _SPECIAL and result[:1] == _EMPTY_TEXT
        due = flags & _TO_CALCULATE and (empty or result == _ZERO)
        tokens = body[22:]
        from_nothing = empty and tokens[:1] not in _ELSEWHERE and _TEXT_LITERAL not in tokens
        if due or from_nothing:
            yield row + 1, column + 1
