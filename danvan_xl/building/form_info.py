"""The first sheet of a form: who reports, how far the form is filled in, what to do."""

from __future__ import annotations

from datetime import date
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from danvan_xl.building import entry, palette
from danvan_xl.building.book import NUMBER_FORMATS, Book, footer
from danvan_xl.building.cells import put, put_formula
from danvan_xl.building.form_parts import mark_empty, protect
from danvan_xl.building.form_results import empty_results
from danvan_xl.schema.columns import Type
from danvan_xl.schema.form import (
    FACTS,
    FORM_VERSION,
    GUIDE_SHEET,
    INFO_SHEET,
    INITIATIVES_SHEET,
    RESULTS_SHEET,
    SEAL,
    SEAL_LABEL,
    Fact,
)
from danvan_xl.schema.text import vn_date

_LABEL, _ANSWER, _NOTE = 1, 2, 3
_WIDTHS = (2.0, 25.0, 44.0, 56.0)
_FIRST_FACT = 6
_SEAL_NOTE = "(để kiểm tra phiếu; không sửa, không xóa)"
"""In brackets, so that nothing takes it for the seal where that is missing."""


def add_info(
    book: Book, kind: str, year: int, indicators: int, last_day: date | None, foot: str
) -> None:
    """Add the sheet; ``kind`` as users read it, ``indicators``: how many there are to answer."""
    sheet = book.sheet(INFO_SHEET, palette.GOLD)
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    _heading(book, sheet, kind, year, last_day)
    row = _section(book, sheet, _FIRST_FACT - 1, "THÔNG TIN ĐƠN VỊ VÀ BÁO CÁO")
    for fact in FACTS:
        _fact(book, sheet, row, fact, year)
        row += 1
    row = _section(book, sheet, row + 1, "CÁC BƯỚC ĐIỀN PHIẾU")
    row = _steps(book, sheet, row, indicators, last_day)
    _seal(book, sheet, row + 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:D40"})
    protect(sheet)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
    sheet.set_selection(_first_open_row(), _ANSWER, _first_open_row(), _ANSWER)
    sheet.activate()
    footer(sheet, foot)


def _first_open_row() -> int:
    return _FIRST_FACT + next(i for i, fact in enumerate(FACTS) if not fact.prefilled)


def _heading(book: Book, sheet: Any, kind: str, year: int, last_day: date | None) -> None:
    band = {"bg_color": palette.NAVY, "align": "center", "font_color": palette.PAPER}
    lines = (
        (34, "PHIẾU BÁO CÁO", {"bold": True, "font_size": 18}),
        (24, f'KẾT QUẢ PHONG TRÀO THI ĐUA "DÂN VẬN KHÉO" NĂM {year}', {"font_size": 13}),
        (20, f"Dành cho: {kind}", {"font_size": 10, "italic": True}),
    )
    for row, (height, text, more) in enumerate(lines):
        sheet.set_row(row, height)
        sheet.merge_range(row, 0, row, _NOTE, text, book.format(**band, **more))
    if last_day is not None:
        sheet.set_row(3, 26)
        style = book.format(
            bold=True, align="center", bg_color=palette.TO_FILL, font_color=palette.ALARM
        )
        text = f"Gửi về Sở Nội vụ chậm nhất ngày {vn_date(last_day)}"
        sheet.merge_range(3, 0, 3, _NOTE, text, style)


def _section(book: Book, sheet: Any, row: int, text: str) -> int:
    style = book.format(
        bold=True, font_size=11, font_color=palette.NAVY, bottom=2, bottom_color=palette.NAVY
    )
    for column in (_LABEL, _ANSWER, _NOTE):
        sheet.write_blank(row, column, None, style)
    sheet.write_string(row, _LABEL, text, style)
    sheet.set_row(row, 24)
    return row + 1


def _fact(book: Book, sheet: Any, row: int, fact: Fact, year: int) -> None:
    sheet.set_row(row, 24)
    edge = {"border": 1, "border_color": palette.RULE}
    label = book.format(font_color=palette.INK, bg_color=palette.MIST, indent=1, **edge)
    note = book.format(font_color=palette.SLATE, italic=True, text_wrap=True, indent=1)
    sheet.write_string(row, _LABEL, fact.label, label)
    sheet.write_string(row, _NOTE, fact.help, note)
    style = book.format(
        num_format=NUMBER_FORMATS[fact.type],
        align="left",
        indent=1,
        bold=True,
        font_color=palette.NAVY if fact.prefilled else palette.INK,
        locked=fact.prefilled,
        text_wrap=True,
        **({"bg_color": palette.MIST} if fact.prefilled else {}),
        **edge,
    )
    known = {"period_year": year, "form_version": FORM_VERSION}
    put(sheet, row, _ANSWER, known.get(fact.name), style)
    cell = xl_rowcol_to_cell(row, _ANSWER, row_abs=True, col_abs=True)
    book.workbook.define_name(fact.name, f"='{INFO_SHEET}'!{cell}")
    if fact.prefilled:
        return
    rule: dict[str, Any] = {"validate": "any"}
    if fact.type is Type.DATE:
        rule = entry.day(date(year, 1, 1), date(year, 12, 31))
    sheet.data_validation(row, _ANSWER, row, _ANSWER, entry.with_help(rule, fact.label, fact.help))
    if fact.required:
        mark_empty(book, sheet, (row, _ANSWER, row, _ANSWER), f"ISBLANK({cell})")


def _steps(book: Book, sheet: Any, row: int, indicators: int, last_day: date | None) -> int:
    required = [
        xl_rowcol_to_cell(_FIRST_FACT + index, _ANSWER)
        for index, fact in enumerate(FACTS)
        if fact.required
    ]
    facts_left = "+".join(f"ISBLANK({cell})" for cell in required)
    until = f" chậm nhất ngày {vn_date(last_day)}" if last_day else ""
    steps = (
        (
            f"1. {INFO_SHEET}",
            INFO_SHEET,
            _left(facts_left, len(required), "ô"),
            "Điền các ô màu vàng ở trên.",
        ),
        (
            f"2. {RESULTS_SHEET}",
            RESULTS_SHEET,
            _left(empty_results(indicators), indicators, "chỉ tiêu"),
            "Ghi con số của cả kỳ vào cột Số liệu. Không có thì ghi 0, không để trống.",
        ),
        (
            f"3. {INITIATIVES_SHEET}",
            INITIATIVES_SHEET,
            "Mỗi mô hình, điển hình một dòng",
            "Cập nhật các mô hình đã điền sẵn; mô hình mới ghi vào dòng trống, không ghi mã.",
        ),
        (
            "4. Gửi phiếu",
            GUIDE_SHEET,
            "Lưu tệp, giữ nguyên tên",
            f"Gửi tệp này về Sở Nội vụ{until}, kèm báo cáo đã ký. Chưa rõ: trang {GUIDE_SHEET}.",
        ),
    )
    edge = {"border": 1, "border_color": palette.RULE}
    link = book.format(
        bold=True, font_color=palette.BLUE, underline=1, bg_color=palette.MIST, indent=1, **edge
    )
    state = book.format(bold=True, font_color=palette.NAVY, indent=1, text_wrap=True, **edge)
    text = book.format(font_color=palette.INK, text_wrap=True, indent=1, **edge)
    for step, (label, target, shown, what) in enumerate(steps, start=row):
        sheet.set_row(step, 36)
        sheet.write_url(step, _LABEL, f"internal:'{target}'!A1", link, label)
        if isinstance(shown, tuple):
            put_formula(sheet, step, _ANSWER, shown[0], state, shown[1])
            cell = xl_rowcol_to_cell(step, _ANSWER, row_abs=True, col_abs=True)
            area = (step, _ANSWER, step, _ANSWER)
            mark_empty(book, sheet, area, f'LEFT({cell},3)="Còn"')
        else:
            sheet.write_string(step, _ANSWER, shown, state)
        sheet.write_string(step, _NOTE, what, text)
    return row + len(steps)


def _seal(book: Book, sheet: Any, row: int) -> None:
    """Make the cell for the seal: small, and cut off by the words to its right."""
    small = {"font_size": 7, "font_color": palette.SLATE, "align": "left"}
    sheet.set_row(row, 12)
    sheet.write_string(row, _LABEL, SEAL_LABEL, book.format(indent=1, **small))
    sheet.write_blank(row, _ANSWER, None, book.format(indent=1, **small))
    sheet.write_string(row, _NOTE, _SEAL_NOTE, book.format(indent=1, italic=True, **small))
    cell = xl_rowcol_to_cell(row, _ANSWER, row_abs=True, col_abs=True)
    book.workbook.define_name(SEAL, f"='{INFO_SHEET}'!{cell}")


def _left(count: str, empty: int, noun: str) -> tuple[str, str]:
    """Return the formula that says how many are still empty, and what it says when all are."""
    return (
        f'=IF({count}=0,"Đã điền đủ","Còn "&({count})&" {noun} chưa điền")',
        f"Còn {empty} {noun} chưa điền" if empty else "Đã điền đủ",
    )
