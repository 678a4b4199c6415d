"""The dashboard's frame: title, links, the five cards, and the six steps at its foot."""

from __future__ import annotations

from collections.abc import Mapping

from danvan_xl.building import dashboard_formulas as formulas
from danvan_xl.building import palette
from danvan_xl.building.dashboard_formulas import Shown
from danvan_xl.building.dashboard_grid import (
    CARDS,
    CHART,
    COUNT,
    DUE,
    LABEL,
    LINKS,
    OFFICE,
    RATES,
    RIGHT,
    RIGHT_END,
    SHARE,
    STATUS_ROWS,
    STEPS_ROW,
    TITLE,
    WIDTHS,
    Page,
    at,
    pixels,
)
from danvan_xl.building.macros import SheetButton
from danvan_xl.building.settings_sheet import AS_OF_NAME
from danvan_xl.schema.guide import STEPS
from danvan_xl.schema.lists import KINDS, STATUSES
from danvan_xl.schema.settings import Value
from danvan_xl.schema.tables import DASHBOARD_SHEET, MASTER_SHEETS

RIBBON_LABEL_NAME = "ribbon_label"
"""Name of what the ribbon says of the workbook: period, days left."""

_LINK_SPANS = (
    (1, 1),
    (2, 3),
    (4, 4),
    (5, 5),
    (6, 6),
    (7, 7),
    (9, 10),
    (11, 12),
    (13, 14),
    (15, 16),
    (17, 17),
    (18, 19),
)
TIME = RATES[0] + 1
"""First column of the card with the days left."""
_BUTTON_GAP = 4
"""Pixels to the left and right of a button."""
_STEP_SPANS = ((1, 2), (3, 5), (6, 7), (9, 11), (12, 15), (16, 19))


def add_heading(page: Page, year: int, settings: Mapping[str, Value]) -> None:
    """Write the office, the title and the links to the other sheets."""
    superior = formulas.setting("office.superior", settings)
    office = formulas.setting("office.name", settings)
    both = Shown(
        f'{superior.formula}&"  ·  "&{office.formula.removeprefix("=")}',
        f"{superior.value}  ·  {office.value}",
    )
    last = len(WIDTHS) - 1
    band = {"bg_color": palette.NAVY, "align": "center"}
    page.sheet.set_row(OFFICE, 22)
    page.show(OFFICE, 0, last, both, page.style(ink="#D8E3F0", font_size=10, **band))
    page.sheet.set_row(TITLE, 36)
    bold = page.style(ink=palette.PAPER, bold=True, font_size=18, **band)
    page.show(TITLE, 0, last, formulas.title(year), bold)
    page.sheet.set_row(LINKS, 21)
    link = page.style(
        ink=palette.BLUE, underline=1, align="center", bg_color=palette.MIST, font_size=10
    )
    for column in range(len(WIDTHS)):
        page.sheet.write_blank(LINKS, column, None, link)
    for name, (first, end) in zip(MASTER_SHEETS[1:], _LINK_SPANS, strict=True):
        if end > first:
            page.sheet.merge_range(LINKS, first, LINKS, end, "", link)
        page.sheet.write_url(LINKS, first, f"internal:'{name}'!A1", link, name)
    page.sheet.set_row(LINKS + 1, 9)


def add_cards(page: Page, settings: Mapping[str, Value]) -> None:
    """Write deadline, last day, the day looked at, what is received and the days left."""
    total = STATUS_ROWS + len(KINDS)
    returned = STATUS_ROWS + list(STATUSES).index("returned")
    figures = page.figures
    left = formulas.days_left(figures)
    cards = (
        (
            LABEL,
            SHARE,
            formulas.deadline_label(figures),
            formulas.deadline(figures),
            formulas.deadline_words(figures),
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
            RIGHT,
            RATES[0],
            "ĐÃ NỘP",
            formulas.received(figures, at(total, RATES[0]), at(total, DUE)),
            formulas.received_words(figures, at(total, RATES[1]), at(returned, COUNT)),
        ),
        (TIME, RIGHT_END, "THỜI GIAN", left, "tính đến ngày cuối đúng hạn"),
    )
    for row, height in enumerate((20, 38, 20)):
        page.sheet.set_row(CARDS + row, height)
    page.sheet.set_row(CARDS + 3, 12)
    for first, last, label, value, words in cards:
        edge = {"left": 5, "left_color": palette.GOLD, "bg_color": palette.MIST, "indent": 1}
        page.show(
            CARDS,
            first,
            last,
            label,
            page.style(ink=palette.SLATE, font_size=9, shrink=True, **edge),
        )
        size = 24 if value is left else 17
        big = page.style(
            ink=palette.NAVY,
            bold=True,
            font_size=size,
            num_format="dd/mm/yyyy",
            align="left",
            **edge,
        )
        page.show(CARDS + 1, first, last, value, big)
        page.show(CARDS + 2, first, last, words, page.style(ink=palette.SLATE, **edge))
    page.book.workbook.define_name(
        formulas.LAST_DAY_NAME, f"='{DASHBOARD_SHEET}'!{at(CARDS + 1, CHART)}"
    )
    page.book.workbook.define_name(
        RIBBON_LABEL_NAME,
        f'="Kỳ "&period_year&" · "&\'{DASHBOARD_SHEET}\'!{at(CARDS + 1, TIME)}',
    )
    page.sheet.conditional_format(
        CARDS,
        TIME,
        CARDS + 2,
        RIGHT_END,
        {
            "type": "formula",
            "criteria": f"={AS_OF_NAME}>{formulas.LAST_DAY_NAME}",
            "format": page.book.workbook.add_format(
                {"font_color": palette.ALARM, "bg_color": palette.ALARM_FILL}
            ),
        },
    )


def add_steps(page: Page, buttons: Mapping[str, SheetButton]) -> None:
    """Write the six steps of a round, and under each the button of its command, if any."""
    page.section(STEPS_ROW, LABEL, RIGHT_END, "SÁU BƯỚC CỦA MỘT KỲ BÁO CÁO")
    page.sheet.set_row(STEPS_ROW, 20)
    page.sheet.set_row(STEPS_ROW + 1, 22)
    page.sheet.set_row(STEPS_ROW + 2, 50)
    shades = ({"bg_color": palette.MIST}, {"bg_color": palette.SKY})
    spans = zip(STEPS, _STEP_SPANS, strict=True)
    for index, ((step, command, what), (first, last)) in enumerate(spans):
        shade = shades[index % 2]
        name = page.style(ink=palette.NAVY, bold=True, font_size=11, indent=1, **shade)
        text = page.style(font_size=9, text_wrap=True, valign="top", indent=1, **shade)
        page.show(STEPS_ROW + 1, first, last, f"{index + 1}  {step}", name)
        page.show(STEPS_ROW + 2, first, last, what, text)
        if command in buttons:
            _add_button(page, buttons[command], first, last)


def _add_button(page: Page, button: SheetButton, first: int, last: int) -> None:
    """Put a button under columns, below what is printed."""
    page.sheet.set_row(STEPS_ROW + 3, 30)
    page.sheet.insert_button(
        STEPS_ROW + 3,
        first,
        {
            "caption": button.caption,
            "macro": button.macro,
            "description": button.text,
            "width": pixels(first, last) - 2 * _BUTTON_GAP,
            "height": 32,
            "x_offset": _BUTTON_GAP,
            "y_offset": 4,
        },
    )
