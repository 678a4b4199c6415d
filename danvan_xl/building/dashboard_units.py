"""The dashboard's blocks about units: by status, by kind, and those overdue longest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from danvan_xl.building import dashboard_formulas as formulas
from danvan_xl.building import palette
from danvan_xl.building.dashboard_formulas import Shown
from danvan_xl.building.dashboard_grid import (
    COUNT,
    DUE,
    FIELD_HEAD,
    LABEL,
    NAME,
    RATES,
    RIGHT,
    RIGHT_END,
    SHARE,
    STATUS_HEAD,
    STATUS_ROWS,
    Page,
    at,
)
from danvan_xl.building.figures import WORST, KindFigures
from danvan_xl.building.highlights import overdue_depths, properties_of
from danvan_xl.schema.lists import KINDS, STATUSES

_RATE_HEADS = ("Đã nộp", "Đúng hạn", "Hợp lệ", "Đầy đủ")
_LINE = {"bottom": 1, "bottom_color": palette.RULE}


def add_statuses(page: Page) -> None:
    """Write how many units have each status."""
    page.section(STATUS_HEAD, LABEL, SHARE, "TÌNH HÌNH NỘP")
    for column, text in ((LABEL, "Trạng thái"), (COUNT, "Đơn vị"), (SHARE, "Tỷ lệ")):
        page.head(STATUS_HEAD + 1, column, text)
    last = STATUS_ROWS + len(STATUSES) - 1
    total = last + 1
    exempt = STATUS_ROWS + list(STATUSES).index("exempt")
    for index, (key, word) in enumerate(STATUSES.items()):
        row = STATUS_ROWS + index
        tone = page.book.format(
            indent=1,
            bottom=1,
            bottom_color=palette.PAPER,
            **properties_of(palette.STATUS_TONES[key]),
        )
        count = formulas.status_count(key, at(row, LABEL), page.figures)
        page.label(row, word, tone)
        page.count(row, count)
        owed = f"({at(total, COUNT)}-{at(exempt, COUNT)})"
        if row != exempt:
            page.share(row, count, owed, page.figures.all_kinds.due)
    page.total(total, (LABEL, COUNT, SHARE), "Cộng", LABEL)
    cells = xl_range_abs(STATUS_ROWS, COUNT, last, COUNT)
    page.total_count(total, COUNT, Shown(f"=SUM({cells})", page.figures.units))
    page.share_bars((STATUS_ROWS, last), SHARE, palette.PALE_BAR)


def add_kinds(page: Page) -> None:
    """Write for each kind of unit its four rates: received, in time, valid, complete."""
    page.section(STATUS_HEAD, RIGHT, RIGHT_END, "TỶ LỆ THEO LOẠI ĐƠN VỊ")
    row = STATUS_HEAD + 1
    page.head(row, RIGHT, "Loại đơn vị", NAME)
    page.head(row, DUE, "Phải nộp")
    for column, text in zip(RATES, _RATE_HEADS, strict=True):
        page.head(row, column, text, column + 1)
    for index, (key, label) in enumerate(KINDS.items()):
        row = STATUS_ROWS + index
        kind = page.figures.kinds.get(key, KindFigures())
        page.show(row, RIGHT, NAME, label, page.style(**_LINE))
        cell = at(row, RIGHT)
        page.show(row, DUE, DUE, formulas.kind_due(cell, kind), _number(page))
        rates = formulas.kind_rates(cell, kind, page.figures)
        _rates(page, row, rates, kind.due, _number(page), _percent(page))
    total = STATUS_ROWS + len(KINDS)
    every = page.figures.all_kinds
    page.total(total, tuple(range(RIGHT, RIGHT_END + 1)), "Toàn tỉnh", RIGHT)
    page.total_count(total, DUE, Shown(f"=SUM({_kinds(DUE)})", every.due))
    sums = formulas.rate_totals([_kinds(column) for column in RATES], every, page.figures)
    _rates(page, total, sums, every.due, page.total_style("#,##0"), page.total_style("0%"))
    for column in RATES:
        page.share_bars((STATUS_ROWS, total), column + 1, palette.BLUE_BAR)
    note = page.style(ink=palette.SLATE, italic=True, font_size=9)
    for line, text in enumerate(
        (
            "Không tính đơn vị được miễn. Đã nộp: kể cả phiếu đang trả lại để sửa.",
            "Hợp lệ: không bị trả lại, không còn lỗi. Đầy đủ: hợp lệ và đủ mọi số liệu.",
        ),
        start=total + 1,
    ):
        page.sheet.write_string(line, RIGHT, text, note)
    page.show(total + 3, RIGHT, RIGHT, formulas.under(page.figures), page.style(ink=palette.NAVY))


def _rates(
    page: Page, row: int, rates: Sequence[Shown], due: int, number: Any, percent: Any
) -> None:
    """Write how many there are of each rate and, beside it, their share of those due."""
    for column, shown in zip(RATES, rates, strict=True):
        page.show(row, column, column, shown, number)
        part = shown.value if isinstance(shown.value, int | float) else ""
        share = formulas.share(at(row, column), at(row, DUE), part, due)
        page.show(row, column + 1, column + 1, share, percent)


def _kinds(column: int) -> str:
    return str(xl_range_abs(STATUS_ROWS, column, STATUS_ROWS + len(KINDS) - 1, column))


def _number(page: Page) -> Any:
    return page.style(num_format="#,##0", align="center", **_LINE)


def _percent(page: Page) -> Any:
    return page.style(num_format="0%", align="right", **_LINE)


def add_worst(page: Page) -> None:
    """Write the ten units overdue longest, and what is best done now."""
    page.section(FIELD_HEAD, RIGHT, RIGHT_END, "MƯỜI ĐƠN VỊ QUÁ HẠN LÂU NHẤT")
    head = FIELD_HEAD + 1
    name_end, working = RATES[2] - 1, RATES[2]
    page.head(head, RIGHT, "TT")
    page.head(head, NAME, "Mã đơn vị")
    page.head(head, DUE, "Đơn vị", name_end)
    page.head(head, working, "Ngày làm việc", RATES[3] - 1)
    page.head(head, RATES[3], "Số ngày", RIGHT_END)
    for place in range(1, WORST + 1):
        row = head + place
        code, name, days, working_days = formulas.worst(place, page.figures)
        page.sheet.write_number(
            row, RIGHT, place, page.style(ink=palette.GREY, align="center", **_LINE)
        )
        page.show(row, NAME, NAME, code, page.style(num_format="@", align="center", **_LINE))
        page.show(row, DUE, name_end, name, page.style(align="left", shrink=True, **_LINE))
        page.show(row, working, RATES[3] - 1, working_days, _number(page))
        bold = page.style(align="center", bold=True, **_LINE)
        page.show(row, RATES[3], RIGHT_END, days, bold)
    _depths(page, head + 1, head + WORST)
    text = page.style(
        ink=palette.NAVY, bold=True, text_wrap=True, bg_color=palette.TO_FILL, indent=1
    )
    total = STATUS_ROWS + len(KINDS)
    overdue, returned = (
        at(STATUS_ROWS + list(STATUSES).index(key), COUNT) for key in ("overdue", "returned")
    )
    step = formulas.next_step(page.figures, overdue, returned, at(total, DUE), at(total, RATES[0]))
    page.show(head + WORST + 1, RIGHT, NAME, "Việc nên làm ngay", text)
    page.show(head + WORST + 1, DUE, RIGHT_END, step, text)


def _depths(page: Page, first: int, last: int) -> None:
    """Colour the days of the overdue; darker, and with more signs, is longer.

    The rules reach over the whole row, though only the days are coloured: LibreOffice 7.4 fails to
    print the page where the rule's own cell is the first that it has to calculate.
    """
    cell = f"${xl_rowcol_to_cell(first, RATES[3])}"
    for condition, tone, sign in overdue_depths(cell):
        page.sheet.conditional_format(
            first,
            RIGHT,
            last,
            RIGHT_END,
            {
                "type": "formula",
                "criteria": f"=AND(COLUMN()>{RATES[3]},ISNUMBER({cell}),{condition})",
                "format": page.book.workbook.add_format(
                    properties_of(tone) | {"num_format": f'0" {sign}"'}
                ),
            },
        )
