"""What units have to hand in during a year: the yearly report and whatever else was asked.

Each obligation has its own deadline and its own units. What ``tblObligations`` leaves blank is
that of the settings; the yearly report is there even where its row is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from danvan_xl.schema.lists import KINDS, MARK, YEARLY, YES
from danvan_xl.schema.settings import Value
from danvan_xl.schema.tables import OBLIGATIONS
from danvan_xl.schema.text import spelling_key
from danvan_xl.schema.values import blank
from danvan_xl.standing.deadlines import last_day_in_time
from danvan_xl.standing.working_days import WorkingCalendar


@dataclass(frozen=True)
class Obligation:
    """One thing that units have to hand in."""

    name: str
    deadline: date
    """The day that the document names."""
    strict: bool
    """Whether that day itself is late already."""
    last_day: date
    """Last day in time for units without an extension."""
    kinds: frozenset[str]
    """Kinds of unit, as users read them, that owe it."""
    units: frozenset[str]
    """Codes of the units that owe it; when empty, the kinds say who does."""
    title: str
    """What letters call it, after "V/v đôn đốc"; with the year."""
    basis: str
    """The document that asks for it."""

    @property
    def is_yearly(self) -> bool:
        """Whether it is the yearly report, which forms meet."""
        return self.name == YEARLY

    def last_day_of(self, extension: date | None) -> date:
        """Return the last day in time of a unit with that extension."""
        return extension or self.last_day

    def owing(self, units: pd.DataFrame) -> pd.DataFrame:
        """Return those of ``units`` (``tables.UNITS``) that owe it.

        A unit of a kind that nobody knows owes what every kind does, so that it is not forgotten.
        """
        if self.units:
            return units[units["code"].isin(self.units)]
        is_of_kind = units["kind"].isin(self.kinds)
        if self.kinds.issuperset(KINDS.values()):
            is_of_kind |= ~units["kind"].isin(KINDS.values())
        return units[(units["reports"] == MARK) & is_of_kind]


Obligations = Mapping[str, Obligation]
"""Name → obligation, the yearly report first."""


def names_as_known(names: Iterable[str], obligations: Obligations) -> list[str]:
    """Return each name as ``obligations`` spell it: a blank one is the yearly report.

    One that they do not have stays as it is. Excel, too, takes small and capital letters for the
    same.
    """
    known = {spelling_key(name): name for name in obligations} | {"": YEARLY}
    return [known.get(spelling_key(name), name) for name in names]


def default_obligations(year: int) -> pd.DataFrame:
    """Return the rows of ``tables.OBLIGATIONS`` of a new master.

    Registration has no units yet: no document fixes its day, so the office fills both in.
    """
    nobody = dict.fromkeys(KINDS, "")
    rows = [
        dict.fromkeys(KINDS, MARK)
        | {
            "name": YEARLY,
            "title": f'báo cáo kết quả phong trào thi đua "Dân vận khéo" năm {year}',
            "basis": "Công văn số 4418/UBND-NC ngày 05/9/2022 của Chủ tịch UBND tỉnh",
        },
        nobody
        | {
            "name": "Đăng ký mô hình",
            "title": f'đăng ký xây dựng mô hình, điển hình "Dân vận khéo" năm {year}',
            "basis": "Hướng dẫn số 08-HD/BDVTU ngày 19/4/2021 của Ban Dân vận Tỉnh ủy",
        },
    ]
    made = [
        {column.key: row.get(column.key, blank(column.type)) for column in OBLIGATIONS.stored}
        for row in rows
    ]
    return pd.DataFrame(made, dtype="object")


def obligations_of(
    rows: pd.DataFrame,
    settings: Mapping[str, Value],
    deadline: date,
    calendar: WorkingCalendar,
) -> Obligations:
    """Return the obligations that ``rows`` (``tables.OBLIGATIONS``) describe.

    Of several of one name the first counts.
    ``deadline``: the day of the settings, for those that name none.
    """
    year = int(str(settings["period.year"]))
    yearly = default_obligations(year).iloc[0].to_dict()
    found = {YEARLY: yearly}
    said = rows[rows["name"] != ""]
    said = said[~said["name"].map(spelling_key).duplicated()]
    for row in said.to_dict("records"):
        is_yearly = spelling_key(row["name"]) == spelling_key(YEARLY)
        name = YEARLY if is_yearly else row["name"]
        found[name] = row | {"name": name}
    return {
        name: _obligation(row, yearly["title"], settings, deadline, calendar)
        for name, row in found.items()
    }


def _obligation(
    row: Mapping[Any, Any],
    title: str,
    settings: Mapping[str, Value],
    deadline: date,
    calendar: WorkingCalendar,
) -> Obligation:
    day = row["deadline"] or deadline
    strict = _yes(row["strict"], settings["period.strict"])
    moved = _yes(row["next_working_day"], settings["period.next_working_day"])
    return Obligation(
        name=row["name"],
        deadline=day,
        strict=strict,
        last_day=last_day_in_time(day, strict=strict, moved_by=calendar if moved else None),
        kinds=frozenset(label for key, label in KINDS.items() if row[key]),
        units=unit_codes_in(row["units"]),
        title=row["title"] or (title if row["name"] == YEARLY else row["name"]),
        basis=row["basis"],
    )


def unit_codes_in(text: str) -> frozenset[str]:
    """Return the codes of the units that a cell of ``tblObligations`` lists."""
    return frozenset(filter(None, (code.strip() for code in re.split("[;,]", text))))


def _yes(word: str, otherwise: Value) -> bool:
    return word.casefold() == YES.casefold() if word else bool(otherwise)
