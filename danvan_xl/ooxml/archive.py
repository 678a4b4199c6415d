"""A zip file taken apart and put together again, untouched entries copied without recompressing.

The standard library reads the directory; it cannot copy an entry as it is, so the writing is here.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from danvan_xl.ooxml import texts
from danvan_xl.ooxml.refusals import BadFile

LARGEST_PART = 400 * 2**20
"""Bytes one part may unpack to; changing a sheet takes three to five times its size in memory."""
LARGEST_TOTAL = 1024 * 2**20
"""Bytes all parts together may unpack to."""

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x1, 0x8, 0x800
_ZIP64_EXTRA = 1
_DEFLATE_LEVEL = 6


@dataclass(frozen=True)
class _Entry:
    """One file in the archive; ``start`` is where its packed bytes begin."""

    info: zipfile.ZipInfo
    raw_name: bytes
    time: int
    date: int
    extra: bytes
    start: int

    @property
    def packed(self) -> slice:
        return slice(self.start, self.start + self.info.compress_size)


@dataclass(frozen=True)
class Packed:
    """New content of an entry, as the file will have it: a large sheet is a tenth of its size."""

    data: bytes
    method: int
    crc: int
    size: int

    def unpacked(self) -> bytes:
        """The content."""
        return zlib.decompress(self.data, -15) if self.method == zipfile.ZIP_DEFLATED else self.data


class Archive:
    """The entries of a zip file in their order, by name; unpacking checks size and CRC."""

    def __init__(self, data: bytes) -> None:
        """BadFile for what is no zip, broken, encrypted, too large, or has a name twice."""
        self.data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as opened:
                infos, self._comment = opened.infolist(), opened.comment
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError) as error:
            raise BadFile(texts.BROKEN_ZIP) from error
        self._entries: dict[str, _Entry] = {}
        seen: set[str] = set()
        if sum(info.file_size for info in infos) > LARGEST_TOTAL:
            raise BadFile(texts.TOO_LARGE)
        for info in infos:
            entry = self._entry(info)
            key = part_name(info.orig_filename).lower()
            if key in seen:
                raise BadFile(texts.DOUBLE_PART.format(part=info.filename))
            seen.add(key)
            self._entries[info.orig_filename] = entry
            self.read(info.orig_filename)

    def names(self) -> list[str]:
        """The names of the entries as they stand in the directory, in order."""
        return list(self._entries)

    def size(self, name: str) -> int:
        """How many bytes an entry has when unpacked."""
        return self._entries[name].info.file_size

    def read(self, name: str) -> bytes:
        """The unpacked bytes of an entry; BadFile when they are not what the directory says."""
        entry = self._entries[name]
        info, packed = entry.info, self.data[entry.packed]
        if len(packed) != info.compress_size:
            raise BadFile(texts.BROKEN_ZIP)
        if info.compress_type == zipfile.ZIP_DEFLATED:
            packer = zlib.decompressobj(-15)
            try:
                packed = packer.decompress(packed, info.file_size + 1)
            except zlib.error as error:
                raise BadFile(texts.BROKEN_ZIP) from error
        if len(packed) != info.file_size or zlib.crc32(packed) != info.CRC:
            raise BadFile(texts.BROKEN_ZIP)
        return packed

    def packed(self, name: str, data: bytes) -> Packed:
        """``data`` as new content of an entry, packed as the old one is."""
        method, packed = self._entries[name].info.compress_type, data
        if method == zipfile.ZIP_DEFLATED:
            packer = zlib.compressobj(_DEFLATE_LEVEL, zlib.DEFLATED, -15)
            packed = packer.compress(data) + packer.flush()
        return Packed(packed, method, zlib.crc32(data), len(data))

    def rebuilt(self, replaced: Mapping[str, Packed], dropped: frozenset[str]) -> bytes:
        """The bytes of the archive with some entries replaced or left out, the rest copied."""
        out, directory = io.BytesIO(), io.BytesIO()
        kept = [(name, entry) for name, entry in self._entries.items() if name not in dropped]
        for name, entry in kept:
            self._append(out, directory, entry, replaced.get(name))
        start = out.tell()
        out.write(directory.getvalue())
        out.write(
            _END.pack(
                b"PK\x05\x06",
                0,
                0,
                len(kept),
                len(kept),
                directory.tell(),
                start,
                len(self._comment),
            )
            + self._comment
        )
        return out.getvalue()

    def _entry(self, info: zipfile.ZipInfo) -> _Entry:
        if info.flag_bits & _ENCRYPTED:
            raise BadFile(texts.ENCRYPTED)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BadFile(texts.BROKEN_ZIP)
        if info.file_size > LARGEST_PART:
            raise BadFile(texts.TOO_LARGE)
        try:
            head = _LOCAL.unpack_from(self.data, info.header_offset)
        except struct.error as error:
            raise BadFile(texts.BROKEN_ZIP) from error
        name_start = info.header_offset + _LOCAL.size
        extra_start = name_start + head[9]
        start = extra_start + head[10]
        raw_name = self.data[name_start:extra_start]
        if head[0] != b"PK\x03\x04" or "\0" in info.orig_filename:
            raise BadFile(texts.BROKEN_ZIP)
        if raw_name.decode("utf-8" if head[2] & _UTF8 else "cp437", "replace") != (
            info.orig_filename
        ):
            raise BadFile(texts.BROKEN_ZIP)
        extra = _without_zip64(self.data[extra_start:start])
        return _Entry(info, raw_name, head[4], head[5], extra, start)

    def _append(
        self, out: io.BytesIO, directory: io.BytesIO, entry: _Entry, new: Packed | None
    ) -> None:
        info, offset = entry.info, out.tell()
        if new is None:
            packed, crc, size = self.data[entry.packed], info.CRC, info.file_size
        else:
            packed, crc, size = new.data, new.crc, new.size
        extra = entry.extra if new is None else b""
        flags = info.flag_bits & ~_SIZES_FOLLOW
        shared = (flags, info.compress_type, entry.time, entry.date, crc, len(packed), size)
        out.write(
            _LOCAL.pack(b"PK\x03\x04", 20, *shared, len(entry.raw_name), len(extra))
            + entry.raw_name
            + extra
        )
        out.write(packed)
        made_by = info.create_system << 8 | info.create_version
        central_extra = _without_zip64(info.extra) if new is None else b""
        directory.write(
            _CENTRAL.pack(
                b"PK\x01\x02",
                made_by,
                20,
                *shared,
                len(entry.raw_name),
                len(central_extra),
                len(info.comment),
                0,
                info.internal_attr,
                info.external_attr,
                offset,
            )
            + entry.raw_name
            + central_extra
            + info.comment
        )


def part_name(name: str) -> str:
    """The name of an entry as relationships mean it: forward slashes, none at the start."""
    return name.replace("\\", "/").lstrip("/")


def _without_zip64(extra: bytes) -> bytes:
    """Extra fields of an entry but for the one with 64-bit sizes; none when they are malformed."""
    kept, position = [], 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        end = position + 4 + length
        if kind != _ZIP64_EXTRA:
            kept.append(extra[position:end])
        position = end
    return b"".join(kept) if position == len(extra) else b""
