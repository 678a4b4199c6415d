"""Looks at a returned file before any reader does: what would harm is refused with a plain reason.

One module a family of formats; nothing is ever run, fetched or written to a disk.
"""

from __future__ import annotations

from danvan_xl.findings import Finding
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.safety import documents, old_excel, packages, plain, xml_text
from danvan_xl.submissions.safety.dangers import Dangers
from danvan_xl.submissions.safety.lone import lone_file
from danvan_xl.submissions.safety.zips import unpacked

__all__ = ["check", "lone_file"]

_PACKAGES = ("xlsx", "xlsm", "xlsb")


def check(data: bytes, kind: str, limits: Limits) -> tuple[Finding, ...]:
    """Return what is to be told of a file of ``kind`` (see ``kinds.kind_of``) though it is read.

    Raises ``Unreadable``: T04 for a password, T05 broken, T07 too large, T10 declarations and
    odd parts, T11 other files, T12 other programs, T13 embedded objects, T14 ActiveX.
    """
    dangers = Dangers()
    if kind in _PACKAGES:
        parts = unpacked(data, limits)
        xml_text.check_parts(parts, limits)
        packages.check(parts, dangers)
    elif kind == "ods":
        parts = unpacked(data, limits)
        documents.check_encryption(parts)
        xml_text.check_parts(documents.parsed_parts(parts), limits)
        documents.check(parts, dangers)
    elif kind == "xls":
        old_excel.check(data, limits, dangers)
    else:
        plain.check(data, kind, limits, dangers)
    return dangers.settle()
