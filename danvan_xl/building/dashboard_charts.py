"""The charts of the dashboard: plain bars fed by its cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from danvan_xl.building import palette
from danvan_xl.building.book import Book
from danvan_xl.schema.tables import DASHBOARD_SHEET


def timeline(
    book: Book,
    sheet: Any,
    *,
    at: tuple[int, int],
    size: tuple[int, int],
    rows: tuple[int, int],
    columns: tuple[int, int, int, int, int],
    description: str,
) -> None:
    """Insert a chart of how many reports had come by each day, against how many are due.

    ``rows``: first and last row of the data; ``columns``: the days, those in time, those after,
    those due, and those due once more at the last day in time only, where a line falls to the
    ground. What came after is much lighter, so that the deadline shows in grey too.
    """
    days, in_time, after, due, deadline = columns
    font = {"name": palette.FONT, "size": 8, "color": palette.INK}

    def series(column: int) -> dict[str, Any]:
        return {
            "name": [DASHBOARD_SHEET, rows[0] - 1, column],
            "categories": [DASHBOARD_SHEET, rows[0], days, rows[1], days],
            "values": [DASHBOARD_SHEET, rows[0], column, rows[1], column],
        }

    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    blue, orange = palette.STATUS_TONES["in_time"].chart, palette.OVERDUE_DEPTHS[1][1].fill
    chart.add_series(series(in_time) | {"fill": {"color": blue}, "gap": 30})
    chart.add_series(series(after) | {"fill": {"color": orange}})
    line = book.workbook.add_chart({"type": "line"})
    line.add_series(
        series(due) | {"line": {"color": palette.INK, "width": 1.5, "dash_type": "dash"}}
    )
    fall = {"type": "percentage", "value": 100, "direction": "minus", "end_style": 0}
    look = {"color": palette.ALARM, "width": 1.75}
    line.add_series(
        series(deadline)
        | {
            "line": {"none": True},
            "marker": {"type": "diamond", "size": 7, "fill": look, "border": look},
            "y_error_bars": fall | {"line": look},
        }
    )
    chart.combine(line)
    chart.set_x_axis(
        {
            "text_axis": True,
            "num_format": "d/m",
            "num_font": font | {"size": 7, "rotation": -45},
            "line": {"color": palette.RULE},
        }
    )
    chart.set_y_axis(
        {
            "min": 0,
            "num_font": font,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": palette.RULE, "width": 0.5}},
        }
    )
    chart.set_legend({"position": "top", "font": font})
    _finish(sheet, chart, at, size, description)


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
    _finish(sheet, chart, at, size, description)


def _finish(
    sheet: Any, chart: Any, at: tuple[int, int], size: tuple[int, int], description: str
) -> None:
    """Make a chart transparent and put it into its place."""
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"fill": {"none": True}})
    chart.set_size({"width": size[0], "height": size[1]})
    sheet.insert_chart(
        at[0],
        at[1],
        chart,
        {"x_offset": 8, "y_offset": 2, "object_position": 1, "description": description},
    )
