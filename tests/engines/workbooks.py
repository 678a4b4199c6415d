"""A small workbook for the engine's tests, with one of each thing that commands meet."""

from __future__ import annotations

import datetime as dt
from functools import cache
from io import BytesIO

import xlsxwriter

HEADERS = ("Mã", "Tên mô hình", "Ngày nhận", "Số người", "Ghi chú", "Gấp đôi")
ROWS = (
    ("001", "Ánh sáng đường quê", dt.datetime(2026, 3, 2), 12, "Tổ 1", 24),
    ("002", "Dòng sông không rác", dt.datetime(2026, 3, 5), 30, None, 60),
    ("003", "Tuyến đường hoa", None, 7.5, "Thôn Phú Lễ", 15),
)
DOUBLE = "tblInitiatives[[#This Row],[Số người]]*2"


@cache
def content() -> bytes:
    """The workbook's file.

    Sheets: ``Mô hình`` (table ``tblInitiatives`` in A3:F6), a chart sheet, ``Số liệu`` (odd
    cells), ``Đơn vị`` (tables ``tblUnits`` in B2:C4 and ``tblBare``, without header, in E2:E3,
    ``tblTotals``, with a totals row, in G2:G5), ``Trống`` (nothing), ``Ẩn`` (hidden).
    """
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    book.set_properties({"created": dt.datetime(2026, 1, 1)})
    text = book.add_format({"num_format": "@"})
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    time = book.add_format({"num_format": "hh:mm"})

    models = book.add_worksheet("Mô hình")
    chart = book.add_chartsheet("Biểu đồ")
    figures = book.add_worksheet("Số liệu")
    units = book.add_worksheet("Đơn vị")
    book.add_worksheet("Trống")
    book.add_worksheet("Ẩn").hide()

    models.set_column("A:B", 12, text)
    models.set_column("C:C", 12, date)
    models.write("A1", "Các mô hình dân vận khéo")
    formats = (text, text, date, None, None, None)
    models.add_table(
        "A3:F6",
        {
            "name": "tblInitiatives",
            "columns": [
                {"header": header, "format": form}
                for header, form in zip(HEADERS[:-1], formats[:-1], strict=True)
            ]
            + [{"header": HEADERS[-1], "formula": DOUBLE}],
        },
    )
    for row, values in enumerate(ROWS, 3):
        for column, (value, form) in enumerate(zip(values[:-1], formats[:-1], strict=True)):
            if isinstance(value, dt.datetime):
                models.write_datetime(row, column, value, form)
            elif value is None:
                models.write_blank(row, column, None, form)
            else:
                models.write(row, column, value, form)
        models.write_formula(row, 5, "=" + DOUBLE, None, values[-1])

    series = book.add_chart({"type": "column"})
    series.add_series({"values": "='Mô hình'!$D$4:$D$6"})
    chart.set_chart(series)

    figures.set_column("D:D", 12, text)
    figures.write("B2", "Số")
    figures.write("C2", 42)
    figures.write("B3", "Chữ")
    figures.write_string("C3", "001")
    figures.write("B4", "Ngày giờ")
    figures.write_datetime("C4", dt.datetime(2026, 6, 30, 15, 30), date)
    figures.write("B5", "Giờ")
    figures.write_datetime("C5", dt.time(7, 45), time)
    figures.write("B6", "Đúng sai")
    figures.write("C6", True)
    figures.write("B7", "Lỗi")
    figures.write_formula("C7", "=1/0", None, "#DIV/0!")
    figures.write("B8", "Công thức")
    figures.write_formula("C8", "=C2*2", None, 84)
    figures.write("B9", "Công thức rỗng")
    figures.write_formula("C9", '=IF(C2=0,"có","")', None, "")
    figures.write("B11", "Sau chỗ trống")

    units.add_table(
        "B2:C4",
        {
            "name": "tblUnits",
            "columns": [{"header": "Mã", "format": text}, {"header": "Tên"}],
            "data": [["21115", "Sơn Tịnh"], ["21172", "Lý Sơn"]],
        },
    )
    units.add_table("E2:E3", {"name": "tblBare", "header_row": False, "data": [["a"], ["b"]]})
    units.add_table(
        "G2:G5",
        {
            "name": "tblTotals",
            "total_row": True,
            "columns": [{"header": "Điểm", "total_function": "sum"}],
            "data": [[1], [2]],
        },
    )
    book.define_name("unit_code", "='Số liệu'!$C$3")
    book.define_name("so_lieu", "='Số liệu'!$B$2:$C$9")
    book.define_name("don_vi", "=tblUnits[Mã]")
    book.define_name("ngay_xet", "=TODAY()")
    book.define_name("'Đơn vị'!rieng", "='Đơn vị'!$B$2")
    book.close()
    return file.getvalue()
