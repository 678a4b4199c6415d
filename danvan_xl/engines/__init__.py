"""An xlwings engine for workbook files without Excel.

Importing it registers the engine ``danvan`` with xlwings. :func:`open_book` gives the
``xw.Book`` of a file, so that commands run the same code on it as in Excel. What the engine does
not do raises :class:`NotOnFiles`, which names the member.

It works as Excel does, but that

* nothing is calculated: a formula cell has the value that the file holds, a new one ``None``;
* formats do not change: a date needs a cell with a date format, and a text that Excel would make
  a date, a time or a formatted number needs the format ``@`` (:class:`WouldChange`);
* a table keeps its columns, and grows only over empty cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import xlwings as xw

from danvan_xl.engines.app import Alert
from danvan_xl.engines.engine import ENGINE, NAME
from danvan_xl.engines.refusal import NotOnFiles
from danvan_xl.engines.typing_rules import WouldChange
from danvan_xl.errors import DanVanError
from danvan_xl.ooxml import BadFile

__all__ = ["Alert", "NotOnFiles", "WouldChange", "listening", "open_book"]

if NAME not in xw.engines.engines_by_name:
    xw.engines.add(xw.Engine(impl=ENGINE))


def open_book(path: Path) -> xw.Book:
    """Return the book of the workbook file ``path``; the same one until it is closed.

    Raises ``DanVanError`` when there is no such file, it cannot be read or it is not a workbook.
    """
    if not path.is_file():
        raise DanVanError(f"Không tìm thấy tệp «{path}»; hãy kiểm tra lại đường dẫn và tên tệp.")
    try:
        return xw.Book(impl=ENGINE.app.books.open(str(path)))
    except BadFile as problem:
        raise DanVanError(f"Không mở được «{path.name}». {problem}") from problem


@contextmanager
def listening(
    on_status: Callable[[str | None], None] | None = None,
    on_alert: Callable[[Alert], str] | None = None,
) -> Iterator[None]:
    """Hand the status line and the message boxes of all open files to these functions.

    ``on_status`` gets each text of the status line, ``None`` when it is cleared; ``on_alert``
    gets a message box and returns the button pressed: ``ok``, ``cancel``, ``yes`` or ``no``.
    """
    app = ENGINE.app
    before = app.on_status, app.on_alert
    app.on_status, app.on_alert = on_status, on_alert
    try:
        yield
    finally:
        app.on_status, app.on_alert = before
