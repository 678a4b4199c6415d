"""Workbooks with sheets of Excel 4 macros, which python-calamine refuses as a whole."""

from __future__ import annotations

import re

from danvan_xl.ooxml.package import Package, relationships_part

_KINDS = ("xlMacrosheet", "xlIntlMacrosheet")
_TYPE = re.compile(rb"""(["'])http[^"']*/xl(?:Intl)?Macrosheet/?\1""")
_WORKSHEET = b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'


def is_macro_sheet(kind: str) -> bool:
    """Whether a sheet of this kind of relationship holds macros instead of values."""
    return kind in _KINDS


def as_worksheets(data: bytes) -> bytes:
    """Return the workbook with its macro sheets declared as worksheets, which they resemble.

    It is only for a reader that then leaves those sheets alone.
    """
    package = Package(data)
    place = relationships_part(package.linked("", "officeDocument")[0])
    package.replace(place, _TYPE.sub(_WORKSHEET, package.read(place)))
    return package.to_bytes()
