"""Which header is which column; columns that stand twice or are strange; other tables."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from danvan_xl.ooxml import Area
from danvan_xl.schema.columns import Column, Table
from danvan_xl.schema.form import FACTS
from danvan_xl.schema.tables import INITIATIVES as INITIATIVES_TABLE
from danvan_xl.schema.tables import RESULTS as RESULTS_TABLE
from danvan_xl.schema.text import key
from danvan_xl.submissions.locating.vocabulary import LABELS, VOCABULARIES, Grade
from danvan_xl.submissions.raw import RawBook, RawCell, RawSheet
from tests.submissions.small_forms import INITIATIVES, RESULTS, form, located, names, told

TABLES = (RESULTS_TABLE, INITIATIVES_TABLE)


def _wordings(column: Column) -> tuple[str, ...]:
    return (column.header, *column.synonyms)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_every_header_and_synonym_means_its_own_column(table: Table) -> None:
    vocabulary = VOCABULARIES[table.key]
    for column in table.form_columns:
        for wording in _wordings(column):
            for written in (wording, wording.upper(), key(wording), wording.replace(" ", "\n")):
                meaning = vocabulary.meaning(written)
                assert meaning
                assert meaning.key == column.key
                assert (meaning.grade is Grade.EXACT) == (wording == column.header)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_no_wording_of_a_column_is_taken_for_a_slip_in_another(table: Table) -> None:
    vocabulary = VOCABULARIES[table.key]
    for one, other in combinations(table.form_columns, 2):
        for column in (one, other):
            for wording in _wordings(column):
                likely = vocabulary.likely(wording)
                assert likely is None or likely.key == column.key


def test_every_label_means_its_own_fact() -> None:
    for fact in FACTS:
        for wording in (fact.label, *fact.synonyms):
            meaning = LABELS.meaning(wording)
            assert meaning
            assert meaning.key == fact.name


@pytest.mark.parametrize(
    ("table", "written", "expected"),
    [
        ("results", "Mã chỉ tiu", "indicator"),
        ("results", "Chỉ tiêuu", "text"),
        ("results", "Số hiệu", None),
        ("results", "Mã", "indicator"),
        ("results", "Số liệu (6 tháng)", "value"),
        ("results", "Số liệu 9 tháng đầu năm", "value"),
        ("results", "Số liệu kỳ này", "value"),
        ("results", "Thực hiện", "value"),
        ("results", "KQ", "value"),
        ("results", "Giá trị", "value"),
        ("results", "Kết quả đạt được năm 2022", "value"),
        ("results", "Kế hoạch", None),
        ("initiatives", "Tên MH", "name"),
        ("initiatives", "Tổng kinh phí huy động", "money"),
        ("initiatives", "kinh phi huy dong", "money"),
        ("results", "Năm 2022", None),
        ("results", "Phòng phụ trách", None),
        ("initiatives", "Số quyết định công nhậ", "decision_number"),
        ("initiatives", "Số, ngày quyết định", None),
        ("initiatives", "Ngày quyết địnhh", "decision_date"),
        ("initiatives", "Ngày đăng ký", None),
        ("initiatives", "Nơi đăng ký", None),
        ("initiatives", "Năm đăngký", "year"),
        ("initiatives", "Kinh phí (triệu đồng)", "money"),
        ("initiatives", "Tổng kinh phí ĐVT: đồng", "money"),
        ("initiatives", "Tên dự án", None),
        ("initiatives", "M« h×nh", "name"),
        ("initiatives", "", None),
        ("initiatives", "x" * 500, None),
    ],
)
def test_a_header_means_what_a_reader_would_say(
    table: str, written: str, expected: str | None
) -> None:
    vocabulary = VOCABULARIES[table]
    meaning = vocabulary.meaning(written) or vocabulary.likely(written)
    assert (meaning.key if meaning else None) == expected


def _wider(rows: list[list[RawCell]], *cells: RawCell) -> list[list[RawCell]]:
    """``rows`` with one more column."""
    return [[*row, *[None] * (6 - len(row)), cell] for row, cell in zip(rows, cells, strict=True)]


RESULT_ROWS = [[*row] for row in RESULTS]


@pytest.mark.parametrize(
    ("cells", "values", "codes"),
    [
        (("Số liệu", 12.0, 3.0), [12.0, 3.0], []),
        (("Số liệu", None, None), [12.0, 3.0], []),
        (("Số liệu", 12.0, 4.0), [12.0, 3.0], ["P22"]),
        (("SỐ LIỆU", None, 4.0), [12.0, 3.0], ["P22"]),
        (("Kết quả", 13.0, 4.0), [12.0, 3.0], ["P23"]),
        (("Số liệu năm 2021", 13.0, 4.0), [12.0, 3.0], ["P23"]),
    ],
)
def test_of_two_columns_with_one_meaning_the_surer_is_read(
    cells: tuple[RawCell, ...], values: list[RawCell], codes: list[str]
) -> None:
    data = located(form(results=_wider(RESULT_ROWS, *cells)))
    assert [row["value"] for row in data.tables["results"].rows.values()] == values
    assert [code for code, _ in told(data)] == codes
    for remark in data.remarks:
        assert str(cells[0]) in remark.message


YEAR: list[RawCell] = ["Năm báo cáo", 2022.0]


@pytest.mark.parametrize(
    ("column", "header", "facts", "code"),
    [
        (4, "Số liệu năm 2021", [YEAR], "P29"),
        (4, "Số liệu 2021", [YEAR], "P29"),
        (4, "Số liệu (năm 2021)", [["Năm báo cáo", "Năm 2022"]], "P29"),
        (4, "Số liệu (đến 31/12/2021)", [YEAR], "P29"),
        (4, "Kết quả năm 2023", [YEAR], "P29"),
        (4, "Số liệu năm 2021", [["BÁO CÁO NĂM 2022"]], "P29"),
        (4, "Số liệu năm 2021", [YEAR, ["Báo cáo năm 2021"]], "P29"),
        (4, "Số liệu năm 2021", [], "P13"),
        (4, "Số liệu năm 2021", [["Báo cáo năm 2021, phương hướng năm 2022"]], "P13"),
        (4, "Số liệu năm 2022", [YEAR], "P13"),
        (4, "Số liệu (2021-2022)", [YEAR], "P13"),
        (4, "Số liệu (theo Công văn 12/2021/CV-SNV)", [YEAR], "P13"),
        (2, "Chỉ tiêu năm 2021", [YEAR], "P13"),
    ],
)
def test_a_column_of_another_year_is_not_taken_silently(
    column: int, header: str, facts: list[list[RawCell]], code: str
) -> None:
    results = [[*row] for row in RESULTS]
    results[0][column - 1] = header
    data = located(form(facts=[*facts, ["Mã đơn vị", "522"]], results=results))
    (remark,) = data.remarks
    assert (remark.code, remark.table, remark.row) == (code, "results", 1)
    assert remark.column == ("value" if column == 4 else "text")
    assert f"«{header}»" in remark.message
    assert remark.is_error == (code == "P29")
    assert ("phiếu này là của năm 2022" in remark.message) == (code == "P29")


@pytest.mark.parametrize(
    ("column", "header", "codes"),
    [
        (6, "Kinh phí năm 2021", ["P29"]),
        (6, "Kinh phí năm 2021 (triệu đồng)", ["P28", "P29"]),
        (6, "Kinh phí năm 2022", ["P13"]),
        (5, "Năm đăng ký (từ năm 2021)", ["P13"]),  # any year is a year of registration
        (2, "Tên mô hình (đăng ký từ năm 2021)", ["P13"]),
    ],
)
def test_what_does_not_change_with_the_year_may_name_another(
    column: int, header: str, codes: list[str]
) -> None:
    rows = [[*row] for row in INITIATIVES]
    rows[0][column - 1] = header
    data = located(form(facts=[YEAR, ["Mã đơn vị", "522"]], initiatives=rows))
    assert [code for code, _ in told(data)] == codes


def test_the_year_may_stand_in_the_second_row_of_a_header() -> None:
    results = [RESULTS[0], [None, None, None, "Năm 2021", None], *RESULTS[1:]]
    book = form(facts=[YEAR, ["Mã đơn vị", "522"]], results=results)
    merged = tuple(Area(1, column, 2, column) for column in (1, 2, 3, 5))
    sheets = (book.sheets[0], replace(book.sheets[1], merged=merged), book.sheets[2])
    data = located(replace(book, sheets=sheets))
    assert [*data.tables["results"].rows] == [3, 4]
    assert (
        "P29",
        "Cột «Số liệu Năm 2021» là số liệu của năm khác, phiếu này là của năm 2022.",
    ) in (told(data))


def test_an_empty_column_of_another_year_takes_nothing_over() -> None:
    results = [[*row] for row in RESULTS]
    for row in results:
        row[3] = None
    results[0][3] = "Số liệu năm 2021"
    data = located(form(facts=[YEAR, ["Mã đơn vị", "522"]], results=results))
    assert [code for code, _ in told(data)] == ["P13"]


def test_a_filled_column_is_taken_before_an_empty_one_of_the_same_name() -> None:
    rows = [[*row] for row in RESULTS]
    for row in rows[1:]:
        row[3] = None
    data = located(form(results=_wider(rows, "Số liệu", 7.0, 8.0)))
    assert [row["value"] for row in data.tables["results"].rows.values()] == [7.0, 8.0]
    assert data.tables["results"].columns["value"] == 7
    assert told(data) == []


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("Phòng phụ trách", ("Phòng A", None), ["Phòng phụ trách"]),
        (None, ("xem lại", None), ["G"]),
        ("STT", (1.0, 2.0), []),
        ("STT", (1.0, "hai"), ["STT"]),
        (None, (1.0, 2.0), []),
        ("Nội dung", ("1. Quán triệt, triển khai", None), []),
        ("Phòng phụ trách", (None, None), []),
    ],
)
def test_a_strange_column_is_told_where_it_holds_something(
    header: str | None, cells: tuple[RawCell, ...], expected: list[str]
) -> None:
    data = located(form(results=_wider(RESULT_ROWS, header, *cells)))
    messages = [
        f"Cột «{text}» không thuộc phiếu; nội dung trong cột không được nhập." for text in expected
    ]
    assert told(data) == [("P23", message) for message in messages]


def test_many_strange_columns_are_told_in_short() -> None:
    rows = [
        [*row, *[None] * 5, *[1.5 if number else None] * 40] for number, row in enumerate(RESULTS)
    ]
    data = located(form(results=rows))
    assert len(told(data)) == 10
    assert told(data)[0][1].startswith("Cột «K» ")
    assert told(data)[-1][1].startswith("Cột «T … (31 cột)» ")


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Kinh phí (triệu đồng)", "triệu đồng"),
        ("Kinh phí (1.000 đồng)", "nghìn đồng"),
        ("Kinh phí ĐVT: tỷ đồng", "tỷ đồng"),
        ("Kinh phí huy động (triệu đồng)", "triệu đồng"),
    ],
)
def test_money_in_another_measure_is_asked_back(header: str, unit: str) -> None:
    rows = [[*row] for row in INITIATIVES]
    rows[0][5] = header
    data = located(form(initiatives=rows))
    assert told(data) == [("P28", f"Cột «{header}» ghi theo {unit}, phiếu dùng đồng.")]
    assert data.remarks[0].is_error
    assert data.place("initiatives", data.remarks[0].row, "money")[1] == "F1"


COPY = RawSheet("Kết quả (2)", [[*row] for row in RESULTS])


def _changed(sheet: RawSheet, value: RawCell) -> RawSheet:
    rows = [[*row] for row in sheet.rows]
    rows[1][3] = value
    return replace(sheet, rows=rows)


@pytest.mark.parametrize(
    ("second", "codes"),
    [
        (COPY, []),
        (_changed(COPY, 99.0), ["P31"]),
        (replace(_changed(COPY, 99.0), hidden=True), ["P31"]),
        (replace(_changed(COPY, 99.0), name="Kết quả 2021"), ["P21"]),
        (replace(_changed(COPY, 99.0), name="Kết quả 2022"), ["P31"]),
        (replace(COPY, rows=COPY.rows[:1]), []),
        (replace(COPY, rows=[*COPY.rows[:1], ["CT101", "Số văn bản", "văn bản", None]]), []),
        (replace(COPY, rows=[*COPY.rows, ["CT103", "Số lượt", "lượt", 5.0]]), ["P31"]),
        (replace(COPY, rows=[["Chỉ tiêu", "Số liệu"], ["Số văn bản", 99.0]]), ["P32"]),
    ],
)
def test_a_second_table_is_told_unless_it_says_the_same_or_nothing(
    second: RawSheet, codes: list[str]
) -> None:
    data = located(form(facts=[["Mã đơn vị", "522"], YEAR], more=(second,)))
    assert data.tables["results"].sheet == "Kết quả"
    assert [code for code, _ in told(data)] == codes
    assert all(f"«{second.name}»" in message for _, message in told(data))


def test_a_second_table_of_initiatives_is_a_warning() -> None:
    rows = [[*row] for row in INITIATIVES]
    rows[1][1] = "Đường cờ"
    data = located(form(more=(RawSheet("Mô hình (2)", rows),)))
    message = "Trang «Mô hình (2)» cũng có bảng «Mô hình»; chỉ đọc bảng ở trang «Mô hình»."
    assert told(data) == [("P21", message)]


@pytest.mark.parametrize(
    ("headers", "column", "others"),
    [
        (("Số liệu năm 2022", "Số liệu năm 2021"), 4, "Số liệu năm 2021"),
        (("Số liệu năm 2021", "Số liệu năm 2022"), 5, "Số liệu năm 2021"),
        (("Kết quả năm 2021", "Thực hiện"), 5, "Kết quả năm 2021"),
    ],
)
def test_of_two_years_the_column_of_the_form_s_is_read(
    headers: tuple[str, str], column: int, others: str
) -> None:
    figures = (headers, (12.0, 13.0), (3.0, 4.0))
    rows = [[*row[:3], *two, row[4]] for row, two in zip(RESULTS, figures, strict=True)]
    book = form(facts=[YEAR, ["Mã đơn vị", "522"]], results=rows)
    data = located(replace(book, areas={"results_area": ("Kết quả", Area(1, 1, 3, 6))}))
    assert data.tables["results"].columns["value"] == column
    ours = [(code, message) for code, message in told(data) if code != "P14"]
    assert [code for code, _ in ours] == ["P13", "P23"]
    assert f"«{others}»" in ours[1][1]


def test_without_names_the_filled_table_is_read_and_the_empty_one_is_not() -> None:
    empty = [RESULTS[0], *([*row[:3], None, None] for row in RESULTS[1:])]
    data = located(form(results=empty, more=(COPY,), named=False))
    assert data.tables["results"].sheet == "Kết quả (2)"
    assert [code for code, _ in told(data)] == ["P14", "P14"]


def test_two_tables_beside_each_other_are_two() -> None:
    rows = [[*a, None, *b] for a, b in zip(RESULTS, INITIATIVES, strict=True)]
    facts = [["Mã đơn vị: 522"]]
    data = located(RawBook("csv", (RawSheet("phieu", [*facts, *rows]),)))
    assert len(data.tables["results"].rows) == 2
    assert names(data) == ["Đường hoa", "Nhà sạch"]
    assert [code for code, _ in told(data)] == ["P14", "P14"]
