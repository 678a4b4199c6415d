"""Worker processes on Windows, whose memory nothing but a look from outside limits."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.installation.vba import get_config
from tests.windows.computer import Computer
from tests.windows.machine import ROOT
from tests.windows.office_pc import OFFICE_USER, configuration_file
from tests.windows.test_server import _AS_VBA
from tests.windows.vba_lines import server_line

EXPECTED = {
    "good": "good",
    "hang": "time",
    "eat_memory": "memory",
    "leave": "crash",
    "abort": "crash",
    "panic": "crash",
    "raise_an_error": "error",
    "print_much": "printed",
    "also good": "also good",
}
"""Calls → their results, or why they have none."""

_RUN = """
import json, sys
sys.path.append({root!r})
import psutil
from danvan_xl.workers import Failure, Workers
from tests.worker_calls import run
with Workers(seconds=5, memory_bytes=300 << 20, count=2) as workers:
    found = [r.reason if isinstance(r, Failure) else r for r in workers.map(run, {calls!r})]
left = [child.name() for child in psutil.Process().children(recursive=True)]
"""


def _own(errors: str) -> str:
    """What the program wrote: Wine has a word to say of each process that is killed."""
    return "\n".join(one for one in errors.splitlines() if not one.startswith("wine client error"))


def _code(windows: Computer) -> str:
    return _RUN.format(root=windows.windows_path(ROOT), calls=[*EXPECTED])


@pytest.mark.parametrize("executable", ["python.exe", "pythonw.exe"])
def test_bad_calls_cost_only_themselves(windows: Computer, executable: str) -> None:
    code = _code(windows) + "print(json.dumps([found, left]))"
    ended = windows.run(windows.python.with_name(executable), "-X", "utf8", "-c", code)
    assert (ended.code, _own(ended.err)) == (0, "")
    assert ended.json == [[*EXPECTED.values()], []]


def test_they_start_from_a_script_without_a_guard(windows: Computer) -> None:
    script = windows.profile / "không rào.py"
    script.write_text(_code(windows) + "print(json.dumps([found, left]))", "utf-8")
    ended = windows.run(windows.python, "-X", "utf8", script)
    assert (ended.code, _own(ended.err)) == (0, "")
    assert ended.json == [[*EXPECTED.values()], []]


def test_they_start_from_the_server_that_answers_clicks(
    new_windows: Callable[..., Computer],
) -> None:
    windows = new_windows(user=OFFICE_USER)
    assert windows.danvan_xl("addin", "install").code == 0
    interpreter = get_config(configuration_file(windows).read_bytes(), "INTERPRETER_WIN")
    assert interpreter
    book = windows.profile / "Documents" / "so.xlsx"
    code = f"""
python = server()
scope = python.Dict()
python.Exec({_code(windows)!r}, scope)
print(python.Str(python.Eval("json.dumps([found, left])", scope)))
activate(-1)
"""
    ended = windows.run_python(
        _AS_VBA.partition("clicks = ")[0] + code,
        interpreter,
        server_line(interpreter, windows.windows_path(book)),
    )
    assert (ended.code, _own(ended.err)) == (0, "")
    assert json.loads(ended.out) == [[*EXPECTED.values()], []]
