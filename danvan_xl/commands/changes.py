"""What a newer form changes in the rows that an older one, or an officer, had put there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from danvan_xl.schema.columns import Table
from danvan_xl.schema.values import is_blank, show

NOT_SAID = ("source", "marks", "text", "unit", "unit_name")
"""Columns that the program fills in itself."""


def changes(table: Table, old: pd.DataFrame, new: pd.DataFrame, label: str) -> Iterator[str]:
    """Yield ``label «old» → «new»`` for each value of ``old`` that ``new`` changes or drops.

    Both are rows of one unit in ``table``; ``label`` is the column that names a row.
    """
    key = table.identity[-1]
    later = new.drop_duplicates(key).set_index(key)
    columns = [c for c in table.stored if c.key in later and c.key not in NOT_SAID]
    for _, row in old.iterrows():
        name = show(row[label])
        if row[key] not in later.index:
            yield f"bỏ {name}"
            continue
        for column in columns:
            before, after = row[column.key], later[column.key][row[key]]
            if not is_blank(before) and before != after:
                yield f"{name}, {column.header}: «{show(before)}» → «{show(after)}»"


def in_short(texts: Sequence[str], what: str, most: int = 3) -> str:
    """Return the first of ``texts`` and how many more there are; ``what`` they are called."""
    more = f"; và {len(texts) - most} {what} nữa" if len(texts) > most else ""
    return "; ".join(texts[:most]) + more
