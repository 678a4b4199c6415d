"""Another program that runs on a Windows PC: it has a file open, or a window as Excel has."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.windows.computer import SECONDS, Computer

READ, WRITE = 0x80000000, 0x40000000
SHARE_NOTHING, SHARE_READ = 0, 1
"""What Windows' ``CreateFile`` is asked for. Excel takes ``READ | WRITE`` and ``SHARE_READ``."""

_HOLD = """
import pathlib, sys, time
import win32file
path, held, release, access, sharing = sys.argv[1:]
file = win32file.CreateFile(path, int(access), int(sharing), None, win32file.OPEN_EXISTING, 0, None)
pathlib.Path(held).touch()
while not pathlib.Path(release).exists():
    time.sleep(0.05)
"""

EXCEL = """
import pathlib, sys, time
import win32gui
shape = win32gui.WNDCLASS()
shape.lpszClassName = "XLMAIN"
shape.hInstance = win32gui.GetModuleHandle(None)
shape.lpfnWndProc = lambda *message: win32gui.DefWindowProc(*message)
win32gui.CreateWindow(win32gui.RegisterClass(shape), "Excel", 0, 0, 0, 9, 9, 0, 0, 0, None)
pathlib.Path(sys.argv[2]).touch()
while not pathlib.Path(sys.argv[3]).exists():
    win32gui.PumpWaitingMessages()
    time.sleep(0.05)
"""
"""For ``running``: has a window as Excel has."""


@contextmanager
def held(
    windows: Computer, path: Path, access: int = READ | WRITE, sharing: int = SHARE_READ
) -> Iterator[None]:
    """Have ``path`` open in another program while the block runs."""
    with running(windows, _HOLD, path, str(access), str(sharing)):
        yield


@contextmanager
def running(windows: Computer, code: str, path: Path, *arguments: str | Path) -> Iterator[None]:
    """Run Python code beside the block.

    It gets ``path``, a file to make when it is ready, one that tells it to end, ``arguments``.
    """
    ready, end = windows.drive / "ready", windows.drive / "end"
    command = ["-X", "utf8", "-c", code, path, ready, end, *arguments]
    with windows.start(windows.python, *command) as process:
        try:
            latest = time.monotonic() + SECONDS
            while not ready.exists():
                assert process.poll() is None, process.communicate()
                assert time.monotonic() < latest
                time.sleep(0.05)
            yield
        finally:
            end.touch()
    ready.unlink()
    end.unlink()
