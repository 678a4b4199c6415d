"""The server that answers clicks and cell functions, started by xlwings' own library."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from danvan_xl.installation.contents import settings_in
from tests.installation.vba import get_config
from tests.windows.computer import VIETNAMESE_USER, Computer
from tests.windows.office_pc import OFFICE_USER, addin_file, configuration_file
from tests.windows.vba_lines import server_line

_AS_VBA = r"""
import ctypes, glob, json, sys
import pythoncom, win32com.client
from danvan_xl.installation.machine import this_machine
from danvan_xl.installation.places import library_name

interpreter, line = sys.argv[1:]
machine = this_machine()
folder = interpreter.rpartition("\\")[0]
library = ctypes.WinDLL(f"{folder}\\{library_name(machine, machine.bits)}")

class Variant(ctypes.Structure):
    _fields_ = [("type", ctypes.c_ushort), ("unused", ctypes.c_ushort * 3),
                ("value", ctypes.c_void_p), ("more", ctypes.c_void_p)]

def activate(mode):
    result = Variant()
    # VBA hands texts over in the code page of the PC; letters that it lacks become "?".
    text = line.encode("mbcs", "replace")
    refused = library.XLPyDLLActivateAuto(ctypes.byref(result), text, mode)
    assert not refused, ctypes.wstring_at(result.value)
    return result

def server():
    found = pythoncom.ObjectFromAddress(activate(1).value, pythoncom.IID_IDispatch)
    return win32com.client.Dispatch(found)

def click(command):
    python = server()
    python.Exec(f"from danvan_xl import ribbon; ribbon.{command}")
    return python.Str(python.Eval("__import__('os').getpid()"))

clicks = [click(r"import_forms('D:\u005cT\u00e0i li\u1ec7u')"), click("validate()")]
number = server().CallUDF("danvan_xl.udfs", "DVK_DOC_SO", ("1.250,5",), None, None)
word = server().CallUDF("danvan_xl.udfs", "DVK_TRANG_THAI", ("19/9/2022", "19/9/2022"), None, None)
activate(-1)
print(json.dumps([clicks, number, word]))
"""


def test_the_installed_server_answers_clicks_and_cell_functions(
    new_windows: Callable[..., Computer],
) -> None:
    windows = new_windows(user=OFFICE_USER)
    assert windows.danvan_xl("addin", "install").code == 0
    written = configuration_file(windows).read_bytes()
    assert get_config(written, "USE UDF SERVER") == "True"
    interpreter = get_config(written, "INTERPRETER_WIN")
    assert interpreter
    book = windows.profile / "Documents" / "Sổ theo dõi & báo cáo.xlsx"

    ended = windows.run_python(
        _AS_VBA, interpreter, server_line(interpreter, windows.windows_path(book))
    )
    assert (ended.code, ended.err) == (0, "")
    clicks, number, word = ended.json
    assert len(set(clicks)) == 1  # one Python for both
    assert (number, word) == (1250.5, "Đúng hạn")
    heads = [line.partition(" ERROR ")[2] for line in windows.log() if " ERROR " in line]
    assert heads == ["Nhập phiếu: no workbook calls", "Kiểm tra: no workbook calls"]


_SHORT = """
import sys
from danvan_xl.installation.machine import this_machine
print(this_machine().short_path(sys.argv[1]))
"""

_PLACES = r"""
python = server()
machine = python.Call(python.Module("danvan_xl.installation.machine"), "this_machine", ())
places = [python.Str(python.GetAttr(machine, place)) for place in ("home", "data")]
print(json.dumps(places))
activate(-1)
"""


@pytest.mark.parametrize("language", ["vi_VN", "en_US"])
def test_the_server_of_a_profile_that_vba_cannot_name_finds_the_users_folders(
    new_windows: Callable[..., Computer], language: str
) -> None:
    """Windows itself gives the folder for temporary files in its 8.3 form, unlike Wine."""
    windows = new_windows(user=VIETNAMESE_USER, language=language)
    temporary = windows.run_python(_SHORT, windows.profile / "Temp").out.strip()
    assert temporary.isascii()
    for name in ("TEMP", "TMP"):
        windows.set_registry(r"HKCU\Environment", name, temporary)
    assert windows.danvan_xl("addin", "install").code == 0
    settings = settings_in(addin_file(windows).read_bytes())
    assert settings["USE UDF SERVER"] == "True"
    interpreter = settings["INTERPRETER_WIN"]
    book = windows.profile / "Documents" / "Sổ theo dõi & báo cáo.xlsx"

    code = _AS_VBA.partition("clicks = ")[0] + _PLACES
    ended = windows.run_python(
        code, interpreter, server_line(interpreter, windows.windows_path(book))
    )
    assert (ended.code, ended.err) == (0, "")
    data = windows.profile / "AppData" / "Local" / "danvan_xl"
    assert ended.json == [windows.windows_path(windows.profile), windows.windows_path(data)]
