"""Buttons clicked in a live program, by people who work in their workbook as they please."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from danvan_xl import ribbon
from danvan_xl.commands import report as report_module
from danvan_xl.commands.new import new_master
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.columns import Table
from danvan_xl.schema.lists import MARK
from danvan_xl.schema.tables import (
    COMMENDATIONS,
    DASHBOARD_SHEET,
    FINDINGS,
    INITIATIVES,
    RESULTS,
    SUBMISSIONS,
    TOTALS,
    UNITS,
)
from tests.live.forms import another_initiative
from tests.live.says import error_cells, it_shows, python_says
from tests.live.staff import Staff, rows_by_key
from tests.master_tables import tables
from tests.ribbon_clicks import calling
from tests.rounds import AS_OF, Round

pytestmark = pytest.mark.usefixtures("kept_workers")

WRITTEN = (SUBMISSIONS, INITIATIVES, RESULTS, COMMENDATIONS, TOTALS)
STAFFED = (SUBMISSIONS, INITIATIVES, RESULTS)
"""Tables in which staff work."""

FIRST, LATER = ("522", "524"), "525"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, master_2022: bytes) -> Path:
    """A folder with a master of five units; two forms were imported, two more are to come."""
    folder = tmp_path_factory.mktemp("kỳ")
    path = folder / "so-2022.xlsx"
    path.write_bytes(master_2022)
    current = Round(path, *FIRST, LATER)
    for code in FIRST:
        current.return_form(code)
    current.run()
    with open_book(path) as book:
        register = Register(book)
        register.set("period.as_of", AS_OF)
        rows = register.read(SUBMISSIONS)
        report = rows["unit_code"].isin([*FIRST, LATER, "STC", "BQN"])
        register.replace(SUBMISSIONS, rows.assign(exempt=report.map({True: "", False: MARK})))
        book.save()
    current.return_form(LATER)
    current.return_form("524", another_initiative, name="524 sửa.xlsx")
    current.receive(**{"522": "15", "524": "15", "525": "21", "524 sửa": "16"})
    return folder


class Desk:
    """The open workbook, the buttons that do a round, and what was said."""

    def __init__(self, book: xw.Book, folder: Path) -> None:
        self.book = book
        self.folder = folder

    @property
    def app(self) -> Any:
        return self.book.app.impl

    def click(self, name: str) -> None:
        """Click a button; importing reads the folder of returned forms."""
        button = getattr(ribbon, name)
        button(str(self.folder / "nop-ve")) if name == "import_forms" else button()

    def click_all(self) -> None:
        for name in ROUND:
            self.click(name)
            assert self.app.alerts[-1].mode == "info", self.app.alerts[-1].prompt


ROUND = ("import_forms", "validate", "status", "remind", "consolidate", "report")
"""The buttons of a round, in their order."""

CHANGE = ("import_forms", "remind", "consolidate")
"""Those of them that change tables here, so that there is something to undo."""


def _copied(prepared: Path, folder: Path) -> Path:
    """The same master and forms in a folder of a test's own."""
    for path in (prepared / "so-2022.xlsx", *(prepared / "nop-ve").iterdir()):
        target = folder / path.relative_to(prepared)
        target.parent.mkdir(exist_ok=True, parents=True)
        target.write_bytes(path.read_bytes())
    return folder


