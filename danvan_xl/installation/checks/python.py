"""Python and the libraries through which Excel and Python speak."""

from __future__ import annotations

from danvan_xl.errors import DanVanError
from danvan_xl.installation import embedded, settings
from danvan_xl.installation.advice import install, install_again, reinstall, set_up_again
from danvan_xl.installation.checks.check import Check, Situation, Topic
from danvan_xl.installation.interpreter import server_can_start, temporary_folder
from danvan_xl.installation.machine import WINDOWS, Machine
from danvan_xl.installation.office import excel_bits
from danvan_xl.installation.places import configuration_file, library_bits, library_name

_LEAST_PYTHON = (3, 11)


def python(situation: Situation) -> Check:
    """Look whether Python is new enough and of a kind that Excel can start."""
    topic = Topic("python", "Python")
    machine = situation.machine
    version = ".".join(map(str, machine.python))
    if machine.python < _LEAST_PYTHON:
        return topic.error(
            f"Python {version} quá cũ.",
            set_up_again(machine) or "Cài Python 3.11 trở lên từ python.org rồi cài lại.",
        )
    if "windowsapps" in str(machine.interpreter).lower():
        return topic.warning(
            f"Python {version} cài từ Microsoft Store: Excel thường không khởi động được.",
            "Cài Python từ python.org, hoặc tạo môi trường riêng: python -m venv C:\\danvan, rồi "
            "cài lại trong đó.",
        )
    return topic.ok(f"Python {version}, {machine.bits} bit: {machine.interpreter}.")


def pywin32(situation: Situation) -> Check | None:
    """Look whether Python can speak with Excel on Windows."""
    topic = Topic("pywin32", "Kết nối Python – Excel")
    machine = situation.machine
    if machine.system != WINDOWS:
        return None
    if machine.has_module("pythoncom") and machine.has_module("win32com"):
        return topic.ok("Có pywin32.")
    return topic.error(
        "Thiếu pywin32 nên Python không nói chuyện được với Excel.",
        set_up_again(machine) or "Gõ: python -m pip install pywin32",
    )


def library(situation: Situation) -> Check | None:
    """Look whether VBA finds xlwings' library for the Excel of this PC."""
    topic = Topic("library", "Thư viện xlwings")
    machine = situation.machine
    if machine.system != WINDOWS or not machine.xlwings:
        return None
    there = library_bits(machine, machine.interpreter)
    bits = excel_bits(machine)
    names = [library_name(machine, each) for each in sorted(there)]
    if settings.library_fits(machine):
        return topic.ok(f"Có {', '.join(names)} cạnh Python.")
    missing = library_name(machine, bits or 64)
    only = f"; chỉ có {', '.join(names)}, mà Excel là bản {bits} bit" if names else ""
    find = topic.error if _server_is_on(machine) else topic.warning
    return find(
        f"Thiếu {missing} cạnh {machine.interpreter} và ở thư mục cha{only}. Excel không giữ sẵn "
        "được Python, các hàm DVK_ trong ô không chạy.",
        set_up_again(machine)
        or f"{reinstall(machine)}. Rồi: {install_again(machine)}. Vẫn thiếu thì tạo môi trường "
        "riêng (python -m venv C:\\danvan) và cài vào đó.",
    )


def server(situation: Situation) -> Check | None:
    """Look whether a click finds Python running, or must start it anew."""
    topic = Topic("server", "Máy chủ Python")
    machine = situation.machine
    if machine.system != WINDOWS or not embedded.place(machine).is_file():
        return None
    is_on = _server_is_on(machine)
    if is_on is None:
        return None
    if settings.library_fits(machine) and not server_can_start(machine):
        return _nameless(topic, machine, is_on)
    if is_on:
        return topic.ok("Python giữ sẵn giữa các lần bấm.")
    if not settings.library_fits(machine):
        return topic.note("Mỗi lần bấm phải khởi động lại Python nên chậm hơn vài giây.")
    path = configuration_file(machine)
    in_file = f'Muốn bật: trong {path} sửa dòng "{settings.SERVER}" thành "True".'
    return topic.note(
        "Máy chủ đang tắt: mỗi lần bấm phải khởi động lại Python nên chậm hơn vài giây, và các "
        "hàm DVK_ trong ô không chạy.",
        in_file if embedded.place(machine) == path else install(machine),
    )


def _nameless(topic: Topic, machine: Machine, is_on: bool) -> Check:
    """Say what a temporary folder does whose name does not reach the server."""
    why = settings.NAMELESS_TEMPORARY.format(path=temporary_folder(machine))
    other_temporary = settings.other_temporary(machine)
    if is_on:
        return topic.error(
            f"{why}: bấm nút thì Excel đứng chừng hai phút rồi báo lỗi.", other_temporary
        )
    return topic.note(
        f"{why}: mỗi lần bấm phải khởi động lại Python nên chậm hơn vài giây, và các hàm DVK_ "
        "trong ô không chạy.",
        f"Muốn nhanh hơn: {other_temporary}",
    )


def _server_is_on(machine: Machine) -> bool | None:
    """Return whether the configuration keeps Python running, None when it cannot be read."""
    try:
        value = embedded.value(machine, settings.SERVER) or ""
    except (DanVanError, OSError):
        return None
    return value.strip().lower() == "true"
