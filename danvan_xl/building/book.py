"""A workbook under construction: its formats, and its bytes when it is done."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from danvan_xl.building import palette
from danvan_xl.building.heights import LINE
from danvan_xl.building.macros import Macros
from danvan_xl.schema.columns import Column, Type

NUMBER_FORMATS = {
    Type.CODE: "@",
    Type.TEXT: "@",
    Type.LONG_TEXT: "@",
    Type.CHOICE: "@",
    Type.INTEGER: "0",
    Type.NUMBER: "#,##0",
    Type.MONEY: "#,##0",
    Type.DATE: "dd/mm/yyyy",
    Type.MOMENT: "dd/mm/yyyy hh:mm",
    Type.ANY: "General",
    Type.FORMULA: "General",
}


class Sheet(Worksheet):  # type: ignore[misc] # XlsxWriter is not typed
    """A worksheet whose rows can have a height that is not fixed, and whose formulas are plain."""

    def __init__(self) -> None:
        super().__init__()
        self._fitted: dict[int, float] = {}

    def fit_row(self, row: int, height: float) -> None:
        """Give a row at least this height in points; when edited, it is fitted anew.

        Excel would fit a row without a height when it opens the file; LibreOffice does not.
        """
        if height > self._fitted.get(row, LINE):
            self.set_row(row, height)
            self._fitted[row] = height

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Return a formula as it is stored.

        XlsxWriter would look for the functions of newer Excels, of which no formula here has one;
        that takes longer than all the rest of its work.
        """
        return formula.removeprefix("=")

    def _xml_start_tag_unencoded(
        self, tag: str, attributes: Sequence[tuple[str, Any]] = ()
    ) -> None:
        if tag == "row" and int(dict(attributes)["r"]) - 1 in self._fitted:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


class Book:
    """An XlsxWriter workbook with one palette; formats with the same properties are one format."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def sheet(self, name: str, tab: str = palette.NAVY) -> Sheet:
        """Add a sheet; it prints on A4 and shows no grid lines on paper."""
        sheet: Sheet = self.workbook.add_worksheet(name, Sheet)
        sheet.set_tab_color(tab)
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        return sheet

    def format(self, **properties: Any) -> Any:
        """Return the format with these XlsxWriter properties on top of the default font."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": palette.FONT, "font_size": palette.SIZE, "valign": "vcenter"}
            self._formats[key] = self.workbook.add_format(base | properties)
        return self._formats[key]


def build(
    title: str, year: int, fill: Callable[[Book], None], macros: Macros | None = None
) -> bytes:
    """Return the .xlsx that ``fill`` makes, with ``macros`` the .xlsm; same content, same bytes.

    Whatever XlsxWriter would only warn about (a message that is too long, a name that Excel
    does not take) is raised as ``UserWarning``.
    """
    stream = BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("error", module=r"xlsxwriter\b")
        workbook = xlsxwriter.Workbook(
            stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "default_format_properties": {
                    "font_name": palette.FONT,
                    "font_size": palette.SIZE,
                },
            },
        )
        workbook.set_properties({"title": title, "created": datetime(year, 1, 1)})
        if macros:
            _add_macros(workbook, macros)
        fill(Book(workbook))
        workbook.close()
    return stream.getvalue()


def _add_macros(workbook: Any, macros: Macros) -> None:
    workbook.add_vba_project(BytesIO(macros.project), is_stream=True)
    for name, text in macros.texts.items():
        quoted = text.replace('"', '""')
        workbook.define_name(name, f'="{quoted}"')
    for name, text in macros.properties.items():
        workbook.set_custom_property(name, text, "text")


def number_format(column: Column) -> str:
    """Return the number format of a column: years and codes have no thousands separators."""
    if column.type is Type.INTEGER and column.is_grouped:
        return column.format or NUMBER_FORMATS[Type.NUMBER]
    return column.format or NUMBER_FORMATS[column.type]


def footer(sheet: Any, text: str) -> None:
    """Give the printed page its foot: what it belongs to, and its number."""
    sheet.set_footer(f"&L&9{text}&C&9&A&R&9Trang &P/&N", {"margin": 0.3})
