"""Cells of one sheet of an .xlsb workbook."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.raw import RawCell
from danvan_xl.submissions.readers.biff12 import records, rich_text, uint, wide_text
from danvan_xl.submissions.readers.grid import Grid
from danvan_xl.submissions.readers.moments import from_serial
from danvan_xl.submissions.readers.xlsb_styles import Styles

_ROW, _MERGED, _RICH = 0, 176, 62
_BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(1, 8)
_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOL, _FORMULA_ERROR = range(8, 12)
_SHORT = range(12, 19)
"""The same as 1 to 7 for the cell right of the last one, without its column."""
_PLAIN = {_FORMULA_TEXT: _TEXT, _FORMULA_REAL: _REAL, _FORMULA_BOOL: _BOOL, _FORMULA_ERROR: _ERROR}
_HIDDEN_ROW = 0x10
_TO_CALCULATE = 0x3
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


@dataclass(frozen=True)
class Shared:
    """What all sheets of a workbook use."""

    texts: Sequence[tuple[str, list[int]]]
    """Text and the fonts of its parts."""
    styles: Styles
    date1904: bool


def read_cells(part: bytes, shared: Shared, grid: Grid) -> None:
    """Put the cells, hidden rows and merged cells of a sheet's part into ``grid``."""
    row = column = 0
    for kind, body in records(part):
        if kind == _ROW:
            row, column = uint(body, 0) + 1, 0
            if body[11] & _HIDDEN_ROW:
                grid.hide(row)
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            grid.merge(top + 1, left + 1, bottom - top + 1, right - left + 1)
        elif kind in _SHORT:
            column += 1
            _put(kind - _SHORT.start + _BLANK, body, 0, (row, column), shared, grid)
        elif _BLANK <= kind <= _FORMULA_ERROR or kind == _RICH:
            column = uint(body, 0) + 1
            _put(kind, body, 4, (row, column), shared, grid)


def _put(
    kind: int, body: bytes, start: int, at: tuple[int, int], shared: Shared, grid: Grid
) -> None:
    """Put one cell; its style stands at ``start``, its value after that."""
    if kind == _BLANK:
        return
    style, position = uint(body, start) & 0xFFFFFF, start + 4
    value, runs = _value(_PLAIN.get(kind, kind), body, position, shared.texts)
    if kind in _PLAIN and value in (0, "") and _is_due(kind, body, position):
        grid.put(*at, Uncalculated())
    elif isinstance(value, float):
        grid.put(
            *at, from_serial(value, shared.date1904) if shared.styles.shows_date(style) else value
        )
        if shared.styles.shows_percent(style):
            grid.percents.add(at)
    else:
        grid.put(*at, value)
        if isinstance(value, str) and (font := shared.styles.legacy_font(style, runs)):
            grid.fonts[at] = font


def _value(
    kind: int, body: bytes, position: int, texts: Sequence[tuple[str, list[int]]]
) -> tuple[RawCell, list[int]]:
    """Return a value, and the fonts of its parts when it is text."""
    if kind == _SHARED:
        return texts[uint(body, position)]
    if kind == _RICH:
        return rich_text(body, position)
    if kind == _TEXT:
        return wide_text(body, position)[0], []
    if kind == _BOOL:
        return body[position] != 0, []
    if kind == _ERROR:
        return ErrorCell(_ERRORS.get(body[position], "#N/A")), []
    if kind == _RK:
        return _packed(uint(body, position)), []
    return float(struct.unpack_from("<d", body, position)[0]), []


def _packed(bits: int) -> float:
    """Return the number that is packed into four bytes."""
    if bits & 2:
        whole = bits >> 2
        value = float(whole - (1 << 30) if whole >= 1 << 29 else whole)
    else:
        value = struct.unpack("<d", struct.pack("<Q", (bits & ~3) << 32))[0]
    return value / 100 if bits & 1 else value


def _is_due(kind: int, body: bytes, position: int) -> bool:
    """Whether a formula is still to be calculated: its 0 or empty text then means nothing."""
    if kind == _FORMULA_TEXT:
        end = wide_text(body, position)[1]
    elif kind == _FORMULA_REAL:
        end = position + 8
    else:
        return False
    return bool(struct.unpack_from("<H", body, end)[0] & _TO_CALCULATE)
