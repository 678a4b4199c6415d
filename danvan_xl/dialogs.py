"""Questions that Windows asks in a window of its own, without Excel."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.installation.machine import WINDOWS, Machine, this_machine

_FOLDER = "DanVanKheo"
_DRIVE = "D:\\"
_FIXED_DRIVE = 3
"""What Windows answers for a drive that is built in."""


def place_for_book(name: str, title: str) -> Path | None:
    """Ask where to save the workbook ``name``; None when the user thinks better of it.

    Raises ``DanVanError`` where there is no such window.
    """
    if sys.platform != WINDOWS:
        raise DanVanError("Máy này không có hộp thoại chọn nơi lưu: ghi đường dẫn sổ sau chữ new.")
    with _there(_usual_folder(this_machine())) as folder:
        return _asked(name, title, folder)


def _asked(name: str, title: str, folder: Path) -> Path | None:
    gui, constants = importlib.import_module("win32gui"), importlib.import_module("win32con")
    try:
        path, _, _ = gui.GetSaveFileNameW(
            Title=title,
            InitialDir=str(folder),
            File=name,
            DefExt="xlsx",
            Filter="Sổ Excel (*.xlsx)\0*.xlsx\0",
            Flags=constants.OFN_EXPLORER
            | constants.OFN_HIDEREADONLY
            | constants.OFN_NOCHANGEDIR
            | constants.OFN_PATHMUSTEXIST,
        )
    except gui.error as closed:
        if not closed.winerror:  # no error: the user has closed it
            return None
        raise DanVanError(
            f"Không mở được hộp thoại chọn nơi lưu ({closed.strerror}): mở Excel, thẻ «Dân vận "
            "khéo», bấm «Tạo sổ mới»."
        ) from closed
    return Path(path)


def _usual_folder(machine: Machine) -> Path:
    """Return where a workbook is best kept: not where OneDrive would handle it, too."""
    if _has_data_drive():
        return Path(_DRIVE, _FOLDER)
    from platformdirs import user_documents_path

    documents = user_documents_path()
    return machine.home / _FOLDER if machine.onedrive_above(documents) else documents


def _has_data_drive() -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(_DRIVE) == _FIXED_DRIVE)


@contextmanager
def _there(folder: Path) -> Iterator[Path]:
    """Let ``folder`` be there in the block, that a dialog can show it; an empty one goes again."""
    made = not folder.exists()
    with suppress(OSError):  # the dialog then shows another
        folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder
    finally:
        if made:
            with suppress(OSError):
                folder.rmdir()
