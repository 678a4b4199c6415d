"""What a newer form changes in the rows that an older one, or an officer, had put there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from danvan_xl.schema.columns import Column, Table
from danvan_xl.schema.text import vn_number
from danvan_xl.schema.values import is_blank, show

NOT_SAID = ("source", "marks", "text", "unit", "unit_code", "unit_name")
"""Columns that the program fills in itself."""


def changes(
    table: Table, old: pd.DataFrame, new: pd.DataFrame, label: str, *, is_newer: bool
) -> Iterator[str]:
    """Yield ``label «old» → «new»`` for each value that ``new`` changes, and rows that come or go.

    Both are rows of one unit in ``table``; ``label`` is the column that names a row. What was
    blank or not there is told only when ``new`` ``is_newer`` than another form.
    """
    key = table.identity[-1]
    later = new.drop_duplicates(key).set_index(key)
    columns = [c for c in table.stored if c.key in later and c.key not in NOT_SAID]
    for _, row in old.iterrows():
        name = show(row[label])
        if row[key] not in later.index:
            said = _said(columns, row, but=label)
            yield f"bỏ {name} ({said})" if said else f"bỏ {name}"
            continue
        for column in columns:
            before, after = row[column.key], later[column.key][row[key]]
            if is_blank(before) and (is_blank(after) or not is_newer):
                continue
            if before != after:
                yield f"{name}, {_change(column, before, after)}"
    if is_newer:
        for code in later.index.difference(pd.Index(old[key]), sort=False):
            yield f"thêm {show(later[label][code] if label in later else code)}"


def fact_changes(
    columns: Iterable[Column], old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[str]:
    """Yield ``header «old» → «new»`` for each of ``columns`` that ``new`` changes."""
    for column in columns:
        before, after = old[column.key], new[column.key]
        if before != after and not (is_blank(before) and is_blank(after)):
            yield _change(column, before, after)


def _said(columns: Sequence[Column], row: pd.Series, but: str) -> str:
    return "; ".join(
        f"{column.header}: {_quoted(column, row[column.key])}"
        for column in columns
        if column.key != but and not is_blank(row[column.key])
    )


def _change(column: Column, before: object, after: object) -> str:
    return f"{column.header}: {_quoted(column, before)} → {_quoted(column, after)}"


def _quoted(column: Column, value: object) -> str:
    if is_blank(value):
        return "(trống)"
    if column.is_grouped and isinstance(value, float):
        return f"«{vn_number(value)}»"
    return f"«{show(value)}»"


def in_short(texts: Sequence[str], what: str, most: int = 3) -> str:
    """Return the first of ``texts`` and how many more there are; ``what`` they are called."""
    more = f"; và {len(texts) - most} {what} nữa" if len(texts) > most else ""
    return "; ".join(texts[:most]) + more
