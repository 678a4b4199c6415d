"""The catalogue of reporting units and of the communes under them, by day.

Units are renamed, merged and abolished, and codes are used again for other places. So a unit is
known by its code *on a day*, and a comparison over years follows successors. What the catalogue
says, and where from, stands in ``data/README.md``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from danvan_xl.errors import DanVanError
from danvan_xl.schema.lists import KINDS

COVERED_FROM = date(2020, 2, 1)
"""The catalogue knows nothing of earlier days: districts and communes were others then."""


@dataclass(frozen=True)
class Unit:
    """One unit during one period in which its name, kind and superior stay the same."""

    code: str
    """Text, leading zeros count. Another unit may bear the same code in another period."""
    name: str
    kind: str
    """A key of ``lists.KINDS``."""
    group: str
    """Vietnamese heading under which the unit is counted."""
    parent_code: str
    """Code of the district a commune belongs to; empty for a unit right under the province."""
    valid_from: date | None
    """First day; None when it lies before the catalogue or is not known."""
    valid_to: date | None
    """Last day; None when the unit goes on."""
    successors: tuple[str, ...]
    """Codes of the units, valid on the day after ``valid_to``, that this one went into."""
    reports_directly: bool
    """Whether it reports to the province itself and not through its district."""

    @property
    def kind_label(self) -> str:
        """The kind as users read it."""
        return KINDS[self.kind]

    def is_valid_on(self, day: date) -> bool:
        """Whether ``day`` lies in the unit's period, first and last day included."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@cache
def load_units() -> tuple[Unit, ...]:
    """Return every unit of every period, in the catalogue's order.

    Bodies of the province first, then districts each followed by its communes, then the communes
    that are right under the province.
    """
    text = files("danvan_xl").joinpath("schema/data/units.csv").read_text(encoding="utf-8")
    return tuple(_unit(row) for row in csv.DictReader(text.splitlines()))


def units_on(day: date) -> tuple[Unit, ...]:
    """Return the units valid on ``day``, in the catalogue's order.

    Raises ``DanVanError`` for a day before ``COVERED_FROM``.
    """
    if day < COVERED_FROM:
        raise DanVanError(
            f"Danh mục đơn vị chỉ có từ ngày {COVERED_FROM:%d/%m/%Y}, chưa có cho ngày "
            f"{day:%d/%m/%Y}; hãy chọn năm báo cáo từ {COVERED_FROM.year} trở đi."
        )
    return tuple(unit for unit in load_units() if unit.is_valid_on(day))


def reporting_units_on(day: date) -> tuple[Unit, ...]:
    """Return those of ``units_on(day)`` that report to the province themselves."""
    return tuple(unit for unit in units_on(day) if unit.reports_directly)


def unit_on(code: str, day: date) -> Unit | None:
    """Return the unit that bears ``code`` on ``day``; None when the catalogue has none."""
    return next((unit for unit in _by_code().get(code, ()) if unit.is_valid_on(day)), None)


def successors_of(code: str, day: date) -> tuple[str, ...]:
    """Return the codes of the direct successors of the unit that bears ``code`` on ``day``.

    Empty when that unit goes on, ended without a successor, or is not in the catalogue.
    """
    unit = unit_on(code, day)
    return unit.successors if unit else ()


def follow(code: str, from_day: date, to_day: date) -> tuple[str, ...]:
    """Return the codes on ``to_day`` of what became of the unit ``code`` of ``from_day``.

    A unit that goes on gives its own code; one that was divided gives several, in the catalogue's
    order. Empty when it ended without a successor or is not in the catalogue: a unit that staff
    added by hand is the caller's to keep. Raises ``ValueError`` when ``to_day`` comes first.
    """
    if to_day < from_day:
        raise ValueError(f"cannot follow backwards from {from_day} to {to_day}")
    start = unit_on(code, from_day)
    ends: set[Unit] = set()
    pending = [start] if start else []
    while pending:
        unit = pending.pop()
        if unit.valid_to is None or to_day <= unit.valid_to:
            ends.add(unit)
        else:
            day_after = unit.valid_to + timedelta(days=1)
            nexts = (unit_on(successor, day_after) for successor in unit.successors)
            pending.extend(successor for successor in nexts if successor)
    return tuple(unit.code for unit in load_units() if unit in ends)


@cache
def _by_code() -> dict[str, tuple[Unit, ...]]:
    """Return the periods of each code."""
    periods: dict[str, tuple[Unit, ...]] = {}
    for unit in load_units():
        periods[unit.code] = (*periods.get(unit.code, ()), unit)
    return periods


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        group=row["group"],
        parent_code=row["parent_code"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        successors=tuple(row["successors"].split(";")) if row["successors"] else (),
        reports_directly=row["reports_directly"] == "yes",
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
