"""Reminders to make letters of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from danvan_xl.reminders.choice import Reminder, Superior
from danvan_xl.reminders.occasion import Occasion
from danvan_xl.schema.lists import KINDS, YEARLY
from danvan_xl.schema.settings import Value, settings_of
from danvan_xl.standing.obligations import Obligation
from danvan_xl.standing.working_days import WorkingCalendar, default_holidays

LAST_DAY = date(2022, 9, 19)
DAY = date(2022, 9, 25)
YEARLY_REPORT = Obligation(
    name=YEARLY,
    deadline=date(2022, 9, 20),
    strict=True,
    last_day=LAST_DAY,
    kinds=frozenset(KINDS.values()),
    units=frozenset(),
    title='báo cáo kết quả phong trào thi đua "Dân vận khéo" năm 2022',
    basis="Công văn số 4418/UBND-NC ngày 05/9/2022 của Chủ tịch UBND tỉnh",
)
REGISTRATION = Obligation(
    name="Đăng ký mô hình",
    deadline=date(2022, 3, 15),
    strict=True,
    last_day=date(2022, 3, 14),
    kinds=frozenset({KINDS["district"]}),
    units=frozenset(),
    title='Đăng ký xây dựng mô hình, điển hình "Dân vận khéo" năm 2022',
    basis="Hướng dẫn số 08-HD/BDVTU ngày 19/4/2021 của Ban Dân vận Tỉnh ủy",
)
BINH_SON = Reminder(
    code="524",
    name="Huyện Bình Sơn",
    kind=KINDS["district"],
    status="overdue",
    days=6,
    working_days=4,
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
    return replace(reminder, times=times, previous=date(2022, 9, 26), days=16, working_days=12)


def notice(reminder: Reminder, last_day: date, days: int, previous: date | None = None) -> Reminder:
    """The same unit before its last day."""
    return replace(
        reminder,
        status="due_soon",
        overdue=False,
        times=0,
        last_day=last_day,
        days=days,
        working_days=0,
        previous=previous,
    )


def settings(year: int = 2022, **values: Any) -> dict[str, Value]:
    """The settings of a new master; ``mail_from`` stands for ``mail.from``."""
    changed = {key.replace("_", ".", 1): value for key, value in values.items()}
    return {setting.key: setting.default for setting in settings_of(year)} | changed


def occasion(
    values: dict[str, Value] | None = None,
    day: date = DAY,
    obligation: Obligation = YEARLY_REPORT,
) -> Occasion:
    """Reminders that are made on ``day``, of the yearly report if nothing else is said."""
    calendar = WorkingCalendar.of(default_holidays(obligation.deadline.year))
    return Occasion(obligation, values or settings(), calendar, day)
