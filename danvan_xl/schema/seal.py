"""The seal of a form: a text that says, in digests, what its locked cells were when it went out.

It tells accidents and clumsy edits (a label typed over, a row of another form pasted in, a form
copied for another unit). It is no secret and no signature: whoever has this program can make one.
Codes of initiatives are in it as they are, so that one that was cleared is known by its name.
It speaks of items, not of places, so that rows may be inserted and columns moved, and it survives
every kind of file: capital letters and digits in one word.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from danvan_xl.schema.text import key, spelling_key

_MARK = "DVK2"
_BLANKS = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")
_HEAD = struct.Struct(">H3sHH")
"""Year, digest of the unit's name, number of indicators, number of initiatives."""
_ITEM, _TEXT, _MEASURE, _CHECK = 3, 3, 2, 4
"""Bytes of the digests: of a code, of a text, of a unit of measure, of the seal itself."""
_MOST_CODES = 1 << 20
"""Bytes of all codes of initiatives together, unpacked; a cell could hold more."""
_LONGEST = 30_000
"""Characters of a seal; a cell holds some more. A longer one goes without names."""
_BETWEEN = "\0"
"""Between two codes; no workbook can hold it."""
Digest = bytes


@dataclass(frozen=True)
class Sealed:
    """What a form was handed out with."""

    unit_code: str
    unit_name: str
    year: int
    version: str
    indicators: tuple[tuple[str, str, str], ...]
    """Code, text and unit of measure of each indicator."""
    initiatives: tuple[str, ...]
    """Codes of the initiatives that were filled in."""
    names: tuple[str, ...] = ()
    """The name of each of these; none where they are not known."""


@dataclass(frozen=True)
class Seal:
    """A seal that was read."""

    unit_code: str
    year: int
    version: str
    _name: Digest
    _indicators: Mapping[Digest, frozenset[tuple[Digest, Digest]]]
    _initiatives: frozenset[Digest]
    _spelt: Mapping[str, str]
    """Code of an initiative, for comparing → as it was filled in."""
    _codes: Mapping[Digest, frozenset[str]]
    """Name of initiatives → their codes."""

    def is_unit_code(self, code: str) -> bool:
        """Whether ``code`` is that of the unit; zeros that a program dropped do not count."""
        return _bare(code) == _bare(self.unit_code)

    def is_unit_name(self, name: str) -> bool:
        """Whether ``name`` is that of the unit, but for case, spacing and spelling of tones."""
        return _digest("name", name, _TEXT) == self._name

    def has_indicator(self, code: str) -> bool:
        """Whether the form asked the indicator ``code``."""
        return _digest("code", code, _ITEM) in self._indicators

    def is_text(self, code: str, text: str) -> bool:
        """Whether ``text`` is that of the indicator ``code``, compared as names are."""
        said = _digest("text", text, _TEXT)
        return any(said == ours for ours, _ in self._of(code))

    def is_measure(self, code: str, measure: str) -> bool:
        """Whether ``measure`` is the unit of measure of the indicator ``code``."""
        said = _digest("unit", measure, _MEASURE)
        return any(said == ours for _, ours in self._of(code))

    def has_initiative(self, code: str) -> bool:
        """Whether the initiative ``code`` was filled in."""
        return _digest("model", code, _ITEM) in self._initiatives

    def spelt(self, code: str) -> str:
        """Return the code of an initiative as it was filled in, "" for one that was not.

        A seal without names knows none.
        """
        return self._spelt.get(_compared(code), "")

    def codes_of(self, name: str) -> frozenset[str]:
        """Return the codes of the initiatives that were filled in with ``name``."""
        return self._codes.get(_digest("title", name, _TEXT), frozenset())

    def _of(self, code: str) -> frozenset[tuple[Digest, Digest]]:
        return self._indicators.get(_digest("code", code, _ITEM), frozenset())


