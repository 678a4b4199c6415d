"""The figures of the dashboard on a day, and the values of the master's calculated columns.

Pure functions over DataFrames. The workbook shows the same by formulas; a test recalculates them
and compares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pandas as pd

from danvan_xl import consolidation, deadlines
from danvan_xl.building.figures import DashboardFigures, KindFigures, Overdue
from danvan_xl.building.master import MasterContent
from danvan_xl.schema.lists import AGGREGATIONS, FIELDS, KINDS, SEVERITIES, STAGES, STATUSES
from danvan_xl.schema.settings import Value, settings_of

WORST = 10
"""How many overdue units the dashboard names."""


def content(
    year: int,
    frames: Mapping[str, pd.DataFrame],
    settings: Mapping[str, Value],
    as_of: date,
) -> MasterContent:
    """Return what the master of ``year`` is built from, with everything calculated on ``as_of``.

    ``frames``: key of a table → rows with its stored columns; ``settings``: key → value, what is
    missing has its default.
    """
    values = {setting.key: setting.default for setting in settings_of(year)} | dict(settings)
    deadline = values["period.deadline"]
    if not isinstance(deadline, date):
        raise ValueError("the period has no deadline")
    last_day = deadlines.last_day_in_time(
        deadline,
        strict=bool(values["period.strict"]),
        next_working_day=bool(values["period.next_working_day"]),
    )
    calculated = with_calculated(frames, as_of)
    shown = figures(
        calculated.get("submissions", pd.DataFrame()),
        frames.get("initiatives", pd.DataFrame()),
        frames.get("findings", pd.DataFrame()),
        year=year,
        as_of=as_of,
        last_day=last_day,
    )
    return MasterContent(year, shown, calculated, dict(settings))


def with_calculated(frames: Mapping[str, pd.DataFrame], as_of: date) -> dict[str, pd.DataFrame]:
    """Return ``frames`` with the calculated columns of submissions, totals and findings added."""
    done = dict(frames)
    submissions = frames.get("submissions", pd.DataFrame())
    if not submissions.empty:
        assessed = deadlines.assess(submissions, as_of)
        done["submissions"] = submissions.assign(
            status=assessed["status"].map(STATUSES), days=assessed["days"]
        )
    totals = frames.get("totals", pd.DataFrame())
    if not totals.empty:
        done["totals"] = _with_live_totals(totals, frames.get("results", pd.DataFrame()))
    findings = frames.get("findings", pd.DataFrame())
    if not findings.empty:
        links = (findings["file"] == "") & (findings["cell"] != "") & (findings["code"] != "")
        done["findings"] = findings.assign(link=links.map({True: "Đến ô", False: ""}))
    return done


def _with_live_totals(totals: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    if results.empty:
        results = pd.DataFrame({"indicator": [], "value": []})
    live = consolidation.totals(results, totals.rename(columns={"indicator": "code"}))
    answered = results.dropna(subset=["value"])["indicator"].value_counts()
    done = totals.assign(
        live=[live.get(code, float("nan")) for code in totals["indicator"]],
        answers=[
            int(answered.get(denominator if how == AGGREGATIONS["ratio"] else code, 0))
            for code, how, denominator in zip(
                totals["indicator"], totals["aggregation"], totals["denominator"], strict=True
            )
        ],
    )
    return done.assign(
        check=[_check(a, b) for a, b in zip(done["live"], done["total"], strict=True)]
    )


def _check(live: float, frozen: float) -> str:
    """Return what ``Đối chiếu`` says; NaN stands for blank."""
    if pd.isna(live) and pd.isna(frozen):
        return ""
    if pd.isna(frozen):
        return "Chưa chốt"
    if pd.isna(live):
        return "Đã thay đổi"
    return "Khớp" if abs(live - frozen) < 0.000001 else "Đã thay đổi"


def figures(
    submissions: pd.DataFrame,
    initiatives: pd.DataFrame,
    findings: pd.DataFrame,
    *,
    year: int,
    as_of: date,
    last_day: date,
) -> DashboardFigures:
    """Return the dashboard's figures on ``as_of``.

    ``submissions``: ``year``, ``unit_code``, ``unit_name``, ``kind`` (a word of ``KINDS``),
    ``status`` (a word of ``STATUSES``), ``days``; ``initiatives``: ``field``, ``stage``;
    ``findings``: ``severity``, ``file``. Empty frames may lack columns.
    """
    of_year = submissions if submissions.empty else submissions[submissions["year"] == year]
    words = {} if of_year.empty else of_year["status"].value_counts().to_dict()
    pairs = (
        [] if initiatives.empty else zip(initiatives["field"], initiatives["stage"], strict=True)
    )
    matrix = Counter((str(one), str(stage)) for one, stage in pairs)
    return DashboardFigures(
        as_of=as_of,
        last_day=last_day,
        statuses={key: int(words.get(word, 0)) for key, word in STATUSES.items()},
        kinds={key: _kind_figures(of_year, word) for key, word in KINDS.items()},
        initiatives=len(initiatives),
        fields=_counts(initiatives, "field", FIELDS),
        stages=_counts(initiatives, "stage", STAGES),
        matrix={(one, stage): matrix[one, stage] for one in FIELDS for stage in STAGES},
        worst=_worst(of_year),
        errors=_own_errors(findings),
    )


def _own_errors(findings: pd.DataFrame) -> int:
    """Return how many errors are in the workbook itself, not in forms that went back."""
    if findings.empty:
        return 0
    own = (findings["severity"] == SEVERITIES["error"]) & (findings["file"] == "")
    return int(own.sum())


def _counts(frame: pd.DataFrame, column: str, words: tuple[str, ...]) -> dict[str, int]:
    return {word: 0 if frame.empty else int((frame[column] == word).sum()) for word in words}


def _kind_figures(submissions: pd.DataFrame, kind: str) -> KindFigures:
    if submissions.empty:
        return KindFigures()
    statuses = submissions.loc[submissions["kind"] == kind, "status"]
    in_time = int((statuses == STATUSES["in_time"]).sum())
    return KindFigures(
        due=int((statuses != STATUSES["exempt"]).sum()),
        received=in_time + int((statuses == STATUSES["late"]).sum()),
        in_time=in_time,
    )


def _worst(submissions: pd.DataFrame) -> tuple[Overdue, ...]:
    if submissions.empty:
        return ()
    overdue = submissions[submissions["status"] == STATUSES["overdue"]]
    worst = overdue.sort_values("days", ascending=False, kind="stable").head(WORST)
    return tuple(
        Overdue(str(code), str(name), int(days))
        for code, name, days in zip(
            worst["unit_code"], worst["unit_name"], worst["days"], strict=True
        )
    )
