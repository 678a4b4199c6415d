"""A new form with what a unit said on another file, where that file itself cannot be marked.

Old .xls, .xlsb, .ods, web pages and texts are not given back: the unit gets the form of this round
with its own values in it, the wrong ones too, and corrects those.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count

import pandas as pd

from danvan_xl.building.error_cells import stand_in, with_error_cells
from danvan_xl.building.form_filling import FormTable
from danvan_xl.building.form_heights import with_heights
from danvan_xl.building.form_seal import seal_for
from danvan_xl.ooxml import Value, Workbook, column_letter
from danvan_xl.ooxml.values import LONGEST_TEXT
from danvan_xl.returns.notes import storable
from danvan_xl.returns.understood import as_shown
from danvan_xl.schema.columns import Type
from danvan_xl.schema.form import FACTS, INFO_SHEET, INITIATIVES_AREA, RESULTS_AREA, SEAL
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.text import spelling_key
from danvan_xl.schema.values import ErrorCell, Uncalculated, is_blank, show
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.raw import RawCell

_TABLES = {"results": RESULTS, "initiatives": INITIATIVES}
_LABELS = {fact.name: fact.label for fact in FACTS}
_ANSWERS = ("value", "note")
"""Columns of ``results`` that a unit fills in; the others are the form's own."""
_ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))
_FIRST_DAY = date(1900, 3, 1)
"""Earlier days are not the same in every program."""


@dataclass(frozen=True)
class LeftOut:
    """A line of results that the form does not ask for."""

    line: str
    """What the line is about: its code and its text."""
    answer: str
    """What the unit wrote there."""


@dataclass(frozen=True)
class Refilled:
    """A form that was filled in anew, and where in it the unit's values stand now."""

    form: bytes
    """.xlsx"""
    fact_places: Mapping[str, tuple[str, str]]
    """Fact name → sheet and address."""
    tables: Mapping[str, FormTable]
    rows: Mapping[str, Mapping[int, int]]
    """Table key → row in the unit's file → row in this form."""
    left_out: tuple[LeftOut, ...] = ()
    """Answers that this form has no place for."""
    copied: tuple[str, ...] = ()
    """Sheets that hold answers of the unit now."""
    missing: tuple[str, ...] = ()
    """Sheets of whose answers nothing was found in the unit's file."""

    def place(self, table: str, row: int | None, column: str) -> tuple[str, str, str]:
        """Return sheet, cell address and header of what a finding about the unit's file is about.

        ``row`` is that of the unit's file. "" where unknown, as in :meth:`FormData.place`: what
        this form has no place for has no cell.
        """
        if table == "facts":
            return (*self.fact_places.get(column, ("", "")), _LABELS.get(column, ""))
        if table not in self.tables:
            return "", "", ""
        where = self.tables[table]
        number = where.columns.get(column)
        now = self.rows[table].get(row) if row is not None else None
        header = _TABLES[table][column].header if number else ""
        if row is not None and now is None:
            return "", "", header
        return where.sheet, f"{column_letter(number)}{now}" if number and now else "", header


