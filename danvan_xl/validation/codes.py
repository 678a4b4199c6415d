"""Codes of initiatives in one unit's form: used twice, of another unit, given by nobody."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import pandas as pd

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.seal import Seal
from danvan_xl.schema.units import COVERED_FROM, follow
from danvan_xl.schema.values import quoted
from danvan_xl.validation.frames import items
from danvan_xl.validation.initiatives import TABLE

CODE = re.compile(r"(?P<unit>\w+)-(?P<year>\d{4})-(?P<number>\d{2,})")
"""An initiative's code: unit, year of its first registration here, running number."""


@dataclass(frozen=True)
class Given:
    """To whom codes were given, as far as the form of one unit is concerned."""

    unit: str
    issued: Mapping[str, Collection[str]]
    """Code of each unit → codes of its initiatives in the register."""
    reporting: Collection[str]
    """Codes of the units that must report."""
    year: int
    end: date
    """Last day of the period."""
    seal: Seal | None = None
    """That of the form."""

    def may_have(self, code: str) -> bool:
        """Whether the unit may have the initiative ``code``.

        Those of the register, and of earlier years what was filled in, what is of a unit that it
        took over, and what nobody else can lay claim to: last year's workbook may have it.
        """
        if code in self.issued.get(self.unit, ()):
            return True
        said = CODE.fullmatch(code)
        if not said or int(said["year"]) >= self.year:
            return False
        return (
            self._was_filled_in(code)
            or not self._is_of_another(code, said["unit"])
            or self.unit in _heirs(said["unit"], int(said["year"]), self.end)
        )

    def _was_filled_in(self, code: str) -> bool:
        seal = self.seal
        return seal is not None and seal.is_unit_code(self.unit) and seal.has_initiative(code)

    def _is_of_another(self, code: str, unit: str) -> bool:
        is_issued = any(code in codes for codes in self.issued.values())
        return is_issued or unit.casefold() in self._others

    @cached_property
    def _others(self) -> frozenset[str]:
        return frozenset(one.casefold() for one in self.reporting if one != self.unit)


def check_codes(initiatives: pd.DataFrame, given: Given) -> Iterator[Finding]:
    """Yield codes of one unit's ``initiatives`` that are not its own, or were used twice."""
    first: dict[str, int] = {}
    for row, code in items(initiatives["code"]):
        if not code:
            continue
        if not given.may_have(code):
            yield finding("M06", table=TABLE, row=row, column="code", value=quoted(code))
        if code in first:
            other = first[code]
            yield finding(
                "M08", table=TABLE, row=row, column="code", value=quoted(code), other=other
            )
        first.setdefault(code, row)


@lru_cache(maxsize=1024)
def _heirs(unit: str, year: int, end: date) -> frozenset[str]:
    """Return the units at ``end`` that went on with the work of ``unit`` of ``year``.

    The year in which a unit ends or begins has the one that was there at either end of it.
    """
    year = max(year, COVERED_FROM.year)
    days = [day for day in (COVERED_FROM.replace(year=year), date(year, 12, 31)) if day <= end]
    return frozenset(heir for day in days for heir in follow(unit, day, end))
