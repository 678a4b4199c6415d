"""``status`` ("Quá hạn"): the facts of every unit brought up to date; who is overdue on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pandas as pd
import xlwings as xw

from danvan_xl.commands.common import (
    bring_to_front,
    bring_up_to_date,
    day_of,
    obligation_named,
    obligations_in,
    standing,
    year_of,
)
from danvan_xl.commands.previous import history_of
from danvan_xl.commands.status_remarks import remarks, remarks_of_earlier
from danvan_xl.register import Register
from danvan_xl.schema.lists import STATUSES
from danvan_xl.schema.tables import (
    HOLIDAYS,
    INDICATORS,
    OBLIGATIONS,
    RESULTS,
    SUBMISSIONS,
    UNITS,
)
from danvan_xl.standing.history import History
from danvan_xl.standing.obligations import Obligation, Obligations
from danvan_xl.standing.rollup import Subordinates, subordinates

Counts = dict[str, int]
"""Key of ``STATUSES`` → number of units."""


@dataclass(frozen=True)
class StatusResult:
    """How every unit stands on a day."""

    as_of: date
    obligation: Obligation
    """What is looked at."""
    messages: tuple[str, ...]
    """What could not be read, or is doubtful, and therefore counts otherwise or not at all."""
    units: pd.DataFrame
    """Rows of ``tables.SUBMISSIONS`` with the columns of ``deadlines.assess``, a unit each."""
    others: Mapping[str, Counts]
    """Name of every other obligation that somebody owes → how many units have each status."""
    subordinates: Mapping[str, Subordinates]
    """Code of a unit with units under it → what is known of them."""
    history: Mapping[str, History]
    """Code of a unit → how it reported in earlier years, as far as their masters were given."""

    def to_json(self) -> dict[str, Any]:
        """Return the result as the JSON contract has it."""
        return {
            "as_of": self.as_of.isoformat(),
            "obligation": self.obligation.name,
            "deadline": self.obligation.deadline.isoformat(),
            "last_day_in_time": self.obligation.last_day.isoformat(),
            "units": list(self._units_to_json()),
            "others": dict(self.others),
            "messages": list(self.messages),
        }

    def _units_to_json(self) -> Iterator[dict[str, Any]]:
        columns = ("unit_code", "unit_name", "status", "days", "working_days")
        for code, name, status, days, working in self.units[list(columns)].itertuples(index=False):
            one = {
                "code": code,
                "name": name,
                "status": status,
                "days": int(days),
                "working_days": int(working),
            }
            if code in self.subordinates:
                one["subordinates"] = asdict(self.subordinates[code])
            if code in self.history:
                one["history"] = self.history[code].to_json()
            yield one

    @property
    def counts(self) -> Counts:
        """Return how many units have each status, in the order of ``STATUSES``."""
        return _counts(self.units)

    @property
    def summary(self) -> str:
        """Return the counts as users read them."""
        return _summary(self.counts)

    @property
    def others_summary(self) -> dict[str, str]:
        """Return the counts of every other obligation as users read them."""
        return {name: _summary(counts) for name, counts in self.others.items()}

    @property
    def has_findings(self) -> bool:
        """A status is a fact, not a finding."""
        return False


def status(
    book: xw.Book,
    as_of: date | None = None,
    *,
    obligation: str | None = None,
    previous: Sequence[xw.Book] = (),
) -> StatusResult:
    """Bring the facts on ``Báo cáo`` up to date and return how every unit stands on ``as_of``.

    ``obligation``: what is looked at, ``period.obligation`` when not given; the facts of all are
    brought up to date. ``previous``: masters of earlier years; how each unit reported then is
    written on ``Đơn vị``. The workbook is left at the unit that is overdue longest. In a period
    that is closed the sheets stay as they are.
    """
    register = Register(book)
    settings = register.settings()
    day, year = day_of(settings, as_of), year_of(settings)
    obligations = obligations_in(register)
    watched = obligation_named(obligations, settings, obligation)
    history = history_of(register, previous, day)
    messages = [*remarks(register, obligations, year), *remarks_of_earlier(previous)]
    done = []
    if settings["period.locked"] is None:
        if _write_facts(register, obligations, year):
            done.append("cập nhật ngày cuối đúng hạn")
        if _write_history(register, history):
            done.append("ghi việc nộp các năm trước ở trang Đơn vị")
    elif history:
        messages.append("Kỳ đã khóa nên không ghi việc nộp các năm trước vào sổ.")
    result = _result(register, day, watched, tuple(messages), history)
    if done:
        told = "; ".join(done)
        register.log("Quá hạn", f"Ngày {day:%d/%m/%Y}", f"{told[0].upper()}{told[1:]}.")
    _show_worst(register, result)
    return result


def _write_facts(register: Register, obligations: Obligations, year: int) -> bool:
    """Bring ``Báo cáo`` up to date, and make days of text days; return whether anything changed."""
    kept, added = bring_up_to_date(
        register.read(SUBMISSIONS), register.read(UNITS), obligations, year
    )
    changed = register.replace(SUBMISSIONS, kept, added)
    for table in (OBLIGATIONS, HOLIDAYS):
        changed |= register.replace(table, register.read(table))
    return changed


def _result(
    register: Register,
    day: date,
    watched: Obligation,
    messages: tuple[str, ...],
    history: Mapping[str, History],
) -> StatusResult:
    """Return how every unit stands on ``day``, with what is known besides."""
    every = standing(register, day)
    tables = (register.read(table) for table in (UNITS, RESULTS, INDICATORS))
    under = subordinates(every, *tables)
    is_watched = every["obligation"] == watched.name
    return StatusResult(
        as_of=day,
        obligation=watched,
        messages=messages,
        units=every[is_watched].reset_index(drop=True),
        others={
            str(name): _counts(rows) for name, rows in every[~is_watched].groupby("obligation")
        },
        subordinates={
            every["unit_code"][row]: one for row, one in under.items() if is_watched[row]
        },
        history=history,
    )


def _summary(counts: Counts) -> str:
    return ", ".join(f"{n} {STATUSES[key].lower()}" for key, n in counts.items() if n)


def _counts(rows: pd.DataFrame) -> Counts:
    found = rows["status"].value_counts()
    return {status: int(found.get(status, 0)) for status in STATUSES}


def _write_history(register: Register, history: Mapping[str, History]) -> bool:
    """Write how each unit reported in earlier years; return whether anything changed."""
    if not history:
        return False
    units = register.read(UNITS)
    told = {code: one.text for code, one in history.items()}
    return register.replace(
        UNITS, units.assign(history=units["code"].map(told).fillna(units["history"]))
    )


def _show_worst(register: Register, result: StatusResult) -> None:
    """Show ``Báo cáo``, at the unit that is overdue longest if there is one."""
    overdue = result.units[result.units["status"] == "overdue"]
    address = None
    if not overdue.empty:
        worst = overdue.sort_values("days", ascending=False, kind="stable").iloc[0]
        there = register.read(SUBMISSIONS)
        keys = list(SUBMISSIONS.identity)
        rows = there.index[(there[keys] == worst[keys]).all(axis=1)]
        address = register.address(SUBMISSIONS, rows[0], "unit_name") if len(rows) else None
    bring_to_front(register.book, register.sheet_name(SUBMISSIONS), address)
