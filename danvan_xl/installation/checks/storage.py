"""Where data are: the workbook, the log, room on the disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from danvan_xl.installation.checks.check import Check, Situation, Topic

_LEAST_FREE = 500 * 1024 * 1024
"""Bytes. A snapshot is small; Excel and Word need room for temporary files."""


def book_place(situation: Situation) -> Check | None:
    """Look whether the workbook is where programs and Excel can both reach it in safety."""
    if situation.book is None:
        return None
    topic = Topic("book-place", "Nơi để sổ")
    book, machine = situation.book, situation.machine
    move = "Chuyển sổ vào một thư mục trên máy, ví dụ D:\\DanVanKheo, rồi mở từ đó."
    if situation.is_address:
        return topic.error(
            "Sổ đang mở từ địa chỉ mạng (OneDrive hoặc SharePoint), không phải từ một thư mục.",
            move,
        )
    if Path(book).is_dir():
        return topic.error(
            f"{book} là một thư mục, không phải sổ.",
            "Ghi cả tên tệp sổ trong thư mục đó, ví dụ D:\\DanVanKheo\\so-theo-doi.xlsx.",
        )
    if not Path(book).is_file():
        return topic.error(f"Không tìm thấy sổ {book}.", "Kiểm tra lại tên và đường dẫn.")
    if folder := machine.onedrive_above(book):
        return topic.warning(
            f"Sổ ở trong thư mục OneDrive {folder}: OneDrive có thể ghi đè hoặc giữ tệp khi "
            "đang chạy lệnh.",
            move,
        )
    if machine.is_remote(book):
        return topic.warning(
            "Sổ ở thư mục chung trên máy khác: chạy chậm hơn, và người khác có thể đang mở sổ.",
            "Mỗi lúc chỉ một người mở sổ; có thể chép về máy, làm xong chép lại.",
        )
    return topic.ok(f"Sổ ở trên máy: {book}.")


def book_writable(situation: Situation) -> Check | None:
    """Look whether a command may write the workbook, and new files beside it."""
    topic = Topic("book-writable", "Quyền ghi sổ")
    book = situation.book_file
    if book is None:
        return None
    move = (
        "chép sổ vào một thư mục mà anh/chị ghi được, ví dụ D:\\DanVanKheo, rồi mở từ đó; hoặc nhờ "
        "bộ phận CNTT cho quyền ghi."
    )
    if not os.access(book, os.W_OK):
        return topic.warning(
            f"Sổ {book} chỉ đọc được, không ghi được.",
            "Bấm chuột phải vào sổ › Properties (Thuộc tính) › bỏ dấu Read-only (Chỉ đọc) › OK. "
            f"Vẫn không được thì {move}",
        )
    if not os.access(book.parent, os.W_OK):
        return topic.warning(
            f"Thư mục chứa sổ {book.parent} không ghi được nên không lưu được sổ và tệp tạo ra.",
            f"{move[0].upper()}{move[1:]}",
        )
    return topic.ok("Ghi được vào sổ và thư mục chứa sổ.")


def data_folder(situation: Situation) -> Check:
    """Look whether log and snapshots can be written."""
    topic = Topic("data", "Thư mục nhật ký và hoàn tác")
    folder = situation.machine.data
    place = _existing(folder)
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as refused:
        return topic.error(
            f"Không ghi được vào {folder} ({refused.strerror or refused}): các nút không chạy.",
            f"Bấm chuột phải vào {place} › Properties (Thuộc tính) › Security, cho tài khoản này "
            "quyền ghi; hoặc nhờ bộ phận CNTT.",
        )
    free = shutil.disk_usage(place).free
    if free < _LEAST_FREE:
        return topic.warning(
            f"Ổ đĩa chứa {folder} chỉ còn {free // 1024**2} MB trống.",
            "Xóa bớt tệp không dùng, dọn Thùng rác; cần ít nhất 500 MB.",
        )
    return topic.ok(f"Ghi được: {folder}.")


def _existing(folder: Path) -> Path:
    """Return ``folder``, or the nearest folder above it that is there."""
    return next(place for place in (folder, *folder.parents) if place.is_dir())
