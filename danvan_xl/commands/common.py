"""What several commands need: the day, the round as data, a progress call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import pandas as pd
import xlwings as xw

from danvan_xl.consolidation import consolidate
from danvan_xl.deadlines import assess, last_day_in_time
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.round import Round
from danvan_xl.schema.lists import KINDS, MARK
from danvan_xl.schema.settings import Value
from danvan_xl.schema.tables import (
    COMMENDATIONS,
    INDICATORS,
    INITIATIVES,
    RESULTS,
    SUBMISSIONS,
    UNITS,
)
from danvan_xl.schema.values import show

Progress = Callable[[int, int, str], None]
"""Called with how many are done, how many there are, and what is being done now."""

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


def bring_to_front(book: xw.Book, sheet: str) -> None:
    """Show a sheet; where Excel cannot, because it is hidden, the command is done all the same."""
    with suppress(Exception):
        book.sheets[sheet].activate()


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


def last_day(settings: Mapping[str, Value], extension: date | None = None) -> date:
    """Return the last day in time under ``settings``, for a unit with that extension."""
    return last_day_in_time(
        deadline_of(settings),
        strict=bool(settings["period.strict"]),
        next_working_day=bool(settings["period.next_working_day"]),
        extension=extension,
    )


def bring_up_to_date(
    submissions: pd.DataFrame, units: pd.DataFrame, settings: Mapping[str, Value]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of ``tblSubmissions`` with their facts as they should be, and missing rows.

    Last days follow the settings and extensions; names and kinds follow ``tblUnits``; each unit
    that must report and has no row of this year gets one.
    """
    year = year_of(settings)
    names = dict(zip(units["code"], units["name"], strict=True))
    kinds = dict(zip(units["code"], units["kind"], strict=True))
    kept = submissions.copy()
    this_year = kept["year"] == year
    for key, known in (("unit_name", names), ("kind", kinds)):
        kept[key] = kept["unit_code"].map(known).fillna(kept[key])
    days = [last_day(settings, extension) for extension in kept["extension"]]
    kept["last_day"] = pd.Series(days, index=kept.index, dtype="object").where(
        this_year, kept["last_day"]
    )
    there = set(kept["unit_code"][this_year])
    owing = units[(units["reports"] == MARK) & ~units["code"].isin(there)]
    added = pd.DataFrame(
        {
            "year": float(year),
            "unit_code": owing["code"],
            "unit_name": owing["name"],
            "kind": owing["kind"],
            "last_day": last_day(settings),
        }
    )
    return kept, added


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
    return Round(
        settings=settings,
        units=register.read(UNITS),
        submissions=standing(register, as_of),
        results=results,
        initiatives=initiatives,
        indicators=indicators,
        commendations=register.read(COMMENDATIONS),
        consolidation=consolidate(results, initiatives, indicators),
    )


def standing(register: Register, as_of: date) -> pd.DataFrame:
    """Return this year's submissions with ``status`` and ``days`` on ``as_of``, one row a unit."""
    settings = register.settings()
    kept, added = bring_up_to_date(register.read(SUBMISSIONS), register.read(UNITS), settings)
    submissions = tidy(pd.concat([kept, added], ignore_index=True))
    submissions = submissions[submissions["year"] == year_of(settings)].reset_index(drop=True)
    submissions[["status", "days"]] = assess(submissions, as_of)
    return submissions


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
