"""Other add-ins that Excel loads: that of xlwings, a second copy of this one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from danvan_xl.installation.checks.check import Check, Situation, Topic
from danvan_xl.installation.machine import WINDOWS, Machine, same_path
from danvan_xl.installation.office import program, versions
from danvan_xl.installation.places import ADDIN, addin_file, startup_folder

_XLWINGS = "xlwings.xlam"


def clash(situation: Situation) -> Check | None:
    """Look for an add-in of xlwings itself that is loaded too."""
    topic = Topic("clash", "Phần bổ trợ của xlwings")
    machine = situation.machine
    if not machine.has_excel:
        return None
    others = list(_loaded(machine, _XLWINGS))
    if not others:
        return topic.ok("Không có, nên không vướng.")
    own = machine.xlwings_folder / "addin" / _XLWINGS
    same = own.is_file() and all(_same_content(path, own) for path in others)
    if same:
        return topic.note(
            f"Excel nạp cả phần bổ trợ của xlwings, cùng phiên bản: {others[0]}. Hai bên không "
            "vướng nhau, mỗi bên có cấu hình riêng."
        )
    return topic.warning(
        f"Excel nạp cả phần bổ trợ của xlwings ở phiên bản khác: {others[0]}. Nút của nó và của "
        "chương trình này có thể gọi nhầm phiên bản.",
        "Không dùng thì đóng Excel, gõ: xlwings addin remove. Còn dùng thì gõ: "
        "xlwings addin install (để hai bên cùng phiên bản).",
    )


def twice(situation: Situation) -> Check | None:
    """Look whether Excel loads a second copy of this add-in."""
    topic = Topic("twice", "Phần bổ trợ nạp hai lần")
    machine = situation.machine
    if not machine.has_excel:
        return None
    own = addin_file(machine)
    copies = [path for path in _loaded(machine, ADDIN) if not same_path(path, own)]
    if not copies or not own.is_file():
        return topic.ok("Không.")
    return topic.warning(
        f"Excel nạp thêm một bản nữa ở {copies[0]}: thẻ «Dân vận khéo» hiện hai lần.",
        "Trong Excel: File (Tệp) › Options (Tùy chọn) › Add-ins (Phần bổ trợ) › Manage: Excel "
        f"Add-ins › Go… › bỏ dấu danvan_xl; hoặc xóa tệp {copies[0]}.",
    )


def _loaded(machine: Machine, name: str) -> Iterator[Path]:
    """Yield add-ins called ``name`` that Excel loads: start folders, and those ticked by hand.

    The latter stand in the values ``OPEN``, ``OPEN1`` … as ``/R "C:\\…\\name"``; a bare name is
    in the folder of add-ins.
    """
    folders = [startup_folder(machine)]
    excel = program(machine, "excel")
    if machine.system == WINDOWS and excel:
        folders.append(excel.parent / "XLSTART")
    yield from (folder / name for folder in folders if (folder / name).is_file())
    for version in versions(machine):
        options = machine.registry.values(
            rf"HKCU\Software\Microsoft\Office\{version}\Excel\Options"
        )
        for key, value in options.items():
            if re.fullmatch(r"open\d*", key) and isinstance(value, str):
                path = machine.expanded(re.sub(r"^\s*/\w\s+", "", value).strip().strip('"'))
                if re.split(r"[\\/]", path)[-1].lower() == name:
                    yield Path(path)


def _same_content(one: Path, other: Path) -> bool:
    try:
        return one.read_bytes() == other.read_bytes()
    except OSError:
        return False
