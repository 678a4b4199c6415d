"""What one cell of an HTML table holds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from lxml import etree

from danvan_xl.schema.values import ErrorCell
from danvan_xl.submissions.raw import RawCell
from danvan_xl.submissions.readers.looks import shows_date
from danvan_xl.submissions.readers.moments import from_serial

_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAK, _BLOCK = "\v", "\x1e"
_BLOCK_ENDS = re.compile(r"[ \t\r\n\f]*\x1e[\x1e \t\r\n\f]*")
"""Where one block ends and the next begins is one line's end, however many meet there."""
_LEFT_OUT = frozenset(("table", "script", "style", "comment", "title", "noscript"))
_BLOCKS = frozenset(("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"))
_NUMBER = re.compile(r"-?\d{1,300}(?:\.\d{1,300})?(?:[eE][+-]?\d{1,3})?")
_DIGITS = re.compile(r"-?\d{1,15}")
_ERROR = re.compile(r"#[A-Z/0-9]+[!?]|#N/A|Err:\d{3}")


def value_of(cell: etree._Element, number_format: str) -> RawCell:
    """Return the value of a ``td``; ``number_format``: as the page's styles give it.

    Excel and LibreOffice write numbers, errors and TRUE into attributes of their own; whatever
    has none stays text, which may be a number as people write it.
    """
    text = text_of(cell)
    if error := cell.get("x:err"):
        return ErrorCell(error)
    if (truth := cell.get("x:bool")) is not None:
        return truth.upper() == "TRUE"
    if (raw := cell.get("x:num")) is not None:
        return _number(raw or (text if _DIGITS.fullmatch(text) else ""), number_format, text)
    if (raw := cell.get("sdval")) is not None:
        code = cell.get("sdnum", "").split(";", 2)[2:]
        return _number(raw, code[0] if code else "General", text)
    return text or None


def _number(raw: str, code: str, text: str) -> RawCell:
    """Return the number ``raw`` as its format means it; the text where it is none."""
    if _ERROR.fullmatch(text):
        return ErrorCell(text)
    raw = raw.strip()
    if not _NUMBER.fullmatch(raw) or not math.isfinite(number := float(raw)):
        return text or None
    if code.upper() == "BOOLEAN":
        return number != 0
    return from_serial(number) if code and shows_date(code) else number


def text_of(element: etree._Element) -> str:
    """Return the text of an element as a browser shows it; "" for one with only spaces."""
    flowing = (
        _BLOCK_ENDS.sub(_BLOCK, "".join(_pieces(element))).strip(_BLOCK).replace(_BLOCK, _BREAK)
    )
    text = "\n".join(_SPACE.sub(" ", line).strip(" ") for line in flowing.split(_BREAK)).strip("\n")
    return "" if not text.strip(" \n\u00a0") else text


def _pieces(element: etree._Element) -> Iterator[str]:
    """Yield texts as they stand in the page, and marks for line breaks and ends of blocks."""
    yield element.text or ""
    for child in element:
        name = child.tag if isinstance(child.tag, str) else None
        if name == "br":
            yield _BREAK
        elif name is not None and name not in _LEFT_OUT:
            if name in _BLOCKS:
                yield _BLOCK
            yield from _pieces(child)
            if name in _BLOCKS:
                yield _BLOCK
        yield child.tail or ""
