"""The calculated columns of ``tblSubmissions``: how a unit stands, from facts and the day.

What Python says of the same facts (``deadlines``, ``dashboard``) is recalculated and compared by
tests. Formulas have English names and commas, as the file format wants them; they use no function
newer than Excel 2007. Names: ``ngay_xet`` the day, ``ngay_nghi`` and ``ngay_lam_bu`` the days off
and the weekend days worked instead, ``obligation`` what is watched,
``indicator_headers`` the header row of ``tblIndicators``.
"""

from __future__ import annotations

from danvan_xl.schema.lists import QUALITIES, SEVERITIES, STATUSES, YEARLY

DUE_SOON_DAYS = 7
"""A unit is "due soon" from this many days before its last day in time."""


SUBORDINATES_REPORTED = "Đơn vị: trực thuộc đã nộp"
"""In the column ``tally`` of an indicator: how many of the units under one reported, as it says."""
SUBORDINATES_INDICATOR = (
    f'IFERROR(INDEX(tblIndicators[Mã chỉ tiêu],MATCH("{SUBORDINATES_REPORTED}",'
    'tblIndicators[Đối chiếu với],0)),"?")'
)
"""In a formula: the code of the first indicator of that kind."""


_FIRST_DAY = 18264
"""Excel's number of 1/1/1950: what is less is no day, but a number in a cell for days."""


def _this(header: str) -> str:
    """Return what names a cell of the same row of ``tblSubmissions`` in a formula."""
    return f"tblSubmissions[[#This Row],[{header}]]"


_CODE, _YEAR, _OBLIGATION = _this("Mã đơn vị"), _this("Năm"), _this("Nội dung nộp")
_LAST, _RECEIVED, _RETURNED = _this("Ngày cuối đúng hạn"), _this("Ngày nhận"), _this("Ngày trả lại")
_STATUS, _DAYS = _this("Trạng thái"), _this("Số ngày")


def status_formula() -> str:
    """Return the status formula; ``deadlines.status_on`` says the same in Python.

    A cell that holds a time too, such as 19/9 at 23:59, counts as its day; one that holds no day
    counts as blank.
    """
    came = f"AND(ISNUMBER({_RECEIVED}),{_RECEIVED}>={_FIRST_DAY},{_RECEIVED}<ngay_xet+1)"
    is_returned = (
        f"AND(ISNUMBER({_RETURNED}),{_RETURNED}>={_FIRST_DAY},{_RETURNED}<ngay_xet+1,"
        f"OR(NOT({came}),{_RECEIVED}<INT(N({_RETURNED}))))"
    )
    s = STATUSES
    return (
        f'=IF(OR({_CODE}="",NOT(ISNUMBER({_LAST}))),"",'
        f'IF(TRIM({_this("Miễn báo cáo")})<>"","{s["exempt"]}",IF({is_returned},"{s["returned"]}",'
        f'IF({came},IF({_RECEIVED}<{_LAST}+1,"{s["in_time"]}","{s["late"]}"),'
        f'IF(ngay_xet>{_LAST},"{s["overdue"]}",IF({_LAST}-ngay_xet<={DUE_SOON_DAYS},'
        f'"{s["due_soon"]}","{s["not_due"]}"))))))'
    )


def days_formula() -> str:
    """Return the formula for the number of days; ``deadlines.days_on`` says the same in Python."""
    s = STATUSES
    return (
        f'=IF({_STATUS}="","",IF(OR({_STATUS}="{s["exempt"]}",{_STATUS}="{s["in_time"]}"),0,'
        f'IF({_STATUS}="{s["late"]}",INT({_RECEIVED})-{_LAST},'
        f'IF({_STATUS}="{s["returned"]}",MAX(0,ngay_xet-{_LAST}),ABS(ngay_xet-{_LAST})))))'
    )


def working_days_formula() -> str:
    """Return the formula for the working days among ``days``.

    ``deadlines.working_days_on`` says the same in Python.
    """
    other = f'IF({_STATUS}="{STATUSES["late"]}",INT(N({_RECEIVED})),ngay_xet)'
    first, last = f"MIN({_LAST},{other})", f"MAX({_LAST},{other})"
    return (
        f'=IF({_STATUS}="","",IF({_DAYS}=0,0,'
        f"IFERROR(NETWORKDAYS({first}+1,{last},ngay_nghi),NETWORKDAYS({first}+1,{last}))"
        f"+SUMPRODUCT((ngay_lam_bu>{first})*(ngay_lam_bu<={last}))))"
    )


def quality_formula() -> str:
    """Return the formula for the quality of a received yearly report; ``quality`` says the same."""
    s, q = STATUSES, QUALITIES
    errors = (
        f'COUNTIFS(tblFindings[Mã đơn vị],{_CODE},tblFindings[Mức độ],"{SEVERITIES["error"]}",'
        'tblFindings[Tệp],"")'
    )
    answers = (
        f'COUNTIFS(tblResults[Mã đơn vị],{_CODE},tblResults[Năm],{_YEAR},tblResults[Số liệu],"<>")'
    )
    kind = _this("Loại đơn vị")
    asked = f'IFERROR(COUNTIFS(INDEX(tblIndicators[],0,MATCH({kind},indicator_headers,0)),"?*"),0)'
    return (
        f'=IF(AND(OR({_STATUS}="{s["in_time"]}",{_STATUS}="{s["late"]}"),{_OBLIGATION}="{YEARLY}"),'
        f'IF({errors}>0,"{q["wrong"]}",IF({answers}<{asked},"{q["incomplete"]}",'
        f'"{q["complete"]}")),"")'
    )


def subordinates_formula() -> str:
    """Return the formula for how many of the units under one reported; ``rollup`` says the same."""
    s = STATUSES
    under = f"COUNTIFS(tblUnits[Mã cấp trên],{_CODE})"
    own = (
        f"tblResults[Mã đơn vị],{_CODE},tblResults[Năm],{_YEAR},"
        f"tblResults[Mã chỉ tiêu],{SUBORDINATES_INDICATOR}"
    )
    rows = (
        f"tblSubmissions[Mã cấp trên],{_CODE},tblSubmissions[Năm],{_YEAR},"
        f"tblSubmissions[Nội dung nộp],{_OBLIGATION}"
    )
    came = "+".join(
        f'COUNTIFS({rows},tblSubmissions[Trạng thái],"{s[key]}")' for key in ("in_time", "late")
    )
    is_there = f'OR({_STATUS}="{s["in_time"]}",{_STATUS}="{s["late"]}")'
    said = (
        f'IF(AND({is_there},COUNTIFS({own},tblResults[Số liệu],"<>")>0),'
        f'SUMIFS(tblResults[Số liệu],{own})&"/"&{under}&" theo phiếu","chưa có phiếu")'
    )
    return (
        f'=IF({_CODE}="","",IF({under}=0,"",IF({_OBLIGATION}="{YEARLY}",{said},"")'
        f'&IF(COUNTIFS({rows})=0,"",IF({_OBLIGATION}="{YEARLY}"," · ","")'
        f'&({came})&"/"&COUNTIFS({rows})&" trong sổ")))'
    )


def rank_formula() -> str:
    """Return the formula that orders the overdue units that are watched, worst first, no ties."""
    return (
        f'=IF(AND({_STATUS}="{STATUSES["overdue"]}",{_YEAR}=period_year,{_OBLIGATION}=obligation),'
        f"{_DAYS}+1-ROW()/1000000,0)"
    )
