"""Cells that a reader of values hides: errors, and formulas that were never calculated."""

from __future__ import annotations

import re

from danvan_xl.ooxml import xmlbytes
from danvan_xl.ooxml.formulas import has_formula
from danvan_xl.ooxml.sheet import SheetXml


def errors(sheet: SheetXml) -> dict[tuple[int, int], str]:
    """The cells whose value is an error, by (row, column), with its text: ``#N/A``."""
    value = _value_pattern(sheet.prefix)
    found = {}
    for row, column, cell in sheet.cells(needle=b"#"):
        if _kind(cell) == b"e" and (text := value.search(cell)):
            found[row, column] = xmlbytes.unescaped(text[1] or b"").strip()
    return found


def uncalculated(sheet: SheetXml) -> set[tuple[int, int]]:
    """The cells that have a formula and no value: never opened in a program that calculates."""
    value = _value_pattern(sheet.prefix)
    found = set()
    for row, column, cell in sheet.cells(needle=b"<" + sheet.prefix + b"f"):
        if has_formula(sheet, cell):
            text = value.search(cell)
            if text is None or (not text[1] and _kind(cell) != b"str"):
                found.add((row, column))
    return found


def _kind(cell: bytes) -> bytes:
    return xmlbytes.attribute(cell[: cell.index(b">") + 1], b"t") or b"n"


def _value_pattern(prefix: bytes) -> re.Pattern[bytes]:
    name = prefix + b"v"
    return re.compile(rb"<" + name + rb"(?:\s[^>]*)?(?:/>|>([^<]*)</" + name + rb"\s*>)")
