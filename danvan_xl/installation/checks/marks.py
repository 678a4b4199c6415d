"""The mark that Windows puts on files from the internet."""

from __future__ import annotations

from pathlib import Path

from danvan_xl.installation.checks.check import Check, Situation, Topic
from danvan_xl.installation.contents import has_macros
from danvan_xl.installation.machine import WINDOWS
from danvan_xl.installation.places import addin_file


def addin_mark(situation: Situation) -> Check | None:
    """Look whether Windows marks the add-in as a file from the internet."""
    path = addin_file(situation.machine)
    if situation.machine.system != WINDOWS or not path.is_file():
        return None
    topic = Topic("addin-mark", "Dấu «tệp từ internet» trên phần bổ trợ")
    if not is_marked(path):
        return topic.ok("Không có.")
    return topic.warning(
        "Windows đánh dấu phần bổ trợ là tệp từ internet: Excel có thể không hiện thẻ «Dân vận "
        "khéo».",
        _unblock(path),
    )


def book_mark(situation: Situation) -> Check | None:
    """Look whether Windows marks the workbook as a file from the internet."""
    path = situation.book_file
    if situation.machine.system != WINDOWS or path is None:
        return None
    topic = Topic("book-mark", "Dấu «tệp từ internet» trên sổ")
    if not is_marked(path):
        return topic.ok("Không có.")
    if has_macros(path):
        return topic.error(
            "Windows đánh dấu sổ là tệp từ internet: Excel chặn macro của sổ.", _unblock(path)
        )
    return topic.warning(
        "Windows đánh dấu sổ là tệp từ internet: Excel mở sổ ở chế độ chỉ xem (Protected View), "
        "các nút không chạy.",
        _unblock(path),
    )


def is_marked(path: Path) -> bool:
    """Return whether a file carries the mark of the web: zone 3 (internet) or 4 (restricted)."""
    try:
        mark = Path(f"{path}:Zone.Identifier").read_bytes()
    except OSError:
        return False
    return any(line.strip() in (b"ZoneId=3", b"ZoneId=4") for line in mark.splitlines())


def _unblock(path: Path) -> str:
    return (
        f"Đóng Excel, bấm chuột phải vào {path} › Properties (Thuộc tính) › đánh dấu Unblock "
        "(Bỏ chặn) › OK."
    )
