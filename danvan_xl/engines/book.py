"""Workbooks that are open as files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_xl.engines.grid import Grid
from danvan_xl.engines.names import Names
from danvan_xl.engines.refusal import NotOnFiles, OnFile
from danvan_xl.engines.sheet import Sheets
from danvan_xl.errors import DanVanError
from danvan_xl.ooxml import Workbook

if TYPE_CHECKING:
    from danvan_xl.engines.app import App


class Book(OnFile):
    """One workbook file; nothing reaches the disk before :meth:`save`."""

    __slots__ = ("_grids", "_path", "_workbook", "app")

    app: App

    def __init__(self, app: App, path: Path) -> None:
        self.app = app
        self._path = path
        self._workbook: Workbook | None = Workbook.open(path)
        self._grids: dict[str, Grid] = {}

    @property
    def workbook(self) -> Workbook:
        """The file itself; ``RuntimeError`` once the book is closed."""
        if self._workbook is None:
            raise RuntimeError(f"the workbook {self._path} is closed")
        return self._workbook

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    @property
    def name(self) -> str:
        """The file's name with its suffix."""
        return self._path.name

    @property
    def fullname(self) -> str:
        """The file's absolute path."""
        return str(self._path)

    @property
    def sheets(self) -> Sheets:
        """The worksheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """The defined names."""
        return Names(self)

    def grid(self, sheet: str) -> Grid:
        """Return what the cells of a sheet hold now."""
        if sheet not in self._grids:
            self._grids[sheet] = Grid(self.workbook, sheet)
        return self._grids[sheet]

    def activate(self) -> None:
        """Let this be the active book."""
        self.app.books.bring_forward(self)
        self.app.give_back()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save under the same name, or under ``path`` as Excel's "Save as" does.

        Raises ``DanVanError`` when ``path`` has another suffix, because the kind of file is not
        changed, or belongs to another open book.
        """
        if password is not None:
            raise NotOnFiles("Book.save with a password")
        self.workbook.forget_results()
        if path is None:
            self.workbook.save()
        else:
            target = Path(os.path.realpath(path))
            self._check_target(target)
            self.workbook.save(target)
            self._path = target
        self._grids.clear()

    def _check_target(self, target: Path) -> None:
        if target.suffix.lower() != self._path.suffix.lower():
            raise DanVanError(
                f"Không lưu được «{self.name}» thành «{target.name}» vì đuôi tệp khác nhau; "
                f"hãy đặt tên có đuôi «{self._path.suffix}»."
            )
        other = self.app.books.find(target)
        if other is not None and other is not self:
            raise DanVanError(
                f"Không lưu đè được lên «{target}» vì tệp này đang mở; "
                "hãy đóng tệp đó hoặc chọn tên khác."
            )

    def close(self) -> None:
        """Close without saving."""
        self.app.books.forget(self)
        self._workbook = None
        self._grids.clear()
