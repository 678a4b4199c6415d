"""Cells of a table as DataFrames, read as the types of their columns."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from danvan_xl.schema.columns import Column
from danvan_xl.schema.values import Misread, NotThatType, blank, read_as


def type_frame(raw: pd.DataFrame, columns: Iterable[Column]) -> tuple[pd.DataFrame, list[Misread]]:
    """Return ``raw`` with each of ``columns`` read as its type, and the cells that are not of it.

    ``raw`` has a column of cell values for each; its index is kept. A misread cell is blank in
    the result.
    """
    misread: list[Misread] = []
    data: dict[str, pd.Series] = {}
    for column in columns:
        values = []
        for row, cell in zip(raw.index, raw[column.key], strict=True):
            try:
                values.append(read_as(column.type, cell))
            except NotThatType:
                misread.append(Misread(row, column.key, cell))
                values.append(blank(column.type))
        kind = "float64" if column.type.is_number else "object"
        data[column.key] = pd.Series(values, index=raw.index, dtype=kind)
    return pd.DataFrame(data, index=raw.index), misread
