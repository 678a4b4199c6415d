"""The catalogue of indicators for ¶1–¶9 of dispatch 4418/UBND-NC, and the relations between them.

Both are data. A new master gets them as the tables ``tblIndicators`` and ``tblRules``; from then
on the workbook's own tables count, and staff may extend them. No code names an indicator.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pandas as pd

from danvan_xl.schema.columns import Table
from danvan_xl.schema.lists import AGGREGATIONS
from danvan_xl.schema.tables import INDICATORS, RULES


def _catalogue(file: str, table: Table) -> pd.DataFrame:
    with (files(__package__) / "data" / file).open(encoding="utf-8") as stream:
        frame = pd.read_csv(stream, dtype=str, keep_default_na=False)
    for column in table:
        if column.type.is_number:
            frame[column.key] = pd.to_numeric(frame[column.key], errors="coerce")
    return frame[[column.key for column in table]]


@cache
def _indicators() -> pd.DataFrame:
    frame = _catalogue("indicators.csv", INDICATORS)
    return frame.assign(aggregation=frame["aggregation"].map(AGGREGATIONS))


@cache
def _rules() -> pd.DataFrame:
    return _catalogue("rules.csv", RULES)


def default_indicators() -> pd.DataFrame:
    """Return the indicators of a new master: the columns of ``tables.INDICATORS``."""
    return _indicators().copy()


def default_rules() -> pd.DataFrame:
    """Return the relations between indicators of a new master: the columns of ``tables.RULES``."""
    return _rules().copy()
