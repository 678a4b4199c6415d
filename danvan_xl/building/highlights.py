"""Colours by rule over the master's tables; the rules of one cell exclude each other.

LibreOffice applies only the first rule that matches, Excel layers them, so no two may match.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from danvan_xl.building.book import Book, number_format
from danvan_xl.building.palette import (
    CHECK_TONES,
    OVERDUE_DEPTHS,
    QUALITY_TONES,
    SEVERITY_TONES,
    STATUS_TONES,
    Tone,
)
from danvan_xl.schema.columns import Table, Type
from danvan_xl.schema.lists import QUALITIES, SEVERITIES, STATUSES

_FRAME = "#9C2A00"
_FRAME_FILL = "#FBD9C6"
_FACTS = {
    "due_soon": "last_day",
    "overdue": "last_day",
    "late": "received",
    "returned": "returned",
    "exempt": "exempt",
}
"""Status → the column whose cell makes it."""


def highlight(book: Book, sheet: Any, table: Table, header_row: int, last_row: int) -> None:
    """Put the rules of ``table`` on its sheet, from its first data row down to ``last_row``.

    Rows count from 0; the table stands in the sheet's first columns.
    """
    rules = _Rules(book, sheet, table, header_row, last_row)
    if table.marks:
        rules.frame_marked_cells()
    for column in table:
        if number_format(column) == "#,##0" and column.type in (Type.NUMBER, Type.FORMULA):
            rules.show_decimals(column.key)
    if "severity" in rules.places:
        rules.words("severity", {SEVERITIES[k]: tone for k, tone in SEVERITY_TONES.items()})
    if table.key == "totals":
        rules.words("check", CHECK_TONES)
    if table.key == "submissions":
        rules.statuses("status", "days", "working_days")
        rules.words("quality", {QUALITIES[k]: tone for k, tone in QUALITY_TONES.items()})
        rules.facts()


class _Rules:
    def __init__(
        self, book: Book, sheet: Any, table: Table, header_row: int, last_row: int
    ) -> None:
        self.book, self.sheet, self.table = book, sheet, table
        self.header, self.first, self.last = header_row, header_row + 1, last_row
        self.places = {column.key: place for place, column in enumerate(table)}

    def cell(self, key: str) -> str:
        """The first data cell of a column, its column fixed."""
        return f"${xl_col_to_name(self.places[key])}{self.first + 1}"

    def add(self, first: str, last: str, formula: str, **properties: Any) -> None:
        self.sheet.conditional_format(
            self.first,
            self.places[first],
            self.last,
            self.places[last],
            {
                "type": "formula",
                "criteria": f"={formula}",
                "format": self.book.workbook.add_format(properties),
            },
        )

    def frame_marked_cells(self) -> None:
        """Frame the cells whose header stands in the row's column of marks, between semicolons."""
        stored = self.table.stored
        header = f"A${self.header + 1}"
        self.add(
            stored[0].key,
            stored[-1].key,
            f'ISNUMBER(FIND(";"&{header}&";",{self.cell(self.table.marks)}))',
            bg_color=_FRAME_FILL,
            font_color=_FRAME,
            bold=True,
            border=1,
            border_color=_FRAME,
        )

    def show_decimals(self, key: str) -> None:
        """Show decimals where there are some; ``#,##0.##`` would leave a bare comma elsewhere."""
        cell = self.cell(key)
        formula = f"AND(ISNUMBER({cell}),{cell}<>INT({cell}){self.unmarked(key)})"
        self.add(key, key, formula, num_format="#,##0.##")

    def unmarked(self, key: str) -> str:
        """Return, as one more argument of AND, that a column's cell is not framed."""
        if not self.table.marks:
            return ""
        header = f"${xl_col_to_name(self.places[key])}${self.header + 1}"
        return f',NOT(ISNUMBER(FIND(";"&{header}&";",{self.cell(self.table.marks)})))'

    def words(self, key: str, tones: dict[str, Tone]) -> None:
        """Colour the cells of a column by their word."""
        for word, tone in tones.items():
            self.add(key, key, f'{self.cell(key)}="{word}"', **properties_of(tone))

    def statuses(self, status: str, days: str, last: str) -> None:
        """Colour a status and the columns from ``days`` to ``last``; overdue in three depths.

        Each depth has its own number of signs behind the word, for paper without colour.
        """
        for key, tone in STATUS_TONES.items():
            is_it = f'{self.cell(status)}="{STATUSES[key]}"'
            if key != "overdue":
                self.add(status, last, is_it, **properties_of(tone))
                continue
            for condition, depth, sign in overdue_depths(self.cell(days)):
                look = properties_of(depth)
                formula = f"AND({is_it},{condition})"
                self.add(status, status, formula, num_format=f'@" {sign}"', **look)
                self.add(days, last, formula, **look)

    def facts(self) -> None:
        """Colour the fact that makes a unit's status, such as its last day."""
        for key, fact in _FACTS.items():
            is_it = f'{self.cell("status")}="{STATUSES[key]}"{self.unmarked(fact)}'
            if key != "overdue":
                self.add(fact, fact, f"AND({is_it})", **properties_of(STATUS_TONES[key]))
                continue
            for condition, depth, _ in overdue_depths(self.cell("days")):
                self.add(fact, fact, f"AND({is_it},{condition})", **properties_of(depth))


def overdue_depths(days: str) -> Iterator[tuple[str, Tone, str]]:
    """Yield what is true of a cell of ``days`` overdue, how it looks then, and its sign."""
    over = 0
    for number, (limit, tone) in enumerate(OVERDUE_DEPTHS, start=1):
        within = f",{days}<={limit}" if limit else ""
        yield f"AND({days}>{over}{within})", tone, "!" * number
        over = limit or over


def properties_of(tone: Tone) -> dict[str, Any]:
    """Return a tone as properties of a format."""
    properties: dict[str, Any] = {"bg_color": tone.fill, "font_color": tone.ink}
    if tone.bold:
        properties["bold"] = True
    if tone.italic:
        properties["italic"] = True
    return properties
