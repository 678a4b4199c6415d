"""The master workbook, from the schema and a round's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from danvan_xl.building.book import Book, build
from danvan_xl.building.catalogue_sheet import add_catalogue
from danvan_xl.building.computed import with_rank
from danvan_xl.building.dashboard_sheet import add_dashboard
from danvan_xl.building.deadlines_sheet import add_deadlines
from danvan_xl.building.figures import DashboardFigures
from danvan_xl.building.guide_sheet import add_guide
from danvan_xl.building.macros import Macros
from danvan_xl.building.settings_sheet import add_settings
from danvan_xl.building.sheets import HEADER_ROW, table_sheet
from danvan_xl.building.totals_sheet import add_totals
from danvan_xl.schema.settings import Value
from danvan_xl.schema.tables import (
    COMMENDATIONS,
    FINDINGS,
    INITIATIVES,
    LOG,
    RESULTS,
    SUBMISSIONS,
    UNITS,
)


@dataclass(frozen=True)
class MasterContent:
    """What a master is built from."""

    year: int
    figures: DashboardFigures
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """Key of a table → its rows, columns by key; a table that is missing has one blank row.

    Columns that the workbook calculates hold what their formulas give on ``figures.as_of``
    (``dashboard.with_calculated`` computes them); they become the stored results.
    """
    settings: Mapping[str, Value] = field(default_factory=dict)
    """Key of a setting → value; what is missing has its default."""


def build_master(content: MasterContent, macros: Macros | None = None) -> bytes:
    """Return the master as .xlsx, with ``macros`` as .xlsm with buttons on the dashboard.

    The same content gives the same bytes.
    """
    title = f"Sổ theo dõi phong trào thi đua “Dân vận khéo” năm {content.year}"

    def frame(key: str) -> pd.DataFrame:
        return content.frames.get(key, pd.DataFrame())

    def fill(book: Book) -> None:
        buttons = macros.buttons if macros else {}
        add_dashboard(book, content.year, content.settings, content.figures, title, buttons)
        for table in (UNITS, INITIATIVES):
            table_sheet(book, table, frame(table.key), title)
        submissions = with_rank(frame(SUBMISSIONS.key), content.year, HEADER_ROW + 2)
        table_sheet(book, SUBMISSIONS, submissions, title)
        add_deadlines(book, content.frames, title)
        table_sheet(book, RESULTS, frame(RESULTS.key), title)
        add_totals(book, frame("totals"), content.figures, title)
        for table in (COMMENDATIONS, FINDINGS, LOG):
            table_sheet(book, table, frame(table.key), title)
        add_settings(book, content.year, content.settings, title)
        add_catalogue(book, content.frames, title)
        add_guide(book, title)

    return build(title, content.year, fill, macros)
