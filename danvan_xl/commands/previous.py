"""Last year's master beside this year's: its rows by the units that went on with its work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import xlwings as xw

from danvan_xl.commands.common import KIND_KEYS, last_day, year_of
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.lists import MARK
from danvan_xl.schema.tables import INDICATORS, INITIATIVES, RESULTS, UNITS
from danvan_xl.schema.units import follow
from danvan_xl.validation.last_year import LastYear


@dataclass(frozen=True)
class Previous:
    """Last year's master, and how its units lead to those of this year."""

    register: Register
    since: date
    until: date

    @classmethod
    def of(cls, register: Register, book: xw.Book) -> Previous:
        """Return what ``book`` is beside this year's ``register``.

        Raises ``DanVanError`` when it is not the master of the year before.
        """
        before = Register(book)
        settings, last_year = register.settings(), before.settings()
        year = year_of(settings)
        if year_of(last_year) != year - 1:
            raise DanVanError(
                f"Sổ «{book.name}» là sổ của năm {year_of(last_year)}, không phải của năm "
                f"{year - 1}. Chọn đúng sổ của năm trước."
            )
        return cls(before, last_day(last_year), last_day(settings))

    def heirs(self, code: str) -> tuple[str, ...]:
        """Return the codes this year of what became of a unit; its own when nothing is known."""
        return follow(code, self.since, self.until) or (code,)


def last_year_of(register: Register, book: xw.Book) -> LastYear:
    """Return last year's master ``book`` made ready for comparing with this year's ``register``.

    Raises ``DanVanError`` when it is not the master of the year before.
    """
    previous = Previous.of(register, book)
    results, initiatives = previous.register.read(RESULTS), previous.register.read(INITIATIVES)
    units, current = previous.register.read(UNITS), register.read(RESULTS)
    year = year_of(register.settings())
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
