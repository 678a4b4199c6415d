"""The calculated columns of ``tblObligations``: until when, and how far each obligation is met.

What Python says of the same facts (``obligations``, ``dashboard``) is recalculated and compared
by tests. Names: ``deadline``, ``period_strict`` and ``period_next_working_day`` the settings,
``ngay_nghi`` and ``ngay_lam_bu`` the days off and the weekend days worked instead.
"""

from __future__ import annotations

from danvan_xl.schema.lists import STATUSES, YES


def _this(header: str) -> str:
    """Return what names a cell of the same row of ``tblObligations`` in a formula."""
    return f"tblObligations[[#This Row],[{header}]]"


_NAME = _this("Nội dung nộp")
DEADLINE = "IF(ISNUMBER(deadline),INT(deadline),DATE(period_year,9,20))"
"""The deadline of the settings; where they say none, that of the dispatch."""


def last_day_formula() -> str:
    """Return the formula for the last day in time; ``deadlines.last_day_in_time`` says the same.

    A day off moves to the next weekday that is none, or to a weekend day worked before that.
    """
    day = f"IF(ISNUMBER({_this('Hạn nộp')}),INT({_this('Hạn nộp')}),{DEADLINE})"
    strict = _own_or_set("Đúng ngày hạn đã là muộn", "period_strict")
    moved = _own_or_set("Dời sang ngày làm việc", "period_next_working_day")
    return f'=IF({_NAME}="","",{last_day_of(day, strict, moved)})'


def last_day_of(day: str, strict: str, moved: str) -> str:
    """Return what gives the last day in time from a deadline and the words of two settings."""
    last = f'({day}-({strict}="{YES}"))'
    weekday = f"WORKDAY({last}-1,1"
    made_up = f'SMALL(ngay_lam_bu,COUNTIF(ngay_lam_bu,"<"&{last})+1)'
    return (
        f'IF({moved}="{YES}",MIN(IFERROR({weekday},ngay_nghi),{weekday})),'
        f"IFERROR({made_up},9^9)),{last})"
    )


def _own_or_set(header: str, setting: str) -> str:
    """Return what finds the word of a row, or of a setting where it says nothing."""
    return f'IF({_this(header)}="",{setting},{_this(header)})'


def due_formula() -> str:
    """Return the formula for the number of units that owe it, those exempt left out."""
    return f'=IF({_NAME}="","",{_count("?*")}-{_count(STATUSES["exempt"])})'


def received_formula() -> str:
    """Return the formula for the number of units of which something came, right or not."""
    came = "+".join(_count(STATUSES[key]) for key in ("in_time", "late", "returned"))
    return f'=IF({_NAME}="","",{came})'


def overdue_formula() -> str:
    """Return the formula for the number of units that are overdue."""
    return f'=IF({_NAME}="","",{_count(STATUSES["overdue"])})'


def _count(status: str) -> str:
    return (
        f"COUNTIFS(tblSubmissions[Năm],period_year,tblSubmissions[Nội dung nộp],{_NAME},"
        f'tblSubmissions[Trạng thái],"{status}")'
    )
