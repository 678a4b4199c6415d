"""The functions behind the buttons: what the user sees, and that nothing is left half-done."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from filelock import FileLock

from danvan_xl import ribbon
from danvan_xl.buttons import BUTTONS, path_of
from danvan_xl.commands import consolidate as consolidate_module
from danvan_xl.commands import previous as previous_module
from danvan_xl.commands.new import new_master
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.tables import INITIATIVES, OBLIGATIONS, RESULTS, SUBMISSIONS, UNITS
from danvan_xl.userdata import data_folder, key_of, log_file
from tests.master_tables import tables
from tests.ribbon_clicks import Screen, calling
from tests.rounds import AS_OF, Round, figures

pytestmark = pytest.mark.usefixtures("kept_workers")

CODES = ("524", "525", "527")
REGISTRATION = "Đăng ký mô hình"


@pytest.fixture
def round_2022(master_path: Path) -> Round:
    """Three units have sent their forms back; nothing is imported yet."""
    current = Round(master_path, *CODES)
    for code in CODES:
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
    new_master(tmp_path / "so-2023.xlsx", 2023)
    with open_book(tmp_path / "so-2023.xlsx") as master, calling(master) as shown:
        ribbon.forms_from(str(master_path))
        assert "điền sẵn" in shown.last
        assert "điền sẵn 0" not in shown.last


def earlier_master(path: Path, year: int, late: str, days: int) -> Path:
    """Make the master of an earlier year: all were in time but one unit."""
    new_master(path, year)
    with open_book(path) as book:
        register = Register(book)
        rows = register.read(SUBMISSIONS)
        received = rows["last_day"].where(
            rows["unit_code"] != late, rows["last_day"].map(lambda day: day + timedelta(days))
        )
        register.replace(SUBMISSIONS, rows.assign(received=received))
        book.save()
    return path


@pytest.fixture
def earlier(round_2022: Round) -> Path:
    """The folder of the master, with those of two earlier years beside it."""
    folder = round_2022.master.parent
    earlier_master(folder / "so-2020.xlsx", 2020, "525", 12)
    earlier_master(folder / "SO 2021.XLSX", 2021, "525", 3)
    return folder


def told(book: xw.Book, code: str) -> str:
    """What stands about a unit's earlier years."""
    units = Register(book).read(UNITS)
    return str(units["history"][units["code"] == code].item())


def only_it_is_open(book: xw.Book) -> bool:
    """Whether no other workbook of its folder, nor one in a folder there, is open."""
    folder = Path(book.fullname).parent
    names = [one.fullname for one in book.app.books]
    return [name for name in names if Path(name).is_relative_to(folder)] == [book.fullname]


