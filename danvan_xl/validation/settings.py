"""Checks of the settings that only the workbook's formulas read otherwise than Python."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.settings import SettingType, settings_of
from danvan_xl.standing.obligations import Obligations, names_as_known
from danvan_xl.validation.frames import items


def check_settings(rows: pd.DataFrame, year: int, obligations: Obligations) -> Iterator[Finding]:
    """Yield what is wrong in ``rows`` (``tables.SETTINGS``): days as text, names not there."""
    known = {setting.key: setting for setting in settings_of(year)}
    for row, key in items(rows["key"]):
        value, setting = rows["value"][row], known.get(key)
        if setting is None or not isinstance(value, str) or not value:
            continue
        what = ""
        if setting.type is SettingType.DATE:
            what = "là chữ chứ không phải ngày nên bảng theo dõi không đọc được"
        elif setting.type is SettingType.OBLIGATION:
            (name,) = names_as_known([value], obligations)
            what = "" if name in obligations else "không có trong trang Hạn nộp"
        if what:
            yield finding(
                "S13",
                table="settings",
                row=row,
                column="value",
                name=setting.label,
                value=value,
                what=what,
            )
