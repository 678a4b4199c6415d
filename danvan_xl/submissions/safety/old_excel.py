"""An .xls file: what its storages and the records of its workbook stream reach for."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.safety.dangers import Dangers
from danvan_xl.submissions.safety.telling import counted, too_large

OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_WORKBOOKS = ("Workbook", "Book")
_EMBEDDED, _LINKED = "MBD", "LNK"
_MACROS = "_VBA_PROJECT_CUR"
_CONTROLS = "Ctls"

_FILEPASS, _SUPBOOK, _BOUNDSHEET, _EXTERNSHEET = 0x2F, 0x1AE, 0x85, 0x17
_CONNECTIONS = frozenset((0x876, 0xDC))
"""``DConn`` and ``DbQuery``: data that come from elsewhere."""
_OWN_BOOK, _ADD_IN = 0x0401, 0x3A01
_MACRO_SHEET = 1
_VERSION_5 = b"\x00\x05"
"""In the first record; later versions put something else into ``EXTERNSHEET``."""
_PATH, _BETWEEN_PROGRAM_AND_TOPIC = b"\x01", "\x03"


def storages(data: bytes) -> list[list[str]]:
    """Return the paths of all streams in a compound file. Raises :class:`Unreadable` (T05)."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            return [list(path) for path in compound.listdir()]
    except Exception:  # the library raises nearly anything over damaged bytes
        raise _broken() from None


def check(data: bytes, limits: Limits, dangers: Dangers) -> None:
    """Note the dangers of an .xls file, in a compound file or bare.

    Raises :class:`Unreadable`: T04 for a password, T05 for a broken file, T07 for too much.
    """
    stream = data
    if data.startswith(OLE_START):
        paths = storages(data)
        for path in paths:
            first = path[0]
            if len(path) > 1 and first.startswith((_EMBEDDED, _LINKED)):
                dangers.add("T13", first)
            elif first == _CONTROLS:
                dangers.add("T14", first)
            elif first == _MACROS:
                dangers.has_macros = True
        stream = _workbook(data, paths)
    _check_records(stream, limits, dangers)


def _workbook(data: bytes, paths: list[list[str]]) -> bytes:
    """Return the stream with the cells."""
    names = {path[0].casefold(): path[0] for path in paths if len(path) == 1}
    name = next((names[n.casefold()] for n in _WORKBOOKS if n.casefold() in names), "")
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            # The library goes round in a damaged stream for as long as its size is claimed to be.
            if max(compound.get_size(name), getattr(compound.root, "size", 0)) > len(data):
                raise _broken()
            return bytes(compound.openstream(name).read())
    except Exception:  # likewise, and when there is no such stream
        raise _broken() from None


def _check_records(stream: bytes, limits: Limits, dangers: Dangers) -> None:
    is_version_5 = stream[4:6] == _VERSION_5
    for kind, body in _records(stream, limits):
        if kind == _FILEPASS:
            raise Unreadable("T04")
        if kind in _CONNECTIONS:
            dangers.add("T11", "nguồn dữ liệu ngoài")
        elif kind == _BOUNDSHEET and len(body) > 5 and body[5] == _MACRO_SHEET:
            dangers.has_macros = True
        elif kind == _SUPBOOK and len(body) > 4:
            _note_link(_outer_path(body), dangers)
        elif kind == _EXTERNSHEET and is_version_5 and body[1:2] == _PATH:
            _note_link(body[1 : 1 + body[0]].decode("latin-1"), dangers)


def _records(stream: bytes, limits: Limits) -> Iterator[tuple[int, bytes]]:
    """Yield kind and body of the records that are looked at."""
    wanted = {_FILEPASS, _SUPBOOK, _BOUNDSHEET, _EXTERNSHEET, *_CONNECTIONS}
    head, at, count = struct.Struct("<HH"), 0, 0
    while at + 4 <= len(stream):
        kind, length = head.unpack_from(stream, at)
        count += 1
        if count > limits.marks:
            raise too_large(f"có hơn {counted(limits.marks)} bản ghi")
        if kind in wanted:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _outer_path(body: bytes) -> str:
    """Return what a ``SupBook`` record links to, "" for the workbook itself and for add-ins."""
    length = int.from_bytes(body[2:4], "little")
    if length in (_OWN_BOOK, _ADD_IN):
        return ""
    wide = body[4] & 1
    text = body[5 : 5 + length * (1 + wide)]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")


def _note_link(path: str, dangers: Dangers) -> None:
    """A path to a file begins with 1 and has 3 between its folders; a DDE link begins otherwise."""
    if path[:1] != "\x01" and _BETWEEN_PROGRAM_AND_TOPIC in path:
        dangers.add("T12", path.replace(_BETWEEN_PROGRAM_AND_TOPIC, "|"))
    elif path.strip(" \0\x01\x02"):
        dangers.add("T11", "".join(c if c.isprintable() else "/" for c in path).strip("/"))


def _broken() -> Unreadable:
    return Unreadable("T05", reason="nội dung không đúng cách ghi của tệp .xls.")
