"""E-mail addresses as people type them, checked before anything is written with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from danvan_xl.errors import DanVanError
from danvan_xl.schema.text import normalise

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"(?P<local>{_LOCAL})@(?P<domain>{_LABEL}(?:\.{_LABEL})+)")
_QUOTED = r'"(?:\\.|[^"\\])*"'
_WITH_NAME = re.compile(rf"(?P<name>{_QUOTED}|[^<>]*?)\s*<(?P<email>[^<>]*)>")
_SEPARATE = re.compile(rf"""(?:{_QUOTED}|<[^<>]*>|[^",;<>\n\r]|[<>"])+""")
_ESCAPED = re.compile(r"\\(.)")

_LONGEST_LOCAL, _LONGEST = 64, 254
"""Characters before the @ and in all (RFC 5321, 4.5.3.1)."""


@dataclass(frozen=True)
class Address:
    """A mailbox: the name that is shown, perhaps "", and ``local@domain`` in ASCII."""

    name: str
    email: str

    @property
    def domain(self) -> str:
        """What stands behind the ``@``."""
        return self.email.rpartition("@")[2]


def read_address(text: str) -> Address:
    """Return the address in ``text``: ``snv@example.vn`` or ``Sở Nội vụ <snv@example.vn>``.

    Raises ``DanVanError`` that quotes it when it is none. A line break is never part of one, so
    that nobody can add headers to a message through a cell.
    """
    whole = normalise(text)
    found = _WITH_NAME.fullmatch(whole)
    name, email = (found["name"], found["email"].strip()) if found else ("", whole)
    name = _ESCAPED.sub(r"\1", name.removeprefix('"').removesuffix('"')).strip()
    match = _EMAIL.fullmatch(email)
    if (
        match is None
        or not name.isprintable()
        or len(match["local"]) > _LONGEST_LOCAL
        or len(email) > _LONGEST
    ):
        raise DanVanError(
            f"Địa chỉ thư điện tử «{' '.join(text.split())}» không đúng: "
            "ghi như ten@quangngai.gov.vn, không dấu, không khoảng trắng."
        )
    return Address(name, email)


def join_addresses(addresses: Iterable[Address]) -> str:
    """Return ``addresses`` as one text that :func:`split_addresses` takes apart again."""
    return ", ".join(f"{quoted(a.name)} <{a.email}>" if a.name else a.email for a in addresses)


def quoted(name: str) -> str:
    """Return ``name`` in quotation marks: it may hold a comma or another sign of its own."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def split_addresses(text: str) -> list[str]:
    """Return the addresses of a cell, which stand apart by commas, semicolons or lines.

    A comma within quotation marks or ``<>`` belongs to its address.
    """
    return [piece.strip() for piece in _SEPARATE.findall(text) if piece.strip()]
