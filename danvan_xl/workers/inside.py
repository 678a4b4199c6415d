"""What runs inside a worker process: one function, called for every argument that is sent.

The process ends when the pipe of its standard input does: when the program needs it no longer, and
when the program is gone.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from danvan_xl.workers.frames import read_frame, write_frame

RESULT_BYTES = 16 << 20
"""A larger result is not sent: several wait in the program until it is their turn."""
SPENT = frozenset(("memory", "crash"))
"""After these the process ends; who knows what they left behind."""
_GRACE = 5
"""Seconds over the limit after which a process ends itself, should the program be gone."""
_DETAIL = 2000
"""Longest text of an error, in characters."""


def serve() -> None:
    """Answer until nothing more comes.

    The first message is a pair: the function and the seconds that a call may take. The answer is
    empty, or says why the function cannot be had. Then each message is an argument, and each answer
    what makes an ``Outcome``. Only that a call took too long is told by who ends the process.
    """
    requests, replies, nowhere = _claim_pipes()
    _die_in_silence()
    try:
        function, seconds = pickle.loads(read_frame(requests) or b"")
    except Exception as error:
        write_frame(replies, _describe(error).encode())
        os._exit(1)
    write_frame(replies, b"")
    while (argument := read_frame(requests)) is not None:
        # A thread of its own, written in C, which also ends a library that never lets go.
        faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=nowhere)
        outcome = _call(function, argument)
        faulthandler.cancel_dump_traceback_later()
        write_frame(replies, pickle.dumps(outcome))
        if outcome[0] in SPENT:
            break
    os._exit(0)  # whatever threads the function may have left


def _claim_pipes() -> tuple[BinaryIO, BinaryIO, BinaryIO]:
    """Take the pipes to the program for messages only: what a function prints goes nowhere."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = Path(os.devnull).open("r+b", buffering=0)  # noqa: SIM115 - until the process ends
    os.dup2(nowhere.fileno(), 0)
    os.dup2(nowhere.fileno(), 1)
    return requests, replies, nowhere


def _die_in_silence() -> None:
    """Have a crash end the process at once, without a dialog or a dump of units' data."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.SetErrorMode(msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX)
    else:
        import resource

        with contextlib.suppress(ValueError, OSError):  # the limit is lower already
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _call(function: Callable[[Any], object], argument: bytes) -> tuple[str | None, str, bytes]:
    try:
        result = pickle.dumps(function(pickle.loads(argument)))
    except MemoryError as error:
        return "memory", _describe(error), b""
    except Exception as error:
        return "error", _describe(error), b""
    except BaseException as error:  # a panic of a library written in Rust is no Exception
        return "crash", _describe(error), b""
    if len(result) > RESULT_BYTES:
        return "memory", f"a result of {len(result)} bytes", b""
    return None, "", result


def _describe(error: BaseException) -> str:
    """Return what was raised, and where."""
    text = "".join(traceback.format_exception_only(error)).strip()
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return text[:_DETAIL] + place
