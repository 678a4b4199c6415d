"""The add-in file itself, and the script that Excel for Mac needs beside it."""

from __future__ import annotations

from danvan_xl.errors import DanVanError
from danvan_xl.installation.advice import install, install_again, reinstall
from danvan_xl.installation.checks.check import Check, Situation, Topic
from danvan_xl.installation.contents import has_macros, is_ours, is_same, is_signed
from danvan_xl.installation.places import addin_file, script_file, script_source
from danvan_xl.installation.record import is_config_only


def addin(situation: Situation) -> Check | None:
    """Look whether the add-in is there and is what this version makes."""
    topic = Topic("addin", "Phần bổ trợ Excel")
    machine = situation.machine
    if not machine.has_excel:
        return None
    path = addin_file(machine)
    if not path.is_file():
        if situation.book_file and has_macros(situation.book_file):
            return topic.note("Không cài; sổ này có sẵn các nút bên trong nên không cần.")
        if situation.book_file is None and is_config_only(machine):
            return topic.note("Chỉ cài cấu hình, dùng sổ .xlsm có sẵn các nút.")
        return topic.error(f"Chưa có phần bổ trợ ở {path}.", install(machine))
    data = path.read_bytes()
    if not is_ours(data):
        return topic.error(f"Tệp {path} không phải phần bổ trợ «Dân vận khéo».", install(machine))
    built = situation.built()
    if built is None:
        return topic.warning(
            "Không tạo được phần bổ trợ để so sánh: thư viện xlwings thiếu tệp, có thể bị phần mềm "
            "diệt vi-rút cách ly.",
            reinstall(machine),
        )
    if is_same(data, built):
        return topic.ok(f"Đã cài, đúng bản này: {path}.")
    if is_signed(data):
        return topic.ok(f"Đã cài bản có chữ ký số của cơ quan: {path}.")
    return topic.warning(f"Phần bổ trợ ở {path} khác bản này của chương trình.", install(machine))


def xlwings(situation: Situation) -> Check | None:
    """Look whether the add-in was made from the xlwings that is installed."""
    topic = Topic("xlwings", "Phiên bản xlwings")
    machine, installed = situation.machine, situation.machine.xlwings
    if not machine.has_excel:
        return None
    if not installed:
        return topic.error("Thiếu xlwings nên các nút bấm không chạy.", reinstall(machine))
    path = addin_file(machine)
    if not path.is_file():
        return None
    try:
        inside = situation.built_with(path.read_bytes())
    except DanVanError:
        return None
    if inside == installed:
        return topic.ok(f"Phần bổ trợ và Python cùng dùng xlwings {installed}.")
    return topic.error(
        f"Phần bổ trợ làm từ xlwings {inside}, Python đang có xlwings {installed}: nút bấm sẽ "
        "báo lỗi.",
        install(machine),
    )


def script(situation: Situation) -> Check | None:
    """Look whether Excel for Mac may start Python."""
    topic = Topic("script", "Tập lệnh cho Excel trên macOS")
    path = script_file(situation.machine)
    if path is None:
        return None
    if not path.is_file():
        return topic.error(f"Chưa có {path}.", install_again(situation.machine))
    if path.read_bytes() != script_source(situation.machine).read_bytes():
        return topic.warning(
            f"{path} khác bản của xlwings đang cài.", install_again(situation.machine)
        )
    return topic.ok(f"Đã có {path}.")
