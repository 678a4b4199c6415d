"""The pages of the setup, as somebody who clicks through them sees them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from danvan_xl import __version__
from danvan_xl.installation.program import UNINSTALLER
from tests.windows.computer import Computer
from tests.windows.held_files import EXCEL, running
from tests.windows.office_pc import OFFICE_USER, START_MENU, addin_file
from tests.windows.screen import CANCEL, RETRY, Screen, hand

TITLE = f"Cài đặt danvan_xl {__version__}"
EXCEL_IS_OPEN = "Excel đang mở. Anh/chị hãy lưu sổ, đóng mọi cửa sổ Excel"
LEAST_COLOURS = 50
"""A page with letters on it has more; an empty screen has one."""


def test_the_pages_lead_from_the_setup_to_the_removal(
    new_windows: Callable[..., Computer], setup_file: Path, shown: Screen
) -> None:
    windows = new_windows(user=OFFICE_USER, bare=True, display=shown.display)
    windows.python = windows.helper
    before = windows.tree()
    with hand(windows) as user:
        setup = windows.start(setup_file)
        assert user.texts("Không cần internet")[0] == TITLE
        assert_page(shown)
        user.press(TITLE)
        assert {"&Cài đặt", "< &Lùi", "Hủy bỏ"} <= set(user.texts("Thư mục đích"))
        assert_page(shown)

        with running(windows, EXCEL, windows.drive):
            user.press("Thư mục đích")
            user.texts(EXCEL_IS_OPEN)
            assert_page(shown)
            user.press(EXCEL_IS_OPEN, CANCEL)
            user.press("Thư mục đích")
            user.texts(EXCEL_IS_OPEN)
            assert windows.tree() == before
        user.press(EXCEL_IS_OPEN, RETRY)

        finished = user.texts("Xem kết quả kiểm tra cài đặt")
        assert f"Đã cài danvan_xl {__version__}" in finished
        assert_page(shown)
        user.press(TITLE)
        assert setup.wait() == 1  # doctor misses Excel
        assert addin_file(windows).is_file()

        book = windows.profile / "Documents" / "Sổ theo dõi.xlsx"
        book.touch()
        known = windows.profile / "AppData" / "Local" / "danvan_xl" / "snapshots" / "k" / "1"
        known.mkdir(parents=True)
        about = json.dumps({"workbook": windows.windows_path(book)})
        (known / "about.json").write_text(about, "utf-8")
        link = windows.profile / START_MENU / "của tôi.lnk"
        link.touch()
        users = {str(path.relative_to(windows.profile)): b"" for path in (book, link)}
        users[START_MENU] = None

        windows.start(windows.program / UNINSTALLER)
        asked = " ".join(user.texts("Thư mục sẽ gỡ:"))
        assert "Sổ, phiếu và văn bản của anh/chị giữ nguyên" in asked
        assert_page(shown)
        user.press("Thư mục sẽ gỡ:")
        told = user.texts("Đã gỡ danvan_xl")[-1].splitlines()
        assert told[-2:] == [
            "Sổ, phiếu và văn bản của anh/chị còn nguyên:",
            windows.windows_path(book),
        ]
        assert_page(shown)
        user.press("Đã gỡ danvan_xl")
        user.press("Gỡ bỏ hoàn tất")
        windows.wait_for_end("Un.exe")
    assert windows.tree() == before | users


def assert_page(shown: Screen) -> None:
    picture = shown.picture()
    assert len(picture.getcolors(picture.width * picture.height)) > LEAST_COLOURS


def test_a_new_workbook_comes_from_the_start_menu(
    new_windows: Callable[..., Computer], shown: Screen
) -> None:
    windows = new_windows(display=shown.display)
    program = windows.python.with_name("pythonw.exe")
    with hand(windows) as user:
        started = windows.start(program, "-m", "danvan_xl.desktop", "new")
        title = "Nơi lưu sổ theo dõi năm"
        assert user.texts(title)[0].startswith(title)
        assert_page(shown)
        user.press(title)
        told = " ".join(user.press("Đã tạo sổ"))
        assert "nhưng không mở được" in told  # there is no Excel
        (book,) = windows.profile.rglob("so-theo-doi-*.xlsx")
        assert windows.windows_path(book) in told
        assert started.wait() == 2
