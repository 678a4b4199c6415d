"""The sheet ``Hướng dẫn`` of the master, written from the schema."""

from __future__ import annotations

import re
from typing import Any

from danvan_xl.building import palette
from danvan_xl.building.book import Book, footer
from danvan_xl.building.heights import height_of
from danvan_xl.building.highlights import properties_of
from danvan_xl.building.sheets import heading
from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.findings import FINDING_TYPES
from danvan_xl.schema.guide import MASTER_RULES, SHEET_PURPOSES, STATUS_MEANINGS, STEPS
from danvan_xl.schema.lists import LISTS, SEVERITIES, STATUSES
from danvan_xl.schema.tables import GUIDE_SHEET, MASTER

_WIDTHS = (22.0, 30.0, 72.0)
_HELP = "Sổ này tự giải thích: chọn một ô để xem cách điền; các trang dưới đây nói rõ hơn."


def add_guide(book: Book, foot: str) -> None:
    """Add the guide: steps, statuses, sheets, columns, codes of findings."""
    sheet = book.sheet(GUIDE_SHEET, palette.GOLD)
    sheet.hide_gridlines(2)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    heading(book, sheet, "HƯỚNG DẪN SỬ DỤNG SỔ THEO DÕI", _HELP)
    page = _Page(book, sheet, row=4)
    page.steps()
    page.statuses()
    page.sheets()
    page.freedom()
    page.findings()
    page.columns()
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, page.row - 1, len(_WIDTHS) - 1)
    footer(sheet, foot)


class _Page:
    """Writes from the top down."""

    def __init__(self, book: Book, sheet: Any, row: int) -> None:
        self.book, self.sheet, self.row = book, sheet, row

    def title(self, text: str, break_before: bool = False) -> None:
        if break_before:
            self.sheet.set_h_pagebreaks([*self.sheet.hbreaks, self.row])
        style = self.book.format(
            bold=True, font_size=12, font_color=palette.NAVY, bottom=2, bottom_color=palette.NAVY
        )
        for place in range(len(_WIDTHS)):
            self.sheet.write_blank(self.row, place, None, style)
        self.sheet.write_string(self.row, 0, text, style)
        self.sheet.set_row(self.row, 22)
        self.row += 1

    def line(self, *texts: str, first: Any = None) -> None:
        """Write a row of up to three texts; ``first`` is the format of the first of them."""
        plain = self.book.format(
            text_wrap=True,
            font_color=palette.INK,
            bottom=1,
            bottom_color=palette.RULE,
        )
        strong = self.book.format(
            text_wrap=True,
            bold=True,
            font_color=palette.NAVY,
            bottom=1,
            bottom_color=palette.RULE,
        )
        self.sheet.write_string(self.row, 0, texts[0], first or strong)
        if len(texts) == 2:
            self.sheet.merge_range(self.row, 1, self.row, 2, texts[1], plain)
            widths: tuple[float, ...] = (_WIDTHS[0], _WIDTHS[1] + _WIDTHS[2])
        else:
            for place, text in enumerate(texts[1:], start=1):
                self.sheet.write_string(self.row, place, text, plain)
            widths = _WIDTHS
        self.sheet.fit_row(self.row, height_of(zip(texts, widths, strict=True)))
        self.row += 1

    def gap(self) -> None:
        self.row += 1

    def steps(self) -> None:
        self.title("Sáu bước của một kỳ báo cáo")
        for number, (step, command, what) in enumerate(STEPS, start=1):
            self.line(f"{number}. {step}", f"{what} Nút {step}, hoặc lệnh danvan-xl {command}.")
        self.gap()

    def statuses(self) -> None:
        self.title("Trạng thái của đơn vị")
        for key, meaning in STATUS_MEANINGS.items():
            tone = self.book.format(
                align="center",
                bottom=1,
                bottom_color=palette.RULE,
                **properties_of(palette.STATUS_TONES[key]),
            )
            self.line(STATUSES[key], meaning, first=tone)
        self.gap()

    def sheets(self) -> None:
        self.title("Các trang của sổ")
        link = self.book.format(
            font_color=palette.BLUE,
            underline=1,
            bottom=1,
            bottom_color=palette.RULE,
        )
        for name, purpose in SHEET_PURPOSES.items():
            self.line(name, purpose, first=link)
            self.sheet.write_url(self.row - 1, 0, f"internal:'{name}'!A1", link, name)
        self.gap()

    def freedom(self) -> None:
        self.title("Màu sắc và những gì được sửa")
        for subject, text in MASTER_RULES:
            self.line(subject, text)
        self.gap()

    def findings(self) -> None:
        self.title("Mã lỗi và cách sửa", break_before=True)
        self._header("Mã lỗi, mức độ", "Lỗi", "Cách sửa")
        for kind in FINDING_TYPES.values():
            self.line(f"{kind.code} · {SEVERITIES[kind.severity]}", kind.title, _plain(kind.remedy))
        self.gap()

    def columns(self) -> None:
        self.title("Ý nghĩa các cột", break_before=True)
        for table in MASTER:
            self._header(table.sheet, "Cột", "Ý nghĩa")
            for column in table:
                self.line("", column.header, meaning_of(column))
            self.gap()

    def _header(self, *texts: str) -> None:
        style = self.book.format(
            bold=True, bg_color=palette.SKY, font_color=palette.NAVY, text_wrap=True
        )
        for place, text in enumerate(texts):
            self.sheet.write_string(self.row, place, text, style)
        self.row += 1


def _plain(template: str) -> str:
    """Return a message's template as a sentence."""
    return re.sub(r"\{\w+\}", "…", template)


def meaning_of(column: Column) -> str:
    """Return what a column holds, in words, with its unit and its list."""
    parts = [column.help]
    if column.type is Type.FORMULA and "tự tính" not in column.help.casefold():
        parts.append("Tự tính.")
    if column.required:
        parts.append("Bắt buộc.")
    if column.choices and column.choices != "mark":
        words = LISTS.get(column.choices, ())
        if any(word not in column.help for word in words):
            parts.append(f"Chọn: {'; '.join(words)}.")
    return " ".join(parts)
