"""A round of 1,000 units fits into the memory of an office computer."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_xl.commands.import_result import OUTCOMES
from danvan_xl.commands.new import master_bytes, unit_frame
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.tables import UNITS
from tests.seeded import YEAR, many_forms, many_units

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

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells a process's peak in /proc"
)


def measured(peak: Path, *arguments: str | Path) -> tuple[Any, int, int]:
    """Run ``danvan-xl … --json``; return what it printed, its exit code, its peak in kilobytes."""
    run = subprocess.run(
        [sys.executable, "-c", RUN, str(peak), *map(str, arguments), "--json"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    return json.loads(run.stdout), run.returncode, int(peak.read_text())


def test_a_thousand_forms_are_imported_and_checked_in_half_a_gigabyte(tmp_path: Path) -> None:
    master, folder = tmp_path / "so.xlsx", tmp_path / "nop-ve"
    master.write_bytes(master_bytes(YEAR, date(YEAR, 9, 25)))
    with open_book(master) as book:
        Register(book).append(UNITS, unit_frame(tuple(many_units(UNITS_COUNT))))
        book.save()
    folder.mkdir()
    for form in many_forms(UNITS_COUNT, EACH):
        (folder / form.file).write_bytes(form.data)
    printed, code, peak = measured(
        tmp_path / "peak", "import", master, folder, "--as-of", f"{YEAR}-09-25"
    )
    assert code == 0
    assert {
        outcome: len(entries) for outcome, entries in printed.items() if outcome in OUTCOMES
    } == {
        "accepted": UNITS_COUNT,
        "returned": 0,
        "duplicate": 0,
        "superseded": 0,
        "unreadable": 0,
    }
    assert peak < LIMIT
    printed, code, peak = measured(tmp_path / "peak", "validate", master)
    assert printed["errors"] == 0
    assert code == (1 if printed["findings"] else 0)
    assert peak < LIMIT
