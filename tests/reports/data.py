"""Rounds to make reports of: a big one like a province's, and a small one with every trap."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pandas as pd

from danvan_xl.consolidation import consolidate
from danvan_xl.round import Round
from danvan_xl.schema.columns import Table, Type
from danvan_xl.schema.indicators import default_indicators
from danvan_xl.schema.lists import FIELDS, KINDS, LISTS, MARK, STAGES
from danvan_xl.schema.settings import Value, settings_of
from danvan_xl.schema.tables import COMMENDATIONS, INITIATIVES, RESULTS, SUBMISSIONS, UNITS
from danvan_xl.schema.units import reporting_units_on
from danvan_xl.schema.values import blank
from danvan_xl.standing.deadlines import assess
from danvan_xl.standing.working_days import WorkingCalendar

AS_OF = date(2022, 9, 27)
LAST_DAY = date(2022, 9, 19)
KIND_OF = {label: kind for kind, label in KINDS.items()}


def frame(table: Table, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return ``rows`` with every stored column of ``table``, blank where a row says nothing."""
    columns = {
        column.key: [row.get(column.key, blank(column.type)) for row in rows]
        for column in table.stored
    }
    kinds = {
        column.key: float if column.type.is_number else object
        for column in table.stored
        if column.type is not Type.FORMULA
    }
    return pd.DataFrame(columns).astype(kinds)


def make_round(
    units: list[dict[str, Any]],
    submissions: list[dict[str, Any]],
    results: list[dict[str, Any]],
    initiatives: list[dict[str, Any]],
    commendations: list[dict[str, Any]] | None = None,
    as_of: date = AS_OF,
    settings: dict[str, Value] | None = None,
) -> Round:
    """Return a round of 2022 as the master's tables would give it."""
    sent = frame(SUBMISSIONS, submissions)
    sent = sent.join(assess(sent, as_of, WorkingCalendar(frozenset(), frozenset())))
    figures, register = frame(RESULTS, results), frame(INITIATIVES, initiatives)
    indicators = default_indicators()
    return Round(
        settings={s.key: s.default for s in settings_of(2022)} | (settings or {}),
        units=frame(UNITS, units),
        reporting=frozenset(unit["code"] for unit in units if unit.get("reports")),
        submissions=sent,
        results=figures,
        initiatives=register,
        indicators=indicators,
        commendations=frame(COMMENDATIONS, commendations or []),
        consolidation=consolidate(figures, register, indicators),
    )


def province(initiatives: int = 150) -> Round:
    """Return a round of the 41 units of 2022 with made-up figures, the same each time."""
    chance = random.Random(20220920)
    units = [
        {"code": u.code, "name": u.name, "kind": u.kind_label, "reports": MARK, "group": u.group}
        for u in reporting_units_on(AS_OF)
    ]
    submissions, results = [], []
    indicators = default_indicators().to_dict("records")
    for at, unit in enumerate(units):
        late = at % 13 == 5
        silent = at % 17 == 9
        received = None if silent else LAST_DAY + timedelta(days=3 if late else -(at % 9))
        row = {
            "year": 2022,
            "unit_code": unit["code"],
            "last_day": LAST_DAY,
            "received": received,
            "exempt": MARK if at == 30 else "",
            "document_number": "" if silent else f"{100 + 7 * at}/BC-{unit['code']}",
        }
        if at == 22:
            row |= {"returned": date(2022, 9, 24)}
        submissions.append(row)
        if silent or at == 30:
            continue
        answers = {
            i["code"]: float(chance.randint(0, 30))
            for i in indicators
            if i[KIND_OF[unit["kind"]]] == MARK
        }
        for part, whole in (("CT205", "CT204"), ("CT604", "CT603"), ("CT902", "CT901")):
            if part in answers:
                answers[part] = float(
                    chance.randint(int(answers[whole] * 0.8), int(answers[whole]))
                )
        if "CT505" in answers:
            spots = [float(chance.random() < 0.08) for _ in range(5)]
            gone = [s * float(chance.random() < 0.7) for s in spots]
            for n in range(5):
                answers[f"CT51{n + 1}"], answers[f"CT52{n + 1}"] = spots[n], gone[n]
            answers["CT505"], answers["CT506"] = sum(spots), sum(gone)
        if "CT207" in answers:
            answers["CT207"] = chance.randint(9200, 10000) / 100
        answers["CT103"] = answers["CT102"] * 63
        results += [
            {"year": 2022, "unit_code": unit["code"], "indicator": code, "value": value}
            for code, value in answers.items()
        ]
    register = []
    topics = (
        "Vận động Nhân dân hiến đất mở rộng đường giao thông nông thôn",
        "Chính quyền thân thiện, vì Nhân dân phục vụ",
        "Tổ tự quản bảo vệ môi trường, phân loại rác tại nguồn",
        "Hỗ trợ ngư dân vươn khơi, bám biển gắn với bảo vệ chủ quyền biển, đảo",
        "Ngày thứ Sáu không hẹn trong giải quyết thủ tục hành chính",
    )
    for n in range(initiatives):
        unit = units[n * 7 % len(units)]
        stage = STAGES[n * 5 % len(STAGES)]
        register.append(
            {
                "code": f"{unit['code']}-2022-{n + 1:04d}",
                "unit_code": unit["code"],
                "unit_name": unit["name"],
                "name": f"{topics[n % len(topics)]} (mô hình số {n + 1})",
                "kind": LISTS["initiative_kind"][n % 9 == 4],
                "field": FIELDS[n % 4],
                "stage": stage,
                "year": 2022 if stage == STAGES[0] else 2021,
                "level": LISTS["level"][n % 3] if stage == "Được công nhận" else "",
                "beneficiaries": float(chance.randint(10, 4000)),
                "money": float(chance.randint(5, 900) * 1_000_000) if n % 4 else float("nan"),
            }
        )
    commendations = [
        {
            "unit_code": row["unit_code"],
            "initiative_code": row["code"],
            "name": row["name"],
            "kind": row["kind"],
            "commendation": LISTS["commendation"][0],
            "state": LISTS["commendation_state"][0],
        }
        for row in register[::9]
    ]
    return make_round(units, submissions, results, register, commendations)


