"""The formulas of the dashboard, each with the value it has on the day of the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from danvan_xl.building.figures import DashboardFigures, KindFigures
from danvan_xl.building.settings_sheet import AS_OF_NAME, HOLIDAYS_NAME
from danvan_xl.schema.lists import SEVERITIES, STATUSES
from danvan_xl.schema.settings import Value

LAST_DAY_NAME = "ngay_cuoi"
"""Name of the last day in time by the general rule."""

_YEAR = "tblSubmissions[Năm],period_year"
_STATUS = "tblSubmissions[Trạng thái]"
_KIND = "tblSubmissions[Loại đơn vị]"
_RANK = "tblSubmissions[Xếp hạng quá hạn]"
_IN_TIME, _LATE, _EXEMPT = (STATUSES[key] for key in ("in_time", "late", "exempt"))


@dataclass(frozen=True)
class Shown:
    """A formula and what it shows."""

    formula: str
    value: str | float | date


def setting(key: str, values: Mapping[str, Value]) -> Shown:
    """Return a setting's value, in capitals."""
    found = f'INDEX(tblSettings[Giá trị],MATCH("{key}",tblSettings[Khóa],0))'
    return Shown(f"=UPPER({found})", str(values[key]).upper())


def title(year: int) -> Shown:
    """Return the heading with the year of the period."""
    text = 'THEO DÕI PHONG TRÀO THI ĐUA "DÂN VẬN KHÉO" NĂM '
    quoted = text.replace('"', '""')
    return Shown(f'="{quoted}"&period_year', f"{text}{year}")


def deadline(values: Mapping[str, Value]) -> Shown:
    """Return the day that the dispatch names."""
    return Shown('=IF(deadline="","",deadline)', _day(values["period.deadline"]) or "")


def deadline_words(values: Mapping[str, Value]) -> Shown:
    """Return whether that day itself is still in time."""
    strict = bool(values["period.strict"])
    return Shown(
        '=IF(period_strict="Có","nộp trước ngày này","nộp đến hết ngày này")',
        "nộp trước ngày này" if strict else "nộp đến hết ngày này",
    )


def last_day(figures: DashboardFigures) -> Shown:
    """Return the last day in time; ``deadlines.last_day_in_time`` says the same in Python."""
    last = 'deadline-(period_strict="Có")'
    return Shown(
        f'=IF(deadline="","",IF(period_next_working_day="Có",'
        f"WORKDAY({last}-1,1,{HOLIDAYS_NAME}),{last}))",
        figures.last_day,
    )


def last_day_words(figures: DashboardFigures) -> Shown:
    """Return the day of the week of the last day in time."""
    days = ("Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy")
    choices = ",".join(f'"{day}"' for day in days)
    return Shown(
        f'=IF({LAST_DAY_NAME}="","",CHOOSE(WEEKDAY({LAST_DAY_NAME}),{choices}))',
        days[(figures.last_day + timedelta(days=1)).weekday()],
    )


def as_of(figures: DashboardFigures) -> Shown:
    """Return the day on which everything is looked at."""
    return Shown(f"={AS_OF_NAME}", figures.as_of)


def as_of_words(values: Mapping[str, Value]) -> Shown:
    """Return whether that day is today or a day that was set."""
    return Shown(
        '=IF(as_of="","hôm nay","đặt ở trang Cấu hình")',
        "đặt ở trang Cấu hình" if values["period.as_of"] else "hôm nay",
    )


def days_left(figures: DashboardFigures) -> Shown:
    """Return the days left until the last day in time, or those gone by since."""
    days = (figures.last_day - figures.as_of).days
    return Shown(
        f'=IF({LAST_DAY_NAME}="","",IF({AS_OF_NAME}<{LAST_DAY_NAME},'
        f'"Còn "&({LAST_DAY_NAME}-{AS_OF_NAME})&" ngày",'
        f'IF({AS_OF_NAME}={LAST_DAY_NAME},"Hạn cuối hôm nay",'
        f'"Quá hạn "&({AS_OF_NAME}-{LAST_DAY_NAME})&" ngày")))',
        f"Còn {days} ngày"
        if days > 0
        else f"Quá hạn {-days} ngày"
        if days < 0
        else "Hạn cuối hôm nay",
    )


def received(figures: DashboardFigures, received_cell: str, due_cell: str) -> Shown:
    """Return how many of those due are received, as text such as ``86/124``."""
    every = figures.all_kinds
    return Shown(f'={received_cell}&"/"&{due_cell}', f"{every.received}/{every.due}")


