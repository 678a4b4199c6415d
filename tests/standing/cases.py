"""When a report is in time and how a unit stands: a table that people can check by hand.

A line: deadline and rule · extension, received, returned, exempt · today · status, days, working
days. Days are day/month of the section's year; ``-`` is blank. Rules: ``<`` before that day, ``=``
until the end of that day, ``>`` behind them moved to the next working day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

_TABLE = """
[2026]  20/9 is a Sunday, 19/9 a Saturday; days off 31/8-2/9, for which Saturday 22/8 is worked
20/9<  - - - - · 1/8 · not_due 49 33
20/9<  - - - - · 1/9 · not_due 18 12
20/9<  - - - - · 11/9 · not_due 8 5
20/9<  - - - - · 12/9 · due_soon 7 5
20/9<  - - - - · 18/9 · due_soon 1 0
20/9<  - - - - · 19/9 · due_soon 0 0
20/9<  - - - - · 20/9 · overdue 1 0
20/9<  - - - - · 21/9 · overdue 2 1
20/9<  - - - - · 26/9 · overdue 7 5
20/9<  - - - - · 27/9 · overdue 8 5
20/9<  - - - - · 19/10 · overdue 30 21
20/9<  - - - - · 20/10 · overdue 31 22
20/9<  - - - - · 31/12 · overdue 103 73
20/9=  - - - - · 12/9 · not_due 8 5
20/9=  - - - - · 20/9 · due_soon 0 0
20/9=  - - - - · 21/9 · overdue 1 1
20/9<>  - - - - · 19/9 · due_soon 2 1
20/9<>  - - - - · 20/9 · due_soon 1 1
20/9<>  - - - - · 21/9 · due_soon 0 0
20/9<>  - - - - · 22/9 · overdue 1 1
20/9=>  - - - - · 21/9 · due_soon 0 0
20/9=>  - - - - · 22/9 · overdue 1 1
22/9<>  - - - - · 21/9 · due_soon 0 0
20/9<  - 18/9 - - · 20/9 · in_time 0 0
20/9<  - 19/9 - - · 20/9 · in_time 0 0
20/9<  - 20/9 - - · 20/9 · late 1 0
20/9<  - 21/9 - - · 21/9 · late 2 1
20/9<  - 20/9 - - · 19/9 · due_soon 0 0
20/9=  - 20/9 - - · 20/9 · in_time 0 0
20/9=  - 21/9 - - · 21/9 · late 1 1
20/9<>  - 21/9 - - · 22/9 · in_time 0 0
20/9<>  - 22/9 - - · 22/9 · late 1 1
20/9<  - 30/9 - - · 26/9 · overdue 7 5
20/9<  - 20/10 - - · 31/12 · late 31 22
20/9<  - 19/9T00:00 - - · 20/9 · in_time 0 0
20/9<  - 19/9T23:59 - - · 19/9 · in_time 0 0
20/9<  - 19/9T23:59 - - · 20/9 · in_time 0 0
20/9<  - 20/9T00:00 - - · 20/9 · late 1 0
20/9<  - 20/9T00:01 - - · 20/9 · late 1 0
20/9<  - 21/9T08:30 - - · 20/9 · overdue 1 0
20/9=  - 20/9T23:59 - - · 20/9 · in_time 0 0
20/9=  - 21/9T00:00 - - · 21/9 · late 1 1
20/9<  25/9 - - - · 20/9 · due_soon 5 5
20/9<  25/9 - - - · 18/9 · due_soon 7 5
20/9<  25/9 - - - · 12/9 · not_due 13 10
20/9<  25/9 - - - · 26/9 · overdue 1 0
20/9<  25/9 25/9 - - · 26/9 · in_time 0 0
20/9<  25/9 26/9 - - · 26/9 · late 1 0
20/9<  25/9T17:00 25/9T23:00 - - · 26/9 · in_time 0 0
20/9<  10/9 - - - · 12/9 · overdue 2 1
20/9<  10/9 12/9 - - · 12/9 · late 2 1
20/9<>  26/9 - - - · 27/9 · overdue 1 0
20/9<  - - - x · 1/9 · exempt 0 0
20/9<  - - - x · 31/12 · exempt 0 0
20/9<  - 21/9 - x · 21/9 · exempt 0 0
20/9<  - - 15/9 x · 21/9 · exempt 0 0
20/9<  - - - miễn · 21/9 · exempt 0 0
20/9<  25/9 - - x · 27/9 · exempt 0 0
20/9<  - - 11/9 - · 11/9 · returned 0 0
20/9<  - - 11/9 - · 20/9 · returned 1 0
20/9<  - - 11/9 - · 27/9 · returned 8 5
20/9<  - - 12/9 - · 11/9 · not_due 8 5
20/9<  - - 11/9T23:30 - · 11/9 · returned 0 0
20/9<  - - 12/9T00:10 - · 11/9 · not_due 8 5
20/9<  - 10/9 11/9 - · 12/9 · returned 0 0
20/9<  - 10/9 11/9 - · 21/9 · returned 2 1
20/9<  - 18/9 11/9 - · 20/9 · in_time 0 0
20/9<  - 11/9 11/9 - · 12/9 · in_time 0 0
20/9<  - 11/9T15:00 11/9T09:00 - · 12/9 · in_time 0 0
20/9<  - 11/9T09:00 11/9T15:00 - · 12/9 · in_time 0 0
20/9<  - 20/9 11/9 - · 20/9 · late 1 0
20/9<  - 20/9 11/9 - · 19/9 · returned 0 0
20/9<  - 19/9 21/9 - · 20/9 · in_time 0 0
20/9<  - 19/9 21/9 - · 21/9 · returned 2 1
20/9<  - 26/9 21/9 - · 26/9 · late 7 5
20/9<  25/9 - 21/9 - · 22/9 · returned 0 0
20/9<  25/9 - 21/9 - · 27/9 · returned 2 0
20/9<  - 5/1 - - · 1/9 · in_time 0 0
20/9<  - 15/12/2025 - - · 1/9 · in_time 0 0
20/9<  - 15/12/2025 31/12/2025 - · 1/9 · returned 0 0
31/8<  - - - - · 1/9 · overdue 2 0
31/8=>  - - - - · 1/9 · due_soon 2 1
31/8=>  - 3/9 - - · 11/9 · in_time 0 0
23/8<>  - 22/8 - - · 1/9 · in_time 0 0
23/8<>  - 24/8 - - · 1/9 · late 2 1
24/8<>  - 24/8 - - · 1/9 · in_time 0 0
18/2<  - - - - · 16/2 · due_soon 1 0
18/2<>  - - - - · 16/2 · due_soon 7 1
18/2<>  - - - - · 15/2 · not_due 8 1
18/2<>  - 23/2 - - · 1/9 · in_time 0 0
18/2<>  - 24/2 - - · 1/9 · late 1 1
16/2<  - - - - · 23/2 · overdue 8 1
15/3<  - - - - · 1/9 · overdue 171 118
1/1<  - 2/1 - - · 1/8 · late 2 1

