"""What may not be written over: merged cells, arrays, headers and totals of tables, pivots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_xl.ooxml import texts
from danvan_xl.ooxml.areas import Area, address
from danvan_xl.ooxml.refusals import Refused
from danvan_xl.ooxml.table import TableInfo
from danvan_xl.ooxml.values import Value


@dataclass(frozen=True)
class Surroundings:
    """What lies on a sheet besides plain cells."""

    title: str
    merged: Sequence[Area]
    fixed: Sequence[Area]
    """Array formulas, spilled formulas, data tables."""
    pivots: Sequence[Area]
    tables: Sequence[TableInfo]

    def check_write(self, area: Area, block: Sequence[Sequence[Value]]) -> set[tuple[int, int]]:
        """Refused when the block must not go there; else the cells to be left as they are.

        These are header cells that the block gives the text they have already.
        """
        self.check_fixed(area)
        for pivot in self.pivots:
            if pivot.common(area):
                raise Refused(texts.PIVOT.format(sheet=self.title, area=pivot))
        for merged in self.merged:
            self._check_merged(merged, area, block)
        left_alone: set[tuple[int, int]] = set()
        for table in self.tables:
            left_alone |= self._check_table(table, area, block)
        return left_alone

    def check_fixed(self, area: Area) -> None:
        """Refused when the area holds a part, but not the whole, of an array or data table."""
        for fixed in self.fixed:
            if fixed.common(area) and not area.covers(fixed):
                raise Refused(texts.ARRAY.format(sheet=self.title, area=fixed))

    def blocker(self, area: Area, but_for: TableInfo) -> tuple[str, Area] | None:
        """What keeps a table from growing over an area that has no values: its name and place."""
        for table in self.tables:
            if table.name != but_for.name and table.area.common(area):
                return texts.BLOCKED_BY_TABLE.format(table=table.name), table.area
        for areas, what in (
            (self.merged, texts.BLOCKED_BY_MERGE),
            (self.pivots, texts.BLOCKED_BY_PIVOT),
            (self.fixed, texts.BLOCKED_BY_ARRAY),
        ):
            for other in areas:
                if other.common(area):
                    return what, other
        return None

    def _check_merged(self, merged: Area, area: Area, block: Sequence[Sequence[Value]]) -> None:
        common = merged.common(area)
        for row, column in _cells(common):
            value = block[row - area.first_row][column - area.first_column]
            if value is not None and (row, column) != merged.first_cell:
                raise Refused(
                    texts.MERGED.format(sheet=self.title, cell=address(row, column), area=merged)
                )

    def _check_table(
        self, table: TableInfo, area: Area, block: Sequence[Sequence[Value]]
    ) -> set[tuple[int, int]]:
        totals = table.totals_area and table.totals_area.common(area)
        if totals:
            raise Refused(
                texts.TOTALS.format(
                    sheet=self.title, cell=address(*totals.first_cell), table=table.name
                )
            )
        headers = set(_cells(table.header_area and table.header_area.common(area)))
        for row, column in headers:
            value = block[row - area.first_row][column - area.first_column]
            if value != table.columns[column - table.area.first_column]:
                raise Refused(
                    texts.HEADER.format(
                        sheet=self.title, cell=address(row, column), table=table.name
                    )
                )
        return headers


def _cells(area: Area | None) -> list[tuple[int, int]]:
    if area is None:
        return []
    return [
        (row, column)
        for row in range(area.first_row, area.last_row + 1)
        for column in range(area.first_column, area.last_column + 1)
    ]
