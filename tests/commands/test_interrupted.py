"""The master is never half written, and nothing of another person's is overwritten."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from danvan_xl.commands import import_forms
from danvan_xl.schema.tables import MASTER
from danvan_xl.submissions.originals import ORIGINALS_FOLDER
from tests.rounds import Round, figures
from tests.sheet_rows import Row, Sheets
from tests.terminal_runs import CommandLine
from tests.xlsx_checks import problems

RUN = """
import os, runpy, signal, sys
folder, at = sys.argv.pop(1), int(sys.argv.pop(1))
steps = 0

def watch(event, arguments):
    global steps
    if event == "open":
        path, _, flags = arguments
        counts = str(path).startswith(folder) and flags & os.O_CREAT
    else:
        counts = event == "os.rename" and str(arguments[1]).startswith(folder)
    if counts:
        steps += 1
        if steps == at:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
runpy.run_module("danvan_xl", run_name="__main__", alter_sys=True)
"""
"""``python -m danvan_xl``, killed just before it makes its n-th new file or renames one."""

STEPS = ("an original is begun", "is put in its place", "the master is begun", "is replaced")


@pytest.fixture
def round_of_two(master_path: Path) -> Round:
    """One right form and one that is returned."""
    made = Round(master_path, "522", "STC")
    made.return_form("522")
    made.return_form("STC", figures(CT101=None))
    return made


def import_until(round_: Round, step: int) -> int:
    """The exit code of an import that is killed at ``step``."""
    folder = str(round_.master.parent)
    arguments = ["import", str(round_.master), str(round_.folder), "--as-of", "2022-09-25"]
    run = subprocess.run(
        [sys.executable, "-c", RUN, folder, str(step), *arguments],
        capture_output=True,
        check=False,
    )
    return run.returncode


def tables(path: Path) -> dict[str, list[Row]]:
    """All rows but for the moments in the log."""
    sheets = Sheets(path)
    found = {table.name: sheets.rows(table.name) for table in MASTER}
    for row in found["tblLog"]:
        del row["Thời điểm"]
    return found


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that cannot be caught")
def test_an_import_that_is_killed_leaves_the_old_master_and_can_be_done_again(
    round_of_two: Round,
) -> None:
    master = round_of_two.master
    old = master.read_bytes()
    for step, what in enumerate(STEPS, start=1):
        shutil.rmtree(master.parent / ORIGINALS_FOLDER, ignore_errors=True)
        assert import_until(round_of_two, step) == -signal.SIGKILL, what
        assert master.read_bytes() == old, what
    assert list(master.parent.glob(".~danvan-*")), "one was killed with its file half done"
    assert import_until(round_of_two, len(STEPS) + 1) == 1
    done = tables(master)
    assert [row["Mã đơn vị"] for row in done["tblSubmissions"] if row["Tệp"]] == ["522"]
    assert [row["Mã lỗi"] for row in done["tblFindings"]] == ["O01"]
    assert len(done["tblLog"]) == 1
    assert problems(master.read_bytes()) == []
    (marked,) = (master.parent / "tra-lai").glob("[!.]*.xlsx")
    assert marked.stem.startswith(round_of_two.forms["STC"].stem)
    assert problems(marked.read_bytes()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that cannot be caught")
def test_an_import_killed_at_any_moment_leaves_the_old_or_the_new_master(
    round_of_two: Round,
) -> None:
    """Here the moment comes from outside: as soon as something shows in the folder."""
    master = round_of_two.master
    old = master.read_bytes()
    for sign in ("tra-lai", ".~danvan-*.tmp", "tra-lai/*.xlsx"):
        known = set(master.parent.glob(sign))
        process = subprocess.Popen(
            [sys.executable, "-m", "danvan_xl", "import", str(master), str(round_of_two.folder)],
            stdout=subprocess.DEVNULL,
        )
        while process.poll() is None and set(master.parent.glob(sign)) <= known:
            time.sleep(0.001)
        process.kill()
        process.wait()
        if master.read_bytes() != old:
            assert problems(master.read_bytes()) == []
            rows = tables(master)["tblSubmissions"]
            assert [row["Mã đơn vị"] for row in rows if row["Tệp"]] == ["522"]
    result = round_of_two.run(received=date(2022, 9, 15))
    assert len(result.accepted) + len(result.duplicate) == 1
    assert problems(master.read_bytes()) == []


# In the way


Obstacle = Callable[[Path, pytest.MonkeyPatch], None]


def saved_by_someone_else(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(b"what a colleague saved meanwhile")


def open_in_excel(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a file that is open; Excel puts its owner's name beside it."""
    name = "Trần Thị B"
    lock = bytes([len(name)]) + b" " * 54 + bytes([len(name), 0]) + name.encode("utf-16-le")
    path.with_name(f"~${path.name}").write_bytes(lock)
    write_protected(path, monkeypatch)


def write_protected(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Path.replace

    def denied(self: Path, target: Path) -> Path:
        if path.parent in Path(target).parents:
            raise PermissionError(13, "Permission denied")
        return original(self, target)

    monkeypatch.setattr(Path, "replace", denied)


def full_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk of the workbook; that of the user's profile has room."""
    original = os.fsync

    def full(handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").readlink().parent == path.parent:
            raise OSError(28, "No space left on device")
        original(handle)

    monkeypatch.setattr(os, "fsync", full)


@pytest.mark.parametrize(
    ("obstacle", "words"),
    [
        (saved_by_someone_else, "so-2022.xlsx"),
        (open_in_excel, "Trần Thị B"),
        (write_protected, "so-2022.xlsx"),
        (full_disk, "so-2022.xlsx"),
    ],
)
def test_a_master_that_cannot_be_saved_is_one_sentence_and_nothing_is_lost(
    obstacle: Obstacle,
    words: str,
    master_path: Path,
    danvan_xl: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The obstacle comes up while the command works, when the master was read already."""
    round_ = Round(master_path, "522")
    round_.return_form("522")
    found: list[bytes] = []

    with monkeypatch.context() as patch:

        def meanwhile(*_: object) -> None:
            obstacle(master_path, patch)
            found.append(master_path.read_bytes())

        patch.setattr(import_forms, "bring_to_front", meanwhile)
        run = danvan_xl("import", master_path, round_.folder)
    assert run.code == 2
    assert run.out == ""
    assert words in run.err
    assert len(run.err.strip().splitlines()) == 1
    assert found == [master_path.read_bytes()]
    assert list(master_path.parent.glob(".~danvan-*")) == []
