"""New rows of a sheet from values: computed first, so that a refusal leaves the sheet as it was."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from danvan_xl.ooxml import texts
from danvan_xl.ooxml.areas import Area, address
from danvan_xl.ooxml.formulas import has_formula, members_as_plain, shared_heads
from danvan_xl.ooxml.refusals import Refused
from danvan_xl.ooxml.rows import OddRowError, Row
from danvan_xl.ooxml.sheet import SheetXml
from danvan_xl.ooxml.values import CellWriter, Formula, UnfitError, Value


@dataclass(frozen=True)
class RowEdit:
    """Values for neighbouring cells of one row.

    With ``styles``, a cell that does not exist gets its style from there, even when it stays
    empty; without, from the sheet, and an empty one is not made. A row that does not exist gets
    ``height``, attributes as they stand in the XML.
    """

    row: int
    first_column: int
    values: Sequence[Value]
    styles: Sequence[int | None] | None = None
    height: bytes = b""


@dataclass
class Plan:
    """What a change will do to a sheet; nothing has happened yet."""

    rows: dict[int, bytes] = field(default_factory=dict)
    filled: Area | None = None
    """The area of the cells that get a value."""
    emptied: bool = False
    """Whether a cell loses its value."""
    touches_formulas: bool = False
    """Whether a formula comes or goes."""


StyleOf = Callable[[Row, int], int | None]
"""The style of a cell of the row, by column, that does not exist yet."""


class Planner:
    """Plans edits of one sheet; ``title`` is the sheet's name for messages."""

    def __init__(
        self, title: str, sheet: SheetXml, writer: CellWriter, default_style: StyleOf
    ) -> None:
        self._title = title
        self._sheet = sheet
        self._writer = writer
        self._default_style = default_style
        self._formula_start = b"<" + sheet.prefix + b"f"

    def plan(
        self, area: Area, edits: Iterable[RowEdit], left_alone: Collection[tuple[int, int]] = ()
    ) -> Plan:
        """The rows that edits inside ``area`` make.

        Formulas that depend on overwritten ones are made independent. Cells in ``left_alone``
        stay as they are. Refused for a value that does not fit its cell and for rows that cannot
        be changed safely.
        """
        plan = Plan()
        for number, cells in self._members(area).items():
            plan.rows[number] = self._with_cells(number, cells).render()
        for edit in edits:  # one row at a time is cells: thousands of them take much memory
            row = self._row(edit.row, plan.rows.get(edit.row), edit.height)
            self._apply(plan, row, edit, left_alone)
            if row.cells or edit.row in self._sheet.rows:
                plan.rows[edit.row] = row.render()
        return plan

    def _members(self, area: Area) -> dict[int, dict[int, bytes]]:
        heads = shared_heads(self._sheet, area)
        try:
            return members_as_plain(self._sheet, heads)
        except ValueError as error:
            cell = address(heads[0].row, heads[0].column)
            raise Refused(texts.SHARED_FORMULA.format(sheet=self._title, cell=cell)) from error

    def _with_cells(self, number: int, cells: dict[int, bytes]) -> Row:
        row = self._row(number)
        row.cells.update(cells)
        return row

    def _row(self, number: int, planned: bytes | None = None, height: bytes = b"") -> Row:
        """The row as it is planned so far, else as it is."""
        try:
            if planned is not None:
                return Row(number, planned, self._sheet.prefix)
            return self._sheet.row(number, height)
        except OddRowError as error:
            raise Refused(texts.ODD_ROWS.format(sheet=self._title)) from error

    def _apply(
        self, plan: Plan, row: Row, edit: RowEdit, left_alone: Collection[tuple[int, int]]
    ) -> None:
        cells, write, number = row.cells, self._writer.cell, row.number
        first = last = 0
        for offset, value in enumerate(edit.values):
            column = edit.first_column + offset
            old = cells.get(column)
            if left_alone and (number, column) in left_alone:
                continue
            if old is None:
                style = edit.styles[offset] if edit.styles else None
                if style is None:
                    if value is None:
                        continue
                    style = self._default_style(row, column)
                elif value is None and not style and not self._default_style(row, column):
                    continue
            else:
                style = self._sheet.style_of(old)
                if self._formula_start in old and has_formula(self._sheet, old):
                    plan.touches_formulas = True
                if value is None and self._sheet.is_filled(old):
                    plan.emptied = True
            if isinstance(value, Formula):
                plan.touches_formulas = True
            if value is not None:
                first, last = first or column, column
            try:
                cells[column] = write(column, number, style, value)
            except UnfitError as error:
                where = address(number, column)
                raise Refused(error.sentence(self._title, where)) from error
        if first:
            plan.filled = Area(number, first, number, last).joined(plan.filled)
