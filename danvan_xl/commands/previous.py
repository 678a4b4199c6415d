"""Earlier masters beside this year's: their rows by the units that went on with the work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlwings as xw

from danvan_xl.commands.common import KIND_KEYS, last_day, standing, year_of, yearly
from danvan_xl.commands.new import MACRO_SUFFIX, SUFFIX
from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register, is_master
from danvan_xl.schema.lists import MARK
from danvan_xl.schema.tables import INDICATORS, INITIATIVES, RESULTS, UNITS
from danvan_xl.schema.units import follow
from danvan_xl.standing.history import History, Standing, histories
from danvan_xl.submissions.arrivals import files_in
from danvan_xl.validation.last_year import LastYear


@dataclass(frozen=True)
class Previous:
    """An earlier master, and how its units lead to those of this year."""

    register: Register
    since: date
    until: date

    @classmethod
    def of(cls, register: Register, book: xw.Book) -> Previous:
        """Return what ``book``, a master of an earlier year, is beside this year's ``register``."""
        before = Register(book, earlier=True)
        return cls(before, last_day(before), last_day(register))

    @classmethod
    def of_last_year(cls, register: Register, book: xw.Book) -> Previous:
        """Return what ``book`` is beside this year's ``register``.

        Raises ``DanVanError`` when it is not the master of the year before.
        """
        found, year = cls.of(register, book), year_of(register.settings())
        if found.year != year - 1:
            raise DanVanError(
                f"Sổ «{book.name}» là sổ của năm {found.year}, không phải của năm {year - 1}. Chọn "
                "đúng sổ của năm trước."
            )
        return found

    @property
    def year(self) -> int:
        """The year of the earlier master."""
        return year_of(self.register.settings())

    def heirs(self, code: str) -> tuple[str, ...]:
        """Return the codes this year of what became of a unit; its own when nothing is known."""
        if self.until < self.since:  # one of the two has a deadline in a wrong year
            return (code,)
        return follow(code, self.since, self.until) or (code,)


def last_year_of(register: Register, book: xw.Book) -> LastYear:
    """Return last year's master ``book`` made ready for comparing with this year's ``register``.

    Raises ``DanVanError`` when it is not the master of the year before.
    """
    previous = Previous.of_last_year(register, book)
    year = year_of(register.settings())
    results, initiatives = previous.register.read(RESULTS), previous.register.read(INITIATIVES)
    units, current = previous.register.read(UNITS), register.read(RESULTS)
    results = results[results["year"] == year - 1]
    reported = units["code"][units["reports"] == MARK]
    codes = {*reported, *results["unit_code"], *initiatives["unit_code"]} - {""}
    now = register.read(UNITS)
    return LastYear.of(
        results,
        initiatives,
        {code: previous.heirs(code) for code in codes},
        register.read(INDICATORS),
        {
            code: KIND_KEYS.get(kind, kind)
            for code, kind in zip(now["code"], now["kind"], strict=True)
        },
        current[current["year"] == year],
    )


def history_of(register: Register, books: Sequence[xw.Book], as_of: date) -> dict[str, History]:
    """Return unit → how it reported in the years of ``books``, masters of earlier years.

    Raises ``DanVanError`` when one is not of an earlier year, or two are of the same.
    """
    this_year = year_of(register.settings())
    years: dict[int, list[tuple[tuple[str, ...], Standing]]] = {}
    for book in books:
        previous = Previous.of(register, book)
        year = previous.year
        if year >= this_year or year in years:
            what = "cũng là sổ của năm" if year in years else "không phải sổ năm trước mà của năm"
            raise DanVanError(
                f"Sổ «{book.name}» {what} {year}. Chọn sổ của các năm trước {this_year}, mỗi năm "
                "một sổ."
            )
        rows = yearly(standing(previous.register, as_of), year)
        rows = rows.drop_duplicates("unit_code", keep="last")
        columns = ["unit_code", "unit_name", "status", "days"]
        years[year] = [
            (previous.heirs(code), Standing(code, name, status, int(days)))
            for code, name, status, days in rows[columns].itertuples(index=False)
        ]
    return histories(years)


@dataclass(frozen=True)
class Earlier:
    """The masters of earlier years in a folder, open."""

    books: tuple[xw.Book, ...]
    unreadable: tuple[str, ...]
    """Why workbooks beside them could not be opened."""


@contextmanager
def earlier_masters(folder: Path, master: Path, year: int) -> Iterator[Earlier]:
    """Open the masters of years before ``year`` that lie in ``folder``; close them again.

    ``master``: where the workbook lies that is open in Excel; it is not opened once more. Other
    workbooks are passed over. Raises ``DanVanError`` when there is no such master.
    """
    with ExitStack() as kept:
        books, unreadable = [], []
        for path in files_in(folder, master):
            if path.suffix.lower() not in (SUFFIX, MACRO_SUFFIX):
                continue
            try:
                book = _opened_before(path, year)
            except DanVanError as problem:
                unreadable.append(str(problem))
                continue
            if book is not None:
                books.append(kept.enter_context(book))
        if not books:
            none = (
                f"Trong «{folder}» không có sổ theo dõi của năm nào trước {year}. Chép sổ của các "
                f"năm trước ({SUFFIX} hoặc {MACRO_SUFFIX}, mỗi năm một sổ) vào một thư mục rồi "
                "bấm lại nút Các năm trước và chọn thư mục đó."
            )
            raise DanVanError("\n".join([none, *unreadable]))
        yield Earlier(tuple(books), tuple(unreadable))


def _opened_before(path: Path, year: int) -> xw.Book | None:
    """Open a workbook; None when it is no master of a year before ``year``.

    Raises ``DanVanError`` when it, or its settings, cannot be read.
    """
    with ExitStack() as closing:
        book = closing.enter_context(open_book(path))
        if not is_master(book) or year_in(book) >= year:
            return None
        closing.pop_all()
        return book


def year_in(book: xw.Book) -> int:
    """Return the year of a master. Raises ``DanVanError`` when its settings cannot be read."""
    return year_of(Register(book, earlier=True).settings())
