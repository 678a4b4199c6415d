"""What units do to forms without doing anything wrong: all of them are taken as they are meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from danvan_xl.commands.import_forms import import_forms
from danvan_xl.commands.import_result import ImportResult
from danvan_xl.commands.new import master_bytes
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.text import ascii_name, spelling_key
from tests.demo.forms import UNITS_2022
from tests.mistakes.habits import KINDS, OF_CELLS, OF_FILES
from tests.mistakes.paper import Paper
from tests.submissions.formats import pages_of, write

YEAR, SEED = 2022, 7


@dataclass(frozen=True)
class Meant:
    """What a form says."""

    file: str
    what: str
    """What was done to it."""
    figures: dict[str, float]
    initiatives: pd.DataFrame


def varied(folder: Path) -> Iterator[Meant]:
    """Write the form of each unit as it may come back, and yield what it says."""
    rng = Random(SEED)
    for number, unit in enumerate(UNITS_2022):
        stem = f"{unit.code}_{ascii_name(unit.name)}_{YEAR}"
        paper = Paper(unit, YEAR, f"{stem}.xlsx", rng)
        figures = {code: value or 0.0 for code, value in paper.figures.items()}
        habit = OF_CELLS[number % len(OF_CELLS)]
        habit(paper)
        data, file = paper.file_bytes(), paper.file
        what = [habit.__qualname__]
        if number >= len(OF_CELLS):
            in_file = OF_FILES[number % len(OF_FILES)]
            kind = KINDS[(number // len(OF_FILES) + number) % len(KINDS)]
            data, file = write(kind, in_file(pages_of(data), rng)), f"{stem}.{kind}"
            what += [in_file.__name__, kind]
        (folder / file).write_bytes(data)
        yield Meant(file, ", ".join(what), figures, paper.answer.initiatives)


@cache
def imported() -> tuple[list[Meant], ImportResult, pd.DataFrame, pd.DataFrame]:
    """What the forms mean, what import says, and the figures and initiatives it put down."""
    with TemporaryDirectory(prefix="danvan-varied-") as box:
        folder, master = Path(box) / "nop-ve", Path(box) / "so.xlsx"
        folder.mkdir()
        meant = [*varied(folder)]
        master.write_bytes(master_bytes(YEAR, date(YEAR, 9, 25)))
        with open_book(master) as book:
            result = import_forms(book, folder, received=date(YEAR, 9, 15), as_of=date(YEAR, 9, 25))
            register = Register(book)
            return meant, result, register.read(RESULTS), register.read(INITIATIVES)


def test_no_form_goes_back() -> None:
    meant, result, _, _ = imported()
    done = {one.file: one.what for one in meant}
    wrong = [
        f"{entry.file} ({done[entry.file]}): {item.finding.code} {item.sheet}!{item.cell} "
        f"{item.finding.message}"
        for entry in result.returned + result.unreadable
        for item in entry.findings
        if item.finding.is_error
    ]
    assert not wrong, "\n".join(wrong)
    assert len(result.accepted) == len(meant)


def test_every_figure_is_understood_as_it_is_meant() -> None:
    meant, _, results, _ = imported()
    wrong = []
    for one in meant:
        rows = results[results["unit_code"] == one.file.split("_")[0]]
        understood = dict(zip(rows["indicator"], rows["value"], strict=True))
        wrong += [
            f"{one.file} ({one.what}): {code} {understood.get(code)} for {value}"
            for code, value in one.figures.items()
            if understood.get(code) != value
        ]
    assert not wrong, "\n".join(wrong)


def test_every_initiative_is_understood_as_it_is_meant() -> None:
    meant, _, _, initiatives = imported()
    wrong = []
    for one in meant:
        rows = initiatives[initiatives["unit_code"] == one.file.split("_")[0]]
        said = sorted(_said(row) for row in one.initiatives.to_dict("records"))
        understood = sorted(_said(row) for row in rows.to_dict("records"))
        if understood != said:
            differing = [pair for pair in zip(understood, said, strict=False) if pair[0] != pair[1]]
            wrong.append(f"{one.file} ({one.what}): {len(understood)}/{len(said)} {differing[:1]}")
    assert not wrong, "\n".join(wrong)


def _said(row: dict[Any, Any]) -> tuple[str, ...]:
    texts = [spelling_key(str(row[name])) for name in ("name", "content", "results")]
    words = [str(row[name]) for name in ("kind", "field", "stage", "level")]
    numbers = [str(row[name]) for name in ("year", "beneficiaries", "money", "decision_date")]
    return (*texts, *words, *numbers)
