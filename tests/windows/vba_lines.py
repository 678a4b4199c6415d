"""The two command lines with which xlwings' VBA starts Python, put together as it does.

``ExecuteWindows`` makes one for every click, ``XLPyCommand`` one for a server that keeps running.
``SOURCES`` are their lines that are repeated here, so that a test sees when they change.
"""

# ruff: noqa: E501 - lines as xlwings has them

from __future__ import annotations

ADDIN = r"C:\Add-ins\danvan_xl.xlam"

SOURCES = {
    "Function ExecuteWindows(": r'''
PYTHONPATH = Replace(PYTHONPATH, "&", "^&")
PYTHONPATH = Replace(PYTHONPATH, "\", "\\")
DriveCommand = Left$(PYTHON_WIN, 2) & " & cd """ & PythonDir & """ & "
PythonInterpreter = Chr(34) & PYTHON_WIN & Chr(34)
RunCommand = CondaCmd & PythonInterpreter & " -B -c ""import xlwings.utils;xlwings.utils.prepare_sys_path(\""" & PYTHONPATH & "\""); " & PythonCommand & """ "
ExitCode = WScript.Run("cmd.exe /C " & DriveCommand & _
RunCommand & _
" --wb=" & """" & ActiveWorkbook.Name & """ --from_xl=1" & " --app=" & Chr(34) & _
Application.Path & "\" & Application.Name & Chr(34) & " --hwnd=" & Chr(34) & Application.Hwnd & Chr(34) & _
" 2> """ & LOG_FILE & """ ", _
WindowStyle, WaitOnReturn)
''',
    "Function XLPyCommand(": r'''
PYTHONPATH = Replace(PYTHONPATH, "\", "\\")
PYTHONPATH = Replace(PYTHONPATH, "'", "\'")
PYTHONPATH = Replace(PYTHONPATH, "&", "^&")
PYTHON_WIN = "cmd.exe " & ConsoleSwitch & " /K " & Chr(34) & Chr(34) & PYTHON_WIN & Chr(34)
tail = " -B -c ""import sys, os;" & LicenseKeyEnvString & "import xlwings.utils;xlwings.utils.prepare_sys_path(\""" & PYTHONPATH & "\"");import xlwings; xlwings.serve('$(CLSID)')"""
XLPyCommand = PYTHON_WIN & tail & Chr(34)
''',
}


def click_line(interpreter: str, command: str, workbook: str, errors: str) -> str:
    """Return the line for a click.

    ``workbook``: the full name of the active one. ``errors``: the file for standard error, which
    VBA shows when the line ends with another exit code than 0.
    """
    path = _search_path(workbook).replace("&", "^&").replace("\\", "\\\\")
    return (
        f'cmd.exe /C {interpreter[:2]} & cd "{_split(interpreter)[0]}" & "{interpreter}" -B -c '
        f'"import xlwings.utils;xlwings.utils.prepare_sys_path(\\"{path}\\"); {command}"  '
        f'--wb="{_split(workbook)[1]}" --from_xl=1'
        ' --app="C:\\Program Files\\Microsoft Office\\root\\Office16\\Microsoft Excel"'
        f' --hwnd="1234" 2> "{errors}" '
    )


def server_line(interpreter: str, workbook: str) -> str:
    """Return the line for the server; xlwings' library puts an id into it."""
    path = _search_path(workbook).replace("\\", "\\\\").replace("'", "\\'").replace("&", "^&")
    return (
        f'cmd.exe  /K ""{interpreter}" -B -c "import sys, os;import xlwings.utils;'
        f'xlwings.utils.prepare_sys_path(\\"{path}\\");import xlwings; '
        "xlwings.serve('$(CLSID)')\"\""
    )


def _search_path(workbook: str) -> str:
    """Return what xlwings calls PYTHONPATH, with the settings of this program and no others."""
    return f"False;{workbook};{ADDIN};;;;"


def _split(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("\\")
    return folder, name
