"""Defined names and tables of an .xlsb workbook."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from danvan_xl.ooxml import Area
from danvan_xl.submissions.readers.biff12 import records, uint, wide_text

_NAME, _SHEETS_OF_LINKS, _TABLE = 39, 362, 343
_LINKS = {355: False, 357: True, 358: True, 667: False}
"""Records for what formulas may point to, in order; True for this workbook itself."""
_BUILT_IN = 0x20
_ONE_CELL, _ONE_AREA = 0x1A, 0x1B
_CLASS = 0x60
"""Bits of a token that say how it is used, not what it is."""
_COLUMN = 0x3FFF
_OF_THE_BOOK = 0xFFFFFFFF


def named_areas(workbook: bytes, titles: Sequence[str]) -> dict[str, tuple[str, Area]]:
    """Return small name → sheet and area; ``titles``: all sheets, also those without cells.

    A name of the whole workbook goes before the same name of one sheet.
    """
    own: list[bool] = []
    places: list[tuple[int, int, int]] = []
    names: list[tuple[int, str, bytes]] = []
    for kind, body in records(workbook):
        if kind in _LINKS:
            own.append(_LINKS[kind])
        elif kind == _SHEETS_OF_LINKS:
            places = list(struct.iter_unpack("<Iii", body[4 : 4 + 12 * uint(body, 0)]))
        elif kind == _NAME and not body[0] & _BUILT_IN:
            name, end = wide_text(body, 9)
            names.append((uint(body, 5), name, body[end + 4 : end + 4 + uint(body, end)]))
    found: dict[str, tuple[str, Area]] = {}
    for _, name, formula in sorted(names, key=lambda one: one[0] != _OF_THE_BOOK):
        for link, area in _references(formula):
            if link < len(places) and not name.startswith("_xlnm."):
                book, first, last = places[link]
                if book < len(own) and own[book] and first == last and 0 <= first < len(titles):
                    found.setdefault(name.lower(), (titles[first], area))
    return found


def _references(formula: bytes) -> Iterator[tuple[int, Area]]:
    """Yield the one area that a formula is, with the number of its sheet's link; else nothing."""
    token = formula[0] & ~_CLASS if formula else 0
    try:
        if token == _ONE_CELL and len(formula) == 9:
            link, top, left = struct.unpack_from("<HIH", formula, 1)
            bottom, right = top, left
        elif token == _ONE_AREA and len(formula) == 15:
            link, top, bottom, left, right = struct.unpack_from("<HIIHH", formula, 1)
        else:
            return
        yield (
            link,
            Area(top + 1, (left & _COLUMN) + 1, bottom + 1, (right & _COLUMN) + 1),
        )
    except ValueError:
        return


def table_area(part: bytes) -> tuple[str, Area] | None:
    """Return the small name and the area of the table in a part of its own, None without one."""
    for kind, body in records(part):
        if kind == _TABLE:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            name, end = wide_text(body, 64)
            shown, _ = wide_text(body, end)
            return (shown or name).lower(), Area(top + 1, left + 1, bottom + 1, right + 1)
    return None
