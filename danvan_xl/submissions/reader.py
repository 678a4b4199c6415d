"""Reads a returned form, whatever was moved in it, by its defined names and its headers.

Values come from python-calamine; what that hides (error cells, formulas that were never
calculated, defined names) comes from the package itself. Nothing is interpreted here.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from danvan_xl.ooxml import Area, BadFile, Refused, Workbook
from danvan_xl.schema.columns import Column
from danvan_xl.schema.form import FACTS, INITIATIVES_AREA, RESULTS_AREA
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.text import key
from danvan_xl.schema.values import ErrorCell, Uncalculated, is_blank
from danvan_xl.submissions.form_data import FormData, TablePlace

FORM_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
"""Files that are looked at; what they are is decided by their content."""

MAX_UNPACKED = 200_000_000
"""Bytes: a form unpacks to some hundred thousand."""
MAX_CELLS = 2_000_000
"""Cells of one sheet's used range."""


class Unreadable(Exception):  # noqa: N818 - an outcome, not a failure of the program
    """The file cannot be read at all; the text says why, in Vietnamese."""


class NotAForm(Exception):  # noqa: N818
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
        results, results_place = reading.table(RESULTS_AREA, "Kết quả", RESULTS.form_columns)
        initiatives, initiatives_place = reading.table(
            INITIATIVES_AREA, "Mô hình", INITIATIVES.form_columns
        )
    except (BadFile, Refused) as problem:
        raise Unreadable(str(problem)) from problem
    return FormData(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        facts=facts,
        fact_places=places,
        results=results[[not is_blank(code) for code in results["indicator"]]],
        initiatives=initiatives,
        tables={"results": results_place, "initiatives": initiatives_place},
    )


def _bytes_of(path: Path) -> bytes:
    """Return the file's bytes when it looks like an Excel package of a sensible size."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise Unreadable(f"không mở được ({problem.strerror}).") from problem
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("tệp có mật khẩu, hoặc là loại .xls cũ.")
    if not zipfile.is_zipfile(BytesIO(data)):
        raise Unreadable("nội dung không phải là tệp Excel (.xlsx).")
    with zipfile.ZipFile(BytesIO(data)) as package:
        if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
            raise Unreadable("tệp quá lớn so với một phiếu báo cáo.")
    return data


class _Reading:
    """Looks up names, headers and cells of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._sheets: dict[str, Sequence[Sequence[Any]]] = {}
        self._odd: dict[str, dict[tuple[int, int], ErrorCell | Uncalculated]] = {}

    def facts(self) -> tuple[dict[str, Any], dict[str, tuple[str, str]]]:
        values: dict[str, Any] = {}
        places: dict[str, tuple[str, str]] = {}
        for fact in FACTS:
            if fact.name == "unit_name":
                continue
            sheet, area = self._area(fact.name, f"ô «{fact.label}»")
            values[fact.name] = self._cell(sheet, area.first_row, area.first_column)
            places[fact.name] = (sheet, str(Area(*(area.first_row, area.first_column) * 2)))
        return values, places

    def table(
        self, name: str, label: str, columns: Sequence[Column]
    ) -> tuple[pd.DataFrame, TablePlace]:
        """Return the raw cells of a table, empty rows left out, and its place."""
        sheet, area = self._area(name, f"bảng «{label}»")
        numbers = range(area.first_column, area.last_column + 1)
        found = {key(str(self._cell(sheet, area.first_row, n))): n for n in reversed(numbers)}
        positions: dict[str, int] = {}
        for column in columns:
            if key(column.header) not in found:
                raise NotAForm(f"cột «{column.header}» của bảng «{label}»")
            positions[column.key] = found[key(column.header)]
        rows = {}
        for row in range(area.first_row + 1, area.last_row + 1):
            cells = [self._cell(sheet, row, number) for number in positions.values()]
            if not all(is_blank(cell) for cell in cells):
                rows[row] = cells
        frame = pd.DataFrame(
            list(rows.values()), index=list(rows), columns=list(positions), dtype="object"
        )
        headers = {column.key: column.header for column in columns}
        return frame, TablePlace(sheet, positions, headers)

    def _area(self, name: str, label: str) -> tuple[str, Area]:
        try:
            return self._book.area_of(name)
        except (KeyError, Refused):
            raise NotAForm(label) from None

    def _cell(self, sheet: str, row: int, column: int) -> Any:
        if sheet not in self._sheets:
            self._load(sheet)
        if (row, column) in self._odd[sheet]:
            return self._odd[sheet][row, column]
        rows = self._sheets[sheet]
        if row > len(rows) or column > len(rows[row - 1]):
            return None
        return rows[row - 1][column - 1]

    def _load(self, sheet: str) -> None:
        area = self._book.used_area(sheet)
        if area and area.last_row * area.last_column > MAX_CELLS:
            raise Unreadable(f"trang «{sheet}» có quá nhiều ô.")
        odd: dict[tuple[int, int], ErrorCell | Uncalculated] = {
            place: ErrorCell(text) for place, text in self._book.errors(sheet).items()
        }
        odd |= dict.fromkeys(self._book.uncalculated(sheet), Uncalculated())
        self._odd[sheet] = odd
        self._sheets[sheet] = self._book.values(sheet)
