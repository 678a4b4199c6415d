"""XML spreadsheets of Excel 2002 and 2003 (SpreadsheetML), as other programs like to write them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from danvan_xl.ooxml import Area
from danvan_xl.ooxml.areas import LAST_COLUMN, LAST_ROW
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook, RawCell, RawSheet
from danvan_xl.submissions.readers.grid import Budget, Grid
from danvan_xl.submissions.readers.guard import broken, guarded, number
from danvan_xl.submissions.readers.looks import is_legacy_font, shows_percent
from danvan_xl.submissions.readers.moments import from_iso
from danvan_xl.submissions.readers.safe_xml import parse

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_PART = "tệp XML"
_DEEPEST = 20
"""Styles that stand on each other, at most."""
_AREA = re.compile(
    r"=(?P<sheet>'(?:[^']|'')+'|[^'!:,]+)!R(?P<top>\d{1,7})C(?P<left>\d{1,5})"
    r"(?::R(?P<bottom>\d{1,7})C(?P<right>\d{1,5}))?"
)


@guarded(".xml")
def read(data: bytes, limits: Limits) -> RawBook:
    """Return the workbook. Raises ``Unreadable``."""
    root = parse(data, _PART, limits)
    if root.tag != _SS + "Workbook":
        raise broken("nội dung XML không phải là sổ bảng tính")
    styles, budget = _Styles(root), Budget(limits)
    pages = [*root.iterchildren(_SS + "Worksheet")]
    sheets = tuple(_Sheet(page, styles, budget).sheet() for page in pages)
    return RawBook("xml", sheets, _areas((root, *pages), [sheet.name for sheet in sheets]))


class _Styles:
    """Number formats and fonts by a style's ID."""

    def __init__(self, root: etree._Element) -> None:
        self._styles = {
            element.get(_SS + "ID", ""): element
            for element in root.iterfind(f"{_SS}Styles/{_SS}Style")
        }

    def number_format(self, style: str) -> str:
        return self._attribute(style, "NumberFormat", "Format") or "General"

    def legacy_font(self, style: str) -> str:
        font = self._attribute(style, "Font", "FontName")
        return font if is_legacy_font(font) else ""

    def _attribute(self, style: str, child: str, name: str) -> str:
        """Return an attribute as the style or the nearest one it stands on gives it."""
        for _ in range(_DEEPEST):
            element = self._styles.get(style or "Default")
            if element is None:
                break
            found = element.find(_SS + child)
            if found is not None and found.get(_SS + name):
                return found.get(_SS + name, "")
            parent = element.get(_SS + "Parent")
            if parent is None:
                break
            style = parent
        return ""


class _Sheet:
    """Reads one sheet."""

    def __init__(self, page: etree._Element, styles: _Styles, budget: Budget) -> None:
        visible = page.findtext(f"{_X}WorksheetOptions/{_X}Visible", "")
        self._grid = Grid(
            page.get(_SS + "Name", ""), budget, hidden=visible in ("SheetHidden", "SheetVeryHidden")
        )
        self._table, self._styles = page.find(_SS + "Table"), styles
        self._column_styles: dict[int, str] = {}

    def sheet(self) -> RawSheet:
        if self._table is not None:
            for column, element, columns in _placed(
                self._table.iterchildren(_SS + "Column"), LAST_COLUMN, "Span"
            ):
                style = element.get(_SS + "StyleID", "")
                self._column_styles.update(dict.fromkeys(range(column, column + columns), style))
            for row, element, rows in _placed(
                self._table.iterchildren(_SS + "Row"), LAST_ROW, "Span"
            ):
                if element.get(_SS + "Hidden") == "1":
                    self._grid.hide(row, rows)
                self._read_row(element, row)
        return self._grid.sheet()

    def _read_row(self, element: etree._Element, row: int) -> None:
        for column, cell, columns in _placed(
            element.iterchildren(_SS + "Cell"), LAST_COLUMN, "MergeAcross"
        ):
            down = number(cell.get(_SS + "MergeDown"), 0, LAST_ROW)
            if (down or columns > 1) and column <= LAST_COLUMN and row <= LAST_ROW:
                self._grid.merge(row, column, down + 1, columns)
            value = _value(cell)
            self._grid.put(row, column, value)
            style = (
                cell.get(_SS + "StyleID")
                or element.get(_SS + "StyleID")
                or self._column_styles.get(column, "")
            )
            if isinstance(value, float) and shows_percent(self._styles.number_format(style)):
                self._grid.percents.add((row, column))
            elif isinstance(value, str) and (font := self._font(cell, style)):
                self._grid.fonts[row, column] = font

    def _font(self, cell: etree._Element, style: str) -> str:
        """Return the font from before Unicode of a cell or a part of its text; else ""."""
        if font := self._styles.legacy_font(style):
            return font
        faces = (
            e.get(name, "")
            for e in cell.iterdescendants()
            for name in e.attrib
            if str(name).endswith("}Face")
        )
        return next((face for face in faces if is_legacy_font(face)), "")


def _placed(
    elements: Iterable[etree._Element], last: int, span: str
) -> Iterator[tuple[int, etree._Element, int]]:
    """Yield number, element and extent of rows, columns or cells; ``ss:Index`` leaves gaps."""
    at = 1
    for element in elements:
        at = max(number(element.get(_SS + "Index"), at, last + 1), at)
        extent = number(element.get(_SS + span), 0, last) + 1
        yield at, element, extent
        at += extent


def _value(cell: etree._Element) -> RawCell:
    data = cell.find(_SS + "Data")
    if data is None:
        return Uncalculated() if cell.get(_SS + "Formula") else None
    kind, text = data.get(_SS + "Type", "String"), "".join(map(str, data.itertext()))
    if kind == "Number":
        try:
            value = float(text)
        except ValueError:
            return text or None
        return value if math.isfinite(value) else text
    if kind == "DateTime":
        moment = from_iso(text)
        return (text or None) if moment is None else moment
    if kind == "Boolean":
        return {"1": True, "0": False}.get(text.strip(), text or None)
    return ErrorCell(text.strip() or "#N/A") if kind == "Error" else text or None


def _areas(holders: Iterable[etree._Element], titles: list[str]) -> dict[str, tuple[str, Area]]:
    """Return the names that stand for plain cells; those of the whole workbook go first."""
    found: dict[str, tuple[str, Area]] = {}
    for holder in holders:
        for element in holder.iterfind(f"{_SS}Names/{_SS}NamedRange"):
            name, place = element.get(_SS + "Name", ""), _area_of(element.get(_SS + "RefersTo", ""))
            if place and place[0] in titles and not name.startswith(("_xlnm", "Print_", "_Filter")):
                found.setdefault(name.lower(), place)
    return found


def _area_of(text: str) -> tuple[str, Area] | None:
    """Return what ``='Kết quả'!R4C2:R35C6`` means, None for all else."""
    match = _AREA.fullmatch(text.strip())
    if match is None:
        return None
    top, left = int(match["top"]), int(match["left"])
    try:
        area = Area(top, left, int(match["bottom"] or top), int(match["right"] or left))
    except ValueError:
        return None
    sheet = match["sheet"]
    return (sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet), area
