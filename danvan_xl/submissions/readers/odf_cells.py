"""What one cell of an OpenDocument spreadsheet holds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from lxml import etree

from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.raw import RawCell, Unreadable
from danvan_xl.submissions.readers.guard import number
from danvan_xl.submissions.readers.moments import from_duration, from_iso
from danvan_xl.submissions.readers.odf_names import CALCEXT, OFFICE, TABLE, TEXT

_ERROR = re.compile(r"#[A-Z/0-9_]+[!?]|#N/A|Err:\d{3}")
_LEFT_OUT = frozenset((OFFICE + "annotation", TEXT + "note", TEXT + "ruby-text"))
_NUMBERS = frozenset(("float", "percentage", "currency"))


def value_of(cell: etree._Element, longest: int) -> RawCell:
    """Return the value of a ``table-cell``; ``longest``: characters that a text may have.

    A formula with neither type nor text was never calculated. Raises T07 for a longer text.
    """
    kind = cell.get(OFFICE + "value-type")
    if kind is None and not len(cell):
        return Uncalculated() if cell.get(TABLE + "formula") else None
    text = text_of(cell, longest)
    if cell.get(CALCEXT + "value-type") == "error" or _ERROR.fullmatch(text):
        return ErrorCell(text or "#N/A")
    if kind is None or kind == "string":
        return text or cell.get(OFFICE + "string-value") or None
    value = _typed(cell, kind)
    return (text or None) if value is None else value


def _typed(cell: etree._Element, kind: str) -> RawCell:
    """Return a value that is no text; None when the file does not say what it claims."""
    if kind in _NUMBERS:
        try:
            value = float(cell.get(OFFICE + "value", ""))
        except ValueError:
            return None
        return value if math.isfinite(value) else None
    if kind == "boolean":
        return {"true": True, "false": False}.get(cell.get(OFFICE + "boolean-value", ""))
    if kind == "date":
        return from_iso(cell.get(OFFICE + "date-value", ""))
    return from_duration(cell.get(OFFICE + "time-value", "")) if kind == "time" else None


def text_of(cell: etree._Element, longest: int) -> str:
    """Return a cell's text, a line for each paragraph, notes and drawings left out."""
    pieces: list[str] = []
    left = longest
    for paragraph in cell.iterchildren(TEXT + "p", TEXT + "h"):
        if pieces:
            pieces.append("\n")
        for piece in _pieces(paragraph, longest):
            left -= len(piece)
            if left < 0:
                raise Unreadable("T07", what=f"một ô có hơn {longest} chữ cái")
            pieces.append(piece)
    return "".join(pieces)


def _pieces(element: etree._Element, longest: int) -> Iterator[str]:
    """Yield the text within ``element`` piece by piece."""
    if element.text:
        yield element.text
    for child in element:
        if child.tag == TEXT + "s":
            yield " " * number(child.get(TEXT + "c"), 1, longest + 1)
        elif child.tag == TEXT + "tab":
            yield "\t"
        elif child.tag == TEXT + "line-break":
            yield "\n"
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield from _pieces(child, longest)
        if child.tail:
            yield child.tail
