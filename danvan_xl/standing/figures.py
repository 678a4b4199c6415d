"""The figures of the dashboard on a day.

Pure functions over DataFrames. The workbook shows the same by formulas; a test recalculates them
and compares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from danvan_xl.building.figures import (
    STEP,
    WORST,
    DashboardFigures,
    KindFigures,
    Overdue,
    Received,
    Under,
    Watched,
)
from danvan_xl.schema.lists import FIELDS, KINDS, QUALITIES, SEVERITIES, STAGES, STATUSES
from danvan_xl.standing.obligations import Obligation
from danvan_xl.standing.rollup import answers

_IN_TIME, _LATE = STATUSES["in_time"], STATUSES["late"]


def figures(
    frames: Mapping[str, pd.DataFrame], *, year: int, as_of: date, obligation: Obligation
) -> DashboardFigures:
    """Return the dashboard's figures of what is watched, ``obligation``, on ``as_of``.

    ``frames``: key of a table → its rows, submissions with their calculated columns. What is
    missing or empty may lack columns.
    """
    initiatives, findings = (frames.get(k, pd.DataFrame()) for k in ("initiatives", "findings"))
    watched = _watched(frames.get("submissions", pd.DataFrame()), year, obligation)
    words = {} if watched.empty else watched["status"].value_counts().to_dict()
    pairs = (
        [] if initiatives.empty else zip(initiatives["field"], initiatives["stage"], strict=True)
    )
    matrix = Counter((str(one), str(stage)) for one, stage in pairs)
    shown = DashboardFigures(
        as_of=as_of,
        obligation=Watched(
            obligation.name,
            obligation.is_yearly,
            obligation.deadline,
            obligation.strict,
            obligation.last_day,
        ),
        statuses={key: int(words.get(word, 0)) for key, word in STATUSES.items()},
        kinds={key: _kind_figures(watched, word) for key, word in KINDS.items()},
        initiatives=len(initiatives),
        fields=_counts(initiatives, "field", FIELDS),
        stages=_counts(initiatives, "stage", STAGES),
        matrix={(one, stage): matrix[one, stage] for one in FIELDS for stage in STAGES},
        worst=_worst(watched),
        under=_under(watched, frames, year, obligation),
        returned_overdue=_returned_overdue(watched),
        errors=_own_errors(findings),
    )
    return replace(shown, timeline=_timeline(watched, shown))


def _watched(submissions: pd.DataFrame, year: int, obligation: Obligation) -> pd.DataFrame:
    if submissions.empty:
        return submissions
    of_year = submissions[submissions["year"] == year]
    return of_year[of_year["obligation"] == obligation.name]


def _own_errors(findings: pd.DataFrame) -> int:
    """Return how many errors are in the workbook itself, not in forms that went back."""
    if findings.empty:
        return 0
    own = (findings["severity"] == SEVERITIES["error"]) & (findings["file"] == "")
    return int(own.sum())


def _counts(frame: pd.DataFrame, column: str, words: tuple[str, ...]) -> dict[str, int]:
    return {word: 0 if frame.empty else int((frame[column] == word).sum()) for word in words}


def _kind_figures(watched: pd.DataFrame, kind: str) -> KindFigures:
    if watched.empty:
        return KindFigures()
    rows = watched[watched["kind"] == kind]
    status, quality = Counter(rows["status"]), Counter(rows["quality"])
    complete = quality[QUALITIES["complete"]]
    return KindFigures(
        due=len(rows) - status[STATUSES["exempt"]],
        received=status[_IN_TIME] + status[_LATE] + status[STATUSES["returned"]],
        in_time=status[_IN_TIME],
        valid=complete + quality[QUALITIES["incomplete"]],
        complete=complete,
    )


def _worst(watched: pd.DataFrame) -> tuple[Overdue, ...]:
    if watched.empty:
        return ()
    overdue = watched[watched["status"] == STATUSES["overdue"]]
    worst = overdue.sort_values("days", ascending=False, kind="stable").head(WORST)
    columns = ["unit_code", "unit_name", "days", "working_days"]
    return tuple(
        Overdue(str(code), str(name), int(days), int(working))
        for code, name, days, working in worst[columns].itertuples(index=False)
    )


def _returned_overdue(watched: pd.DataFrame) -> int:
    if watched.empty:
        return 0
    return int(((watched["status"] == STATUSES["returned"]) & (watched["days"] > 0)).sum())


def _timeline(watched: pd.DataFrame, shown: DashboardFigures) -> dict[date, Received]:
    """Return how many reports had come by each of the days that the chart shows.

    A report that was returned came at the latest on the day it was returned.
    """
    came: list[date] = []
    if not watched.empty:
        owed = watched[watched["status"] != STATUSES["exempt"]]
        days = zip(owed["received"], owed["returned"], strict=True)
        came = [day for received, returned in days if (day := received or returned)]
    line = {}
    for place, day in shown.days.items():
        step = STEP if place <= 0 else shown.step
        until = min(day, shown.as_of) if day - timedelta(step) < shown.as_of else date.min
        in_time = sum(one <= min(until, shown.last_day) for one in came)
        line[day] = Received(in_time, sum(one <= until for one in came) - in_time)
    return line


def _under(
    watched: pd.DataFrame,
    frames: Mapping[str, pd.DataFrame],
    year: int,
    obligation: Obligation,
) -> Under | None:
    units = frames.get("units", pd.DataFrame())
    count = 0 if units.empty else int((units["parent_code"] != "").sum())
    if not obligation.is_yearly or not count or watched.empty:
        return None
    results, indicators = (frames.get(k, pd.DataFrame()) for k in ("results", "indicators"))
    came = watched[watched["status"].isin((_IN_TIME, _LATE))]
    answered = answers(results, indicators)
    said = sum(answered.get((code, year), 0) for code in came["unit_code"])
    return Under(count, int(said), int((came["parent_code"] != "").sum()))
