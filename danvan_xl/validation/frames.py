"""Walking over DataFrames cell by cell, with row labels that are whole numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pandas as pd


def items(series: pd.Series) -> Iterator[tuple[int, Any]]:
    """Yield the label of each row and its value."""
    return cast(Iterator[tuple[int, Any]], zip(series.index, series, strict=True))


def rows(frame: pd.DataFrame, wrong: pd.Series) -> list[int]:
    """Return the labels of the rows that ``wrong`` marks."""
    return cast(list[int], frame.index[wrong].tolist())


def unit_codes(frame: pd.DataFrame) -> dict[int, str]:
    """Return the unit of each row, "" for all when ``frame`` has no column ``unit_code``."""
    if "unit_code" not in frame:
        return dict.fromkeys(cast(list[int], frame.index.tolist()), "")
    return dict(items(frame["unit_code"]))
