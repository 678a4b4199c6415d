"""The marked copy of a form: a note in each wrong cell and a list of all of them on top.

Nothing here needs pandas: copies are made in a process of their own, which starts fast.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from danvan_xl.building.heights import lines_of
from danvan_xl.ooxml.saving import replace_file
from danvan_xl.returns.list_sheet import add_list, drop_list
from danvan_xl.returns.notes import Note, storable, to_correct
from danvan_xl.returns.parting import part
from danvan_xl.returns.runs import runs_of

_AUTHOR = "Sở Nội vụ"
"""Of notes in cells; tells them from the unit's own."""
_OWN = "Ghi chú trong phiếu:"
"""Begins what the unit itself had noted in a cell."""

_MARK = 'N("can-sua")=0'
"""The condition of a mark: always true, and known again when the corrected copy comes back."""
_WRONG, _DOUBTFUL = "FFFFD9D0", "FFFFF2CC"
_RED = "FFC00000"

_NOTE_WIDTH, _NOTE_LETTERS = 380, 52
"""Width of a note in pixels, and how many digits of its font stand beside each other in it."""
_NOTE_LINE, _NOTE_HEIGHTS = 17, (60, 460)
_LONGEST_NOTE = 1_500
"""Letters; the list on top has the whole text."""


def write_marked_copy(source: bytes, notes: Sequence[Note], target: Path, remark: str = "") -> Path:
    """Write ``target``: the form ``source`` (.xlsx or .xlsm) with ``notes``, as a plain .xlsx.

    Errors and warnings are marked in their cells and listed on a first sheet, errors first; infos
    are left out. A cell keeps its own look under its mark, so that no mark is left when the
    corrected form is marked again. Macros and links to other workbooks are dropped, sheets with
    marks are shown, a locked cell that is wrong is unlocked; one in which Excel made a day of what
    was typed has a format for numbers or texts again; merged cells that are wrong are parted.

    ``remark`` is told above the list. ``source`` must have passed the checks for safety. Whatever
    openpyxl raises for a package that it does not understand goes up: such a form is returned
    filled in anew. An older copy at ``target`` is replaced in one step.
    """
    book = load_workbook(BytesIO(source), keep_vba=False, keep_links=False)
    book.template = False  # a template would be saved as one whatever its name
    drop_list(book)
    for sheet in book.worksheets:
        _unmark(sheet)
    listed = to_correct(notes)
    by_sheet: dict[str, list[Note]] = defaultdict(list)
    for note in listed:
        there = _sheet(book, note.sheet)
        if there is not None and note.cell:
            by_sheet[there.title].append(note)
    for name, noted in by_sheet.items():
        _mark(book[name], noted)
    add_list(book, listed, remark)
    content = BytesIO()
    book.save(content)
    target.parent.mkdir(parents=True, exist_ok=True)
    replace_file(target, content.getvalue(), expected=None)
    return target


def _sheet(book: Workbook, name: str) -> Worksheet | None:
    wanted = name.casefold()
    return next((s for s in book.worksheets if s.title.casefold() == wanted), None)


def _address(sheet: Worksheet, address: str) -> str:
    """Return the cell that shows what ``address`` holds: the first of a merged area."""
    if isinstance(sheet[address], MergedCell):
        for area in sheet.merged_cells.ranges:
            if address in area:
                return str(area.start_cell.coordinate)
    return address


def _mark(sheet: Worksheet, notes: Sequence[Note]) -> None:
    sheet.sheet_state = "visible"
    for note in notes:
        if note.is_merged:
            part(sheet, note.cell)
    cells: dict[str, list[Note]] = defaultdict(list)
    wrong: dict[str, None] = {}
    doubtful: dict[str, None] = {}
    for note in notes:
        cells[_address(sheet, note.cell)].append(note)
        for address in (note.cell, *note.more_cells):
            address = _address(sheet, address)
            (wrong if note.is_error else doubtful)[address] = None
            _open(sheet, address, note)
    for address, there in cells.items():
        sheet[address].comment = _note(there, sheet[address].comment)
    _put_rules_first(sheet, ((wrong, _WRONG), (doubtful.keys() - wrong.keys(), _DOUBTFUL)))


def _open(sheet: Worksheet, address: str, note: Note) -> None:
    """Show a cell, and let it be corrected where it must be."""
    cell = sheet[address]
    if note.is_error and sheet.protection.sheet and cell.protection.locked:
        cell.protection = Protection(locked=False, hidden=cell.protection.hidden)
    if note.cell_format:
        cell.number_format = note.cell_format
    column, row = coordinate_from_string(address)
    sheet.column_dimensions[column].hidden = False
    sheet.row_dimensions[row].hidden = False


def _note(notes: Iterable[Note], own: Comment | None) -> Comment:
    text = "\n".join(f"{note.label}: {note.message}\n→ {note.remedy}" for note in notes)
    text = storable(text)
    if len(text) > _LONGEST_NOTE:
        text = f"{text[:_LONGEST_NOTE]}… (xem tiếp ở trang đầu)"
    if own is not None and own.text:
        text += f"\n{_OWN} {own.text}"
    return _sized(text, _AUTHOR)


def _sized(text: str, author: str) -> Comment:
    """Return a note with a box that is large enough for it."""
    low, high = _NOTE_HEIGHTS
    height = min(high, max(low, _NOTE_LINE * (lines_of(text, _NOTE_LETTERS) + 1)))
    return Comment(text, author, width=_NOTE_WIDTH, height=height)


def _put_rules_first(sheet: Worksheet, marks: Sequence[tuple[Collection[str], str]]) -> None:
    """Colour and frame cells by rules that go before the sheet's own."""
    before = [
        (str(area.sqref), rule) for area in sheet.conditional_formatting for rule in area.rules
    ]
    sheet.conditional_formatting = ConditionalFormattingList()
    side = Side(style="thin", color=_RED)
    for priority, (addresses, color) in enumerate(marks, start=1):
        if not addresses:
            continue
        look = DifferentialStyle(
            fill=PatternFill("solid", bgColor=color, fgColor=color),
            border=Border(left=side, right=side, top=side, bottom=side),
        )
        rule = Rule(type="expression", formula=[_MARK], dxf=look, priority=priority)
        sheet.conditional_formatting.add(" ".join(runs_of(addresses)), rule)
    for place, rule in before:
        rule.priority += len(marks)
        sheet.conditional_formatting.add(place, rule)


def _unmark(sheet: Worksheet) -> None:
    """Take away the marks of an earlier copy; what the unit noted itself stays."""
    kept = [
        (str(area.sqref), rule)
        for area in sheet.conditional_formatting
        for rule in area.rules
        if _MARK not in rule.formula
    ]
    sheet.conditional_formatting = ConditionalFormattingList()
    for place, rule in kept:
        sheet.conditional_formatting.add(place, rule)
    for cell in [*sheet._cells.values()]:  # iterating over rows would make all cells between
        if isinstance(cell, Cell) and cell.comment:
            text, author = cell.comment.text or "", cell.comment.author or ""
            if author == _AUTHOR:
                text, author = text.partition(f"\n{_OWN} ")[2], ""
            cell.comment = _sized(text, author) if text else None  # its size was not read
