"""A form's data are found whatever was moved in the workbook, and what was guessed is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.demo.places import day_of
from danvan_xl.ooxml import Area
from danvan_xl.schema.units import reporting_units_on
from danvan_xl.submissions.locating import locate
from danvan_xl.submissions.raw import RawBook, RawSheet, Unreadable
from tests.submissions.moved import (
    HEADER,
    INFO,
    INITIATIVES,
    RESULTS,
    YEAR,
    bare,
    book,
    cells_of,
    codes,
    insert_column,
    insert_rows,
    located,
    map_headers,
    on_one_sheet,
    permute_columns,
    rename_sheet,
    said,
    set_row,
    sheet_of,
    stands_where_it_says,
    tcvn3,
    with_sheet,
    without_names,
    without_tables,
)


@pytest.mark.parametrize(
    "code",
    {unit.kind: unit.code for unit in reporting_units_on(day_of(YEAR))}.values(),
)
def test_a_clean_form_of_any_kind_of_unit_gives_its_data_and_no_remark(code: str) -> None:
    form = located(book(code))
    assert codes(form) == []
    assert form.facts["unit_code"] == code
    assert form.facts["period_year"] == YEAR
    assert form.seal
    assert len(form.tables["results"].rows) > 20
    assert len(form.tables["initiatives"].rows) > 2
    assert form.tables["initiatives"].columns["code"] == 1
    assert stands_where_it_says(form, book(code))
    assert form.place("initiatives", 5, "name") == (INITIATIVES, "B5", "Tên mô hình, điển hình")
    assert form.place("facts", 0, "unit_code") == (INFO, "C8", "Mã đơn vị")


def test_the_texts_at_the_top_are_kept_for_finding_unit_and_year() -> None:
    assert any(str(YEAR) in title for title in located(book()).titles)
    assert any(str(YEAR) in title for title in located(on_one_sheet(book())).titles)


Change = tuple[Callable[[RawBook], RawBook], list[str]]


def _with_strange_column(raw: RawBook, order: int) -> RawBook:
    sheet = sheet_of(raw, order)
    header = _header_row(raw, sheet)
    values = {header: "Phòng phụ trách", header + 1: "Phòng A", header + 2: "Phòng B"}
    return insert_column(raw, sheet, 3, values)


def _header_row(raw: RawBook, sheet: str) -> int:
    """The row of a header, wherever it has been moved to."""
    for number, row in enumerate(cells_of(raw, sheet), start=1):
        texts = {tcvn3(cell).casefold() for cell in row if isinstance(cell, str)}
        if texts & {tcvn3(text).casefold() for text in ("Chỉ tiêu", "Loại", "Loại mô hình")}:
            return number
    raise AssertionError("no header")


def _upside_down(raw: RawBook, order: int) -> RawBook:
    """The columns of a table in reverse."""
    sheet = sheet_of(raw, order)
    first = 2 if sheet_of(raw, 1) == sheet else 1
    columns = [*range(first, len(cells_of(raw, sheet)[_header_row(raw, sheet) - 1]) + 1)]
    return permute_columns(raw, sheet, columns, [*reversed(range(len(columns)))])


def _blank_row_inside(raw: RawBook, order: int) -> RawBook:
    sheet = sheet_of(raw, order)
    return insert_rows(raw, sheet, _header_row(raw, sheet) + 3, [[], []])


def _numbered(raw: RawBook, order: int) -> RawBook:
    """A row ``(1) (2) (3)`` under the header."""
    sheet = sheet_of(raw, order)
    header = _header_row(raw, sheet)
    width = len(cells_of(raw, sheet)[header - 1])
    return insert_rows(raw, sheet, header + 1, [[f"({n})" for n in range(1, width + 1)]])


def _hidden_row(raw: RawBook, order: int) -> RawBook:
    sheet = sheet_of(raw, order)
    rows = enumerate(cells_of(raw, sheet), start=1)
    hidden = next(number for number, row in rows if "Tập thể" in row)
    return with_sheet(raw, sheet, hidden_rows=frozenset({hidden}))


def _total(raw: RawBook) -> RawBook:
    sheet = sheet_of(raw, 1)
    rows = cells_of(raw, sheet)
    header = rows[_header_row(raw, sheet) - 1]
    total = [{"Chỉ tiêu": "TỔNG CỘNG:", "Số liệu": 1234.0}.get(str(text)) for text in header]
    return with_sheet(raw, sheet, rows=[*rows, total])


CHANGES: dict[str, Change] = {
    "sheet renamed": (lambda raw: rename_sheet(raw, sheet_of(raw, 1), "Sheet7"), []),
    "other sheet renamed": (lambda raw: rename_sheet(raw, sheet_of(raw, 2), "BC 2022"), []),
    "title lines above": (
        lambda raw: insert_rows(raw, sheet_of(raw, 1), 1, [["UBND TỈNH", None, "Số: 1"], []]),
        [],
    ),
    "lines above the header": (
        lambda raw: insert_rows(raw, sheet_of(raw, 2), HEADER, [["Đến ngày 15/9"], []]),
        [],
    ),
    "lines above the facts": (
        lambda raw: insert_rows(raw, sheet_of(raw, 0), 4, [["Kính gửi: Sở Nội vụ"], []]),
        [],
    ),
    "blank rows in results": (lambda raw: _blank_row_inside(raw, 1), []),
    "blank rows in initiatives": (lambda raw: _blank_row_inside(raw, 2), []),
    "columns of results in reverse": (lambda raw: _upside_down(raw, 1), []),
    "columns of initiatives in reverse": (lambda raw: _upside_down(raw, 2), []),
    "a blank column": (lambda raw: insert_column(raw, sheet_of(raw, 2), 2, {}), []),
    "a blank column before the facts": (
        lambda raw: insert_column(raw, sheet_of(raw, 0), 1, {}),
        [],
    ),
    "a strange column in results": (lambda raw: _with_strange_column(raw, 1), ["P23"]),
    "a strange column in initiatives": (lambda raw: _with_strange_column(raw, 2), ["P23"]),
    "columns numbered": (lambda raw: _numbered(raw, 2), []),
    "a hidden row": (lambda raw: _hidden_row(raw, 2), ["P16"]),
    "a hidden sheet": (lambda raw: with_sheet(raw, sheet_of(raw, 2), hidden=True), ["P15"]),
    "a hidden first sheet": (lambda raw: with_sheet(raw, sheet_of(raw, 0), hidden=True), ["P15"]),
    "a total": (_total, ["P17"]),
    "sheets in another order": (
        lambda raw: replace(raw, sheets=(*raw.sheets[:3], *reversed(raw.sheets[3:]))),
        [],
    ),
}
NAMES: dict[str, Callable[[RawBook], RawBook]] = {
    "as it was": lambda raw: raw,
    "without names": without_names,
    "without tables": without_tables,
    "bare": bare,
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("names", NAMES)
def test_a_changed_form_says_the_same_and_tells_what_was_changed(name: str, names: str) -> None:
    change, expected = CHANGES[name]
    _same_after([change], expected, names)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*CHANGES]), unique=True, max_size=8), st.sampled_from([*NAMES]))
def test_a_form_changed_many_times_says_the_same(names: list[str], kept: str) -> None:
    changes = [CHANGES[name] for name in names]
    expected = [code for _, told in changes for code in told]
    _same_after([change for change, _ in changes], expected, kept)


def _same_after(
    changes: list[Callable[[RawBook], RawBook]], expected: list[str], names: str
) -> None:
    raw = book()
    for change in changes:
        raw = change(raw)
    raw = NAMES[names](raw)
    form = located(raw)
    assert said(form) == said(located(book()))
    assert codes(form) == sorted(expected + ["P14", "P14"] * (names == "bare"))
    assert stands_where_it_says(form, raw)


def test_all_sheets_one_under_another_are_one_form() -> None:
    raw = on_one_sheet(book())
    form = located(raw)
    assert said(form) == said(located(book()))
    assert codes(form) == ["P14", "P14"]
    assert stands_where_it_says(form, raw)


@pytest.mark.parametrize("order", [(0, 2, 1), (1, 0, 2)])
def test_the_order_on_one_sheet_does_not_matter(order: tuple[int, ...]) -> None:
    raw = on_one_sheet(book(), order)
    assert said(located(raw)) == said(located(book()))
    assert stands_where_it_says(located(raw), raw)


def test_facts_below_the_tables_are_no_rows() -> None:
    facts = [
        [None, None, None, None, None],
        ["Mã đơn vị: 522", None, None, None, None],
        [None, "Năm báo cáo", 2022.0, None, None],
        [None, "Người lập", "Võ Văn S", None, None],
    ]
    tables = on_one_sheet(book(), (1, 2)).sheets[0]
    form = located(RawBook("csv", (replace(tables, rows=[*tables.rows, *facts]),)))
    assert said(form)[1] == said(located(book()))[1]
    assert (form.facts["unit_code"], form.facts["period_year"]) == ("522", 2022.0)
    assert form.facts["reporter_name"] == "Võ Văn S"
    assert codes(form) == ["P13", "P14", "P14"]


@pytest.mark.parametrize("sheet", [RESULTS, INITIATIVES])
@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda text: text.replace(" ", "\n"),
        lambda text: f"  {text.replace(' ', chr(0xA0))} *",
        lambda text: text.replace(" ", ""),
        lambda text: text.replace("ỉ", "i").replace("ê", "e").replace("ã", "a"),
        tcvn3,
    ],
    ids=["capitals", "line breaks", "odd spaces", "no spaces", "no marks", "tcvn3"],
)
def test_a_header_in_another_dress_is_no_guess(sheet: str, change: Callable[[str], str]) -> None:
    form = located(map_headers(bare(book()), sheet, change))
    assert said(form) == said(located(book()))
    assert codes(form) == ["P14", "P14"]


@pytest.mark.parametrize(
    ("sheet", "column", "text", "expected"),
    [
        (RESULTS, 2, "Mã CT", "Mã chỉ tiêu"),
        (RESULTS, 5, "Số liệu năm 2022", "Số liệu"),
        (RESULTS, 3, "1. Chỉ tiêu (a)", "Chỉ tiêu"),
        (RESULTS, 4, "Đơn vị tinhs", "Đơn vị tính"),
        (INITIATIVES, 2, "Tên mô hình", "Tên mô hình, điển hình"),
        (INITIATIVES, 9, "Kinh phí (đồng)", "Kinh phí"),
        (INITIATIVES, 10, "QĐ công nhận", "Số quyết định công nhận"),
        (INITIATIVES, 11, "Ngày quyết đinhj", "Ngày quyết định"),
    ],
)
def test_a_header_that_means_a_column_is_a_guess_that_is_told(
    sheet: str, column: int, text: str, expected: str
) -> None:
    for start, also in ((book(), []), (bare(book()), ["P14", "P14"])):
        for written in (text, tcvn3(text)):
            form = located(set_row(start, sheet, HEADER, {column: written}))
            assert said(form) == said(located(book()))
            assert codes(form) == sorted(["P13", *also])
            (remark,) = (r for r in form.remarks if r.code == "P13")
            assert remark.message == f"Tiêu đề «{text}» được hiểu là «{expected}»."
            assert form.place(remark.table, remark.row, remark.column) == (
                sheet,
                str(Area.cell(HEADER, column)),
                text,
            )


def test_a_header_in_two_rows_is_one() -> None:
    split = {
        2: ("Mã", "chỉ tiêu"),
        3: ("Chỉ", "tiêu"),
        4: ("Đơn vị", "tính"),
        5: ("Số", "liệu"),
        6: ("Ghi", "chú"),
    }
    raw = insert_rows(bare(book()), RESULTS, HEADER + 1, [[]])
    for row in (0, 1):
        raw = set_row(raw, RESULTS, HEADER + row, {c: texts[row] for c, texts in split.items()})
    form = located(raw)
    assert said(form) == said(located(book()))
    assert codes(form) == ["P14", "P14"]


def test_a_header_over_two_columns_lends_its_words_to_both() -> None:
    raw = insert_rows(bare(book()), INITIATIVES, HEADER + 1, [[]])
    top = {10: "Quyết định công nhận", 11: None}
    raw = set_row(raw, INITIATIVES, HEADER, top)
    raw = set_row(raw, INITIATIVES, HEADER + 1, {10: "Số", 11: "Ngày"})
    merged = [Area(HEADER, 10, HEADER, 11)]
    merged += [Area(HEADER, c, HEADER + 1, c) for c in range(1, 24) if c not in (10, 11)]
    form = located(with_sheet(raw, INITIATIVES, merged=tuple(merged)))
    assert said(form) == said(located(book()))
    assert codes(form) == ["P13", "P14", "P14"]  # «Ngày quyết định công nhận»


def test_headers_merged_over_three_rows_end_where_the_merge_ends() -> None:
    raw = insert_rows(book(), RESULTS, HEADER + 1, [[], []])
    merged = tuple(Area(HEADER, c, HEADER + 2, c) for c in range(2, 7))
    form = located(with_sheet(raw, RESULTS, merged=merged))
    assert said(form) == said(located(book()))
    assert codes(form) == []


def test_a_name_that_did_not_follow_its_table_is_not_believed() -> None:
    raw = book()
    cells = cells_of(raw, RESULTS)
    raw = with_sheet(raw, RESULTS, rows=[[], [], [], [], [], *cells])
    form = located(raw)
    assert said(form) == said(located(book()))
    assert codes(form) == ["P14"]


def test_a_table_alone_is_reported_as_missing_the_other() -> None:
    raw = replace(book(), sheets=tuple(s for s in book().sheets if s.name != INITIATIVES))
    form = located(raw)
    assert codes(form) == ["P27"]
    assert form.tables["initiatives"].sheet == ""
    assert form.tables["results"] == located(book()).tables["results"]


@pytest.mark.parametrize(
    ("raw", "missing"),
    [
        (RawBook("csv", (RawSheet("a", [["Họ tên", "Lương"], ["A", 5.0]]),)), "«Kết quả»"),
        (RawBook("csv", (RawSheet("a", []),)), "«Mô hình»"),
        (RawBook("csv", ()), "«Mã đơn vị»"),
        (
            RawBook("csv", (RawSheet("a", [["Nội dung", "Kết quả", "Ghi chú"], ["x", 5.0, "y"]]),)),
            "«Mô hình»",
        ),
        (RawBook("csv", (RawSheet("a", [["Mã đơn vị", "522"]]),)), "«Kết quả»"),
        (replace(book(), tables=book().tables | {"tblsubmissions": ("x", Area(1, 1, 2, 2))}), "sổ"),
    ],
)  # fmt: skip
def test_what_is_no_form_is_said_to_be_none(raw: RawBook, missing: str) -> None:
    with pytest.raises(Unreadable) as problem:
        locate(raw, "a.csv", "0")
    assert problem.value.code == "T02"
    assert missing in problem.value.finding.message
