"""Checks of what is due and of when it came: ``tblSubmissions`` beside ``tblObligations``."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

import pandas as pd

from danvan_xl.findings import Finding, finding
from danvan_xl.obligations import Obligations, unit_codes_in
from danvan_xl.schema.lists import KINDS, YEARLY
from danvan_xl.schema.values import quoted
from danvan_xl.validation.frames import items

_KEY = "submissions"


def check_submissions(
    submissions: pd.DataFrame,
    units: pd.DataFrame,
    obligations: Obligations,
    start: date,
    end: date,
) -> Iterator[Finding]:
    """Yield what is wrong or doubtful in ``submissions`` (``tables.SUBMISSIONS``) of one year.

    ``units``: ``tables.UNITS``; ``start`` and ``end``: first and last day of the period.
    """
    codes = submissions["unit_code"]
    known = set(units["code"][units["kind"].isin(KINDS.values())])  # of others more is wrong
    owing = {name: set(one.owing(units)["code"]) for name, one in obligations.items()}

    def found(code: str, row: int, column: str, **texts: object) -> Finding:
        return finding(code, table=_KEY, row=row, column=column, unit_code=codes[row], **texts)

    for row, day in items(submissions["document_date"]):
        if day is not None and not start <= day <= end:
            yield found("O07", row, "document_date", value=day, start=start, end=end)
    for row, name in items(submissions["obligation"]):
        obligation = obligations.get(name or YEARLY)
        if obligation is None:
            yield found("S06", row, "obligation", value=quoted(name))
            continue
        is_owed = codes[row] in owing[obligation.name] or codes[row] not in known
        if not is_owed and not submissions["exempt"][row]:
            yield found("S09", row, "unit_code", value=quoted(obligation.name))
        received, extension = submissions["received"][row], submissions["extension"][row]
        settled = submissions["note"][row] or extension is not None
        if received == obligation.deadline and obligation.strict and not settled:
            yield found("S03", row, "received", value=received)
        for column in ("received", "returned"):
            day = submissions[column][row]
            if day is not None and day < start:
                yield found("S07", row, column, value=day, start=start)
        if extension is not None and extension < obligation.last_day:
            last = obligation.last_day
            yield found("S08", row, "extension", value=extension, end=last)


def check_obligations(obligations: pd.DataFrame, known: Collection[str]) -> Iterator[Finding]:
    """Yield units that ``obligations`` (``tables.OBLIGATIONS``) name and that are not ``known``."""
    for row, text in items(obligations["units"]):
        for code in sorted(unit_codes_in(text) - set(known)):
            yield finding("S01", table="obligations", row=row, column="units", value=code)
