"""The figures on the dashboard and above the totals: what its formulas show on one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from danvan_xl.schema.lists import STATUSES

POINTS = 8
"""Days of the timeline up to the last day in time, and as many after it."""
WORST = 10
"""How many overdue units the dashboard names."""
STEP = 3
"""Days between two of those up to the last day in time."""


@dataclass(frozen=True)
class Watched:
    """The obligation that the dashboard looks at."""

    name: str
    is_yearly: bool
    deadline: date
    strict: bool
    last_day: date


@dataclass(frozen=True)
class KindFigures:
    """How the units of one kind stand."""

    due: int = 0
    """Units that owe a report, those exempt left out: what the shares are shares of."""
    received: int = 0
    """Of these, units whose report has come, in time, late, or returned for correction."""
    in_time: int = 0
    """Units whose report came in time and was not returned."""
    valid: int = 0
    """Units whose report was not returned and has no error; only counted of yearly reports."""
    complete: int = 0
    """Of these, units that gave every answer."""

    def __add__(self, other: KindFigures) -> KindFigures:
        return KindFigures(
            self.due + other.due,
            self.received + other.received,
            self.in_time + other.in_time,
            self.valid + other.valid,
            self.complete + other.complete,
        )


@dataclass(frozen=True)
class Overdue:
    """A unit that is overdue."""

    code: str
    name: str
    days: int
    working_days: int


@dataclass(frozen=True)
class Received:
    """How many reports had come by a day."""

    in_time: int = 0
    """By the last day in time."""
    after: int = 0
    """After it."""


@dataclass(frozen=True)
class Under:
    """Units under those that report, such as the communes of all districts."""

    units: int
    said: int
    """How many reported, as the units above them say."""
    received: int
    """How many reports of theirs the register has."""


@dataclass(frozen=True)
class DashboardFigures:
    """Everything that the dashboard counts."""

    as_of: date
    obligation: Watched
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
    timeline: dict[date, Received] = field(default_factory=dict)
    """How many reports had come by each of ``days``."""
    under: Under | None = None
    """Units under those that report; None where there are none."""
    returned_overdue: int = 0
    """Units whose report went back and whose last day is over."""
    errors: int = 0
    """Errors, not warnings, among the findings."""

    @property
    def units(self) -> int:
        """Units of the round, exempt ones among them."""
        return sum(self.statuses.get(key, 0) for key in STATUSES)

    @property
    def all_kinds(self) -> KindFigures:
        """The kinds together."""
        return sum(self.kinds.values(), KindFigures())

    @property
    def step(self) -> int:
        """Days between two days of the timeline after the last day in time."""
        return max(1, -(-(self.as_of - self.last_day).days // POINTS))

    @property
    def days(self) -> dict[int, date]:
        """Place on the timeline → its day; place 0 is the last day in time."""
        steps = {
            place: STEP if place <= 0 else self.step for place in range(1 - POINTS, POINTS + 1)
        }
        return {place: self.last_day + timedelta(place * step) for place, step in steps.items()}

    def received_by(self, place: int) -> Received:
        """Return how many reports had come by the day of a place on the timeline."""
        return self.timeline.get(self.days[place], Received())

    @property
    def last_day(self) -> date:
        """Last day in time of what is watched, without any unit's extension."""
        return self.obligation.last_day
