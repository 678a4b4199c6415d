"""A round of 1,000 units fits into the memory of an office computer, whatever comes back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psutil
import pytest

from danvan_xl.addin.compound import compound_file
from danvan_xl.building.error_cells import stand_in, with_error_cells
from danvan_xl.commands.import_result import OUTCOMES
from danvan_xl.commands.new import master_bytes, unit_frame
from danvan_xl.engines import open_book
from danvan_xl.ooxml import Value, Workbook
from danvan_xl.register import Register
from danvan_xl.schema.form import RESULTS_AREA
from danvan_xl.schema.tables import UNITS
from danvan_xl.schema.values import ErrorCell
from tests.seeded import YEAR, SeededForm, many_forms, many_units
from tests.submissions.hostile import REFUSED
from tests.submissions.hostile_makers import bomb, nested

UNITS_COUNT, EACH = 1_000, 15
LIMIT = 500 * 1000**2 // 1024
"""Kilobytes that one process may hold at its highest."""

RUN = """
import pathlib, re, runpy, sys
peak = sys.argv.pop(1)
try:
    runpy.run_module("danvan_xl", run_name="__main__", alter_sys=True)
finally:
    status = pathlib.Path("/proc/self/status").read_text()
    pathlib.Path(peak).write_text(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1])
"""
"""``python -m danvan_xl``, then its own peak into a file.

The kernel's account of a finished child (``ru_maxrss``) starts from what its parent held.
"""

MARK = "DANVAN_TEST_RUN"
"""Variable by which the processes of one run are known; they inherit it."""

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells a process's peak in /proc"
)


def measured(peak: Path, *arguments: str | Path) -> tuple[Any, int, int]:
    """Run ``danvan-xl … --json``; return what it printed, its exit code, its peak in kilobytes.

    Nothing that it started is left when it has ended.
    """
    run = subprocess.run(
        [sys.executable, "-c", RUN, str(peak), *map(str, arguments), "--json"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
        env=os.environ | {MARK: str(peak)},
    )
    assert [*_left_of(str(peak))] == []
    return json.loads(run.stdout), run.returncode, int(peak.read_text())


def _left_of(mark: str) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark:
                yield process
        except psutil.Error:
            continue


def counts(printed: Any) -> dict[str, int]:
    """How many files each outcome has."""
    return {outcome: len(printed[outcome]) for outcome in OUTCOMES}


@pytest.fixture(scope="module")
def forms() -> list[SeededForm]:
    """A faultless form of each unit."""
    return [*many_forms(UNITS_COUNT, EACH)]


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """A workbook with all the units."""
    path = tmp_path / "so.xlsx"
    path.write_bytes(master_bytes(YEAR, date(YEAR, 9, 25)))
    with open_book(path) as book:
        Register(book).append(UNITS, unit_frame(tuple(many_units(UNITS_COUNT))))
        book.save()
    return path


def test_a_thousand_forms_are_imported_and_checked_in_half_a_gigabyte(
    forms: list[SeededForm], master: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "nop-ve"
    folder.mkdir()
    for form in forms:
        (folder / form.file).write_bytes(form.data)
    printed, code, peak = measured(
        tmp_path / "peak", "import", master, folder, "--as-of", f"{YEAR}-09-25"
    )
    assert code == 0
    assert counts(printed) == dict.fromkeys(OUTCOMES, 0) | {"accepted": UNITS_COUNT}
    assert peak < LIMIT
    printed, code, peak = measured(tmp_path / "peak", "validate", master)
    assert printed["errors"] == 0
    assert code == (1 if printed["findings"] else 0)
    assert peak < LIMIT


Breaking = Callable[[bytes], bytes]


def _figure(value: Value) -> Breaking:
    """Another value for the first figure of the form."""

    def change(data: bytes) -> bytes:
        book = Workbook.from_bytes(data)
        sheet, area = book.area_of(RESULTS_AREA)
        header = book.values(sheet)[area.first_row - 1].index("Số liệu") + 1
        book.write(sheet, area.first_row + 1, header, [[value]])
        return with_error_cells(book.to_bytes())

    return change


def _fact(name: str, value: Value) -> Breaking:
    def change(data: bytes) -> bytes:
        book = Workbook.from_bytes(data)
        book.write_name(name, value)
        return book.to_bytes()

    return change


def _instead(make: Callable[[], bytes]) -> Breaking:
    """A file of another kind; the unit's form is at its end, so that no two are the same."""
    return lambda data: make() + data[-40:]


LOCKED = compound_file({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(100)})

RETURNED: tuple[tuple[str, Breaking], ...] = (
    ("O08", _figure(stand_in(ErrorCell("#N/A")))),
    ("O02", _figure("nhiều")),
    ("O01", _figure(None)),
    ("O04", _figure(-1)),
    ("P02", _fact("period_year", YEAR - 1)),
    ("P05", _fact("unit_name", "Sở Tài chính")),
    ("O06", _fact("document_date", "31/2/2026")),
)
UNREADABLE: tuple[tuple[str, Breaking], ...] = (
    ("T05", lambda data: data[: len(data) // 2]),
    ("T05", lambda data: data[:20_000] + bytes(2_000) + data[22_000:]),
    ("T06", _instead(lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n")),
    ("T18", lambda data: b""),
    ("T04", lambda data: LOCKED),
)
HOSTILE: tuple[tuple[str, Breaking], ...] = (
    ("T07", lambda data: bomb()),
    ("T05", lambda data: nested()),
    *((code, lambda data, make=make: make()) for make, code in REFUSED.values()),
)
"""Of each one file: some are slow to make."""


def breaking() -> Iterator[tuple[str, str, Breaking]]:
    """Outcome, code and maker of one file after another, a third of all units."""
    for code, make in HOSTILE:
        yield "unreadable", code, make
    for number in range(UNITS_COUNT // 3 - len(HOSTILE)):
        some, outcome = (RETURNED, "returned") if number % 3 == 0 else (UNREADABLE, "unreadable")
        yield outcome, *some[number // 3 % len(some)]


def test_of_a_thousand_forms_a_third_is_broken_and_the_others_are_taken(
    forms: list[SeededForm], master: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "nop-ve"
    folder.mkdir()
    made: dict[str, tuple[str, str]] = {}
    files = iter(forms[::3])
    for outcome, kind, change in breaking():
        form = next(files)
        (folder / form.file).write_bytes(change(form.data))
        made[form.file] = outcome, kind
    for form in forms:
        if form.file not in made:
            (folder / form.file).write_bytes(form.data)
    assert len(made) == UNITS_COUNT // 3
    printed, code, peak = measured(
        tmp_path / "peak", "import", master, folder, "--as-of", f"{YEAR}-09-25"
    )
    assert code == 1
    told = {
        entry["file"]: (outcome, entry["findings"][0]["code"])
        for outcome in ("returned", "unreadable")
        for entry in printed[outcome]
    }
    assert told == made
    expected = Counter(outcome for outcome, _ in made.values())
    expected["accepted"] = UNITS_COUNT - len(made)
    assert counts(printed) == dict.fromkeys(OUTCOMES, 0) | expected
    assert peak < LIMIT