def make_seal(form: Sealed) -> str:
    """Return the seal of a form; the same form gives the same seal.

    With 70 indicators and 60 initiatives it has fewer than 1,900 characters; with some thousand
    initiatives the names are left out, so that a cell can hold it. Raises
    ``ValueError`` for a unit code or version of more than 255 bytes, and for names that are fewer
    or more than the codes.
    """
    parts = [
        _counted(form.unit_code),
        _counted(form.version),
        _HEAD.pack(
            form.year,
            _digest("name", form.unit_name, _TEXT),
            len(form.indicators),
            len(form.initiatives),
        ),
    ]
    for code, text, measure in form.indicators:
        parts.append(_digest("code", code, _ITEM))
        parts.append(_digest("text", text, _TEXT))
        parts.append(_digest("unit", measure, _MEASURE))
    parts += [_digest("model", code, _ITEM) for code in form.initiatives]
    if form.names:
        if len(form.names) != len(form.initiatives):
            raise ValueError("a name for each code")
        parts += [_digest("title", name, _TEXT) for name in form.names]
        parts.append(_zipped(form.initiatives))
    body = b"".join(parts)
    seal = _MARK + base64.b32encode(body + _check(body)).decode("ascii").rstrip("=")
    return make_seal(replace(form, names=())) if form.names and len(seal) > _LONGEST else seal


def read_seal(text: str) -> Seal | None:
    """Return what a seal says; None when it is not whole and unchanged.

    Case and blanks do not count: line breaks may have been put into it.
    """
    plain = _BLANKS.sub("", text).upper()
    if not plain.startswith(_MARK):
        return None
    plain = plain.removeprefix(_MARK)
    try:
        packed = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except (binascii.Error, ValueError):
        return None
    body, check = packed[:-_CHECK], packed[-_CHECK:]
    if check != _check(body):
        return None
    try:
        return _unpacked(body)
    except (struct.error, IndexError, ValueError, zlib.error):
        return None


def _unpacked(body: bytes) -> Seal:
    unit, rest = _taken(body)
    version, rest = _taken(rest)
    year, name, indicators, initiatives = _HEAD.unpack_from(rest)
    items: dict[Digest, frozenset[tuple[Digest, Digest]]] = {}
    at = _HEAD.size
    for code, text, measure in struct.iter_unpack(
        f"{_ITEM}s{_TEXT}s{_MEASURE}s",
        rest[at : at + indicators * (_ITEM + _TEXT + _MEASURE)],
    ):
        items[code] = items.get(code, frozenset()) | {(text, measure)}
    at += indicators * (_ITEM + _TEXT + _MEASURE)
    prefilled, rest = _digests(rest[at:], initiatives, _ITEM)
    names, packed = _digests(rest, initiatives if rest else 0, _TEXT)
    codes = _unzipped(packed) if rest else ()
    named: dict[Digest, frozenset[str]] = {}
    for code, title in zip(codes, names, strict=True):
        named[title] = named.get(title, frozenset()) | {code}
    spelt = {_compared(code): code for code in codes}
    return Seal(unit, year, version, name, items, frozenset(prefilled), spelt, named)


def _digests(data: bytes, count: int, size: int) -> tuple[tuple[Digest, ...], bytes]:
    """Return the digests at the beginning of ``data``, and the rest."""
    end = count * size
    return tuple(data[at : at + size] for at in range(0, end, size)), data[end:]


def _zipped(codes: Sequence[str]) -> bytes:
    return zlib.compress(_BETWEEN.join(codes).encode("utf-8", "surrogatepass"), 9)


def _unzipped(packed: bytes) -> tuple[str, ...]:
    text = zlib.decompressobj().decompress(packed, _MOST_CODES)
    return tuple(text.decode("utf-8", "surrogatepass").split(_BETWEEN))


@lru_cache(maxsize=512)
def _digest(what: str, text: str, size: int) -> Digest:
    """Return the digest of ``text`` without what programs and people write differently."""
    same = _compared(text).encode("utf-8", "surrogatepass")
    return hashlib.blake2s(same, digest_size=size, person=what.encode()).digest()


def _compared(text: str) -> str:
    return spelling_key(text) or text.strip()


def _check(body: bytes) -> bytes:
    return hashlib.blake2s(body, digest_size=_CHECK, person=b"seal").digest()


def _bare(code: str) -> str:
    """Return a code without case, leading zeros and the ``.0`` of a number made text."""
    return key(re.sub(r"(?<=\d)[.,]0+$", "", code.strip())).lstrip("0")


def _counted(text: str) -> bytes:
    data = text.encode()
    if len(data) > 255:
        raise ValueError(f"too long for a seal: {text[:40]}")
    return bytes([len(data)]) + data


def _taken(data: bytes) -> tuple[str, bytes]:
    """Return the text that :func:`_counted` put at the beginning of ``data``, and the rest."""
    end = 1 + data[0]
    return data[1:end].decode(), data[end:]
