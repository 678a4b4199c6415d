"""The cells of a sheet that hold something, as they stand: kind, style and content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from danvan_xl.ooxml import rows, xmlbytes
from danvan_xl.ooxml.sheet import SheetXml

_USUAL = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]+)"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?>'
    rb"(?:<v>([^<]*)</v></c>|(.*?)</c>)",
    re.DOTALL,
)
"""A cell as Excel, LibreOffice and XlsxWriter write it."""
_ROW = re.compile(rb"[A-Za-z]{1,3}([0-9]+)")


class FilledCell(NamedTuple):
    """One cell with something in it."""

    row: int
    column: int
    style: int
    kind: bytes
    """As in the attribute ``t``: ``n``, ``s``, ``str``, ``inlineStr``, ``b``, ``e`` or ``d``."""
    value: bytes
    """The text of its ``v`` element as it stands; empty when there is none."""
    has_formula: bool
    content: bytes
    """All between its tags; empty when that is a plain ``v`` element."""


def filled_cells(sheet: SheetXml) -> Iterator[FilledCell]:
    """The cells that are more than a style, row by row.

    ValueError for a cell whose address is none, or that stands in a row of another number.
    """
    for number, raw in sheet.raw_rows():
        usual = [] if sheet.prefix else _USUAL.findall(raw)
        if sheet.prefix or len(usual) != raw.count(b"</c"):
            yield from _unusual_cells(number, raw, sheet.prefix)
            continue
        for letters, row, style, kind, value, content in usual:
            if int(row) != number:
                raise _misplaced(row, number)
            if content:
                value, has_formula = _value(content, b"")
            else:
                has_formula = False
            yield FilledCell(
                number,
                rows.number_of_column(letters),
                int(style or 0),
                kind or b"n",
                value,
                has_formula,
                content,
            )


def _unusual_cells(number: int, raw: bytes, prefix: bytes) -> Iterator[FilledCell]:
    """The filled cells of a row written in any way that XML allows."""
    for column, cell in rows.cells(raw, prefix):
        end = cell.index(b">") + 1
        if cell[:end].endswith(b"/>"):
            continue
        tag = xmlbytes.attributes(cell[:end])
        said = _ROW.fullmatch(tag.get(b"r", b""))
        if said and int(said[1]) != number:
            raise _misplaced(said[1], number)
        style = tag.get(b"s", b"")
        content = cell[end : cell.rindex(b"</")]
        value, has_formula = _value(content, prefix)
        yield FilledCell(
            number,
            column,
            int(style) if style.isdigit() else 0,
            tag.get(b"t", b"n"),
            value,
            has_formula,
            content,
        )


def _value(content: bytes, prefix: bytes) -> tuple[bytes, bool]:
    """The text of a cell's ``v`` element, and whether the cell has a formula."""
    found = _value_pattern(prefix).search(content)
    return (found[1] or b"" if found else b""), b"<" + prefix + b"f" in content


def _misplaced(row: bytes, number: int) -> ValueError:
    return ValueError(f"a cell of row {row.decode()} stands in row {number}")


@cache
def _value_pattern(prefix: bytes) -> re.Pattern[bytes]:
    name = prefix + b"v"
    return re.compile(rb"<" + name + rb"(?:\s[^>]*)?(?:/>|>([^<]*)</" + name + rb"\s*>)")
