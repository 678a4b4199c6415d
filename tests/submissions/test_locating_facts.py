"""The facts of a form are found by their names or beside their labels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.ooxml import Area
from danvan_xl.schema.form import FACTS, SEAL
from danvan_xl.schema.tables import INITIATIVES as INITIATIVES_TABLE
from danvan_xl.schema.tables import RESULTS as RESULTS_TABLE
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.raw import RawBook, RawCell, RawSheet, Unreadable
from tests.submissions.moved import (
    INFO,
    bare,
    book,
    cells_of,
    insert_rows,
    set_row,
    tcvn3,
    with_sheet,
)
from tests.submissions.small_forms import INITIATIVES, RESULTS, Rows, form, located, told

HELP = {fact.name: fact.help for fact in FACTS}


@pytest.mark.parametrize(
    ("facts", "place", "codes"),
    [
        ([["Mã đơn vị", "522"]], "B1", []),
        ([["MÃ  ĐƠN VỊ :", None, None, "522"]], "D1", []),
        ([["Mã đơn vị: 522"]], "A1", []),
        ([["Mã đơn vị:", "522"]], "B1", []),
        ([["Mã đơn vị: ………", "522"]], "B1", []),
        ([["Ma don vi", "522"]], "B1", []),
        ([[tcvn3("Mã đơn vị"), "522"]], "B1", []),
        ([["Mã ĐV", "522"]], "B1", ["P13"]),
        ([["Mã đơn vị: (ghi mã)", "522"]], "B1", []),
        ([["Mã đơn vị"], ["522"]], "A2", []),
        ([["Mã đơn vị", "Năm báo cáo"], ["522", 2022.0]], "A2", []),
        ([[None, None, "Mã đơn vị", "522", HELP["unit_code"]]], "D1", []),
        ([["Mã đơn vị", "(ghi mã)", None], [None, "Mã đơn vị", "522"]], "C2", []),
        ([["Mã đơn vị", None, None], ["Tên đơn vị", "a"], ["Mã đơn vị", "522"]], "B3", []),
    ],
)
def test_an_answer_is_found_beside_its_label(facts: Rows, place: str, codes: list[str]) -> None:
    data = located(form(facts=facts))
    assert data.facts["unit_code"] == "522"
    assert data.fact_places["unit_code"] == ("Thông tin", place)
    assert [code for code, _ in told(data)] == codes
    assert data.place("facts", 0, "unit_code") == ("Thông tin", place, "Mã đơn vị")


@pytest.mark.parametrize(
    "facts",
    [
        [["Mã đơn vị", None, HELP["unit_code"]], ["Năm báo cáo", 2022.0]],
        [["Mã đơn vị", "Năm báo cáo", 2022.0]],
        [["Mã đơn vị"], ["Năm báo cáo", 2022.0]],
        [["Mã đơn vị"], ["CÁC BƯỚC ĐIỀN PHIẾU"], ["Năm báo cáo", 2022.0]],
    ],
)
def test_a_help_text_or_another_label_is_no_answer(facts: Rows) -> None:
    data = located(form(facts=facts))
    assert data.facts["unit_code"] is None
    assert data.facts["period_year"] == 2022.0
    assert data.fact_places["unit_code"] == ("Thông tin", "B1")


def test_a_label_merged_over_columns_has_its_answer_behind_them() -> None:
    data = form(facts=[["Mã đơn vị", None, None, "522"]])
    sheet = replace(data.sheets[0], merged=(Area(1, 1, 1, 3),))
    found = located(replace(data, sheets=(sheet, *data.sheets[1:])))
    assert found.fact_places["unit_code"] == ("Thông tin", "D1")


def test_a_fact_that_is_nowhere_has_no_place() -> None:
    data = located(form())
    assert data.facts["reporter_name"] is None
    assert "reporter_name" not in data.fact_places
    assert data.place("facts", 0, "reporter_name") == ("", "", "Người lập phiếu")
    assert data.seal == ""


def test_a_header_or_a_cell_of_a_table_is_no_label() -> None:
    results = [[*RESULTS[0], "Điện thoại"], ["CT1", "Năm báo cáo", "năm", 2021.0, None, "0255"]]
    data = located(form(results=results))
    assert data.facts["reporter_phone"] is None
    assert data.facts["period_year"] is None


def test_blank_answers_keep_the_places_that_their_names_give() -> None:
    raw = book()
    for row in range(7, 15):
        raw = set_row(raw, INFO, row, {3: None})
    found = located(raw)
    assert set(found.facts.values()) == {None}
    assert found.fact_places["document_date"] == (INFO, "C14")
    assert found.remarks == ()


@pytest.mark.parametrize("names", ["kept", "lost"])
def test_rows_inserted_by_a_program_that_forgets_the_names_do_no_harm(names: str) -> None:
    raw = book() if names == "kept" else bare(book())
    cells = cells_of(raw, INFO)
    moved = with_sheet(raw, INFO, rows=[*cells[:5], ["Lời nhắn"], [], *cells[5:]])
    assert located(moved).facts == located(book()).facts
    assert located(moved).seal == located(book()).seal
    assert located(moved).fact_places["unit_code"] == (INFO, "C10")


def test_an_answer_typed_into_the_next_cell_is_taken() -> None:
    raw = set_row(book(), INFO, 14, {3: None, 4: date(2022, 9, 9)})
    assert located(raw).facts["document_date"] == date(2022, 9, 9)
    assert located(raw).fact_places["document_date"] == (INFO, "D14")


def test_a_finding_list_before_the_first_sheet_does_not_matter() -> None:
    notes = RawSheet("Lỗi cần sửa", [["STT", "Trang", "Ô"], [1.0, "Kết quả", "E5"]])
    raw = replace(book(), sheets=(notes, *book().sheets))
    for marked in (raw, bare(raw)):
        assert located(marked).facts == located(book()).facts
        assert located(marked).titles == located(book()).titles


def test_the_title_lines_do_not_reach_into_the_facts() -> None:
    raw = insert_rows(book(), INFO, 1, [["UBND THÀNH PHỐ QUẢNG NGÃI"]])
    titles = located(raw).titles
    assert titles[0] == "UBND THÀNH PHỐ QUẢNG NGÃI"
    assert "Tên đơn vị" not in titles


COLUMNS = (*RESULTS_TABLE.form_columns, *INITIATIVES_TABLE.form_columns)
WORDS = st.sampled_from(
    [
        *(word for column in COLUMNS for word in (column.header, *column.synonyms)),
        *(fact.label for fact in FACTS),
        "Tổng cộng",
        "I. Kinh tế",
        "CT101",
        tcvn3("Chỉ tiêu"),
        "Mã đơn vị: 522",
    ]
)
CELLS = st.one_of(
    st.none(),
    WORDS,
    WORDS,
    st.text(max_size=8),
    st.floats(allow_nan=False),
    st.booleans(),
    st.just(ErrorCell("#N/A")),
    st.just(Uncalculated()),
)
AREAS = st.builds(
    lambda row, column, rows, columns: Area(row, column, row + rows, column + columns),
    *[st.integers(1, 8)] * 2,
    *[st.integers(0, 6)] * 2,
)
ROWS = st.one_of(st.lists(CELLS, max_size=8), st.sampled_from([RESULTS[0], INITIATIVES[0]]))
SHEETS = st.builds(
    RawSheet,
    st.sampled_from(["Kết quả", "Mô hình", "a"]),
    st.lists(ROWS, max_size=12),
    hidden=st.booleans(),
    hidden_rows=st.frozensets(st.integers(1, 9)),
    merged=st.lists(AREAS, max_size=3).map(tuple),
)
NAMES = st.sampled_from(["results_area", "initiatives_area", SEAL, *(fact.name for fact in FACTS)])
PLACES = st.tuples(st.sampled_from(["Kết quả", "mô hình", "b"]), AREAS)
BOOKS = st.builds(
    RawBook,
    st.just("xlsx"),
    st.lists(SHEETS, max_size=3, unique_by=lambda sheet: sheet.name).map(tuple),
    areas=st.dictionaries(NAMES, PLACES),
    tables=st.dictionaries(st.sampled_from(["tblresults", "tblinitiatives"]), PLACES),
)


@settings(max_examples=200, deadline=None)
@given(BOOKS)
def test_whatever_a_book_holds_nothing_is_said_that_it_does_not(raw: RawBook) -> None:
    try:
        data = located(raw)
    except Unreadable:
        return
    for where in data.tables.values():
        sheet = raw.sheet(where.sheet)
        for row, cells in where.rows.items():
            assert sheet
            for name, cell in cells.items():
                column = where.columns.get(name)
                own = sheet.cell(row, column) if column else None
                assert _is_same(cell, own) or any(
                    area.has(row, column or 0) and _is_same(cell, sheet.cell(*area.first_cell))
                    for area in sheet.merged
                )
    for name, (sheet_name, address) in data.fact_places.items():
        sheet = raw.sheet(sheet_name)
        assert sheet
        cell = sheet.cell(*Area.parse(address).first_cell)
        said = data.facts[name]
        assert _is_same(said, cell) or (isinstance(said, str) and str(cell).endswith(said))


def _is_same(one: RawCell, other: RawCell) -> bool:
    return type(one) is type(other) and one == other


@pytest.mark.parametrize("text", ["Năm báo cáo: 2022", "NĂM BÁO CÁO : 2022", "Năm: 2022"])
def test_a_year_after_a_colon_is_the_answer(text: str) -> None:
    assert located(form(facts=[["Mã đơn vị", "522"], [text]])).facts["period_year"] == "2022"
