"""Who is reminded on a day, for which time, and who is left in peace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from danvan_xl.schema.tables import SUBMISSIONS
from danvan_xl.schema.text import vn_date
from danvan_xl.schema.values import Misread, quoted
from danvan_xl.standing.obligations import Obligation

_OPEN = ("not_due", "due_soon", "overdue", "returned")
"""Statuses of units that have still to hand in what they owe."""
_DECISIVE = ("extension", "received", "returned")
"""Days of ``tables.SUBMISSIONS`` that, left out, make a unit look overdue, or less so."""


@dataclass(frozen=True)
class Superior:
    """Whoever a unit stands under."""

    name: str
    kind: str
    """As users read it; "" for the province."""
    email: str
    """What the unit's cell says, perhaps several addresses."""


@dataclass(frozen=True)
class Reminder:
    """One unit that is reminded now."""

    code: str
    name: str
    kind: str
    """As users read it."""
    status: str
    """A key of ``lists.STATUSES``."""
    days: int
    """Days past the last day in time, or left until then when it is not ``overdue``."""
    working_days: int
    """How many of the days past are working days; 0 when it is not ``overdue``."""
    last_day: date
    extended: bool
    """Whether ``last_day`` was fixed for this unit alone: an extension, or an earlier day."""
    returned: date | None
    """When what it handed in was sent back; None unless it still is."""
    overdue: bool
    times: int
    """Which reminder of what is overdue this is, from 1; 0: a notice before the last day."""
    previous: date | None
    """Day of the reminder or notice before this one."""
    email: str
    """What the unit's cell says, perhaps several addresses."""
    contact: str
    superior: Superior | None
    """None when it is right under the province."""


@dataclass(frozen=True)
class Skipped:
    """A unit that would be reminded but for ``reason``."""

    code: str
    name: str
    reason: str
    """As users read it."""
    misread: bool = False
    """Whether a cell of its row holds no day; otherwise it was reminded a little while ago."""


def doubtful(submissions: pd.DataFrame, misread: Iterable[Misread]) -> dict[str, str]:
    """Return code of unit → why nobody can tell whether it owes, as users read it.

    ``submissions``: rows of ``tables.SUBMISSIONS``; ``misread``: the cells of that table that hold
    something else than they should, those of other rows too.
    """
    found: dict[str, list[Misread]] = {}
    for cell in misread:
        if cell.column in _DECISIVE and cell.row in submissions.index:
            found.setdefault(str(submissions.at[cell.row, "unit_code"]), []).append(cell)
    return {code: _no_day(cells) for code, cells in found.items()}


def _no_day(cells: list[Misread]) -> str:
    told = (f"ô {SUBMISSIONS[cell.column].header} ghi «{quoted(cell.raw)}»" for cell in cells)
    them = "ô này" if len(cells) == 1 else "các ô này"
    return f"{', '.join(told)}, không phải ngày: sửa {them} rồi nhắc lại"


def choose(
    submissions: pd.DataFrame,
    units: pd.DataFrame,
    obligation: Obligation,
    day: date,
    *,
    before: int,
    again_after: int,
    doubts: Mapping[str, str],
) -> tuple[list[Reminder], list[Skipped]]:
    """Return the units to remind on ``day`` and those that are left out for a reason.

    ``submissions``: the rows of ``tables.SUBMISSIONS`` of one year and of ``obligation``, with the
    columns of ``deadlines.assess`` on ``day``; ``units``: ``tables.UNITS``. Reminded are the units
    that owe it and whose paper, or whose corrected paper, is overdue, and those that have at most
    ``before`` days left; 0: none of them. Whoever was reminded less than ``again_after`` days ago
    is left out, as is whoever ``doubts``, those of :func:`doubtful`, name. The longest overdue come
    first, else the order is that of ``units``.
    """
    rows = submissions.drop_duplicates("unit_code", keep="last").set_index("unit_code")
    sent = rows.to_dict("index")
    owing = set(obligation.owing(units)["code"])
    places = units.drop_duplicates("code").set_index("code").to_dict("index")
    chosen: list[Reminder] = []
    skipped: list[Skipped] = []
    for code, unit in places.items():
        row = sent.get(code)
        if code not in owing or row is None or row["status"] not in _OPEN:
            continue
        left = (row["last_day"] - day).days
        if left >= 0 and (not before or left > before):
            continue
        if doubt := doubts.get(str(code)):
            skipped.append(Skipped(str(code), unit["name"], doubt, misread=True))
        elif _lately(row["reminded"], day, again_after):
            skipped.append(Skipped(str(code), unit["name"], _reason(row["reminded"], again_after)))
        else:
            chosen.append(_reminder(str(code), unit, row, left, places.get(unit["parent_code"])))
    return sorted(chosen, key=lambda one: -one.days if one.overdue else 1), skipped


def _lately(reminded: date | None, day: date, again_after: int) -> bool:
    return reminded is not None and max(0, (day - reminded).days) < again_after


def _reason(reminded: date, again_after: int) -> str:
    return f"đã đôn đốc ngày {vn_date(reminded)}, chưa đủ {again_after} ngày"


def _reminder(
    code: str,
    unit: Mapping[Any, Any],
    row: Mapping[Any, Any],
    left: int,
    parent: Mapping[Any, Any] | None,
) -> Reminder:
    overdue = left < 0
    known = row["reminders"]
    before = 0 if pd.isna(known) else int(known)
    return Reminder(
        code=code,
        name=unit["name"],
        kind=unit["kind"],
        status=row["status"],
        days=abs(left),
        working_days=int(row["working_days"]) if overdue else 0,
        last_day=row["last_day"],
        extended=row["extension"] is not None,
        returned=row["returned"] if row["status"] == "returned" else None,
        overdue=overdue,
        times=before + 1 if overdue else 0,
        previous=row["reminded"],
        email=unit["email"],
        contact=unit["contact"],
        superior=Superior(parent["name"], parent["kind"], parent["email"]) if parent else None,
    )
