"""How units reported in earlier years, by the units that went on with their work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

_NOT_OWED = ("exempt", "not_due", "due_soon")


@dataclass(frozen=True)
class Record:
    """How one unit reported in one year, or those that it went on from."""

    year: int
    units: int
    """How many units owed a report, those exempt left out."""
    in_time: int
    late: int
    returned: int
    """How many never gave back what was returned to them."""
    days: int
    """Calendar days late, of the latest of them."""
    name: str = ""
    """Of the unit, if it is another one whose work this unit went on with."""

    @property
    def missing(self) -> int:
        """How many never reported."""
        return self.units - self.in_time - self.late - self.returned

    @property
    def text(self) -> str:
        """Return the year as users read it."""
        if self.units == 1:
            words = {
                "đúng hạn": self.in_time,
                f"nộp muộn {self.days} ngày": self.late,
                "bị trả lại, chưa nộp bản sửa": self.returned,
                "không nộp": self.missing,
            }
            (word,) = (word for word, count in words.items() if count)
            return f"{self.year}: {f'{self.name} {word}' if self.name else word}"
        parts = [f"{self.in_time}/{self.units} đơn vị cũ đúng hạn"]
        parts += [f"{self.late} nộp muộn"] if self.late else []
        parts += [f"{self.returned} chưa nộp bản sửa"] if self.returned else []
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


@dataclass(frozen=True)
class Standing:
    """How one unit stood at the end of a year."""

    code: str
    name: str
    status: str
    """A key of ``STATUSES``."""
    days: int = 0
    """Days that go with it."""


def record_of(year: int, standings: Sequence[Standing], unit: str) -> Record | None:
    """Return what ``standings`` make together for ``unit``; None when nobody owed a report."""
    owed = [one for one in standings if one.status not in _NOT_OWED]
    if not owed:
        return None
    counts = Counter(one.status for one in owed)
    return Record(
        year,
        units=len(owed),
        in_time=counts["in_time"],
        late=counts["late"],
        returned=counts["returned"],
        days=max((one.days for one in owed if one.status == "late"), default=0),
        name=owed[0].name if len(owed) == 1 and owed[0].code != unit else "",
    )


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
            if record := record_of(year, standings, heir):
                found[heir].append(record)
    return {unit: History(tuple(records)) for unit, records in found.items()}