def refill(form: bytes, data: FormData) -> Refilled:
    """Return ``form``, the blank form of a unit, with every value of ``data`` that it asks for.

    Values go in as they are: text in a number's cell as text, an error as an error. A row of
    ``data`` is found by its indicator, else its text, or by the code of its initiative, else its
    name; other initiatives go into empty rows, and beyond the table when there are none left. What
    two rows say differently about one indicator goes into its cell together, for the unit to
    choose. Initiatives that were filled in beforehand and that ``data`` does not have are emptied,
    unless it has no such table at all. What the form does not ask is left out, and told.

    The seal is made anew for the codes of initiatives that now stand in the form: they were filled
    in when it goes out.
    """
    book = Workbook.from_bytes(form)
    source = _Source(data)
    results = FormTable.of(book, RESULTS_AREA, RESULTS.form_columns)
    initiatives = FormTable.of(book, INITIATIVES_AREA, INITIATIVES.form_columns)
    places = _places(book)
    facts = {f.name: _written(data.facts.get(f.name), f.type) for f in FACTS if not f.prefilled}
    for name, value in facts.items():
        book.write_name(name, value)
    indicator_rows = _indicator_rows(source, results)
    answers = _results(source, indicator_rows)
    results.write(book, answers)
    initiative_rows = _initiative_rows(source, initiatives)
    lines = _initiatives(source, initiatives, initiative_rows)
    kept = initiatives.rows
    if data.tables["initiatives"].columns:
        emptied = set(initiatives.rows) - set(lines)
        nothing: dict[str, Value] = dict.fromkeys(initiatives.columns)
        there = {row: nothing for row in emptied if any(initiatives.rows[row].values())}
        initiatives.write(book, lines | there)
        kept = {}
    codes = [line["code"] for line in (*kept.values(), *lines.values()) if line["code"]]
    names: dict[object, object] = {line["code"]: line["name"] for line in initiatives.rows.values()}
    issued = pd.DataFrame({"code": codes, "name": [names.get(code) or "" for code in codes]})
    book.write_name(SEAL, seal_for(form, {}, issued))
    filled = with_heights(book.to_bytes(), list(lines), _texts(lines))
    if source.has_errors:
        filled = with_error_cells(filled)
    return Refilled(
        filled,
        places,
        {"results": results, "initiatives": initiatives},
        {"results": indicator_rows, "initiatives": initiative_rows},
        tuple(_left_out(source, indicator_rows)),
        tuple(_said(facts, answers, lines)),
        tuple(_unsaid(data)),
    )


def _places(book: Workbook) -> dict[str, tuple[str, str]]:
    """Return fact name → sheet and address of its answer."""
    there = {fact.name: book.area_of(fact.name) for fact in FACTS}
    return {
        name: (sheet, f"{column_letter(area.first_column)}{area.first_row}")
        for name, (sheet, area) in there.items()
    }


def _said(
    facts: Mapping[str, Value],
    answers: Mapping[int, Mapping[str, Value]],
    lines: Mapping[int, Mapping[str, Value]],
) -> Iterator[str]:
    """Yield the sheets for which there are answers."""
    for sheet, values in (
        (INFO_SHEET, facts.values()),
        (RESULTS.sheet, chain.from_iterable(line.values() for line in answers.values())),
        (INITIATIVES.sheet, chain.from_iterable(line.values() for line in lines.values())),
    ):
        if any(value is not None for value in values):
            yield sheet


def _unsaid(data: FormData) -> Iterator[str]:
    """Yield the sheets of which the file had nothing that answers."""
    if not any(fact.name in data.fact_places for fact in FACTS if not fact.prefilled):
        yield INFO_SHEET
    if "value" not in data.tables["results"].columns:
        yield RESULTS.sheet
    if not data.tables["initiatives"].columns:
        yield INITIATIVES.sheet


class _Source:
    """The unit's cells."""

    def __init__(self, data: FormData) -> None:
        self._data = data
        cells = (
            cell for t in data.tables.values() for row in t.rows.values() for cell in row.values()
        )
        self.has_errors = any(isinstance(c, ErrorCell) for c in chain(data.facts.values(), cells))

    def rows(self, table: str) -> Iterable[int]:
        return self._data.tables[table].rows

    def cell(self, table: str, row: int, column: str) -> RawCell:
        return as_shown(self._data, table, row, column)

    def text(self, table: str, row: int, column: str) -> str:
        cell = self.cell(table, row, column)
        return "" if is_blank(cell) or isinstance(cell, Uncalculated) else show(cell)


def _indicator_rows(source: _Source, form: FormTable) -> dict[int, int]:
    """Return row of the unit's file → row of the form that asks the same."""
    by_code = {spelling_key(cells["indicator"]): row for row, cells in form.rows.items()}
    by_text = {spelling_key(cells["text"]): row for row, cells in form.rows.items()}
    rows = {}
    for row in source.rows("results"):
        code, text = (source.text("results", row, name) for name in ("indicator", "text"))
        known = by_code.get(spelling_key(code)) if code else by_text.get(spelling_key(text))
        if known is not None:
            rows[row] = known
    return rows


