"""Takes the pictures of the setup for the installation guide: ``python -m tools.setup_pictures``.

Builds the setup, clicks through it on a Windows PC of the tests, and shows the page of ``doctor``
in a browser. All goes to ``docs/hinh``. Needs what the tests on Windows need, and Chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from danvan_xl import __version__
from tests.windows.computer import Computer
from tests.windows.machine import machine
from tests.windows.screen import hand, screen
from tools.make_pictures import as_png, write
from tools.setup.nsis import build_setup
from tools.setup.program import build_wheel, complete

USER = "can.bo"
_PAGE_SIZE = "1000,640"


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as folder, screen() as shown:
        work = Path(folder)
        program = work / "program"
        shutil.copytree(machine().foundation, program)
        complete(program, build_wheel(work))
        setup = build_setup(program, __version__, work, fast=True)
        windows = Computer(
            machine(), work / "pc", program, user=USER, bare=True, display=shown.display
        )
        windows.switch_on()
        _pretend_office(windows)
        try:
            with hand(windows) as user:
                windows.start(setup)
                for words, name in (
                    ("Không cần internet", "bo-cai-trang-dau"),
                    ("Thư mục đích", None),
                    ("Xem kết quả kiểm tra", "bo-cai-trang-cuoi"),
                ):
                    user.texts(words)
                    if name:
                        picture = window(shown.picture())
                        write(name, as_png(picture, picture.width))
                    user.press(words)
            page = windows.profile / "AppData" / "Local" / "danvan_xl" / "kiem-tra.html"
            picture = seen_in_a_browser(page, work / "page.png")
            write("kiem-tra-cai-dat", as_png(picture, picture.width))
        finally:
            windows.switch_off()


def _pretend_office(windows: Computer) -> None:
    """Put programs where ``doctor`` finds Excel and Word on a PC that has them."""
    office = windows.drive / "Program Files" / "Microsoft Office" / "root" / "Office16"
    office.mkdir(parents=True)
    for name in ("EXCEL", "WINWORD"):
        program = shutil.copy(windows.helper, office / f"{name}.EXE")
        key = rf"HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths\{name}.exe"
        windows.set_registry(key, "", windows.windows_path(program))


def window(picture: Image.Image) -> Image.Image:
    """Return the window that is on an otherwise black screen."""
    black = Image.new("RGB", picture.size)
    return picture.crop(ImageChops.difference(picture.convert("RGB"), black).getbbox())


def seen_in_a_browser(page: Path, picture: Path) -> Image.Image:
    """Return how a browser shows the upper part of ``page``."""
    browser = ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars"]
    show = [f"--window-size={_PAGE_SIZE}", f"--screenshot={picture}", page.as_uri()]
    subprocess.run([*browser, *show], check=True, stderr=subprocess.DEVNULL)
    return Image.open(picture)


if __name__ == "__main__":
    main()
