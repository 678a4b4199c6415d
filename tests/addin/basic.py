"""Our VBA run by LibreOffice's Basic: what each button gives to ``RunPython``.

xlwings' own two modules make Basic run nothing at all, so a stand-in that records takes their
place, and another the choosers'. Run as a program it is the child process that holds LibreOffice:
then neither its profile nor a crash touches anything else.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from danvan_xl.addin.modules import Kind, Module
from danvan_xl.addin.project import vba_project
from tests.addin.built import PROJECT_PART, modules, parts, with_parts
from tests.live.soffice import Soffice, require_uno
from tests.office import SECONDS, require_office

YEAR = 2026
FOLDER = r"\\máy-chủ\Dân vận\phiếu nộp"
FILE = r"D:\Sổ cũ\so-theo-doi_2025.xlsx"
NEW_FILE = r"D:\Tài liệu\so-theo-doi_2026.xlsx"
"""What the stand-ins of the choosers answer."""

Call = tuple[str, tuple[str, ...]]
"""A Basic function as module.function, and its arguments."""

_CONTENT_TYPES = "[Content_Types].xml"
_RIBBON = "customUI/customUI14.xml"
_ADDIN, _WORKBOOK = b"vnd.ms-excel.addin.macro", b"vnd.ms-excel.sheet.macro"
_ALWAYS_RUN_MACROS = 4
_CHOOSERS = "Choosers"
_NOT_RUN = ("xlwings", "Dictionary")

_STAND_INS = """Attribute VB_Name = "xlwings"
Public Const PROJECT_NAME As String = "danvan_xl"
Public Recorded As String
Public AlertsWhileRunning As Boolean
Public ClickAgain As Boolean
Public FailNow As Boolean
Public Folder As String, File As String, NewFile As String
Public Interpreter As String

Public Function RunPython(PythonCommand As String)
    Recorded = Recorded & PythonCommand
    AlertsWhileRunning = Application.DisplayAlerts
    If ClickAgain Then CallPython "undo"
    If FailNow Then Err.Raise 1000
End Function

Public Function GetConfig(configKey As String, Optional default As String = "") As Variant
    If configKey = "INTERPRETER_WIN" Then GetConfig = Interpreter
End Function

Public Function FileExists(ByVal FileSpec As String) As Boolean
    FileExists = True
End Function

Public Function GetConfigFilePath() As String
End Function
"""

_ANSWERS = """Attribute VB_Name = "Choosers"
Public Function AskYear(ByVal question As String, ByVal title As String) As Long
    AskYear = 2026
End Function

Public Function AskFolder(ByVal title As String) As String
    AskFolder = Folder
End Function

Public Function AskFile(ByVal title As String, ByVal filter As String) As String
    AskFile = File
End Function

Public Function AskNewFile(ByVal title As String, ByVal name As String, ByVal filter As String) _
        As String
    AskNewFile = NewFile
End Function
"""

_CONTROL = """Attribute VB_Name = "FakeControl"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = False
Attribute VB_Exposed = False
Public ID As String
Public Tag As String
"""

_DRIVER = """Attribute VB_Name = "Driver"
Public Function Choose(ByVal folderName As String, ByVal fileName As String, _
        ByVal newName As String) As String
    Folder = folderName
    File = fileName
    NewFile = newName
    Interpreter = "C:\\Python\\pythonw.exe"
End Function

Public Function Press(ByVal name As String, ByVal id As String, ByVal tagText As String) As String
    Dim control As New FakeControl
    control.ID = id
    control.Tag = tagText
    Recorded = ""
    Select Case name
{presses}
    End Select
    Press = Recorded
End Function

Public Function Label(ByVal tagText As String) As String
    Dim control As New FakeControl, answer As Variant
    control.Tag = tagText
    GetLabel control, answer
    Label = answer
End Function

Public Function Enabled(ByVal id As String) As String
    Dim control As New FakeControl, answer As Variant
    control.ID = id
    GetEnabled control, answer
    Enabled = CStr(answer)
End Function

Public Function AlertsSwitched() As String
    Application.DisplayAlerts = True
    Recorded = ""
    CallPython "forms"
    AlertsSwitched = CStr(AlertsWhileRunning) & " " & CStr(Application.DisplayAlerts)
End Function

Public Function SecondClick() As String
    Recorded = ""
    ClickAgain = True
    CallPython "forms"
    ClickAgain = False
    SecondClick = Recorded
End Function

Public Function WithoutPython() As String
    Dim before As String
    Recorded = ""
    before = Interpreter
    Interpreter = ""
    CallPython "forms"
    Interpreter = before
    WithoutPython = "<" & Recorded & ">"
End Function

Public Function AfterFailure() As String
    Application.DisplayAlerts = True
    FailNow = True
    CallPython "forms"
    FailNow = False
    Recorded = ""
    AfterFailure = CStr(Application.DisplayAlerts)
    CallPython "undo"
    AfterFailure = AfterFailure & " " & Recorded
