"""What a file holds, as openpyxl reads it, and whether a value that was merged stands there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property
from io import BytesIO

import openpyxl
import pandas as pd
from openpyxl.utils import coordinate_to_tuple

from danvan_xl.submissions.form_data import FormData, TableCells
from danvan_xl.validation.form import CheckedForm
from tests.broken.mutations import packed, parts_of
from tests.ooxml.handmade import MAIN

_FACTS = ("reporter_name", "reporter_phone", "document_number", "document_date")
_SHEET = f'<worksheet xmlns="{MAIN}">'.encode()
_TEXTS = f'<sst xmlns="{MAIN}">'.encode()
_CELLS = re.compile(rb"<sheetData.*</sheetData>", re.DOTALL)


class SecondReader:
    """The cells of a file that was made from ``form`` by damaging it."""

    def __init__(self, data: bytes, form: bytes) -> None:
        self._data, self._form = data, form

    def differing(self, form: FormData, checked: CheckedForm) -> list[tuple[object, ...]]:
        """Values that would be merged and are not in their cells: sheet, row, column, value."""
        initiatives = tuple(checked.initiatives.columns)
        return [
            *self._facts(form, checked),
            *self._table(form.tables["results"], checked.results, ("value", "note")),
            *self._table(form.tables["initiatives"], checked.initiatives, initiatives),
        ]

    def holds(self, sheet: str, row: int, column: int, merged: object) -> bool:
        """Whether a cell may be read as ``merged``."""
        return any(says(held, merged) for held in self._held(sheet, row, column))

    def _held(self, sheet: str, row: int, column: int) -> Iterator[object]:
        """Yield what is in a cell: of the file, and of its cells alone where it cannot be read."""
        if self._whole is not None and sheet in self._whole:
            yield self._whole[sheet].cell(row, column).value
        yield self._cells_alone[sheet].cell(row, column).value

    @cached_property
    def _whole(self) -> openpyxl.Workbook | None:
        # It raises nearly anything over damage that has nothing to do with cells.
        with suppress(Exception):
            return openpyxl.load_workbook(BytesIO(self._data), data_only=True)
        return None

    @cached_property
    def _cells_alone(self) -> openpyxl.Workbook:
        """Cells with something in them and texts, without looks, in the undamaged package."""
        parts = dict(parts_of(self._form))
        for name, part in parts_of(self._data).items():
            if name == "xl/sharedStrings.xml":
                parts[name] = re.sub(rb"<sst [^>]*>", _TEXTS, part)
            elif name.startswith("xl/worksheets/sheet"):
                found = _CELLS.search(part)
                cells = re.sub(rb"<c [^>]*/>", b"", found.group()) if found else b""
                cells = re.sub(rb'(<c [^>]*?) s="[^"]*"', rb"\1", cells)
                cells = re.sub(rb' t="[^"]*"><is>', b' t="inlineStr"><is>', cells)
                cells = re.sub(rb"<row [^>]*[^/]>", b"<row>", cells)
                parts[name] = _SHEET + cells + b"</worksheet>"
        return openpyxl.load_workbook(BytesIO(packed(parts)), data_only=True)

    def _facts(self, form: FormData, checked: CheckedForm) -> Iterator[tuple[object, ...]]:
        for name in _FACTS:
            sheet, address = form.fact_places[name]
            if not self.holds(sheet, *coordinate_to_tuple(address), checked.facts[name]):
                yield sheet, address, name, checked.facts[name]

    def _table(
        self, where: TableCells, frame: pd.DataFrame, keys: Sequence[str]
    ) -> Iterator[tuple[object, ...]]:
        for row, record in zip(frame.index, frame.to_dict("records"), strict=True):
            for key in keys:
                column = where.columns.get(key)
                if column and not self.holds(where.sheet, int(row), column, record[key]):
                    yield where.sheet, row, key, record[key]


def says(held: object, merged: object) -> bool:
    """Whether a cell that holds ``held`` may be read as ``merged``; nothing is said by nothing."""
    if merged is None or merged == "" or bool(pd.isna(merged)):  # type: ignore[call-overload]
        return held is None or not _bare(str(held))
    if isinstance(merged, float | int):
        return _is_number(held, float(merged))
    if isinstance(merged, date):
        return _is_day(held, merged)
    if isinstance(held, float | int):
        return re.sub(r"\D", "", str(merged)).lstrip("0") == f"{held:.0f}"
    return _bare(str(held)) == _bare(str(merged))


def _is_number(held: object, merged: float) -> bool:
    if isinstance(held, float | int) and not isinstance(held, bool):
        return merged in (float(held), round(100 * held, 10))
    if not isinstance(held, str):
        return False
    plain = re.sub(r"[^\d,.\-]", "", held)
    readings = (plain.replace(".", "").replace(",", "."), plain.replace(",", "."), plain or "0")
    for reading in readings:
        with suppress(ValueError):
            if float(reading) == merged:
                return True
    return False


def _is_day(held: object, merged: date) -> bool:
    if isinstance(held, datetime):
        return held.date() == merged
    if isinstance(held, float | int):  # a cell that does not show its number as a day
        return (datetime(1899, 12, 30) + pd.Timedelta(days=held)).date() == merged
    numbers = [int(number) for number in re.findall(r"\d+", str(held))]
    return numbers[:3] in ([merged.day, merged.month, merged.year], [*merged.timetuple()[:3]])


def _bare(text: str) -> str:
    """Letters and signs alone: blanks, what has no width, and capitals left out."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return "".join(
        c for c in plain if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc")
    )
