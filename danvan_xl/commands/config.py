"""``config``: lists the settings of a master, or sets one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlwings as xw

from danvan_xl.commands.common import obligation_named, obligations_in, refuse_if_locked, year_of
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.lists import YEARLY
from danvan_xl.schema.settings import (
    Setting,
    SettingType,
    Value,
    read_setting,
    settings_of,
    to_cell,
)
from danvan_xl.schema.values import show


@dataclass(frozen=True)
class ConfigResult:
    """The settings as they are now."""

    settings: tuple[tuple[Setting, Value], ...]

    @property
    def has_findings(self) -> bool:
        """Settings leave nothing for a person to decide."""
        return False

    def to_json(self) -> dict[str, Any]:
        """Return key → value; dates as ISO text."""
        return {
            setting.key: value.isoformat() if isinstance(value, date) else value
            for setting, value in self.settings
        }


def shown(value: Value) -> str:
    """Return a setting's value as users read it."""
    return show(to_cell(value))


def _refuse_nonsense(new: Mapping[str, Value], old: Mapping[str, Value]) -> None:
    """Raise ``DanVanError`` for settings that contradict each other or the workbook."""
    if new["period.year"] != old["period.year"]:
        raise DanVanError(
            f"Sổ này là sổ của năm {old['period.year']}; năm khác thì tạo sổ mới "
            "(nút Tạo sổ mới, lệnh new)."
        )
    if new["period.deadline"] is None:
        raise DanVanError("Hạn nộp không để trống được: ghi một ngày, ví dụ 20/9/2026.")
    start, end = new["period.from"], new["period.to"]
    if isinstance(start, date) and isinstance(end, date) and start > end:
        raise DanVanError(
            f"Kỳ báo cáo từ ngày {start:%d/%m/%Y} không được ở sau ngày {end:%d/%m/%Y}."
        )


def config(book: xw.Book, key: str | None = None, value: str | None = None) -> ConfigResult:
    """Return all settings, or the one called ``key``; with ``value``, set it first.

    ``value`` is text: a day as ``2022-09-25`` or ``25/09/2022``, ``Có`` or ``Không``, "" for blank.
    """
    register = Register(book)
    settings = register.settings()
    known = {setting.key: setting for setting in settings_of(year_of(settings))}
    if key is not None and key not in known:
        raise DanVanError(f"Không có mục cấu hình «{key}». Gõ lệnh config để xem các mục.")
    if key is not None and value is not None:
        new = read_setting(known[key], value)
        if known[key].type is SettingType.OBLIGATION:
            new = obligation_named(obligations_in(register), settings, str(new or YEARLY)).name
        _refuse_nonsense(settings | {key: new}, settings)
        if new != settings[key]:
            if key.startswith("period.") and key not in ("period.as_of", "period.obligation"):
                refuse_if_locked(settings)
            register.set(key, new)
            register.log("Cấu hình", key, f"{shown(settings[key])} → {shown(new)}")
            settings[key] = new
    keys = [key] if key is not None else list(known)
    return ConfigResult(tuple((known[k], settings[k]) for k in keys))
