"""What the live workbook shows, and what Python says that it must show."""

from __future__ import annotations

from datetime import date
from typing import Any

import xlwings as xw
from openpyxl.utils.cell import coordinate_to_tuple

from danvan_xl.building.master import build_master
from danvan_xl.commands.common import year_of
from danvan_xl.dashboard import content
from danvan_xl.register import Register
from danvan_xl.schema.tables import MASTER
from tests.building.reading import Place, formulas, shown
from tests.live.cells import ERRORS


def python_says(book: xw.Book) -> dict[Place, Any]:
    """Every cell that calculates in a master built anew from the same tables → its value.

    Python has computed these values; dates are day numbers, blanks "".
    """
    register = Register(book)
    frames = {table.key: register.read(table) for table in MASTER}
    settings = register.settings()
    fixed = settings["period.as_of"]
    day = fixed if isinstance(fixed, date) else date.today()
    data = build_master(content(year_of(settings), frames, settings, day))
    return shown(data, set(formulas(data)))


def it_shows(book: xw.Book, places: set[Place]) -> dict[Place, Any]:
    """What stands in these cells of the live workbook once everything is calculated anew."""
    document: Any = book.impl.document
    document.calculateAll()
    found = {}
    for name in {sheet for sheet, _ in places}:
        block = book.sheets[name].impl.used_range.native.getDataArray()
        for place in places:
            if place[0] == name:
                row, column = coordinate_to_tuple(place[1])
                found[place] = _plain(block[row - 1][column - 1])
    return found


def error_cells(book: xw.Book) -> list[str]:
    """The places of all cells that show an error."""
    places = []
    for sheet in book.sheets:
        errors = sheet.impl.used_range.native.queryFormulaCells(ERRORS)
        if errors.Count:
            places.append(errors.RangeAddressesAsString)
    return places


def _plain(value: Any) -> Any:
    return round(value, 6) if isinstance(value, float) else value
