"""The figures of the indicators as a template asks for them: by code, none named in Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from danvan_xl.consolidation import Consolidation, Number
from danvan_xl.errors import DanVanError
from danvan_xl.schema.lists import AGGREGATIONS, MARK
from danvan_xl.schema.text import vn_count, vn_number

NO_FIGURE = "chưa có số liệu"
DECIMALS = 2
"""Most digits after the comma in prose."""

Item = dict[str, Any]


class Figures:
    """Figures of a round by indicator code, over all units and unit by unit."""

    def __init__(
        self, consolidation: Consolidation, indicators: pd.DataFrame, names: dict[str, str]
    ) -> None:
        """``indicators``: the columns of ``tables.INDICATORS``; ``names``: unit code → name."""
        self._sums = consolidation
        self._names = names
        self._rows = {str(row["code"]): row for row in indicators.to_dict("records")}

    def raw(self) -> dict[str, Number | None]:
        """Return each indicator's total; 0 for a sum and None for a rate that nobody answered."""
        return {code: self._total(code) for code in self._rows}

    def texts(self) -> dict[str, str]:
        """Return each indicator's total as formal prose writes it: ``05``, ``1.250``, ``92,68``."""
        return {code: self._text(code) for code in self._rows}

    def answers(self) -> dict[str, int]:
        """Return how many units gave a figure for each indicator."""
        return {code: self._sums.answers.get(code, 0) for code in self._rows}

    def unanswered(self) -> list[Item]:
        """Return the summed indicators for which no unit gave a figure: ``ma``, ``ten``."""
        return [
            {"ma": code, "ten": row["text"]}
            for code, row in self._rows.items()
            if row["aggregation"] == AGGREGATIONS["sum"] and not self._sums.answers.get(code)
        ]

    def units_with_none(self, code: str) -> list[Item]:
        """Return the units that answered 0: ``ten``, ``so``."""
        return self._units(lambda unit: 0 if self._of(unit, code) == 0 else None)

    def units_with_rest(self, whole: str, part: str) -> list[Item]:
        """Return the units whose ``whole`` exceeds their ``part``, ``so`` being the difference."""

        def rest(unit: str) -> Number | None:
            left = (self._of(unit, whole) or 0) - (self._of(unit, part) or 0)
            return left if left > 0 else None

        return self._units(rest)

    def units_below_total(self, code: str) -> list[Item]:
        """Return the units under the provincial figure, ``so`` being their own, lowest first."""
        mean = self._total(code)

        def below(unit: str) -> Number | None:
            own = self._of(unit, code)
            return own if own is not None and mean is not None and own < mean else None

        return sorted(self._units(below), key=lambda item: item["so"])

    def _units(self, pick: Callable[[str], Number | None]) -> list[Item]:
        found = ((unit, pick(unit)) for unit in self._names)
        return [
            {"ten": self._names[unit], "so": figure} for unit, figure in found if figure is not None
        ]

    def _row(self, code: str) -> dict[Any, Any]:
        if code not in self._rows:
            raise DanVanError(
                f"Mẫu báo cáo dùng chỉ tiêu «{code}» mà trang Danh mục không có: "
                "thêm chỉ tiêu có mã đó vào trang Danh mục, hoặc sửa mã trong mẫu."
            )
        return self._rows[code]

    def _of(self, unit: str, code: str) -> Number | None:
        """Return one unit's figure, a ratio calculated from its own parts; None without one."""
        row, own = self._row(code), self._sums.by_unit.get(unit, {})
        if row["aggregation"] != AGGREGATIONS["ratio"]:
            return own.get(code)
        part, whole = own.get(row["numerator"]), own.get(row["denominator"])
        return None if part is None or not whole else 100 * part / whole

    def _total(self, code: str) -> Number | None:
        empty = 0 if self._row(code)["aggregation"] == AGGREGATIONS["sum"] else None
        return self._sums.totals.get(code, empty)

    def _text(self, code: str) -> str:
        total = self._total(code)
        if total is None:
            return NO_FIGURE
        if self._rows[code]["whole"] == MARK and isinstance(total, int) and total >= 0:
            return vn_count(total)
        return vn_number(round(total, DECIMALS))
