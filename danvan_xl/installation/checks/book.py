"""The macros that a workbook brings along: would its own buttons run here."""

from __future__ import annotations

from danvan_xl.installation.checks import trust
from danvan_xl.installation.checks.check import Check, Situation
from danvan_xl.installation.contents import is_ours
from danvan_xl.installation.embedded import NAMELESS_PROFILE
from danvan_xl.installation.interpreter import profile_survives

_WITHOUT_MACROS = (
    "trong Excel chọn File (Tệp) › Save As (Lưu thành), kiểu Excel Workbook (.xlsx), rồi dùng phần "
    "bổ trợ"
)


def book_macros(situation: Situation) -> Check | None:
    """Look whether the macros of the workbook fit what is installed, and may run where it is."""
    machine, book = situation.machine, situation.book_file
    if not machine.has_excel or book is None or not is_ours(data := book.read_bytes()):
        return trust.book_macros(situation)
    inside = situation.built_with(data)
    if inside and inside != machine.xlwings:
        return trust.BOOK.error(
            f"Sổ làm từ xlwings {inside}, Python đang có xlwings {machine.xlwings}: các nút của sổ "
            "sẽ báo lỗi.",
            f"Lưu sổ không kèm macro: {_WITHOUT_MACROS}. Hoặc đóng Excel, gõ: python -m pip "
            f"install xlwings=={inside}, rồi: danvan-xl addin install",
        )
    if not profile_survives(machine):
        return trust.BOOK.error(
            f"{NAMELESS_PROFILE.format(path=machine.home)} Các nút của sổ sẽ báo lỗi.",
            f"Lưu sổ không kèm macro: {_WITHOUT_MACROS}.",
        )
    if found := trust.book_macros(situation):
        return found
    return trust.BOOK.ok(f"Sổ và Python cùng dùng xlwings {machine.xlwings}.")
