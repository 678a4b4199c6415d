"""One worker process, as the program that started it sees it.

``multiprocessing`` is not used: it would run the caller's script again in the process, on Windows
open a console window for it, and its queues, which all processes share, are of no use any more once
a process is killed while it writes. Here each process has pipes of its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from danvan_xl.workers.frames import read_frame, write_frame
from danvan_xl.workers.inside import SPENT

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from danvan_xl.workers.inside import serve; serve()"
)
_START_SECONDS = 60.0
"""Longest start, imports included: a virus scanner may look at every file."""
_END_SECONDS = 5.0
"""A killed process that reads from a network drive takes a while to be gone."""


class NotStarted(RuntimeError):  # noqa: N818 - reads better
    """A worker process does not start, or cannot import the function: a fault of the program."""


@dataclass(frozen=True)
class Outcome:
    """How a call went."""

    reason: str | None
    """Why there is no result, a ``Reason``; else None."""
    detail: str = ""
    result: bytes = b""
    """Pickled."""


class WorkerProcess:
    """A process that calls one function, one argument at a time.

    ``call`` and ``end`` are for one thread; ``check`` and ``kill`` may be called from others.
    """

    def __init__(self, function: bytes, seconds: float, memory_bytes: int) -> None:
        """Start it. ``function``: pickled, by its name. ``memory_bytes``: all that is resident."""
        self._seconds, self._memory_bytes = seconds, memory_bytes
        self._lock = threading.Lock()
        self._deadline = self._allowed = 0.0
        self._killed_for: tuple[str, str] | None = None
        self._popen = _start()
        self._function = function
        assert self._popen.stdin
        assert self._popen.stdout
        self._requests, self._replies = self._popen.stdin, self._popen.stdout
        self.is_spent = False
        """Whether it takes no more calls."""
        self._as_seen: psutil.Process | None = None
        with contextlib.suppress(psutil.Error):  # it may have ended by now
            self._as_seen = psutil.Process(self._popen.pid)

    def prepare(self) -> None:
        """Wait until the function is imported. Raises ``NotStarted``."""
        answer = self._exchange(self._function, _START_SECONDS)
        if answer:
            raise NotStarted(answer.decode("utf-8", "replace"))
        if answer is None:
            raise NotStarted(": ".join(self._killed_for or self._exit()))

    def call(self, argument: bytes) -> Outcome:
        """Call the function with the pickled argument."""
        answer = self._exchange(argument, self._seconds)
        if answer is None:
            self.is_spent = True
            return Outcome(*(self._killed_for or self._exit()))
        outcome = Outcome(*pickle.loads(answer))
        # What a call leaves behind must not count for the next.
        swollen = self._memory() > self._memory_bytes / 2
        self.is_spent = swollen or self._killed_for is not None or outcome.reason in SPENT
        return outcome

    def check(self) -> None:
        """Kill the process when the call that it is at has used up its time or its memory."""
        with self._lock:
            if self._allowed == 0 or self._killed_for:
                return
            memory = self._memory()
            if memory > self._memory_bytes:
                self._killed_for = "memory", f"{memory} bytes"
            elif time.monotonic() > self._deadline:
                self._killed_for = "time", f"{self._allowed:g} s"
            else:
                return
            self._popen.kill()

    def kill(self) -> None:
        """End the process at once."""
        self._popen.kill()

    def end(self) -> None:
        """End the process and let go of its pipes."""
        self._popen.kill()
        for pipe in (self._requests, self._replies):
            with contextlib.suppress(OSError):  # what it did not read cannot be sent
                pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(_END_SECONDS)

    def _exchange(self, content: bytes, seconds: float) -> bytes | None:
        """Send a message and return the answer to it, None when the process has ended."""
        with self._lock:
            self._deadline, self._allowed = time.monotonic() + seconds, seconds
        try:
            write_frame(self._requests, content)
            return read_frame(self._replies)
        except OSError:
            return None
        finally:
            with self._lock:
                self._allowed = 0

    def _exit(self) -> tuple[str, str]:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(_END_SECONDS)
        return "crash", f"exit code {self._popen.returncode}"

    def _memory(self) -> int:
        if self._as_seen is None:
            return 0
        try:
            return int(self._as_seen.memory_info().rss)
        except psutil.Error:  # it has ended
            return 0


def _start() -> subprocess.Popen[bytes]:
    # -P: whatever lies in the working folder, a module of the name json among it, is not imported.
    options: dict[str, Any] = {}
    program, environment = sys.executable, os.environ.copy()
    if sys.platform == "win32":
        options["creationflags"] = subprocess.CREATE_NO_WINDOW
        if sys._base_executable != sys.executable:
            # The program in a virtual environment is only a starter; the memory and the process
            # number that count are those of what it starts, as multiprocessing knows too.
            program, environment["__PYVENV_LAUNCHER__"] = sys._base_executable, program
    else:
        options["start_new_session"] = True  # Ctrl+C is for the program, which ends the others
    path = json.dumps([str(folder) or str(Path.cwd()) for folder in sys.path])
    return subprocess.Popen(
        [program, "-P", "-c", _START, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # where panics and crashes are described
        env=environment,
        **options,
    )
