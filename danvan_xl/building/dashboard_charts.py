"""The charts of the dashboard: plain bars fed by its cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from danvan_xl.building import palette
from danvan_xl.building.book import Book
from danvan_xl.schema.tables import DASHBOARD_SHEET


def bars(
    book: Book,
    sheet: Any,
    *,
    at: tuple[int, int],
    size: tuple[int, int],
    rows: tuple[int, int],
    columns: tuple[int, int],
    colours: Sequence[str],
    description: str,
) -> None:
    """Insert a bar chart with one coloured bar a row, in the order of the rows.

    ``at``: row and column of its corner; ``size``: width and height in pixels; ``rows``: first
    and last row of the data; ``columns``: those of the words and of the numbers; ``description``:
    read out to who cannot see it.
    """
    chart = book.workbook.add_chart({"type": "bar"})
    font = {"name": palette.FONT, "size": 8, "color": palette.INK}
    chart.add_series(
        {
            "categories": [DASHBOARD_SHEET, rows[0], columns[0], rows[1], columns[0]],
            "values": [DASHBOARD_SHEET, rows[0], columns[1], rows[1], columns[1]],
            "points": [{"fill": {"color": colour}} for colour in colours],
            "fill": {"color": colours[0]},
            "gap": 35,
            "data_labels": {"value": True, "font": font},
        }
    )
    chart.set_y_axis({"reverse": True, "num_font": font, "line": {"color": palette.RULE}})
    chart.set_x_axis(
        {
            "visible": False,
            "min": 0,
            "major_gridlines": {"visible": False},
        }
    )
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"fill": {"none": True}})
    chart.set_size({"width": size[0], "height": size[1]})
    sheet.insert_chart(
        at[0],
        at[1],
        chart,
        {"x_offset": 8, "y_offset": 2, "object_position": 1, "description": description},
    )
