"""The table of ``standing.cases``: Python, and the workbook recalculated by LibreOffice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from danvan_xl.building.master import build_master
from danvan_xl.commands.common import standing
from danvan_xl.commands.status import status
from danvan_xl.dashboard import content
from danvan_xl.engines import open_book
from danvan_xl.ooxml import Workbook
from danvan_xl.register import Register
from danvan_xl.schema.lists import KINDS, NO, STATUSES, YES
from danvan_xl.schema.tables import BY_KEY, SUBMISSIONS, UNITS
from danvan_xl.standing.obligations import default_obligations
from danvan_xl.standing.working_days import default_holidays
from tests.building.sample import frame
from tests.office import sheet_rows
from tests.standing.cases import Case, cases

CASES = cases()
YEARS = sorted({case.year for case in CASES})
TODAYS = sorted({(case.year, case.today) for case in CASES})
COLUMNS = ("status", "days", "working_days")

Standing = tuple[str, int, int]


def of_year(year: int) -> list[Case]:
    return [case for case in CASES if case.year == year]


def write_master(path: Path, year: int) -> None:
    """Write a master in which every case of the year is a unit and every rule an obligation."""
    found = of_year(year)
    rules = {case.name: case for case in found}
    obligations = frame(
        BY_KEY["obligations"],
        (
            {
                "name": name,
                "deadline": case.deadline,
                "strict": YES if case.strict else NO,
                "next_working_day": YES if case.moved else NO,
            }
            for name, case in rules.items()
        ),
    )
    codes = [f"D{number:03}" for number in range(len(found))]
    kind = KINDS["commune"]
    units = frame(UNITS, ({"code": c, "name": f"Xã {c}", "kind": kind} for c in codes))
    submissions = frame(
        SUBMISSIONS,
        (
            {"year": year, "unit_code": code, "unit_name": code, "obligation": case.name}
            for code, case in zip(codes, found, strict=True)
        ),
    )
    frames = {
        "units": units,
        "submissions": submissions,
        "obligations": pd.concat([default_obligations(year).head(1), obligations]),
        "holidays": default_holidays(year),
    }
    book = Workbook.from_bytes(build_master(content(year, frames, {}, date(year, 1, 1))))
    place = book.table(SUBMISSIONS.name)
    for key in ("extension", "received", "returned", "exempt"):
        column = [one.key for one in SUBMISSIONS].index(key) + place.area.first_column
        block = [[getattr(case, key) or None] for case in found]
        book.write(place.sheet, place.area.first_row + 1, column, block)
    path.write_bytes(book.to_bytes())
    with open_book(path) as current:
        status(current, date(year, 1, 1))  # writes the last days in time
        current.save()


@pytest.fixture(scope="module")
def masters(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Path]:
    folder = tmp_path_factory.mktemp("standing")
    paths = {year: folder / f"so-{year}.xlsx" for year in YEARS}
    for year, path in paths.items():
        write_master(path, year)
    return paths


def in_python(master: Path, today: date) -> list[Standing]:
    with open_book(master) as book:
        rows = standing(Register(book), today)[list(COLUMNS)]
    return [(s, int(d), int(w)) for s, d, w in rows.itertuples(index=False)]


def recalculated(
    days: Sequence[tuple[int, date]], masters: Mapping[int, Path], folder: Path
) -> dict[tuple[int, date], list[Standing]]:
    """Return (year, day) → what LibreOffice shows of each row, one start for all."""
    folder.mkdir()
    sources = []
    for year, today in days:
        book = Workbook.from_bytes(masters[year].read_bytes())
        book.write_name("as_of", today)
        sources.append(folder / f"{year}_{today.isoformat()}.xlsx")
        sources[-1].write_bytes(book.to_bytes())
    results = sheet_rows(sources, SUBMISSIONS.sheet, folder / "out")
    places = [[column.key for column in SUBMISSIONS].index(key) for key in COLUMNS]
    words = {word: key for key, word in STATUSES.items()}
    found: dict[tuple[int, date], list[Standing]] = {}
    for day, result in zip(days, results, strict=True):
        area = Workbook.from_bytes(masters[day[0]].read_bytes()).table(SUBMISSIONS.name).area
        rows = result[area.first_row : area.last_row]
        shown = [[row[place] for place in places] for row in rows]
        found[day] = [(words[s], int(d), int(w)) for s, d, w in shown]
    return found


def test_the_table_covers_what_it_must() -> None:
    assert len(CASES) >= 80
    assert len({case.line for case in CASES}) == len(CASES)
    assert {case.expected[0] for case in CASES} == set(STATUSES)


def test_python_says_what_the_table_says(masters: Mapping[int, Path]) -> None:
    wrong = {}
    for year, today in TODAYS:
        rows = in_python(masters[year], today)
        for case, found in zip(of_year(year), rows, strict=True):
            if case.today == today and found != case.expected:
                wrong[case.line] = found
    assert wrong == {}


def test_the_workbook_says_the_same_on_that_day_and_the_next(
    masters: Mapping[int, Path], tmp_path: Path
) -> None:
    """Nothing but the day changes: what is true tomorrow needs no click."""
    days = sorted({(y, day + timedelta(n)) for y, day in TODAYS for n in (0, 1)})
    shown = recalculated(days, masters, tmp_path / "days")
    assert {day: shown[day] for day in days} == {
        (year, day): in_python(masters[year], day) for year, day in days
    }
    for year, today in TODAYS:
        for case, found in zip(of_year(year), shown[year, today], strict=True):
            assert case.today != today or found == case.expected, case.line
