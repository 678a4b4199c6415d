"""What an officer types into a master."""

from __future__ import annotations

from datetime import date
from typing import Any

import xlwings as xw

from danvan_xl.register import Register
from danvan_xl.schema.lists import MARK
from danvan_xl.schema.tables import OBLIGATIONS, SUBMISSIONS

REGISTRATION = "Đăng ký mô hình"


def set_cells(book: xw.Book, *units: str, **values: Any) -> None:
    """Write ``values``, column → value, into the rows of ``units`` on ``Báo cáo``."""
    register = Register(book)
    frame = register.read(SUBMISSIONS)
    for key, value in values.items():
        column = frame[key].astype(object)
        column[frame["unit_code"].isin(units)] = value
        frame[key] = column
    register.replace(SUBMISSIONS, frame)


def ask_for_registration(book: xw.Book, **values: Any) -> None:
    """Let districts register by 15 March; ``values``: column of ``tblObligations`` → value."""
    register = Register(book)
    frame = register.read(OBLIGATIONS)
    row = frame.index[frame["name"] == REGISTRATION][0]
    for key, value in ({"deadline": date(2022, 3, 15), "district": MARK} | values).items():
        frame[key] = frame[key].astype(object)
        frame.at[row, key] = value
    register.replace(OBLIGATIONS, frame)
