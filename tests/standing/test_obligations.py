from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from danvan_xl.schema.lists import KINDS, MARK, YEARLY
from danvan_xl.schema.settings import settings_of
from danvan_xl.schema.tables import OBLIGATIONS, UNITS
from danvan_xl.standing.obligations import Obligations, default_obligations, obligations_of
from danvan_xl.standing.working_days import WorkingCalendar, default_holidays
from tests.building.sample import frame

CALENDAR = WorkingCalendar.of(default_holidays(2026))


def read(*rows: dict[str, Any], **settings: object) -> Obligations:
    """Read a table of obligations; a setting ``period_strict`` stands for ``period.strict``."""
    values = {s.key: s.default for s in settings_of(2026)}
    values |= {key.replace("_", ".", 1): value for key, value in settings.items()}  # type: ignore[dict-item]
    return obligations_of(frame(OBLIGATIONS, rows), values, date(2026, 9, 20), CALENDAR)


def units(*rows: tuple[str, str, str]) -> pd.DataFrame:
    made = ({"code": c, "name": c, "kind": KINDS[k], "reports": r} for c, k, r in rows)
    return frame(UNITS, made)


def test_a_new_master_asks_for_the_yearly_report_and_for_nothing_else_yet() -> None:
    found = obligations_of(
        default_obligations(2026),
        {s.key: s.default for s in settings_of(2026)},
        date(2026, 9, 20),
        CALENDAR,
    )
    everybody = units(("A", "press", MARK), ("B", "commune", MARK), ("C", "commune", ""))
    assert [(one.name, list(one.owing(everybody)["code"])) for one in found.values()] == [
        (YEARLY, ["A", "B"]),
        ("Đăng ký mô hình", []),
    ]
    assert found[YEARLY].last_day == date(2026, 9, 19)
    assert "năm 2026" in found[YEARLY].title


def test_what_a_row_leaves_blank_is_that_of_the_settings() -> None:
    found = read(
        {"name": "Đăng ký mô hình", "deadline": date(2026, 2, 18), "strict": "Không"},
        {"name": "Báo cáo đột xuất", "deadline": date(2026, 2, 18), "next_working_day": "Có"},
        {"name": "Như hạn chung"},
        period_next_working_day=False,
    )
    assert {name: one.last_day for name, one in found.items()} == {
        YEARLY: date(2026, 9, 19),
        "Đăng ký mô hình": date(2026, 2, 18),
        "Báo cáo đột xuất": date(2026, 2, 23),  # 17/2 is Tết
        "Như hạn chung": date(2026, 9, 19),
    }
    assert found["Như hạn chung"].title == "Như hạn chung"
    moved = read({"name": "Như hạn chung"}, period_next_working_day=True)
    assert moved["Như hạn chung"].last_day == date(2026, 9, 21)


def test_units_that_are_named_owe_it_whatever_their_kind() -> None:
    found = read({"name": "Báo cáo đột xuất", "commune": MARK, "units": " A ; C,  "})
    everybody = units(("A", "press", MARK), ("B", "commune", MARK), ("C", "commune", ""))
    assert list(found["Báo cáo đột xuất"].owing(everybody)["code"]) == ["A", "C"]


@pytest.mark.parametrize("typed", ["báo cáo năm", "BÁO CÁO NĂM", " Báo cáo  năm"])
def test_the_yearly_report_is_known_however_it_is_typed(typed: str) -> None:
    found = read({"name": typed, "deadline": date(2026, 9, 30)})
    assert list(found) == [YEARLY]
    assert found[YEARLY].last_day == date(2026, 9, 29)


def test_of_two_rows_of_one_name_the_first_counts() -> None:
    days = (date(2026, 3, 1), date(2026, 4, 1))
    found = read(*({"name": "Đăng ký mô hình", "deadline": day} for day in days))
    assert found["Đăng ký mô hình"].deadline == days[0]


def test_the_yearly_report_is_there_even_without_its_row() -> None:
    found = read({"name": "Đăng ký mô hình"})
    assert list(found) == [YEARLY, "Đăng ký mô hình"]
    assert found[YEARLY].kinds == set(KINDS.values())
