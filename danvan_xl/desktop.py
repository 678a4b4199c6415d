"""What runs without a console: the steps of the setup and the entries of the Start menu.

Started as ``pythonw.exe -m danvan_xl.desktop`` with ``new``, ``doctor``, ``install`` or
``remove``. At the top it imports nothing that can be missing: it must be able to say what is.
"""

from __future__ import annotations

import html
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from danvan_xl.installation.program import damage

TITLE = "Dân vận khéo"
PAGE = "kiem-tra.html"
"""Name of the page of ``doctor`` in the data folder."""

DONE, FINDINGS, FAILED = 0, 1, 2
"""Exit codes, as those of the command line."""

_MOST_TOLD = 700
"""Characters of a report; the setup shows texts of 1,023 at most, in which it says more itself."""

_PLAIN_PAGE = (
    '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head>\n'
    '<body style="font: 16px/1.5 Segoe UI, sans-serif; margin: 2rem"><h1>{title}</h1>\n'
    "<p>{text}</p></body></html>\n"
)
_WARNING_IN_FRONT = 0x30 | 0x10000
"""Of a message box: the sign for a warning, and before all other windows."""


def install(page: str) -> int:
    """Install the add-in, then write the page of ``doctor`` to ``page``, with what was done.

    ``FINDINGS``: installed, but something has to be put right; ``FAILED``: not installed. Never
    shows a window.
    """
    try:
        from danvan_xl.commands.addin import install_addin

        done = install_addin()
        note: Sequence[str] = (f"{done.summary}.", *done.messages)
        code = FINDINGS if done.has_findings else DONE
    except Exception as problem:
        note, code = (_sentence(problem),), FAILED
    try:
        Path(page).parent.mkdir(parents=True, exist_ok=True)
        has_findings = _write_page(Path(page), note, failed=code == FAILED)
        return max(code, FINDINGS if has_findings else DONE)
    except Exception as problem:
        text = " ".join(dict.fromkeys((*note, _sentence(problem))))
        with suppress(OSError):
            Path(page).write_text(_plain_page(text), encoding="utf-8")
        return max(code, FINDINGS)


def doctor() -> int:
    """Write the page of ``doctor`` into the data folder and open it."""
    from danvan_xl.userdata import data_folder

    path = data_folder() / PAGE
    path.parent.mkdir(parents=True, exist_ok=True)
    has_findings = _write_page(path)
    _open(path)
    return FINDINGS if has_findings else DONE


def new(path: str | None = None) -> int:
    """Make a master for this year and open it; without ``path`` ask where to save it.

    Nothing happens when the user closes the question. A file that is there is never replaced.
    """
    from danvan_xl.commands.new import new_master
    from danvan_xl.dialogs import place_for_book
    from danvan_xl.errors import DanVanError

    year = date.today().year
    question = f"Nơi lưu sổ theo dõi năm {year}"
    place = Path(path).absolute() if path else place_for_book(f"so-theo-doi-{year}.xlsx", question)
    if place is None:
        return DONE
    new_master(place, year)
    try:
        _open(place)
    except OSError as refused:
        raise DanVanError(
            f"Đã tạo sổ {place} nhưng không mở được: mở tệp đó bằng Excel."
        ) from refused
    return DONE


def remove(report: str) -> int:
    """Remove the add-in; write to ``report`` what a person should know, a line each.

    As UTF-16 with CRLF, which the setup reads; empty when there is nothing to tell. ``FAILED``:
    something is in the way, such as Excel; ``FINDINGS``: the program is broken and could not remove
    all. Then the report says why.
    """
    from danvan_xl.errors import DanVanError

    try:
        from danvan_xl.commands.addin import remove_addin

        result = remove_addin()
        lines, code = (*result.left, *result.books_kept), DONE
    except DanVanError as refused:
        lines, code = (str(refused),), FAILED
    except Exception as problem:
        lines, code = (_sentence(problem),), FINDINGS
    text = "".join(f"{line}\r\n" for line in _within(lines, _MOST_TOLD))
    with suppress(OSError):  # without a report the exit code tells
        Path(report).write_bytes(b"\xff\xfe" + text.encode("utf-16-le"))
    return code


def _within(lines: Sequence[str], most: int) -> Iterator[str]:
    """Yield the first of ``lines`` that have at most ``most`` characters together."""
    for number, line in enumerate(lines):
        most -= len(line)
        if most < 0:
            yield f"… và {len(lines) - number} dòng nữa"
            return
        yield line


def told(action: Callable[..., int]) -> Callable[..., int]:
    """Make an action tell in a window why it could not be done."""

    def run(*arguments: str) -> int:
        try:
            return action(*arguments)
        except Exception as problem:
            _tell(_sentence(problem))
            return FAILED

    return run


ACTIONS: dict[str, Callable[..., int]] = {
    "new": told(new),
    "doctor": told(doctor),
    "install": install,
    "remove": remove,
}


def main(arguments: Sequence[str]) -> int:
    """Do what the first of ``arguments`` names, with the others; return the exit code."""
    name, *others = arguments
    return ACTIONS[name](*others)


def _write_page(path: Path, note: Sequence[str] = (), *, failed: bool = False) -> bool:
    """Examine and write what was found; return whether anything has to be put right."""
    from danvan_xl.commands import doctor as examination
    from danvan_xl.commands.doctor_page import write_page

    result = examination.doctor()
    write_page(path, result, note, failed=failed)
    return result.has_findings


def _open(path: Path) -> None:
    """Open a file with the program that the user has for it."""
    if sys.platform == "win32":
        os.startfile(path)
    else:
        import webbrowser

        webbrowser.open(path.as_uri())


def _tell(text: str) -> None:
    """Show a text in a window; as a page in the browser when that needs what is missing."""
    if sys.platform != "win32":
        print(text, file=sys.stderr)
        return
    try:
        _show_box(text)
    except ImportError:
        page = Path(os.environ.get("TEMP", "."), PAGE)
        page.write_text(_plain_page(text), encoding="utf-8")
        _open(page)


def _show_box(text: str) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, TITLE, _WARNING_IN_FRONT)


def _plain_page(text: str) -> str:
    return _PLAIN_PAGE.format(title=TITLE, text=html.escape(text))


def _sentence(problem: Exception) -> str:
    """Return what is wrong and what to do. Parts of the program that are missing explain all."""
    try:
        from danvan_xl.errors import DanVanError
        from danvan_xl.problems import sentence
    except ImportError:
        return damage() or _unexpected(problem)
    if isinstance(problem, DanVanError):
        return str(problem)
    return damage() or sentence(problem) or _unexpected(problem)


def _unexpected(problem: Exception) -> str:
    text = f"Chương trình gặp lỗi ngoài dự tính ({type(problem).__name__}: {problem})."
    with suppress(Exception):  # what the log needs may be missing, too
        from danvan_xl.userdata import log, log_file

        log().error("desktop", exc_info=problem)
        text += f" Gửi tệp này cho người hỗ trợ: {log_file()}"
    return text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
