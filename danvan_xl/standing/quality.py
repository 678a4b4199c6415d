"""How good the content of received reports is: free of errors, and with every answer.

The workbook says the same in a calculated column of ``tblSubmissions``; a test recalculates it
and compares.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd

from danvan_xl.schema.lists import KINDS, QUALITIES, SEVERITIES, YEARLY

_RECEIVED = ("in_time", "late")
_COLUMNS = {label: key for key, label in KINDS.items()}
"""Kind of a unit as users read it → its column in ``tables.INDICATORS``."""


def qualities(
    submissions: pd.DataFrame,
    results: pd.DataFrame,
    indicators: pd.DataFrame,
    findings: pd.DataFrame,
) -> pd.Series:
    """Return a word of ``QUALITIES`` for each row, "" for what is not a received yearly report.

    ``submissions``: ``tables.SUBMISSIONS`` with ``status`` (a key of ``STATUSES``); the others are
    tables of the schema, findings with ``file`` blank for those about the workbook itself. Empty
    frames may lack columns. A report with an error is ``wrong``; one with fewer answers than its
    kind of unit is asked for is ``incomplete``.
    """
    wrong: set[str] = set()
    if not findings.empty:
        own = findings[(findings["severity"] == SEVERITIES["error"]) & (findings["file"] == "")]
        wrong = set(own["unit_code"])
    answers: Counter[tuple[str, float]] = Counter()
    if not results.empty:
        answered = results.dropna(subset=["value"])
        answers.update(zip(answered["unit_code"], answered["year"], strict=True))
    asked = {
        label: 0 if indicators.empty else int((indicators[key] != "").sum())
        for label, key in _COLUMNS.items()
    }
    columns = ["status", "obligation", "unit_code", "year", "kind"]
    words = [
        ""
        if status not in _RECEIVED or obligation != YEARLY
        else QUALITIES["wrong"]
        if code in wrong
        else QUALITIES["incomplete"]
        if answers[code, year] < asked.get(kind, 0)
        else QUALITIES["complete"]
        for status, obligation, code, year, kind in submissions[columns].itertuples(index=False)
    ]
    return pd.Series(words, index=submissions.index, dtype="object")
