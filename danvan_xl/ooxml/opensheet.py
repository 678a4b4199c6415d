"""One worksheet of an open workbook: its part and what lies around its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danvan_xl.ooxml import texts
from danvan_xl.ooxml.areas import Area, address
from danvan_xl.ooxml.defaults import DefaultStyles
from danvan_xl.ooxml.edits import Plan, Planner, RowEdit
from danvan_xl.ooxml.formulas import fixed_areas
from danvan_xl.ooxml.guards import Surroundings
from danvan_xl.ooxml.refusals import Refused
from danvan_xl.ooxml.sheet import SheetXml
from danvan_xl.ooxml.structure import SheetInfo
from danvan_xl.ooxml.styles import Styles
from danvan_xl.ooxml.table import TableInfo
from danvan_xl.ooxml.values import CellWriter, Value


@dataclass(frozen=True)
class Patch:
    """Values written into an area, row by row."""

    area: Area
    rows: Sequence[Sequence[Value]]


class OpenSheet:
    """Plans changes of the sheet and carries them out; reads are on :attr:`xml`."""

    def __init__(self, info: SheetInfo, data: bytes, pivots: Sequence[Area]) -> None:
        """Refused for a sheet without cells, as a chart sheet."""
        self.info = info
        self.xml = SheetXml(data, info.part)
        if not self.xml.has_cells:
            raise Refused(texts.NOT_A_SHEET.format(sheet=info.name))
        self.merged = self.xml.areas("mergeCells", "mergeCell")
        self._links = self.xml.areas("hyperlinks", "hyperlink")
        self._pivots = pivots
        self._fixed: list[Area] | None = None

    def surroundings(self, tables: Sequence[TableInfo]) -> Surroundings:
        """What lies on the sheet besides plain cells; ``tables`` are those of this sheet."""
        if self._fixed is None:
            self._fixed = fixed_areas(self.xml)
        return Surroundings(self.info.name, self.merged, self._fixed, self._pivots, tables)

    def check_writable(self) -> None:
        """Refused when the part can be read but not changed safely."""
        if not self.xml.can_splice:
            raise Refused(texts.ODD_XML.format(part=self.info.part))
        if not self.xml.ascending:
            raise Refused(texts.ODD_ROWS.format(sheet=self.info.name))

    def plan(
        self,
        area: Area,
        edits: Iterable[RowEdit],
        tables: Sequence[TableInfo],
        styles: Styles,
        date1904: bool,
        left_alone: Iterable[tuple[int, int]] = (),
    ) -> Plan:
        """The change that the edits, all inside ``area``, make; nothing happens yet."""
        self.check_writable()
        writer = CellWriter(self.xml.prefix, date1904, styles.shows_dates)
        defaults = DefaultStyles(self.xml, tables)
        planner = Planner(self.info.name, self.xml, writer, defaults)
        return planner.plan(area, edits, frozenset(left_alone))

    def carry_out(self, plan: Plan, area: Area) -> None:
        """Make the planned change; arrays that it covers are gone then."""
        if self._fixed is not None:
            self._fixed = [fixed for fixed in self._fixed if not area.covers(fixed)]
        self.xml.replace_rows(plan.rows, plan.filled, plan.emptied)

    def remarks(self, area: Area) -> list[str]:
        """What a person should know after values went into the area."""
        found = []
        for link in self._links:
            if common := link.common(area):
                cell = address(*common.first_cell)
                found.append(texts.LINK_STAYS.format(sheet=self.info.name, cell=cell))
                break
        hidden = self.xml.hidden_rows(area)
        if hidden:
            found.append(texts.ROWS_HIDDEN.format(sheet=self.info.name, row=min(hidden)))
        return found

    def styles_at(self, row: int, columns: range, tables: Sequence[TableInfo]) -> list[int]:
        """The styles that values written into cells of a row get."""
        cells = self.xml.cells_of_row(row)
        defaults = DefaultStyles(self.xml, tables)
        of_row = self.xml.style_of_row(row)
        return [
            self.xml.style_of(cells[column]) or 0
            if column in cells
            else defaults.at(row, column, of_row) or 0
            for column in columns
        ]