def _results(source: _Source, rows: Mapping[int, int]) -> dict[int, dict[str, Value]]:
    """Return row of the form → its answers."""
    answers: dict[int, dict[str, Value]] = {}
    for row, target in rows.items():
        mine = {
            name: _written(source.cell("results", row, name), RESULTS[name].type)
            for name in _ANSWERS
        }
        before = answers.setdefault(target, mine)
        answers[target] = {name: _both(before[name], mine[name]) for name in _ANSWERS}
    return answers


def _left_out(source: _Source, rows: Mapping[int, int]) -> Iterator[LeftOut]:
    """Yield the answers of lines for which the form has no row."""
    for row in source.rows("results"):
        answer = " · ".join(filter(None, (source.text("results", row, name) for name in _ANSWERS)))
        if row not in rows and answer:
            words = (source.text("results", row, name) for name in ("indicator", "text"))
            yield LeftOut(" ".join(filter(None, words)), answer)


def _both(one: Value, other: Value) -> Value:
    """Return what two rows say together: one value when they say the same."""
    if one is None or other is None or one == other:
        return other if one is None else one
    return _cut(f"{show(one)} / {show(other)}")


def _initiative_rows(source: _Source, form: FormTable) -> dict[int, int]:
    """Return row of the unit's file → row of the form, the form's own rows first."""
    by_code = {spelling_key(c["code"]): row for row, c in form.rows.items() if c["code"]}
    by_name = {spelling_key(c["name"]): row for row, c in form.rows.items() if c["name"]}
    rows: dict[int, int] = {}
    taken: set[int] = set()

    def claim(row: int, target: int | None) -> None:
        if target is not None and target not in taken:
            rows[row] = target
            taken.add(target)

    texts = {
        row: [source.text("initiatives", row, name) for name in ("code", "name")]
        for row in source.rows("initiatives")
    }
    for row, (code, _) in texts.items():
        if code:
            claim(row, by_code.get(spelling_key(code)))
    for row, (code, name) in texts.items():
        if not code:
            claim(row, by_name.get(spelling_key(name)))
    free = chain(form.empty_rows(), count(max(form.rows) + 1))
    for row in texts:
        if row not in rows:
            claim(row, next(free))
    return {row: rows[row] for row in texts}


def _initiatives(
    source: _Source, form: FormTable, rows: Mapping[int, int]
) -> dict[int, dict[str, Value]]:
    """Return row of the form → what stands in it; a code that was filled in stays."""
    lines = {}
    for row, target in rows.items():
        line = {
            column.key: _written(source.cell("initiatives", row, column.key), column.type)
            for column in INITIATIVES.form_columns
        }
        if line["code"] is None and target in form.rows:
            line["code"] = form.rows[target]["code"] or None
        lines[target] = line
    return lines


def _texts(lines: Mapping[int, Mapping[str, Value]]) -> pd.DataFrame:
    return pd.DataFrame(
        [{name: show(value) for name, value in line.items()} for line in lines.values()],
        columns=[column.key for column in INITIATIVES.form_columns],
    )


def _written(raw: RawCell, kind: Type) -> Value:
    """Return what is written into a cell of ``kind`` for a raw value."""
    if raw is None or is_blank(raw) or isinstance(raw, Uncalculated):
        return None
    if isinstance(raw, ErrorCell):
        return stand_in(raw if raw.text in _ERRORS else ErrorCell("#VALUE!"))
    if isinstance(raw, date):
        day = raw.date() if isinstance(raw, datetime) else raw
        return raw if kind is Type.DATE and day >= _FIRST_DAY else show(raw)
    if isinstance(raw, bool):
        return show(raw) if kind.is_text else raw
    if isinstance(raw, int | float) and kind.is_number and math.isfinite(raw):
        return int(raw) if float(raw).is_integer() else float(raw)
    return _cut(storable(show(raw))) or None


def _cut(text: str) -> str:
    """Return as much of ``text`` as a cell holds; Excel counts in UTF-16."""
    return text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
