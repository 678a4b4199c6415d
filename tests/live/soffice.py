"""A LibreOffice of one test process: started without a window, driven through UNO, surely ended."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.office import SECONDS, new_profile, require_office

_DEBIAN = "/usr/lib/python3/dist-packages"
"""Where Debian's python3-uno is; it works from other Pythons too."""


def require_uno() -> Any:
    """The module ``uno``; without it the test is skipped, or fails where office is demanded."""
    if _DEBIAN not in sys.path:
        sys.path.append(_DEBIAN)  # at the end, so that it shadows nothing
    try:
        import uno
    except ImportError:
        if os.environ.get("DANVAN_REQUIRE_OFFICE") == "1":
            pytest.fail("python3-uno is demanded by DANVAN_REQUIRE_OFFICE but missing")
        pytest.skip("python3-uno is not installed")
    return uno


class Soffice:
    """The running program."""

    def __init__(self) -> None:
        self._pipe = f"danvan-live-{os.getpid()}"
        self._process = subprocess.Popen(
            [
                require_office(),
                f"-env:UserInstallation={new_profile().as_uri()}",
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                f"--accept=pipe,name={self._pipe};urp;",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        atexit.register(self.stop)
        self._desktop = self._connect()

    @property
    def pid(self) -> int:
        """The process id of its launcher."""
        return self._process.pid

    def _connect(self) -> Any:
        uno = require_uno()
        local = uno.getComponentContext()
        name = "com.sun.star.bridge.UnoUrlResolver"
        resolver = local.ServiceManager.createInstanceWithContext(name, local)
        url = f"uno:pipe,name={self._pipe};urp;StarOffice.ComponentContext"
        give_up = time.monotonic() + SECONDS
        while True:
            try:
                context = resolver.resolve(url)
            except Exception:
                if self._process.poll() is not None or time.monotonic() > give_up:
                    self.stop()
                    raise
                time.sleep(0.1)
            else:
                break
        return context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )

    def open(self, path: Path) -> Any:
        """Load a workbook, without a window, and return its document."""
        from com.sun.star.beans import PropertyValue

        hidden = PropertyValue("Hidden", 0, True, 0)
        return self._desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (hidden,))

    def stop(self) -> None:
        """End the program and everything that it started."""
        atexit.unregister(self.stop)
        try:
            os.killpg(self._process.pid, 9)
        except ProcessLookupError:
            return
        finally:
            self._process.wait()
