"""Who returns what, and when: the course of a made-up round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from danvan_xl.demo.answers import SEED
from danvan_xl.demo.days import working_day, working_days
from danvan_xl.demo.places import subordinates
from danvan_xl.schema.units import Unit

GOOD_IN_TIME, GOOD_LATE, WRONG, MISSING = "good in time", "good late", "wrong", "missing"

_SHARES = {GOOD_LATE: 4 / 41, WRONG: 4 / 41, MISSING: 5 / 41}
"""Of all units; one more returns a wrong form and then a right one, the rest is in time."""

_MISTAKES = (
    ("text_for_number", "level_missing"),
    ("out_of_range", "resolved_exceeds_received", "answer_missing"),
    ("row_too_many", "date_outside_period", "error_cell", "word_not_in_list"),
    ("reason_missing",),
)
_MISTAKES_CORRECTED_LATER = ("not_whole", "same_name_twice")
_DOUBTS = ("similar_name", "decision_missing")
_DOUBT_OF_DISTRICT = "subordinates_differ"
"""What leads to a warning only; a good form each."""

CORRECTED_SUFFIX = "_da_sua"
COPY_SUFFIX = "_ban_sao"
_DAYS_OF_RETURN = 10
"""Forms arrive from this many days before the last day in time."""


@dataclass(frozen=True)
class Step:
    """One form that comes back, or that a unit returns nothing."""

    unit_code: str
    kind: str
    """``GOOD_IN_TIME``, ``GOOD_LATE``, ``WRONG`` or ``MISSING``."""
    received: date | None = None
    signed: date | None = None
    """Date of the unit's report."""
    mistakes: tuple[str, ...] = ()
    """Names of ``mistakes.MISTAKES``."""
    suffix: str = ""
    """Added to the name, without its ``.xlsx``, under which the form was handed out."""
    copy: bool = False
    """Whether it is the very file of the step before, sent once more."""


def plan(units: Sequence[Unit], last_day: date = date(2022, 9, 19), seed: int = SEED) -> list[Step]:
    """Return the steps of a round in which ``units`` report until ``last_day``.

    A unit's steps stand together in the order in which they happen, units in their given order.
    Of 41 units 27 return a good form in time, one of them twice, three with something doubtful in
    it; 4 return a good one late, 4 a wrong one, one a wrong one and then a good one in time; 5
    nothing.
    """
    rng = Random(f"forms {seed} {last_day:%Y-%m-%d}")
    shuffled = rng.sample([unit.code for unit in units], len(units))
    groups = {}
    for kind, share in _SHARES.items():
        number = round(share * len(units))
        groups[kind], shuffled = shuffled[:number], shuffled[number:]
    corrected, copied, usual = shuffled[:1], shuffled[1:2], shuffled[2:]
    wrong = {code: i for i, code in enumerate(groups[WRONG])}
    doubts = {code: (doubt,) for code, doubt in zip(usual, _DOUBTS, strict=False)}
    over = {unit.code for unit in units if subordinates(unit, last_day.year)}
    if others := [code for code in usual[len(_DOUBTS) :] if code in over]:
        doubts[others[0]] = (_DOUBT_OF_DISTRICT,)
    steps = []
    for unit in units:
        code = unit.code
        if code in groups[MISSING]:
            steps.append(Step(code, MISSING))
        elif code in groups[GOOD_LATE]:
            steps.append(_step(code, GOOD_LATE, _late_day(last_day, rng), rng))
        elif code in wrong:
            mistakes = _MISTAKES[wrong[code] % len(_MISTAKES)]
            steps.append(_step(code, WRONG, _day_in_time(last_day, rng), rng, mistakes))
        elif code in corrected:
            steps += _corrected(code, last_day, rng)
        else:
            received = _day_in_time(last_day, rng)
            steps.append(_step(code, GOOD_IN_TIME, received, rng, doubts.get(code, ())))
            if code in copied:
                steps.append(replace(steps[-1], suffix=COPY_SUFFIX, copy=True))
    return steps


def _step(
    code: str, kind: str, received: date, rng: Random, mistakes: tuple[str, ...] = ()
) -> Step:
    signed = working_day(received - timedelta(days=rng.randint(1, 4)))
    return Step(code, kind, received, signed, mistakes)


def _corrected(code: str, last_day: date, rng: Random) -> list[Step]:
    first = working_day(last_day - timedelta(days=_DAYS_OF_RETURN - 2))
    second = working_day(last_day - timedelta(days=3))
    wrong = _step(code, WRONG, first, rng, _MISTAKES_CORRECTED_LATER)
    return [wrong, Step(code, GOOD_IN_TIME, second, wrong.signed, suffix=CORRECTED_SUFFIX)]


def _day_in_time(last_day: date, rng: Random) -> date:
    """Return a working day up to ``last_day``; most forms arrive in the last ones."""
    days = working_days(last_day - timedelta(days=_DAYS_OF_RETURN), last_day)
    return rng.choices(days, range(1, len(days) + 1))[0]


def _late_day(last_day: date, rng: Random) -> date:
    return rng.choice(working_days(last_day + timedelta(days=2), last_day + timedelta(days=5)))
