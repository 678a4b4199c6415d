"""What Python stores in the master is what its formulas give when they are calculated anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from danvan_xl.building.master import MasterContent, build_master
from danvan_xl.dashboard import content
from danvan_xl.schema.lists import KINDS, MARK, YEARLY
from danvan_xl.schema.tables import RESULTS, SUBMISSIONS, UNITS
from tests.building import sample
from tests.building.reading import Place, formulas, shown
from tests.office import convert_all


def _today() -> MasterContent:
    """No day set: the stored results are those of today."""
    frames = sample.frames()
    frames.pop("findings")
    return content(sample.YEAR, frames, {"period.as_of": None}, date.today())


def _all_received() -> MasterContent:
    frames = sample.frames()
    frames.pop("findings")
    frames["submissions"] = frames["submissions"].assign(
        received=date(2026, 9, 1), returned=None, exempt=""
    )
    return content(sample.YEAR, frames, {"period.as_of": sample.AS_OF}, sample.AS_OF)


def _two_years() -> MasterContent:
    """Rows of last year count nowhere on the dashboard."""
    frames = sample.frames()
    submissions = frames["submissions"]
    frames["submissions"] = submissions.assign(
        year=[2025.0 if code == "00104" else 2026.0 for code in submissions["unit_code"]]
    )
    before = sample.results().assign(year=2025.0, unit_code="00105")
    frames["results"] = pd.concat([frames["results"], before], ignore_index=True)
    return content(sample.YEAR, frames, {"period.as_of": sample.AS_OF}, sample.AS_OF)


def _another_obligation_watched() -> MasterContent:
    """Everybody owes a registration too, by a day off; half of it is in."""
    frames = sample.frames()
    frames["obligations"] = frames["obligations"].assign(
        deadline=[None, date(2026, 5, 1)],
        strict=["", "Không"],
        next_working_day=["", "Có"],
        **dict.fromkeys(KINDS, MARK),
    )
    yearly = frames["submissions"]
    registered = yearly.assign(
        obligation="Đăng ký mô hình",
        last_day=date(2026, 5, 4),
        extension=None,
        received=[date(2026, 5, 1 + n) if n % 2 else None for n in range(len(yearly))],
        returned=None,
        marks="",
    )
    frames["submissions"] = pd.concat([yearly, registered], ignore_index=True)
    settings = {"period.as_of": date(2026, 6, 20), "period.obligation": "Đăng ký mô hình"}
    return content(sample.YEAR, frames, settings, date(2026, 6, 20))


def _districts() -> MasterContent:
    """Two districts that say how many communes reported; of one some report themselves."""
    frames = sample.frames()
    kinds = {"D1": "district", "D2": "district", "C1": "commune", "C2": "commune", "C3": "commune"}
    above = {"C1": "D1", "C2": "D1", "C3": "D2"}
    frames["units"] = sample.frame(
        UNITS,
        (
            {"code": code, "name": code, "kind": KINDS[kind], "parent_code": above.get(code, "")}
            for code, kind in kinds.items()
        ),
    )
    received = {"D1": date(2026, 9, 1), "C1": date(2026, 9, 22), "C2": None, "D2": None}
    frames["submissions"] = sample.frame(
        SUBMISSIONS,
        (
            {
                "year": 2026,
                "unit_code": code,
                "kind": KINDS[kinds[code]],
                "parent_code": above.get(code, ""),
                "obligation": YEARLY,
                "last_day": sample.LAST_DAY,
                "received": day,
            }
            for code, day in received.items()
        ),
    )
    asked = frames["indicators"][frames["indicators"]["district"] != ""]["code"]
    frames["results"] = sample.frame(
        RESULTS,
        (
            {"year": year, "unit_code": unit, "indicator": code, "value": 2.0}
            for year, unit in ((2026, "D1"), (2026, "D2"), (2025, "D1"))
            for code in asked
        ),
    )
    return content(sample.YEAR, frames, {"period.as_of": sample.AS_OF}, sample.AS_OF)


def _without_the_yearly_row() -> MasterContent:
    frames = sample.frames()
    frames["obligations"] = frames["obligations"].tail(1)
    settings = {"period.as_of": sample.AS_OF, "period.next_working_day": True}
    return content(sample.YEAR, frames, settings, sample.AS_OF)


ROUNDS = {
    "empty": sample.empty,
    "on_the_day": sample.rich,
    "before": lambda: sample.rich(period_as_of=date(2026, 8, 1)),
    "last_day": lambda: sample.rich(period_as_of=sample.LAST_DAY),
    "not_strict": lambda: sample.rich(period_strict=False),
    "moved": lambda: sample.rich(period_next_working_day=True),
    "holiday": lambda: sample.rich(
        period_next_working_day=True, period_deadline=date(2026, 9, 3), period_strict=True
    ),
    "today": _today,
    "all_received": _all_received,
    "two_years": _two_years,
    "another_obligation": _another_obligation_watched,
    "districts": _districts,
    "without_the_yearly_row": _without_the_yearly_row,
}


def test_stored_results_are_those_of_the_formulas(tmp_path: Path) -> None:
    """All rounds in one test, because one start of LibreOffice calculates them all."""
    built = {name: build_master(make()) for name, make in ROUNDS.items()}
    for name, data in built.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    results = convert_all([tmp_path / f"{name}.xlsx" for name in built], "xlsx", tmp_path / "out")
    differing: dict[tuple[str, Place], tuple[object, object]] = {}
    for (name, data), result in zip(built.items(), results, strict=True):
        places = set(formulas(data))
        assert len(places) > 80
        stored, found = shown(data, places), shown(result.read_bytes(), places)
        assert [value for value in found.values() if str(value).startswith("#")] == []
        differing |= {
            (name, place): (stored[place], found[place])
            for place in places
            if stored[place] != found[place]
        }
    assert differing == {}
