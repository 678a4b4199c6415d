"""What only the place in the sheet decides: the rank of an overdue unit."""

from __future__ import annotations

import pandas as pd

from danvan_xl.schema.lists import STATUSES


def with_rank(submissions: pd.DataFrame, year: int, first_row: int) -> pd.DataFrame:
    """Return ``submissions`` with the column ``rank`` as its formula gives it.

    ``status`` (a word of ``STATUSES``), ``days`` and ``year`` must be there unless the frame is
    empty; then the table's blank row comes back. ``first_row`` is the sheet's row of the first
    submission, counted from 1.
    """
    if submissions.empty:
        return pd.DataFrame({"rank": [0.0]})
    ranks = [
        days + 1 - row / 1_000_000 if status == STATUSES["overdue"] and of_year == year else 0.0
        for row, (status, days, of_year) in enumerate(
            zip(submissions["status"], submissions["days"], submissions["year"], strict=True),
            start=first_row,
        )
    ]
    return submissions.assign(rank=ranks)
