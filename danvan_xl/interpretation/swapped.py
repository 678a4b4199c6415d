"""Days that may have been turned round: on a system with US dates ``05/9/2022`` became 9 May.

There ``20/9/2022`` stays text, so that a column with such texts makes its real dates suspect; and
a text that can only have the month first makes the others of its kind suspect.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from danvan_xl.interpretation.dates import in_separated_figures
from danvan_xl.interpretation.reading import Reading
from danvan_xl.schema.text import vn_date
from danvan_xl.submissions.raw import RawCell


def with_doubts(cells: Sequence[RawCell], readings: Sequence[Reading]) -> list[tuple[int, Reading]]:
    """Return place and warning of each day of a column that may be turned round.

    ``readings`` are what ``cells`` were read as. Days that are the same either way are right.
    """
    figures = [in_separated_figures(cell) if isinstance(cell, str) else None for cell in cells]
    texts = [pair for pair in figures if pair is not None]
    if not texts:
        return []
    month_first = any(first <= 12 < second for first, second in texts)
    doubts = []
    for place, (cell, pair, reading) in enumerate(zip(cells, figures, readings, strict=True)):
        suspect = isinstance(cell, date) or (pair is not None and month_first)
        day = reading.value
        if suspect and isinstance(day, date) and day.day <= 12 and day.day != day.month:
            swapped = date(day.year, day.day, day.month)
            texts_of = {"value": vn_date(day), "swapped": vn_date(swapped)}
            doubts.append((place, Reading(day, "O15", texts_of)))
    return doubts
