"""The tables of an open master as DataFrames, read and written in blocks through xlwings.

Tables are found by name and columns by header, never by address, so staff may move, hide, reorder
and recolour columns and add their own. A table costs a fixed number of calls into Excel whatever
its number of rows. Columns that the schema does not know stay with their rows and are never lost.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import pandas as pd
import xlwings as xw

from danvan_xl.blocks import (
    Block,
    at,
    differences,
    formula_places,
    grid,
    keep_texts,
    key_of_row,
    read_block,
    runs_of,
    same,
)
from danvan_xl.errors import DanVanError
from danvan_xl.filters import unfiltered
from danvan_xl.ooxml import column_letter
from danvan_xl.schema import settings as setting_schema
from danvan_xl.schema.columns import Table
from danvan_xl.schema.frames import type_frame
from danvan_xl.schema.tables import LOG, SETTINGS
from danvan_xl.schema.values import (
    Misread,
    NotThatType,
    is_blank,
    to_cell,
    to_number,
)


class Witness(Protocol):
    """Is told what tables hold before and after they are written."""

    def before(self, table: str, headers: list[str], block: Block) -> None:
        """Take what a table, by its key in the schema, holds; called right before a write."""

    def after(self, table: str, headers: list[str], block: Block) -> None:
        """Take what the table holds now."""


_witness: ContextVar[Witness | None] = ContextVar("witness", default=None)


@contextmanager
def witnessed(witness: Witness) -> Iterator[None]:
    """Tell ``witness`` of everything that any register writes while the block runs."""
    token = _witness.set(witness)
    try:
        yield
    finally:
        _witness.reset(token)


@dataclass
class _Sheet:
    """One table as it stands in the workbook."""

    table: Any
    """The ``xlwings.Table``."""
    sheet_name: str
    headers: list[str]
    block: Block
    first_row: int
    first_column: int
    misread: list[Misread] = field(default_factory=list)
    frame: pd.DataFrame | None = None
    """The block typed, until it is written."""

    def position(self, header: str) -> int:
        return self.headers.index(header)


def is_master(book: xw.Book) -> bool:
    """Whether ``book`` is a master: what has its table of settings is one."""
    return SETTINGS.name.casefold() in _tables_of(book)


def _tables_of(book: xw.Book) -> dict[str, Any]:
    return {table.name.casefold(): table for sheet in book.sheets for table in sheet.tables}


class Register:
    """Reads and writes the tables of one master workbook."""

    def __init__(self, book: xw.Book, *, earlier: bool = False) -> None:
        """``earlier``: made by an earlier version perhaps; what it lacks is blank."""
        self.book = book
        self._earlier = earlier
        self._tables = _tables_of(book)
        self._loaded: dict[str, _Sheet] = {}
        self.changed = False
        """Whether anything was written since the register was opened."""
        if SETTINGS.name.casefold() not in self._tables:
            raise DanVanError(
                f"«{book.name}» không phải là sổ theo dõi: thiếu bảng {SETTINGS.name}. "
                "Mở đúng sổ, hoặc tạo sổ mới (nút Tạo sổ mới, lệnh new)."
            )

    # Reading

    def read(self, table: Table) -> pd.DataFrame:
        """Return the rows of ``table``: one column per stored column of the schema.

        The index is the row's position in the workbook's table; empty rows are left out. Text is
        "" where blank, numbers are float (NaN where blank), dates ``date`` or None. A cell that
        cannot be read as its column's type is blank here and listed by :meth:`misread`.
        """
        if self._earlier and table.name.casefold() not in self._tables:
            nothing = pd.DataFrame(columns=[column.key for column in table.stored])
            return type_frame(nothing, table.stored)[0]
        sheet = self._load(table)
        if sheet.frame is not None:
            return sheet.frame.copy()
        places = {header: place for place, header in enumerate(sheet.headers)}
        positions = [places.get(column.header) for column in table.stored]
        stored = {
            index: [None if p is None else row[p] for p in positions]
            for index, row in enumerate(sheet.block)
        }
        rows = {i: cells for i, cells in stored.items() if not all(map(is_blank, cells))}
        keys = [column.key for column in table.stored]
        raw = pd.DataFrame(list(rows.values()), index=list(rows), columns=keys, dtype="object")
        sheet.frame, sheet.misread = type_frame(raw, table.stored)
        return sheet.frame.copy()

    def misread(self, table: Table) -> list[Misread]:
        """Return the cells of ``table`` that the last :meth:`read` could not take."""
        return list(self._load(table).misread)

    def address(self, table: Table, row: int, key: str) -> str:
        """Return the address of a cell, such as ``D12``: ``row`` as in the index of ``read``."""
        sheet = self._load(table)
        column = sheet.first_column + sheet.position(table[key].header)
        return f"{column_letter(column)}{sheet.first_row + row}"

    def first_row(self, table: Table) -> int:
        """Return the number in its sheet of the table's first data row."""
        return self._load(table).first_row

    def sheet_name(self, table: Table) -> str:
        """Return the name of the sheet on which ``table`` stands now."""
        return self._load(table).sheet_name

    # Writing

    def replace(self, table: Table, kept: pd.DataFrame, added: pd.DataFrame | None = None) -> bool:
        """Write the content of ``table``; return whether anything changed.

        ``kept`` are rows that the last :meth:`read` gave, changed or not, with their index; rows
        that are missing from it disappear. ``added`` are new rows, put below; columns that they
        lack are blank.
        """
        sheet = self._load(table)
        kept = kept.sort_index()
        order = [int(index) for index in kept.index]
        count = len(order) + (0 if added is None else len(added))
        raw = {(cell.row, cell.column): cell.raw for cell in sheet.misread}
        new: Block = [[None] * len(sheet.headers) for _ in range(max(count, 1))]
        for column in table.stored:
            position = sheet.position(column.header)
            values = [to_cell(value) for value in kept[column.key]]
            for index, row in enumerate(order):
                if values[index] is None:
                    values[index] = raw.get((row, column.key))
            if added is not None and column.key in added:
                values += [to_cell(value) for value in added[column.key]]
            for row_values, value in zip(new, values, strict=False):
                row_values[position] = value
        return self._write(table, sheet, new, order)

    def merge(
        self,
        table: Table,
        new: pd.DataFrame,
        within: pd.Series,
        defaults: Mapping[str, Any] | None = None,
    ) -> bool:
        """Bring the rows of ``table`` marked by ``within`` to ``new``; return whether it changed.

        A row that ``new`` has too (by the table's identity) stays in its place and takes the
        columns of ``new``; its other columns and what staff added beside it stay. A row that it
        lacks disappears. The rest of ``new`` is put below, with ``defaults`` for columns that
        ``new`` does not have. ``within`` has the index that the last :meth:`read` gave.
        """
        old = self.read(table)
        places: dict[tuple[object, ...], int] = {}
        for row, *identity in old[within][list(table.identity)].itertuples():
            places.setdefault(tuple(identity), row)
        keys = [tuple(key) for key in new[list(table.identity)].itertuples(index=False)]
        found = [places.get(key) for key in keys]
        there = pd.Series([row is not None for row in found], index=new.index, dtype=bool)
        rows = [row for row in found if row is not None]
        kept = old[~within | old.index.isin(rows)].copy()
        for column in new.columns.intersection(kept.columns):
            values = pd.Series(new[column][there].tolist(), index=rows, dtype=kept[column].dtype)
            kept.loc[rows, column] = values
        return self.replace(table, kept, new[~there].assign(**(defaults or {})))

    def append(self, table: Table, added: pd.DataFrame) -> bool:
        """Put the rows ``added`` below those of ``table``."""
        return self.replace(table, self.read(table), added)

    def block(self, table: Table) -> tuple[list[str], Block]:
        """Return the headers of ``table`` and its cells, as they stand in the workbook."""
        sheet = self._load(table)
        return list(sheet.headers), [list(row) for row in sheet.block]

    def restore(self, table: Table, headers: list[str], block: Block) -> bool:
        """Bring ``table`` back to cells that an earlier :meth:`block` or a witness was given.

        Only the columns that the program writes come back. Those of the staff's own stay with
        their rows, which are known by the table's identity: what stands in them now, or what stood
        there for a row that is gone. Returns whether anything changed.
        """
        sheet = self._load(table)
        own = [sheet.position(column.header) for column in table.stored]
        foreign = self._foreign_columns(table, sheet)
        here = [sheet.headers.index(table[key].header) for key in table.identity]
        there = [headers.index(table[key].header) for key in table.identity]
        now: dict[tuple[object, ...], list[list[Any]]] = {}
        for row in sheet.block:
            now.setdefault(key_of_row(row, here), []).append(row)
        new: Block = []
        for stored in block:
            before = dict(zip(headers, stored, strict=True))
            alike = now.get(key_of_row(stored, there), [])
            current = alike.pop(0) if alike else None
            cells: list[Any] = [None] * len(sheet.headers)
            for position in own:
                header = sheet.headers[position]
                now_there = current[position] if current else None
                cells[position] = before.get(header, now_there)
            for position in foreign:
                header = sheet.headers[position]
                cells[position] = current[position] if current else before.get(header)
            new.append(cells)
        return self._put(table, sheet, new, own + foreign)

    def log(self, command: str, target: str, outcome: str) -> None:
        """Put a line into ``Nhật ký``: who did what now, on what, with which outcome."""
        self.log_all([(command, target, outcome)])

    def log_all(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """Put lines into ``Nhật ký`` at once, each as :meth:`log` does."""
        added = pd.DataFrame(lines, columns=["command", "target", "outcome"])
        added["time"] = datetime.now().replace(microsecond=0)
        added["user"] = getpass.getuser()
        self.append(LOG, added)

    # Settings

    def settings(self) -> dict[str, setting_schema.Value]:
        """Return the settings by key, typed; a key that is missing has its default."""
        frame = self.read(SETTINGS)
        raw = dict(zip(frame["key"], frame["value"], strict=True))
        year = self._year(raw.get("period.year"))
        return {
            setting.key: setting_schema.read_setting(setting, raw[setting.key])
            if setting.key in raw
            else setting.default
            for setting in setting_schema.settings_of(year)
        }

    def set(self, key: str, value: setting_schema.Value) -> None:
        """Write one setting. The key must exist in the workbook."""
        frame = self.read(SETTINGS)
        rows = frame.index[frame["key"] == key]
        if len(rows) == 0:
            raise DanVanError(
                f"Trang Cấu hình không có mục «{key}». Thêm dòng này hoặc dùng sổ mới."
            )
        sheet = self._load(SETTINGS)
        body = sheet.table.data_body_range
        row, column = int(rows[0]), sheet.position(SETTINGS["value"].header)
        cell = to_cell(setting_schema.to_cell(value))
        new = [list(cells) for cells in sheet.block]
        new[row][column] = cell
        with self._telling(SETTINGS, sheet, new):
            body[row, column].value = cell
        self.changed = True

    @staticmethod
    def _year(raw: object) -> int:
        try:
            return int(to_number(raw))
        except (NotThatType, ValueError):
            raise DanVanError(
                "Trang Cấu hình: mục period.year (Năm báo cáo) phải là một năm, ví dụ 2022."
            ) from None

    # How a table is loaded and written

    def _load(self, table: Table) -> _Sheet:
        if table.key not in self._loaded:
            found = self._tables.get(table.name.casefold())
            if found is None:
                raise DanVanError(
                    f"Sổ thiếu bảng {table.name} (trang {table.sheet}): bảng đã bị xóa, hoặc sổ do "
                    "phiên bản cũ của chương trình tạo. Lấy lại bản sao gần nhất của sổ; sổ của "
                    "phiên bản cũ thì tạo sổ mới (nút Tạo sổ mới, lệnh new) rồi nhập lại phiếu."
                )
            header: Any = found.header_row_range
            headers = [str(text) for text in header.options(ndim=1).value]
            missing = [column.header for column in table.stored if column.header not in headers]
            if missing and not self._earlier:
                raise DanVanError(
                    f"Trang {table.sheet} thiếu cột «{missing[0]}». "
                    "Đặt lại đúng tiêu đề cột, chữ và dấu như cũ."
                )
            body: Any = found.data_body_range  # None when all rows of the table were deleted
            block = [] if body is None else read_block(body)
            self._loaded[table.key] = _Sheet(
                found, header.sheet.name, headers, block, header.row + 1, header.column
            )
        return self._loaded[table.key]

    def _write(self, table: Table, sheet: _Sheet, new: Block, order: list[int]) -> bool:
        """Bring the workbook's table to ``new``, whose first rows continue the rows ``order``."""
        own = [sheet.position(column.header) for column in table.stored]
        moved = order != list(range(len(order))) or len(order) < len(sheet.block)
        others = self._foreign_columns(table, sheet) if moved else []
        for target, source in enumerate(order):
            for position in others:
                new[target][position] = sheet.block[source][position]
        return self._put(table, sheet, new, own + others)

    def _put(self, table: Table, sheet: _Sheet, new: Block, ours: list[int]) -> bool:
        """Bring the columns ``ours``, positions in the table, and its size to those of ``new``."""
        old_size, size = len(sheet.block), len(new)
        rows, positions = differences(new, sheet.block, ours)
        if not rows and size == old_size:
            return False
        if size != old_size:
            self._refuse_what_is_below(sheet, size)
        with self._telling(table, sheet, new), unfiltered(sheet.table):
            if size > old_size:
                self._resize(sheet, size)
            for first, last in runs_of(sorted(positions), set(ours)):
                self._write_block(sheet, new, rows, range(first, last + 1))
            if size < old_size:
                self._shrink(sheet, size)
        self.changed = True
        return True

    def _write_block(self, sheet: _Sheet, new: Block, rows: range, columns: range) -> None:
        """Write one rectangle, so that a text stays one and an unchanged cell keeps its formula."""
        body: Any = sheet.table.data_body_range
        target = body[rows.start : rows.stop, columns.start : columns.stop]
        block = [[at(new, row, position) for position in columns] for row in rows]
        for place in range(len(columns)):
            keep_texts(block, place, target)
        there = range(rows.start, min(rows.stop, len(sheet.block)))
        kept = [
            (row - rows.start, position - columns.start)
            for row in there
            for position in columns
            if not is_blank(sheet.block[row][position])
            and same(at(new, row, position), sheet.block[row][position])
        ]
        if kept:
            formulas = grid(target[: len(there), :].formula)
            for row, place in kept:
                formula = str(formulas[row][place])  # of a constant the constant itself
                constant = sheet.block[rows.start + row][columns.start + place]
                if formula.startswith("=") and formula != constant:
                    block[row][place] = formula
        target.value = block

    @staticmethod
    def _refuse_what_is_below(sheet: _Sheet, size: int) -> None:
        """Raise ``DanVanError`` where Excel would lay the table over other cells without a word."""
        table, old_size = sheet.table, len(sheet.block)
        if table.totals_row_range is not None:
            raise DanVanError(
                f"Trang {sheet.sheet_name}: bảng đang hiện dòng tổng nên không thêm, bớt dòng "
                "được. Bấm vào bảng, mở thẻ Table Design, bỏ chọn Total Row rồi làm lại."
            )
        if size > max(old_size, 1):
            top: Any = table.header_row_range
            below = top.offset(max(old_size, 1) + 1, 0).resize(
                size - max(old_size, 1), len(sheet.headers)
            )
            if any(cell not in (None, "") for row in grid(below.formula) for cell in row):
                raise DanVanError(
                    f"Trang {sheet.sheet_name}: dưới bảng {table.name} có ô đã ghi chữ hoặc số, "
                    "bảng dài thêm sẽ đè lên. Chuyển các ô đó sang chỗ khác rồi làm lại."
                )

    @contextmanager
    def _telling(self, table: Table, sheet: _Sheet, new: Block) -> Iterator[None]:
        """Write in the block: the witness learns what there was and is, the register what is."""
        witness = _witness.get()
        if witness is not None:
            witness.before(table.key, sheet.headers, sheet.block)
        yield
        sheet.block, sheet.frame = new, None
        if witness is not None:
            witness.after(table.key, sheet.headers, new)

    @staticmethod
    def _resize(sheet: _Sheet, rows: int) -> None:
        table = sheet.table
        table.resize(table.header_row_range.resize(rows + 1, len(sheet.headers)))

    def _shrink(self, sheet: _Sheet, rows: int) -> None:
        """Give up the rows after ``rows``. Excel leaves the formulas there, which show errors."""
        left: Any = sheet.table.data_body_range[rows:, :]
        formulas = formula_places(left[0, :])
        self._resize(sheet, rows)
        for position in formulas:
            left[:, position].clear_contents()

    @staticmethod
    def _foreign_columns(table: Table, sheet: _Sheet) -> list[int]:
        """Return the positions of columns of the staff's own that hold values, not formulas."""
        known = {column.header for column in table}
        positions = [i for i, header in enumerate(sheet.headers) if header not in known]
        if not positions or not sheet.block:
            return positions
        formulas = formula_places(sheet.table.data_body_range[0, :])
        return [i for i in positions if i not in formulas]
