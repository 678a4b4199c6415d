"""A zip file unpacked under limits, so that every reader after this one sees the same parts."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable

from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.safety.telling import counted, megabytes, shown, too_large

_LOCAL = struct.Struct("<4s5H3L2H")
_END = struct.Struct("<4s4H2LH")
_LONGEST_COMMENT = 65_535
_DIRECTORY_BYTES_PER_PART = 1_000
"""A directory entry has 46 bytes, the name and what programs add to it."""
_CHUNK = 1 << 20
_ENCRYPTED, _STRONGLY_ENCRYPTED, _DIRECTORY_ENCRYPTED = 0x1, 0x40, 0x2000
_AES = 99
"""The packing method of entries encrypted in WinZip's way."""
_DRIVE = re.compile(r"[A-Za-z]:")

_UNFINISHED = "thiếu phần cuối, có lẽ chưa tải hết."
_BROKEN = "các phần bên trong không khớp nhau."


def directory(data: bytes, limits: Limits) -> list[zipfile.ZipInfo]:
    """Return the entries that the directory of a zip file lists; nothing is unpacked.

    Raises :class:`Unreadable`: T05 for a broken directory, T07 for too many entries.
    """
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _LONGEST_COMMENT - _END.size))
    if at < 0 or at + _END.size > len(data):
        raise Unreadable("T05", reason=_UNFINISHED)
    size = _END.unpack_from(data, at)[5]
    too_many = too_large(f"có hơn {counted(limits.parts)} tệp bên trong")
    if 0xFFFFFFFF > size > limits.parts * _DIRECTORY_BYTES_PER_PART:
        raise too_many
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            end = archive.start_dir
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError):
        raise Unreadable("T05", reason=_BROKEN) from None
    if len(infos) > limits.parts:
        raise too_many
    if not infos or min(info.header_offset for info in infos) != 0 or end > at:
        raise Unreadable("T05", reason=_BROKEN)
    return infos


def unpacked(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the parts of a zip file by name, folders left out.

    What counts is what comes out; what the directory claims can only make it worse.

    Raises :class:`Unreadable`:
    T04 for encrypted parts, T05 for a broken file, T07 for too much, T10 for names with tricks.
    """
    infos = directory(data, limits)
    if any(_is_encrypted(info) for info in infos):
        raise Unreadable("T04")
    _check_names(info.orig_filename for info in infos)
    starts = _starts(data, infos)
    room = limits.unpacked_bytes
    too_much = too_large(f"giải nén ra hơn {megabytes(room)}")
    if sum(info.file_size for info in infos) > room:
        raise too_much
    parts: dict[str, bytes] = {}
    for info in infos:
        packed = memoryview(data)[starts[info.orig_filename] :][: info.compress_size]
        part, size = _unpack(packed, info, room)
        if size > room:
            raise too_much
        if size != info.file_size or zlib.crc32(part) != info.CRC:
            raise Unreadable(
                "T05", reason=f"phần «{shown(info.orig_filename)}» không còn nguyên vẹn."
            )
        room -= size
        if not info.orig_filename.endswith("/"):
            parts[info.orig_filename] = part
    return parts


def first_bytes(data: bytes, info: zipfile.ZipInfo, most: int) -> bytes:
    """Return the beginning of an entry, empty when it cannot be unpacked."""
    try:
        start = (
            info.header_offset + _LOCAL.size + sum(_LOCAL.unpack_from(data, info.header_offset)[9:])
        )
        packed = data[start : start + info.compress_size]
        if info.compress_type == zipfile.ZIP_STORED:
            return packed[:most]
        return zlib.decompressobj(-15).decompress(packed, most)
    except (struct.error, zlib.error):
        return b""


def _is_encrypted(info: zipfile.ZipInfo) -> bool:
    flags = _ENCRYPTED | _STRONGLY_ENCRYPTED | _DIRECTORY_ENCRYPTED
    return bool(info.flag_bits & flags) or info.compress_type == _AES


def _check_names(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        folders = name.removesuffix("/").split("/")
        if (
            "\\" in name
            or not name.isprintable()
            or _DRIVE.match(name)
            or any(folder in ("", ".", "..") for folder in folders)
        ):
            raise Unreadable("T10", part=shown(name), what="đường dẫn lạ")
        if name.casefold() in seen:
            raise Unreadable("T10", part=shown(name), what="hai bản cùng tên")
        seen.add(name.casefold())


def _starts(data: bytes, infos: Iterable[zipfile.ZipInfo]) -> dict[str, int]:
    """Return where the packed bytes of each entry begin; entries must lie one behind the other."""
    starts: dict[str, int] = {}
    free = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        try:
            head = _LOCAL.unpack_from(data, info.header_offset)
        except struct.error:
            raise Unreadable("T05", reason=_UNFINISHED) from None
        name_start = info.header_offset + _LOCAL.size
        name = data[name_start : name_start + head[9]]
        start = name_start + head[9] + head[10]
        if (
            head[0] != b"PK\x03\x04"
            or head[3] != info.compress_type
            or name.decode("utf-8" if head[2] & 0x800 else "cp437", "replace") != info.orig_filename
        ):
            raise Unreadable("T05", reason=_BROKEN)
        if info.header_offset < free:
            raise Unreadable("T10", part=shown(info.orig_filename), what="dữ liệu chồng lên nhau")
        free = start + info.compress_size
        if free > len(data):
            raise Unreadable("T05", reason=_UNFINISHED)
        starts[info.orig_filename] = start
    return starts


def _unpack(packed: memoryview, info: zipfile.ZipInfo, room: int) -> tuple[bytes, int]:
    """Return an entry's bytes and how many came out; no more than the directory claims is kept."""
    if info.compress_type == zipfile.ZIP_STORED:
        return bytes(packed), len(packed)
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise Unreadable("T05", reason="các phần bên trong được nén theo cách lạ.")
    unpacker = zlib.decompressobj(-15)
    kept: list[bytes] = []
    size, pending = 0, packed
    try:
        while not unpacker.eof and size <= room:
            chunk = unpacker.decompress(pending, _CHUNK)
            pending = memoryview(unpacker.unconsumed_tail)
            size += len(chunk)
            if size <= info.file_size:
                kept.append(chunk)
            if not chunk and not pending:
                break
    except zlib.error:
        raise Unreadable(
            "T05", reason=f"phần «{shown(info.orig_filename)}» không còn nguyên vẹn."
        ) from None
    return b"".join(kept), size
