"""A Word document as PDF, by the program that is at hand: Word on Windows, else LibreOffice."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.ooxml.saving import replace_file

SECONDS = 120
"""How long one conversion may take; the first start of LibreOffice on a slow PC is long."""

_WORD_PDF = 17
"""Word's number for the format PDF."""


def to_pdf(docx: Path) -> Path | None:
    """Write ``docx`` as a .pdf beside it and return its path; None when no program can do it.

    Raises ``DanVanError`` when ``docx`` is missing, when the conversion fails or takes more than
    ``SECONDS``, and when the .pdf cannot be replaced.
    """
    if not docx.is_file():
        raise DanVanError(f"Không tìm thấy tệp «{docx}» để chuyển sang PDF: lập lại báo cáo.")
    with tempfile.TemporaryDirectory(prefix="danvan-pdf-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, docx.name)
        made = source.with_suffix(".pdf")
        shutil.copyfile(docx, source)
        if not _by_word(source, made):
            office = find_office()
            if office is None:
                return None
            _by_office(office, source)
        if not made.is_file():
            raise _failed(docx)
        out = docx.with_suffix(".pdf")
        replace_file(out, made.read_bytes(), None)
    return out


def find_office() -> str | None:
    """Return the path of LibreOffice, None when it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    usual = [Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")]
    for variable in ("ProgramFiles", "ProgramFiles(x86)"):
        if folder := os.environ.get(variable):
            usual.append(Path(folder, "LibreOffice", "program", "soffice.exe"))
    return next((str(path) for path in usual if path.is_file()), None)


def _failed(docx: Path) -> DanVanError:
    return DanVanError(
        f"Không chuyển được «{docx.name}» sang PDF: mở tệp bằng Word rồi chọn Lưu thành PDF."
    )


def _by_word(source: Path, made: Path) -> bool:
    """Let Word write ``made``; False when there is no Word to ask."""
    if sys.platform != "win32" or importlib.util.find_spec("win32com") is None:
        return False
    pythoncom = importlib.import_module("pythoncom")
    client = importlib.import_module("win32com.client")
    pythoncom.CoInitialize()
    try:
        try:
            word = client.DispatchEx("Word.Application")
        except pythoncom.com_error:
            return False
        try:
            word.DisplayAlerts = 0
            document = word.Documents.Open(str(source), False, True, False)
            document.ExportAsFixedFormat(str(made), _WORD_PDF)
            document.Close(False)
        except pythoncom.com_error as failure:
            raise _failed(source) from failure
        finally:
            with contextlib.suppress(pythoncom.com_error):
                word.Quit(False)
        return True
    finally:
        pythoncom.CoUninitialize()


def _by_office(office: str, source: Path) -> None:
    """Let LibreOffice write a .pdf beside ``source``, with a profile of its own.

    With the user's own profile it would do nothing while a window of LibreOffice is open.
    """
    folder = source.parent
    command = [
        office,
        f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        str(folder),
        str(source),
    ]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as refused:
        raise _failed(source) from refused
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as slow:
        raise DanVanError(
            f"LibreOffice không chuyển xong báo cáo sang PDF trong {SECONDS} giây: "
            "đóng bớt chương trình rồi làm lại, hoặc mở tệp bằng Word rồi chọn Lưu thành PDF."
        ) from slow
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End ``process`` if it still runs, and what it has started."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
