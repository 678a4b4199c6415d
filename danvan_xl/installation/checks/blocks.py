"""What stops the add-in behind the scenes: Excel after a crash, Defender, a locked prompt."""

from __future__ import annotations

from danvan_xl.installation.checks.check import ASK_IT, Check, Situation, Topic
from danvan_xl.installation.machine import WINDOWS
from danvan_xl.installation.office import versions
from danvan_xl.installation.places import ADDIN, addin_file

_RULES = (
    r"HKLM\Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
)

_CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"

_API_CALLS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"

_BLOCKS = {"1", "6"}
"""Of a rule of Defender: block, and warn (which blocks until the user agrees)."""


def disabled(situation: Situation) -> Check | None:
    """Look whether Excel has put the add-in on its list of disabled items after a crash."""
    topic = Topic("disabled", "Danh sách bị Excel vô hiệu hóa")
    machine = situation.machine
    if machine.system != WINDOWS:
        return None
    for version in versions(machine):
        key = rf"HKCU\Software\Microsoft\Office\{version}\Excel\Resiliency\DisabledItems"
        for value in machine.registry.values(key).values():
            if isinstance(value, bytes) and ADDIN in value.decode("utf-16-le", "ignore").lower():
                return topic.error(
                    "Excel đã tự tắt phần bổ trợ sau một lần gặp sự cố.",
                    "Trong Excel: File (Tệp) › Options (Tùy chọn) › Add-ins (Phần bổ trợ) › "
                    f"Manage: Disabled Items › Go… › chọn {ADDIN} › Enable, rồi mở lại Excel.",
                )
    return topic.ok("Phần bổ trợ không bị tắt.")


def processes(situation: Situation) -> Check | None:
    """Look whether Excel may start Python: rules of Defender, a command prompt switched off."""
    topic = Topic("processes", "Excel được khởi động Python")
    registry = situation.machine.registry
    if situation.machine.system != WINDOWS:
        return None
    rules = registry.values(_RULES)
    for rule, name in (
        (_CHILDREN, "Block all Office applications from creating child processes"),
        (_API_CALLS, "Block Win32 API calls from Office macros"),
    ):
        if str(rules.get(rule)) in _BLOCKS:
            return topic.error(
                f"Quy tắc của Microsoft Defender chặn Excel gọi Python («{name}»).",
                f"{ASK_IT} thêm ngoại lệ cho {addin_file(situation.machine)} và "
                f"{situation.machine.interpreter}.",
            )
    prompt = registry.values(r"HKCU\Software\Policies\Microsoft\Windows\System").get("disablecmd")
    if prompt:
        # 1 forbids every use; 2 lets batch files run, and perhaps this.
        find = topic.error if prompt == 1 else topic.warning
        return find(
            "Chính sách của cơ quan cấm cmd.exe, mà Excel khởi động Python qua nó.",
            "Nhờ bộ phận CNTT bỏ «Prevent access to the command prompt» cho tài khoản này.",
        )
    return topic.ok("Không có thiết lập nào cấm.")
