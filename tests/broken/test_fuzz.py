"""Valid forms, damaged at random: always an outcome, and nothing merged that a file does not hold.

The seeds are fixed, so that a failure comes again: its message names seed and damage.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import psutil
import pytest
from openpyxl.utils import coordinate_to_tuple

from danvan_xl.commands.import_forms import import_forms
from danvan_xl.commands.import_result import OUTCOMES
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.submissions.limits import LIMITS
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.reading import form_of
from danvan_xl.validation.figures import Catalogue
from danvan_xl.validation.form import CheckedForm, Expected, check_form
from tests.broken.mutations import mutated
from tests.broken.rounds import AS_OF, UNITS, filled
from tests.broken.second_reader import SecondReader
from tests.demo.forms import UNITS_2022

FORM_OF = "STP"
"""A unit with few initiatives: its form is read fastest."""
GROUPS, EACH = 8, 60
BESIDE_THE_CELLS = {"shuffle_parts", "swap_parts", "drop_part", "move_areas", "change_looks"}
"""Damage that leaves every cell as it was: whatever is accepted must say all that the form says."""


@cache
def expected() -> Expected:
    return Expected(
        year=2022,
        start=date(2022, 1, 1),
        end=date(2022, 12, 31),
        kinds={unit.code: unit.kind for unit in UNITS_2022},
        names={unit.code: unit.name for unit in UNITS_2022},
        subordinates={},
        issued={},
        catalogue=Catalogue.of(default_indicators(), default_rules()),
    )


def read_and_checked(data: bytes) -> tuple[str, list[tuple[object, ...]], CheckedForm | None]:
    """Outcome of a damaged form, what would be merged without being in it, and the form."""
    try:
        form = form_of(data, "phieu.xlsx", LIMITS)
    except Unreadable as refused:
        reason = refused.finding
        return ("unreadable" if reason.is_error and reason.message else "no reason"), [], None
    checked = check_form(form, expected())
    if not checked.is_right:
        return "returned", [], checked
    return "accepted", SecondReader(data, filled(FORM_OF)).differing(form, checked), checked


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """openpyxl warns about much of what is damaged."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="openpyxl")
        yield


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_damaged_form_is_refused_or_says_only_what_it_holds(group: int) -> None:
    outcomes: Counter[str] = Counter()
    for number in range(EACH):
        seed = f"{group} {number}"
        data, how = mutated(filled(FORM_OF), seed)
        outcome, differing, checked = read_and_checked(data)
        assert differing == [], (seed, how)
        if outcome == "accepted" and how in BESIDE_THE_CELLS:
            assert checked
            assert said(checked) == said(whole()), (seed, how)
        outcomes[outcome] += 1
    assert all(outcomes[outcome] >= EACH // 20 for outcome in ("accepted", "returned")), outcomes
    assert outcomes["unreadable"] >= EACH // 5, outcomes


@cache
def whole() -> CheckedForm:
    """The undamaged form."""
    outcome, differing, checked = read_and_checked(filled(FORM_OF))
    assert (outcome, differing) == ("accepted", [])
    assert checked
    return checked


def said(checked: CheckedForm) -> tuple[object, ...]:
    """Figures, notes and initiatives of a form, wherever they stand."""
    results = checked.results.set_index("indicator")[["value", "note"]].sort_index()
    initiatives = checked.initiatives.astype(object).where(checked.initiatives.notna(), None)
    return results.to_dict(), initiatives.to_dict("records")


def test_the_second_reader_sees_a_value_that_is_not_in_the_file() -> None:
    """The judge is judged: one figure and one text differ by a little."""
    form = form_of(filled(FORM_OF), "phieu.xlsx", LIMITS)
    checked = check_form(form, expected())
    checked.results.loc[checked.results.index[0], "value"] += 1
    checked.initiatives.loc[checked.initiatives.index[0], "place"] += "s"
    found = SecondReader(filled(FORM_OF), filled(FORM_OF)).differing(form, checked)
    assert [place[2] for place in found] == ["value", "place"]


def test_a_folder_of_damaged_forms_goes_through(master_2022: bytes, tmp_path: Path) -> None:
    folder, master = tmp_path / "nop-ve", tmp_path / "so.xlsx"
    folder.mkdir()
    master.write_bytes(master_2022)
    files: dict[str, tuple[bytes, str]] = {}
    for number, code in enumerate((*UNITS, *UNITS[:12])):
        data, _ = mutated(filled(code), f"folder {number}")
        files[f"{number:02} {code}.xlsx"] = data, code
        (folder / f"{number:02} {code}.xlsx").write_bytes(data)
    before = psutil.Process().children(recursive=True)
    with open_book(master) as book:
        result = import_forms(book, folder, received=date(2022, 9, 15), as_of=AS_OF)
        book.save()
    assert psutil.Process().children(recursive=True) == before
    entries = {entry.file: o for o in OUTCOMES for entry in result.entries(o)}
    assert sorted(entries) == sorted(files)
    assert sum(len(result.entries(outcome)) for outcome in OUTCOMES) == len(files)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        name: data for name, (data, _) in files.items()
    }
    with open_book(master) as book:
        register = Register(book)
        results, initiatives = register.read(RESULTS), register.read(INITIATIVES)
    assert set(results["unit_code"]) == {entry.unit for entry in result.accepted}
    assert not_held(results, "value", files) == []
    assert not_held(initiatives, "name", files) == []


def not_held(
    frame: pd.DataFrame, column: str, files: dict[str, tuple[bytes, str]]
) -> list[tuple[object, ...]]:
    """Rows whose value is not in the cell of the file that they name as their source."""
    readers = {name: SecondReader(data, filled(code)) for name, (data, code) in files.items()}
    found = []
    for value, source in zip(frame[column], frame["source"], strict=True):
        file, place = source.split(" › ")
        sheet, address = place.split("!")
        if not readers[file].holds(sheet, *coordinate_to_tuple(address), value):
            found.append((source, value))
    assert len(frame)
    return found
