from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from danvan_xl.building.figures import KindFigures, Overdue
from danvan_xl.dashboard import content, figures, with_calculated
from danvan_xl.schema.lists import KINDS, STATUSES
from tests.building import sample

PRESS, COMMUNE = KINDS["press"], KINDS["commune"]


def _submissions(*rows: tuple[int, str, str, str, int]) -> pd.DataFrame:
    """Rows of year, unit, kind, key of a status, days."""
    made = [(y, u, f"Đơn vị {u}", k, STATUSES[s], d) for y, u, k, s, d in rows]
    columns = ["year", "unit_code", "unit_name", "kind", "status", "days"]
    return pd.DataFrame(made, columns=columns)


NOTHING = pd.DataFrame()
DAYS = {"year": 2026, "as_of": date(2026, 9, 25), "last_day": date(2026, 9, 19)}


def test_units_are_counted_by_status_and_kind_without_those_exempt() -> None:
    found = figures(
        _submissions(
            (2026, "A", PRESS, "in_time", 0),
            (2026, "B", PRESS, "late", 2),
            (2026, "C", PRESS, "exempt", 0),
            (2026, "D", COMMUNE, "returned", 6),
            (2026, "E", COMMUNE, "overdue", 6),
            (2025, "F", COMMUNE, "in_time", 0),
        ),
        NOTHING,
        NOTHING,
        **DAYS,
    )
    assert found.statuses == {
        "not_due": 0,
        "due_soon": 0,
        "overdue": 1,
        "in_time": 1,
        "late": 1,
        "returned": 1,
        "exempt": 1,
    }
    assert found.units == 5
    assert found.kinds["press"] == KindFigures(due=2, received=2, in_time=1)
    assert found.kinds["commune"] == KindFigures(due=2, received=0, in_time=0)
    assert found.kinds["district"] == KindFigures()
    assert found.all_kinds == KindFigures(due=4, received=2, in_time=1)


def test_the_worst_come_first_and_ties_stay_in_their_order() -> None:
    rows = [(2026, f"{n:02}", COMMUNE, "overdue", 5 if n < 11 else n) for n in range(1, 13)]
    found = figures(_submissions(*rows), NOTHING, NOTHING, **DAYS)
    assert [unit.code for unit in found.worst] == ["12", "11", *(f"{n:02}" for n in range(1, 9))]
    assert found.worst[0] == Overdue("12", "Đơn vị 12", 12)


def test_initiatives_are_counted_by_field_and_stage() -> None:
    initiatives = pd.DataFrame(
        {
            "field": ["Kinh tế", "Kinh tế", "Quốc phòng - an ninh", ""],
            "stage": ["Duy trì", "Dừng", "Duy trì", "Duy trì"],
        }
    )
    found = figures(NOTHING, initiatives, NOTHING, **DAYS)
    assert found.initiatives == 4
    assert found.fields["Kinh tế"] == 2
    assert found.stages["Duy trì"] == 3
    assert found.matrix["Kinh tế", "Duy trì"] == 1
    assert sum(found.matrix.values()) == 3, "one has no field"


def test_only_errors_in_the_workbook_itself_count() -> None:
    findings = pd.DataFrame(
        {
            "severity": ["Lỗi", "Cảnh báo", "Thông tin", "Lỗi", "Lỗi"],
            "file": ["", "", "", "", "phiếu đã trả lại.xlsx"],
        }
    )
    assert figures(NOTHING, NOTHING, findings, **DAYS).errors == 2


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
    made = content(2026, {}, settings, date(2026, 9, 1))  # type: ignore[arg-type]
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
