"""Every command on a workbook that is open in a live program, and on the same one as a file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from danvan_xl.blocks import Block
from danvan_xl.commands.config import config
from danvan_xl.commands.consolidate import consolidate
from danvan_xl.commands.forms import forms
from danvan_xl.commands.import_forms import import_forms
from danvan_xl.commands.lock import lock
from danvan_xl.commands.remind import remind
from danvan_xl.commands.report import report
from danvan_xl.commands.status import status
from danvan_xl.commands.undo import full_name, undo
from danvan_xl.commands.validate import validate
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.lists import MARK
from danvan_xl.schema.tables import INITIATIVES, LOG, SUBMISSIONS
from danvan_xl.snapshots import recording
from tests.building.reading import Place
from tests.live.forms import another_initiative
from tests.live.says import error_cells, it_shows, python_says
from tests.master_tables import stored, tables
from tests.rounds import Round, figures

CODES = ("522", "524", "525", "STC", "BQN")


def _home(book: xw.Book) -> Path:
    return Path(book.fullname).parent


def _write(book: xw.Book, table: Any, row: int, key: str, value: object) -> None:
    """Put a value into a cell by hand."""
    register = Register(book)
    book.sheets[table.sheet].range(register.address(table, row, key)).value = value


def _import(book: xw.Book, folder: str) -> None:
    import_forms(book, _home(book) / folder)


def _validate_with_a_mistake(book: xw.Book) -> None:
    _write(book, INITIATIVES, 1, "stage", "Chưa rõ")
    _write(book, INITIATIVES, 2, "money", "nhiều")
    validate(book)


def _validate_when_cured(book: xw.Book) -> None:
    _write(book, INITIATIVES, 1, "stage", "Được công nhận")
    _write(book, INITIATIVES, 2, "money", 1_000_000)
    validate(book)


def _extend_and_exempt(book: xw.Book) -> None:
    _write(book, SUBMISSIONS, 0, "extension", date(2022, 9, 30))
    _write(book, SUBMISSIONS, 1, "exempt", MARK)
    status(book)


def _undone_import(book: xw.Book) -> None:
    before = tables(book)
    with recording(full_name(book), "Nhập phiếu"):
        _import(book, "nop-lai")
    assert tables(book) != before
    undo(book)
    assert tables(book) == before


def _moved_deadline(book: xw.Book) -> None:
    config(book, "period.strict", "Không")
    config(book, "period.next_working_day", "Có")
    config(book, "period.deadline", "2022-09-24")
    status(book)


def _closed_and_open_again(book: xw.Book) -> None:
    lock(book)
    lock(book, reopen=True)


STEPS: dict[str, Callable[[xw.Book], object]] = {
    "config": lambda book: config(book, "period.as_of", "2022-09-25"),
    "forms": lambda book: forms(book, only=CODES),
    "import": lambda book: _import(book, "nop-ve"),
    "import_again": lambda book: _import(book, "nop-ve"),
    "validate": _validate_with_a_mistake,
    "validate_cured": _validate_when_cured,
    "status": _extend_and_exempt,
    "remind": lambda book: remind(book, one_letter=True),
    "consolidate": consolidate,
    "undo": _undone_import,
    "import_corrected": lambda book: _import(book, "nop-lai"),
    "report": lambda book: report(book, pdf=False),
    "config_moved": _moved_deadline,
    "lock": _closed_and_open_again,
    "config_today": lambda book: config(book, "period.as_of", ""),
}
"""What is done to both workbooks, one after another."""


@dataclass(frozen=True)
class Outcome:
    """What stands in the workbooks after a step."""

    live: dict[str, Block]
    file: dict[str, Block]
    said: dict[Place, Any]
    shown: dict[Place, Any]
    errors: list[str]


def _prepare(folder: Path, master: bytes) -> Path:
    """Make a master and what units send: right, late, wrong, unreadable; then corrected."""
    folder.mkdir()
    path = folder / "Sổ theo dõi 2022.xlsx"
    path.write_bytes(master)
    current = Round(path, *CODES)
    current.return_form("522")
    current.return_form("524")
    current.return_form("525", figures(CT101="khoảng 12 cuộc"))
    current.return_form("STC")
    (current.folder / "hỏng.xlsx").write_bytes(b"PK")
    current.receive(**{"522": "9", "524": "22", "525": "12", "STC": "19"})
    again = folder / "nop-lai"
    again.mkdir()
    for form in (
        current.return_form("525", name="525 sửa.xlsx"),
        current.return_form("522", another_initiative, name="522 lần 2.xlsx"),
    ):
        shutil.move(form, again)
    return path


@contextmanager
def _open(app: xw.App, live: Path, file: Path) -> Iterator[tuple[xw.Book, xw.Book]]:
    app.impl.reset()
    try:
        with open_book(file) as bare:
            yield app.books.open(live), bare
    finally:
        app.impl.reset()


@pytest.fixture(scope="module")
def outcomes(
    calc: xw.App, tmp_path_factory: pytest.TempPathFactory, master_2022: bytes
) -> dict[str, Outcome]:
    """Name of a step → what stands in the workbooks after it."""
    folder = tmp_path_factory.mktemp("Kỳ báo cáo")
    live, file = (_prepare(folder / name, master_2022) for name in ("sống", "tệp"))
    found: dict[str, Outcome] = {}
    with _open(calc, live, file) as (book, bare):
        before: dict[str, Block] = {}
        said: dict[Place, Any] = {}
        for name, step in STEPS.items():
            step(book)
            step(bare)
            after = _everything(book)
            if after != before:
                said = python_says(book)
            shown = it_shows(book, set(said))
            found[name] = Outcome(after, _everything(bare), said, shown, error_cells(book))
            before = after
    return found


def _everything(book: xw.Book) -> dict[str, Block]:
    """All tables; of the log what was done, without times and the folder."""
    home = str(_home(book))
    log = [
        [_timeless(str(cell)).replace(home, "…") for cell in row[1:]] for row in stored(book, LOG)
    ]
    return tables(book) | {LOG.key: log}


def _timeless(text: str) -> str:
    return re.sub(r"\d\d:\d\d", "…", text)


@pytest.mark.parametrize("step", STEPS)
def test_tables_are_those_of_the_same_command_on_a_file(
    outcomes: dict[str, Outcome], step: str
) -> None:
    after = outcomes[step]
    for key, block in after.file.items():
        assert after.live[key] == block, key


@pytest.mark.parametrize("step", STEPS)
def test_cells_recalculate_to_what_python_says(outcomes: dict[str, Outcome], step: str) -> None:
    after = outcomes[step]
    differing = {
        place: (value, after.shown[place])
        for place, value in after.said.items()
        if after.shown[place] != value
    }
    assert differing == {}
    assert after.errors == []


def test_the_round_has_something_to_show(outcomes: dict[str, Outcome]) -> None:
    sizes = {name: {k: len(block) for k, block in o.live.items()} for name, o in outcomes.items()}
    assert sizes["import"]["results"] > 50
    assert sizes["import"]["findings"] > 1
    assert sizes["validate"]["findings"] > sizes["validate_cured"]["findings"]
    assert sizes["import_corrected"]["initiatives"] != sizes["undo"]["initiatives"]
    words = {value for o in outcomes.values() for (sheet, _), value in o.said.items() if value}
    assert words >= {"Đúng hạn", "Nộp muộn", "Quá hạn", "Trả lại", "Được miễn", "Khớp"}
