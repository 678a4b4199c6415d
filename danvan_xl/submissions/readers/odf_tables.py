"""The sheets of an OpenDocument spreadsheet, and the areas that have names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from lxml import etree

from danvan_xl.ooxml import Area
from danvan_xl.ooxml.areas import LAST_COLUMN, LAST_ROW
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook, RawSheet
from danvan_xl.submissions.readers.grid import Budget, Grid
from danvan_xl.submissions.readers.guard import broken, number
from danvan_xl.submissions.readers.odf_cells import value_of
from danvan_xl.submissions.readers.odf_names import OFFICE, TABLE, TEXT
from danvan_xl.submissions.readers.odf_styles import Styles

_ROW_GROUPS = frozenset(
    TABLE + name for name in ("table-rows", "table-header-rows", "table-row-group")
)
_COLUMN_GROUPS = frozenset(
    TABLE + name for name in ("table-columns", "table-header-columns", "table-column-group")
)
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
_REFERENCE = re.compile(
    r"\$?(?P<sheet>'(?:[^']|'')+'|[^'.\s]+)\.(?P<first>\$?[A-Z]{1,3}\$?\d{1,7})"
    r"(?::(?:\$?(?P<other>'(?:[^']|'')+'|[^'.:\s]+))?\.(?P<last>\$?[A-Z]{1,3}\$?\d{1,7}))?"
)
_NAMELESS = "__Anonymous"
_BUILT_IN = "_xlnm."


def read_spreadsheet(root: etree._Element, styles: Styles, limits: Limits) -> RawBook:
    """Return the workbook below ``root``: ``content.xml``, or a flat file. Raises Unreadable."""
    spreadsheet = root.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    if spreadsheet is None:
        raise broken("tệp không có bảng tính nào")
    budget = Budget(limits)
    sheets = tuple(
        _Table(table, styles, limits, budget).sheet()
        for table in spreadsheet.iterchildren(TABLE + "table")
    )
    titles = [sheet.name for sheet in sheets]
    names = [
        (element.get(TABLE + "name", ""), element.get(TABLE + "cell-range-address", ""))
        for holder in (spreadsheet, *spreadsheet.iterchildren(TABLE + "table"))
        for element in holder.iterfind(f"{TABLE}named-expressions/{TABLE}named-range")
    ]
    ranges = [
        (element.get(TABLE + "name", ""), element.get(TABLE + "target-range-address", ""))
        for element in spreadsheet.iterfind(f"{TABLE}database-ranges/{TABLE}database-range")
    ]
    return RawBook("ods", sheets, _areas(names, titles), _areas(ranges, titles))


def _areas(names: list[tuple[str, str]], titles: list[str]) -> dict[str, tuple[str, Area]]:
    found: dict[str, tuple[str, Area]] = {}
    for name, address in names:
        place = area_of(address)
        if place and place[0] in titles and not name.startswith((_NAMELESS, _BUILT_IN)):
            found.setdefault(name.lower(), place)
    return found


def area_of(address: str) -> tuple[str, Area] | None:
    """Return what ``$'Kết quả'.$B$4:.$F$35`` means; None for more than one area, and the like."""
    found = _REFERENCE.fullmatch(address.strip())
    if found is None or found["other"] not in (None, found["sheet"]):
        return None
    try:
        area = Area.parse(found["first"] + (f":{found['last']}" if found["last"] else ""))
    except ValueError:
        return None
    sheet = found["sheet"]
    return (sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet), area


class _Table:
    """Reads one sheet."""

    def __init__(
        self, table: etree._Element, styles: Styles, limits: Limits, budget: Budget
    ) -> None:
        self._table, self._styles, self._longest = table, styles, limits.cell_characters
        hidden = styles.hides("table", table.get(TABLE + "style-name", ""))
        self._grid = Grid(table.get(TABLE + "name", ""), budget, hidden=hidden)
        self._column_ends: list[int] = []
        self._column_styles: list[str] = []
        for column in _members(table, TABLE + "table-column", _COLUMN_GROUPS):
            end = self._column_ends[-1] if self._column_ends else 0
            repeated = number(column.get(TABLE + "number-columns-repeated"), 1, LAST_COLUMN)
            self._column_ends.append(end + repeated)
            self._column_styles.append(column.get(TABLE + "default-cell-style-name", ""))

    def sheet(self) -> RawSheet:
        row = 1
        for element in _members(self._table, TABLE + "table-row", _ROW_GROUPS):
            rows = max(number(element.get(TABLE + "number-rows-repeated"), 1, LAST_ROW), 1)
            if element.get(TABLE + "visibility") in ("collapse", "filter"):
                self._grid.hide(row, rows)
            self._read_row(element, row, rows)
            row += rows
        return self._grid.sheet()

    def _read_row(self, element: etree._Element, row: int, rows: int) -> None:
        column = 1
        for cell in element.iterchildren(*_CELLS):
            columns = max(number(cell.get(TABLE + "number-columns-repeated"), 1, LAST_COLUMN), 1)
            self._merge(cell, row, column)
            value = value_of(cell, self._longest)
            if value is not None:
                font = self._font(cell, element, column) if isinstance(value, str) else ""
                percent = cell.get(OFFICE + "value-type") == "percentage"
                for at in (
                    (r, c) for r in range(row, row + rows) for c in range(column, column + columns)
                ):
                    self._grid.put(*at, value)
                    if font:
                        self._grid.fonts[at] = font
                    if percent and isinstance(value, float):
                        self._grid.percents.add(at)
            column += columns

    def _merge(self, cell: etree._Element, row: int, column: int) -> None:
        rows = number(cell.get(TABLE + "number-rows-spanned"), 1, LAST_ROW)
        columns = number(cell.get(TABLE + "number-columns-spanned"), 1, LAST_COLUMN)
        if (rows > 1 or columns > 1) and row <= LAST_ROW and column <= LAST_COLUMN:
            self._grid.merge(row, column, max(rows, 1), max(columns, 1))

    def _font(self, cell: etree._Element, row: etree._Element, column: int) -> str:
        """Return the font from before Unicode that a cell or a part of its text is in; else ""."""
        style = cell.get(TABLE + "style-name") or row.get(TABLE + "default-cell-style-name")
        if not style:
            at = bisect_left(self._column_ends, column)
            style = self._column_styles[at] if at < len(self._column_styles) else ""
        if font := self._styles.legacy_font("table-cell", style):
            return font
        spans = (span.get(TEXT + "style-name", "") for span in cell.iter(TEXT + "span"))
        return next(filter(None, (self._styles.legacy_font("text", span) for span in spans)), "")


def _members(parent: etree._Element, tag: str, groups: frozenset[str]) -> Iterator[etree._Element]:
    """Yield rows or columns, also from within the groups they may stand in, in order."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in groups:
            yield from _members(child, tag, groups)