def small() -> Round:
    """Return a round of six units, one of each fate, every figure worked out by hand.

    In time, late by 2 days, overdue, returned, exempt, and one not in the province's list of
    units that report. Two hot spots have arisen, one is settled. Petitions: 10 received, 8 settled.
    """
    kinds = list(KINDS.values())
    units = [
        {"code": "051", "name": "Huyện Ba Tơ", "kind": kinds[3], "reports": MARK},
        {"code": "SYT", "name": "Sở Y tế", "kind": kinds[0], "reports": MARK},
        {"code": "STC", "name": "Sở Tài chính", "kind": kinds[0], "reports": MARK},
        {"code": "BQN", "name": "Báo Quảng Ngãi", "kind": kinds[2], "reports": MARK},
        {"code": "CAT", "name": "Công an tỉnh", "kind": kinds[0], "reports": MARK},
        {"code": "511", "name": "Xã Ba Vì", "kind": kinds[4], "reports": ""},
    ]
    submissions = [
        _sent("051", date(2022, 9, 21), "45/BC-UBND"),
        _sent("SYT", date(2022, 9, 19), "9/BC-SYT"),
        _sent("STC", None, ""),
        _sent("BQN", date(2022, 9, 18), "3/BC-BQN") | {"returned": date(2022, 9, 20)},
        _sent("CAT", None, "") | {"exempt": MARK},
    ]
    answers = {
        "051": {"CT101": 3, "CT204": 6, "CT205": 4, "CT505": 2, "CT506": 1, "CT511": 2, "CT521": 1},
        "SYT": {"CT101": 0, "CT204": 4, "CT205": 4, "CT505": 0, "CT506": 0, "CT207": 98.5},
    }
    answers["051"] |= {"CT103": 1250, "CT901": 19, "CT902": 19}
    results = [
        {"year": 2022, "unit_code": unit, "indicator": code, "value": float(value)}
        for unit, figures in answers.items()
        for code, value in figures.items()
    ]
    initiatives = [
        {
            "code": "051-2022-0001",
            "unit_code": "051",
            "name": "Hiến đất làm đường",
            "kind": "Tập thể",
            "field": "Kinh tế",
            "stage": "Được công nhận",
            "year": 2021,
            "level": "Cấp huyện",
            "beneficiaries": 1500,
            "money": 120_000_000,
        },
        {
            "code": "SYT-2022-0001",
            "unit_code": "SYT",
            "name": "Bệnh viện xanh & <sạch>",
            "kind": "Cá nhân",
            "field": "Văn hóa - xã hội",
            "stage": "Đăng ký mới",
            "year": 2022,
        },
        {
            "code": "511-2022-0001",
            "unit_code": "511",
            "name": "Mô hình chưa ghi lĩnh vực",
            "kind": "Tập thể",
            "stage": "Dừng",
        },
    ]
    commendations = [
        {
            "unit_code": "051",
            "initiative_code": "051-2022-0001",
            "kind": "Tập thể",
            "commendation": LISTS["commendation"][0],
            "state": "Đã khen",
        }
    ]
    return make_round(units, submissions, results, initiatives, commendations)


def _sent(unit: str, received: date | None, number: str) -> dict[str, Any]:
    return {
        "year": 2022,
        "unit_code": unit,
        "last_day": LAST_DAY,
        "received": received,
        "document_number": number,
    }
