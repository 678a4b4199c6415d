"""Writing a compound file ([MS-CFB], version 3): the container of a VBA project.

``olefile`` can only put back streams of the same size, and nothing that is kept and freely
licensed writes whole files.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

_SECTOR, _SMALL_SECTOR, _ENTRY = 512, 64, 128
_SMALL_LIMIT = 4096
"""Streams below this size share the sectors of one stream, the mini stream."""
_FREE, _END, _TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_UNUSED = struct.pack("<64sHBBIII48s", b"", 0, 0, 0, _NONE, _NONE, _NONE, b"")
_IN_HEADER = 109
"""Sectors of the allocation table that the header can name: enough for 7 MB."""

Tree = Mapping[str, "bytes | Tree"]
"""Name → bytes of a stream, or what a storage holds."""


@dataclass
class _Entry:
    """One entry of the directory; ``start`` and ``size`` are filled in when data is placed."""

    name: str
    kind: int
    data: bytes = b""
    colour: int = _BLACK
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16sIQQIQ",
            name,
            len(name) + 2,
            self.kind,
            self.colour,
            self.left,
            self.right,
            self.child,
            b"",
            0,
            0,
            0,
            self.start,
            self.size,
        )


@dataclass
class _Sectors:
    """Sectors of one size, and which follows which."""

    size: int
    chunks: list[bytes] = field(default_factory=list)
    next: list[int] = field(default_factory=list)

    def put(self, data: bytes) -> int:
        """Append ``data`` as a chain of sectors; return the first, the end mark for no data."""
        first = len(self.next)
        count = -(-len(data) // self.size)
        self.chunks += [
            data[i * self.size : (i + 1) * self.size].ljust(self.size, b"\0") for i in range(count)
        ]
        self.next += [*range(first + 1, first + count), _END][:count]
        return first if count else _END


def compound_file(tree: Tree) -> bytes:
    """Return a compound file with these storages and streams; the same input, the same bytes."""
    entries = [_Entry("Root Entry", _ROOT)]
    _add(entries, 0, tree)
    big, small = _Sectors(_SECTOR), _Sectors(_SMALL_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.size = len(entry.data)
            entry.start = (small if entry.size < _SMALL_LIMIT else big).put(entry.data)
    entries[0].size = len(small.chunks) * _SMALL_SECTOR
    entries[0].start = big.put(b"".join(small.chunks))
    small_table = _numbers(small.next, _SECTOR // 4)
    small_table_start = big.put(small_table)
    directory = b"".join(entry.packed() for entry in entries)
    directory += _UNUSED * (-len(entries) % (_SECTOR // _ENTRY))
    directory_start = big.put(directory)
    table_start = len(big.next)
    count = 1
    while count * (_SECTOR // 4) < table_start + count:
        count += 1
    if count > _IN_HEADER:
        raise ValueError("the compound file is too large")
    table = _numbers([*big.next, *[_TABLE] * count], _SECTOR // 4)
    header = struct.pack(
        "<8s16sHHHHH6s9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"",
        0,
        count,
        directory_start,
        0,
        _SMALL_LIMIT,
        small_table_start,
        len(small_table) // _SECTOR,
        _END,
        0,
    )
    header += _numbers([table_start + index for index in range(count)], _IN_HEADER)
    return header + b"".join(big.chunks) + table


def _numbers(numbers: list[int], multiple: int) -> bytes:
    """Return numbers of four bytes each, filled up with free ones to a multiple."""
    filled = numbers + [_FREE] * (-len(numbers) % multiple)
    return struct.pack(f"<{len(filled)}I", *filled)


def _add(entries: list[_Entry], parent: int, tree: Tree) -> None:
    """Append what ``tree`` holds and tie it to its parent as a search tree."""
    first = len(entries)
    names = sorted(tree, key=_order)
    for name in names:
        content = tree[name]
        if isinstance(content, bytes):
            entries.append(_Entry(name, _STREAM, content))
        else:
            entries.append(_Entry(name, _STORAGE))
    entries[parent].child = _tie(entries, first, len(entries), 1, len(names).bit_length())
    for index, name in enumerate(names):
        content = tree[name]
        if not isinstance(content, bytes):
            _add(entries, first + index, content)


def _order(name: str) -> tuple[int, str]:
    """Shorter names come first, then letters without case."""
    return len(name), name.upper()


def _tie(entries: list[_Entry], first: int, end: int, level: int, levels: int) -> int:
    """Make a balanced search tree of sorted entries; return its root.

    The last level alone may have gaps; its entries are red, so every path has as many black ones.
    """
    if first >= end:
        return _NONE
    middle = (first + end) // 2
    entry = entries[middle]
    entry.colour = _RED if level == levels and level > 1 else _BLACK
    entry.left = _tie(entries, first, middle, level + 1, levels)
    entry.right = _tie(entries, middle + 1, end, level + 1, levels)
    return middle
