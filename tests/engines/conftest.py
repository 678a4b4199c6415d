"""A book of its own for each test, and nothing left open after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

from danvan_xl.engines import open_book
from tests.engines.workbooks import content


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Sổ theo dõi.xlsx"
    path.write_bytes(content())
    return path


@pytest.fixture
def book(path: Path) -> xw.Book:
    return open_book(path)


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    yield
    app = next(iter(xw.engines["danvan"].apps))
    app.quit()
    app.screen_updating = app.display_alerts = True
    app.calculation = "automatic"
    app.impl.statuses.clear()
    app.impl.alerts.clear()
    if hasattr(xw.Book, "_mock_caller"):
        del xw.Book._mock_caller
