"""Figures far from those of the unit's peers: a question to ask, never an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.text import vn_number
from danvan_xl.validation.frames import items

FEWEST_PEERS = 8
"""With fewer figures there is no telling what is usual."""
FAR = 5.0
"""From this many robust standard deviations, on a logarithmic scale, a figure is far away."""
_TO_DEVIATION = 1.4826
"""Median absolute deviation → standard deviation of a normal distribution."""


def to_deviation(values: np.ndarray, middle: float) -> float:
    """Return the standard deviation of ``values`` from their median, told by most of them."""
    return _TO_DEVIATION * float(np.median(np.abs(values - middle)))


def check_peers(results: pd.DataFrame, kinds: Mapping[Any, str]) -> Iterator[Finding]:
    """Yield figures far from those that other units of the same kind gave.

    ``results``: ``unit_code``, ``indicator``, ``value``; ``kinds``: unit code → kind. Counts are
    compared by their logarithm, so that 1 and 3, or 200 and 260, are near; an indicator on which
    half of the units agree tells nothing. 0 is a plain answer that the report lists anyway.
    """
    answered = results.dropna(subset=["value"])
    answered = answered[answered["value"] >= 0]
    kind = answered["unit_code"].map(kinds).fillna("")
    for _, peers in answered[kind != ""].groupby([kind[kind != ""], "indicator"], sort=False):
        if len(peers) < FEWEST_PEERS:
            continue
        logarithms = np.log1p(peers["value"].to_numpy(dtype=float))
        middle = float(np.median(logarithms))
        spread = to_deviation(logarithms, middle)
        if spread == 0:
            continue
        low, high = np.expm1([middle - FAR * spread, middle + FAR * spread])
        far = (peers["value"] > 0) & ((peers["value"] < low) | (peers["value"] > high))
        for row, value in items(peers["value"][far]):
            yield finding(
                "Q04",
                table="results",
                row=row,
                column="value",
                unit_code=str(peers["unit_code"][row]),
                value=vn_number(value),
                middle=vn_number(float(np.expm1(middle)), 0),
            )
