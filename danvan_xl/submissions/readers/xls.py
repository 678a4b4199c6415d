"""Old .xls workbooks (Excel 5 to 2003), by xlrd.

xlrd alone gives values, error cells, names, hidden rows, merged cells, formats and fonts of one
cell in one place; python-calamine would hide half of them and leave them to be matched up again.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import xlrd

from danvan_xl.ooxml import Area
from danvan_xl.ooxml.areas import LAST_COLUMN, LAST_ROW
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook, RawCell, RawSheet, Unreadable
from danvan_xl.submissions.readers import biff
from danvan_xl.submissions.readers.grid import Budget, Grid
from danvan_xl.submissions.readers.guard import guarded
from danvan_xl.submissions.readers.looks import is_legacy_font, shows_percent
from danvan_xl.submissions.readers.moments import from_serial

_ENCRYPTED = "encrypted"
_BYTES_AS_LETTERS = "latin-1"


@guarded(".xls")
def read(data: bytes, limits: Limits) -> RawBook:
    """Return the workbook. Raises ``Unreadable``."""
    book = _opened(data)
    never = biff.uncalculated(data)
    budget = Budget(limits)
    sheets = []
    for number in range(book.nsheets):
        sheets.append(_sheet(book, number, never[number] if number < len(never) else set(), budget))
        book.unload_sheet(number)
    return RawBook("xls", tuple(sheets), _areas(book))


def _opened(data: bytes) -> Any:
    """Return xlrd's book; text that its code page does not know is taken byte by byte."""
    options: dict[str, Any] = {
        "file_contents": data,
        "formatting_info": True,
        "on_demand": True,
        "ragged_rows": True,
        "logfile": io.StringIO(),
    }
    try:
        try:
            return xlrd.open_workbook(**options)
        except UnicodeDecodeError:
            return xlrd.open_workbook(**options, encoding_override=_BYTES_AS_LETTERS)
    except xlrd.biffh.XLRDError as problem:
        if _ENCRYPTED in str(problem).lower():
            raise Unreadable("T04") from problem
        raise


def _sheet(book: Any, number: int, never: set[tuple[int, int]], budget: Budget) -> RawSheet:
    sheet = book.sheet_by_index(number)
    grid = Grid(sheet.name, budget, hidden=sheet.visibility != 0)
    looks = _Looks(book, sheet.rich_text_runlist_map)
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        for column, (kind, raw) in enumerate(zip(kinds, values, strict=True)):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            at = row + 1, column + 1
            value = Uncalculated() if at in never else _value(kind, raw, book.datemode == 1)
            grid.put(*at, value)
            style = sheet.cell_xf_index(row, column)
            if kind == xlrd.XL_CELL_NUMBER and looks.percent(style):
                grid.percents.add(at)
            elif kind == xlrd.XL_CELL_TEXT and (font := looks.legacy_font(style, row, column)):
                grid.fonts[at] = font
    for row, info in sheet.rowinfo_map.items():
        if info.hidden:
            grid.hide(row + 1)
    for first, after, left, right in sheet.merged_cells:
        grid.merge(first + 1, left + 1, after - first, right - left)
    return grid.sheet()


def _value(kind: int, raw: Any, date1904: bool) -> RawCell:
    if kind == xlrd.XL_CELL_TEXT:
        return str(raw)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(raw)
    if kind == xlrd.XL_CELL_ERROR:
        return ErrorCell(xlrd.error_text_from_code.get(raw, "#N/A"))
    return from_serial(float(raw), date1904) if kind == xlrd.XL_CELL_DATE else float(raw)


class _Looks:
    """Formats and fonts of the cells of one sheet."""

    def __init__(self, book: Any, runs: Mapping[tuple[int, int], list[tuple[int, int]]]) -> None:
        self._book, self._runs = book, runs

    def percent(self, style: int) -> bool:
        found = self._book.format_map.get(self._book.xf_list[style].format_key)
        return found is not None and shows_percent(found.format_str)

    def legacy_font(self, style: int, row: int, column: int) -> str:
        """Return the font from before Unicode that a cell or a part of it is in; else ""."""
        fonts = [self._book.xf_list[style].font_index]
        fonts += [font for _, font in self._runs.get((row, column), ())]
        known = (
            self._book.font_list[font].name for font in fonts if font < len(self._book.font_list)
        )
        return next((name for name in known if is_legacy_font(name)), "")


def _areas(book: Any) -> dict[str, tuple[str, Area]]:
    """Return the names that stand for plain cells; one of the whole book before one of a sheet."""
    areas: dict[str, tuple[str, Area]] = {}
    for name in sorted(book.name_obj_list, key=lambda name: name.scope != -1):
        reference = name.result.value[0] if _is_one_reference(name) else None
        if reference is None or reference.coords is None:
            continue
        first, after, top, bottom, left, right = reference.coords
        plain = after == first + 1 and 0 <= first < book.nsheets
        if plain and 0 <= top < bottom <= LAST_ROW and 0 <= left < right <= LAST_COLUMN:
            area = Area(top + 1, left + 1, bottom, right)
            areas.setdefault(name.name.lower(), (book.sheet_names()[first], area))
    return areas


def _is_one_reference(name: Any) -> bool:
    result = getattr(name, "result", None)
    return (
        result is not None
        and not name.builtin
        and not name.name.startswith("_xlnm.")
        and result.kind == xlrd.book.oREF
        and isinstance(result.value, list)
        and len(result.value) == 1
    )
