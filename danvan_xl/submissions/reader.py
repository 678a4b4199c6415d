"""Reads a returned form, whatever was moved in it, by its defined names and its headers.

Values come from python-calamine; what that hides (error cells, formulas that were never
calculated, defined names) comes from the package itself. Nothing is interpreted here.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from danvan_xl.ooxml import Area, BadFile, Refused, Workbook
from danvan_xl.problems import reason
from danvan_xl.schema.columns import Column
from danvan_xl.schema.form import FACTS, INITIATIVES_AREA, RESULTS_AREA
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.text import key
from danvan_xl.schema.values import ErrorCell, Uncalculated, is_blank, show
from danvan_xl.submissions.form_data import FormData, TableCells

FORM_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
"""Files that are looked at; what they are is decided by their content."""

MAX_UNPACKED = 200_000_000
"""Bytes: a form unpacks to some hundred thousand."""


class Unreadable(Exception):  # noqa: N818 - an outcome, not a failure of the program
    """The file cannot be read at all; the text says why, in Vietnamese."""


class NotAForm(Exception):  # noqa: N818 - as above
    """The file is a workbook but not a form; the text says what is missing, in Vietnamese."""


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_form(path: Path) -> FormData:
    """Return what the form in ``path`` says. Raises :class:`Unreadable` or :class:`NotAForm`."""
    data = _bytes_of(path)
    try:
        book = Workbook.from_bytes(data)
        reading = _Reading(book)
        facts, places = reading.facts()
        results = reading.table(RESULTS_AREA, "Kết quả", RESULTS.form_columns)
        initiatives = reading.table(INITIATIVES_AREA, "Mô hình", INITIATIVES.form_columns)
    except (BadFile, Refused) as problem:
        raise Unreadable(str(problem)) from problem
    return FormData(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        kind="xlsx",
        facts=facts,
        fact_places=places,
        tables={
            "results": replace(
                results,
                rows={n: row for n, row in results.rows.items() if not is_blank(row["indicator"])},
            ),
            "initiatives": initiatives,
        },
    )


def _bytes_of(path: Path) -> bytes:
    """Return the file's bytes unless it unpacks to something absurd."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise Unreadable(f"không mở được ({reason(problem)}).") from problem
    if not zipfile.is_zipfile(BytesIO(data)):
        return data
    with zipfile.ZipFile(BytesIO(data)) as package:
        if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
            raise Unreadable("tệp quá lớn so với một phiếu báo cáo.")
    return data


class _Reading:
    """Looks up names, headers and cells of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._odd: dict[str, dict[tuple[int, int], ErrorCell | Uncalculated]] = {}

    def facts(self) -> tuple[dict[str, Any], dict[str, tuple[str, str]]]:
        values: dict[str, Any] = {}
        places: dict[str, tuple[str, str]] = {}
        for fact in FACTS:
            sheet, area = self._area(fact.name, f"ô «{fact.label}»")
            cell = Area(*(area.first_row, area.first_column) * 2)
            values[fact.name] = self._rows(sheet, cell)[0][0]
            places[fact.name] = (sheet, str(cell))
        return values, places

    def table(self, name: str, label: str, columns: Sequence[Column]) -> TableCells:
        """Return the raw cells of a table, empty rows left out, and its place."""
        sheet, area = self._area(name, f"bảng «{label}»")
        bottom = max(area.last_row, len(self._book.values(sheet)))  # rows below the table count
        area = replace(area, last_row=bottom)
        header, *body = self._rows(sheet, area)
        found = {key(show(cell)): number for number, cell in reversed([*enumerate(header)])}
        places: dict[str, int] = {}
        for column in columns:
            if key(column.header) not in found:
                raise NotAForm(f"cột «{column.header}» của bảng «{label}»")
            places[column.key] = found[key(column.header)]
        rows: dict[int, dict[str, Any]] = {}
        for number, cells in enumerate(body, start=area.first_row + 1):
            row = {name: cells[place] for name, place in places.items()}
            if not all(map(is_blank, row.values())):
                rows[number] = row
        numbers = {name: area.first_column + place for name, place in places.items()}
        return TableCells(sheet, numbers, {c.key: c.header for c in columns}, rows)

    def _area(self, name: str, label: str) -> tuple[str, Area]:
        try:
            return self._book.area_of(name)
        except (KeyError, Refused):
            raise NotAForm(label) from None

    def _rows(self, sheet: str, area: Area) -> list[list[Any]]:
        """Return the cells of ``area``, row by row, all rows of the same width."""
        lines = self._book.values(sheet)[area.first_row - 1 : area.last_row]
        left, width = area.first_column - 1, area.columns
        rows = [[*line[left : left + width]] for line in lines]
        for row in rows:
            row += [None] * (width - len(row))
        for (number, column), odd in self._odd_cells(sheet).items():
            at, place = number - area.first_row, column - area.first_column
            if 0 <= at < len(rows) and 0 <= place < width:
                rows[at][place] = odd
        return rows or [[None] * width]

    def _odd_cells(self, sheet: str) -> dict[tuple[int, int], ErrorCell | Uncalculated]:
        """Return the cells that python-calamine gives as if they were empty."""
        if sheet not in self._odd:
            errors = {at: ErrorCell(text) for at, text in self._book.errors(sheet).items()}
            self._odd[sheet] = errors | dict.fromkeys(
                self._book.uncalculated(sheet), Uncalculated()
            )
        return self._odd[sheet]
