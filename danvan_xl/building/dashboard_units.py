"""The dashboard's blocks about units: by status, by kind, and those overdue longest."""

from __future__ import annotations

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from danvan_xl.building import dashboard_formulas as formulas
from danvan_xl.building import palette
from danvan_xl.building.dashboard_charts import bars
from danvan_xl.building.dashboard_formulas import Shown
from danvan_xl.building.dashboard_grid import (
    CHART,
    CHART_END,
    COUNT,
    DUE,
    FIELD_HEAD,
    IN_TIME,
    IN_TIME_SHARE,
    LABEL,
    NAME,
    RECEIVED,
    RECEIVED_SHARE,
    RIGHT,
    RIGHT_END,
    SHARE,
    STATUS_HEAD,
    STATUS_ROWS,
    WORST,
    Page,
    at,
    pixels,
)
from danvan_xl.building.figures import KindFigures
from danvan_xl.building.highlights import properties_of
from danvan_xl.schema.lists import KINDS, STATUSES


def add_statuses(page: Page) -> None:
    """Write how many units have each status, with their chart."""
    page.section(STATUS_HEAD, LABEL, CHART_END, "TÌNH HÌNH NỘP BÁO CÁO")
    for column, text in ((LABEL, "Trạng thái"), (COUNT, "Đơn vị"), (SHARE, "Tỷ lệ")):
        page.head(STATUS_HEAD + 1, column, text)
    last = STATUS_ROWS + len(STATUSES) - 1
    total = last + 1
    for index, (key, word) in enumerate(STATUSES.items()):
        row = STATUS_ROWS + index
        tone = page.book.format(
            indent=1,
            bottom=1,
            bottom_color=palette.PAPER,
            **properties_of(palette.STATUS_TONES[key]),
        )
        count = formulas.status_count(key, at(row, LABEL), page.figures)
        page.counted(row, word, count, at(total, COUNT), page.figures.units, tone)
    page.total(total, (LABEL, COUNT, SHARE), "Cộng", LABEL)
    cells = xl_range_abs(STATUS_ROWS, COUNT, last, COUNT)
    page.total_count(total, COUNT, Shown(f"=SUM({cells})", page.figures.units))
    bars(
        page.book,
        page.sheet,
        at=(STATUS_HEAD + 1, CHART),
        size=(pixels(CHART, CHART_END) - 10, 9 * 27 - 6),
        rows=(STATUS_ROWS, last),
        columns=(LABEL, COUNT),
        colours=[palette.STATUS_TONES[key].chart for key in STATUSES],
        description="Số đơn vị theo trạng thái nộp báo cáo",
    )


def add_kinds(page: Page) -> None:
    """Write for each kind of unit how many reports are due, received and in time."""
    page.section(STATUS_HEAD, RIGHT, RIGHT_END, "THEO LOẠI ĐƠN VỊ")
    row = STATUS_HEAD + 1
    page.head(row, RIGHT, "Loại đơn vị", NAME)
    for column, text in (
        (DUE, "Phải nộp"),
        (RECEIVED, "Đã nhận"),
        (IN_TIME, "Đúng hạn"),
        (RECEIVED_SHARE, "Tỷ lệ nộp"),
        (IN_TIME_SHARE, "Tỷ lệ đúng hạn"),
    ):
        page.head(row, column, text)
    line = {"bottom": 1, "bottom_color": palette.RULE}
    number = page.style(num_format="#,##0", align="center", **line)
    percent = page.style(num_format="0%", align="right", **line)
    for index, (key, label) in enumerate(KINDS.items()):
        row = STATUS_ROWS + index
        kind = page.figures.kinds.get(key, KindFigures())
        page.show(row, RIGHT, NAME, label, page.style(**line))
        cell = at(row, RIGHT)
        page.show(row, DUE, DUE, formulas.kind_due(cell, kind), number)
        came = formulas.kind_received(cell, at(row, IN_TIME), kind)
        page.show(row, RECEIVED, RECEIVED, came, number)
        page.show(row, IN_TIME, IN_TIME, formulas.kind_in_time(cell, kind), number)
        for column, shown in _shares(page, row, kind):
            page.show(row, column, column, shown, percent)
    total = STATUS_ROWS + len(KINDS)
    every = page.figures.all_kinds
    page.total(total, tuple(range(RIGHT, RIGHT_END + 1)), "Toàn tỉnh", RIGHT)
    for column, value in (
        (DUE, every.due),
        (RECEIVED, every.received),
        (IN_TIME, every.in_time),
    ):
        cells = xl_range_abs(STATUS_ROWS, column, total - 1, column)
        page.total_count(total, column, Shown(f"=SUM({cells})", value))
    for column, shown in _shares(page, total, every):
        page.total_count(total, column, shown, "0%")
    _share_bars(page, RECEIVED_SHARE, palette.PALE_BAR)
    _share_bars(page, IN_TIME_SHARE, palette.BLUE_BAR)
    note = page.style(ink=palette.GREY, italic=True, font_size=9)
    text = "Đơn vị được miễn không tính vào số phải nộp; phiếu trả lại chưa tính là đã nhận."
    page.sheet.write_string(total + 1, RIGHT, text, note)