def test_earlier_years_are_read_from_a_folder(
    book: xw.Book, screen: Screen, earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_master(earlier / "so-2023.xlsx", 2023)
    (earlier / "~$so-2020.xlsx").write_bytes(b"lock")
    next((earlier / "phieu").glob("524_*")).rename(earlier / "phieu.xlsx")
    opened = []

    def watching(path: Path) -> xw.Book:
        opened.append(path.name)
        return open_book(path)

    monkeypatch.setattr(previous_module, "open_book", watching)
    ribbon.history(str(earlier))
    assert set(opened) == {"SO 2021.XLSX", "so-2020.xlsx", "so-2023.xlsx", "phieu.xlsx"}
    assert only_it_is_open(book)
    assert screen.last == (
        "Đã đọc sổ của 2 năm trước: 40 trong 41 đơn vị đúng hạn mọi năm phải nộp.\n"
        f"Xem trang Đơn vị, cột «Nộp các năm trước». {ribbon.SAVE}"
    )
    assert told(book, "524") == "Đúng hạn 2/2 năm. 2021: đúng hạn; 2020: đúng hạn."
    assert told(book, "525") == "Đúng hạn 0/2 năm. 2021: nộp muộn 3 ngày; 2020: nộp muộn 12 ngày."
    assert book.sheets.active.name == "Đơn vị"


def test_earlier_years_can_be_undone(book: xw.Book, screen: Screen, earlier: Path) -> None:
    before = tables(book)
    ribbon.history(str(earlier))
    assert told(book, "524")
    ribbon.undo()
    assert "trước lệnh «Các năm trước»" in screen.alerts[-2].prompt
    assert tables(book) == before


def test_an_earlier_year_that_cannot_be_opened_is_named(
    book: xw.Book, screen: Screen, earlier: Path
) -> None:
    (earlier / "so-2020.xlsx").write_bytes(b"PK")
    ribbon.history(str(earlier))
    lines = screen.last.splitlines()
    assert lines[0].startswith("Đã đọc sổ của 1 năm trước: 40 trong 41 đơn vị")
    assert lines[1].startswith("Không mở được «so-2020.xlsx».")
    assert told(book, "525") == "Đúng hạn 0/1 năm. 2021: nộp muộn 3 ngày."


def test_without_an_earlier_year_the_folder_is_told_and_nothing_changes(
    book: xw.Book, screen: Screen, round_2022: Round
) -> None:
    folder, before = round_2022.master.parent, tables(book)
    (folder / "cũ.xlsx").write_bytes(b"PK")
    ribbon.history(str(folder))
    assert screen.failed
    assert screen.last.startswith(
        f"Trong «{folder}» không có sổ theo dõi của năm nào trước 2022. Chép sổ của các năm trước"
    )
    assert "\nKhông mở được «cũ.xlsx»." in screen.last
    assert only_it_is_open(book)
    assert tables(book) == before


def test_two_masters_of_one_year_are_turned_away(
    book: xw.Book, screen: Screen, earlier: Path
) -> None:
    before = tables(book)
    earlier_master(earlier / "so-2021 (2).xlsm", 2021, "524", 1)
    ribbon.history(str(earlier))
    assert screen.failed
    assert "cũng là sổ của năm 2021" in screen.last
    assert only_it_is_open(book)
    assert tables(book) == before


def test_earlier_years_are_told_but_not_written_in_a_closed_period(
    book: xw.Book, screen: Screen, earlier: Path
) -> None:
    ribbon.lock()
    before = tables(book)
    ribbon.history(str(earlier))
    assert not screen.failed
    assert "40 trong 41 đơn vị" in screen.last
    assert "Kỳ đã khóa nên không ghi việc nộp các năm trước vào sổ.\nMuốn ghi thì" in screen.last
    assert "Xem trang" not in screen.last
    assert tables(book) == before


def ask_to_register(book: xw.Book, units: str) -> None:
    """Let ``units`` owe the registration since March; look at it on ``AS_OF``."""
    register = Register(book)
    rows = register.read(OBLIGATIONS)
    asked = rows["name"] == REGISTRATION
    rows.loc[asked, "units"] = units
    rows.loc[asked, "deadline"] = date(2022, 3, 15)
    register.replace(OBLIGATIONS, rows)
    register.set("period.as_of", AS_OF)
    register.set("period.obligation", REGISTRATION)


def test_messages_name_the_obligation_and_what_is_overdue_of_others(
    book: xw.Book, screen: Screen
) -> None:
    ask_to_register(book, ";".join(CODES))
    other = "quá hạn; đổi mục «Nội dung đang theo dõi» ở trang Cấu hình để xem."
    ribbon.status()
    assert screen.last == (
        f"Đăng ký mô hình, ngày 25/09/2022: 3 quá hạn.\nBáo cáo năm: 41 {other}\n"
        "Tiếp theo: bấm Đôn đốc để nhắc 3 đơn vị quá hạn."
    )
    ribbon.remind()
    assert screen.last.startswith("Đăng ký mô hình, đã soạn: 3 đơn vị,")
    ribbon.remind()
    assert screen.last == (
        "Đăng ký mô hình, không nhắc đơn vị nào; 3 đơn vị mới nhắc gần đây nên không nhắc lại."
    )
    Register(book).set("period.obligation", "Báo cáo năm")
    ribbon.status()
    assert screen.last.startswith(
        f"Ngày 25/09/2022: 41 quá hạn.\nĐăng ký mô hình: 3 {other}\nTiếp theo"
    )


def test_nobody_to_remind_is_told_in_a_sentence(book: xw.Book, screen: Screen) -> None:
    Register(book).set("period.as_of", date(2022, 9, 1))
    ribbon.remind()
    assert screen.last == "Không có đơn vị nào quá hạn."
    ask_to_register(book, "524")
    Register(book).set("period.as_of", date(2022, 3, 1))
    ribbon.remind()
    assert screen.last == "Đăng ký mô hình, không có đơn vị nào quá hạn."


def test_units_that_wait_for_a_cell_to_be_put_right_are_named(
    book: xw.Book, screen: Screen
) -> None:
    ask_to_register(book, "524")
    ribbon.status()
    register = Register(book)
    there = register.read(SUBMISSIONS)
    row = there.index[(there["unit_code"] == "524") & (there["obligation"] == REGISTRATION)][0]
    cell = register.address(SUBMISSIONS, int(row), "received")
    book.sheets[SUBMISSIONS.sheet][cell].value = "đã nhận"
    ribbon.remind()
    first, told, last = screen.last.splitlines()
    assert first == "Đăng ký mô hình, không nhắc đơn vị nào; 1 đơn vị có ô ghi sai nên chưa nhắc."
    assert f"ô {cell} ghi «đã nhận»" in told
    assert last == (
        "1 đơn vị chưa nhắc vì có ô ghi sai ở trang Báo cáo: huyện Bình Sơn. Sửa các ô này rồi "
        "nhắc lại."
    )


def test_an_obligation_that_nobody_has_is_called_so(book: xw.Book, screen: Screen) -> None:
    ask_to_register(book, "")
    ribbon.status()
    assert screen.last.startswith(
        "Đăng ký mô hình, ngày 25/09/2022: không có đơn vị nào phải nộp.\nBáo cáo năm: 41 quá hạn"
    )


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
