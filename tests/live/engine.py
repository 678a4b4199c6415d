"""An xlwings engine over a live LibreOffice: what the commands and buttons use of Excel.

Where LibreOffice differs from Excel, the engine does as Excel does; what it does not know fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlwings as xw

from danvan_xl.engines.app import Alert
from danvan_xl.engines.reading import clean
from danvan_xl.engines.typing_rules import prepared
from tests.live.cells import NumberFormat, Range
from tests.live.soffice import Soffice
from tests.live.tables import Filtered, Tables


class Engine:
    """What xlwings asks an engine for."""

    __slots__ = ("app",)

    name = "calc"
    type = "desktop"

    def __init__(self, soffice: Soffice) -> None:
        self.app = App(self, soffice)

    @property
    def apps(self) -> Apps:
        return Apps(self.app)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: dict[str, Any]) -> Any:
        return prepared(value)

    @staticmethod
    def clean_value_data(*arguments: Any) -> list[list[Any]]:
        return clean(*arguments)


class Apps:
    """The one program."""

    __slots__ = ("_app",)

    def __init__(self, app: App) -> None:
        self._app = app

    def keys(self) -> list[int]:
        return [self._app.pid]

    def __iter__(self) -> Iterator[App]:
        yield self._app

    def __len__(self) -> int:
        return 1


class App:
    """The program; what it says is kept in ``statuses`` and ``alerts``.

    ``on_status`` and ``on_alert`` stand for what the user does meanwhile; the second returns the
    button pressed. Without it the answer is "ok" or "yes".
    """

    __slots__ = (
        "_calculation",
        "_engine_before",
        "_status",
        "alerts",
        "books",
        "display_alerts",
        "engine",
        "on_alert",
        "on_status",
        "pid",
        "screen_updating",
        "statuses",
    )

    version = "16.0"

    def __init__(self, engine: Engine, soffice: Soffice) -> None:
        self.engine = engine
        self.pid = soffice.pid
        self.books = Books(self, soffice)
        self._engine_before: list[xw.Engine | None] = []
        self.reset()

    def reset(self) -> None:
        """Close all books without saving, and forget what was said."""
        for book in list(self.books):
            book.close()
        self.screen_updating = True
        self.display_alerts = True
        self._calculation = "automatic"
        self._status: str | bool = False
        self.alerts: list[Alert] = []
        self.statuses: list[str] = []
        self.on_alert: Callable[[Alert], str] | None = None
        self.on_status: Callable[[str], None] | None = None

    @property
    def calculation(self) -> str:
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in ("automatic", "manual"):
            raise ValueError(value)
        self._calculation = value
        for book in self.books:
            book.document.calculate()  # what LibreOffice has put off, Excel has done by now
            book.document.enableAutomaticCalculation(value == "automatic")

    @property
    def status_bar(self) -> str | bool:
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self._status = value
        if isinstance(value, str):
            self.statuses.append(value)
            if self.on_status is not None:
                self.on_status(value)

    @property
    def selection(self) -> Range:
        book = self.books.active
        return Range.at(book.sheets.active, book.document.CurrentSelection.RangeAddress)

    def activate(self, steal_focus: bool) -> None:
        """Let xlwings take this engine for the active one, which it checks right afterwards."""
        engines: Any = xw.engines
        self._engine_before.append(engines.active)
        engines.active = xw.Engine(impl=self.engine)

    def give_back(self) -> None:
        """Let the engine that was active before be active again: other tests rely on it."""
        engines: Any = xw.engines
        engines.active = self._engine_before.pop()

    def alert(
        self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: None
    ) -> str:
        alert = Alert(prompt, title or "", buttons, mode)
        self.alerts.append(alert)
        if self.on_alert is not None:
            return self.on_alert(alert)
        return "yes" if buttons.startswith("yes") else "ok"


class Books:
    """The open workbooks, the active one last."""

    __slots__ = ("_open", "_soffice", "app")

    def __init__(self, app: App, soffice: Soffice) -> None:
        self.app = app
        self._soffice = soffice
        self._open: list[Book] = []

    def __call__(self, name_or_index: str | int) -> Book:
        for position, book in enumerate(self._open, 1):
            if name_or_index in (position, book.name):
                return book
        raise KeyError(name_or_index)

    def __iter__(self) -> Iterator[Book]:
        return iter(self._open)

    def __len__(self) -> int:
        return len(self._open)

    @property
    def active(self) -> Book:
        return self(len(self._open))

    def open(self, fullname: str, *options: Any) -> Book:
        path = Path(fullname).resolve()
        document = self._soffice.open(path)
        if document is None:
            raise OSError(f"LibreOffice did not open {path}")
        book = Book(self.app, path, document)
        self._open.append(book)
        return book

    def bring_forward(self, book: Book) -> None:
        self._open.remove(book)
        self._open.append(book)

    def forget(self, book: Book) -> None:
        self._open.remove(book)


class Book:
    """A workbook that is open in LibreOffice, which must never save it: it would lose too much."""

    __slots__ = (
        "_number_formats",
        "_path",
        "_places",
        "_tables",
        "app",
        "document",
        "filters",
        "formats",
    )

    def __init__(self, app: App, path: Path, document: Any) -> None:
        self.app = app
        self._path = path
        self.document = document
        ranges = document.DatabaseRanges
        self._tables = [ranges.getByIndex(index) for index in range(ranges.Count)]
        self._number_formats: dict[int, NumberFormat] = {}
        self.formats: dict[Any, list[list[NumberFormat]]] = {}
        """A range → the number formats of its cells."""
        self._places: tuple[tuple[str, ...], list[tuple[str, Any]]] = ((), [])
        self.filters: dict[str, Filtered] = {}
        """Name of a table → how it is filtered."""

    @property
    def name(self) -> str:
        return self._path.name

    @property
    def fullname(self) -> str:
        return str(self._path)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    @property
    def tables(self) -> list[tuple[str, Any]]:
        """Name of a sheet and LibreOffice's range of a table on it, for all; nobody adds one."""
        names = self.document.Sheets.ElementNames
        if self._places[0] != names:
            self._places = names, [(names[n.DataArea.Sheet], n) for n in self._tables]
        return self._places[1]

    def number_format(self, key: int) -> NumberFormat:
        """A number format by LibreOffice's key."""
        if key not in self._number_formats:
            found = self.document.NumberFormats.getByKey(key)
            self._number_formats[key] = NumberFormat(found.Type, found.FormatString)
        return self._number_formats[key]

    def activate(self) -> None:
        self.app.books.bring_forward(self)
        self.app.give_back()

    def close(self) -> None:
        self.app.books.forget(self)
        self.document.close(True)


