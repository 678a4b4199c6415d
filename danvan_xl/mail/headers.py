"""Headers with Vietnamese in them, encoded so that every mail program reads them.

The standard library's newer policies fold long encoded headers so that spaces are lost or added
(``vụ vụ`` came back as ``vụvụ``), and cut a long file name into pieces that older versions of
Outlook show as "Untitled attachment". Headers made here are handed to it already encoded.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.header import Header
from email.policy import Policy
from urllib.parse import quote

from danvan_xl.mail.addresses import Address, join_addresses, quoted

_LINE = 76
"""Longest line of a folded header."""


class Encoded(str):
    """A header's value as people read it, which is written as ``wire``."""

    name: str
    _wire: str

    def __new__(cls, name: str, text: str, wire: str) -> Encoded:
        """Make the header ``name`` that reads ``text`` and is written as ``wire`` (ASCII)."""
        header = super().__new__(cls, text)
        header.name, header._wire = name, wire
        return header

    def fold(self, *, policy: Policy) -> str:
        """Return the header as lines of the message."""
        return policy.linesep.join(f"{self.name}: {self._wire}".split("\n")) + policy.linesep


def text_header(name: str, text: str) -> Encoded:
    """Return a header of free text; line breaks in it become spaces."""
    line = one_line(text)
    return Encoded(name, line, _words(line, len(name) + 2))


def address_header(name: str, addresses: Sequence[Address]) -> Encoded:
    """Return a header that lists ``addresses``, one a line."""
    wire = ",\n ".join(
        f"{_phrase(a.name, len(name) + 2)}\n <{a.email}>" if a.name else a.email for a in addresses
    )
    return Encoded(name, join_addresses(addresses), wire)


def file_headers(kind: str, file_name: str) -> tuple[Encoded, Encoded]:
    """Return ``Content-Type`` and ``Content-Disposition`` of an attached file of the type ``kind``.

    The name stands there twice: as RFC 2231 has it, and in encoded words in quotation marks, which
    is against the rule, yet the one form that older versions of Outlook understand.
    """
    name = one_line(file_name)
    plain = name.isascii() and "=?" not in name
    used = len(' name="')
    value = quoted(name) if plain else f'"{_words(name, used)}"'
    place = f"filename={value}" if plain else f"filename*=utf-8''{quote(name, safe='')}"
    return (
        Encoded("Content-Type", f"{kind}; name={value}", f"{kind};\n name={value}"),
        Encoded("Content-Disposition", f"attachment; {place}", f"attachment;\n {place}"),
    )


def one_line(text: str) -> str:
    """Return ``text`` with every run of blanks and control characters as one space."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _words(line: str, used: int) -> str:
    """Return ``line`` in ASCII: as it is where possible, else in encoded words (RFC 2047)."""
    if line.isascii() and "=?" not in line and len(line) < _LINE - used:
        return line
    return Header(line, "utf-8", _LINE, " " * (used - 2)).encode(linesep="\n")


def _phrase(name: str, used: int) -> str:
    return quoted(name) if name.isascii() and "=?" not in name else _words(name, used)
