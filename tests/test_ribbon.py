"""The functions behind the buttons: what the user sees, and that nothing is left half-done."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from filelock import FileLock

from danvan_xl import ribbon
from danvan_xl.buttons import BUTTONS, path_of
from danvan_xl.commands import consolidate as consolidate_module
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.tables import INITIATIVES, RESULTS, SUBMISSIONS
from danvan_xl.userdata import data_folder, key_of, log_file
from tests.master_tables import tables
from tests.ribbon_clicks import Screen, calling
from tests.rounds import Round, figures

UNITS = ("524", "525", "527")


@pytest.fixture
def round_2022(master_path: Path) -> Round:
    """Three units have sent their forms back; nothing is imported yet."""
    current = Round(master_path, *UNITS)
    for code in UNITS:
        current.return_form(code)
    return current


@pytest.fixture
def book(round_2022: Round) -> Iterator[xw.Book]:
    book = round_2022.open()
    yield book
    book.close()


@pytest.fixture
def screen(book: xw.Book) -> Iterator[Screen]:
    with calling(book) as screen:
        yield screen


def rows(book: xw.Book, table: Any) -> int:
    return len(Register(book).read(table))


def test_the_round_goes_from_click_to_click(
    book: xw.Book, screen: Screen, round_2022: Round
) -> None:
    ribbon.import_forms(str(round_2022.folder))
    assert "3 phiếu nhập được" in screen.last.casefold()
    assert "bấm Kiểm tra" in screen.last
    assert rows(book, INITIATIVES) > 0
    ribbon.validate()
    assert not screen.failed
    assert "trong sổ" in screen.last
    ribbon.status()
    assert "bấm Đôn đốc" in screen.last
    assert book.app.books.active.sheets.active.name == "Báo cáo"
    ribbon.consolidate()
    assert "3 đơn vị" in screen.last
    ribbon.report()
    assert "Bao-cao_Dan-van-kheo_2022.docx" in screen.last
    assert list((round_2022.master.parent / "bao-cao").glob("*.docx"))
    assert not any(alert.mode == "critical" for alert in screen.alerts)


def test_what_is_written_for_units_is_counted_by_what_it_is_for(
    book: xw.Book, screen: Screen, round_2022: Round
) -> None:
    round_2022.return_form("524", figures(CT101=None))
    round_2022.return_form("525", figures(CT101=None, CT102=None))
    round_2022.return_form("527", figures(CT101=77), name="khác.xlsx")
    screen.answer = "no"
    ribbon.import_forms(str(round_2022.folder))
    assert (
        "tra-lai cạnh sổ: 2 bản ghi rõ chỗ sai để gửi lại cho đơn vị sửa, "
        "1 bản so sánh phiếu để hỏi đơn vị dùng phiếu nào."
    ) in screen.last
    screen.answer = "yes"
    round_2022.receive(**{"527": "12", "khác": "14"})
    ribbon.import_forms(str(round_2022.folder))
    assert "2 bản ghi rõ chỗ sai" in screen.last
    assert "so sánh" not in screen.last


def test_every_message_speaks_plain_vietnamese_and_is_short(
    book: xw.Book, screen: Screen, round_2022: Round
) -> None:
    ribbon.import_forms(str(round_2022.folder))
    for click in (ribbon.validate, ribbon.status, ribbon.consolidate, ribbon.undo):
        click()
    for alert in screen.alerts:
        assert alert.title == "Dân vận khéo"
        assert len(alert.prompt) < 500
        assert "Traceback" not in alert.prompt


def test_excel_is_left_as_it_was(book: xw.Book, screen: Screen, round_2022: Round) -> None:
    book.app.calculation = "semiautomatic"
    ribbon.import_forms(str(round_2022.folder))
    assert book.app.calculation == "semiautomatic"
    assert book.app.screen_updating is True
    assert book.app.status_bar is False
    assert screen.statuses[-1] is None
    assert any("1/3" in (status or "") for status in screen.statuses)
    book.app.calculation = "automatic"


def test_a_second_click_changes_nothing(book: xw.Book, screen: Screen, round_2022: Round) -> None:
    for click in (
        lambda: ribbon.import_forms(str(round_2022.folder)),
        ribbon.validate,
        ribbon.status,
        ribbon.consolidate,
    ):
        click()
        once = tables(book)
        click()
        assert tables(book) == once
    assert not screen.failed


def test_a_click_while_another_command_runs_is_turned_away(
    book: xw.Book, screen: Screen, round_2022: Round
) -> None:
    before = tables(book)
    locks = data_folder() / "locks"
    locks.mkdir(parents=True, exist_ok=True)
    with FileLock(locks / f"{key_of(book.name)}.lock"):
        ribbon.import_forms(str(round_2022.folder))
    assert screen.failed
    assert "đang chạy một lệnh khác" in screen.last
    assert tables(book) == before
    ribbon.import_forms(str(round_2022.folder))
    assert not screen.failed


def test_undo_brings_every_table_back_and_again_the_one_before(
    book: xw.Book, screen: Screen, round_2022: Round
) -> None:
    empty = tables(book)
    ribbon.import_forms(str(round_2022.folder))
    imported = tables(book)
    assert imported != empty
    ribbon.consolidate()
    assert tables(book) != imported
    ribbon.undo()
    assert "Tổng hợp" in screen.alerts[-2].prompt
    assert tables(book) == imported
    ribbon.undo()
    assert "Nhập phiếu" in screen.alerts[-2].prompt
    assert tables(book) == empty
    ribbon.undo()
    assert "Không có gì để hoàn tác" in screen.last


def test_undo_says_that_later_edits_would_be_lost(
    book: xw.Book, screen: Screen, round_2022: Round
) -> None:
    ribbon.import_forms(str(round_2022.folder))
    sheet = book.sheets["Mô hình"]
    register = Register(book)
    cell = register.address(INITIATIVES, 0, "name")
    sheet[cell].value = "Tên do cán bộ sửa"
    screen.answer = "no"
    ribbon.undo()
    assert "Trang Mô hình đã được sửa" in screen.last
    assert sheet[cell].value == "Tên do cán bộ sửa"


def test_no_is_no(book: xw.Book, screen: Screen, round_2022: Round) -> None:
    ribbon.import_forms(str(round_2022.folder))
    before = tables(book)
    screen.answer = "no"
    folder = round_2022.master.parent / "phieu"
    for form in folder.iterdir():
        form.unlink()
    for click in (ribbon.forms, ribbon.lock, ribbon.undo):
        click()
        assert screen.alerts[-1].buttons == "yes_no"
    assert tables(book) == before
    assert not list(folder.iterdir())


def test_a_command_that_fails_half_way_leaves_the_tables_as_they_were(
    book: xw.Book, screen: Screen, round_2022: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tables(book)
    written: list[str] = []

    def fail(register: Register, lines: object) -> None:
        written.extend(key for key, now in tables(register.book).items() if now != before[key])
        raise RuntimeError("đứt giữa chừng")

    monkeypatch.setattr(Register, "log_all", fail)
    ribbon.import_forms(str(round_2022.folder))
    assert {"initiatives", "results", "submissions"} <= set(written)
    assert tables(book) == before
    assert screen.failed
    assert "lỗi ngoài dự tính" in screen.last
    assert str(log_file()) in screen.last
    assert "RuntimeError: đứt giữa chừng" in log_file().read_text(encoding="utf-8")
    assert book.app.screen_updating is True


def test_what_is_no_exception_of_python_stays_inside_too(
    book: xw.Book, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Panic(BaseException):
        """As a reader written in Rust raises it."""

    def panic(*_: object) -> None:
        raise Panic

    monkeypatch.setattr(consolidate_module, "consolidate", panic)
    ribbon.consolidate()
    assert screen.failed


@pytest.mark.parametrize("name", sorted(BUTTONS))
def test_without_excel_a_click_ends_in_the_log(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    arguments = ["1"] * (len(inspect.signature(BUTTONS[name]).parameters) - 1)
    before = log_file().read_text(encoding="utf-8") if log_file().exists() else ""
    BUTTONS[name](*arguments)
    assert "no workbook calls" in log_file().read_text(encoding="utf-8").removeprefix(before)
    assert capfd.readouterr() == ("", "")


def test_another_workbook_is_told_apart(screen: Screen, tmp_path: Path, book: xw.Book) -> None:
    import openpyxl

    other = tmp_path / "khac.xlsx"
    openpyxl.Workbook().save(other)
    with open_book(other) as no_master, calling(no_master) as shown:
        ribbon.validate()
        assert shown.failed
        assert "không phải là sổ theo dõi" in shown.last


def test_a_new_master_is_made_and_opened(screen: Screen, tmp_path: Path, book: xw.Book) -> None:
    target = tmp_path / "Sổ mới năm 2023.xlsx"
    ribbon.new(str(target), 2023)
    assert "41 đơn vị" in screen.last
    opened = book.app.books.active
    assert Path(opened.fullname) == target
    opened.close()


def test_forms_are_prefilled_from_last_years_master(
    master_path: Path, round_2022: Round, tmp_path: Path
) -> None:
    round_2022.run()
    from danvan_xl.commands.new import new_master

    new_master(tmp_path / "so-2023.xlsx", 2023)
    with open_book(tmp_path / "so-2023.xlsx") as master, calling(master) as shown:
        ribbon.forms_from(str(master_path))
        assert "điền sẵn" in shown.last
        assert "điền sẵn 0" not in shown.last


def test_lock_stands_in_the_way_of_changes_until_it_is_opened(
    book: xw.Book, screen: Screen, round_2022: Round
) -> None:
    ribbon.lock()
    assert "Đã khóa kỳ 2022" in screen.last
    before = tables(book)
    ribbon.import_forms(str(round_2022.folder))
    assert screen.failed
    assert "đã khóa" in screen.last
    assert tables(book) == before
    ribbon.lock()
    assert "Đã mở khóa" in screen.last
    ribbon.import_forms(str(round_2022.folder))
    assert rows(book, RESULTS) > 0
    assert rows(book, SUBMISSIONS) > 0


@pytest.mark.parametrize(
    ("units", "path"),
    [
        ("D:\\Tài liệu\\Sổ", "D:\\Tài liệu\\Sổ"),
        ("\ud83d\udcc1 2026", "📁 2026"),
        ("\\\\máy chủ\\chung & riêng\\100%", "\\\\máy chủ\\chung & riêng\\100%"),
    ],
)
def test_a_path_is_put_together_from_what_vba_writes(units: str, path: str) -> None:
    assert str(path_of(units)) == path


def test_every_button_says_in_its_docstring_what_it_does() -> None:
    functions: list[Callable[..., None]] = list(BUTTONS.values())
    assert all(function.__doc__ for function in functions)


HEAVY = {
    "danvan_xl.commands",
    "danvan_xl.engines",
    "danvan_xl.register",
    "docx",
    "docxtpl",
    "filelock",
    "holidays",
    "keyring",
    "lxml",
    "openpyxl",
    "python_calamine",
    "rapidfuzz",
    "rich",
    "typer",
    "xlsxwriter",
}


def test_a_click_loads_nothing_heavy_before_it_is_needed() -> None:
    """What xlwings itself loads (pandas, where it is installed) is loaded anyway."""
    program = (
        "import sys, xlwings; before = set(sys.modules); from danvan_xl import ribbon;"
        "print(*sorted(set(sys.modules) - before))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    loaded = run.stdout.split()
    assert "danvan_xl.ribbon" in loaded
    assert not HEAVY & {name for module in loaded for name in (module, module.split(".")[0])}