class Sheets:
    """The worksheets, in the order of their tabs."""

    __slots__ = ("_book",)

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def _natives(self) -> Any:
        return self._book.document.Sheets

    def __call__(self, name_or_index: str | int) -> Sheet:
        for position, name in enumerate(self._natives.ElementNames, 1):
            if name_or_index == position or str(name_or_index).lower() == name.lower():
                return Sheet(self._book, self._natives.getByName(name))
        raise KeyError(name_or_index)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self._book, self._natives.getByIndex(i)) for i in range(len(self)))

    def __len__(self) -> int:
        return int(self._natives.Count)

    @property
    def active(self) -> Sheet:
        return Sheet(self._book, self._book.document.CurrentController.ActiveSheet)


class Sheet:
    """One worksheet; it stays the same one when it is renamed or moved."""

    __slots__ = ("book", "native")

    def __init__(self, book: Book, native: Any) -> None:
        self.book = book
        self.native = native

    @property
    def name(self) -> str:
        return str(self.native.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.native.Name = value

    @property
    def index(self) -> int:
        return int(self.native.RangeAddress.Sheet) + 1

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def used_range(self) -> Range:
        cursor = self.native.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return Range(self, 1, 1, end.EndRow + 1, end.EndColumn + 1)

    def activate(self) -> None:
        self.book.document.CurrentController.setActiveSheet(self.native)

    def range(self, first: Any, last: Any = None) -> Range:
        """A range by its address, or from one corner (row, column) to another, counted from 1."""
        corners = [self._corner(corner) for corner in (first, last) if corner is not None]
        top, left = (min(getattr(c, edge) for c in corners) for edge in ("row", "column"))
        bottom = max(c.row + c.shape[0] for c in corners)
        right = max(c.column + c.shape[1] for c in corners)
        return Range(self, top, left, bottom - top, right - left)

    def _corner(self, corner: Any) -> Range:
        if isinstance(corner, Range):
            return corner
        if isinstance(corner, tuple):
            return Range(self, *corner)
        place = self.native.getCellRangeByName(corner).RangeAddress
        return Range.at(self, place)


class Names:
    """The names defined in a workbook."""

    __slots__ = ("_book",)

    def __init__(self, book: Book) -> None:
        self._book = book

    def __call__(self, name: str) -> Name:
        if not self.contains(name):
            raise KeyError(name)
        return Name(self._book, self._book.document.NamedRanges.getByName(name))

    def contains(self, name: str) -> bool:
        return bool(self._book.document.NamedRanges.hasByName(name))

    def __len__(self) -> int:
        return int(self._book.document.NamedRanges.Count)

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name, self(name)) for name in self._book.document.NamedRanges.ElementNames]


class Name:
    """One defined name."""

    __slots__ = ("_book", "_native")

    def __init__(self, book: Book, native: Any) -> None:
        self._book = book
        self._native = native

    @property
    def name(self) -> str:
        return str(self._native.Name)

    @property
    def refers_to_range(self) -> Range:
        place = self._native.ReferredCells.RangeAddress
        return Range.at(self._book.sheets(place.Sheet + 1), place)


def start(soffice: Soffice) -> xw.App:
    """The program as xlwings gives it."""
    return xw.App(impl=Engine(soffice).app)
