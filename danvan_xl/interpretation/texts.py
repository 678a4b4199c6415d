"""Cells for text, for words of a list and for phone numbers."""

from __future__ import annotations

import math
import re

from danvan_xl.interpretation.asked import Asked
from danvan_xl.interpretation.cells import ColumnCells
from danvan_xl.interpretation.choices import read_choice, says_none
from danvan_xl.interpretation.encoding import Decoded
from danvan_xl.interpretation.reading import LONGEST, Reading, is_day, not_of_column
from danvan_xl.interpretation.repairs import Repaired
from danvan_xl.schema.columns import Type
from danvan_xl.schema.legacy import LEGACY, decode, may_be_legacy
from danvan_xl.schema.values import quoted, to_text
from danvan_xl.submissions.raw import RawCell

_LONGEST = 32_767
"""UTF-16 units that a cell can hold."""

_OPERAND = r"(?:\$?[A-Za-z]{1,3}\$?\d+|[\d.,]+%?|[A-Za-z_.]+\(.*|\(.*)"
_FORMULA = re.compile(
    rf"[=@] ?[^\s=].*|[+-] ?{_OPERAND}(?: ?[-+*/^&:] ?{_OPERAND})*|[+-].*\|.*!.*", re.DOTALL
)
"""What Excel would take for a formula: ``=1+1``, ``-A1``, ``@SUM(A1)``, ``+cmd|' /c x'!A1``."""
_FORMULA_START = 200
"""Characters of a text that are looked at."""

_BLANK = "để trống"
_MOBILE = re.compile(r"[2-9]\d{8}")
_LANDLINE = re.compile(r"2\d{9}")
_BETWEEN_FIGURES = re.compile(r"[ .\-()]")


def read_text(
    raw: RawCell, repaired: Repaired | None, asked: Asked, column: ColumnCells
) -> Reading:
    """Return the text of a cell, "" when it is empty or no text.

    ``repaired`` is its text, None for cells that hold something else and for words of a list.
    """
    if repaired is None:
        if wrong := _no_text(raw, column.type):
            return wrong
        text = to_text(raw)
    else:
        text = repaired.text
    if not text:
        return Reading("")
    if length := _length_if_too_long(text):
        return Reading("", "O25", {"count": length})
    if asked.choices:
        return _read_choice(text, asked)
    if column.is_phone:
        return _read_phone(text)
    if text[:1] in ("=", "+", "-", "@") and _FORMULA.fullmatch(text[:_FORMULA_START]):
        return Reading(text, "O22", {"value": quoted(text)})
    return Reading(text)


def not_decoded(decoded: Decoded) -> Reading:
    """Return the reading of a text that is no Unicode, in an encoding that is not certain."""
    proposed = decoded.choices or "không phông nào đọc được cả ô"
    return Reading("", "O29", {"value": quoted(decoded.text), "proposed": proposed})


def _no_text(raw: RawCell, kind: Type) -> Reading | None:
    """Return the reading of a cell that holds no text nor a number that can stand for one."""
    is_date = is_day(raw) and kind in (Type.CODE, Type.CHOICE)  # 12/5 was a number of a document
    if is_date or (isinstance(raw, float) and math.isinf(raw)):
        return Reading("", "O24", {"value": quoted(raw)})
    return not_of_column(raw)


def _length_if_too_long(text: str) -> int:
    """Return the length of ``text`` as Excel counts it when no cell can hold it, else 0."""
    if 2 * len(text) <= _LONGEST:
        return 0
    length = len(text.encode("utf-16-le")) // 2
    return length if length > _LONGEST else 0


def _read_choice(text: str, asked: Asked) -> Reading:
    """Return the word of a list that ``text`` means; a word alone may be in a legacy encoding."""
    readings = [text]
    if len(text) <= LONGEST and may_be_legacy(text):
        readings += [decode(text, encoding) for encoding in LEGACY]
    for said in readings:
        reading = read_choice(said, asked.choices)
        if reading.value in asked.choices:
            told = "O19" if said != text else reading.code
            return Reading(reading.value, told, {"value": quoted(text), "choice": reading.value})
    if asked.is_optional and any(map(says_none, readings)):
        return Reading("", "O19", {"value": quoted(text), "choice": _BLANK})
    return Reading(text)


def _read_phone(text: str) -> Reading:
    """Return a phone number; one whose leading zero is lost gets it back."""
    figures = _BETWEEN_FIGURES.sub("", text)
    if not (_MOBILE.fullmatch(figures) or _LANDLINE.fullmatch(figures)) or text[0] != figures[0]:
        return Reading(text)
    return Reading(f"0{text}", "O20", {"value": quoted(text), "number": f"0{text}"})
