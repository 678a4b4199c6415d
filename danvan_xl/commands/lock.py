"""``lock`` ("Khóa kỳ"): closes a period, so that its data change no more, or opens it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import xlwings as xw

from danvan_xl.commands.common import day_of, standing, year_of, yearly
from danvan_xl.commands.undo import full_name
from danvan_xl.commands.validate import master_data
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.lists import STATUSES
from danvan_xl.snapshots import snapshots_of
from danvan_xl.validation.master import check_master

LOCKED = "period.locked"
"""Setting with the day on which the period was closed; blank while it is open."""

_WAITING = ("not_due", "due_soon", "overdue", "returned")


@dataclass(frozen=True)
class LockResult:
    """Whether the period is closed now."""

    year: int
    locked: date | None
    """Since when it is closed; None: it is open."""
    messages: tuple[str, ...] = ()
    """What was not settled when it was closed."""

    @property
    def has_findings(self) -> bool:
        """Whether something was not settled when the period was closed."""
        return bool(self.messages)

    @property
    def summary(self) -> str:
        """Return what was done as users read it."""
        if self.locked:
            return f"Đã khóa kỳ {self.year} ngày {self.locked:%d/%m/%Y}"
        return f"Đã mở khóa kỳ {self.year}"

    def to_json(self) -> dict[str, Any]:
        """Return the result as one JSON object."""
        locked = self.locked.isoformat() if self.locked else None
        return {"year": self.year, "locked": locked, "messages": list(self.messages)}


def lock(
    book: xw.Book, *, reopen: bool = False, reason: str = "", as_of: date | None = None
) -> LockResult:
    """Close the period of the master on ``as_of``, or open it again for ``reason``.

    While it is closed, commands that change data refuse to run, and what was done before can no
    longer be undone. What is unsettled (errors, units
    without a report) does not stand in the way but is told. Raises ``DanVanError`` when the
    period is already as asked for.
    """
    register = Register(book)
    settings = register.settings()
    year, since = year_of(settings), settings[LOCKED]
    if reopen and since is None:
        raise DanVanError(f"Kỳ {year} không khóa nên không cần mở.")
    if not reopen and isinstance(since, date):
        raise DanVanError(f"Kỳ {year} đã khóa từ ngày {since:%d/%m/%Y}.")
    for snapshot in snapshots_of(full_name(book)):
        snapshot.delete()  # undoing an older command would undo the closing or the opening
    if reopen:
        register.set(LOCKED, None)
        register.log("Mở khóa kỳ", f"Kỳ {year}", reason or "Không ghi lý do.")
        return LockResult(year, None)
    day = day_of(settings, as_of)
    messages = _unsettled(register, day)
    register.set(LOCKED, day)
    register.log("Khóa kỳ", f"Kỳ {year}", " ".join(messages) or "Không còn việc tồn.")
    return LockResult(year, day, messages)


def _unsettled(register: Register, day: date) -> tuple[str, ...]:
    messages = []
    if errors := sum(item.is_error for item in check_master(master_data(register), names=False)):
        messages.append(f"Sổ còn {errors} lỗi.")
    year = year_of(register.settings())
    counts = yearly(standing(register, day), year)["status"].value_counts()
    waiting = [f"{counts[key]} {STATUSES[key].lower()}" for key in _WAITING if key in counts]
    if waiting:
        messages.append(f"Đơn vị chưa có báo cáo: {', '.join(waiting)}.")
    return tuple(messages)
