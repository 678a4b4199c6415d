from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import psutil
import pytest

from danvan_xl.workers import Failure, NotStarted, Workers
from tests import worker_calls

ROOT = Path(__file__).parents[1]
MEMORY = 300 << 20

BAD = {
    "hang": "time",
    "eat_memory": "memory",
    "ask_for_too_much_memory": "memory",
    "give_too_much": "memory",
    "leave": "crash",
    "abort": "crash",
    "exit_politely": "crash",
    "panic": "crash",
    "raise_an_error": "error",
    "raise_what_cannot_be_unpickled": "error",
    "give_what_cannot_be_pickled": "error",
    "give_what_cannot_be_unpickled": "error",
    "ask_the_user": "error",
}
"""Calls → why they have no result."""
if os.name == "posix":
    BAD |= {"hang_without_letting_go": "time", "follow_a_null_pointer": "crash"}

on_posix = pytest.mark.skipif(os.name != "posix", reason="sends a signal")


@pytest.fixture(scope="module")
def outcomes() -> dict[str, tuple[object, object]]:
    """Each bad call → what came of it and of a good one after it, all in one crew."""
    calls = [name for bad in BAD for name in (bad, f"after {bad}")]
    with Workers(seconds=3, memory_bytes=MEMORY, count=3) as workers:
        results = list(workers.map(worker_calls.run, calls))
    return dict(zip(BAD, zip(results[::2], results[1::2], strict=True), strict=True))


@pytest.mark.parametrize(("name", "reason"), BAD.items())
def test_a_bad_call_costs_only_itself(
    outcomes: dict[str, tuple[object, object]], name: str, reason: str
) -> None:
    bad, good = outcomes[name]
    assert isinstance(bad, Failure)
    assert bad.reason == reason, bad
    assert good == f"after {name}"


def test_a_failure_tells_what_happened_and_where(
    outcomes: dict[str, tuple[object, object]],
) -> None:
    details = {name: bad.detail for name, (bad, _) in outcomes.items() if isinstance(bad, Failure)}
    assert details["hang"] == "3 s"
    assert details["leave"] == "exit code 3"
    assert details["raise_an_error"].startswith("ValueError: hỏng (worker_calls.py, line ")
    assert int(details["eat_memory"].removesuffix(" bytes")) > MEMORY


def test_two_hundred_calls_of_which_a_third_is_bad_keep_their_order() -> None:
    kinds = [name for name in BAD if not name.startswith(("hang", "eat"))]
    calls = [kinds[n % len(kinds)] if n % 3 == 0 else f"form {n}" for n in range(200)]
    with Workers(seconds=30, memory_bytes=MEMORY, count=2) as workers:
        results = list(workers.map(worker_calls.run, calls))
    assert [r.reason if isinstance(r, Failure) else r for r in results] == [
        BAD.get(call, call) for call in calls
    ]
    assert children() == []


def test_a_large_result_comes_back_whole() -> None:
    with Workers(seconds=30, memory_bytes=MEMORY) as workers:
        assert list(workers.map(worker_calls.run, ["give_a_lot"])) == [b"x" * (12 << 20)]


def test_arguments_are_taken_when_their_turn_comes_near() -> None:
    taken = 0

    def arguments() -> Iterator[str]:
        nonlocal taken
        for taken in range(1, 51):  # noqa: B007
            yield "good"

    with Workers(seconds=30, memory_bytes=MEMORY, count=2) as workers:
        for done, _ in enumerate(workers.map(worker_calls.run, arguments())):
            assert taken - done <= 4
    assert taken == 50


@pytest.mark.parametrize(("calls", "most"), [(0, 0), (1, 1), (2, 1), (9, 2)])
def test_no_more_processes_are_started_than_there_is_work_for(calls: int, most: int) -> None:
    with Workers(seconds=30, memory_bytes=MEMORY, count=2) as workers:
        pids = set(workers.map(worker_calls.run, ["tell_the_process"] * calls))
    assert os.getpid() not in pids
    assert min(most, 1) <= len(pids) <= most


