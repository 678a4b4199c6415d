"""``consolidate`` ("Tổng hợp"): totals over all units, written into ``Tổng hợp``."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pandas as pd
import xlwings as xw

from danvan_xl.commands.common import (
    bring_to_front,
    day_of,
    refuse_if_locked,
    round_of,
)
from danvan_xl.consolidation import Consolidation
from danvan_xl.register import Register
from danvan_xl.schema.tables import INDICATORS, TOTALS


@dataclass(frozen=True)
class ConsolidateResult:
    """The sums that were written."""

    consolidation: Consolidation
    units: int
    """Units with figures."""

    @property
    def summary(self) -> str:
        """Return the counts as users read them."""
        sums = self.consolidation
        return f"{len(sums.totals)} chỉ tiêu, {sums.initiatives.total} mô hình, điển hình"

    @property
    def has_findings(self) -> bool:
        """Sums leave nothing for a person to decide."""
        return False

    def to_json(self) -> dict[str, Any]:
        """Return the result as the JSON contract has it."""
        return asdict(self.consolidation)


def consolidate(book: xw.Book, as_of: date | None = None) -> ConsolidateResult:
    """Sum the figures of all units and write one row an indicator into ``tblTotals``.

    Raises ``DanVanError`` when a figure in ``tblResults`` is no number: it would be left out.
    """
    register = Register(book)
    settings = register.settings()
    refuse_if_locked(settings)
    current = round_of(register, day_of(settings, as_of))
    sums = current.consolidation
    frame = _totals_frame(register.read(INDICATORS), sums)
    everything = pd.Series(True, index=register.read(TOTALS).index)
    register.merge(TOTALS, frame, within=everything)
    result = ConsolidateResult(sums, len(sums.by_unit))
    register.log("Tổng hợp", f"{result.units} đơn vị", f"{result.summary}.")
    bring_to_front(book, register.sheet_name(TOTALS))
    return result


def _totals_frame(indicators: pd.DataFrame, sums: Consolidation) -> pd.DataFrame:
    frame = indicators.rename(columns={"code": "indicator"}).reset_index(drop=True)
    frame["total"] = [sums.totals.get(code, float("nan")) for code in frame["indicator"]]
    return frame[[column.key for column in TOTALS.stored]]
