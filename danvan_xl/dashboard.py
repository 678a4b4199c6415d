"""What a master is built from: its tables with the values of their calculated columns.

Pure functions over DataFrames. The workbook shows the same by formulas; a test recalculates them
and compares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pandas as pd

from danvan_xl import consolidation
from danvan_xl.building.master import MasterContent
from danvan_xl.schema.columns import Table
from danvan_xl.schema.lists import AGGREGATIONS, STATUSES, YEARLY
from danvan_xl.schema.settings import Value, settings_of
from danvan_xl.schema.tables import HOLIDAYS, OBLIGATIONS
from danvan_xl.standing import deadlines, quality, rollup
from danvan_xl.standing.figures import figures
from danvan_xl.standing.obligations import Obligations, names_as_known, obligations_of
from danvan_xl.standing.working_days import WorkingCalendar


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
    calendar = WorkingCalendar.of(_frame(frames, HOLIDAYS))
    obligations = obligations_of(_frame(frames, OBLIGATIONS), values, deadline, calendar)
    (name,) = names_as_known([str(values["period.obligation"])], obligations)
    watched = obligations[name]
    calculated = with_calculated(frames, as_of)
    rows = frames.get("obligations", pd.DataFrame())
    if not rows.empty:
        submissions = calculated.get("submissions", pd.DataFrame())
        calculated["obligations"] = _with_counts(rows, obligations, submissions, year)
    shown = figures(calculated, year=year, as_of=as_of, obligation=watched)
    return MasterContent(year, shown, calculated, dict(settings))


def with_calculated(frames: Mapping[str, pd.DataFrame], as_of: date) -> dict[str, pd.DataFrame]:
    """Return ``frames`` with the calculated columns of submissions, totals and findings added."""
    done = dict(frames)
    submissions = frames.get("submissions", pd.DataFrame())
    if not submissions.empty:
        done["submissions"] = _with_standing(submissions, frames, as_of)
    totals = frames.get("totals", pd.DataFrame())
    if not totals.empty:
        done["totals"] = _with_live_totals(totals, frames.get("results", pd.DataFrame()))
    findings = frames.get("findings", pd.DataFrame())
    if not findings.empty:
        links = (findings["file"] == "") & (findings["cell"] != "") & (findings["code"] != "")
        done["findings"] = findings.assign(link=links.map({True: "Đến ô", False: ""}))
    return done


def _with_standing(
    submissions: pd.DataFrame, frames: Mapping[str, pd.DataFrame], as_of: date
) -> pd.DataFrame:
    calendar = WorkingCalendar.of(_frame(frames, HOLIDAYS))
    done = submissions.join(deadlines.assess(submissions, as_of, calendar))
    units, results, indicators, findings = (
        frames.get(key, pd.DataFrame()) for key in ("units", "results", "indicators", "findings")
    )
    under = rollup.subordinates(done, units, results, indicators)
    yearly = done["obligation"] == YEARLY
    done["quality"] = quality.qualities(done, results, indicators, findings)
    done["subordinates"] = [
        under[row].text(yearly=yearly[row]) if row in under else "" for row in done.index
    ]
    return done.assign(status=done["status"].map(STATUSES).fillna(""))


def _with_counts(
    rows: pd.DataFrame, obligations: Obligations, submissions: pd.DataFrame, year: int
) -> pd.DataFrame:
    """Return the rows of ``tables.OBLIGATIONS`` with their calculated columns."""
    names = names_as_known(rows["name"], obligations)
    done = rows.assign(last_day=[obligations[name].last_day for name in names])
    counts: dict[str, Counter[str]] = {name: Counter() for name in obligations}
    if not submissions.empty:
        of_year = submissions[submissions["year"] == year]
        for name, status in zip(of_year["obligation"], of_year["status"], strict=True):
            counts.setdefault(name, Counter())[status] += 1
    word = STATUSES
    came = (word["in_time"], word["late"], word["returned"])
    of = [counts[name] for name in names]
    return done.assign(
        due=[one.total() - one[""] - one[word["exempt"]] for one in of],
        received=[sum(one[status] for status in came) for one in of],
        overdue=[one[word["overdue"]] for one in of],
    )


def _frame(frames: Mapping[str, pd.DataFrame], table: Table) -> pd.DataFrame:
    """Return the rows of ``table``; none where there is no such frame."""
    nothing = pd.DataFrame(columns=[column.key for column in table], dtype="object")
    return frames.get(table.key, nothing)


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
