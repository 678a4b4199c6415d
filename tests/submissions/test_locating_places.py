"""Columns whose header nobody understands, headers that are gone, and columns that are missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from danvan_xl.submissions.raw import RawBook, RawCell
from tests.submissions.moved import (
    HEADER,
    INITIATIVES,
    RESULTS,
    bare,
    book,
    cells_of,
    codes,
    insert_column,
    insert_rows,
    located,
    permute_columns,
    said,
    set_row,
    stands_where_it_says,
    with_sheet,
    without_names,
    without_tables,
)


def _says_the_same(raw: RawBook, expected: list[str]) -> None:
    form = located(raw)
    assert said(form) == said(located(book()))
    assert codes(form) == expected
    assert not any(remark.is_error for remark in form.remarks)


@pytest.mark.parametrize("start", [book(), without_names(book()), without_tables(book())])
@pytest.mark.parametrize(
    ("sheet", "column", "text", "expected"),
    [
        (RESULTS, 2, "Số hiệu", "Mã chỉ tiêu"),
        (RESULTS, 3, "Việc đã làm", "Chỉ tiêu"),
        (RESULTS, 5, "Tới nay", "Số liệu"),
        (RESULTS, 5, None, "Số liệu"),
        (RESULTS, 6, "Nói thêm", "Ghi chú"),
        (INITIATIVES, 1, "Ký hiệu riêng", "Mã mô hình"),
        (INITIATIVES, 2, "Việc đã làm", "Tên mô hình, điển hình"),
        (INITIATIVES, 3, "Của ai", "Loại"),
        (INITIATIVES, 8, "Số hộ tham gia", "Số người hưởng lợi"),
        (INITIATIVES, 9, "Tiền", "Kinh phí"),
    ],
)
def test_a_header_that_nobody_understands_is_taken_by_its_place(
    start: RawBook, sheet: str, column: int, text: str | None, expected: str
) -> None:
    raw = set_row(start, sheet, HEADER, {column: text})
    _says_the_same(raw, ["P13"])
    (remark,) = located(raw).remarks
    shown = text or "(trống)"
    assert remark.message == f"Tiêu đề «{shown}» được hiểu là «{expected}», theo vị trí của cột."
    assert stands_where_it_says(located(raw), raw)


@pytest.mark.parametrize(("sheet", "column"), [(RESULTS, 5), (INITIATIVES, 2)])
def test_without_names_the_place_tells_too(sheet: str, column: int) -> None:
    raw = set_row(bare(book()), sheet, HEADER, {column: "Việc đã làm, tới nay"})
    _says_the_same(raw, ["P13", "P14", "P14"])


def test_the_columns_may_stand_in_another_order() -> None:
    raw = permute_columns(book(), RESULTS, [2, 3, 4, 5, 6], [4, 3, 2, 1, 0])
    _says_the_same(set_row(raw, RESULTS, HEADER, {3: "Tới nay"}), ["P13"])


def test_of_two_columns_that_may_hold_the_figures_none_is_taken() -> None:
    form = located(_two_columns("Phòng A", "Phòng B"))
    assert codes(form) == ["P23", "P23", "P27"]
    (error,) = (remark for remark in form.remarks if remark.is_error)
    assert error.message == (
        "Phiếu không có cột «Số liệu» của bảng «Kết quả» (không rõ là «Phòng A» hay «Phòng B»)."
    )
    assert len(form.tables["results"].rows) > 20  # all the rest is there
    assert "value" not in form.tables["results"].columns


def test_a_plan_is_no_result() -> None:
    form = located(_two_columns("Kế hoạch", "Tới nay"))
    assert form.tables["results"].columns["value"] == 6
    assert codes(form) == ["P13", "P23"]
    form = located(set_row(book(), RESULTS, HEADER, {5: "Kế hoạch"}))
    assert "P27" in codes(form)


def _two_columns(first: str, second: str) -> RawBook:
    """Figures in two columns, under headers that nobody understands."""
    rows = enumerate(cells_of(book(), RESULTS), start=1)
    figures: dict[int, RawCell] = {
        row: cells[4] for row, cells in rows if row > HEADER and len(cells) > 4
    }
    return set_row(
        insert_column(book(), RESULTS, 6, figures), RESULTS, HEADER, {5: first, 6: second}
    )


def test_a_column_of_another_kind_is_not_taken() -> None:
    texts = dict.fromkeys(range(5, len(cells_of(book(), INITIATIVES)) + 1), "tốt")
    raw = book()
    for row, text in texts.items():
        raw = set_row(raw, INITIATIVES, row, {9: text})
    form = located(set_row(raw, INITIATIVES, HEADER, {9: "Đánh giá"}))
    assert codes(form) == ["P23", "P32"]
    (remark,) = (remark for remark in form.remarks if remark.code == "P32")
    assert remark.message == (
        "Bảng «Mô hình» không có cột «Kinh phí» nên không nhập gì vào đó; không hiểu tiêu đề "
        "«Đánh giá»."
    )


def test_columns_that_were_deleted_are_told() -> None:
    raw = book()
    cells = [[cell for at, cell in enumerate(row) if at not in (7, 8)] for row in _rows(raw)]
    raw = with_sheet(raw, INITIATIVES, rows=cells)
    form = located(raw)
    assert codes(form) == ["P32"]
    assert "«Số người hưởng lợi», «Kinh phí»" in form.remarks[0].message


def _rows(raw: RawBook) -> list[list[RawCell]]:
    return cells_of(raw, INITIATIVES)


def _without_header(raw: RawBook, sheet: str) -> RawBook:
    cells = cells_of(raw, sheet)
    del cells[HEADER - 1]
    return with_sheet(raw, sheet, rows=cells, merged=())


@pytest.mark.parametrize("sheet", [RESULTS, INITIATIVES])
@pytest.mark.parametrize("names", [True, False])
def test_a_header_row_that_was_deleted_is_not_needed(sheet: str, names: bool) -> None:
    raw = _without_header(book() if names else bare(book()), sheet)
    _says_the_same(raw, ["P14"] if names else ["P14", "P14"])
    message = next(r.message for r in located(raw).remarks if "dòng tiêu đề" in r.message)
    assert message == (
        f"Bảng «{sheet}» được tìm theo thứ tự cột của mẫu phiếu vì dòng tiêu đề bị mất hoặc bị ghi "
        f"đè, ở trang «{sheet}»."
    )


@pytest.mark.parametrize("sheet", [RESULTS, INITIATIVES])
@pytest.mark.parametrize("width", [12, 23])
def test_a_row_pasted_over_the_header_is_a_copy(sheet: str, width: int) -> None:
    row = cells_of(book(), sheet)[HEADER][:width]
    _says_the_same(set_row(book(), sheet, HEADER, dict(enumerate(row, start=1))), ["P14", "P17"])


@pytest.mark.parametrize("sheet", [RESULTS, INITIATIVES])
def test_a_row_moved_onto_the_header_is_still_one(sheet: str) -> None:
    cells = cells_of(book(), sheet)
    moved = dict(enumerate(cells[HEADER][:13], start=1))
    del cells[HEADER]
    raw = set_row(with_sheet(book(), sheet, rows=cells, merged=()), sheet, HEADER, moved)
    expected, found = (
        [*located(one).tables["results" if sheet == RESULTS else "initiatives"].rows.values()]
        for one in (book(), raw)
    )
    assert found[1:] == expected[1:]
    assert {k: v for k, v in found[0].items() if v is not None}.items() <= expected[0].items()
    assert codes(located(raw)) == ["P14"]


def test_figures_in_another_order_without_header_are_asked_back() -> None:
    raw = permute_columns(book(), RESULTS, [3, 4, 5, 6], [2, 0, 1, 3])
    form = located(_without_header(raw, RESULTS))
    assert [r.code for r in form.remarks if r.is_error] == ["P27"]
    assert "value" not in form.tables["results"].columns


@pytest.mark.parametrize("count", [3, 9, 23])
def test_a_row_that_numbers_the_first_columns_is_none_of_the_table(count: int) -> None:
    numbers = [f"({number})" for number in range(1, count + 1)]
    _says_the_same(insert_rows(book(), INITIATIVES, HEADER + 1, [numbers]), [])


def test_a_list_of_codes_is_no_table() -> None:
    raw = replace(book(), sheets=tuple(s for s in book().sheets if s.name != RESULTS))
    rows: list[list[RawCell]] = [["CT101"], ["CT102"], [None], ["CT103"]]
    raw = replace(raw, sheets=(*raw.sheets, replace(raw.sheets[0], name="Danh mục", rows=rows)))
    assert codes(located(raw)) == ["P27", "P32"]
