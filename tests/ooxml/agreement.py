"""Does a changed workbook hold what the model says, and everything else as it was?"""

from __future__ import annotations

import io
import re
import warnings
from datetime import date, datetime, time, timedelta

import openpyxl
import python_calamine
from openpyxl.worksheet.formula import ArrayFormula

from danvan_xl.ooxml import Formula, Workbook
from tests.ooxml.handmade import cells_written, unzipped
from tests.ooxml.model import BookModel, SheetModel, Value
from tests.xlsx_checks import problems

_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])[^>]*?(?:/>|>.*?</(?:\w+:)?row>)", re.DOTALL)
_CELLS = re.compile(rb"<((?:\w+:)?sheetData)[\s>].*?</\1>", re.DOTALL)
_NUMBER = re.compile(rb'<\S+\s[^>]*?\br=["\']([0-9]+)')
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension [^>]*>")
_SELECTED = re.compile(rb' tabSelected="\w+"')


def check_all(before: bytes, book: Workbook, model: BookModel) -> None:
    """AssertionError unless the workbook and its bytes are what the model says."""
    after = book.to_bytes()
    check_overlay(book, model)
    check_cells(after, model)
    check_untouched(before, after, model)
    assert problems(after) == problems(before) == []
    check_readers(after, model)
    assert Workbook.from_bytes(after).active_sheet == book.active_sheet == model.active


def check_overlay(book: Workbook, model: BookModel) -> None:
    """What the workbook in memory says agrees with the model."""
    for name, sheet in model.sheets.items():
        assert cells_written(book, name) == sheet.written
        filled = [place for place, cell in sheet.cells.items() if cell.filled]
        used = book.used_area(name)
        if not filled:
            assert used is None
        else:
            assert used is not None
            rows, columns = [row for row, _ in filled], [column for _, column in filled]
            assert (used.first_row, used.last_row) == (min(rows), max(rows))
            assert (used.first_column, used.last_column) == (min(columns), max(columns))
            formulas = {p: c.formula for p, c in sheet.cells.items() if c.formula is not None}
            assert book.formulas(name, used) == formulas
        for table in sheet.tables:
            area, box = book.table(table.name).area, table.box
            assert (area.first_row, area.last_row) == (box.top, box.bottom)
            assert (area.first_column, area.last_column) == (box.left, box.right)


def check_cells(after: bytes, model: BookModel) -> None:
    """An independent reading of the file finds in every cell what the model holds."""
    found = BookModel(after)
    for name, sheet in model.sheets.items():
        for place in sorted(sheet.cells.keys() | found.sheets[name].cells.keys()):
            expected, there = sheet.cells.get(place), found.sheets[name].cells.get(place)
            assert there == expected, f"{name} {place}: {there} instead of {expected}"
        assert [t.box for t in found.sheets[name].tables] == [t.box for t in sheet.tables]


