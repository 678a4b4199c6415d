"""Which of several forms of a unit counts: pure logic over what was received when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from danvan_xl.submissions.form_data import FormData


@dataclass(frozen=True)
class Candidate:
    """A form that could be read and was checked."""

    path: Path
    form: FormData
    unit_code: str
    """"" when the form does not say which unit it is of."""
    is_right: bool
    """Whether it has no error."""
    received: date


@dataclass
class Decision:
    """What to do with each form."""

    accepted: list[Candidate] = field(default_factory=list)
    returned: list[Candidate] = field(default_factory=list)
    superseded: list[Candidate] = field(default_factory=list)
    conflicts: list[list[Candidate]] = field(default_factory=list)
    """Forms of one unit of which a person must choose one."""


def decide(candidates: Iterable[Candidate], since: Mapping[str, date]) -> Decision:
    """Sort forms into those that count, those to return and those that a better one replaced.

    ``since``: unit code → day on which the form now in the master was received. Of several right
    forms of a unit the one received last counts; different ones of the same day are a conflict. A
    form older than what counts is superseded; so is a wrong one when a right one was received on
    the same day or later.
    """
    decision = Decision()
    counts = dict(since)
    right: dict[str, list[Candidate]] = defaultdict(list)
    wrong: list[Candidate] = []
    for candidate in candidates:
        if candidate.is_right:
            right[candidate.unit_code].append(candidate)
        else:
            wrong.append(candidate)
    for unit, forms in right.items():
        newest = max(form.received for form in forms)
        latest = [form for form in forms if form.received == newest]
        if unit in counts and newest < counts[unit]:
            decision.superseded += forms
            continue
        decision.superseded += [form for form in forms if form.received < newest]
        if len(latest) > 1:
            decision.conflicts.append(latest)
        else:
            decision.accepted += latest
            counts[unit] = newest
    for form in wrong:
        done_with = form.unit_code in counts and counts[form.unit_code] >= form.received
        (decision.superseded if done_with else decision.returned).append(form)
    return decision