@pytest.fixture
def desk(
    live: xw.App, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setattr(report_module, "to_pdf", lambda document: None)
    folder = _copied(prepared, tmp_path)
    book = live.books.open(folder / "so-2022.xlsx")
    with calling(book):
        yield Desk(book, folder)


@pytest.fixture(scope="module")
def undisturbed(
    prepared: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[tuple[object, ...], dict[str, object]]]:
    """Key of a table → its rows after the round on a bare file in which nobody worked."""
    folder = _copied(prepared, tmp_path_factory.mktemp("tệp"))
    with (
        pytest.MonkeyPatch.context() as patch,
        open_book(folder / "so-2022.xlsx") as book,
        calling(book) as screen,
    ):
        patch.setattr(report_module, "to_pdf", lambda document: None)
        desk = Desk(book, folder)
        for name in ROUND:
            desk.click(name)
            assert not screen.failed, screen.last
        return {table.key: rows_by_key(book, table) for table in WRITTEN} | {
            FINDINGS.key: _findings(book)
        }


def _findings(book: xw.Book) -> dict[tuple[object, ...], dict[str, object]]:
    """What was found, wherever it stands in the workbook."""
    return rows_by_key(book, FINDINGS, "cell", "sheet", "message", "remedy")


def _dashboard_is_right(book: xw.Book) -> None:
    said = {p: value for p, value in python_says(book).items() if p[0] == DASHBOARD_SHEET}
    assert len(said) > 50
    assert it_shows(book, set(said)) == said
    assert error_cells(book) == []


def test_a_round_is_clicked_through_and_the_program_left_as_it_was(
    desk: Desk, undisturbed: dict[str, Any]
) -> None:
    desk.click_all()
    assert (desk.app.calculation, desk.app.screen_updating) == ("automatic", True)
    assert desk.app.status_bar is False
    assert any(re.search(r"\b1/\d", text) for text in desk.app.statuses)
    for table in WRITTEN:
        assert rows_by_key(desk.book, table) == undisturbed[table.key]
    _dashboard_is_right(desk.book)


@pytest.mark.parametrize("name", [*ROUND[:-1], "undo"])
def test_a_second_click_does_no_harm(desk: Desk, name: str) -> None:
    if name != "import_forms":
        desk.click("import_forms")
    desk.click(name)
    once = tables(desk.book)
    desk.click(name)
    assert tables(desk.book) == once
    assert error_cells(desk.book) == []


def test_a_click_while_a_command_runs_is_turned_away(desk: Desk) -> None:
    answers = []

    def click_impatiently(text: str) -> None:
        if re.search(r"\b2/\d", text):
            desk.click("consolidate")
            answers.append(desk.app.alerts[-1])

    desk.app.on_status = click_impatiently
    desk.click("import_forms")
    assert [alert.mode for alert in answers] == ["critical"]
    assert "đang chạy một lệnh khác" in answers[0].prompt
    assert desk.app.alerts[-1].mode == "info"
    totals = Register(desk.book).read(TOTALS)
    assert totals["total"].isna().all(), "the second command did nothing"
    assert len(Register(desk.book).read(RESULTS)["unit_code"].unique()) == 3
    assert desk.app.calculation == "automatic"


def test_a_command_that_fails_half_way_is_taken_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise RuntimeError("half-way")

    before = tables(desk.book)
    monkeypatch.setattr("danvan_xl.commands.import_forms.write_findings", fail)
    desk.click("import_forms")
    assert desk.app.alerts[-1].mode == "critical"
    assert tables(desk.book) == before
    assert desk.app.calculation == "automatic"
    _dashboard_is_right(desk.book)


def test_the_unit_that_is_overdue_longest_is_selected(desk: Desk) -> None:
    register = Register(desk.book)
    rows = register.read(SUBMISSIONS)
    extensions = {"STC": date(2022, 9, 22), "BQN": date(2022, 9, 20), LATER: date(2022, 9, 23)}
    register.replace(SUBMISSIONS, rows.assign(extension=rows["unit_code"].map(extensions)))
    desk.book.sheets[DASHBOARD_SHEET].activate()
    desk.click("status")
    assert "3 quá hạn" in desk.app.alerts[-1].prompt
    assert desk.book.sheets.active.name == SUBMISSIONS.sheet
    [row] = rows.index[rows["unit_code"] == "BQN"]
    address = register.address(SUBMISSIONS, row, "unit_name")
    selected: Any = desk.book.selection
    assert selected.get_address(row_absolute=False, column_absolute=False) == address
    assert selected.value == rows["unit_name"][row]


def test_earlier_years_are_written_beside_the_units(desk: Desk) -> None:
    new_master(desk.folder / "so-2021.xlsx", 2021)
    ribbon.history(str(desk.folder))
    assert desk.app.alerts[-1].mode == "info", desk.app.alerts[-1].prompt
    units = Register(desk.book).read(UNITS)
    told = units["history"][units["reports"] == MARK]
    assert set(told) == {"Đúng hạn 0/1 năm. 2021: không nộp."}
    selected: Any = desk.book.selection
    assert (selected.sheet.name, selected.value) == (UNITS.sheet, units["history"][0])
    assert error_cells(desk.book) == []


def _filters(staff: Staff, table: Table) -> None:
    staff.filter(table, "unit_code", "524")


def _does_everything(staff: Staff, table: Table) -> None:
    staff.sort(table, "unit_code")
    staff.hide(table)
    _filters(staff, table)
    staff.rename_and_move(table)


@pytest.mark.parametrize("habit", [_filters, _does_everything])
def test_what_staff_did_stays_with_its_rows_and_new_data_are_right(
    desk: Desk, undisturbed: dict[str, Any], habit: Callable[[Staff, Table], None]
) -> None:
    staff = Staff(desk.book)
    for table in STAFFED:
        staff.add_column(table)
        habit(staff, table)
    own = {table.key: staff.notes(table) for table in STAFFED}
    before = tables(desk.book)
    desk.click_all()
    for table in WRITTEN:
        assert rows_by_key(desk.book, table) == undisturbed[table.key], table.key
    assert _findings(desk.book) == undisturbed[FINDINGS.key]
    for table in STAFFED:
        now = staff.notes(table)
        gone = own[table.key].keys() - now.keys()
        assert len(gone) == (1 if table is INITIATIVES else 0)
        expected = {key: own[table.key].get(key) for key in now}
        assert now == expected, table.key
    _dashboard_is_right(desk.book)
    for _ in CHANGE:
        desk.click("undo")
    assert tables(desk.book) == before


def test_a_filter_is_set_again_and_hides_what_it_hid(desk: Desk) -> None:
    staff = Staff(desk.book)
    staff.filter(RESULTS, "unit_code", "524")
    desk.click("import_forms")
    units = Register(desk.book).read(RESULTS)["unit_code"]
    assert staff.hidden(RESULTS) == [unit != "524" for unit in units]
    assert set(units) == {*FIRST, LATER}


def test_colours_stay_with_their_rows(desk: Desk) -> None:
    staff = Staff(desk.book)
    (desk.folder / "nop-ve" / "524 sửa.xlsx").unlink()
    (desk.folder / "nop-ve" / "ngay-nhan.csv").unlink()
    for table in STAFFED:
        staff.sort(table, "unit_code")
        staff.colour(table)
    coloured = {table.key: staff.colours(table) for table in STAFFED}
    desk.click_all()
    for table in STAFFED:
        now = staff.colours(table)
        assert now.items() >= coloured[table.key].items()
        if table is not SUBMISSIONS:
            assert len(now) > len(coloured[table.key])


def test_a_new_master_is_opened(desk: Desk) -> None:
    path = desk.folder / "Sổ năm 2023.xlsx"
    ribbon.new(str(path), 2023)
    assert desk.app.alerts[-1].mode == "info"
    assert desk.book.app.books.active.fullname == str(path)


def test_a_closed_period_refuses_and_changes_nothing(desk: Desk) -> None:
    desk.click("lock")
    before = tables(desk.book)
    desk.click("import_forms")
    assert desk.app.alerts[-1].mode == "critical"
    assert tables(desk.book) == before
    desk.click("lock")
    assert Register(desk.book).settings()["period.locked"] is None
    assert Register(desk.book).settings()["period.as_of"] == date(2022, 9, 25)