def test_a_process_imports_nothing_heavy() -> None:
    with Workers(seconds=30, memory_bytes=MEMORY) as workers:
        (modules,) = workers.map(worker_calls.run, ["tell_the_modules"])
    assert isinstance(modules, list)
    assert not {"pandas", "numpy", "xlwings", "openpyxl", "pytest"} & set(modules)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_no_process_is_left_when_the_block_is_left_early(error: type[BaseException]) -> None:
    with (  # noqa: PT012
        pytest.raises(error),
        Workers(seconds=600, memory_bytes=MEMORY, count=2) as workers,
    ):
        results = workers.map(worker_calls.run, ["good", "hang", "hang", "hang", "hang"])
        assert next(results) == "good"
        assert children()
        raise error
    assert children() == []


def test_an_error_of_what_gives_the_arguments_is_the_callers() -> None:
    def arguments() -> Iterator[str]:
        yield from ["good"] * 10
        raise OSError("the folder is gone")

    with (
        pytest.raises(OSError, match="the folder is gone"),
        Workers(seconds=30, memory_bytes=MEMORY) as workers,
    ):
        list(workers.map(worker_calls.run, arguments()))
    assert children() == []


def test_a_function_that_a_process_cannot_import_is_a_fault_of_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = ModuleType("only_here")
    exec("def function(argument): return argument", module.__dict__)
    monkeypatch.setitem(sys.modules, "only_here", module)
    with (
        pytest.raises(NotStarted, match="No module named 'only_here'"),
        Workers(seconds=30, memory_bytes=MEMORY) as workers,
    ):
        list(workers.map(module.function, ["good"]))
    assert children() == []


SCRIPT = """
import sys
from danvan_xl.workers import Workers
from tests.worker_calls import run
print("begun")
with Workers(seconds=30, memory_bytes=300 << 20, count=2) as workers:
    print(list(workers.map(run, ["print_much", "leave", "good"])))
"""
PRINTED = "begun\n['printed', Failure(reason='crash', detail='exit code 3'), 'good']\n"


@pytest.mark.parametrize("way", ["-c", "script", "-m", "stdin"])
def test_however_python_was_started_it_is_not_started_so_again(way: str, tmp_path: Path) -> None:
    script = tmp_path / "without_a_guard.py"
    script.write_text(SCRIPT, "utf-8")
    command = {"-c": ["-c", SCRIPT], "script": [script], "-m": ["-m", script.stem], "stdin": ["-"]}
    ended = subprocess.run(
        [sys.executable, *command[way]],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        input=SCRIPT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, PRINTED, "")


ENDLESS = """
import sys
from danvan_xl.workers import Workers
from tests.worker_calls import run
with Workers(seconds=float(sys.argv[1]), memory_bytes=300 << 20, count=2) as workers:
    for result in workers.map(run, ["tell_the_process", "hang", "hang", "hang"]):
        print(result, flush=True)
"""


@on_posix
def test_ctrl_c_ends_all_processes() -> None:
    with endless(seconds=600) as program:
        inside = busy_children(program)
        program.send_signal(signal.SIGINT)
        _, printed = program.communicate(timeout=60)
    assert printed.rstrip().endswith("KeyboardInterrupt")
    assert psutil.wait_procs(inside, timeout=0)[1] == []


@on_posix
def test_a_process_ends_itself_when_the_program_is_killed() -> None:
    with endless(seconds=2) as program:
        inside = busy_children(program)
        program.kill()
        program.communicate(timeout=60)
    assert psutil.wait_procs(inside, timeout=60)[1] == []


def endless(seconds: float) -> subprocess.Popen[str]:
    """Start a program of which two processes hang."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(ENDLESS), str(seconds)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def busy_children(program: subprocess.Popen[str]) -> list[psutil.Process]:
    """Wait until both processes of ``program`` run."""
    assert program.stdout
    assert program.stdout.readline().strip().isdigit()
    latest = time.monotonic() + 60
    while len(found := psutil.Process(program.pid).children(recursive=True)) < 2:
        assert time.monotonic() < latest
        time.sleep(0.02)
    return found


def children() -> list[psutil.Process]:
    """Return the worker processes of this one, dead ones that nobody asked about among them."""
    found = psutil.Process().children()
    return [
        child
        for child in found
        if child.status() == psutil.STATUS_ZOMBIE or "danvan_xl.workers" in str(child.cmdline())
    ]
