"""XML as bytes, before a parser builds anything from it: declarations, encoding, amount."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from xml.parsers import expat

from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.safety.telling import counted, megabytes, shown, too_large

_DECLARES = re.compile(r"<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
_DECLARES_BYTES = re.compile(_DECLARES.pattern.encode(), re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_WIDE = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_ONE_BYTE = re.compile(r"utf-?8|us-ascii|ascii|iso-8859-\d+|latin-?1|windows-125\d|cp125\d")
"""Encodings in which a tag has the bytes it has in ASCII."""
_UTF8 = frozenset(("utf-8", "utf8", "us-ascii", "ascii"))
_BEGINS = re.compile(rb"[\xef\xbb\xbf\xff\xfe\0 \t\r\n]*<")
_SLOPPY = (".vml", ".htm", ".html")
_WANTED = (b"sheetData", b"sst", b"definedName", b"content")
"""What parts have that readers look at, whatever they are called."""
_MARKUP_BY_NAME = (".xml", ".rels")


def encoding_of(data: bytes) -> str:
    """Return the encoding that XML or HTML states, in small letters; ``utf-8`` when it is silent.

    The encodings with two bytes a letter are told by their first bytes.
    """
    for start, name in _WIDE:
        if data.startswith(start):
            return name
    stated = _ENCODING.match(data.removeprefix(codecs.BOM_UTF8).lstrip())
    return stated[1].decode("ascii").lower() if stated else "utf-8"


def declaration(data: bytes, part: str) -> str | None:
    """Return the kind of declaration that XML must not have (``DOCTYPE``, ``ENTITY``), else None.

    Raises :class:`Unreadable` (T05) for an encoding in which it cannot be looked for.
    """
    encoding = encoding_of(data)
    if encoding.startswith("utf-16"):
        found = _DECLARES.search(data.decode(encoding, "replace"))
        return found[1].upper() if found else None
    if not _ONE_BYTE.fullmatch(encoding):
        raise Unreadable("T05", reason=f"phần «{shown(part)}» dùng bảng mã lạ.")
    if b"<!" not in data:
        return None
    at = _DECLARES_BYTES.search(data)
    return at[1].decode().upper() if at else None


def is_markup(data: bytes) -> bool:
    """Whether the first character is that of a tag, whatever the encoding."""
    return _BEGINS.match(data) is not None


def is_sloppy(name: str, data: bytes) -> bool:
    """Whether a part need not be well-formed: programs write it so, and no reader looks at it."""
    return name.lower().endswith(_SLOPPY) and not any(tag in data for tag in _WANTED)


def check_amount(data: bytes, limits: Limits) -> int:
    """Return the marks (tags and attributes) of one XML text.

    Raises :class:`Unreadable` (T07) when they or the bytes are too many.
    """
    if len(data) > limits.xml_bytes:
        raise too_large(f"nội dung dài hơn {megabytes(limits.xml_bytes)}")
    marks = data.count(b"<") + data.count(b"=")
    if marks > limits.marks:
        raise too_large(f"có hơn {counted(limits.marks)} thẻ và thuộc tính")
    return marks


def check_parts(parts: Mapping[str, bytes], limits: Limits) -> None:
    """Check all XML in a package: no declarations, UTF-8, well-formed, not too much.

    Raises :class:`Unreadable`: T05, T07 or T10.
    """
    size = marks = 0
    for name, data in parts.items():
        if not data or not (name.lower().endswith(_MARKUP_BY_NAME) or is_markup(data)):
            continue
        _check_declarations(data, name)
        size += len(data)
        if size > limits.xml_bytes:
            raise too_large(f"nội dung dài hơn {megabytes(limits.xml_bytes)}")
        marks += check_amount(data, limits)
        if marks > limits.marks:
            raise too_large(f"có hơn {counted(limits.marks)} thẻ và thuộc tính")
        if not is_sloppy(name, data):
            _check_well_formed(data, name)


def _check_declarations(data: bytes, part: str) -> None:
    if (what := declaration(data, part)) is not None:
        raise Unreadable("T10", part=shown(part), what=f"khai báo {what}")


def _check_well_formed(data: bytes, part: str) -> None:
    """Readers of values stop at what they need, and go on after what they do not understand."""

    def refuse(*_: object) -> None:
        raise Unreadable("T10", part=shown(part), what="khai báo DOCTYPE")

    if encoding_of(data) not in _UTF8:
        raise Unreadable("T05", reason=f"phần «{shown(part)}» dùng bảng mã lạ.")
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        raise Unreadable("T05", reason=f"phần «{shown(part)}» không còn nguyên vẹn.") from None
