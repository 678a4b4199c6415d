"""Text files without a word about their encoding, or with a wrong one."""

from __future__ import annotations

import codecs
import re
import unicodedata

from danvan_xl.schema.legacy import recognise
from danvan_xl.schema.syllables import is_syllable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 50_000
_WORD = re.compile(r"[^\W\d_]+")
_MOSTLY = 0.8
_WINDOWS = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""Bytes that Windows-1252 has and Latin-1 has not."""
_OTHERS = re.compile(r"(?:windows-|cp)125[0-9]|iso-8859-[0-9]{1,2}|utf-16(?:le|be)?", re.IGNORECASE)
"""Encodings that a file may name besides UTF-8; no codec that is not one of letters."""
_GUESSED_BETTER = re.compile(r"(?:windows-|cp)125[28]|iso-8859-1", re.IGNORECASE)
"""Named by programs that put Vietnamese of any kind into it."""


def decode(data: bytes, named: str = "") -> str:
    """Return the text in ``data``; ``named``: the encoding that the file says it has.

    UTF-8 wherever it is valid. Else what the file names; else Windows-1258 where that gives
    Vietnamese, and Windows-1252, in which text in TCVN3 and VNI keeps its characters, to be
    decoded by what they say. Raises UnicodeError for a UTF-16 that is cut off.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding)
    if data[1:2] == b"\0" or data[:1] == b"\0":
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if _OTHERS.fullmatch(named) and not _GUESSED_BETTER.fullmatch(named):
            return data.decode(named, "replace")
    return _one_byte_a_letter(data)


def _one_byte_a_letter(data: bytes) -> str:
    text = data.decode("latin-1").translate(_WINDOWS)
    if recognise(text[:_SAMPLE].splitlines()) in ("tcvn3", "vni"):
        return text
    vietnamese = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    words = [word for word in _WORD.findall(vietnamese[:_SAMPLE]) if not word.isascii()]
    fit = sum(is_syllable(word) for word in words)
    return vietnamese if words and fit >= _MOSTLY * len(words) else text
