"""The sheet ``Cấu hình``: every value in a cell of its own kind, with its own limits."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten
from typing import Any

import pandas as pd

from danvan_xl.building import entry, palette
from danvan_xl.building.book import Book
from danvan_xl.building.cells import put
from danvan_xl.building.sheets import HEADER_ROW, table_sheet
from danvan_xl.schema.lists import NO, YEARLY, YES
from danvan_xl.schema.settings import SECURITY, Setting, SettingType, Value, settings_of, to_cell
from danvan_xl.schema.tables import SETTINGS

AS_OF_NAME = "ngay_xet"
"""Name of the day on which the workbook looks at everything."""
OBLIGATION_NAME = "obligation"
"""Name of what the dashboard watches."""

_VALUE = [column.key for column in SETTINGS].index("value")
_FORMATS = {
    SettingType.TEXT: "@",
    SettingType.INTEGER: "0",
    SettingType.DATE: "dd/mm/yyyy",
    SettingType.YES_NO: "@",
    SettingType.SECURITY: "@",
    SettingType.OBLIGATION: "@",
}


def add_settings(book: Book, year: int, values: Mapping[str, Value], foot: str) -> None:
    """Add the sheet, and the names of the settings that formulas use.

    ``values``: key of a setting → its value; what is missing has its default.
    """
    settings = settings_of(year)
    frame = pd.DataFrame(
        {
            "key": [setting.key for setting in settings],
            "label": [setting.label for setting in settings],
            "value": pd.Series([None] * len(settings), dtype=object),
            "help": [setting.help for setting in settings],
        }
    )
    sheet = table_sheet(book, SETTINGS, frame, foot)
    for index, setting in enumerate(settings):
        row = HEADER_ROW + 1 + index
        _add_value(book, sheet, row, setting, values.get(setting.key, setting.default))
        if setting.name:
            cell = f"'{SETTINGS.sheet}'!${chr(ord('A') + _VALUE)}${row + 1}"
            book.workbook.define_name(setting.name, f"={cell}")
    watched = f'=IF(obligation_set="","{YEARLY}",obligation_set)'
    book.workbook.define_name(OBLIGATION_NAME, watched)
    book.workbook.define_name(AS_OF_NAME, "=IF(ISNUMBER(as_of),INT(as_of),TODAY())")


def _add_value(book: Book, sheet: Any, row: int, setting: Setting, value: Value) -> None:
    style = book.format(
        num_format=_FORMATS[setting.type],
        align="left",
        text_wrap=True,
        bg_color=palette.TO_FILL,
        font_color=palette.INK,
        border=1,
        border_color=palette.RULE,
    )
    put(sheet, row, _VALUE, to_cell(value), style)
    sheet.data_validation(row, _VALUE, row, _VALUE, _rule(setting))


def _rule(setting: Setting) -> dict[str, Any]:
    rule: dict[str, Any] = {"validate": "any"}
    match setting.type:
        case SettingType.DATE:
            rule = entry.day()
        case SettingType.INTEGER:
            rule = entry.number(whole=True, minimum=1, maximum=65_535)
        case SettingType.YES_NO:
            rule = entry.from_list((YES, NO))
        case SettingType.SECURITY:
            rule = entry.from_list(SECURITY)
        case SettingType.OBLIGATION:
            rule = entry.from_list("=list_obligation")
    return entry.with_help(rule, shorten(setting.label, 32, placeholder="…"), setting.help)
