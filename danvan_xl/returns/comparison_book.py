"""The workbook in which different forms of a unit stand side by side, for a person to choose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from typing import Any

from danvan_xl.building import palette
from danvan_xl.building.book import Book, Sheet, build, footer
from danvan_xl.building.heights import height_of
from danvan_xl.ooxml.saving import replace_file
from danvan_xl.returns.comparison import Difference
from danvan_xl.returns.notes import storable
from danvan_xl.schema.text import vn_date

SHEET = "So sánh"
_HEAD = ("STT", "Mục", "Ô")
_WIDTHS = (5.0, 38.0, 15.0)
_FILES_WIDTH = 84.0
"""Of the columns of all files together: what is left of the page."""
_NARROWEST = 16.0
_NOTHING = "(trống)"
_MARK = "≠ "
"""Before a value that differs from the first, or from what most files say."""
_WORDS = re.compile(r"\s+|[^\s]+")
_LONGEST = 8_000
"""Letters of a value that are shown."""


@dataclass(frozen=True)
class ComparedFile:
    """A form that is compared, as its column says."""

    file: str
    received: date
    signed: date | None
    document_number: str


def write_comparison(
    unit: str,
    year: int,
    rows: Sequence[Difference],
    files: Sequence[ComparedFile],
    target: Path,
) -> Path:
    """Write ``target``, an .xlsx with ``rows`` and a column for each of ``files``.

    ``unit``: name of the unit. What was there is replaced in one step.
    """
    title = f"So sánh phiếu của {unit}"

    def fill(book: Book) -> None:
        _Sheet(book, book.sheet(SHEET), rows, files).write(title)

    target.parent.mkdir(parents=True, exist_ok=True)
    data = build(title, year, fill)
    if not (target.exists() and target.read_bytes() == data):  # it may be open in Excel
        replace_file(target, data, expected=None)
    return target


class _Sheet:
    """The one sheet."""

    def __init__(
        self, book: Book, sheet: Sheet, rows: Sequence[Difference], files: Sequence[ComparedFile]
    ) -> None:
        self._book, self._sheet, self._rows, self._files = book, sheet, rows, files
        self._first = len(_HEAD)
        self._last = self._first + len(files) - 1
        width = max(_NARROWEST, _FILES_WIDTH / len(files))
        self._widths = (*_WIDTHS, *[width] * len(files))
        self._edge = {"border": 1, "border_color": palette.RULE, "text_wrap": True}

    def write(self, title: str) -> None:
        sheet, book = self._sheet, self._book
        sheet.hide_gridlines(2)
        for column, width in enumerate(self._widths):
            sheet.set_column(column, column, width)
        sheet.set_row(0, 30)
        sheet.write_string(
            0, 0, title.upper(), book.format(bold=True, font_size=15, font_color=palette.NAVY)
        )
        row = self._how_to_choose(1)
        head = self._heading(row)
        row = self._table(head + 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{row + 1}"})
        sheet.freeze_panes(head + 1, self._first)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        footer(sheet, title)

    def _how_to_choose(self, row: int) -> int:
        """Write what to do, a line each, and return the row after the last."""
        lines = (
            f"{len(self._files)} phiếu đều đọc được và không có lỗi, nhận cùng ngày, nhưng khác "
            f"nhau ở {len(self._rows)} chỗ dưới đây. Chưa phiếu nào được nhập.",
            "Đơn vị cho biết phiếu nào đúng; nơi nhận phiếu chỉ để phiếu ấy trong thư mục rồi nhập "
            "lại, hoặc dùng phiếu ký sau cùng khi được hỏi lúc nhập.",
            f"Dấu «{_MARK.strip()}», nền màu và chữ đậm: khác với phiếu đầu, hoặc với số đông khi "
            "có từ ba phiếu.",
        )
        for at, line in enumerate(lines, start=row):
            style = self._book.format(
                text_wrap=True,
                font_color=palette.INK if at > row else palette.ALARM,
                bold=at == row,
            )
            self._sheet.merge_range(at, 0, at, self._last, storable(line), style)
            self._sheet.set_row(at, height_of([(line, sum(self._widths) * 0.95)]) + 3)
        self._sheet.set_row(row + len(lines), 8)
        return row + len(lines) + 1

    def _heading(self, row: int) -> int:
        """Write the heading with what tells the files apart."""
        head = self._book.format(
            bold=True,
            font_color=palette.PAPER,
            bg_color=palette.NAVY,
            align="center",
            text_wrap=True,
            border=1,
            border_color=palette.PAPER,
        )
        texts = [*_HEAD, *map(_described, self._files)]
        for column, text in enumerate(texts):
            self._sheet.write_string(row, column, text, head)
        self._sheet.set_row(row, height_of(zip(texts, self._widths, strict=True)) + 8)
        return row

    def _table(self, row: int) -> int:
        """Write the differences under the headings of their sheets; return the row after them."""
        band = self._book.format(
            bold=True, font_color=palette.NAVY, bg_color=palette.SKY, **self._edge
        )
        number = 0
        for section, members in groupby(self._rows, key=lambda one: one.section):
            self._sheet.merge_range(row, 0, row, self._last, f"Trang {section}", band)
            self._sheet.set_row(row, 20)
            row += 1
            for one in members:
                number += 1
                self._line(row, number, one)
                row += 1
        return row

    def _line(self, row: int, number: int, one: Difference) -> None:
        text = self._book.format(font_color=palette.INK, valign="top", **self._edge)
        middle = self._book.format(
            font_color=palette.SLATE, valign="top", align="center", **self._edge
        )
        item, places = storable(one.item), "\n".join(dict.fromkeys(filter(None, one.places)))
        self._sheet.write_number(row, 0, number, middle)
        self._sheet.write_string(row, 1, item, text)
        self._sheet.write_string(row, 2, storable(places), middle)
        common = _common(one.values)
        shown = [_shown(value, common) for value in one.values]
        for column, (value, what) in enumerate(zip(one.values, shown, strict=True), self._first):
            self._value(row, column, what, value, common)
        texts = zip((str(number), item, places, *shown), self._widths, strict=True)
        self._sheet.fit_row(row, height_of(texts) + 4)

    def _value(self, row: int, column: int, shown: str, value: str, common: str) -> None:
        if value == common:
            style = self._book.format(font_color=palette.INK, valign="top", **self._edge)
            self._sheet.write_string(row, column, shown, style)
            return
        style = self._book.format(
            font_color=palette.ALARM,
            bg_color=palette.ALARM_FILL,
            bold=True,
            valign="top",
            **self._edge,
        )
        pieces = [*self._pieces(shown, common)]
        if len(pieces) > 3 and self._sheet.write_rich_string(row, column, *pieces, style) == 0:
            return
        self._sheet.write_string(row, column, shown, style)

    def _pieces(self, shown: str, common: str) -> Iterator[Any]:
        """Yield the parts of a long value, each after its format: words that differ stand out."""
        differs = self._book.format(font_color=palette.ALARM, bold=True, underline=1)
        same = self._book.format(font_color=palette.INK)
        for text, is_same in _compared(storable(common)[:_LONGEST], shown):
            yield same if is_same else differs
            yield text


def _described(one: ComparedFile) -> str:
    signed = vn_date(one.signed) if one.signed else "không ghi"
    return storable(
        f"{one.file}\nNhận {vn_date(one.received)} · Ký {signed}\n"
        f"Số {one.document_number or '(không ghi)'}"
    )


def _common(values: Sequence[str]) -> str:
    """Return what most files say; the first one's value where no value is the most common."""
    (value, times), *others = Counter(values).most_common()
    return values[0] if any(count == times for _, count in others) else value


def _shown(value: str, common: str) -> str:
    text = storable(value)[:_LONGEST] or _NOTHING
    return text if value == common else f"{_MARK}{text}"


def _compared(before: str, after: str) -> Iterator[tuple[str, bool]]:
    """Yield ``after`` in pieces, and whether ``before`` has each of them too."""
    one, other = _WORDS.findall(before), _WORDS.findall(after)
    for what, _, _, start, end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if start < end:
            yield "".join(other[start:end]), what == "equal"
