"""What the Trust Center allows: add-ins, and macros where they are."""

from __future__ import annotations

from pathlib import Path

from danvan_xl.installation.checks.check import ASK_IT, Check, Situation, Topic
from danvan_xl.installation.contents import has_macros, is_signed
from danvan_xl.installation.machine import WINDOWS, Machine
from danvan_xl.installation.places import ADDIN, addin_file, startup_folder
from danvan_xl.installation.policies import (
    ALL_MACROS,
    ASK,
    SECURITY,
    SIGNED_MACROS,
    TRUSTED,
    Setting,
    is_on,
    is_trusted,
    macro_level,
    policy_values,
)
from danvan_xl.installation.record import is_config_only

_CENTER = (
    "Trong Excel: File (Tệp) › Options (Tùy chọn) › Trust Center (Trung tâm tin cậy) › Settings"
)

BOOK = Topic("book-macros", "Macro của sổ")


def addins_allowed(situation: Situation) -> Check | None:
    """Look whether Excel loads add-ins at all, and unsigned ones."""
    topic = Topic("addins-allowed", "Excel cho phép phần bổ trợ")
    machine = situation.machine
    if machine.system != WINDOWS:
        return None
    if is_on(machine, "Common", "VBAOff"):
        return topic.error(
            "Macro (VBA) bị tắt cho toàn bộ Office.",
            f"{ASK_IT} bỏ «Disable VBA for Office applications».",
        )
    if is_config_only(machine):
        return topic.note("Không xét: máy này chỉ cài cấu hình.")
    if found := is_on(machine, SECURITY, "DisableAllAddins"):
        return topic.error(
            "Excel bị cấm nạp mọi phần bổ trợ.",
            _remedy(
                found,
                "bỏ «Disable all application add-ins» cho Excel",
                "Add-ins › bỏ dấu «Disable all Application Add-ins»",
            ),
        )
    found = is_on(machine, SECURITY, "RequireAddinSig")
    if found and not is_signed(addin_file(machine)):
        return topic.error(
            "Excel chỉ nạp phần bổ trợ có chữ ký số, mà tệp này chưa ký.",
            _remedy(
                found,
                f"ký số macro của {ADDIN} (xem tài liệu cài đặt)",
                "Add-ins › bỏ dấu «Require Application Add-ins to be signed»",
            ),
        )
    return _managed(topic, machine) or topic.ok("Không có thiết lập nào cấm phần bổ trợ.")


def _managed(topic: Topic, machine: Machine) -> Check | None:
    """Look at the list of add-ins that the office manages."""
    listed = policy_values(machine, r"Excel\Resiliency\AddinList").get(ADDIN)
    only_listed = policy_values(machine, r"Excel\Resiliency").get("restricttolist")
    if str(listed) == "0" or (only_listed and listed is None):
        return topic.error(
            "Chính sách của cơ quan chặn phần bổ trợ này.",
            f"Nhờ bộ phận CNTT thêm {ADDIN} với giá trị 1 vào «List of managed add-ins» của Excel.",
        )
    return None


def addin_macros(situation: Situation) -> Check | None:
    """Look whether the add-in's macros run where it is installed."""
    topic = Topic("addin-macros", "Macro của phần bổ trợ")
    machine = situation.machine
    if machine.system != WINDOWS or not addin_file(machine).is_file():
        return None
    folder = startup_folder(machine)
    if is_trusted(machine, folder):
        return topic.ok("Thư mục khởi động của Excel được tin cậy nên macro chạy không cần hỏi.")
    return _outside(topic, machine, addin_file(machine), folder)


def book_macros(situation: Situation) -> Check | None:
    """Look whether the macros of the workbook itself run where it is."""
    machine, book = situation.machine, situation.book_file
    if machine.system != WINDOWS or book is None or not has_macros(book):
        return None
    if is_trusted(machine, book.parent):
        return BOOK.ok("Sổ ở thư mục được tin cậy nên macro chạy không cần hỏi.")
    return _outside(BOOK, machine, book, book.parent)


def _outside(topic: Topic, machine: Machine, file: Path, folder: Path) -> Check:
    """Say what the macro setting does to a file outside trusted locations."""
    level = macro_level(machine)
    trust = _trust(machine, folder)
    if level.value == ALL_MACROS:
        return topic.ok("Excel chạy mọi macro.")
    if level.value == SIGNED_MACROS and is_signed(file):
        return topic.ok("Excel chạy macro có chữ ký số, và tệp này đã ký.")
    if level.value == ASK:
        return topic.note(
            f"Thư mục {folder} không được tin cậy nên Excel hỏi trước khi chạy macro.",
            f"Bấm Enable Content (Bật nội dung) khi Excel hỏi. Để Excel không hỏi nữa: {trust}",
        )
    what = "macro chưa ký số" if level.value == SIGNED_MACROS else "mọi macro"
    return topic.error(f"Excel chặn {what} ở thư mục {folder}, không hỏi.", trust)


def _trust(machine: Machine, folder: Path) -> str:
    """Return how to make ``folder`` a trusted location."""
    if found := is_on(machine, TRUSTED, "AllLocationsDisabled"):
        return _remedy(
            found,
            f"bỏ «Disable all trusted locations», hoặc ký số macro của {ADDIN}",
            "Trusted Locations › bỏ dấu «Disable all Trusted Locations»",
        )
    if macro_level(machine).is_policy:
        return f"{ASK_IT} thêm «{folder}» vào Trusted Locations của Excel, hoặc ký số macro."
    return f"{_CENTER} › Trusted Locations › Add new location… › chọn «{folder}»."


def _remedy(found: Setting, for_it: str, for_user: str) -> str:
    return f"{ASK_IT} {for_it}." if found.is_policy else f"{_CENTER} › {for_user}."
