"""The sheet ``Bảng theo dõi``: one page that says how the round stands, all in live formulas."""

from __future__ import annotations

from collections.abc import Mapping

from danvan_xl.building import palette
from danvan_xl.building.book import Book, footer
from danvan_xl.building.dashboard_grid import STEPS_ROW, WIDTHS, Page
from danvan_xl.building.dashboard_heading import add_cards, add_heading, add_steps
from danvan_xl.building.dashboard_initiatives import add_initiatives
from danvan_xl.building.dashboard_timeline import add_timeline
from danvan_xl.building.dashboard_units import add_kinds, add_statuses, add_worst
from danvan_xl.building.figures import DashboardFigures
from danvan_xl.building.macros import SheetButton
from danvan_xl.schema.settings import Value, settings_of
from danvan_xl.schema.tables import DASHBOARD_SHEET


def add_dashboard(
    book: Book,
    year: int,
    values: Mapping[str, Value],
    figures: DashboardFigures,
    foot: str,
    buttons: Mapping[str, SheetButton],
) -> None:
    """Add the sheet; ``values`` are settings by key, what is missing has its default.

    ``buttons``: command of a step → its button; none in a workbook without macros.
    """
    sheet = book.sheet(DASHBOARD_SHEET, palette.GOLD)
    settings = {item.key: item.default for item in settings_of(year)} | dict(values)
    page = Page(book, sheet, figures)
    add_heading(page, year, settings)
    add_cards(page, settings)
    add_statuses(page)
    add_timeline(page)
    add_kinds(page)
    add_initiatives(page)
    add_worst(page)
    add_steps(page, buttons)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.print_area(0, 0, STEPS_ROW + 2, len(WIDTHS) - 1)
    sheet.activate()
    footer(sheet, foot)
