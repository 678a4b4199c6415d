"""Letters as Outlook saves them, built after [MS-OXMSG]."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from danvan_xl.addin.compound import Tree, compound_file

_TEXT, _OLD_TEXT, _BINARY, _TIME, _NUMBER, _FLAG, _OBJECT = 0x1F, 0x1E, 0x102, 0x40, 3, 0xB, 0xD
_BEGINNING = datetime(1601, 1, 1, tzinfo=UTC)

Value = str | bytes | int | bool | datetime | Tree


@dataclass(frozen=True)
class OutlookFile:
    """A file attached to a letter."""

    name: str
    data: bytes
    kind: str = "application/octet-stream"
    hidden: bool = False
    content_id: str = ""


@dataclass(frozen=True)
class OutlookLetter:
    """A letter; what is not given is left out."""

    attached: Sequence[OutlookFile | OutlookLetter] = ()
    headers: str = ""
    delivered: datetime | None = None
    sent: datetime | None = None
    html: bytes = b""
    code_page: int = 0
    """Of its texts, when they are not Unicode."""
    more: Mapping[int, Value] = field(default_factory=dict)


def msg(letter: OutlookLetter) -> bytes:
    """Return the bytes of a ``.msg`` file."""
    return compound_file(_letter(letter, 32))


def _letter(letter: OutlookLetter, header: int) -> dict[str, bytes | Tree]:
    values: dict[int, Value] = {0x1A: "IPM.Note", 0x340D: 0x40000, **letter.more}
    if letter.code_page:
        values[0x340D] = 0
        values[0x3FFD] = letter.code_page
    if letter.headers:
        values[0x7D] = letter.headers
    if letter.delivered:
        values[0x0E06] = letter.delivered
    if letter.sent:
        values[0x39] = letter.sent
    if letter.html:
        values[0x1013] = letter.html
    storages: dict[str, bytes | Tree] = {
        f"__attach_version1.0_#{number:08X}": _attached(one, letter.code_page)
        for number, one in enumerate(letter.attached)
    }
    return _properties(values, header, letter.code_page) | storages


def _attached(one: OutlookFile | OutlookLetter, code_page: int) -> dict[str, bytes | Tree]:
    if isinstance(one, OutlookLetter):
        within = _letter(one, 24)
        return _properties({0x3705: 5, 0x3701: within}, 8, code_page)
    values: dict[int, Value] = {
        0x3705: 1,
        0x3701: one.data,
        0x3707: one.name,
        0x370E: one.kind,
        0x7FFE: one.hidden,
    }
    if one.content_id:
        values[0x3712] = one.content_id
    return _properties(values, 8, code_page)


def _properties(
    values: Mapping[int, Value], header: int, code_page: int
) -> dict[str, bytes | Tree]:
    """Return the streams of properties: what is short in one stream, the rest in its own."""
    streams: dict[str, bytes | Tree] = {}
    table = bytearray(header)
    for tag, value in sorted(values.items()):
        kind, stored, own = _stored(value, code_page)
        if own is not None:
            streams[f"__substg1.0_{tag:04X}{kind:04X}"] = own
        table += struct.pack("<HHIQ", kind, tag, 6, stored)
    streams["__properties_version1.0"] = bytes(table)
    return streams


def _stored(value: Value, code_page: int) -> tuple[int, int, bytes | Tree | None]:
    """Return the type of a property, what stands in the table, and its own stream if any."""
    if isinstance(value, bool):
        return _FLAG, int(value), None
    if isinstance(value, int):
        return _NUMBER, value, None
    if isinstance(value, datetime):
        return _TIME, int((value - _BEGINNING).total_seconds()) * 10**7, None
    if isinstance(value, bytes):
        return _BINARY, len(value), value
    if isinstance(value, str):
        text = value.encode(f"cp{code_page}" if code_page else "utf-16-le")
        return (_OLD_TEXT if code_page else _TEXT), len(text) + 2, text
    return _OBJECT, 0xFFFFFFFF, value