[2024]  a leap year; Saturday 4/5 is worked for Monday 29/4
1/3<  - - - - · 28/2 · due_soon 1 1
1/3<  - - - - · 29/2 · due_soon 0 0
1/3<  - - - - · 1/3 · overdue 1 1
1/3<  - 29/2 - - · 1/3 · in_time 0 0
1/3=  - 1/3 - - · 1/3 · in_time 0 0
29/2<  - 29/2 - - · 29/2 · late 1 1
29/2=  - 29/2T23:59 - - · 29/2 · in_time 0 0
5/5<  - - - - · 5/5 · overdue 1 0
5/5<>  - 4/5 - - · 5/5 · in_time 0 0
4/5<  - - - - · 5/5 · overdue 2 1
30/4<>  - - - - · 28/2 · not_due 64 42
30/4<>  - 2/5 - - · 5/5 · in_time 0 0
30/4<>  - 3/5 - - · 5/5 · late 1 1
11/2<>  - 15/2 - - · 28/2 · in_time 0 0
11/2<>  - 16/2 - - · 28/2 · late 1 1

[2025]  over the turn of the year
20/9<  - - - - · 2/1/2026 · overdue 105 74
20/9<  - 5/1/2026 - - · 2/1/2026 · overdue 105 74
31/12=  - - - - · 31/12 · due_soon 0 0
31/12=  - - - - · 1/1/2026 · overdue 1 0
31/12=  - 1/1/2026 - - · 2/1/2026 · late 1 0
"""


@dataclass(frozen=True)
class Case:
    """One line of the table."""

    line: str
    year: int
    rule: str
    """Deadline and rule."""
    extension: date | None
    received: date | None
    """A ``datetime`` where the cell holds a time too."""
    returned: date | None
    exempt: str
    today: date
    expected: tuple[str, int, int]

    @property
    def deadline(self) -> date:
        return _required(self.rule.rstrip("<=>"), self.year)

    @property
    def name(self) -> str:
        """Of the obligation that stands for the rule."""
        moved = " dời" if self.moved else ""
        return f"{'trước' if self.strict else 'đến hết'} {self.deadline:%d.%m}{moved}"

    @property
    def strict(self) -> bool:
        return "<" in self.rule

    @property
    def moved(self) -> bool:
        return self.rule.endswith(">")


def _day(text: str, year: int) -> date | None:
    if text == "-":
        return None
    day, _, time = text.partition("T")
    parts = [int(part) for part in day.split("/")]
    found = date(parts[2] if len(parts) == 3 else year, parts[1], parts[0])
    return datetime.combine(found, datetime.strptime(time, "%H:%M").time()) if time else found


def _required(text: str, year: int) -> date:
    found = _day(text, year)
    assert found
    return found


def _case(line: str, year: int) -> Case:
    facts, today, result = (part.split() for part in line.split("·"))
    rule, extension, received, returned, exempt = facts
    status, days, working = result
    return Case(
        line=line,
        year=year,
        rule=rule,
        extension=_day(extension, year),
        received=_day(received, year),
        returned=_day(returned, year),
        exempt="" if exempt == "-" else exempt,
        today=_required(today[0], year),
        expected=(status, int(days), int(working)),
    )


def cases() -> list[Case]:
    """Return every line of the table."""
    found: list[Case] = []
    year = 0
    for line in filter(None, _TABLE.splitlines()):
        if line.startswith("["):
            year = int(line[1:5])
        else:
            found.append(_case(line, year))
    return found
