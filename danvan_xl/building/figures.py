"""The figures on the dashboard and above the totals: what its formulas show on one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from danvan_xl.schema.lists import STATUSES


@dataclass(frozen=True)
class KindFigures:
    """How the units of one kind stand."""

    due: int = 0
    """Units that have to report, those exempt left out."""
    received: int = 0
    """Of these, reports received and not returned."""
    in_time: int = 0


@dataclass(frozen=True)
class Overdue:
    """A unit that is overdue."""

    code: str
    name: str
    days: int


@dataclass(frozen=True)
class DashboardFigures:
    """Everything that the dashboard counts."""

    as_of: date
    last_day: date
    """Last day in time by the general rule, without any unit's extension."""
    statuses: dict[str, int] = field(default_factory=dict)
    """Key of a status → number of units."""
    kinds: dict[str, KindFigures] = field(default_factory=dict)
    """Key of a kind of unit → its figures."""
    initiatives: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    stages: dict[str, int] = field(default_factory=dict)
    matrix: dict[tuple[str, str], int] = field(default_factory=dict)
    """(Field, stage) → number of initiatives."""
    worst: tuple[Overdue, ...] = ()
    """Overdue units, worst first, at most ten."""
    errors: int = 0
    """Errors, not warnings, among the findings."""

    @property
    def units(self) -> int:
        """Units of the round, exempt ones among them."""
        return sum(self.statuses.get(key, 0) for key in STATUSES)

    @property
    def all_kinds(self) -> KindFigures:
        """The kinds together."""
        return KindFigures(
            due=sum(kind.due for kind in self.kinds.values()),
            received=sum(kind.received for kind in self.kinds.values()),
            in_time=sum(kind.in_time for kind in self.kinds.values()),
        )
