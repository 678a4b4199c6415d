"""A screen for a PC, and a hand that presses buttons in the windows of setups."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageGrab

from tests.windows.computer import SECONDS, Computer
from tests.windows.machine import find

NEXT, CANCEL, RETRY = 1, 2, 4
"""Numbers of buttons, the same in every language; that of NEXT has another name on every page."""

_LOOK = """
import json, sys, time, win32gui

def shown():
    found = []
    win32gui.EnumWindows(lambda window, _: found.append(window), None)
    for window in found:
        if win32gui.GetClassName(window) == "#32770" and win32gui.IsWindowVisible(window):
            texts = [win32gui.GetWindowText(window)]
            def add(child, _):
                if win32gui.IsWindowVisible(child) and (text := win32gui.GetWindowText(child)):
                    texts.append(text)
            try:
                win32gui.EnumChildWindows(window, add, None)
            except win32gui.error:
                continue
            if sys.argv[1] in " ".join(texts):
                return window, texts
    return None, []

ends = time.monotonic() + float(sys.argv[2])
while not (window := shown()[0]) and time.monotonic() < ends:
    time.sleep(0.2)
"""

_PRESS = """
import win32con
button = win32gui.GetDlgItem(window, int(sys.argv[3]))
while not win32gui.IsWindowEnabled(button):
    time.sleep(0.2)
win32gui.PostMessage(button, win32con.BM_CLICK, 0, 0)
"""


@dataclass(frozen=True)
class Screen:
    """A screen without glass, of which pictures can be taken."""

    display: str

    def picture(self) -> Image.Image:
        """Return what is shown now."""
        return ImageGrab.grab(xdisplay=self.display)


@contextmanager
def screen() -> Iterator[Screen]:
    """Switch a screen on for as long as the block lasts."""
    reading, writing = os.pipe()
    command = [find("Xvfb") or "Xvfb", "-displayfd", str(writing), "-screen", "0", "800x600x24"]
    with subprocess.Popen(
        command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        os.close(writing)
        with os.fdopen(reading) as number:
            try:
                yield Screen(f":{number.readline().strip()}")
            finally:
                server.terminate()


def texts(windows: Computer, words: str, *, patience: float = SECONDS) -> list[str]:
    """Return all that is written in the first window that has ``words`` in it; title first.

    Waits until there is one, at most ``patience`` seconds; empty when there is none.
    """
    code = _LOOK + "print(json.dumps(shown()[1]))"
    found: list[str] = windows.run(
        windows.helper, "-X", "utf8", "-c", code, words, str(patience)
    ).json
    return found


def press(windows: Computer, words: str, button: int = NEXT) -> None:
    """Press a button of the window that has ``words`` in it, as soon as it can be pressed."""
    line = [windows.helper, "-X", "utf8", "-c", _LOOK + _PRESS, words, str(SECONDS), str(button)]
    ended = windows.run(*line)
    assert ended.code == 0, ended.err


def settled(shown: Screen) -> Image.Image:
    """Return the picture of a screen once it no longer changes."""
    before, now = None, shown.picture()
    while before is None or before.tobytes() != now.tobytes():
        time.sleep(0.5)
        before, now = now, shown.picture()
    return now
