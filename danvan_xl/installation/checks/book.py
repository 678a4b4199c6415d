"""The workbook itself: is it one of ours, and would the macros that it brings along run here."""

from __future__ import annotations

from danvan_xl.installation.advice import typed
from danvan_xl.installation.checks import trust
from danvan_xl.installation.checks.check import Check, Situation, Topic
from danvan_xl.installation.contents import has_our_ribbon, is_register
from danvan_xl.installation.embedded import NAMELESS_PROFILE
from danvan_xl.installation.interpreter import profile_survives

_WITHOUT_MACROS = (
    "trong Excel chọn File (Tệp) › Save As (Lưu thành), kiểu Excel Workbook (.xlsx), rồi dùng phần "
    "bổ trợ"
)


def book_kind(situation: Situation) -> Check | None:
    """Look whether the file is a workbook that the commands work on."""
    topic = Topic("book-kind", "Loại tệp")
    if situation.book_file is None:
        return None
    if is_register(situation.book_file.read_bytes()):
        return topic.ok("Là sổ theo dõi.")
    return topic.warning(
        f"{situation.book_file} không phải sổ theo dõi (có thể là phiếu hoặc tệp khác), hoặc bị "
        "đặt mật khẩu mở.",
        "Chọn tệp sổ theo dõi do lệnh danvan-xl new hoặc nút «Tạo sổ mới» tạo ra; có mật khẩu mở "
        "thì bỏ mật khẩu.",
    )


def book_macros(situation: Situation) -> Check | None:
    """Look whether the macros of the workbook fit what is installed, and may run where it is."""
    machine, book = situation.machine, situation.book_file
    if not machine.has_excel or book is None or not has_our_ribbon(data := book.read_bytes()):
        return trust.book_macros(situation)
    inside = situation.built_with(data)
    without = f"Lưu sổ không kèm macro: {_WITHOUT_MACROS}."
    if inside and machine.xlwings and inside != machine.xlwings:
        other_version = (
            f" Hoặc đóng Excel, gõ: python -m pip install xlwings=={inside}, rồi "
            f"{typed(machine, 'addin install')}"
        )
        return trust.BOOK.error(
            f"Sổ làm từ xlwings {inside}, Python đang có xlwings {machine.xlwings}: các nút của sổ "
            "sẽ báo lỗi.",
            without if machine.setup_folder else without + other_version,
        )
    if not profile_survives(machine):
        return trust.BOOK.error(
            f"{NAMELESS_PROFILE.format(path=machine.home)} Các nút của sổ sẽ báo lỗi.",
            without,
        )
    if found := trust.book_macros(situation):
        return found
    return trust.BOOK.ok(f"Sổ và Python cùng dùng xlwings {machine.xlwings}.")
