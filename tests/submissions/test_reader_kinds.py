"""One workbook with everything that readers must tell, written and read back in every kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from danvan_xl.ooxml import Area
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook, RawCell, Unreadable
from danvan_xl.submissions.readers import html, ods, xls, xlsb, xml2003
from tests.submissions.formats import HOLDS, Page, Pages, write

READERS: dict[str, Callable[[bytes, Limits], RawBook]] = {
    "xls": xls.read,
    "xlsb": xlsb.read,
    "ods": ods.read,
    "fods": ods.read,
    "xml": xml2003.read,
    "html": html.read,
    "mht": html.read,
}
LIMITS = Limits()
DAY = datetime(2022, 9, 5)

EVERYTHING = Pages(
    (
        Page(
            "Kết quả",
            [
                [],
                [None, "Mã chỉ tiêu", "Số liệu", None, "Ghi chú"],
                [None, "CT101", 12.0, "Đã nộp, «đủ» & <đúng>"],
                [None, "001", -0.125],
                [None, "hai\ndòng", 12_345_678_901.0, 536_870_912.0, 1.5],
                [None, ErrorCell("#N/A"), ErrorCell("#DIV/0!"), Uncalculated(), ErrorCell("#REF!")],
                [True, False, DAY, datetime(2022, 12, 31, 14, 30)],
                [0.985, 0.5, "Qu¶ng Ng·i", "Tieáng Vieät"],
                [None, None, "cuối"],
            ],
            hidden_rows=frozenset({4, 9}),
            merged=(Area(2, 3, 2, 4), Area(3, 4, 4, 5)),
            percents=frozenset({(8, 1)}),
            fonts={(8, 3): ".VnTime", (8, 4): "VNI-Times"},
        ),
        Page("Trang ẩn", [["bí mật", 1.0]], hidden=True),
        Page("Mô hình (mới)", [[None, None, "x"]]),
    ),
    {"results_area": ("Kết quả", Area(2, 2, 9, 5)), "period_year": ("Trang ẩn", Area(1, 2, 1, 2))},
)


def trimmed(rows: list[list[RawCell]]) -> list[list[RawCell]]:
    """Rows without what is empty at their ends."""
    lines = [[*line] for line in rows]
    for line in lines:
        while line and line[-1] is None:
            line.pop()
    while lines and not lines[-1]:
        lines.pop()
    return lines


@pytest.fixture(scope="module", params=READERS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def read(kind: str) -> RawBook:
    return READERS[kind](write(kind, EVERYTHING), LIMITS)


def holds(kind: str) -> set[str]:
    return HOLDS["html" if kind == "mht" else kind]


def test_every_value_is_read_back(kind: str, read: RawBook) -> None:
    assert [sheet.name for sheet in read.sheets] == [page.name for page in EVERYTHING.sheets]
    for sheet, page in zip(read.sheets, EVERYTHING.sheets, strict=True):
        expected = [
            [None if kind in ("html", "mht") and cell == Uncalculated() else cell for cell in line]
            for line in page.rows
        ]
        assert trimmed([[*line] for line in sheet.rows]) == trimmed(expected)
        types = {type(cell) for line in sheet.rows for cell in line}
        assert int not in types


def test_the_kind_is_told(kind: str, read: RawBook) -> None:
    assert read.kind == {"fods": "ods", "mht": "html"}.get(kind, kind)


def test_hidden_sheets_and_rows_are_told(kind: str, read: RawBook) -> None:
    if "hidden" in holds(kind):
        assert [sheet.hidden for sheet in read.sheets] == [False, True, False]
    assert read.sheets[0].hidden_rows == {4, 9}


def test_merged_cells_are_told(read: RawBook) -> None:
    assert sorted(read.sheets[0].merged) == sorted(EVERYTHING.sheets[0].merged)
    assert read.sheets[1].merged == ()


def test_percentages_are_told(read: RawBook) -> None:
    assert [sheet.percents for sheet in read.sheets] == [{(8, 1)}, frozenset(), frozenset()]


def test_fonts_from_before_unicode_are_told(read: RawBook) -> None:
    assert read.sheets[0].legacy_fonts == {(8, 3): ".VnTime", (8, 4): "VNI-Times"}


def test_names_of_plain_areas_are_told(kind: str, read: RawBook) -> None:
    assert read.areas == (EVERYTHING.names if "names" in holds(kind) else {})


@pytest.mark.parametrize("kind", [kind for kind, held in HOLDS.items() if "1904" in held])
def test_days_counted_from_1904_are_the_same_days(kind: str) -> None:
    book = Pages((Page("A", [[DAY, 44_809.0]]),), date1904=True)
    assert READERS[kind](write(kind, book), LIMITS).sheets[0].rows == [[DAY, 44_809.0]]


def test_too_many_cells_are_refused(kind: str) -> None:
    book = Pages((Page("Rộng", [[1.0] * 30] * 40),))
    assert READERS[kind](write(kind, book), Limits(cells=1_200)).sheets[0].cell(40, 30) == 1.0
    with pytest.raises(Unreadable) as refused:
        READERS[kind](write(kind, book), Limits(cells=1_199))
    assert refused.value.code == "T07"


def test_an_empty_range_counts_too(kind: str) -> None:
    book = Pages((Page("A", [*[[]] * 50, [*[None] * 50, "xa"]]), Page("B", [["x"]])))
    with pytest.raises(Unreadable) as refused:
        READERS[kind](write(kind, book), Limits(cells=2_601))
    assert refused.value.code == "T07"
    assert len(READERS[kind](write(kind, book), Limits(cells=2_602)).sheets) == 2


def test_a_text_that_no_cell_can_hold_is_refused(kind: str) -> None:
    book = Pages((Page("A", [["x" * 101]]),))
    with pytest.raises(Unreadable) as refused:
        READERS[kind](write(kind, book), Limits(cell_characters=100))
    assert refused.value.code == "T07"
