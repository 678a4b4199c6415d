"""Excel workbooks (.xlsx, .xlsm): values by python-calamine, all that it hides by the package."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Hashable, Sequence

from danvan_xl.ooxml import Area, Workbook
from danvan_xl.ooxml.filled import FilledCell
from danvan_xl.ooxml.structure import WORKSHEET, SheetInfo
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook, RawCell, RawSheet, Unreadable
from danvan_xl.submissions.readers.grid import Budget
from danvan_xl.submissions.readers.guard import broken, guarded
from danvan_xl.submissions.readers.looks import is_legacy_font, shows_percent
from danvan_xl.submissions.readers.macro_sheets import as_worksheets, is_macro_sheet
from danvan_xl.submissions.readers.shared_texts import SharedTexts

_SHARED, _ERROR, _TEXT = b"s", b"e", b"str"
_INLINE_TEXT = re.compile(rb"<(?:[^\s:<>/]+:)?t(?:\s[^>]*)?>[^<]")
_INLINE_FONT = re.compile(rb"""rFont\s+val\s*=\s*["']([^"']+)["']""")


@guarded(".xlsx")
def read(data: bytes, limits: Limits) -> RawBook:
    """Return the workbook; its chart sheets are left out. Raises ``Unreadable``."""
    book = Workbook.from_bytes(data)
    own_sheets = {info.name for info in book.sheets if info.kind == WORKSHEET}
    if any(is_macro_sheet(info.kind) for info in book.sheets):
        book = Workbook.from_bytes(as_worksheets(data))
    shared = SharedTexts(book.shared_strings())
    infos = [info for info in book.sheets if info.name in own_sheets]
    filled = {info.name: [*book.filled(info.name)] for info in infos}
    _check_unique([sheet.name.casefold() for sheet in book.sheets])
    for cells in filled.values():
        _check_unique([(cell.row, cell.column) for cell in cells])
    # Only then may the values be read: the reader of values makes room for every cell between.
    _check_size(filled, shared, limits)
    return RawBook(
        "xlsm" if book.keeps_macros else "xlsx",
        tuple(_sheet(book, info, filled[info.name], shared, limits) for info in infos),
        _areas(book),
        {table.name.casefold(): (table.sheet, table.area) for table in book.tables},
    )


def _check_unique(places: Sequence[Hashable]) -> None:
    """Raise T05 where two sheets have one name or two cells one address: who wins is chance."""
    if len(set(places)) != len(places):
        raise broken("có hai trang cùng tên hoặc hai ô cùng chỗ")


def _check_size(filled: dict[str, list[FilledCell]], shared: SharedTexts, limits: Limits) -> None:
    """Raise T07 for far-off cells and for few texts that stand in very many cells."""
    budget = Budget(limits)
    text = 0
    for name, cells in filled.items():
        rows = max((cell.row for cell in cells), default=0)
        columns = max((cell.column for cell in cells), default=0)
        budget.spend(rows, columns, name)
        text += sum(shared.size(cell.value) for cell in cells if cell.kind == _SHARED)
    if text > limits.text_bytes:
        raise Unreadable("T07", what="cùng một văn bản dài lặp lại ở quá nhiều ô")


def _sheet(
    book: Workbook, info: SheetInfo, cells: list[FilledCell], shared: SharedTexts, limits: Limits
) -> RawSheet:
    rows = [[_plain(value) for value in line] for line in book.values(info.name)] if cells else []
    percents: set[tuple[int, int]] = set()
    fonts: dict[tuple[int, int], str] = {}
    for cell in cells:
        if (odd := _odd(cell)) is not None:
            _put(rows, cell, odd)
            continue
        value = _value(rows, cell)
        if _is_lost(value, cell, shared):
            raise broken(f"không đọc được hàng {cell.row} của trang «{info.name}»")
        if isinstance(value, str):
            if len(value) > limits.cell_characters:
                raise _too_long(info.name, cell)
            if font := _legacy_font(book, cell, shared):
                fonts[cell.row, cell.column] = font
        elif isinstance(value, float) and shows_percent(book.styles.code(cell.style)):
            percents.add((cell.row, cell.column))
    return RawSheet(
        info.name,
        rows,
        info.state != "visible",
        book.hidden_rows(info.name),
        book.merged(info.name),
        frozenset(percents),
        fonts,
    )


def _plain(value: object) -> RawCell:
    """Return a value of python-calamine as raw cells have it."""
    if value == "" or value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str | float | bool | datetime.date | datetime.time | datetime.timedelta):
        return value
    raise TypeError(type(value))


def _odd(cell: FilledCell) -> ErrorCell | Uncalculated | None:
    """Return what python-calamine gives as if it were empty."""
    if cell.kind == _ERROR:
        return ErrorCell(cell.value.decode("utf-8", "replace").strip())
    if cell.has_formula and not cell.value and cell.kind != _TEXT:
        return Uncalculated()
    return None


def _value(rows: Sequence[Sequence[RawCell]], cell: FilledCell) -> RawCell:
    line = rows[cell.row - 1] if cell.row <= len(rows) else []
    return line[cell.column - 1] if cell.column <= len(line) else None


def _put(rows: list[list[RawCell]], cell: FilledCell, value: RawCell) -> None:
    """Set a cell, also one that lies beyond those with a value."""
    rows.extend([] for _ in range(cell.row - len(rows)))
    line = rows[cell.row - 1]
    line.extend([None] * (cell.column - len(line)))
    line[cell.column - 1] = value


def _is_lost(value: RawCell, cell: FilledCell, shared: SharedTexts) -> bool:
    """Whether the cell holds something that the value read for it does not say."""
    if isinstance(value, float):
        return not math.isfinite(value)
    if value is not None:
        return False
    if cell.kind == _SHARED:
        return not shared.is_empty(cell.value)
    return bool(cell.value.strip()) or _INLINE_TEXT.search(cell.content) is not None


def _too_long(sheet: str, cell: FilledCell) -> Unreadable:
    return Unreadable("T07", what=f"một ô ở hàng {cell.row} trang «{sheet}» có quá nhiều chữ")


def _legacy_font(book: Workbook, cell: FilledCell, shared: SharedTexts) -> str:
    """Return the font from before Unicode in which a text stands, "" when it does not."""
    names = [book.styles.font(cell.style)]
    if cell.kind == _SHARED and shared.has_fonts:
        names += shared.fonts(cell.value)
    elif b"rFont" in cell.content:
        names += [font.decode("utf-8", "replace") for font in _INLINE_FONT.findall(cell.content)]
    return next(filter(is_legacy_font, names), "")


def _areas(book: Workbook) -> dict[str, tuple[str, Area]]:
    """Return the names that stand for areas; one that a single sheet has comes last."""
    found: dict[str, tuple[str, Area]] = {}
    for name, area in sorted(book.areas().items(), key=lambda item: "!" in item[0]):
        found.setdefault(name.rpartition("!")[2].casefold(), area)
    return found
