"""``config``: lists the settings of a master, or sets one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import xlwings as xw

from danvan_xl.commands.common import year_of
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.settings import Setting, Value, read_setting, settings_of, to_cell
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
        if new != settings[key]:
            register.set(key, new)
            register.log("Cấu hình", key, f"{shown(settings[key])} → {shown(new)}")
            settings[key] = new
    keys = [key] if key is not None else list(known)
    return ConfigResult(tuple((known[k], settings[k]) for k in keys))
