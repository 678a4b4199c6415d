"""Every mistake that was put into a round is found in its very cell, and nothing else is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from danvan_xl.commands.import_forms import import_forms
from danvan_xl.commands.import_result import ImportResult
from danvan_xl.commands.new import master_bytes
from danvan_xl.engines import open_book
from danvan_xl.schema.findings import FINDING_TYPES
from danvan_xl.schema.units import Unit
from tests.demo.forms import COMMUNES_2026, UNITS_2022
from tests.mistakes.paper import Found
from tests.mistakes.rounds import Seeded, seeded_round

ROUNDS: dict[str, tuple[Sequence[Unit], int, int]] = {
    "all units of 2022": (UNITS_2022, 2022, 1),
    "all units of 2022 again": (UNITS_2022, 2022, 2),
    "60 communes of 2026": (COMMUNES_2026[:60], 2026, 3),
}
"""What it is → the units, the year, the seed."""


@cache
def imported(name: str) -> tuple[Seeded, ImportResult]:
    units, year, seed = ROUNDS[name]
    with TemporaryDirectory(prefix="danvan-seeded-") as box:
        folder, master = Path(box) / "nop-ve", Path(box) / "so.xlsx"
        folder.mkdir()
        seeded = seeded_round(units, year, seed, folder)
        master.write_bytes(master_bytes(year, date(year, 9, 25)))
        with open_book(master) as book:
            result = import_forms(book, folder, received=date(year, 9, 15), as_of=date(year, 9, 25))
    return seeded, result


def told(result: ImportResult) -> list[Found]:
    """Every error and warning that import tells, with its place."""
    return [
        Found(entry.file, item.sheet, item.cell, item.finding.code)
        for outcome in ("accepted", "returned", "unreadable")
        for entry in result.entries(outcome)
        for item in entry.findings
        if item.finding.severity != "info"
    ]


def listed(found: Iterable[Found]) -> str:
    return "\n".join(map(str, sorted(found)))


@pytest.mark.parametrize("name", ROUNDS)
def test_every_mistake_is_found_in_its_cell(name: str) -> None:
    seeded, result = imported(name)
    missed = Counter(seeded.expected) - Counter(told(result))
    assert not missed, f"missed:\n{listed(missed.elements())}"


@pytest.mark.parametrize("name", ROUNDS)
def test_no_clean_cell_is_accused(name: str) -> None:
    seeded, result = imported(name)
    found = told(result)
    accused = Counter(found) - Counter(seeded.expected)
    precision = 1 - accused.total() / len(found)
    assert not accused, f"precision {precision:.3f}, accused:\n{listed(accused.elements())}"


@pytest.mark.parametrize("name", ROUNDS)
def test_forms_with_an_error_go_back_and_the_others_are_taken(name: str) -> None:
    seeded, result = imported(name)
    assert {entry.file for entry in result.accepted} == {*seeded.right}
    assert not result.duplicate + result.superseded + result.unreadable + result.conflicts


def test_mistakes_of_every_kind_of_error_were_made() -> None:
    made = {found.code for name in ROUNDS for found in imported(name)[0].expected}
    of_forms = {
        kind.code
        for kind in FINDING_TYPES.values()
        if kind.severity == "error" and kind.code[0] in "POMQ"
    }
    assert of_forms <= made, sorted(of_forms - made)
