"""``status`` ("Quá hạn"): the facts of every unit brought up to date; who is overdue on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import xlwings as xw

from danvan_xl.commands.common import (
    bring_to_front,
    bring_up_to_date,
    day_of,
    deadline_of,
    last_day,
    standing,
)
from danvan_xl.register import Register
from danvan_xl.schema.lists import STATUSES
from danvan_xl.schema.tables import SUBMISSIONS, UNITS
from danvan_xl.schema.values import show


@dataclass(frozen=True)
class StatusResult:
    """How every unit stands on a day."""

    as_of: date
    deadline: date
    last_day_in_time: date
    messages: tuple[str, ...]
    """Cells that could not be read as a day and count as blank."""
    units: pd.DataFrame
    """``unit_code``, ``unit_name``, ``kind``, ``status``, ``days``, ``last_day``, ``received``."""

    def to_json(self) -> dict[str, Any]:
        """Return the result as the JSON contract has it."""
        columns = ("unit_code", "unit_name", "status", "days")
        rows = self.units[list(columns)].itertuples(index=False)
        return {
            "as_of": self.as_of.isoformat(),
            "deadline": self.deadline.isoformat(),
            "last_day_in_time": self.last_day_in_time.isoformat(),
            "units": [
                {"code": code, "name": name, "status": status, "days": int(days)}
                for code, name, status, days in rows
            ],
            "messages": list(self.messages),
        }

    @property
    def counts(self) -> dict[str, int]:
        """Return how many units have each status, in the order of ``STATUSES``."""
        found = self.units["status"].value_counts()
        return {status: int(found.get(status, 0)) for status in STATUSES}

    @property
    def summary(self) -> str:
        """Return the counts as users read them."""
        return ", ".join(f"{n} {STATUSES[s].lower()}" for s, n in self.counts.items() if n)

    @property
    def has_findings(self) -> bool:
        """A status is a fact, not a finding."""
        return False


def status(book: xw.Book, as_of: date | None = None) -> StatusResult:
    """Bring the facts on ``Báo cáo`` up to date and return how every unit stands on ``as_of``.

    In a period that is closed the sheet stays as it is.
    """
    register = Register(book)
    settings = register.settings()
    day = day_of(settings, as_of)
    kept, added = bring_up_to_date(register.read(SUBMISSIONS), register.read(UNITS), settings)
    messages = tuple(
        f"Trang {register.sheet_name(SUBMISSIONS)}, "
        f"ô {register.address(SUBMISSIONS, cell.row, cell.column)} ghi «{show(cell.raw)}», "
        "không phải ngày nên coi như trống."
        for cell in register.misread(SUBMISSIONS)
    )
    locked = settings["period.locked"] is not None
    changed = not locked and register.replace(SUBMISSIONS, kept, added)
    result = StatusResult(
        as_of=day,
        deadline=deadline_of(settings),
        last_day_in_time=last_day(settings),
        messages=messages,
        units=standing(register, day),
    )
    if changed:
        register.log("Quá hạn", f"Ngày {day:%d/%m/%Y}", "Cập nhật ngày cuối đúng hạn.")
    bring_to_front(book, register.sheet_name(SUBMISSIONS))
    return result
