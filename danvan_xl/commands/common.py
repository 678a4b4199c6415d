"""What several commands need: the day, the round as data, a progress call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import pandas as pd
import xlwings as xw

from danvan_xl.consolidation import consolidate
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.round import Round
from danvan_xl.schema.lists import KINDS, YEARLY
from danvan_xl.schema.settings import Value
from danvan_xl.schema.tables import (
    COMMENDATIONS,
    HOLIDAYS,
    INDICATORS,
    INITIATIVES,
    OBLIGATIONS,
    RESULTS,
    SUBMISSIONS,
    UNITS,
)
from danvan_xl.schema.text import spelling_key
from danvan_xl.schema.values import show
from danvan_xl.standing.deadlines import assess
from danvan_xl.standing.obligations import (
    Obligation,
    Obligations,
    names_as_known,
    obligations_of,
)
from danvan_xl.standing.working_days import WorkingCalendar

Progress = Callable[[int, int, str], None]
"""Called with how many are done, how many there are, and what is being done now."""

_OF_UNITS = {"unit_name": "name", "kind": "kind", "parent_code": "parent_code"}
"""Column of ``tblSubmissions`` → that of ``tblUnits`` which it repeats."""

KIND_KEYS = {label: kind for kind, label in KINDS.items()}
"""Kind of a unit as users read it → its key in code."""


def refuse_if_locked(settings: Mapping[str, Value]) -> None:
    """Raise ``DanVanError`` when the period is closed, so that its data must not change."""
    locked = settings["period.locked"]
    if isinstance(locked, date):
        raise DanVanError(
            f"Kỳ {year_of(settings)} đã khóa ngày {locked:%d/%m/%Y} nên không đổi số liệu được. "
            "Cần sửa thì mở khóa (nút Khóa kỳ hoặc lệnh lock --open) rồi làm lại."
        )


def silent(done: int, total: int, text: str) -> None:
    """Show no progress."""


def place_of(book: xw.Book) -> Path:
    """Return the folder that the workbook is in.

    Raises ``DanVanError`` for a workbook that was never saved, or that Excel knows only by a web
    address.
    """
    try:
        path = Path(book.fullname)
    except xw.XlwingsError:
        path = Path()
    if not path.is_absolute() or "://" in str(path):
        raise DanVanError(
            f"Không biết «{book.name}» nằm ở thư mục nào. Lưu sổ vào một thư mục trên máy hoặc ổ "
            "mạng (không phải địa chỉ web của OneDrive, SharePoint) rồi làm lại."
        )
    return path.parent


def bring_to_front(book: xw.Book, sheet: str, address: str | None = None) -> None:
    """Show a sheet, and a cell of it.

    Where Excel cannot, because the sheet is hidden, the command is done all the same.
    """
    with suppress(Exception):
        book.sheets[sheet].activate()
        if address:
            book.sheets[sheet].range(address).select()


def day_of(settings: Mapping[str, Value], as_of: date | None) -> date:
    """Return the day to look from: the one given, else ``period.as_of``, else today."""
    fixed = settings["period.as_of"]
    return as_of or (fixed if isinstance(fixed, date) else date.today())


def year_of(settings: Mapping[str, Value]) -> int:
    """Return the year of the reporting period."""
    return int(str(settings["period.year"]))


def day_setting(settings: Mapping[str, Value], key: str, otherwise: date) -> date:
    """Return a date of the settings, ``otherwise`` when it is blank."""
    value = settings[key]
    return value if isinstance(value, date) else otherwise


def deadline_of(settings: Mapping[str, Value]) -> date:
    """Return the day that the dispatch names."""
    return day_setting(settings, "period.deadline", date(year_of(settings), 9, 20))


def calendar_of(register: Register) -> WorkingCalendar:
    """Return the days off of the workbook."""
    return WorkingCalendar.of(register.read(HOLIDAYS))


def obligations_in(register: Register) -> Obligations:
    """Return what units have to hand in, as the workbook says it."""
    settings = register.settings()
    return obligations_of(
        register.read(OBLIGATIONS), settings, deadline_of(settings), calendar_of(register)
    )


def last_day(register: Register) -> date:
    """Return the last day in time of the yearly report, for units without an extension."""
    return obligations_in(register)[YEARLY].last_day


def obligation_named(
    obligations: Obligations, settings: Mapping[str, Value], name: str | None
) -> Obligation:
    """Return the obligation called ``name``; that of ``period.obligation`` when None.

    Raises ``DanVanError`` when there is none.
    """
    wanted = str(settings["period.obligation"] or YEARLY) if name is None else name
    (known,) = names_as_known([wanted], obligations)
    if known in obligations:
        return obligations[known]
    names = ", ".join(f"«{one}»" for one in obligations)
    raise DanVanError(
        f"Không có nội dung nộp «{wanted}»; có: {names}. Các nội dung ghi ở trang "
        f"{OBLIGATIONS.sheet}."
    )


def yearly(submissions: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the rows of ``tables.SUBMISSIONS`` that are about the report of ``year``."""
    is_yearly = submissions["obligation"].map(spelling_key).isin(("", spelling_key(YEARLY)))
    return submissions[is_yearly & (submissions["year"] == year)]


