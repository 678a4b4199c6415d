"""A workbook file opened for reading and for a few changes made in place."""

from __future__ import annotations

import contextlib
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from danvan_xl.ooxml import oddcells, saving, texts, workbookxml, xmlbytes
from danvan_xl.ooxml.areas import LAST_COLUMN, LAST_ROW, Area
from danvan_xl.ooxml.blocks import plain_block
from danvan_xl.ooxml.edits import Plan, RowEdit
from danvan_xl.ooxml.filled import FilledCell, filled_cells
from danvan_xl.ooxml.formulas import expanded
from danvan_xl.ooxml.growth import check_resizable, grown, shrunk
from danvan_xl.ooxml.names import find_area, read_names
from danvan_xl.ooxml.opensheet import OpenSheet, Patch
from danvan_xl.ooxml.package import Package
from danvan_xl.ooxml.reading import ValueReader
from danvan_xl.ooxml.refusals import Refused
from danvan_xl.ooxml.structure import WORKSHEET, SheetInfo, Structure
from danvan_xl.ooxml.styles import Styles
from danvan_xl.ooxml.table import TableInfo, with_last_data_row, without_insert_row

TableEdit = Callable[[bytes], bytes]
"""Gives a table part other bytes."""

_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]")


class Workbook:
    """Values, tables and names of an .xlsx or .xlsm file; what is not changed stays byte for byte.

    Rows and columns count from 1. Sheets, tables and names are found whatever their case;
    KeyError for a sheet or table that is not there. Every change is made whole or, with
    :class:`Refused`, not at all; a later change sees the earlier ones. The file itself changes
    only in :meth:`save`.
    """

    def __init__(self, data: bytes, path: Path | None, stamp: saving.Stamp | None) -> None:
        self.path = path
        """Where the file lies; None for a workbook from bytes that was not saved yet."""
        self._stamp = stamp
        self._remarks: dict[str, None] = {}
        self._start(data)

    @classmethod
    def open(cls, path: Path) -> Workbook:
        """Open a file; BadFile when it is not a workbook, OSError when it cannot be read."""
        data = path.read_bytes()
        return cls(data, path, saving.Stamp.of(path, data))

    @classmethod
    def from_bytes(cls, data: bytes) -> Workbook:
        """A workbook from the bytes of a file; BadFile when they are not a workbook."""
        return cls(data, None, None)

    def _start(self, data: bytes) -> None:
        """Take these bytes as what was opened."""
        self._open_sheets: dict[str, OpenSheet] = {}
        self._written: defaultdict[str, list[Patch]] = defaultdict(list)
        self._package = Package(data)
        self._structure = Structure(self._package)
        self._styles_read: Styles | None = None
        self._reader = ValueReader(data)
        self._formulas_known: bool | None = None
        self._recalculates = False
        self._stale: set[str] = set()
        self.names: Mapping[str, str] = MappingProxyType(
            read_names(self._structure.root, [sheet.name for sheet in self.sheets])
        )
        """Defined names and what they refer to; ``Sheet!name`` for a name of one sheet."""

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """All sheets in their order, chart sheets too."""
        return self._structure.sheets

    @property
    def tables(self) -> tuple[TableInfo, ...]:
        """All tables as they are now."""
        return tuple(self._structure.tables)

    @property
    def date1904(self) -> bool:
        """Whether days are counted from 1904, as old Excel for Mac did."""
        return self._structure.date1904

    def shared_strings(self) -> bytes:
        """The part with the texts that cells share, empty when there is none."""
        found = self._package.linked(self._structure.part, "sharedStrings")
        return self._package.read(found[0]) if found else b""

    @property
    def keeps_macros(self) -> bool:
        """Whether the file is of a kind that may hold macros, as .xlsm."""
        return ".macroEnabled." in self._package.content_type(self._structure.part)

    @property
    def active_sheet(self) -> str:
        """The name of the sheet that shows when the file is opened."""
        return self.sheets[self._structure.active].name

    @property
    def remarks(self) -> tuple[str, ...]:
        """Vietnamese sentences about side effects of what was written: links that stay, …"""
        return tuple(self._remarks)

    def sheet(self, name: str) -> SheetInfo:
        """A sheet by name."""
        for sheet in self.sheets:
            if sheet.name.casefold() == name.casefold():
                return sheet
        raise KeyError(name)

    def table(self, name: str) -> TableInfo:
        """A table by name, as it is now."""
        for table in self._structure.tables:
            if table.name.casefold() == name.casefold():
                return table
        raise KeyError(name)

    def area_of(self, name: str) -> tuple[str, Area]:
        """The sheet and area a defined name stands for; ``table[Column]`` is understood.

        Refused for a name that is not there or stands for deleted cells, another workbook, or
        a formula.
        """
        titles = [sheet.name for sheet in self.sheets]
        return find_area(name, self.names, titles, self._structure.tables)

    def areas(self) -> dict[str, tuple[str, Area]]:
        """The names that stand for areas, spelt as in :attr:`names`, with sheet and area."""
        titles = [sheet.name for sheet in self.sheets]
        found = {}
        for name, text in self.names.items():
            with contextlib.suppress(Refused):
                found[name] = find_area(name, {name: text}, titles, self._structure.tables)
        return found

    def used_area(self, sheet: str) -> Area | None:
        """The area of the cells with a value or formula now; None for an empty sheet."""
        return self._sheet(sheet).xml.used_area()

    def merged(self, sheet: str) -> tuple[Area, ...]:
        """The merged areas of a sheet."""
        return tuple(self._sheet(sheet).merged)

    def hidden_rows(self, sheet: str) -> frozenset[int]:
        """The rows hidden by hand or by a filter."""
        return self._sheet(sheet).xml.hidden_rows()

    def number_formats(self, sheet: str, row: int, columns: range) -> list[str]:
        """The format codes that cells of a row have, or would have when values are written."""
        opened = self._sheet(sheet)
        styles = opened.styles_at(row, columns, self._tables_on(opened))
        return [self.styles.code(style) for style in styles]

    def values(self, sheet: str) -> list[list[object]]:
        """The values of the file as it was opened, in rows from A1, as python-calamine gives them.

        Cached values of formulas; "" for empty cells, errors and what was never calculated (see
        :meth:`errors` and :meth:`uncalculated`). Refused for a sheet of absurd width.
        """
        return self._reader.values(self._sheet(sheet).info.name)

    def written(self, sheet: str) -> tuple[Patch, ...]:
        """What was written since the file was opened, the latest last; None: emptied."""
        return tuple(self._written[self.sheet(sheet).name])

    def formulas(self, sheet: str, area: Area) -> dict[tuple[int, int], str]:
        """The formulas in an area now, without ``=``; shared ones as each cell means them."""
        return expanded(self._sheet(sheet).xml, area)

    def filled(self, sheet: str) -> Iterator[FilledCell]:
        """The cells that hold something now, row by row; ValueError for one out of place."""
        return filled_cells(self._sheet(sheet).xml)

    def errors(self, sheet: str) -> dict[tuple[int, int], str]:
        """The cells whose value is an error, with its text: ``#N/A``."""
        return oddcells.errors(self._sheet(sheet).xml)

    def uncalculated(self, sheet: str) -> set[tuple[int, int]]:
        """The cells with a formula that has no value yet."""
        return oddcells.uncalculated(self._sheet(sheet).xml)

    def write(self, sheet: str, row: int, column: int, block: Sequence[Sequence[object]]) -> None:
        """Write a block of values whose upper left cell is given; all its rows are equally long.

        Types as in :data:`Value`, and scalars of numpy and pandas; a str is always text. Cells
        keep their style. Header cells of a table may be given the text they have. Refused for
        dates in cells without a date format, NaN, infinity, text that Excel cannot hold, hidden
        cells of merged areas, parts of arrays, other header cells, totals rows, pivots, and
        beyond the end of the sheet; see :attr:`remarks` for what is only told.
        """
        opened = self._sheet(sheet)
        if not block or not block[0]:
            return
        if len({len(line) for line in block}) != 1:
            raise ValueError("the rows of a block must be equally long")
        last_row, last_column = row + len(block) - 1, column + len(block[0]) - 1
        if last_row > LAST_ROW or last_column > LAST_COLUMN:
            raise Refused(texts.OUTSIDE.format(sheet=opened.info.name))
        area = Area(row, column, last_row, last_column)
        lines = plain_block(opened.info.name, area, block)
        tables = self._tables_on(opened)
        left_alone = opened.surroundings(tables).check_write(area, lines)
        edits = [RowEdit(at, column, line) for at, line in enumerate(lines, row)]
        plan = opened.plan(area, edits, tables, self.styles, self.date1904, left_alone)
        filling = [t for t in tables if t.insert_row and t.data_area.common(area)]
        self._carry_out(opened, plan, area, {table.part: without_insert_row for table in filling})
        self._written[opened.info.name].append(Patch(area, lines))

    def resize_table(self, name: str, data_rows: int) -> None:
        """Give a table so many data rows, at least one; its columns stay.

        New rows get the formulas of calculated columns and the styles of the last data row;
        rows that fall out of the table are emptied. Refused for tables with a totals row or from
        a query, for formulas that use cell addresses, and when something lies in the way.
        """
        table = self.table(name)
        data = table.data_area
        check_resizable(table, data_rows)
        if data_rows == data.rows:
            return
        opened = self._sheet(table.sheet)
        tables = self._tables_on(opened)
        around = opened.surroundings(tables)
        if data_rows > data.rows:
            area, edits = grown(table, data_rows, opened.xml, around)
        else:
            area, edits = shrunk(table, data_rows)
            around.check_fixed(area)
        plan = opened.plan(area, edits, tables, self.styles, self.date1904)
        last = data.first_row + data_rows - 1
        self._carry_out(
            opened, plan, area, {table.part: lambda part: with_last_data_row(part, table, last)}
        )
        self._written[opened.info.name].append(Patch(area, [edit.values for edit in edits]))
        if table.filtered and data_rows > data.rows:
            self._remarks[texts.FILTER_STAYS.format(table=table.name)] = None

    def write_name(self, name: str, value: object) -> None:
        """Write the one cell, or merged area, that a defined name stands for."""
        sheet, area = self.area_of(name)
        if area.rows * area.columns > 1 and area not in self._sheet(sheet).merged:
            raise Refused(texts.NAME_NOT_ONE_CELL.format(name=name, area=area))
        self.write(sheet, area.first_row, area.first_column, [[value]])

    def activate(self, sheet: str) -> None:
        """Let the file open at this sheet; Refused for a hidden one."""
        info = self.sheet(sheet)
        if info.state != "visible":
            raise Refused(texts.HIDDEN_SHEET.format(sheet=info.name))
        others = [
            sheet
            for sheet in self.sheets
            if sheet is not info and b"tabSelected" in self._start_of_part(sheet)
        ]
        for each in (info, *others):
            if each.kind == WORKSHEET:
                self._sheet(each.name).check_writable()
        self._check_changeable([self._structure.part, info.part, *(o.part for o in others)])
        position = info.index - 1
        if position != self._structure.active:
            self._edit_workbook_part(lambda part: workbookxml.with_active_sheet(part, position))
        for each in (info, *others):
            self._select_tab(each, each is info)

    def recalculate_on_load(self) -> None:
        """Ask Excel to calculate all formulas when it opens the file; done by itself for values."""
        self._check_changeable([self._structure.part])
        self._recalculates = True
        self._edit_workbook_part(workbookxml.recalculated_on_load)

    def forget_results(self) -> None:
        """Leave out the results of all formulas, once values were written that they may rest on.

        Excel calculates them when it opens the file. So does LibreOffice, which shows old results
        where there are some; and readers that do not calculate show none instead of wrong ones.
        """
        if not self._recalculates:
            return
        for info in self.sheets:
            if info.kind != WORKSHEET:
                continue
            known = self._open_sheets.get(info.name)
            if known is None and not _FORMULA.search(self._package.read(info.part)):
                continue
            xml = self._sheet(info.name).xml
            if xml.can_splice and xml.ascending and xml.forget_results():
                self._stale.add(info.name)

    @property
    def changed(self) -> bool:
        """Whether the bytes differ from those that were opened or last saved."""
        self._flush()
        return self._package.changed

    def to_bytes(self) -> bytes:
        """The file with all changes; the same changes of the same file give the same bytes."""
        self._flush()
        return self._package.to_bytes()

    def save(self, path: Path | None = None) -> None:
        """Replace the file in one step, or write another one; then go on from the saved state.

        FileChanged when the file is no longer what was opened, FileInUse when it cannot be
        written now: the old file stays as it is. Without changes the own file is left alone.
        """
        target = path or self.path
        if target is None:
            raise ValueError("a workbook from bytes needs a path to be saved")
        own = self.path is not None and _same_place(target, self.path)
        if own and not self.changed:
            return
        self._reader.forget()
        data = self.to_bytes()
        self._stamp = saving.replace_file(target, data, self._stamp if own else None)
        self.path = target
        del self._package, self._structure  # much memory, not needed while the new file is read
        self._start(data)

    @property
    def styles(self) -> Styles:
        """What the styles that cells carry look like."""
        if self._styles_read is None:
            self._styles_read = Styles(self._package, self._structure.styles_part)
        return self._styles_read

    def _sheet(self, name: str) -> OpenSheet:
        info = self.sheet(name)
        if info.name not in self._open_sheets:
            if info.kind != WORKSHEET:
                raise Refused(texts.NOT_A_SHEET.format(sheet=info.name))
            data = self._package.read(info.part)
            self._open_sheets[info.name] = OpenSheet(info, data, self._structure.pivots(info))
        return self._open_sheets[info.name]

    def _tables_on(self, opened: OpenSheet) -> list[TableInfo]:
        return [table for table in self._structure.tables if table.sheet == opened.info.name]

    def _carry_out(
        self, opened: OpenSheet, plan: Plan, area: Area, tables: Mapping[str, TableEdit]
    ) -> None:
        """Check that everything can be changed, then change it."""
        rows = opened.xml.rows
        if not tables and all(rows.get(number) == raw for number, raw in plan.rows.items()):
            self._tell(opened, area)
            return
        calculates = not self._recalculates and (plan.touches_formulas or self._has_formulas())
        self._check_changeable([*tables, *([self._structure.part] if calculates else [])])
        chain = self._structure.calculation_chain
        if plan.touches_formulas and chain is not None and self._package.has(chain):
            self._package.drop(chain, self._structure.part)
        if calculates:
            self._formulas_known = self._recalculates = True
            self._edit_workbook_part(workbookxml.recalculated_on_load)
        for part, edit in tables.items():
            self._package.replace(part, edit(self._package.read(part)))
            self._structure.reread_table(part)
        opened.carry_out(plan, area)
        self._stale.add(opened.info.name)
        self._tell(opened, area)

    def _tell(self, opened: OpenSheet, area: Area) -> None:
        self._remarks.update(dict.fromkeys(opened.remarks(area)))

    def _has_formulas(self) -> bool:
        """Whether any sheet holds a formula, so that cached values can be stale."""
        if self._formulas_known is None:
            parts = (sheet.part for sheet in self.sheets if sheet.kind == WORKSHEET)
            self._formulas_known = self._structure.calculation_chain is not None or any(
                _FORMULA.search(self._package.read(part)) for part in parts
            )
        return self._formulas_known

    def _check_changeable(self, parts: Sequence[str]) -> None:
        """Refused when the workbook or one of these parts must not or cannot be changed."""
        if self._structure.signed:
            raise Refused(texts.SIGNED)
        if self._structure.shared:
            raise Refused(texts.SHARED_BOOK)
        for part in parts:
            if not xmlbytes.can_splice(self._package.read(part)):
                raise Refused(texts.ODD_XML.format(part=part))

    def _edit_workbook_part(self, edit: Callable[[bytes], bytes]) -> None:
        part = self._structure.part
        self._package.replace(part, edit(self._package.read(part)))
        self._structure.reread()

    def _select_tab(self, info: SheetInfo, selected: bool) -> None:
        if info.kind == WORKSHEET:
            xml = self._sheet(info.name).xml
            xml.replace_head(workbookxml.with_selected_tab(xml.head, selected))
            self._stale.add(info.name)
        else:
            part = self._package.read(info.part)
            self._package.replace(info.part, workbookxml.with_selected_tab(part, selected))

    def _flush(self) -> None:
        """Put the sheets that were changed into the package; memory does not hold them twice."""
        for name in sorted(self._stale):
            opened = self._open_sheets.pop(name)
            self._package.replace(opened.info.part, opened.xml.to_bytes())
        self._stale.clear()

    def _start_of_part(self, info: SheetInfo) -> bytes:
        """The part of a sheet as it is now, at least up to its cells."""
        opened = self._open_sheets.get(info.name)
        return self._package.read(info.part) if opened is None else opened.xml.head


def _same_place(one: Path, other: Path) -> bool:
    return os.path.normcase(one.absolute()) == os.path.normcase(other.absolute())
