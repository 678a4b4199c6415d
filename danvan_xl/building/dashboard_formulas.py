"""The formulas of the dashboard, each with the value it has on the day of the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from danvan_xl.building.figures import POINTS, STEP, DashboardFigures, KindFigures
from danvan_xl.building.settings_sheet import AS_OF_NAME
from danvan_xl.schema.lists import QUALITIES, SEVERITIES, STATUSES, YEARLY, YES
from danvan_xl.schema.obligation_formulas import DEADLINE, last_day_of
from danvan_xl.schema.settings import Value
from danvan_xl.schema.submission_formulas import SUBORDINATES_INDICATOR
from danvan_xl.schema.tables import DEADLINES_SHEET, OBLIGATIONS

LAST_DAY_NAME = "ngay_cuoi"
"""Name of the last day in time of what is watched, without extensions."""

_WATCHED = "tblSubmissions[Năm],period_year,tblSubmissions[Nội dung nộp],obligation,tblSubmissions"
_STATUS = f"{_WATCHED}[Trạng thái]"
_IS_KNOWN = f'OR(obligation="{YEARLY}",COUNTIF(tblObligations[Nội dung nộp],obligation)>0)'
"""The yearly report is there even where its row is not."""
_KIND = "tblSubmissions[Loại đơn vị]"
_RANK = "tblSubmissions[Xếp hạng quá hạn]"
_IN_TIME, _LATE, _RETURNED, _EXEMPT = (
    STATUSES[key] for key in ("in_time", "late", "returned", "exempt")
)


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


def deadline_label(figures: DashboardFigures) -> Shown:
    """Return the heading of the deadline, with what is watched."""
    return Shown('="HẠN NỘP · "&UPPER(obligation)', f"HẠN NỘP · {figures.obligation.name.upper()}")


def deadline(figures: DashboardFigures) -> Shown:
    """Return the deadline of what is watched: its own, else that of the settings."""
    own = _of_obligation("deadline")
    return Shown(
        f'=IF(NOT({_IS_KNOWN}),"",IF(N({own})>0,INT(N({own})),{DEADLINE}))',
        figures.obligation.deadline,
    )


def deadline_words(figures: DashboardFigures) -> Shown:
    """Return whether that day itself is still in time."""
    own = _of_obligation("strict")
    return Shown(
        f'=IF(NOT({_IS_KNOWN}),"không có ở trang {DEADLINES_SHEET}",'
        f'IF(IF(LEN({own})<2,period_strict,{own})="{YES}","nộp trước ngày này",'
        '"nộp đến hết ngày này"))',
        "nộp trước ngày này" if figures.obligation.strict else "nộp đến hết ngày này",
    )


def last_day(figures: DashboardFigures) -> Shown:
    """Return the last day in time of what is watched, as ``tblObligations`` calculates it."""
    by_settings = last_day_of(DEADLINE, "period_strict", "period_next_working_day")
    found = _of_obligation("last_day", f'IF({_IS_KNOWN},{by_settings},"")')
    return Shown(f"={found}", figures.last_day)


def _of_obligation(key: str, otherwise: str = '""') -> str:
    """Return what finds a cell of the row of what is watched, ``otherwise`` when there is none."""
    column = f"tblObligations[{OBLIGATIONS[key].header}]"
    found = f"MATCH(obligation,tblObligations[{OBLIGATIONS['name'].header}],0)"
    return f"IFERROR(INDEX({column},{found}),{otherwise})"


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


def received_words(figures: DashboardFigures, in_time_cell: str, returned_cell: str) -> Shown:
    """Return how many of these came in time, and how many went back."""
    return Shown(
        f'="đơn vị; đúng hạn "&{in_time_cell}&", đang trả lại "&{returned_cell}',
        f"đơn vị; đúng hạn {figures.all_kinds.in_time}, "
        f"đang trả lại {figures.statuses.get('returned', 0)}",
    )


def status_count(key: str, cell: str, figures: DashboardFigures) -> Shown:
    """Return the number of units with the status that stands in ``cell``."""
    return Shown(f"=COUNTIFS({_STATUS},{cell})", figures.statuses.get(key, 0))


def share(part_cell: str, whole_cell: str, part: str | float, whole: float) -> Shown:
    """Return a part of a whole; blank when there is no whole or the part is blank."""
    return Shown(
        f'=IF(OR({whole_cell}=0,{part_cell}=""),"",{part_cell}/{whole_cell})',
        part / whole if whole and not isinstance(part, str) else "",
    )


def kind_due(cell: str, kind: KindFigures) -> Shown:
    """Return the units of a kind that owe a report."""
    return Shown(
        f'=COUNTIFS({_KIND},{cell},{_WATCHED}[Mã đơn vị],"?*")-{_of_kind(cell, _EXEMPT)}', kind.due
    )


def kind_rates(cell: str, kind: KindFigures, figures: DashboardFigures) -> tuple[Shown, ...]:
    """Return how many reports of a kind are received, in time, valid and complete.

    The last two are blank unless the yearly report is watched: nothing else has figures.
    """
    is_yearly = figures.obligation.is_yearly
    complete, incomplete = (
        f'COUNTIFS({_KIND},{cell},{_WATCHED}[Chất lượng],"{QUALITIES[key]}")'
        for key in ("complete", "incomplete")
    )
    came = "+".join(_of_kind(cell, status) for status in (_IN_TIME, _LATE, _RETURNED))
    return (
        Shown(f"={came}", kind.received),
        Shown(f"={_of_kind(cell, _IN_TIME)}", kind.in_time),
        Shown(_of_yearly(f"{complete}+{incomplete}"), kind.valid if is_yearly else ""),
        Shown(_of_yearly(complete), kind.complete if is_yearly else ""),
    )


def rate_totals(
    columns: Sequence[str], every: KindFigures, figures: DashboardFigures
) -> tuple[Shown, ...]:
    """Return the sums of the ``columns`` that :func:`kind_rates` fills."""
    is_yearly = figures.obligation.is_yearly
    values = (every.received, every.in_time, every.valid, every.complete)
    shown = [Shown(f"=SUM({cells})", value) for cells, value in zip(columns, values, strict=True)]
    return (
        *shown[:2],
        *(Shown(_of_yearly(one.formula[1:]), one.value if is_yearly else "") for one in shown[2:]),
    )


def _of_kind(cell: str, status: str) -> str:
    return f'COUNTIFS({_KIND},{cell},{_STATUS},"{status}")'


def _of_yearly(formula: str) -> str:
    return f'=IF(obligation="{YEARLY}",{formula},"")'


def under(figures: DashboardFigures) -> Shown:
    """Return how many units under those that report have reported to them, as they say."""
    count = 'COUNTIF(tblUnits[Mã cấp trên],"?*")'
    said = (
        "SUMPRODUCT((tblSubmissions[Năm]=period_year)*(tblSubmissions[Nội dung nộp]=obligation)"
        f'*((tblSubmissions[Trạng thái]="{_IN_TIME}")+(tblSubmissions[Trạng thái]="{_LATE}"))'
        "*SUMIFS(tblResults[Số liệu],tblResults[Mã đơn vị],tblSubmissions[Mã đơn vị],"
        f"tblResults[Năm],period_year,tblResults[Mã chỉ tiêu],{SUBORDINATES_INDICATOR}))"
    )
    of_units = f'tblSubmissions[Mã cấp trên],"?*",{_STATUS}'
    came = f'COUNTIFS({of_units},"{_IN_TIME}")+COUNTIFS({of_units},"{_LATE}")'
    texts = (
        "Cấp xã báo cáo lên huyện: ",
        " theo phiếu của huyện; trong sổ có ",
        " phiếu của cấp xã.",
    )
    value = ""
    if found := figures.under:
        value = f"{texts[0]}{found.said}/{found.units}{texts[1]}{found.received}{texts[2]}"
    return Shown(
        f'=IF(OR(obligation<>"{YEARLY}",{count}=0,COUNTIFS({_STATUS},"?*")=0),"",'
        f'"{texts[0]}"&{said}&"/"&{count}&"{texts[1]}"&({came})&"{texts[2]}")',
        value,
    )


def initiatives(figures: DashboardFigures) -> Shown:
    """Return the number of initiatives, whatever their field and stage."""
    return Shown('=COUNTIFS(tblInitiatives[Mã đơn vị],"?*")', figures.initiatives)


def initiative_count(header: str, cell: str, count: int) -> Shown:
    """Return the number of initiatives whose column ``header`` has the word in ``cell``."""
    return Shown(f"=COUNTIFS(tblInitiatives[{header}],{cell})", count)


def point_day(place: int, step_cell: str, figures: DashboardFigures) -> Shown:
    """Return a day of the timeline; ``place`` 0 is the last day in time.

    ``step_cell``: where the days between two of those after it stand.
    """
    step = str(STEP) if place <= 0 else step_cell
    return Shown(
        f'=IF({LAST_DAY_NAME}="","",{LAST_DAY_NAME}{place:+}*{step})',
        figures.days[place],
    )


def step_after(figures: DashboardFigures) -> Shown:
    """Return the days between two days of the timeline after the last day in time."""
    return Shown(
        f'=IF({LAST_DAY_NAME}="",1,MAX(1,ROUNDUP(({AS_OF_NAME}-{LAST_DAY_NAME})/{POINTS},0)))',
        figures.step,
    )


def point_counts(
    place: int, day_cell: str, step_cell: str, figures: DashboardFigures
) -> tuple[Shown, Shown]:
    """Return how many reports had come by a day of the timeline: in time, and after it."""
    point = figures.received_by(place)
    step = str(STEP) if place <= 0 else step_cell
    in_time = _came_by(f"MIN({day_cell},{AS_OF_NAME},{LAST_DAY_NAME})")
    whole = _came_by(f"MIN({day_cell},{AS_OF_NAME})")
    is_there = f'IF({day_cell}="",FALSE,{day_cell}-{step}<{AS_OF_NAME})'
    return (
        Shown(f"=IF({is_there},{in_time},0)", point.in_time),
        Shown(f"=IF({is_there},{whole}-({in_time}),0)", point.after),
    )


def _came_by(day: str) -> str:
    """Return the number of reports that came by ``day``; what only went back came by then."""
    owed = f'{_STATUS},"<>{_EXEMPT}"'
    received, returned = "tblSubmissions[Ngày nhận]", "tblSubmissions[Ngày trả lại]"
    return (
        f'COUNTIFS({owed},{received},"<"&({day}+1))'
        f'+COUNTIFS({owed},{received},"",{returned},"<"&({day}+1))'
    )


def worst(place: int, figures: DashboardFigures) -> tuple[Shown, Shown, Shown, Shown]:
    """Return code, name, days and working days of the unit in the given place, from 1."""
    rank = f"LARGE({_RANK},{place})"
    here = figures.worst[place - 1] if place <= len(figures.worst) else None

    def column(header: str, otherwise: str = "", *, is_text: bool = False) -> str:
        found = f"INDEX(tblSubmissions[{header}],MATCH({rank},{_RANK},0))"
        found += '&""' if is_text else ""  # a blank cell would show as 0
        return f'=IFERROR(IF({rank}>0,{found},"{otherwise}"),"{otherwise}")'

    nobody = "Không có đơn vị nào quá hạn." if place == 1 else ""
    return (
        Shown(column("Mã đơn vị", is_text=True), here.code if here else ""),
        Shown(column("Đơn vị", nobody, is_text=True), here.name if here else nobody),
        Shown(column("Số ngày"), here.days if here else ""),
        Shown(column("Ngày làm việc"), here.working_days if here else ""),
    )


def next_step(
    figures: DashboardFigures,
    overdue_cell: str,
    returned_cell: str,
    due_cell: str,
    received_cell: str,
) -> Shown:
    """Return in words what is best done now."""
    errors = f'COUNTIFS(tblFindings[Mức độ],"{SEVERITIES["error"]}",tblFindings[Tệp],"")'
    every = figures.all_kinds
    overdue, back = figures.statuses.get("overdue", 0), figures.returned_overdue
    went_back = f'COUNTIFS({_STATUS},"{_RETURNED}",tblSubmissions[Số ngày],">0")'
    texts = (
        ("Sửa ", " lỗi ở trang Lỗi, rồi kiểm tra lại."),
        ("Đôn đốc ", " đơn vị: ", " quá hạn, ", " chưa nộp bản sửa."),
    )
    finished = "Đã nhận đủ báo cáo: làm bước Tổng hợp, rồi Báo cáo."
    start = "Phát phiếu cho đơn vị; khi đơn vị nộp thì nhập phiếu."
    waiting = "Nhập phiếu khi đơn vị nộp; xem lại phiếu đã trả mà đơn vị chưa sửa."
    by_hand = "Đơn vị nộp thì ghi Ngày nhận ở trang Báo cáo."
    if figures.errors:
        value = f"{texts[0][0]}{figures.errors}{texts[0][1]}"
    elif overdue + back:
        counts = (overdue + back, overdue, back)
        value = "".join(f"{text}{n}" for text, n in zip(texts[1], counts, strict=False))
        value += texts[1][-1]
    else:
        is_all = every.received == every.due and not figures.statuses.get("returned", 0)
        value = start if not every.received else finished if is_all else waiting
        value = value if figures.obligation.is_yearly else by_hand
    return Shown(
        f'=IF({errors}>0,"{texts[0][0]}"&{errors}&"{texts[0][1]}",'
        f'IF({overdue_cell}+{went_back}>0,"{texts[1][0]}"&({overdue_cell}+{went_back})&'
        f'"{texts[1][1]}"&{overdue_cell}&"{texts[1][2]}"&{went_back}&"{texts[1][3]}",'
        f'IF(obligation<>"{YEARLY}","{by_hand}",IF({received_cell}=0,"{start}",'
        f"IF(AND({received_cell}={due_cell},{returned_cell}=0),"
        f'"{finished}","{waiting}")))))',
        value,
    )
