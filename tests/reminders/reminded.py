"""Reminders to make letters of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from danvan_xl.reminders.choice import Reminder, Superior
from danvan_xl.schema.lists import KINDS
from danvan_xl.schema.settings import Value, settings_of

LAST_DAY = date(2022, 9, 19)
DAY = date(2022, 9, 25)
BINH_SON = Reminder(
    code="524",
    name="Huyện Bình Sơn",
    kind=KINDS["district"],
    status="overdue",
    days=6,
    last_day=LAST_DAY,
    extended=False,
    returned=None,
    overdue=True,
    times=1,
    previous=None,
    email="Văn phòng UBND <vp@binhson.example>; vanthu@binhson.example",
    contact="Nguyễn Thị Mẫu",
    superior=None,
)
BINH_THUAN = replace(
    BINH_SON,
    code="21034",
    name="Xã Bình Thuận",
    kind=KINDS["commune"],
    email="xa@binhthuan.example",
    superior=Superior("Huyện Bình Sơn", KINDS["district"], "vp@binhson.example"),
)
FINANCE = replace(
    BINH_SON,
    code="STC",
    name="Sở Tài chính",
    kind=KINDS["provincial_body"],
    email="stc@example.vn",
    contact="",
)


def again(reminder: Reminder, times: int = 2) -> Reminder:
    """The same unit, reminded before."""
    return replace(reminder, times=times, previous=date(2022, 9, 26), days=16)


def notice(reminder: Reminder, last_day: date, days: int, previous: date | None = None) -> Reminder:
    """The same unit before its last day."""
    return replace(
        reminder,
        status="due_soon",
        overdue=False,
        times=0,
        last_day=last_day,
        days=days,
        previous=previous,
    )


def settings(year: int = 2022, **values: Any) -> dict[str, Value]:
    """The settings of a new master; ``mail_from`` stands for ``mail.from``."""
    changed = {key.replace("_", ".", 1): value for key, value in values.items()}
    return {setting.key: setting.default for setting in settings_of(year)} | changed