def bring_up_to_date(
    submissions: pd.DataFrame, units: pd.DataFrame, obligations: Obligations, year: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of ``tblSubmissions`` with their facts as they should be, and missing rows.

    Last days follow the obligations and extensions; names, kinds and superiors follow
    ``tblUnits``; each unit that owes something and has no row for it this year gets one.
    """
    kept = submissions.copy()
    is_of_unit = kept["unit_code"] != ""
    names = names_as_known(kept["obligation"], obligations)
    kept["obligation"] = pd.Series(names, kept.index, dtype="object").where(is_of_unit, "")
    this_year = (kept["year"] == year) & is_of_unit
    for key, column in _OF_UNITS.items():
        known = dict(zip(units["code"], units[column], strict=True))
        kept[key] = kept["unit_code"].map(known).fillna(kept[key])
    facts = zip(this_year, kept["obligation"], kept["extension"], kept["last_day"], strict=True)
    days = [
        obligations[name].last_day_of(extension) if is_of_year and name in obligations else before
        for is_of_year, name, extension, before in facts
    ]
    kept["last_day"] = pd.Series(days, index=kept.index, dtype="object")
    there = kept[this_year].groupby("obligation")["unit_code"].agg(set)
    added = []
    for name, obligation in obligations.items():
        owing = obligation.owing(units)
        owing = owing[~owing["code"].isin(there.get(name, set()))]
        added.append(
            pd.DataFrame(
                {
                    "year": float(year),
                    "unit_code": owing["code"],
                    **{key: owing[column] for key, column in _OF_UNITS.items()},
                    "obligation": name,
                    "last_day": obligation.last_day,
                }
            )
        )
    return kept, pd.concat(added, ignore_index=True)


def round_of(register: Register, as_of: date) -> Round:
    """Return the round of the workbook's year as data, as it stood on ``as_of``.

    Raises ``DanVanError`` when a figure in ``tblResults`` is no number: it would be left out.
    """
    settings = register.settings()
    year = year_of(settings)
    results = register.read(RESULTS)
    for cell in register.misread(RESULTS):
        address = register.address(RESULTS, cell.row, cell.column)
        raise DanVanError(
            f"Chưa cộng được số liệu: trang {register.sheet_name(RESULTS)}, ô {address} ghi "
            f"«{show(cell.raw)}», không phải số. Sửa ô này rồi làm lại."
        )
    results = results[results["year"] == year]
    initiatives, indicators = register.read(INITIATIVES), register.read(INDICATORS)
    units = register.read(UNITS)
    return Round(
        settings=settings,
        units=units,
        reporting=frozenset(obligations_in(register)[YEARLY].owing(units)["code"]),
        submissions=yearly(standing(register, as_of), year),
        results=results,
        initiatives=initiatives,
        indicators=indicators,
        commendations=register.read(COMMENDATIONS),
        consolidation=consolidate(results, initiatives, indicators),
    )


def standing(register: Register, as_of: date) -> pd.DataFrame:
    """Return this year's submissions of every obligation as they stand on ``as_of``.

    They have the columns of ``deadlines.assess`` too; one row a unit and obligation.
    """
    year = year_of(register.settings())
    kept, added = bring_up_to_date(
        register.read(SUBMISSIONS), register.read(UNITS), obligations_in(register), year
    )
    submissions = tidy(pd.concat([kept, added], ignore_index=True))
    submissions = submissions[submissions["year"] == year].reset_index(drop=True)
    return submissions.join(assess(submissions, as_of, calendar_of(register)))


def tidy(submissions: pd.DataFrame) -> pd.DataFrame:
    """Return ``submissions`` with blanks as everywhere: "" for text, None for dates."""
    result = submissions.copy()
    for column in SUBMISSIONS.stored:
        if column.type.is_text:
            result[column.key] = result[column.key].fillna("")
        elif not column.type.is_number:
            values = [None if pd.isna(value) else value for value in result[column.key]]
            result[column.key] = pd.Series(values, index=result.index, dtype="object")
    return result
