"""Rounds of import in which every kind of file lies in a folder, together with good forms."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pandas as pd
import psutil

from danvan_xl.commands.import_forms import import_forms
from danvan_xl.commands.import_result import OUTCOMES, Entry, ImportResult
from danvan_xl.demo.fill import fill
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.tables import INITIATIVES, RESULTS, SUBMISSIONS
from danvan_xl.schema.tables import UNITS as UNITS_TABLE
from danvan_xl.submissions.arrivals import WITHIN
from danvan_xl.submissions.receipts import RECEIPTS_FILE
from tests.broken.kind import Kind
from tests.broken.kinds import KINDS
from tests.demo.forms import UNITS_2022, answer, form, unit

AS_OF = date(2022, 9, 25)
GOOD = 4
"""Faultless forms in every folder."""
NO_MATTER_OF_WHOM = "DPTTH"
"""The unit of which the forms are that cannot be read."""
UNITS = tuple(u.code for u in UNITS_2022 if u.kind in ("provincial_body", "district"))


@cache
def filled(code: str) -> bytes:
    """The form of a unit, filled in without fault."""
    return fill(form(unit(code)), answer(code))


@dataclass
class Placed:
    """A kind in the folder of a round."""

    kind: Kind
    unit: str
    number: int

    def called(self, name: str) -> str:
        return name.format(unit=self.unit, number=f"{self.number:03}")

    @property
    def name(self) -> str:
        """As import calls the file."""
        name = self.called(self.kind.name)
        return f"{name}{WITHIN}{self.kind.inside}" if self.kind.inside else name


@dataclass
class Imported:
    """A round after its import."""

    master: Path
    folder: Path
    placed: dict[str, Placed]
    good: tuple[str, ...]
    before: Mapping[str, str]
    """Name → hash of every file before the import."""
    result: ImportResult
    left: list[psutil.Process]
    """Processes that the import started and did not end."""
    results: pd.DataFrame = field(repr=False)
    initiatives: pd.DataFrame = field(repr=False)
    submissions: pd.DataFrame = field(repr=False)

    def became(self, name: str) -> tuple[str, Entry]:
        """Outcome and entry of a file; it must have exactly one."""
        found = [
            (outcome, entry)
            for outcome in OUTCOMES
            for entry in self.result.entries(outcome)
            if entry.file == name
        ]
        ((outcome, entry),) = found
        return outcome, entry


def hashes(folder: Path) -> dict[str, str]:
    """Name → hash of the plain files of a folder."""
    return {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }


def folders(kinds: Mapping[str, Kind] = KINDS) -> Iterator[dict[str, Placed]]:
    """Yield what lies in each folder: each unit has one kind, what is unreadable needs none."""
    waiting: dict[str, Placed] = {}
    units = iter(UNITS[GOOD:])
    for number, (name, kind) in enumerate(kinds.items(), start=1):
        code = NO_MATTER_OF_WHOM if kind.outcome == "unreadable" else next(units, None)
        if code is None:
            yield waiting
            waiting, units = {}, iter(UNITS[GOOD:])
            code = next(units)
        waiting[name] = Placed(kind, code, number)
    yield waiting


def import_all(placed: dict[str, Placed], master: bytes, place: Path) -> Imported:
    """Put the files into a folder and import it."""
    folder, path = place / "nop-ve", place / "so-2022.xlsx"
    folder.mkdir()
    path.write_bytes(master)
    good = UNITS[:GOOD]
    for code in good:
        (folder / f"{code} đúng.xlsx").write_bytes(filled(code))
    days = [["Tệp", "Ngày nhận"]]
    for one in placed.values():
        data = filled(one.unit)
        for name in one.kind.beside:
            (folder / one.called(name)).write_bytes(data)
        one.kind.lies(folder / one.called(one.kind.name), one.kind.make(data))
        days += [[one.called(name), f"{day}/9/2022"] for name, day in one.kind.days.items()]
    with (folder / RECEIPTS_FILE).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(days)
    before = hashes(folder)
    running = psutil.Process().children(recursive=True)
    with open_book(path) as book:
        register = Register(book)
        units = register.read(UNITS_TABLE)
        register.replace(UNITS_TABLE, units.assign(email="don-vi@example.vn"))
        result = import_forms(book, folder, received=date(2022, 9, 15), as_of=AS_OF)
        book.save()
    left = [p for p in psutil.Process().children(recursive=True) if p not in running]
    with open_book(path) as book:
        register = Register(book)
        tables = [register.read(table) for table in (RESULTS, INITIATIVES, SUBMISSIONS)]
    return Imported(path, folder, placed, good, before, result, left, *tables)
