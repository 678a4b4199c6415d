"""A filled form, open to be changed as units change it: cells found by what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from functools import cached_property
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from danvan_xl.ooxml import Area
from danvan_xl.schema.form import INITIATIVES_AREA, RESULTS_AREA
from danvan_xl.schema.tables import INITIATIVES, RESULTS

Maker = Callable[[bytes], bytes]

_AREAS = {RESULTS_AREA: RESULTS, INITIATIVES_AREA: INITIATIVES}


class OpenForm:
    """A form in openpyxl. Values and places are those of the form as it was handed out."""

    def __init__(self, form: bytes) -> None:
        self.book = openpyxl.load_workbook(BytesIO(form))
        self.info, self.results, self.initiatives, _ = self.book.worksheets

    def fact(self, name: str) -> Cell:
        """The cell of an answer on the first sheet, by its defined name."""
        sheet, address = self._destination(name)
        return sheet[address]

    def figure(self, code: str, column: str = "value") -> Cell:
        """A cell of the row of an indicator."""
        return self.results.cell(self._rows[code], self.column(RESULTS_AREA, column))

    def initiative(self, number: int, column: str = "name") -> Cell:
        """A cell of the initiative ``number``, from 0."""
        row = self.area(INITIATIVES_AREA).first_row + 1 + number
        return self.initiatives.cell(row, self.column(INITIATIVES_AREA, column))

    def initiative_rows(self) -> Iterator[int]:
        """Numbers of the initiatives that are filled in."""
        number = 0
        while self.initiative(number).value:
            yield number
            number += 1

    def area(self, name: str) -> Area:
        """The area of a table with its headers."""
        return Area.parse(self._destination(name)[1])

    def column(self, area: str, key: str) -> int:
        """Number of a column of a table in its sheet."""
        keys = [column.key for column in _AREAS[area].form_columns]
        return self.area(area).first_column + keys.index(key)

    def header(self, area: str, key: str) -> Cell:
        """A header cell."""
        sheet, _ = self._destination(area)
        return sheet.cell(self.area(area).first_row, self.column(area, key))

    def forget_names(self) -> None:
        """As a program leaves it that does not know defined names."""
        self.book.defined_names.clear()

    def forget_tables(self) -> None:
        """As a program leaves it that does not know tables."""
        for sheet in self.book.worksheets:
            sheet.tables.clear()

    def insert_rows(self, sheet: Worksheet, at: int, count: int = 1) -> None:
        """New empty rows before row ``at``; names, tables and merged cells follow as in Excel."""
        merged = [copy(area) for area in sheet.merged_cells.ranges]
        for area in merged:
            sheet.unmerge_cells(area.coord)
        sheet.insert_rows(at, count)
        for area in merged:
            sheet.merge_cells(_moved_down(area.coord, at, count))
        for table in sheet.tables.values():
            table.ref = _moved_down(table.ref, at, count)
            table.autoFilter = None
        self._move_names(sheet, lambda area: _moved_down(area, at, count))
        self._forget_places()

    def insert_column(self, sheet: Worksheet, at: int, header: str, row: int) -> None:
        """A new column before column ``at``, within the table; names and tables follow."""
        sheet.insert_cols(at)
        sheet.cell(row, at).value = header
        for table in sheet.tables.values():
            table.ref = _moved_right(table.ref, at)
            table.autoFilter = None
            table.tableColumns = []
            table._initialise_columns()
        self.name_table_columns(sheet)
        self._move_names(sheet, lambda area: _moved_right(area, at))

    def swap_columns(self, sheet: Worksheet, area: str, one: str, other: str) -> None:
        """Two columns of a table in each other's place."""
        first, second = self.column(area, one), self.column(area, other)
        where = self.area(area)
        for row in range(where.first_row, where.last_row + 1):
            left, right = sheet.cell(row, first), sheet.cell(row, second)
            left.value, right.value = right.value, left.value
            left.number_format, right.number_format = right.number_format, left.number_format
        self.name_table_columns(sheet)

    def name_table_columns(self, sheet: Worksheet) -> None:
        """What Excel does when a header is typed over."""
        for table in sheet.tables.values():
            for column, cell in zip(table.tableColumns, sheet[table.ref][0], strict=True):
                column.name = str(cell.value)

    def to_bytes(self) -> bytes:
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()

    @cached_property
    def _rows(self) -> dict[str, int]:
        where = self.area(RESULTS_AREA)
        column = self.column(RESULTS_AREA, "indicator")
        rows = range(where.first_row + 1, where.last_row + 1)
        return {str(self.results.cell(row, column).value): row for row in rows}

    def _destination(self, name: str) -> tuple[Worksheet, str]:
        ((sheet, area),) = self.book.defined_names[name].destinations
        return self.book[sheet], area.replace("$", "")

    def _move_names(self, sheet: Worksheet, moved: Callable[[str], str]) -> None:
        for name in self.book.defined_names.values():
            ((title, area),) = name.destinations
            if title == sheet.title:
                name.attr_text = f"'{title}'!{moved(area.replace('$', ''))}"

    def _forget_places(self) -> None:
        self.__dict__.pop("_rows", None)


def edit(*changes: Callable[[OpenForm], object]) -> Maker:
    """A maker that opens the form, does ``changes`` to it one after another, and saves it."""

    def make(form: bytes) -> bytes:
        opened = OpenForm(form)
        for change in changes:
            change(opened)
        return opened.to_bytes()

    return make


def write_figure(value: object, code: str = "CT103", column: str = "value") -> Maker:
    """A maker that types a value into a cell of an indicator."""

    def change(form: OpenForm) -> None:
        form.figure(code, column).value = value  # type: ignore[assignment]

    return edit(change)


def write_initiative(column: str, value: object, number: int = 0) -> Maker:
    """A maker that types a value into a cell of an initiative."""

    def change(form: OpenForm) -> None:
        form.initiative(number, column).value = value  # type: ignore[assignment]

    return edit(change)


def write_fact(name: str, value: object) -> Maker:
    """A maker that types a value into an answer of the first sheet."""

    def change(form: OpenForm) -> None:
        form.fact(name).value = value  # type: ignore[assignment]

    return edit(change)


def after(*makers: Maker) -> Maker:
    """Makers one after another."""

    def make(form: bytes) -> bytes:
        for maker in makers:
            form = maker(form)
        return form

    return make


def every_text(form: OpenForm, change: Callable[[str], str], sheet: Worksheet) -> None:
    """Change each text in the cells of a sheet that units fill in or read, below the headers."""
    where = form.area(INITIATIVES_AREA if sheet is form.initiatives else RESULTS_AREA)
    for row in sheet.iter_rows(min_row=where.first_row + 1):
        for cell in row:
            if isinstance(cell.value, str) and not cell.value.startswith("="):
                cell.value = change(cell.value)


def _moved_down(area: str, at: int, count: int) -> str:
    left, top, right, bottom = range_boundaries(area)
    top += count * (top >= at)
    bottom += count * (bottom >= at)
    return CellRange(min_col=left, min_row=top, max_col=right, max_row=bottom).coord


def _moved_right(area: str, at: int) -> str:
    left, top, right, bottom = range_boundaries(area)
    left += left >= at
    right += right >= at
    return CellRange(min_col=left, min_row=top, max_col=right, max_row=bottom).coord