def received_words(figures: DashboardFigures, in_time_cell: str) -> Shown:
    """Return how many of these came in time."""
    return Shown(
        f'="đơn vị đã nộp, đúng hạn "&{in_time_cell}',
        f"đơn vị đã nộp, đúng hạn {figures.all_kinds.in_time}",
    )


def status_count(key: str, cell: str, figures: DashboardFigures) -> Shown:
    """Return the number of units with the status that stands in ``cell``."""
    return Shown(f"=COUNTIFS({_YEAR},{_STATUS},{cell})", figures.statuses.get(key, 0))


def share(part_cell: str, whole_cell: str, part: float, whole: float) -> Shown:
    """Return a part of a whole, blank when there is no whole."""
    return Shown(f'=IF({whole_cell}=0,"",{part_cell}/{whole_cell})', part / whole if whole else "")


def kind_due(cell: str, kind: KindFigures) -> Shown:
    """Return the units of a kind that have to report."""
    return Shown(
        f'=COUNTIFS({_YEAR},{_KIND},{cell})-COUNTIFS({_YEAR},{_KIND},{cell},{_STATUS},"{_EXEMPT}")',
        kind.due,
    )


def kind_received(cell: str, in_time_cell: str, kind: KindFigures) -> Shown:
    """Return the units of a kind whose report is there."""
    return Shown(
        f'={in_time_cell}+COUNTIFS({_YEAR},{_KIND},{cell},{_STATUS},"{_LATE}")', kind.received
    )


def kind_in_time(cell: str, kind: KindFigures) -> Shown:
    """Return the units of a kind whose report came in time."""
    return Shown(f'=COUNTIFS({_YEAR},{_KIND},{cell},{_STATUS},"{_IN_TIME}")', kind.in_time)


def initiatives(figures: DashboardFigures) -> Shown:
    """Return the number of initiatives, whatever their field and stage."""
    return Shown('=COUNTIFS(tblInitiatives[Mã đơn vị],"?*")', figures.initiatives)


def initiative_count(header: str, cell: str, count: int) -> Shown:
    """Return the number of initiatives whose column ``header`` has the word in ``cell``."""
    return Shown(f"=COUNTIFS(tblInitiatives[{header}],{cell})", count)


def worst(place: int, figures: DashboardFigures) -> tuple[Shown, Shown, Shown]:
    """Return code, name and days of the unit that is overdue in the given place, from 1."""
    rank = f"LARGE({_RANK},{place})"
    here = figures.worst[place - 1] if place <= len(figures.worst) else None

    def column(header: str, otherwise: str = "") -> str:
        found = f"INDEX(tblSubmissions[{header}],MATCH({rank},{_RANK},0))"
        return f'=IFERROR(IF({rank}>0,{found},"{otherwise}"),"{otherwise}")'

    nobody = "Không có đơn vị nào quá hạn." if place == 1 else ""
    return (
        Shown(column("Mã đơn vị"), here.code if here else ""),
        Shown(column("Đơn vị", nobody), here.name if here else nobody),
        Shown(column("Số ngày"), here.days if here else ""),
    )


def next_step(
    figures: DashboardFigures, overdue_cell: str, due_cell: str, received_cell: str
) -> Shown:
    """Return in words what is best done now."""
    errors = f'COUNTIFS(tblFindings[Mức độ],"{SEVERITIES["error"]}",tblFindings[Tệp],"")'
    every = figures.all_kinds
    overdue = figures.statuses.get("overdue", 0)
    texts = (
        ("Sửa ", " lỗi ở trang Lỗi, rồi kiểm tra lại."),
        ("Đôn đốc ", " đơn vị đang quá hạn."),
    )
    finished = "Đã nhận đủ báo cáo: làm bước Tổng hợp, rồi Báo cáo."
    start = "Phát phiếu cho đơn vị; khi đơn vị nộp thì nhập phiếu."
    if figures.errors:
        value = f"{texts[0][0]}{figures.errors}{texts[0][1]}"
    elif overdue:
        value = f"{texts[1][0]}{overdue}{texts[1][1]}"
    else:
        value = finished if every.due and every.received == every.due else start
    return Shown(
        f'=IF({errors}>0,"{texts[0][0]}"&{errors}&"{texts[0][1]}",'
        f'IF({overdue_cell}>0,"{texts[1][0]}"&{overdue_cell}&"{texts[1][1]}",'
        f'IF(AND({due_cell}>0,{received_cell}={due_cell}),"{finished}","{start}")))',
        value,
    )


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None
