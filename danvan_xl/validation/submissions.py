"""Checks of what is due and of when it came: ``tblSubmissions`` beside ``tblObligations``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.lists import KINDS
from danvan_xl.schema.text import spelling_key
from danvan_xl.standing.obligations import Obligations, names_as_known, unit_codes_in
from danvan_xl.validation.frames import items

_WILDCARDS = re.compile(r"[*?~]")
"""Signs that stand for other letters where Excel counts."""
_SATURDAY = 5


@dataclass(frozen=True)
class Period:
    """The days that dates are held against."""

    start: date
    end: date
    today: date


def check_submissions(
    submissions: pd.DataFrame, units: pd.DataFrame, obligations: Obligations, period: Period
) -> Iterator[Finding]:
    """Yield what is wrong or doubtful in ``submissions`` (``tables.SUBMISSIONS``) of one year.

    ``units``: ``tables.UNITS``.
    """
    owing = {name: set(one.owing(units)["code"]) for name, one in obligations.items()}
    known = set(units["code"][units["kind"].isin(KINDS.values())])  # of others more is wrong
    names = names_as_known(submissions["obligation"], obligations)
    columns = ["unit_code", "received", "extension", "exempt", "note"]
    facts = submissions[columns].itertuples()
    for name, (row, code, received, extension, exempt, note) in zip(names, facts, strict=True):
        if name not in obligations:
            yield _found("S06", submissions, row, "obligation", value=name)
            continue
        due = obligations[name]
        if code in known and code not in owing[name] and not exempt:
            yield _found("S09", submissions, row, "unit_code", value=name)
        is_settled = bool(note) or extension is not None or received != due.deadline
        if due.strict and due.last_day < due.deadline and not is_settled:
            yield _found("S03", submissions, row, "received", value=received)
        if extension is not None and extension < due.last_day:
            yield _found("S08", submissions, row, "extension", value=extension, end=due.last_day)
    yield from _days(submissions, period)


def _days(submissions: pd.DataFrame, period: Period) -> Iterator[Finding]:
    """Yield days that can hardly be meant."""
    for row, day in items(submissions["document_date"]):
        if day is not None and not period.start <= day <= period.end:
            days = {"start": period.start, "end": period.end}
            yield _found("O07", submissions, row, "document_date", value=day, **days)
    for column in ("received", "returned"):
        for row, day in items(submissions[column]):
            if day is not None and day < period.start:
                yield _found("S07", submissions, row, column, value=day, start=period.start)
            if day is not None and day > period.today:
                yield _found("S10", submissions, row, column, value=day)


def _found(code: str, submissions: pd.DataFrame, row: int, column: str, **texts: object) -> Finding:
    unit = submissions["unit_code"][row]
    return finding(code, table="submissions", row=row, column=column, unit_code=unit, **texts)


def check_obligations(obligations: pd.DataFrame, known: Collection[str]) -> Iterator[Finding]:
    """Yield what is wrong in ``obligations`` (``tables.OBLIGATIONS``).

    ``known``: codes of the units that there are. Of rows of one name only the first counts.
    """
    seen: dict[str, str] = {}
    for row, name in items(obligations["name"]):
        first = seen.setdefault(spelling_key(name), name)
        what = ""
        if _WILDCARDS.search(name):
            what = "có dấu *, ? hoặc ~ nên Excel đếm sai"
        elif first != name:
            what = f"trùng với «{first}», chỉ dòng trên được tính"
        if what:
            yield finding("S11", table="obligations", row=row, column="name", value=name, what=what)
    for row, text in items(obligations["units"]):
        for code in sorted(unit_codes_in(text) - set(known)):
            yield finding("S01", table="obligations", row=row, column="units", value=code)


def check_holidays(holidays: pd.DataFrame) -> Iterator[Finding]:
    """Yield days of ``holidays`` (``tables.HOLIDAYS``) on which nobody makes up for anything."""
    seen: set[date] = set()
    for row, day in items(holidays["make_up"]):
        if day is None:
            continue
        what = "ghi hai lần" if day in seen else ""
        if day.weekday() < _SATURDAY:
            what = "không phải thứ Bảy, Chủ nhật"
        if what:
            yield finding("S12", table="holidays", row=row, column="make_up", value=day, what=what)
        seen.add(day)