def _shares(page: Page, row: int, kind: KindFigures) -> tuple[tuple[int, Shown], ...]:
    due = at(row, DUE)
    return (
        (RECEIVED_SHARE, formulas.share(at(row, RECEIVED), due, kind.received, kind.due)),
        (IN_TIME_SHARE, formulas.share(at(row, IN_TIME), due, kind.in_time, kind.due)),
    )


def _share_bars(page: Page, column: int, colour: str) -> None:
    page.sheet.conditional_format(
        STATUS_ROWS,
        column,
        STATUS_ROWS + len(KINDS) - 1,
        column,
        {
            "type": "data_bar",
            "data_bar_2010": True,
            "bar_solid": True,
            "bar_color": colour,
            "min_type": "num",
            "min_value": 0,
            "max_type": "num",
            "max_value": 1,
        },
    )


def add_worst(page: Page) -> None:
    """Write the ten units overdue longest, and what is best done now."""
    page.section(FIELD_HEAD, RIGHT, RIGHT_END, "MƯỜI ĐƠN VỊ QUÁ HẠN LÂU NHẤT")
    head = FIELD_HEAD + 1
    page.head(head, RIGHT, "TT")
    page.head(head, NAME, "Mã đơn vị")
    page.head(head, DUE, "Đơn vị", RECEIVED_SHARE)
    page.head(head, RIGHT_END, "Số ngày")
    line = {"bottom": 1, "bottom_color": palette.RULE}
    for place in range(1, WORST + 1):
        row = head + place
        code, name, days = formulas.worst(place, page.figures)
        page.sheet.write_number(
            row, RIGHT, place, page.style(ink=palette.GREY, align="center", **line)
        )
        page.show(row, NAME, NAME, code, page.style(num_format="@", align="center", **line))
        page.show(row, DUE, RECEIVED_SHARE, name, page.style(align="left", **line))
        page.show(row, RIGHT_END, RIGHT_END, days, page.style(align="center", bold=True, **line))
    _depths(page, head + 1, head + WORST)
    text = page.style(
        ink=palette.NAVY, bold=True, text_wrap=True, bg_color=palette.TO_FILL, indent=1
    )
    total = STATUS_ROWS + len(KINDS)
    step = formulas.next_step(
        page.figures,
        at(STATUS_ROWS + list(STATUSES).index("overdue"), COUNT),
        at(total, DUE),
        at(total, RECEIVED),
    )
    page.show(head + WORST + 1, RIGHT, NAME, "Việc nên làm ngay", text)
    page.show(head + WORST + 1, DUE, RIGHT_END, step, text)


def _depths(page: Page, first: int, last: int) -> None:
    """Colour the days of the overdue; darker is longer."""
    cell = f"${xl_rowcol_to_cell(first, RIGHT_END)}"
    over = 0
    for limit, tone in palette.OVERDUE_DEPTHS:
        within = f",{cell}<={limit}" if limit else ""
        page.sheet.conditional_format(
            first,
            RIGHT_END,
            last,
            RIGHT_END,
            {
                "type": "formula",
                "criteria": f"=AND(ISNUMBER({cell}),{cell}>{over}{within})",
                "format": page.book.workbook.add_format(properties_of(tone)),
            },
        )
        over = limit or over