End Function
"""


def recorded(data: bytes) -> dict[str, str]:
    """What each sub of a button gave to ``RunPython``: ribbon and, in a workbook, sheet."""
    pressed = [(sub, key, tag) for key, sub, tag in buttons(data)]
    pressed += [(sub, "", "") for sub in sheet_subs(data)]
    calls: list[Call] = [("Driver.Choose", (FOLDER, FILE, NEW_FILE))]
    calls += [("Driver.Press", press) for press in pressed]
    return dict(zip((press[0] for press in pressed), run(data, tuple(calls))[1:], strict=True))


def buttons(data: bytes) -> list[tuple[str, str, str]]:
    """Id, callback and tag of every button of the ribbon in a built file."""
    tree = etree.fromstring(parts(data)[_RIBBON])
    found = [element for element in tree.iter() if etree.QName(element).localname == "button"]
    return [(e.get("id", ""), e.get("onAction", ""), e.get("tag", "")) for e in found]


def sheet_subs(data: bytes) -> list[str]:
    """The macros of the buttons on the sheets of a built file."""
    drawings = [etree.fromstring(part) for name, part in parts(data).items() if ".vml" in name]
    named = (e.text or "" for d in drawings for e in d.iter("{*}FmlaMacro"))
    return [text.rpartition("!")[2] for text in named]


@cache
def run(data: bytes, calls: tuple[Call, ...], *, ask: bool = False) -> list[str]:
    """Call functions of the project of a built file one after the other; what each returned.

    ``ask``: leave the real choosers in; a call that shows one then waits for ever.
    """
    subs = [sub for _, sub, _ in buttons(data)]
    results = _in_child(_runnable(data, subs, sheet_subs(data), ask), calls)["results"]
    return [str(result) for result in results]


@cache
def listed(data: bytes) -> list[str]:
    """The modules that LibreOffice finds in a built file as it is, but for its content type."""
    return sorted(map(str, _in_child(_as_workbook(data), ())["modules"]))


def _in_child(data: bytes, calls: Sequence[Call]) -> dict[str, list[object]]:
    """Open a workbook with macros and call functions of it, in a process of its own."""
    require_office()
    require_uno()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "macros.xlsm"
        path.write_bytes(data)
        child = subprocess.run(
            [sys.executable, "-m", __name__, str(path)],
            input=json.dumps(calls),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            cwd=Path(__file__).parents[2],
        )
    if child.returncode:
        raise AssertionError(child.stderr)
    answer: dict[str, list[object]] = json.loads(child.stdout)
    return answer


def _as_workbook(data: bytes) -> bytes:
    """The file as a workbook with macros: LibreOffice opens no add-in."""
    types = parts(data)[_CONTENT_TYPES].replace(_ADDIN, _WORKBOOK)
    return with_parts(data, {_CONTENT_TYPES: types})


def _runnable(data: bytes, subs: Sequence[str], on_sheet: Sequence[str], ask: bool) -> bytes:
    """The file as a workbook whose project Basic can run, with a driver."""
    project = [
        Module(name, _kind(text), text)
        for name, text in modules(data).items()
        if name not in _NOT_RUN and (ask or name != _CHOOSERS)
    ]
    presses = [f'        Case "{sub}"\n            {sub} control' for sub in subs]
    presses += [f'        Case "{sub}"\n            {sub}' for sub in on_sheet]
    driver = _DRIVER.format(presses="\n".join(presses))
    added = [
        ("xlwings", Kind.STANDARD, _STAND_INS),
        ("FakeControl", Kind.CLASS, _CONTROL),
        ("Driver", Kind.STANDARD, driver),
    ]
    if not ask:
        added.append((_CHOOSERS, Kind.STANDARD, _ANSWERS))
    for name, kind, text in added:
        project.append(Module(name, kind, text.replace("\n", "\r\n")))
    return with_parts(_as_workbook(data), {PROJECT_PART: vba_project(project)})


def _kind(text: str) -> Kind:
    if "Attribute VB_Base" not in text:
        return Kind.STANDARD
    return Kind.DOCUMENT if "VB_PredeclaredId = True" in text else Kind.CLASS


class _MacroOffice(Soffice):
    """A LibreOffice that runs the macros of what it opens."""

    def call(self, path: Path, calls: Sequence[Call]) -> dict[str, list[object]]:
        from com.sun.star.beans import PropertyValue

        how = {"Hidden": True, "MacroExecutionMode": _ALWAYS_RUN_MACROS}
        values = tuple(PropertyValue(name, 0, value, 0) for name, value in how.items())
        document = self._desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, values)
        provider = document.getScriptProvider()
        results = []
        for function, arguments in calls:
            place = f"vnd.sun.star.script:danvan_xl.{function}?language=Basic&location=document"
            results.append(provider.getScript(place).invoke(tuple(arguments), (), ())[0])
        modules = document.BasicLibraries.getByName("danvan_xl").ElementNames
        return {"results": results, "modules": list(modules)}


def _main(path: Path) -> None:
    office = _MacroOffice()
    try:
        results = office.call(path, json.load(sys.stdin))
    finally:
        office.stop()
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
