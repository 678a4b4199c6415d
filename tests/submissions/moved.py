"""A filled form as cells, and what units do to it: rows inserted, columns moved, names lost …"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd

from danvan_xl.building.form import build_form_template, fill_form
from danvan_xl.demo.answers import answer_for
from danvan_xl.demo.fill import fill
from danvan_xl.demo.places import day_of
from danvan_xl.ooxml import Area
from danvan_xl.schema.form import FORM_VERSION
from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.schema.legacy_letters import TCVN3
from danvan_xl.schema.units import Unit, unit_on
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.limits import LIMITS
from danvan_xl.submissions.locating import locate
from danvan_xl.submissions.raw import RawBook, RawCell, RawSheet
from danvan_xl.submissions.readers.xlsx import read

INFO, RESULTS, INITIATIVES = "Thông tin", "Kết quả", "Mô hình"
YEAR = 2022

HEADER = 4
"""Row of the headers of both tables in a form."""

_TO_TCVN3 = {letter: code for code, letter in TCVN3.items()}


def tcvn3(text: str) -> str:
    """``text`` as a document in a .VnTime font has it."""
    return "".join(_TO_TCVN3.get(letter, letter) for letter in text)


@cache
def filled_form(code: str = "522") -> bytes:
    """The form of a unit, filled in."""
    unit = unit_on(code, day_of(YEAR))
    assert unit
    asked = _asked_of(unit)
    template = build_form_template(unit.kind, asked, YEAR, 0)
    facts = {
        "unit_name": unit.name,
        "unit_code": unit.code,
        "period_year": YEAR,
        "form_version": FORM_VERSION,
    }
    form = fill_form(template, facts, pd.DataFrame())
    return fill(form, answer_for(unit, asked, default_rules(), YEAR))


def _asked_of(unit: Unit) -> pd.DataFrame:
    indicators = default_indicators()
    return indicators[indicators[unit.kind] != ""].reset_index(drop=True)


@cache
def book(code: str = "522") -> RawBook:
    """The same, as it is read."""
    return read(filled_form(code), LIMITS)


def located(raw: RawBook) -> FormData:
    return locate(raw, "phieu.xlsx", "0" * 64)


def codes(form: FormData) -> list[str]:
    """The codes of what is told of a form, sorted."""
    return sorted(remark.code for remark in form.remarks)


def said(form: FormData) -> tuple[object, ...]:
    """What a form says, wherever it stands."""
    tables = {key: [*map(dict, cells.rows.values())] for key, cells in form.tables.items()}
    return dict(form.facts), tables, form.seal


def stands_where_it_says(form: FormData, raw: RawBook) -> bool:
    """Whether every value of a form is in the cell that it names."""
    for where in form.tables.values():
        sheet = raw.sheet(where.sheet)
        for row, cells in where.rows.items():
            for name, column in where.columns.items():
                if sheet is None or sheet.cell(row, column) != cells[name]:
                    return False
    for name, (where_sheet, address) in form.fact_places.items():
        sheet = raw.sheet(where_sheet)
        if sheet is None or name not in form.facts:
            return False
        if sheet.cell(*Area.parse(address).first_cell) != form.facts[name]:
            return False
    return True


Cells = list[list[RawCell]]


def cells_of(raw: RawBook, sheet: str) -> Cells:
    """A copy of the cells of a sheet."""
    found = raw.sheet(sheet)
    assert found
    return [[*row] for row in found.rows]


def with_sheet(raw: RawBook, sheet: str, /, **changes: object) -> RawBook:
    """``raw`` with attributes of one sheet changed."""
    sheets = tuple(replace(s, **changes) if s.name == sheet else s for s in raw.sheets)  # type: ignore[arg-type]
    return replace(raw, sheets=sheets)


def set_cell(raw: RawBook, sheet: str, row: int, column: int, value: RawCell) -> RawBook:
    cells = cells_of(raw, sheet)
    while len(cells) < row:
        cells.append([])
    cells[row - 1] += [None] * (column - len(cells[row - 1]))
    cells[row - 1][column - 1] = value
    return with_sheet(raw, sheet, rows=cells)


def set_row(raw: RawBook, sheet: str, row: int, values: Mapping[int, RawCell]) -> RawBook:
    for column, value in values.items():
        raw = set_cell(raw, sheet, row, column, value)
    return raw


def sheet_of(raw: RawBook, order: int) -> str:
    """The name of the sheet that was ``order`` (from 0) in the form."""
    return raw.sheets[order].name


def insert_rows(raw: RawBook, sheet: str, at: int, rows: Sequence[Sequence[RawCell]]) -> RawBook:
    """New rows before row ``at``; names, tables and merged cells follow as in Excel."""

    def moved(area: Area) -> Area:
        first = area.first_row + len(rows) * (area.first_row >= at)
        last = area.last_row + len(rows) * (area.last_row >= at)
        return Area(first, area.first_column, last, area.last_column)

    cells = cells_of(raw, sheet)
    cells[at - 1 : at - 1] = [[*row] for row in rows]
    old = raw.sheet(sheet)
    assert old
    hidden = frozenset(row + len(rows) * (row >= at) for row in old.hidden_rows)
    return _moved(with_sheet(raw, sheet, rows=cells, hidden_rows=hidden), sheet, moved)


def insert_column(raw: RawBook, sheet: str, at: int, values: Mapping[int, RawCell]) -> RawBook:
    """A new column before column ``at``, with ``values`` by row."""

    def moved(area: Area) -> Area:
        first = area.first_column + (area.first_column >= at)
        last = area.last_column + (area.last_column >= at)
        return Area(area.first_row, first, area.last_row, last)

    cells = cells_of(raw, sheet)
    for number, row in enumerate(cells, start=1):
        row += [None] * (at - 1 - len(row))
        row.insert(at - 1, values.get(number))
    return _moved(with_sheet(raw, sheet, rows=cells), sheet, moved)


def _moved(raw: RawBook, name: str, moved: Callable[[Area], Area]) -> RawBook:
    sheet = raw.sheet(name)
    assert sheet
    raw = with_sheet(raw, name, merged=tuple(map(moved, sheet.merged)))
    return replace(
        raw,
        areas={k: (s, moved(a) if s == name else a) for k, (s, a) in raw.areas.items()},
        tables={k: (s, moved(a) if s == name else a) for k, (s, a) in raw.tables.items()},
    )


def permute_columns(
    raw: RawBook, sheet: str, columns: Sequence[int], order: Sequence[int]
) -> RawBook:
    """The cells of ``columns`` in another order."""
    cells = cells_of(raw, sheet)
    for row in cells:
        row += [None] * (max(columns) - len(row))
        values = [row[column - 1] for column in columns]
        for place, column in zip(order, columns, strict=True):
            row[column - 1] = values[place]
    return with_sheet(raw, sheet, rows=cells)


def rename_sheet(raw: RawBook, old: str, new: str) -> RawBook:
    return replace(
        with_sheet(raw, old, name=new),
        areas={k: (new if s == old else s, a) for k, (s, a) in raw.areas.items()},
        tables={k: (new if s == old else s, a) for k, (s, a) in raw.tables.items()},
    )


def without_names(raw: RawBook) -> RawBook:
    return replace(raw, areas={})


def without_tables(raw: RawBook) -> RawBook:
    return replace(raw, tables={})


def bare(raw: RawBook) -> RawBook:
    """As a program leaves it that knows cells only."""
    return without_tables(without_names(raw))


def on_one_sheet(raw: RawBook, order: Sequence[int] = (0, 1, 2)) -> RawBook:
    """Facts and tables, each with a title line, one under another as in a text file."""
    rows: list[Sequence[RawCell]] = []
    for number in order:
        sheet = raw.sheets[number]
        facts = [*sheet.rows[:14], *sheet.rows[21:]]  # without the steps, with the seal
        rows += facts if number == 0 else [["BẢNG CỦA ĐƠN VỊ"], [], *sheet.rows[3:]]
        rows.append([])
    return RawBook("csv", (RawSheet("phieu", rows),))


def headers_of(raw: RawBook, sheet: str, row: int = 4) -> Iterator[tuple[int, str]]:
    """Column and text of the header cells."""
    for column, cell in enumerate(cells_of(raw, sheet)[row - 1], start=1):
        if isinstance(cell, str):
            yield column, cell


def map_headers(raw: RawBook, sheet: str, change: Callable[[str], str], row: int = 4) -> RawBook:
    return set_row(raw, sheet, row, {c: change(text) for c, text in headers_of(raw, sheet, row)})
