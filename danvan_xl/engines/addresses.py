"""Addresses in A1 notation, as Excel reads and writes them."""

from __future__ import annotations

import re

from danvan_xl.ooxml import Area, column_letter, column_number
from danvan_xl.ooxml.areas import LAST_COLUMN, LAST_ROW

_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?([0-9]{1,7}):\$?([0-9]{1,7})")


def parsed(address: str) -> Area | None:
    """Return the area that ``address`` means, or ``None`` when it is not an address.

    Takes ``B2``, ``$B$2:D9`` with the corners in any order, whole columns ``A:C`` and whole
    rows ``2:5``.
    """
    try:
        if match := _COLUMNS.fullmatch(address):
            left, right = sorted(column_number(letters) for letters in match.groups())
            return Area(1, left, LAST_ROW, right)
        if match := _ROWS.fullmatch(address):
            top, bottom = sorted(int(number) for number in match.groups())
            return Area(top, 1, bottom, LAST_COLUMN)
        return Area.parse(address)
    except ValueError:
        return None


def written_out(area: Area, row_absolute: bool, column_absolute: bool) -> str:
    """Return the address of ``area``, with ``$`` before its rows and columns as asked for."""
    row_mark, column_mark = "$" * row_absolute, "$" * column_absolute
    left = column_mark + column_letter(area.first_column)
    right = column_mark + column_letter(area.last_column)
    top, bottom = f"{row_mark}{area.first_row}", f"{row_mark}{area.last_row}"
    if area.rows == LAST_ROW:
        return f"{left}:{right}"
    if area.columns == LAST_COLUMN:
        return f"{top}:{bottom}"
    return left + top if area.rows == area.columns == 1 else f"{left}{top}:{right}{bottom}"


def quoted(sheet: str) -> str:
    """Return a sheet's name as formulas need it: in quotes when it is more than a plain word."""
    plain = re.fullmatch(r"[^\W\d]\w*", sheet) and parsed(sheet) is None
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"
