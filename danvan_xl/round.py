"""A reporting round as data: what the reports, letters and checks of one year are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from danvan_xl.consolidation import Consolidation
from danvan_xl.schema.settings import Value


@dataclass(frozen=True)
class Round:
    """The tables of one year; the columns of each frame are the keys of its schema table.

    Text is "" when blank, a date is a ``date`` or None, a number is NaN when blank.
    """

    settings: Mapping[str, Value]
    """Keys of ``schema.settings``."""
    units: pd.DataFrame
    """``tables.UNITS``, in the order in which reports list them within a kind."""
    reporting: frozenset[str]
    """Codes of the units that owe the yearly report."""
    submissions: pd.DataFrame
    """The yearly reports of ``tables.SUBMISSIONS``, with the columns of ``deadlines.assess``."""
    results: pd.DataFrame
    """``tables.RESULTS`` of this year."""
    initiatives: pd.DataFrame
    """``tables.INITIATIVES``."""
    indicators: pd.DataFrame
    """``tables.INDICATORS``."""
    commendations: pd.DataFrame
    """``tables.COMMENDATIONS``."""
    consolidation: Consolidation
    """The sums of ``results`` and ``initiatives``."""
