"""What Python stores in the master is what its formulas give when they are calculated anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_xl.building.master import MasterContent, build_master
from danvan_xl.dashboard import content
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
    return content(sample.YEAR, frames, {"period.as_of": sample.AS_OF}, sample.AS_OF)


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
