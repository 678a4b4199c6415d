"""A button makes the same number of calls into Excel whatever the number of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from danvan_xl import ribbon
from danvan_xl.commands import report as report_module
from danvan_xl.commands import send_checks
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.tables import FINDINGS, INITIATIVES
from tests.engines.counting import counted
from tests.ribbon_clicks import calling
from tests.rounds import Round

SIZES = (100, 1_000, 10_000)
IMPORTED, RETURNED = ("524", "527"), "525"


def big_round(folder: Path, master: bytes, size: int) -> Round:
    """Return a round with ``size`` initiatives in the master and one form still to be imported."""
    folder.mkdir()
    path = folder / "so-2022.xlsx"
    path.write_bytes(master)
    current = Round(path, *IMPORTED, RETURNED)
    for code in IMPORTED:
        current.return_form(code)
    current.run()
    with open_book(path) as book:
        register = Register(book)
        there = register.read(INITIATIVES)
        numbers = range(size - len(there))
        rows = there.iloc[[number % len(there) for number in numbers]].reset_index(drop=True)
        rows["name"] = [f"Mô hình số {number} của {number * 7919 % 10_007}" for number in numbers]
        rows["code"] = [f"DVK-{unit}-9{n:05d}" for n, unit in enumerate(rows["unit_code"])]
        register.append(INITIATIVES, pd.DataFrame(rows))
        book.save()
    current.return_form(RETURNED)
    return current


@pytest.fixture(scope="module")
def counts(
    tmp_path_factory: pytest.TempPathFactory, master_2022: bytes
) -> dict[int, dict[str, Counter[str]]]:
    """Size → button → the calls that one click on it made, all buttons one after another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report_module, "to_pdf", lambda document: None)
        patch.setattr(send_checks, "check_master", lambda *_, **__: [])  # the rows are made up
        return {
            size: clicks(big_round(tmp_path_factory.mktemp("calls") / "ky", master_2022, size))
            for size in SIZES
        }


def clicks(current: Round) -> dict[str, Counter[str]]:
    buttons: dict[str, Callable[[], None]] = {
        "forms": ribbon.forms,
        "import_forms": lambda: ribbon.import_forms(str(current.folder)),
        "validate": ribbon.validate,
        "status": ribbon.status,
        "remind": ribbon.remind,
        "consolidate": ribbon.consolidate,
        "report": ribbon.report,
        "send": ribbon.send,
        "undo": ribbon.undo,
        "lock": ribbon.lock,
    }
    result = {}
    with open_book(current.master) as book, calling(book) as screen:
        register = Register(book)
        register.set("period.as_of", date(2022, 9, 25))
        register.set("mail.from", "sonoivu@example.vn")
        register.set("mail.to", "vanthu@example.vn")
        for name, click in buttons.items():
            if name == "send":
                register = Register(book)
                register.replace(FINDINGS, register.read(FINDINGS).iloc[:0])
            with counted() as calls:
                click()
            assert not screen.failed, screen.last
            result[name] = calls
    return result


@pytest.mark.parametrize(
    "button",
    [
        "forms",
        "import_forms",
        "validate",
        "status",
        "remind",
        "consolidate",
        "report",
        "send",
        "undo",
        "lock",
    ],
)
def test_calls_do_not_grow_with_rows(
    counts: dict[int, dict[str, Counter[str]]], button: str
) -> None:
    small, *larger = (counts[size][button] for size in SIZES)
    assert small["Range.raw_value"] > 0
    for calls in larger:
        assert calls == small


def test_the_count_sees_a_loop_over_cells(master_2022: bytes, tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(master_2022)
    with open_book(path) as book, counted() as calls:
        for row in range(1, 40):
            _ = book.sheets["Đơn vị"].range((row, 1)).value
    assert calls["Range.raw_value"] == 39
