"""A screen for a PC, and a hand that presses buttons in windows such as those of a setup."""

from __future__ import annotations

import json
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

_HAND = """
import json, sys, time
import win32con, win32gui

def texts(window):
    found = [win32gui.GetWindowText(window)]
    def add(child, _):
        if win32gui.IsWindowVisible(child) and (text := win32gui.GetWindowText(child)):
            found.append(text)
    try:
        win32gui.EnumChildWindows(window, add, None)
    except win32gui.error:  # it closes just now
        pass
    return found

def dialog(words):
    found = []
    win32gui.EnumWindows(lambda window, _: found.append(window), None)
    for window in found:
        if win32gui.IsWindowVisible(window) and win32gui.GetClassName(window) == "#32770":
            if words in " ".join(texts(window)):
                return window

for line in sys.stdin:
    words, button = json.loads(line)
    while not (window := dialog(words)):
        time.sleep(0.1)
    print(json.dumps(texts(window)), flush=True)
    if button:
        pressed = win32gui.GetDlgItem(window, button)
        while not win32gui.IsWindowEnabled(pressed):
            time.sleep(0.1)
        win32gui.PostMessage(pressed, win32con.BM_CLICK, 0, 0)
"""


@dataclass(frozen=True)
class Screen:
    """A screen without glass, of which pictures can be taken."""

    display: str

    def picture(self) -> Image.Image:
        """Return what is shown once it no longer changes."""
        before, now = None, ImageGrab.grab(xdisplay=self.display)
        while before != now:
            time.sleep(0.3)
            before, now = now, ImageGrab.grab(xdisplay=self.display)
        return now


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


class Hand:
    """Reads and presses in the windows of a PC with a screen."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def texts(self, words: str) -> list[str]:
        """Return all that is written in the window that has ``words`` in it; its title first.

        Waits until there is one.
        """
        return self._told(words, None)

    def press(self, words: str, button: int = NEXT) -> list[str]:
        """Press a button of that window, as soon as it can be pressed; return what was written."""
        return self._told(words, button)

    def _told(self, words: str, button: int | None) -> list[str]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([words, button]).encode() + b"\n")
        self._process.stdin.flush()
        found: list[str] = json.loads(self._process.stdout.readline())
        return found


@contextmanager
def hand(windows: Computer) -> Iterator[Hand]:
    """Have a hand on a PC for as long as the block lasts; it gives up after ``SECONDS``."""
    code = f"import threading, os; threading.Timer({SECONDS}, os._exit, [1]).start()\n{_HAND}"
    with windows.start(windows.helper, "-X", "utf8", "-c", code, listens=True) as process:
        try:
            yield Hand(process)
        finally:
            process.kill()
