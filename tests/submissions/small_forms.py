"""Small forms written by hand, as cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from danvan_xl.ooxml import Area
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.locating import locate
from danvan_xl.submissions.raw import RawBook, RawCell, RawSheet

Rows = Sequence[Sequence[RawCell]]

FACTS: Rows = [["Mã đơn vị", "522"], ["Tên đơn vị", "Thành phố Quảng Ngãi"]]
RESULTS: Rows = [
    ["Mã chỉ tiêu", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"],
    ["CT101", "Số văn bản", "văn bản", 12.0, None],
    ["CT102", "Số hội nghị", "cuộc", 3.0, "đủ"],
]
INITIATIVES: Rows = [
    ["Mã mô hình", "Tên mô hình, điển hình", "Loại", "Lĩnh vực", "Năm đăng ký", "Kinh phí"],
    [None, "Đường hoa", "Tập thể", "Kinh tế", 2021.0, 5_000_000.0],
    [None, "Nhà sạch", "Cá nhân", "Kinh tế", 2022.0, None],
]


def form(
    *,
    facts: Rows = FACTS,
    results: Rows = RESULTS,
    initiatives: Rows = INITIATIVES,
    more: Sequence[RawSheet] = (),
    named: bool = True,
    **looks: object,
) -> RawBook:
    """A form of three sheets; ``looks``: attributes of the sheet of initiatives.

    ``named``: the names over the tables are there; they cover three rows.
    """
    sheets = (
        RawSheet("Thông tin", facts),
        RawSheet("Kết quả", results),
        replace(RawSheet("Mô hình", initiatives), **looks),  # type: ignore[arg-type]
        *more,
    )
    areas = {
        "results_area": ("Kết quả", Area(1, 1, 3, 5)),
        "initiatives_area": ("Mô hình", Area(1, 1, 3, 6)),
    }
    return RawBook("xlsx", sheets, areas if named else {})


def located(book: RawBook) -> FormData:
    return locate(book, "phieu.xlsx", "0")


def told(data: FormData) -> list[tuple[str, str]]:
    """Code and message of each remark."""
    return [(remark.code, remark.message) for remark in data.remarks]


def names(data: FormData) -> list[RawCell]:
    """The names of the initiatives."""
    return [row["name"] for row in data.tables["initiatives"].rows.values()]
