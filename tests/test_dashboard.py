from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from danvan_xl.building.figures import DashboardFigures, KindFigures, Overdue
from danvan_xl.dashboard import content, with_calculated
from danvan_xl.schema.lists import KINDS, QUALITIES, STATUSES, YEARLY
from danvan_xl.schema.settings import settings_of
from danvan_xl.standing.figures import figures
from danvan_xl.standing.obligations import Obligation, default_obligations, obligations_of
from danvan_xl.standing.working_days import WorkingCalendar, default_holidays
from tests.building import sample

PRESS, COMMUNE = KINDS["press"], KINDS["commune"]


def _submissions(*rows: tuple[int, str, str, str, int]) -> dict[str, pd.DataFrame]:
    """Rows of year, unit, kind, key of a status, days."""
    made = [
        {
            "year": year,
            "unit_code": code,
            "unit_name": f"Đơn vị {code}",
            "kind": kind,
            "obligation": YEARLY,
            "status": STATUSES[status],
            "days": days,
            "working_days": days - 1,
            "quality": QUALITIES["incomplete" if code == "B" else "complete"]
            if status in ("in_time", "late")
            else "",
            "received": None,
            "returned": None,
            "parent_code": "",
        }
        for year, code, kind, status, days in rows
    ]
    return {"submissions": pd.DataFrame(made)}


def _obligation(**changes: object) -> Obligation:
    rows = default_obligations(2026).head(1)
    settings = {s.key: s.default for s in settings_of(2026)}
    nothing = WorkingCalendar(frozenset(), frozenset())
    made = obligations_of(rows, settings, date(2026, 9, 20), nothing)[YEARLY]
    return replace(made, **changes)  # type: ignore[arg-type]


def found(frames: dict[str, pd.DataFrame], **changes: object) -> DashboardFigures:
    return figures(frames, year=2026, as_of=date(2026, 9, 25), obligation=_obligation(**changes))


def test_units_are_counted_by_status_and_by_rates_without_those_exempt() -> None:
    made = found(
        _submissions(
            (2026, "A", PRESS, "in_time", 0),
            (2026, "B", PRESS, "late", 2),
            (2026, "C", PRESS, "exempt", 0),
            (2026, "D", COMMUNE, "returned", 6),
            (2026, "E", COMMUNE, "overdue", 6),
            (2025, "F", COMMUNE, "in_time", 0),
        )
    )
    assert made.statuses == {
        "not_due": 0,
        "due_soon": 0,
        "overdue": 1,
        "in_time": 1,
        "late": 1,
        "returned": 1,
        "exempt": 1,
    }
    assert made.units == 5
    press = KindFigures(due=2, received=2, in_time=1, valid=2, complete=1)
    assert made.kinds["press"] == press
    assert made.kinds["commune"] == KindFigures(due=2, received=1)
    assert made.kinds["district"] == KindFigures()
    assert made.all_kinds == KindFigures(due=4, received=3, in_time=1, valid=2, complete=1)


def test_only_what_is_watched_counts() -> None:
    frames = _submissions((2026, "A", PRESS, "in_time", 0), (2026, "B", PRESS, "overdue", 2))
    frames["submissions"].loc[1, "obligation"] = "Đăng ký mô hình"
    assert (found(frames).units, found(frames).worst) == (1, ())
    other = found(frames, name="Đăng ký mô hình")
    assert (other.units, len(other.worst)) == (1, 1)


def test_the_worst_come_first_and_ties_stay_in_their_order() -> None:
    rows = [(2026, f"{n:02}", COMMUNE, "overdue", 5 if n < 11 else n) for n in range(1, 13)]
    worst = found(_submissions(*rows)).worst
    assert [unit.code for unit in worst] == ["12", "11", *(f"{n:02}" for n in range(1, 9))]
    assert worst[0] == Overdue("12", "Đơn vị 12", 12, 11)


