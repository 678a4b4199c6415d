"""How units reported in earlier years, by the units that went on with their work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

_NOT_DUE = "exempt"


@dataclass(frozen=True)
class Record:
    """How one unit reported in one year, or those that it went on from."""

    year: int
    units: int
    """How many units owed a report, those exempt left out."""
    in_time: int
    late: int
    days: int
    """Calendar days late, of the latest of them."""

    @property
    def missing(self) -> int:
        """How many never reported, or never gave back what was returned to them."""
        return self.units - self.in_time - self.late

    @property
    def text(self) -> str:
        """Return the year as users read it."""
        if self.units == 1:
            word = f"nộp muộn {self.days} ngày" if self.late else "không nộp"
            return f"{self.year}: {'đúng hạn' if self.in_time else word}"
        parts = [f"{self.in_time}/{self.units} đơn vị cũ đúng hạn"]
        parts += [f"{self.late} nộp muộn"] if self.late else []
        parts += [f"{self.missing} không nộp"] if self.missing else []
        return f"{self.year}: {', '.join(parts)}"


@dataclass(frozen=True)
class History:
    """A unit's earlier years, the latest first."""

    records: tuple[Record, ...]

    @property
    def years_in_time(self) -> int:
        """In how many years all was in time."""
        return sum(one.in_time == one.units for one in self.records)

    @property
    def text(self) -> str:
        """Return the years as users read them."""
        years = "; ".join(one.text for one in self.records)
        return f"Đúng hạn {self.years_in_time}/{len(self.records)} năm. {years}."

    def to_json(self) -> list[dict[str, Any]]:
        """Return the years as the JSON contract has them."""
        return [asdict(one) | {"missing": one.missing} for one in self.records]


Standing = tuple[str, int]
"""A key of ``STATUSES`` and the days that go with it."""


def record_of(year: int, standings: Sequence[Standing]) -> Record | None:
    """Return what ``standings``, one a unit, make together; None when nobody owed a report."""
    counts = Counter(status for status, _ in standings)
    units = len(standings) - counts[_NOT_DUE]
    if not units:
        return None
    late = [days for status, days in standings if status == "late"]
    return Record(year, units, counts["in_time"], len(late), max(late, default=0))


def histories(
    years: Mapping[int, Iterable[tuple[Sequence[str], Standing]]],
) -> dict[str, History]:
    """Return unit of this year → its history.

    ``years``: earlier year → for each unit of then the units that went on with its work, and how
    it stood at the end. A unit that was divided counts with each of its successors.
    """
    found: dict[str, list[Record]] = defaultdict(list)
    for year in sorted(years, reverse=True):
        of_heirs: dict[str, list[Standing]] = defaultdict(list)
        for heirs, standing in years[year]:
            for heir in heirs:
                of_heirs[heir].append(standing)
        for heir, standings in of_heirs.items():
            if record := record_of(year, standings):
                found[heir].append(record)
    return {unit: History(tuple(records)) for unit, records in found.items()}
