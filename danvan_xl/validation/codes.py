"""Codes of initiatives in one unit's form: cleared, used twice, of another row, of another unit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import pandas as pd

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.seal import Seal
from danvan_xl.schema.text import spelling_key
from danvan_xl.schema.units import COVERED_FROM, follow
from danvan_xl.schema.values import quoted
from danvan_xl.validation.frames import items
from danvan_xl.validation.initiatives import TABLE
from danvan_xl.validation.last_year import LastYear

CODE = re.compile(r"(?P<unit>\w+)-(?P<year>\d{4})-(?P<number>\d{2,})")
"""An initiative's code: unit, year of its first registration here, running number."""


@dataclass(frozen=True)
class _Issued:
    """Codes and names of a unit's initiatives, as somebody who gave them wrote them."""

    where: str
    """As users read it."""
    spelt: Callable[[str], str]
    """Code → the same as it was given, "" for one that was not."""
    codes_of: Callable[[str], Collection[str]]
    """Name → codes of the initiatives with that name."""

    @classmethod
    def of(cls, where: str, names: Mapping[str, str]) -> _Issued:
        """Return what ``names`` (code → name) say."""
        spelt = {spelling_key(code): code for code in names}
        codes = defaultdict[str, set[str]](set)
        for code, name in names.items():
            codes[spelling_key(name)].add(code)
        return cls(
            where,
            lambda code: spelt.get(spelling_key(code), ""),
            lambda name: codes.get(spelling_key(name), ()),
        )


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
    last_year: LastYear | None = None

    def as_issued(self, code: str, name: str) -> str:
        """Return what should stand for ``code`` in the row of ``name``; "" when that is unknown.

        A code is spelt as it was given; one that was cleared is that of the only initiative with
        this name.
        """
        for issued in self._names:
            if code and (spelt := issued.spelt(code)):
                return spelt
            if not code and (codes := issued.codes_of(name)):
                (first, *others) = codes
                return first if not others and self.may_have(first) else ""
        return ""

    def of_another(self, code: str, name: str) -> tuple[str, Collection[str]] | None:
        """Return the codes that ``name`` has, and where, if ``code`` is not one of them.

        None when it is, and when whoever knows that name does not know that code.
        """
        for issued in self._names:
            codes = issued.codes_of(name) if name else ()
            if codes and (spelt := issued.spelt(code)):
                return (issued.where, codes) if spelt not in codes else None
        return None

    @cached_property
    def _names(self) -> tuple[_Issued, ...]:
        """Who knows names, the surest first."""
        known = []
        if self.seal and self.seal.is_unit_code(self.unit):
            known.append(_Issued("phiếu đã phát", self.seal.spelt, self.seal.codes_of))
        if self.last_year:
            known.append(_Issued.of("sổ năm trước", self.last_year.codes_of(self.unit)))
        return tuple(known)

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


def settle_codes(initiatives: pd.DataFrame, given: Given) -> Iterator[Finding]:
    """Put codes of one unit's ``initiatives`` right; yield those of others, or used twice.

    ``initiatives`` is changed in place: a code that was cleared, or is spelt otherwise than it was
    given, is put right where it is certain, which is told too.
    """
    yield from _put_right(initiatives, given)
    first: dict[str, int] = {}
    for row, code in items(initiatives["code"]):
        if not code:
            continue
        name = str(initiatives.at[row, "name"])
        if right := given.of_another(code, name):
            yield _of_another(row, code, name, *right)
            continue
        if not given.may_have(code):
            yield finding("M06", table=TABLE, row=row, column="code", value=quoted(code))
        other = first.setdefault(spelling_key(code) or code, row)
        if other != row:
            yield finding(
                "M08", table=TABLE, row=row, column="code", value=quoted(code), other=other
            )


def _of_another(row: int, code: str, name: str, where: str, codes: Collection[str]) -> Finding:
    return finding(
        "M10",
        table=TABLE,
        row=row,
        column="code",
        value=quoted(code),
        how=where,
        name=quoted(name),
        expected=" hoặc ".join(sorted(codes)),
    )


def _put_right(initiatives: pd.DataFrame, given: Given) -> Iterator[Finding]:
    there = set(initiatives["code"])
    for row, code in list(items(initiatives["code"])):
        name = str(initiatives.at[row, "name"])
        issued = given.as_issued(code, name) if code or name else ""
        if issued and issued not in there:
            there.add(issued)
            initiatives.at[row, "code"] = issued
            yield finding(
                "O19",
                table=TABLE,
                row=row,
                column="code",
                value=quoted(code) or "(trống)",
                choice=issued,
            )


@lru_cache(maxsize=1024)
def _heirs(unit: str, year: int, end: date) -> frozenset[str]:
    """Return the units at ``end`` that went on with the work of ``unit`` of ``year``.

    The year in which a unit ends or begins has the one that was there at either end of it.
    """
    year = max(year, COVERED_FROM.year)
    days = [day for day in (COVERED_FROM.replace(year=year), date(year, 12, 31)) if day <= end]
    return frozenset(heir for day in days for heir in follow(unit, day, end))