def check_untouched(before: bytes, after: bytes, model: BookModel) -> None:
    """Every part, row and byte that was not to change is the same."""
    old, new = unzipped(before), unzipped(after)
    original = BookModel(before)
    sheets = {sheet.part: name for name, sheet in model.sheets.items()}
    resized = _resized(model)
    touched_formulas = model.touched_formulas
    may_change = {model.workbook_part, *(_table_parts(old, resized))}
    assert set(old) - set(new) <= ({"xl/calcChain.xml"} if touched_formulas else set())
    assert [name for name in old if name in new] == list(new)
    if touched_formulas:
        may_change |= {"[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
        assert "xl/calcChain.xml" not in new
    for name, part in new.items():
        if name in sheets:
            changed = _changed_rows(original.sheets[sheets[name]], model.sheets[sheets[name]])
            _check_sheet(old[name], part, changed)
        elif name.startswith("xl/chartsheets/") and name.endswith(".xml"):
            assert _SELECTED.sub(b"", part) == _SELECTED.sub(b"", old[name])
        elif name not in may_change:
            assert part == old[name], f"{name} was changed"


def check_readers(after: bytes, model: BookModel) -> None:
    """Two readers of other makers find what was written."""
    if _absurd_date(model):
        return  # calamine panics
    fast = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(after))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        slow = openpyxl.load_workbook(io.BytesIO(after))
    for name, sheet in model.sheets.items():
        rows = fast.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for (row, column), value in sheet.written.items():
            if isinstance(value, int | float) and sheet.cells[row, column].style in model.dates:
                continue  # readers make a date of it; the number is checked above
            inside = row <= len(rows) and column <= len(rows[row - 1])
            read = rows[row - 1][column - 1] if inside else ""
            assert _as_calamine(value) == _plain(read), f"calamine, {name} {row, column}"
            if name not in slow.sheetnames:  # openpyxl finds no sheets in a strict workbook
                assert not slow.sheetnames
                continue
            cell = slow[name].cell(row, column)
            if value is None and cell.hyperlink is not None:
                continue  # openpyxl shows the address of a link in an empty cell
            read = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
            assert _as_openpyxl(value) == (None if read == "" else _plain(read)), (
                f"openpyxl, {name} {row, column}"
            )


def _absurd_date(model: BookModel) -> bool:
    """Whether a date cell got a number that is no day before the year 10,000."""
    return any(
        isinstance(value, int | float)
        and abs(value) > 2_900_000
        and sheet.cells[place].style in model.dates
        for sheet in model.sheets.values()
        for place, value in sheet.written.items()
    )


def _plain(read: object) -> object:
    if isinstance(read, float):
        return round(read, 9)
    if isinstance(read, date) and not isinstance(read, datetime):
        return datetime(read.year, read.month, read.day)
    if isinstance(read, datetime):
        return (read + timedelta(microseconds=500)).replace(microsecond=0)
    assert not isinstance(read, time)
    return read


def _as_calamine(value: Value) -> object:
    if value is None or isinstance(value, Formula):
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return _plain(float(value))
    return _plain(value)


def _as_openpyxl(value: Value) -> object:
    if isinstance(value, Formula):
        return "=" + value.text
    return _plain(value) if value != "" else None


def _changed_rows(before: SheetModel, after: SheetModel) -> set[int]:
    """The rows written to, and those that lost the first cell of their shared formula."""
    rows = {row for row, _ in after.written}
    formulas = {place for place, cell in before.cells.items() if cell.formula is not None}
    return rows | ({row for row, _ in formulas} if formulas & after.written.keys() else set())


def _resized(model: BookModel) -> set[str]:
    """The tables that were resized, or had a value written into their rows."""
    return model.resized | {
        table.name
        for sheet in model.sheets.values()
        for table in sheet.tables
        if set(table.data.places()) & set(sheet.written)
    }


def _table_parts(parts: dict[str, bytes], names: set[str]) -> set[str]:
    return {
        part
        for part, data in parts.items()
        if part.startswith("xl/tables/") and any(f'"{name}"'.encode() in data for name in names)
    }


def _rows(part: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    number = 0
    cells = _CELLS.search(part)
    for row in _ROW.findall(cells[0]) if cells else ():
        said = _NUMBER.match(row[: row.index(b">") + 1])
        number = int(said[1]) if said else number + 1
        found[number] = row
    return found


def _check_sheet(before: bytes, after: bytes, changed: set[int]) -> None:
    """Rows that were not to change, and all that stands around the rows, are the same bytes."""
    old, new = _rows(before), _rows(after)
    assert set(old) <= set(new)
    assert set(new) - set(old) <= changed
    for number, row in old.items():
        if number not in changed:
            assert new[number] == row, f"row {number} was changed"
    if changed or before != after:
        assert _around(before) == _around(after)


def _around(part: bytes) -> list[bytes]:
    bare = _SELECTED.sub(b"", _DIMENSION.sub(b"", part))
    bare = _CELLS.sub(lambda found: b"<" + found[1] + b"/>", bare)
    return bare.split()
