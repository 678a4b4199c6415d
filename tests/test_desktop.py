"""What runs without a console: steps of the setup, entries of the Start menu."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from danvan_xl import desktop, dialogs, userdata
from danvan_xl.commands import addin as addin_commands
from danvan_xl.commands import doctor as doctor_commands
from danvan_xl.commands import new as new_commands
from danvan_xl.commands.addin import RemoveResult
from danvan_xl.commands.doctor import DoctorResult
from danvan_xl.errors import DanVanError
from danvan_xl.installation.addin import CLOSE_EXCEL, Removed
from danvan_xl.installation.checks.check import Topic
from danvan_xl.installation.places import addin_file
from danvan_xl.installation.program import MANIFEST
from tests.installation.machines import PC, file, manifest, windows

YEAR = date.today().year
BOOK = f"so-theo-doi-{YEAR}.xlsx"
TOPIC = Topic("addin", "Phần bổ trợ Excel")
WELL = DoctorResult((TOPIC.ok("Đã cài."),))
ILL = DoctorResult((TOPIC.warning("Bản cũ.", "Cài lại."),))


@pytest.fixture
def pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PC:
    """The PC on which the add-in is installed."""
    pc = windows(tmp_path / "pc")
    monkeypatch.setattr(addin_commands, "this_machine", lambda: pc.machine)
    return pc


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a program from the setup, in which a file is missing."""
    folder = tmp_path / "danvan"
    file(folder / MANIFEST, manifest({"site/numpy/core.pyd": b"numpy"}))
    monkeypatch.setattr(sys, "executable", str(folder / "pythonw.exe"))
    return folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were opened for the user."""
    found: list[Path] = []
    monkeypatch.setattr(desktop, "_open", found.append)
    return found


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What message boxes said."""
    found: list[str] = []
    monkeypatch.setattr(desktop, "_tell", found.append)
    return found


def examined(monkeypatch: pytest.MonkeyPatch, result: DoctorResult | Exception) -> None:
    monkeypatch.setattr(doctor_commands, "doctor", raising(result))


def raising(result: object) -> Callable[..., Any]:
    def answer(*_: object, **__: object) -> object:
        if isinstance(result, Exception):
            raise result
        return result

    return answer


# install


