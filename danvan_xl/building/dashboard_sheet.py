"""The sheet ``Bảng theo dõi``: one page that says how the round stands, all in live formulas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from danvan_xl.building import dashboard_formulas as formulas
from danvan_xl.building import palette
from danvan_xl.building.book import Book, footer
from danvan_xl.building.cells import put_formula
from danvan_xl.building.dashboard_charts import bars
from danvan_xl.building.dashboard_formulas import Shown
from danvan_xl.building.figures import DashboardFigures, KindFigures
from danvan_xl.building.highlights import properties_of
from danvan_xl.schema.guide import STEPS
from danvan_xl.schema.lists import FIELDS, KINDS, STAGES, STATUSES
from danvan_xl.schema.settings import Value, settings_of
from danvan_xl.schema.tables import DASHBOARD_SHEET, MASTER_SHEETS

_WIDTHS = (1.5, 27, 8, 8, 13, 13, 13, 13, 2, 5, 16, 12, 12, 12, 15, 15, 1.5)
"""Columns: margin; label, count, share; four under the charts; gap; seven of the right half."""
_LABEL, _COUNT, _SHARE = 1, 2, 3
_CHART, _CHART_END = 4, 7
_RIGHT, _RIGHT_END = 9, 15
_NAME, _DUE, _RECEIVED, _IN_TIME, _RECEIVED_SHARE, _IN_TIME_SHARE = 10, 11, 12, 13, 14, 15

_OFFICE, _TITLE, _LINKS = 0, 1, 2
_CARDS = 4
_STATUS_HEAD = 8
_STATUS_ROWS = _STATUS_HEAD + 2
_FIELD_HEAD = _STATUS_ROWS + len(STATUSES) + 2
_FIELD_ROWS = _FIELD_HEAD + 2
_STAGE_ROWS = _FIELD_ROWS + len(FIELDS) + 1
_BOTTOM = _STAGE_ROWS + len(STAGES) + 1
_STEPS = _BOTTOM + 2
_WORST = 10

_LINK_SPANS = (
    (1, 1),
    (2, 3),
    (4, 4),
    (5, 5),
    (6, 6),
    (7, 7),
    (9, 10),
    (11, 11),
    (12, 12),
    (13, 13),
    (14, 15),
)
_STEP_SPANS = ((1, 2), (3, 5), (6, 7), (9, 11), (12, 13), (14, 15))


def add_dashboard(
    book: Book,
    year: int,
    values: Mapping[str, Value],
    figures: DashboardFigures,
    foot: str,
) -> None:
    """Add the sheet; ``values`` are settings by key, what is missing has its default."""
    sheet = book.sheet(DASHBOARD_SHEET, palette.GOLD)
    settings = {item.key: item.default for item in settings_of(year)} | dict(values)
    page = _Page(book, sheet, figures)
    page.heading(year, settings)
    page.cards(settings)
    page.statuses()
    page.kinds()
    page.initiatives()
    page.worst()
    page.steps()
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.print_area(0, 0, _STEPS + 2, len(_WIDTHS) - 1)
    sheet.activate()
    footer(sheet, foot)


def _at(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


class _Page:
    def __init__(self, book: Book, sheet: Any, figures: DashboardFigures) -> None:
        self.book, self.sheet, self.figures = book, sheet, figures
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        for row in range(_STATUS_HEAD, _STEPS):
            sheet.set_row(row, 20)

    def style(self, **more: Any) -> Any:
        return self.book.format(font_color=more.pop("ink", palette.INK), **more)

    def show(
        self, row: int, first: int, last: int, shown: Shown | str, style: Any, rows: int = 1
    ) -> None:
        """Put a formula or a text into one cell or over several."""
        if last > first or rows > 1:
            self.sheet.merge_range(row, first, row + rows - 1, last, "", style)
        if isinstance(shown, Shown):
            put_formula(self.sheet, row, first, shown.formula, style, shown.value)
        else:
            self.sheet.write_string(row, first, shown, style)

    def section(self, row: int, first: int, last: int, text: str) -> None:
        style = self.style(
            ink=palette.NAVY, bold=True, font_size=12, bottom=2, bottom_color=palette.NAVY
        )
        for column in range(first, last + 1):
            self.sheet.write_blank(row, column, None, style)
        self.sheet.write_string(row, first, text, style)

    def head(self, row: int, column: int, text: str, last: int | None = None) -> None:
        style = self.style(
            ink=palette.NAVY,
            bold=True,
            bg_color=palette.SKY,
            align="left" if column in (_LABEL, _RIGHT) else "center",
        )
        self.show(row, column, last or column, text, style)

    def heading(self, year: int, settings: Mapping[str, Value]) -> None:
        superior = formulas.setting("office.superior", settings)
        office = formulas.setting("office.name", settings)
        both = Shown(
            f'{superior.formula}&"  ·  "&{office.formula.removeprefix("=")}',
            f"{superior.value}  ·  {office.value}",
        )
        last = len(_WIDTHS) - 1
        band = {"bg_color": palette.NAVY, "align": "center"}
        self.sheet.set_row(_OFFICE, 22)
        self.show(_OFFICE, 0, last, both, self.style(ink="#D8E3F0", font_size=11, **band))
        self.sheet.set_row(_TITLE, 36)
        bold = self.style(ink=palette.PAPER, bold=True, font_size=20, **band)
        self.show(_TITLE, 0, last, formulas.title(year), bold)
        self.sheet.set_row(_LINKS, 21)
        link = self.style(
            ink=palette.BLUE, underline=1, align="center", bg_color=palette.MIST, font_size=11
        )
        for column in range(len(_WIDTHS)):
            self.sheet.write_blank(_LINKS, column, None, link)
        for name, (first, end) in zip(MASTER_SHEETS[1:], _LINK_SPANS, strict=True):
            if end > first:
                self.sheet.merge_range(_LINKS, first, _LINKS, end, "", link)
            self.sheet.write_url(_LINKS, first, f"internal:'{name}'!A1", link, name)
        self.sheet.set_row(_LINKS + 1, 9)

    def cards(self, settings: Mapping[str, Value]) -> None:
        total = _STATUS_ROWS + len(KINDS)
        figures = self.figures
        left = formulas.days_left(figures)
        cards = (
            (
                _LABEL,
                _SHARE,
                "HẠN NỘP",
                formulas.deadline(settings),
                formulas.deadline_words(settings),
            ),
            (
                4,
                5,
                "NGÀY CUỐI ĐÚNG HẠN",
                formulas.last_day(figures),
                formulas.last_day_words(figures),
            ),
            (6, 7, "NGÀY XÉT", formulas.as_of(figures), formulas.as_of_words(settings)),
            (
                _RIGHT,
                _DUE,
                "ĐÃ NHẬN",
                formulas.received(figures, _at(total, _RECEIVED), _at(total, _DUE)),
                formulas.received_words(figures, _at(total, _IN_TIME)),
            ),
            (_RECEIVED, _RIGHT_END, "THỜI GIAN", left, "tính đến ngày cuối đúng hạn"),
        )
        for row, height in enumerate((20, 38, 20)):
            self.sheet.set_row(_CARDS + row, height)
        self.sheet.set_row(_CARDS + 3, 12)
        for first, last, label, value, words in cards:
            edge = {"left": 5, "left_color": palette.GOLD, "bg_color": palette.MIST, "indent": 1}
            self.show(
                _CARDS, first, last, label, self.style(ink=palette.SLATE, font_size=10, **edge)
            )
            size = 26 if value is left else 20
            big = self.style(
                ink=palette.NAVY,
                bold=True,
                font_size=size,
                num_format="dd/mm/yyyy",
                align="left",
                **edge,
            )
            self.show(_CARDS + 1, first, last, value, big)
            self.show(_CARDS + 2, first, last, words, self.style(ink=palette.SLATE, **edge))
        self.book.workbook.define_name(
            formulas.LAST_DAY_NAME, f"='{DASHBOARD_SHEET}'!{_at(_CARDS + 1, _CHART)}"
        )
        self.sheet.conditional_format(
            _CARDS,
            _RECEIVED,
            _CARDS + 2,
            _RIGHT_END,
            {
                "type": "formula",
                "criteria": "=ngay_xet>ngay_cuoi",
                "format": self.book.workbook.add_format(
                    {"font_color": palette.ALARM, "bg_color": palette.ALARM_FILL}
                ),
            },
        )

    def counted(
        self, row: int, label: str, count: Shown, total_cell: str, total: int, tone: Any = None
    ) -> None:
        """Write a label, how many there are, and their share of the total."""
        line = {"bottom": 1, "bottom_color": palette.RULE}
        self.sheet.write_string(row, _LABEL, label, tone or self.style(indent=1, **line))
        number = self.style(num_format="#,##0", align="center", bold=True, **line)
        self.show(row, _COUNT, _COUNT, count, number)
        part = float(count.value) if isinstance(count.value, int | float) else 0.0
        share = formulas.share(_at(row, _COUNT), total_cell, part, total)
        percent = self.style(num_format="0%", align="center", **line)
        self.show(row, _SHARE, _SHARE, share, percent)

    def total(self, row: int, columns: tuple[int, ...], label: str, label_at: int) -> None:
        style = self.style(bold=True, bg_color=palette.MIST, top=1, top_color=palette.NAVY)
        for column in columns:
            self.sheet.write_blank(row, column, None, style)
        self.sheet.write_string(row, label_at, label, style)

    def total_count(self, row: int, column: int, shown: Shown, number: str = "#,##0") -> None:
        style = self.style(
            bold=True,
            bg_color=palette.MIST,
            top=1,
            top_color=palette.NAVY,
            num_format=number,
            align="center",
        )
        self.show(row, column, column, shown, style)

    def statuses(self) -> None:
        self.section(_STATUS_HEAD, _LABEL, _CHART_END, "TÌNH HÌNH NỘP BÁO CÁO")
        for column, text in ((_LABEL, "Trạng thái"), (_COUNT, "Đơn vị"), (_SHARE, "Tỷ lệ")):
            self.head(_STATUS_HEAD + 1, column, text)
        last = _STATUS_ROWS + len(STATUSES) - 1
        total = last + 1
        for index, (key, word) in enumerate(STATUSES.items()):
            row = _STATUS_ROWS + index
            tone = self.book.format(
                indent=1,
                bottom=1,
                bottom_color=palette.PAPER,
                **properties_of(palette.STATUS_TONES[key]),
            )
            count = formulas.status_count(key, _at(row, _LABEL), self.figures)
            self.counted(row, word, count, _at(total, _COUNT), self.figures.units, tone)
        self.total(total, (_LABEL, _COUNT, _SHARE), "Cộng", _LABEL)
        cells = xl_range_abs(_STATUS_ROWS, _COUNT, last, _COUNT)
        self.total_count(total, _COUNT, Shown(f"=SUM({cells})", self.figures.units))
        bars(
            self.book,
            self.sheet,
            at=(_STATUS_HEAD + 1, _CHART),
            size=(_pixels(_CHART, _CHART_END) - 10, 9 * 27 - 6),
            rows=(_STATUS_ROWS, last),
            columns=(_LABEL, _COUNT),
            colours=[palette.STATUS_TONES[key].chart for key in STATUSES],
            description="Số đơn vị theo trạng thái nộp báo cáo",
        )

    def kinds(self) -> None:
        self.section(_STATUS_HEAD, _RIGHT, _RIGHT_END, "THEO LOẠI ĐƠN VỊ")
        row = _STATUS_HEAD + 1
        self.head(row, _RIGHT, "Loại đơn vị", _NAME)
        for column, text in (
            (_DUE, "Phải nộp"),
            (_RECEIVED, "Đã nhận"),
            (_IN_TIME, "Đúng hạn"),
            (_RECEIVED_SHARE, "Tỷ lệ nộp"),
            (_IN_TIME_SHARE, "Tỷ lệ đúng hạn"),
        ):
            self.head(row, column, text)
        line = {"bottom": 1, "bottom_color": palette.RULE}
        number = self.style(num_format="#,##0", align="center", **line)
        percent = self.style(num_format="0%", align="right", **line)
        for index, (key, label) in enumerate(KINDS.items()):
            row = _STATUS_ROWS + index
            kind = self.figures.kinds.get(key, KindFigures())
            self.show(row, _RIGHT, _NAME, label, self.style(**line))
            cell = _at(row, _RIGHT)
            self.show(row, _DUE, _DUE, formulas.kind_due(cell, kind), number)
            came = formulas.kind_received(cell, _at(row, _IN_TIME), kind)
            self.show(row, _RECEIVED, _RECEIVED, came, number)
            self.show(row, _IN_TIME, _IN_TIME, formulas.kind_in_time(cell, kind), number)
            for column, shown in self._shares(row, kind):
                self.show(row, column, column, shown, percent)
        total = _STATUS_ROWS + len(KINDS)
        every = self.figures.all_kinds
        self.total(total, tuple(range(_RIGHT, _RIGHT_END + 1)), "Toàn tỉnh", _RIGHT)
        for column, value in (
            (_DUE, every.due),
            (_RECEIVED, every.received),
            (_IN_TIME, every.in_time),
        ):
            cells = xl_range_abs(_STATUS_ROWS, column, total - 1, column)
            self.total_count(total, column, Shown(f"=SUM({cells})", value))
        for column, shown in self._shares(total, every):
            self.total_count(total, column, shown, "0%")
        self._share_bars(_RECEIVED_SHARE, palette.PALE_BAR)
        self._share_bars(_IN_TIME_SHARE, palette.BLUE_BAR)
        note = self.style(ink=palette.GREY, italic=True, font_size=10)
        text = "Đơn vị được miễn không tính vào số phải nộp; phiếu trả lại chưa tính là đã nhận."
        self.sheet.write_string(total + 1, _RIGHT, text, note)

    def _shares(self, row: int, kind: KindFigures) -> tuple[tuple[int, Shown], ...]:
        due = _at(row, _DUE)
        return (
            (_RECEIVED_SHARE, formulas.share(_at(row, _RECEIVED), due, kind.received, kind.due)),
            (_IN_TIME_SHARE, formulas.share(_at(row, _IN_TIME), due, kind.in_time, kind.due)),
        )

    def _share_bars(self, column: int, colour: str) -> None:
        self.sheet.conditional_format(
            _STATUS_ROWS,
            column,
            _STATUS_ROWS + len(KINDS) - 1,
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

    def initiatives(self) -> None:
        self.section(_FIELD_HEAD, _LABEL, _CHART_END, "MÔ HÌNH, ĐIỂN HÌNH")
        total = _BOTTOM - 1
        blocks = (
            (_FIELD_ROWS, "Lĩnh vực", FIELDS, self.figures.fields, palette.NAVY),
            (_STAGE_ROWS, "Giai đoạn", STAGES, self.figures.stages, palette.GOLD),
        )
        for first, header, words, counts, colour in blocks:
            for column, text in ((_LABEL, header), (_COUNT, "Số"), (_SHARE, "Tỷ lệ")):
                self.head(first - 1, column, text)
            for index, word in enumerate(words):
                row = first + index
                count = formulas.initiative_count(header, _at(row, _LABEL), counts.get(word, 0))
                self.counted(row, word, count, _at(total, _COUNT), self.figures.initiatives)
            bars(
                self.book,
                self.sheet,
                at=(first - 1, _CHART),
                size=(_pixels(_CHART, _CHART_END) - 10, (len(words) + 1) * 27 - 4),
                rows=(first, first + len(words) - 1),
                columns=(_LABEL, _COUNT),
                colours=[colour] * len(words),
                description=f"Số mô hình, điển hình theo {header.lower()}",
            )
        self.total(total, (_LABEL, _COUNT, _SHARE), "Tổng số mô hình, điển hình", _LABEL)
        self.total_count(total, _COUNT, formulas.initiatives(self.figures))

    def worst(self) -> None:
        self.section(_FIELD_HEAD, _RIGHT, _RIGHT_END, "MƯỜI ĐƠN VỊ QUÁ HẠN LÂU NHẤT")
        head = _FIELD_HEAD + 1
        self.head(head, _RIGHT, "TT")
        self.head(head, _NAME, "Mã đơn vị")
        self.head(head, _DUE, "Đơn vị", _RECEIVED_SHARE)
        self.head(head, _RIGHT_END, "Số ngày")
        line = {"bottom": 1, "bottom_color": palette.RULE}
        for place in range(1, _WORST + 1):
            row = head + place
            code, name, days = formulas.worst(place, self.figures)
            self.sheet.write_number(
                row, _RIGHT, place, self.style(ink=palette.GREY, align="center", **line)
            )
            self.show(row, _NAME, _NAME, code, self.style(num_format="@", align="center", **line))
            self.show(row, _DUE, _RECEIVED_SHARE, name, self.style(align="left", **line))
            self.show(
                row, _RIGHT_END, _RIGHT_END, days, self.style(align="center", bold=True, **line)
            )
        self._depths(head + 1, head + _WORST)
        text = self.style(
            ink=palette.NAVY, bold=True, text_wrap=True, bg_color=palette.TO_FILL, indent=1
        )
        total = _STATUS_ROWS + len(KINDS)
        step = formulas.next_step(
            self.figures,
            _at(_STATUS_ROWS + list(STATUSES).index("overdue"), _COUNT),
            _at(total, _DUE),
            _at(total, _RECEIVED),
        )
        self.show(head + _WORST + 1, _RIGHT, _NAME, "Việc nên làm ngay", text)
        self.show(head + _WORST + 1, _DUE, _RIGHT_END, step, text)

    def _depths(self, first: int, last: int) -> None:
        cell = f"${xl_rowcol_to_cell(first, _RIGHT_END)}"
        over = 0
        for limit, tone in palette.OVERDUE_DEPTHS:
            within = f",{cell}<={limit}" if limit else ""
            self.sheet.conditional_format(
                first,
                _RIGHT_END,
                last,
                _RIGHT_END,
                {
                    "type": "formula",
                    "criteria": f"=AND(ISNUMBER({cell}),{cell}>{over}{within})",
                    "format": self.book.workbook.add_format(properties_of(tone)),
                },
            )
            over = limit or over

    def steps(self) -> None:
        self.section(_STEPS, _LABEL, _RIGHT_END, "SÁU BƯỚC CỦA MỘT KỲ BÁO CÁO")
        self.sheet.set_row(_STEPS, 20)
        self.sheet.set_row(_STEPS + 1, 22)
        self.sheet.set_row(_STEPS + 2, 50)
        shades = ({"bg_color": palette.MIST}, {"bg_color": palette.SKY})
        for index, ((button, what), (first, last)) in enumerate(
            zip(STEPS, _STEP_SPANS, strict=True)
        ):
            shade = shades[index % 2]
            name = self.style(ink=palette.NAVY, bold=True, font_size=12, indent=1, **shade)
            text = self.style(font_size=10, text_wrap=True, valign="top", indent=1, **shade)
            self.show(_STEPS + 1, first, last, f"{index + 1}  {button}", name)
            self.show(_STEPS + 2, first, last, what, text)


def _pixels(first: int, last: int) -> int:
    """Return the width of columns on screen."""
    return sum(int(width * 7 + 5) for width in _WIDTHS[first : last + 1])
