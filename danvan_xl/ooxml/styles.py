"""Number formats and fonts of a workbook's cell styles, read only."""

from __future__ import annotations

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from danvan_xl.ooxml.package import Package
from danvan_xl.ooxml.xmlbytes import child, children, parse

GENERAL = "General"
_LOCAL_DATES = frozenset((*range(27, 37), *range(50, 59)))
"""Formats whose code depends on the country, all of them dates."""
_SOME_DATE = "yyyy-mm-dd"


class Styles:
    """Looks by a style's number: the attribute ``s`` of a cell, row or column."""

    def __init__(self, package: Package, part: str | None) -> None:
        """``part`` is the styles part, None for a workbook that has none."""
        self._codes: list[str] = []
        self._fonts: list[str] = []
        self._shows_dates: dict[int, bool] = {}
        if part is None:
            return
        root = parse(package.read(part), part)
        own = {
            int(element.get("numFmtId", "0")): element.get("formatCode", "")
            for group in children(root, "numFmts")
            for element in children(group, "numFmt")
        }
        fonts = [
            _name(element)
            for group in children(root, "fonts")
            for element in children(group, "font")
        ]
        formats = child(root, "cellXfs")
        for element in [] if formats is None else children(formats, "xf"):
            number = int(element.get("numFmtId", "0"))
            builtin = _SOME_DATE if number in _LOCAL_DATES else BUILTIN_FORMATS.get(number)
            self._codes.append(own.get(number) or builtin or GENERAL)
            font = int(element.get("fontId", "0"))
            self._fonts.append(fonts[font] if 0 <= font < len(fonts) else "")

    def code(self, style: int) -> str:
        """The format code, "General" where there is none."""
        return self._codes[style] if 0 <= style < len(self._codes) else GENERAL

    def font(self, style: int) -> str:
        """The name of the font, "" where none is named."""
        return self._fonts[style] if 0 <= style < len(self._fonts) else ""

    def shows_dates(self, style: int) -> bool:
        """Whether a number in this style is shown as a date or time."""
        known = self._shows_dates.get(style)
        if known is None:
            code = self.code(style)
            known = code != GENERAL and bool(is_date_format(code))
            self._shows_dates[style] = known
        return known


def _name(font: etree._Element) -> str:
    named = child(font, "name")
    return "" if named is None else named.get("val", "")
