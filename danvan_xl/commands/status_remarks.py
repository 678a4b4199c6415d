"""What ``status`` tells besides: cells that cannot be read, rows that are hardly meant so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import xlwings as xw

from danvan_xl.commands.common import day_of
from danvan_xl.register import Register
from danvan_xl.schema.columns import Table, Type
from danvan_xl.schema.tables import BY_KEY, HOLIDAYS, OBLIGATIONS, SETTINGS, SUBMISSIONS, UNITS
from danvan_xl.schema.values import show
from danvan_xl.standing.obligations import Obligations
from danvan_xl.validation.settings import check_settings
from danvan_xl.validation.submissions import Period, check_obligations, check_submissions

_DOUBTS = {
    "S06": "có nội dung nộp không có trong trang Hạn nộp; đổi tên thì đặt lại tên cũ",
    "S09": "của đơn vị không phải nộp nội dung ấy nữa mà vẫn được tính; xóa dòng hoặc đánh x Miễn",
    "S10": "có ngày ở sau hôm nay nên chưa được tính",
}
"""Code of a finding → what is told of the rows that have it; «Kiểm tra» names each."""


def remarks(register: Register, obligations: Obligations, year: int) -> Iterator[str]:
    """Yield what cannot be read, or is not meant so, and therefore counts otherwise or not."""
    yield from _misread(register, (SUBMISSIONS, OBLIGATIONS, HOLIDAYS), "Trang")
    units, sent = register.read(UNITS), register.read(SUBMISSIONS)
    found = [
        *check_obligations(register.read(OBLIGATIONS), set(units["code"])),
        *check_settings(register.read(SETTINGS), year, obligations),
    ]
    for one in found:
        yield f"Trang {register.sheet_name(BY_KEY[one.table])}: {one.message}"
    today = max(date.today(), day_of(register.settings(), None))
    period = Period(date(year, 1, 1), date(year, 12, 31), today)
    doubts = check_submissions(sent[sent["year"] == year], units, obligations, period)
    kinds = Counter(one.code for one in doubts if one.code in _DOUBTS)
    for code, count in kinds.items():
        yield f"Trang {register.sheet_name(SUBMISSIONS)}: {count} dòng {_DOUBTS[code]}."


def remarks_of_earlier(previous: Sequence[xw.Book]) -> Iterator[str]:
    """Yield what cannot be read in earlier masters."""
    for book in previous:
        earlier = Register(book, earlier=True)
        yield from _misread(earlier, (SUBMISSIONS,), f"Sổ «{book.name}», trang")


def _misread(register: Register, tables: Sequence[Table], where: str) -> Iterator[str]:
    """Yield the cells that hold no day or number; ``where`` begins the sentence."""
    for table in tables:
        register.read(table)
        for cell in register.misread(table):
            what = "ngày" if table[cell.column].type is Type.DATE else "số"
            yield (
                f"{where} {register.sheet_name(table)}, "
                f"ô {register.address(table, cell.row, cell.column)} ghi «{show(cell.raw)}», "
                f"không phải {what} nên coi như trống."
            )
