"""Which rows of a table count, what merged cells mean, and what is told about the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from danvan_xl.ooxml import Area
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.raw import RawCell, RawSheet, Unreadable
from tests.submissions.moved import tcvn3
from tests.submissions.small_forms import INITIATIVES, RESULTS, form, located, names, told

Row = list[RawCell]


def test_a_form_written_by_hand_is_read_without_a_remark() -> None:
    data = located(form())
    assert told(data) == []
    assert data.tables["results"].rows == {
        2: {
            "indicator": "CT101",
            "text": "Số văn bản",
            "unit": "văn bản",
            "value": 12.0,
            "note": None,
        },
        3: {
            "indicator": "CT102",
            "text": "Số hội nghị",
            "unit": "cuộc",
            "value": 3.0,
            "note": "đủ",
        },
    }
    assert names(data) == ["Đường hoa", "Nhà sạch"]
    assert data.tables["initiatives"].rows[2]["situation"] is None
    assert "situation" not in data.tables["initiatives"].columns


@pytest.mark.parametrize(
    "row",
    [
        [None, "Tổng cộng", None, None, None, 5_000_000.0],
        [None, "TỔNG CỘNG:", "2", None, None, None],
        [None, "Cộng", None, None, None, None],
        ["Tổng số", None, None, None, None, 7.0],
        [None, "Tổng cộng: 15 mô hình", None, None, None, None],
        [None, "Tong so", None, None, None, Uncalculated()],
        [None, tcvn3("Tổng cộng"), None, None, None, ErrorCell("#REF!")],
    ],
)
def test_a_total_under_the_initiatives_is_told_and_not_read(row: Row) -> None:
    for rows in ([*INITIATIVES, row], [*INITIATIVES, [], row]):
        data = located(form(initiatives=rows))
        assert names(data) == ["Đường hoa", "Nhà sạch"]
        assert [code for code, _ in told(data)] == ["P17"]
        assert f"Dòng {len(rows)} trang «Mô hình» là dòng tổng" in told(data)[0][1]


@pytest.mark.parametrize(
    "row",
    [
        [None, "Tổng đài hỗ trợ người dân", "Tập thể", None, None, None],
        [None, "Tổ hòa giải", None, None, None, None],
        [None, "Tổng cộng", "Tập thể", "Kinh tế", None, None],
        ["M1", "Tổng cộng", None, None, None, None],
        [None, "Công", "Tập thể", None, None, None],
        [None, "cong", None, None, None, 3.0],
        [None, "Đường hoa", "Tổng", "Kinh tế", None, None],
        [None, "Kinh tế vườn", None, None, None, None],
        [None, "1. Nuôi bò", None, None, None, None],
        [None, "X. Tịnh Khê làm đường", None, None, None, None],
        [None, None, "Tập thể", None, None, None],
        [None, None, None, None, None, 12.0],
        ["M7", None, None, None, None, None],
    ],
)
def test_what_only_looks_like_a_total_or_a_heading_is_a_row(row: Row) -> None:
    data = located(form(initiatives=[INITIATIVES[0], row, *INITIATIVES[1:2]]))
    assert len(data.tables["initiatives"].rows) == 2
    assert told(data) == []


@pytest.mark.parametrize(
    ("row", "merged"),
    [
        ([None, "I. Kinh tế"], ()),
        ([None, "Kinh tế"], ()),
        ([None, "1. Lĩnh vực văn hóa, xã hội"], ()),
        ([None, "Mô hình tập thể"], ()),
        ([None, "Các mô hình ở miền núi"], (Area(2, 2, 2, 6),)),
        (["Các mô hình ở đồng bằng"], ()),
        (["A. Đồng bằng"], (Area(2, 1, 2, 6),)),
    ],
)
def test_a_heading_among_the_initiatives_is_told_and_not_read(
    row: Row, merged: tuple[Area, ...]
) -> None:
    data = located(form(initiatives=[INITIATIVES[0], row, *INITIATIVES[1:2]], merged=merged))
    assert names(data) == ["Đường hoa"]
    text = next(cell for cell in row if cell)
    assert told(data) == [
        ("P17", f"Dòng 2 trang «Mô hình» là đề mục («{text}»), không nhập."),
    ]


CAMERAS, LAMPS = [None, "II. Camera an ninh"], [None, "III. Đèn đường"]
HIGHLANDS = [None, "A. Miền núi"]
WHOLE = INITIATIVES[1]


@pytest.mark.parametrize(
    ("rows", "read", "headings"),
    [
        ([WHOLE, CAMERAS], ["Đường hoa", "II. Camera an ninh"], []),
        ([WHOLE, CAMERAS, [], []], ["Đường hoa", "II. Camera an ninh"], []),
        ([CAMERAS, WHOLE], ["Đường hoa"], [2]),
        ([CAMERAS, [], WHOLE], ["Đường hoa"], [2]),
        ([CAMERAS, LAMPS, WHOLE], ["II. Camera an ninh", "Đường hoa"], [3]),
        ([CAMERAS, WHOLE, LAMPS], ["Đường hoa", "III. Đèn đường"], [2]),
        ([CAMERAS, LAMPS], ["II. Camera an ninh", "III. Đèn đường"], []),
        ([HIGHLANDS, CAMERAS, WHOLE], ["Đường hoa"], [2, 3]),
        ([HIGHLANDS, CAMERAS, LAMPS, WHOLE], ["II. Camera an ninh", "Đường hoa"], [2, 4]),
        (
            [HIGHLANDS, CAMERAS, [None, "B. Ven biển"], WHOLE],
            ["II. Camera an ninh", "Đường hoa"],
            [2, 4],
        ),
        ([HIGHLANDS, CAMERAS], ["II. Camera an ninh"], [2]),
        ([CAMERAS, [None, "III. Kinh tế"], WHOLE], ["II. Camera an ninh", "Đường hoa"], [3]),
        ([CAMERAS, [None, "Kinh tế"], WHOLE], ["Đường hoa"], [2, 3]),
        ([WHOLE, CAMERAS, [None, "Tổng cộng: 2"]], ["Đường hoa", "II. Camera an ninh"], [4]),
        ([WHOLE, CAMERAS, [None, "Người lập biểu"]], ["Đường hoa", "II. Camera an ninh"], [4]),
        ([WHOLE, [None, "IV. Kinh tế"]], ["Đường hoa"], [3]),  # a part that is empty
    ],
)
def test_a_numbered_name_is_a_heading_only_where_rows_stand_under_it(
    rows: list[Row], read: list[str], headings: list[int]
) -> None:
    data = located(form(initiatives=[INITIATIVES[0], *rows], named=False))
    assert names(data) == read
    assert [*data.tables["initiatives"].rows] == sorted(data.tables["initiatives"].rows)
    assert [r.row for r in data.remarks if r.code == "P17"] == headings


@pytest.mark.parametrize(
    "row",
    [
        [None, "Điện thoại: đường dây nóng tiếp dân", "Tập thể", "Kinh tế", 2022.0, 1_000_000.0],
        [None, "Điện thoại: đường dây nóng tiếp dân", "Tập thể", None, None, None],
        [None, "Điện thoại", "Tập thể", "Kinh tế", None, None],
        [None, "Năm báo cáo: làm theo Bác", None, None, None, 0.0],
        [None, "Đơn vị", "Tập thể", "Kinh tế", None, None],
    ],
)
def test_a_row_is_one_though_its_name_begins_like_a_label(row: Row) -> None:
    data = located(form(initiatives=[*INITIATIVES[:2], row]))
    assert names(data) == ["Đường hoa", row[1]]
    assert told(data) == []
    assert data.facts["reporter_phone"] is None


@pytest.mark.parametrize(
    "row", [["CT103", "Điện thoại", None, 4.0, None], [None, "Điện thoại", "máy", 4.0]]
)
def test_a_figure_is_one_though_its_text_is_a_label(row: Row) -> None:
    data = located(form(results=[*RESULTS[:2], row]))
    assert data.tables["results"].rows[3]["value"] == 4.0
    assert told(data) == []


@pytest.mark.parametrize(
    "row",
    [
        [None, "Điện thoại: 0255 000 000"],
        [None, "Điện thoại", "0255 000 000"],
        [None, "Điện thoại", "0255 000 000", "(số máy của người lập)"],
        [None, "Năm báo cáo: 2022", "Điện thoại", "0255 000 000"],
        [None, "Điện thoại:", None, "0255 000 000", "Năm báo cáo:"],
    ],
)
def test_a_fact_below_a_table_is_told_where_it_is_not_taken(row: Row) -> None:
    data = located(form(initiatives=[*INITIATIVES, row]))
    assert names(data) == ["Đường hoa", "Nhà sạch"]
    assert data.facts["reporter_phone"] == "0255 000 000"
    assert told(data) == []
    facts = [["Mã đơn vị", "522"], ["Người lập phiếu", "A"], ["Điện thoại", "0255 111 111"]]
    data = located(form(facts=[*facts, ["Năm báo cáo", 2022.0]], initiatives=[*INITIATIVES, row]))
    assert names(data) == ["Đường hoa", "Nhà sạch"]
    assert data.facts["reporter_phone"] == "0255 111 111"
    message = f"Dòng 4 trang «Mô hình» là thông tin chung («{row[1]}»), không nhập."
    assert told(data) == [("P17", message)]


def test_a_label_without_an_answer_below_a_table_is_nothing_to_tell() -> None:
    data = located(form(initiatives=[*INITIATIVES, [None, "Điện thoại: ……", None]]))
    assert names(data) == ["Đường hoa", "Nhà sạch"]
    assert told(data) == []


def test_the_foot_of_a_printed_table_is_told_and_not_read() -> None:
    foot = [
        [],
        [None, None, None, "Quảng Ngãi, ngày 15 tháng 9 năm 2022"],
        [None, "NGƯỜI LẬP BIỂU", None, "KT. GIÁM ĐỐC"],
        [None, "(Ký, ghi rõ họ tên)"],
        [],
        [None, "Võ Văn S", None, "Lê Thị B"],
    ]
    data = located(form(initiatives=[*INITIATIVES, *foot]))
    assert names(data) == ["Đường hoa", "Nhà sạch"]
    assert {code for code, _ in told(data)} == {"P17"}
    assert len(told(data)) == 4


@pytest.mark.parametrize(
    ("row", "read", "codes"),
    [
        ([None, "I. Tuyên truyền", None, None, None], False, []),
        (["I", "Tuyên truyền", None, None, None], False, []),
        (["I. Tuyên truyền", None, None, None, None], False, []),
        ([None, None, None, None, "chưa xong"], False, ["P17"]),
        ([None, "Tổng cộng", None, 15.0, None], False, ["P17"]),
        ([None, "Cộng", "cuộc", 15.0, "cả năm"], False, ["P17"]),
        (["Tổng số", None, None, 15.0, None], False, ["P17"]),
        ([None, "Số buổi văn nghệ", None, 4.0, None], True, []),
        ([None, "I. Tuyên truyền", None, 4.0, None], True, []),
        ([None, None, None, 4.0, None], True, []),
        ([None, None, None, "không", None], True, []),
        (["CT103", None, None, None, None], True, []),
        (["1.1", "Số buổi", None, None, None], True, []),
        (["CT401", "Tổng số", None, 4.0, None], True, []),
        ([None, "Tổng số mô hình", None, 4.0, None], True, []),
        ([None, "Số buổi", "buổi", None, None], True, []),
        ([None, "Số buổi", None, None, "không rõ"], True, []),
        ([None, "Số buổi", None, ErrorCell("#N/A"), None], True, []),
    ],
)
def test_a_row_of_results_counts_by_its_code_or_its_figure(
    row: Row, read: bool, codes: list[str]
) -> None:
    data = located(form(results=[*RESULTS[:2], row]))
    assert (3 in data.tables["results"].rows) == read
    assert [code for code, _ in told(data)] == codes


@pytest.mark.parametrize(
    "numbers",
    [
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [1.0, 2.0, 3.0, 4.0, 5.0],
        ["A", "B", "C", "1", "2=1+3"],
        ["A", "B", None, "1", None],
    ],
)
def test_a_row_that_numbers_the_columns_is_none(numbers: Row) -> None:
    data = located(form(results=[RESULTS[0], numbers, *RESULTS[1:]], named=False))
    assert [*data.tables["results"].rows] == [3, 4]
    assert {code for code, _ in told(data)} == {"P14"}


def test_rows_below_the_table_are_read_and_counted() -> None:
    rows = [*INITIATIVES, [], [None, "Chợ xanh"], [], [None, "Cổng sạch"]]
    data = located(form(initiatives=rows))
    assert names(data) == ["Đường hoa", "Nhà sạch", "Chợ xanh", "Cổng sạch"]
    assert told(data) == [("P20", "2 dòng ghi bên dưới bảng «Mô hình» vẫn được nhập.")]
    (remark,) = data.remarks
    assert data.place(remark.table, remark.row, "name")[1] == "B5"


def test_a_table_that_grew_covers_its_rows_though_the_name_does_not() -> None:
    book = form(initiatives=[*INITIATIVES, [None, "Chợ xanh"]])
    data = located(replace(book, tables={"tblinitiatives": ("Mô hình", Area(1, 1, 4, 6))}))
    assert told(data) == []


def test_a_header_that_is_repeated_on_a_new_page_is_skipped() -> None:
    rows = [*INITIATIVES, INITIATIVES[0], [None, "Chợ xanh"]]
    data = located(form(initiatives=rows, named=False))
    assert names(data) == ["Đường hoa", "Nhà sạch", "Chợ xanh"]
    assert [code for code, _ in told(data)] == ["P14", "P14"]


def test_hidden_rows_with_data_are_read_and_told() -> None:
    hidden = frozenset({2, 3, 9})
    data = located(form(hidden_rows=hidden))
    assert names(data) == ["Đường hoa", "Nhà sạch"]
    assert told(data) == [
        ("P16", "Trang «Mô hình» có dòng ẩn ghi số liệu (2–3); vẫn được đọc."),
    ]


@pytest.mark.parametrize("column", [2, 3, 4])
def test_a_text_merged_over_rows_counts_for_all_of_them(column: int) -> None:
    rows = [[*row] for row in INITIATIVES]
    rows[2][column - 1] = None
    area = Area(2, column, 3, column)
    data = located(form(initiatives=rows, merged=(area,)))
    name = ["code", "name", "kind", "field"][column - 1]
    found = [row[name] for row in data.tables["initiatives"].rows.values()]
    assert found == [rows[1][column - 1]] * 2
    message = f"«{rows[1][column - 1]}» được hiểu là của mọi dòng trong ô gộp."
    assert told(data) == [("P18", f"Ô gộp {area} trang «Mô hình»: {message}")]


@pytest.mark.parametrize(
    ("area", "value"),
    [
        (Area(2, 5, 3, 5), 2021.0),
        (Area(2, 6, 3, 6), 5_000_000.0),
        (Area(2, 1, 3, 1), "QNG-1"),
        (Area(2, 2, 2, 3), "Đường hoa"),
        (Area(2, 4, 2, 5), "Kinh tế"),
        (Area(2, 3, 3, 4), "Tập thể"),
    ],
)
def test_a_merged_cell_that_may_mean_several_is_asked_back(area: Area, value: RawCell) -> None:
    rows = [[*row] for row in INITIATIVES]
    for row in range(area.first_row, area.last_row + 1):
        for column in range(area.first_column, area.last_column + 1):
            rows[row - 1][column - 1] = None
    rows[area.first_row - 1][area.first_column - 1] = value
    data = located(form(initiatives=rows, merged=(area,)))
    keys = ["code", "name", "kind", "field", "year", "money"]
    read = data.tables["initiatives"].rows
    assert read[2][keys[area.first_column - 1]] == value
    assert read[area.last_row][keys[area.last_column - 1]] is None
    assert told(data) == [
        ("P19", f"Ô gộp {area} trang «Mô hình» ghi một giá trị cho nhiều ô, không rõ là của ô nào.")
    ]


def test_cells_merged_over_a_row_of_their_own_mean_nothing_special() -> None:
    """A high row: every column merged over the same two rows."""
    rows = [*INITIATIVES[:2], [], INITIATIVES[2]]
    merged = tuple(Area(2, column, 3, column) for column in range(1, 7))
    data = located(form(initiatives=rows, merged=merged))
    assert names(data) == ["Đường hoa", "Nhà sạch"]
    assert [code for code, _ in told(data)] == ["P20"]


def test_texts_merged_across_belong_to_the_first() -> None:
    rows = [*RESULTS[:2], ["CT102", "Số hội nghị", None, 3.0, None]]
    book = form(results=rows)
    results = replace(book.sheets[1], merged=(Area(3, 2, 3, 3),))
    data = located(replace(book, sheets=(book.sheets[0], results, book.sheets[2])))
    assert data.tables["results"].rows[3]["text"] == "Số hội nghị"
    assert told(data) == []


def test_error_cells_and_formulas_never_calculated_stay_what_they_are() -> None:
    odd = [ErrorCell("#N/A"), Uncalculated()]
    data = located(form(results=[RESULTS[0], *(["CT1", "a", "b", cell, None] for cell in odd)]))
    assert [row["value"] for row in data.tables["results"].rows.values()] == odd


def test_fonts_and_percents_are_those_of_the_cells_read() -> None:
    looks = {"legacy_fonts": {(2, 2): ".VnTime", (9, 9): ".VnTime"}, "percents": {(3, 5), (8, 8)}}
    book = form(**looks)
    facts = replace(book.sheets[0], legacy_fonts={(2, 2): "VNI-Times"})
    data = located(replace(book, sheets=(facts, *book.sheets[1:])))
    assert data.fonts == {
        ("initiatives", 2, "name"): ".VnTime",
        ("facts", 0, "unit_name"): "VNI-Times",
    }
    assert data.percents == {("initiatives", 3, "year")}


@pytest.mark.parametrize("count", [5_000, 5_001])
def test_a_table_of_absurd_length_is_not_read(count: int) -> None:
    book = form(results=[RESULTS[0], *([f"C{n}", "a", "b", 1.0] for n in range(count))])
    if count == 5_000:
        assert len(located(book).tables["results"].rows) == count
        return
    with pytest.raises(Unreadable) as problem:
        located(book)
    assert problem.value.finding.message.endswith("bảng có hơn 5.000 dòng.")


def test_sheets_full_of_words_are_not_searched_for_ever() -> None:
    words = [
        RawSheet(f"s{i}", [[f"w{i} {r} {c}" for c in range(120)] for r in range(300)])
        for i in (1, 2)
    ]
    with pytest.raises(Unreadable) as problem:
        located(form(more=words))
    assert problem.value.code == "T07"
