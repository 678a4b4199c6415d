"""A live spreadsheet program for the tests of this folder, one a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import xlwings as xw

from tests.live.engine import start
from tests.live.soffice import Soffice, require_uno


@pytest.fixture(scope="session")
def calc() -> Iterator[xw.App]:
    """LibreOffice Calc without a window, behind xlwings."""
    require_uno()
    soffice = Soffice()
    try:
        yield start(soffice)
    finally:
        soffice.stop()


@pytest.fixture
def live(calc: xw.App) -> Iterator[xw.App]:
    """The same with no workbook open, before the test and after it."""
    calc.impl.reset()
    yield calc
    calc.impl.reset()
