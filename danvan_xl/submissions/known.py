"""Forms of a unit that were read before and do not count: which, since when, what became of them.

The master keeps them as a text in the unit's row, so that the same folder can be read again and
again: a form has the day on which it came first, and one that was replaced stays so.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_MOST = 150
"""Forms of one unit that are remembered, the latest ones: a cell holds no more text."""


class Outcome(StrEnum):
    """What became of a form that does not count."""

    REPLACED = "replaced"
    """Another one counts."""
    RETURNED = "returned"
    """It has errors."""
    WAITING = "waiting"
    """A person must choose between it and another one."""


@dataclass(frozen=True)
class ReadBefore:
    """A form that was read before."""

    sha256: str
    received: date
    outcome: Outcome
    content: str = ""
    """What a right form says, as a hash; "" for a wrong one."""


def parse_known(text: str) -> list[ReadBefore]:
    """Return the forms in ``text``; what nobody can read is left out."""
    found = []
    for item in text.split(";"):
        with suppress(ValueError):
            day, outcome, sha256, *content = item.split()
            found.append(
                ReadBefore(sha256, date.fromisoformat(day), Outcome(outcome), *content[:1])
            )
    return found


def text_of_known(forms: Iterable[ReadBefore]) -> str:
    """Return ``forms`` as the master keeps them: of each file the last that is said of it."""
    latest: dict[str, ReadBefore] = {}
    for one in forms:
        latest.pop(one.sha256, None)
        latest[one.sha256] = one
    items = (
        " ".join(filter(None, (one.received.isoformat(), one.outcome, one.sha256, one.content)))
        for one in [*latest.values()][-_MOST:]
    )
    return "; ".join(items)
