"""The dashboard's block about time: how many reports had come by which day."""

from __future__ import annotations

from danvan_xl.building import dashboard_formulas as formulas
from danvan_xl.building import palette
from danvan_xl.building.dashboard_charts import timeline
from danvan_xl.building.dashboard_formulas import Shown
from danvan_xl.building.dashboard_grid import (
    CHART,
    CHART_DATA,
    CHART_END,
    DUE,
    STATUS_HEAD,
    STATUS_ROWS,
    Page,
    at,
    pixels,
)
from danvan_xl.schema.lists import KINDS

_HEADS = ("Ngày", "Nộp đến hết ngày cuối", "Nộp sau ngày cuối", "Phải nộp", "Ngày cuối đúng hạn")
_WIDTHS = (12, 22, 19, 12, 20)


def add_timeline(page: Page) -> None:
    """Draw the chart; its figures stand right of what is printed."""
    page.section(STATUS_HEAD, CHART, CHART_END, "ĐÃ NỘP THEO NGÀY")
    days, in_time, after, due, deadline = range(CHART_DATA, CHART_DATA + len(_HEADS))
    grey = {"ink": palette.GREY, "font_size": 9}
    for column, (text, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True), start=days):
        page.sheet.set_column(column, column, width)
        page.sheet.write_string(STATUS_HEAD + 1, column, text, page.style(**grey))
    note = "Số liệu của biểu đồ; số ngày giữa hai cột sau hạn:"
    page.sheet.write_string(STATUS_HEAD, days, note, page.style(italic=True, **grey))
    step = (STATUS_HEAD, due)
    page.show(*step, due, formulas.step_after(page.figures), page.style(align="left", **grey))
    number = page.style(num_format="#,##0", **grey)
    total = STATUS_ROWS + len(KINDS)
    for index, place in enumerate(page.figures.days):
        row = STATUS_ROWS + index
        day = formulas.point_day(place, at(*step), page.figures)
        page.show(row, days, days, day, page.style(num_format="dd/mm/yyyy", align="left", **grey))
        counts = formulas.point_counts(place, at(row, days), at(*step), page.figures)
        for column, shown in zip((in_time, after), counts, strict=True):
            page.show(row, column, column, shown, number)
        whole = Shown(f"={at(total, DUE)}", page.figures.all_kinds.due)
        page.show(row, due, due, whole, number)
        if not place:
            page.show(row, deadline, deadline, whole, number)
    timeline(
        page.book,
        page.sheet,
        at=(STATUS_HEAD + 1, CHART),
        size=(pixels(CHART, CHART_END) - 10, 9 * 27 - 6),
        rows=(STATUS_ROWS, STATUS_ROWS + len(page.figures.days) - 1),
        columns=(days, in_time, after, due, deadline),
        description="Số đơn vị đã nộp đến từng ngày, so với số phải nộp",
    )
