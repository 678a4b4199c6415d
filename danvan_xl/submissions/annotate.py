"""The marked copy of a form: a note in each wrong cell and a list of all of them on top."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from danvan_xl.building import palette
from danvan_xl.building.heights import height_of
from danvan_xl.ooxml.saving import replace_file

LIST_SHEET = "Lỗi cần sửa"
_AUTHOR = "Sở Nội vụ"
_WRONG = PatternFill("solid", fgColor="FFD9D0")
_DOUBTFUL = PatternFill("solid", fgColor="FFF2CC")
_HEADER = PatternFill("solid", fgColor=palette.NAVY.removeprefix("#"))
_RED = Side(style="medium", color="C00000")
_FRAME = Border(left=_RED, right=_RED, top=_RED, bottom=_RED)
_LINE = Side(style="thin", color="BFBFBF")
_WIDTHS = (6, 12, 14, 9, 24, 60, 52)
_HEADERS = ("STT", "Mức độ", "Trang", "Ô", "Cột", "Điều gì sai", "Việc cần làm")


@dataclass(frozen=True)
class Note:
    """One thing to tell the unit."""

    severity: str
    """As users read it, for example ``Lỗi``."""
    wrong: bool
    """Whether it must be corrected; otherwise it is only to be looked at."""
    sheet: str
    cell: str
    column: str
    message: str
    remedy: str


def write_marked_copy(source: Path, notes: Sequence[Note], target: Path) -> Path:
    """Write ``target``: the form ``source`` with ``notes`` in its cells and listed on top.

    The original is not touched; an older copy at ``target`` is replaced in one step.
    """
    book = load_workbook(BytesIO(source.read_bytes()))
    if LIST_SHEET in book.sheetnames:
        del book[LIST_SHEET]
    by_cell: dict[tuple[str, str], list[Note]] = defaultdict(list)
    for note in notes:
        if note.cell and note.sheet in book.sheetnames:
            by_cell[note.sheet, note.cell].append(note)
    for (sheet, address), there in by_cell.items():
        cell = book[sheet][address]
        cell.fill = _WRONG if any(note.wrong for note in there) else _DOUBTFUL
        cell.border = _FRAME  # stays visible where a rule colours empty cells
        text = "\n".join(f"{note.severity}: {note.message}\n→ {note.remedy}" for note in there)
        cell.comment = Comment(text, _AUTHOR, width=360, height=40 + 36 * len(there))
    _write_list(book, notes)
    content = BytesIO()
    book.save(content)
    target.parent.mkdir(parents=True, exist_ok=True)
    replace_file(target, content.getvalue(), expected=None)
    return target


def _write_list(book: Workbook, notes: Sequence[Note]) -> None:
    sheet: Worksheet = book.create_sheet(LIST_SHEET, 0)
    sheet.append(["PHIẾU CẦN SỬA"])
    sheet.append(
        ["Sửa các ô nêu dưới đây ngay trong tệp này (bấm vào ô để nhảy đến), lưu rồi gửi lại."]
    )
    sheet.append([])
    sheet.append(list(_HEADERS))
    for number, note in enumerate(notes, start=1):
        sheet.append(
            [number, note.severity, note.sheet, note.cell, note.column, note.message, note.remedy]
        )
        link = sheet.cell(row=4 + number, column=4)
        if note.cell:
            place = f"'{note.sheet}'!{note.cell}"
            link.hyperlink = Hyperlink(ref=link.coordinate, location=place)
    _dress(book, sheet, len(notes))


def _dress(book: Workbook, sheet: Worksheet, count: int) -> None:
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet["A1"].font = Font(name=palette.FONT, size=15, bold=True, color="C00000")
    sheet["A2"].font = Font(name=palette.FONT, size=11, italic=True)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 26, 20
    border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
    for row in sheet.iter_rows(min_row=4, max_row=4 + count, max_col=len(_HEADERS)):
        texts = [(str(cell.value or ""), width) for cell, width in zip(row, _WIDTHS, strict=True)]
        sheet.row_dimensions[row[0].row or 4].height = height_of(texts) + 8
        for cell in row:
            head = cell.row == 4
            link = cell.column == 4 and not head
            color = "FFFFFF" if head else "0563C1" if link else "000000"
            middle = "center" if head or (cell.column or 0) <= 4 else None
            cell.font = Font(name=palette.FONT, size=10, bold=head, color=color)
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=middle)
            cell.border = border
            if head:
                cell.fill = _HEADER
    sheet.freeze_panes = "A5"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "4:4"
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
