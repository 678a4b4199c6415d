"""The first sheet of a marked copy: every finding with a link to its cell and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from danvan_xl.building import palette
from danvan_xl.building.heights import height_of
from danvan_xl.returns.notes import LONGEST_TEXT, Note, storable
from danvan_xl.schema.form import LIST_HEADER_ROW, LIST_HEADERS, LIST_TITLE
from danvan_xl.schema.lists import SEVERITIES

LIST_SHEET = "Lỗi cần sửa"
_HOW = "Sửa các ô nêu dưới đây ngay trong tệp này (bấm vào ô để nhảy đến), lưu rồi gửi lại cả tệp."
_LEGEND = (
    "Lỗi thì phải sửa; Cảnh báo thì xem lại, đúng thì giữ nguyên. Ô khóa (tên, mã, chỉ tiêu) không "
    "gõ vào được và không phải sửa; ô khóa nêu là Lỗi thì đã được mở."
)
_WIDTHS = (6, 12, 14, 9, 24, 60, 52)
_REMARK_ROW = 3
_LINK = 4
"""Column of the cell's address, which is the link."""
_SEVERITIES = {word: severity for severity, word in SEVERITIES.items()}
_LARGER = 1.1
"""The sentences above the list against the default font."""


def drop_list(book: Workbook) -> None:
    """Remove the list of an earlier copy, whatever the unit called it."""
    for sheet in book.worksheets:
        if len(book.worksheets) > 1 and sheet["A1"].value == LIST_TITLE:
            del book[sheet.title]


def read_list(book: Workbook) -> tuple[tuple[Note, ...], str] | None:
    """Return the notes of the list of a copy, and what is told above it; None without a list."""
    for sheet in book.worksheets:
        if sheet["A1"].value == LIST_TITLE:
            rows = sheet.iter_rows(
                min_row=LIST_HEADER_ROW + 1, max_col=len(LIST_HEADERS), values_only=True
            )
            texts = [[str(value or "") for value in row] for row in rows]
            notes = (_note(row) for row in texts if row[1] in _SEVERITIES)
            told = str(sheet.cell(_REMARK_ROW, 1).value or "")
            return tuple(notes), told.removesuffix(_LEGEND).strip()
    return None


def _note(row: Sequence[str]) -> Note:
    sheet, cell, column, message, remedy = row[2:]
    return Note(_SEVERITIES[row[1]], sheet, cell, column, message, remedy)


def add_list(book: Workbook, notes: Sequence[Note], remark: str) -> None:
    """Put the list of ``notes`` before all other sheets and open the file at it.

    ``remark``: a sentence about the whole file, "" when there is none.
    """
    name, number = LIST_SHEET, 1
    while name in book.sheetnames:  # a sheet of the unit's own
        number += 1
        name = f"{LIST_SHEET} {number}"
    sheet: Worksheet = book.create_sheet(name, 0)
    known = {other.title.casefold(): other.title for other in book.worksheets}
    for row, text in enumerate((LIST_TITLE, _HOW, f"{remark}\n{_LEGEND}".strip()), start=1):
        _put(sheet, row, 1, text)
    for column, header in enumerate(LIST_HEADERS, start=1):
        _put(sheet, LIST_HEADER_ROW, column, header)
    for number, note in enumerate(notes, start=1):
        row = LIST_HEADER_ROW + number
        sheet.cell(row, 1).value = number
        texts = (note.label, note.sheet, note.cell, note.column, note.message, note.remedy)
        for column, text in enumerate(texts, start=2):
            _put(sheet, row, column, text)
        if note.cell and note.sheet.casefold() in known:
            link = sheet.cell(row, _LINK)
            place = f"{quote_sheetname(known[note.sheet.casefold()])}!{note.cell}"
            link.hyperlink = Hyperlink(ref=link.coordinate, location=place)
    _dress(sheet, notes)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write what a form says as text, also what looks like a formula or an error."""
    cell = sheet.cell(row, column, storable(text)[:LONGEST_TEXT] or None)
    if cell.value is not None:
        cell.data_type = "s"


def _dress(sheet: Worksheet, notes: Sequence[Note]) -> None:
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet["A1"].font = Font(name=palette.FONT, size=15, bold=True, color="C00000")
    sheet.row_dimensions[1].height = 26
    for row in (2, 3):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(LIST_HEADERS))
        top = sheet.cell(row, 1)
        top.font = Font(name=palette.FONT, size=11, bold=row == 2, color="222B36")
        top.alignment = Alignment(wrap_text=True, vertical="center")
        height = height_of([(str(top.value), sum(_WIDTHS) / _LARGER)])
        sheet.row_dimensions[row].height = height * _LARGER + 6
    line = Side(style="thin", color="BFBFBF")
    border = Border(left=line, right=line, top=line, bottom=line)
    last = LIST_HEADER_ROW + len(notes)
    for number in range(LIST_HEADER_ROW, last + 1):
        cells = sheet[number]
        texts = [(str(cell.value or ""), width) for cell, width in zip(cells, _WIDTHS, strict=True)]
        sheet.row_dimensions[number].height = height_of(texts) + 8
        for cell in cells:
            cell.border = border
            _dress_cell(cell)
    for number, note in enumerate(notes, start=LIST_HEADER_ROW + 1):
        tone = palette.SEVERITY_TONES[note.severity]
        mark = sheet.cell(number, 2)
        mark.fill = PatternFill("solid", fgColor=tone.fill.removeprefix("#"))
        mark.font = Font(
            name=palette.FONT, size=10, bold=tone.bold, color=tone.ink.removeprefix("#")
        )
    sheet.freeze_panes = f"A{LIST_HEADER_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{LIST_HEADER_ROW}:{LIST_HEADER_ROW}"


def _dress_cell(cell: Cell | MergedCell) -> None:
    head = cell.row == LIST_HEADER_ROW
    link = cell.hyperlink is not None
    color = "FFFFFF" if head else "0563C1" if link else "000000"
    middle = "center" if head or (cell.column or 0) <= _LINK else "left"
    cell.font = Font(
        name=palette.FONT, size=10, bold=head, color=color, underline="single" if link else "none"
    )
    cell.alignment = Alignment(
        wrap_text=True, vertical="center", horizontal=middle, indent=int(middle == "left")
    )
    if head:
        cell.fill = PatternFill("solid", fgColor=palette.NAVY.removeprefix("#"))
