"""The workbooks that are open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from danvan_xl.engines.book import Book
from danvan_xl.engines.refusal import NotOnFiles, OnFile
from danvan_xl.errors import DanVanError
from danvan_xl.problems import reason

if TYPE_CHECKING:
    from danvan_xl.engines.app import App


class Books(OnFile):
    """The open books, the active one last."""

    __slots__ = ("_open", "app")

    def __init__(self, app: App) -> None:
        self.app = app
        self._open: list[Book] = []

    def __call__(self, name_or_index: str | int) -> Book:
        """Return a book by its file's name or by position from 1; ``KeyError`` if absent."""
        for position, book in enumerate(self._open, 1):
            if name_or_index == position or (
                isinstance(name_or_index, str) and book.name.lower() == name_or_index.lower()
            ):
                return book
        raise KeyError(name_or_index)

    def __iter__(self) -> Iterator[Book]:
        return iter(self._open)

    def __len__(self) -> int:
        return len(self._open)

    def __contains__(self, name: object) -> NoReturn:
        raise NotOnFiles("`name in app.books`", "is always False in Excel on Windows")

    @property
    def active(self) -> Book:
        """The book that was opened or activated last; ``KeyError`` when none is open."""
        return self(len(self._open))

    def open(self, fullname: str, *options: Any) -> Book:
        """Return the book of a file, which is opened unless it is open already.

        Raises ``ooxml.BadFile`` for what is not a workbook and ``DanVanError`` for a file that
        cannot be read.
        """
        if any(option is not None for option in options):
            raise NotOnFiles("Books.open with options")
        path = Path(os.path.realpath(fullname))
        book = self.find(path)
        if book is None:
            try:
                book = Book(self.app, path)
            except OSError as error:
                raise DanVanError(
                    f"Không đọc được tệp «{path}» ({reason(error)}); hãy đóng tệp ở chương trình "
                    "khác hoặc kiểm tra quyền đọc rồi làm lại."
                ) from error
            self._open.append(book)
        return book

    def find(self, path: Path) -> Book | None:
        """Return the book that is open from ``path``, if there is one."""
        key = os.path.normcase(path)
        return next((book for book in self._open if os.path.normcase(book.path) == key), None)

    def bring_forward(self, book: Book) -> None:
        """Let ``book`` be the active one."""
        self._open.remove(book)
        self._open.append(book)

    def forget(self, book: Book) -> None:
        """Let ``book`` be open no more."""
        if book in self._open:
            self._open.remove(book)