def test_the_timeline_counts_what_had_come_by_each_day() -> None:
    kinds = ("in_time", "late", "returned", "exempt", "overdue")
    frames = _submissions(*((2026, str(n), PRESS, kind, 0) for n, kind in enumerate(kinds)))
    sent = frames["submissions"]
    sent["received"] = [date(2026, 9, 1), date(2026, 9, 22), None, date(2026, 9, 2), None]
    sent["returned"] = [None, None, date(2026, 9, 18), None, None]
    line = found(frames).timeline
    assert len(line) == 16
    assert [day.day for day in line] == [29, 1, 4, 7, 10, 13, 16, 19, *range(20, 28)]
    by_day = {day: (one.in_time, one.after) for day, one in line.items()}
    assert by_day[date(2026, 8, 29)] == (0, 0)
    assert by_day[date(2026, 9, 1)] == (1, 0)
    assert by_day[date(2026, 9, 16)] == (1, 0)
    assert by_day[date(2026, 9, 19)] == (2, 0), "what went back had come"
    assert by_day[date(2026, 9, 21)] == (2, 0)
    assert by_day[date(2026, 9, 22)] == (2, 1)
    assert by_day[date(2026, 9, 25)] == (2, 1)
    assert by_day[date(2026, 9, 26)] == (0, 0), "that day is still to come"


def test_initiatives_are_counted_by_field_and_stage() -> None:
    initiatives = pd.DataFrame(
        {
            "field": ["Kinh tế", "Kinh tế", "Quốc phòng - an ninh", ""],
            "stage": ["Duy trì", "Dừng", "Duy trì", "Duy trì"],
        }
    )
    made = found({"initiatives": initiatives})
    assert made.initiatives == 4
    assert made.fields["Kinh tế"] == 2
    assert made.stages["Duy trì"] == 3
    assert made.matrix["Kinh tế", "Duy trì"] == 1
    assert sum(made.matrix.values()) == 3, "one has no field"


def test_only_errors_in_the_workbook_itself_count() -> None:
    findings = pd.DataFrame(
        {
            "severity": ["Lỗi", "Cảnh báo", "Thông tin", "Lỗi", "Lỗi"],
            "file": ["", "", "", "", "phiếu đã trả lại.xlsx"],
        }
    )
    assert found({"findings": findings}).errors == 2


@pytest.mark.parametrize(
    ("settings", "last_day"),
    [
        ({}, date(2026, 9, 19)),
        ({"period.strict": False}, date(2026, 9, 20)),
        ({"period.next_working_day": True}, date(2026, 9, 21)),
        ({"period.deadline": date(2026, 10, 2)}, date(2026, 10, 1)),
    ],
)
def test_the_last_day_follows_the_settings(settings: dict[str, object], last_day: date) -> None:
    frames = {"holidays": default_holidays(2026)}
    made = content(2026, frames, settings, date(2026, 9, 1))  # type: ignore[arg-type]
    assert made.figures.last_day == last_day


def test_calculated_columns_are_added_and_nothing_else_changes() -> None:
    frames = sample.frames()
    done = with_calculated(frames, sample.AS_OF)
    by_unit = done["submissions"].set_index("unit_code")
    assert by_unit.loc["SNNMT", ["status", "days"]].tolist() == ["Nộp muộn", 4]
    assert by_unit.loc["00107", ["status", "days"]].tolist() == ["Quá hạn", 6]
    totals = done["totals"].set_index("indicator")
    assert totals["check"].head(3).tolist() == ["Khớp", "Đã thay đổi", "Chưa chốt"]
    assert totals.loc["CT101", ["live", "answers"]].tolist() == [6320, 5]
    assert totals["check"].iloc[30] == "Đã thay đổi", "a total whose figures are gone"
    assert done["findings"]["link"].tolist() == ["Đến ô", "Đến ô", ""]
    assert "status" not in frames["submissions"], "what was given stays as it was"
    assert done["units"] is frames["units"]
