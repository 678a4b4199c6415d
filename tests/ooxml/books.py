"""The workbooks that the editor is tried on, by the program that wrote them."""

from __future__ import annotations

import functools
import io
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import xlsxwriter
import xlwings
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table, TableFormula

from tests.office import convert
from tests.ooxml import handmade

CREATED = datetime(2020, 1, 1)


@functools.cache
def by_xlsxwriter(date1904: bool = False) -> bytes:
    """A table with text, date and calculated columns, another below it, a chart, names, rules."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": date1904})
    book.set_properties({"created": CREATED})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "dd/mm/yyyy"})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Đơn vị")
    sheet.set_column(0, 0, 12, text)
    sheet.set_column(2, 2, 12, day)
    columns = [
        {"header": "Mã", "format": text},
        {"header": "Tỷ lệ (%)"},
        {"header": "Ngày nhận", "format": day},
        {"header": "Dài", "formula": "=LEN(tblUnits[[#This Row],[Mã]])"},
    ]
    data = [[f"{n:03}", n / 3, date(2026, 1, 1 + n)] for n in range(5)]
    sheet.add_table(1, 0, 6, 3, {"name": "tblUnits", "columns": columns, "data": data})
    sheet.add_table("A20:B22", {"name": "tblLow", "columns": [{"header": "x"}, {"header": "y"}]})
    sheet.merge_range("F1:H2", "gộp", bold)
    sheet.write_formula("F4", "=SUM(tblUnits[Tỷ lệ (%)])", None, 3.33)
    sheet.write_array_formula("F6:F8", "{=B3:B5*2}", None, 0)
    sheet.write_url("J1", "https://example.org/a?b=1&c=2", string="liên kết")
    sheet.write_comment("A3", "ghi chú")
    sheet.data_validation("B3:B500", {"validate": "list", "source": ["a", "b"]})
    sheet.conditional_format("A3:D500", {"type": "no_blanks", "format": bold})
    other = book.add_worksheet("Phiếu")
    other.set_row(4, 20, bold)
    other.write("B2", "mã")
    other.write("A10", True)
    other.write("C3", "  hai   khoảng\ntrắng ")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Đơn vị'!$B$3:$B$7"})
    other.insert_chart("H2", chart)
    book.define_name("unit_code", "=Phiếu!$B$2")
    book.define_name("rates", "=tblUnits[Tỷ lệ (%)]")
    book.add_worksheet("Ẩn").hide()
    book.close()
    return out.getvalue()


@functools.cache
def by_openpyxl() -> bytes:
    """Formulas without values, an array formula, a table, a note, a merge, a sheet with no cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Một"
    for row in (["Mã", "Số", "Tính"], ["a", 1, None], ["b", 2.5, None]):
        sheet.append(row)
    for row in (2, 3):
        sheet.cell(row, 3).value = "=LEN(tblO[[#This Row],[Mã]])"
    table = Table(displayName="tblO", ref="A1:C3")
    table._initialise_columns()
    for column, name in zip(table.tableColumns, ("Mã", "Số", "Tính"), strict=True):
        column.name = name
    table.tableColumns[2].calculatedColumnFormula = TableFormula(
        attr_text="LEN(tblO[[#This Row],[Mã]])"
    )
    sheet.add_table(table)
    sheet["E1"] = "=SUM(B2:B3)"
    sheet["E3"] = ArrayFormula("E3:E5", "=B2:B3*2")
    sheet["G1"] = date(2026, 3, 1)
    sheet["G2"].number_format = "dd/mm/yyyy"
    sheet["A2"].comment = Comment("ghi chú", "x")
    sheet.merge_cells("I2:J4")
    book.create_sheet("Trống")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@functools.cache
def by_libreoffice() -> bytes:
    """The XlsxWriter workbook as LibreOffice saves it; skips the test without LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "book.xlsx")
        source.write_bytes(by_xlsxwriter())
        return convert(source, "xlsx", Path(folder, "out")).read_bytes()


@functools.cache
def by_excel() -> bytes:
    """A macro-enabled workbook that Excel itself saved: the one that xlwings starts people with."""
    return Path(xlwings.__file__).with_name("quickstart.xlsm").read_bytes()


BOOKS: dict[str, Callable[[], bytes]] = {
    "XlsxWriter": by_xlsxwriter,
    "XlsxWriter 1904": lambda: by_xlsxwriter(date1904=True),
    "openpyxl": by_openpyxl,
    "LibreOffice": by_libreoffice,
    "Excel": by_excel,
    "as Excel writes": handmade.rich,
    "as Excel writes, prefixed": lambda: handmade.prefixed(handmade.rich()),
    "as Excel writes, strict": lambda: handmade.strict(handmade.rich()),
}