@pytest.mark.parametrize(
    ("libraries", "result", "code"),
    [((32, 64), WELL, 0), ((32, 64), ILL, 1), ((), WELL, 1)],
    ids=["all is well", "doctor finds something", "a part is missing"],
)
def test_the_installation_is_told_on_the_page(
    libraries: tuple[int, ...],
    result: DoctorResult,
    code: int,
    tmp_path: Path,
    pc: PC,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not libraries:
        for path in pc.root.rglob("xlwings*.dll"):
            path.unlink()
    examined(monkeypatch, result)
    page = tmp_path / "trang.html"
    assert desktop.main(["install", str(page)]) == code
    assert addin_file(pc.machine).is_file()
    made = page.read_text("utf-8")
    assert f"Đã cài phần bổ trợ: {addin_file(pc.machine)}." in made
    assert "Mở lại Excel sẽ thấy thẻ «Dân vận khéo»." in made


def test_why_the_installation_failed_is_told_on_the_page(
    tmp_path: Path, told: list[str], opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = CLOSE_EXCEL.format(name="danvan_xl.xlam")
    monkeypatch.setattr(addin_commands, "install_addin", raising(DanVanError(sentence)))
    examined(monkeypatch, ILL)
    page = tmp_path / "not there yet" / "trang.html"
    assert desktop.main(["install", str(page)]) == 2
    assert sentence in page.read_text("utf-8")
    assert "Chưa cài được" in page.read_text("utf-8")
    assert (told, opened) == ([], []), "the setup shows no window"


def test_a_broken_program_is_told_on_the_page_that_doctor_makes(
    tmp_path: Path, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addin_commands, "install_addin", raising(ImportError("no numpy")))
    examined(monkeypatch, ILL)
    page = tmp_path / "trang.html"
    assert desktop.main(["install", str(page)]) == 2
    made = page.read_text("utf-8")
    assert "Chương trình bị hỏng: thiếu 1 tệp: site/numpy/core.pyd." in made
    assert "Bản cũ." in made


@pytest.mark.parametrize(
    ("installed", "code"), [(True, 1), (False, 2)], ids=["installed", "not installed"]
)
def test_the_page_comes_even_when_doctor_cannot_be_asked(
    installed: bool,
    code: int,
    tmp_path: Path,
    pc: PC,
    broken: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not installed:
        monkeypatch.setattr(addin_commands, "install_addin", raising(ImportError("no numpy")))
    examined(monkeypatch, ImportError("no <jinja2>"))
    page = tmp_path / "trang.html"
    assert desktop.main(["install", str(page)]) == code
    made = page.read_text("utf-8")
    assert made.count("Chương trình bị hỏng: thiếu 1 tệp: site/numpy/core.pyd.") == 1
    assert ("Đã cài phần bổ trợ" in made) is installed


def test_a_page_that_cannot_be_written_changes_nothing_else(
    tmp_path: Path, pc: PC, monkeypatch: pytest.MonkeyPatch
) -> None:
    examined(monkeypatch, WELL)
    file(tmp_path / "no folder", b"")
    assert desktop.main(["install", str(tmp_path / "no folder" / "trang.html")]) == 1
    assert addin_file(pc.machine).is_file()


# doctor


@pytest.mark.parametrize(("result", "code"), [(WELL, 0), (ILL, 1)])
def test_doctor_opens_its_page(
    result: DoctorResult,
    code: int,
    tmp_path: Path,
    opened: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(userdata, "data_folder", lambda: tmp_path / "data")
    examined(monkeypatch, result)
    assert desktop.main(["doctor"]) == code
    assert opened == [tmp_path / "data" / "kiem-tra.html"]
    assert result.checks[0].message in opened[0].read_text("utf-8")


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (DanVanError("Excel đang mở."), "Excel đang mở."),
        (
            ImportError("no jinja2"),
            "Chương trình bị hỏng: thiếu 1 tệp: site/numpy/core.pyd. ",
        ),
        (
            AttributeError("no array"),
            "Chương trình bị hỏng: thiếu 1 tệp: site/numpy/core.pyd. ",
        ),
        (FileNotFoundError(2, "no", "units.csv"), "Chương trình bị hỏng: thiếu 1 tệp"),
    ],
)
def test_what_stops_an_entry_of_the_start_menu_is_told_in_a_window(
    problem: Exception,
    sentence: str,
    broken: Path,
    told: list[str],
    opened: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    examined(monkeypatch, problem)
    assert desktop.main(["doctor"]) == 2
    assert len(told) == 1
    assert told[0].startswith(sentence)
    assert opened == []


def test_a_fault_of_the_program_goes_into_the_log(
    told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    examined(monkeypatch, ValueError("seven"))
    assert desktop.main(["doctor"]) == 2
    assert "lỗi ngoài dự tính (ValueError: seven)" in told[0]
    assert str(userdata.log_file()) in told[0]
    assert "ValueError: seven" in userdata.log_file().read_text("utf-8")


def test_the_message_box_is_that_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[object, ...]] = []
    user32 = SimpleNamespace(MessageBoxW=lambda *words: shown.append(words))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    desktop._tell("Đã có tệp.")
    assert shown[0][1:3] == ("Đã có tệp.", "Dân vận khéo")


# new


def test_without_a_message_box_the_text_is_a_page(
    tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(desktop, "_show_box", raising(ImportError("no ctypes")))
    monkeypatch.setenv("TEMP", str(tmp_path))
    desktop._tell("Đóng <Excel>.")
    (page,) = opened
    assert "Đóng &lt;Excel&gt;." in page.read_text("utf-8")


def test_a_new_workbook_is_made_for_this_year_and_opened(
    tmp_path: Path, opened: list[Path], master_2022: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    years: list[int] = []
    monkeypatch.setattr(
        new_commands, "master_bytes", lambda year, as_of: years.append(year) or master_2022
    )
    path = tmp_path / "Sổ" / "so.xlsx"
    assert desktop.main(["new", str(path)]) == 0
    assert (years, opened) == ([YEAR], [path])
    assert path.read_bytes() == master_2022


def test_a_workbook_that_is_there_is_never_replaced(
    tmp_path: Path, told: list[str], opened: list[Path]
) -> None:
    path = file(tmp_path / "so.xlsx", b"mine")
    assert desktop.main(["new", str(path)]) == 2
    assert path.read_bytes() == b"mine"
    assert told[0].startswith(f"Đã có tệp «{path}».")
    assert opened == []


def test_a_workbook_that_nothing_opens_is_made_all_the_same(
    tmp_path: Path, told: list[str], master_2022: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_commands, "master_bytes", lambda year, as_of: master_2022)
    monkeypatch.setattr(desktop, "_open", raising(OSError(1155, "no application")))
    path = tmp_path / "so.xlsx"
    assert desktop.main(["new", str(path)]) == 2
    assert told == [f"Đã tạo sổ {path} nhưng không mở được: mở tệp đó bằng Excel."]
    assert path.is_file()


class DialogError(Exception):
    """How pywin32 tells that a dialog gave no name."""

    def __init__(self, winerror: int) -> None:
        self.winerror, self.strerror = winerror, "some reason"


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Windows' dialog: what it was asked, and what it is to answer."""
    dialog = SimpleNamespace(answer=None, question={}, folder_was_there=False)

    def get_name(**question: object) -> tuple[str, None, int]:
        dialog.question = question
        dialog.folder_was_there = Path(str(question["InitialDir"])).is_dir()
        if isinstance(dialog.answer, Exception):
            raise dialog.answer
        return str(dialog.answer), None, 0

    flags = ("EXPLORER", "HIDEREADONLY", "NOCHANGEDIR", "PATHMUSTEXIST")
    constants = SimpleNamespace(**{f"OFN_{flag}": 1 << bit for bit, flag in enumerate(flags)})
    gui = SimpleNamespace(GetSaveFileNameW=get_name, error=DialogError)
    monkeypatch.setitem(sys.modules, "win32gui", gui)
    monkeypatch.setitem(sys.modules, "win32con", constants)
    monkeypatch.setattr(dialogs.sys, "platform", "win32")
    monkeypatch.setattr(dialogs, "this_machine", lambda: windows(tmp_path / "pc").machine)
    monkeypatch.setattr(dialogs, "_usual_folder", lambda machine: tmp_path / "DanVanKheo")
    return dialog


def test_the_user_is_asked_where_to_save(
    tmp_path: Path,
    asked: SimpleNamespace,
    opened: list[Path],
    master_2022: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(new_commands, "master_bytes", lambda year, as_of: master_2022)
    asked.answer = tmp_path / "DanVanKheo" / "so.xlsx"
    assert desktop.main(["new"]) == 0
    assert asked.question["Title"] == f"Nơi lưu sổ theo dõi năm {YEAR}"
    assert asked.question["File"] == BOOK
    assert asked.question["InitialDir"] == str(tmp_path / "DanVanKheo")
    assert asked.folder_was_there
    assert opened == [asked.answer]
    assert asked.answer.is_file()


@pytest.mark.parametrize("there", [True, False], ids=["the folder is kept", "no folder is left"])
def test_nothing_happens_when_the_question_is_closed(
    there: bool, tmp_path: Path, asked: SimpleNamespace, opened: list[Path], told: list[str]
) -> None:
    if there:
        (tmp_path / "DanVanKheo").mkdir()
    asked.answer = DialogError(0)
    assert desktop.main(["new"]) == 0
    assert (opened, told) == ([], [])
    assert (tmp_path / "DanVanKheo").is_dir() is there


def test_a_question_that_cannot_be_asked_is_told(asked: SimpleNamespace, told: list[str]) -> None:
    asked.answer = DialogError(3)
    assert desktop.main(["new"]) == 2
    assert "Không mở được hộp thoại" in told[0]


def test_off_windows_the_place_must_be_given(told: list[str]) -> None:
    assert desktop.main(["new"]) == 2
    assert "Máy này không có hộp thoại" in told[0]


@pytest.mark.parametrize(
    ("drive", "onedrive", "folder"),
    [
        (3, False, Path("D:\\", "DanVanKheo")),
        (2, False, Path("Documents")),
        (4, False, Path("Documents")),
        (1, True, Path("DanVanKheo")),
    ],
    ids=["a second disk", "a stick", "a folder of another computer", "OneDrive"],
)
def test_the_usual_folder_is_on_the_pc_and_not_in_onedrive(
    drive: int, onedrive: bool, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = windows(tmp_path).machine
    if onedrive:
        environment = {**machine.environment, "OneDrive": str(machine.home)}
        machine = replace(machine, environment=environment)
    kernel = SimpleNamespace(GetDriveTypeW=lambda path: drive if path == "D:\\" else 0)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: machine.home / "Documents")
    monkeypatch.setattr(dialogs.sys, "platform", "win32")
    expected = folder if folder.parts[0] == "D:\\" else machine.home / folder
    assert dialogs._usual_folder(machine) == expected


def test_files_are_opened_by_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Path] = []
    monkeypatch.setattr(os, "startfile", started.append, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    desktop._open(tmp_path)
    assert started == [tmp_path]


# remove


def report(path: Path) -> list[str]:
    """The lines of a report as NSIS reads them."""
    data = path.read_bytes()
    assert data[:2] == b"\xff\xfe"
    text = data[2:].decode("utf-16-le")
    assert "\n" not in text.replace("\r\n", "")
    return text.split("\r\n")[:-1]


def test_what_a_removal_leaves_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    books = tuple(rf"D:\Sổ\{number}.xlsx" for number in range(10))
    left = Removed((), (tmp_path / "danvan_xl.conf",))
    result = RemoveResult(left, ("danvan_xl:mail.example.vn",), books)
    monkeypatch.setattr(addin_commands, "remove_addin", raising(result))
    assert desktop.main(["remove", str(tmp_path / "report.txt")]) == 0
    assert report(tmp_path / "report.txt") == [
        *result.left,
        "Sổ, phiếu và văn bản của anh/chị còn nguyên:",
        *books[:8],
        "và 2 sổ nữa",
    ]
    assert len(result.left) == 2


def test_a_removal_that_leaves_nothing_has_nothing_to_report(tmp_path: Path, pc: PC) -> None:
    assert desktop.main(["remove", str(tmp_path / "report.txt")]) == 0
    assert report(tmp_path / "report.txt") == []


@pytest.mark.parametrize(
    ("problem", "code", "sentence"),
    [
        (DanVanError("Đóng Excel rồi làm lại."), 2, "Đóng Excel rồi làm lại."),
        (
            ImportError("no keyring"),
            1,
            "Chương trình bị hỏng: thiếu 1 tệp: site/numpy/core.pyd. ",
        ),
    ],
    ids=["something is in the way", "a broken program must be removable"],
)
def test_a_removal_that_fails_reports_why(
    problem: Exception,
    code: int,
    sentence: str,
    tmp_path: Path,
    broken: Path,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addin_commands, "remove_addin", raising(problem))
    assert desktop.main(["remove", str(tmp_path / "report.txt")]) == code
    (line,) = report(tmp_path / "report.txt")
    assert line.startswith(sentence)
    assert told == []


def test_a_report_is_as_long_as_the_setup_can_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = tuple(rf"D:\{'x' * 120}\{number}.xlsx" for number in range(8))
    result = RemoveResult(Removed((), ()), books=books)
    monkeypatch.setattr(addin_commands, "remove_addin", lambda: result)
    assert desktop.main(["remove", str(tmp_path / "report.txt")]) == 0
    title, *paths, rest = report(tmp_path / "report.txt")
    assert title.startswith("Sổ, phiếu và văn bản")
    assert tuple(paths) == books[: len(paths)]
    assert rest == f"… và {len(books) - len(paths)} dòng nữa"
    assert sum(map(len, paths)) > 500
