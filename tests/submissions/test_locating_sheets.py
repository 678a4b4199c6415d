"""Sheets that are none of the form's: the guide, a second form, whatever else a unit typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from danvan_xl.schema.form import GUIDE_SHEET, LIST_TITLE
from danvan_xl.submissions.raw import RawBook, RawCell, RawSheet
from tests.submissions.moved import INFO, RESULTS, book, codes, located, rename_sheet, set_cell
from tests.submissions.small_forms import form, told
from tests.submissions.small_forms import located as read


def _without(raw: RawBook, name: str) -> RawBook:
    sheets = tuple(sheet for sheet in raw.sheets if sheet.name != name)
    areas = {key: place for key, place in raw.areas.items() if place[0] != name}
    return replace(raw, sheets=sheets, areas=areas)


def _with(raw: RawBook, *sheets: RawSheet) -> RawBook:
    return replace(raw, sheets=(*raw.sheets, *sheets))


@pytest.mark.parametrize("guide", [GUIDE_SHEET, "HD"])
def test_the_guide_tells_no_fact(guide: str) -> None:
    found = located(rename_sheet(_without(book(), INFO), GUIDE_SHEET, guide))
    assert not any(found.facts.values())
    assert [remark.message for remark in found.remarks] == ["Phiếu không có trang «Thông tin»."]


def test_a_sentence_is_no_version_and_no_number() -> None:
    sentence = "Xem lại mẫu phiếu đã phát rồi ghi đúng vào đây."
    assert read(form(facts=[["Mẫu phiếu", sentence]])).facts["form_version"] is None
    name = "Ban Quản lý Khu kinh tế Dung Quất và các khu công nghiệp."
    assert read(form(facts=[["Tên đơn vị", name]])).facts["unit_name"] == name


def _of_another(raw: RawBook) -> RawSheet:
    sheet = raw.sheets[0]
    rows = [["STC" if cell == "522" else cell for cell in row] for row in sheet.rows]
    return replace(sheet, name="Thông tin STC", rows=rows)


def test_a_second_form_in_the_file_is_an_error() -> None:
    found = located(_with(book(), _of_another(book())))
    assert codes(found) == ["P31"]
    assert found.remarks[0].is_error
    assert "trang «Thông tin STC»" in found.remarks[0].message
    assert found.facts["unit_code"] == "522"


def test_the_first_sheet_twice_is_one_form() -> None:
    assert codes(located(_with(book(), replace(book().sheets[0], name="Thông tin (2)")))) == []


def test_a_second_form_with_its_own_figures_is_an_error() -> None:
    changed = set_cell(book(), RESULTS, 5, 5, 4321.0).sheet(RESULTS)
    assert changed
    assert codes(located(_with(book(), replace(changed, name="Kết quả STC")))) == ["P31"]


@pytest.mark.parametrize(
    ("rows", "is_told"),
    [
        ([[None, "Đường cờ", "Tập thể", "Kinh tế", "Duy trì", 2021.0]], True),
        ([["Số liệu CT204 xin gửi sau"]], True),
        ([[None, "  "], []], False),
        ([], False),
    ],
)
def test_a_sheet_of_which_nothing_is_read_is_told(rows: list[list[RawCell]], is_told: bool) -> None:
    data = read(form(more=(RawSheet("Sheet1", rows),)))
    message = "Trang «Sheet1» không thuộc phiếu nên nội dung ở đó không được nhập."
    assert told(data) == ([("P32", message)] if is_told else [])
    assert not any(remark.is_error for remark in data.remarks)


def test_many_sheets_are_told_in_one_sentence() -> None:
    sheets = (RawSheet(f"Sheet{number}", [["x"]]) for number in range(9))
    ((code, message),) = told(read(form(more=tuple(sheets))))
    assert code == "P32"
    assert "«Sheet5» và 3 trang nữa" in message


LIST: list[list[RawCell]] = [
    [LIST_TITLE],
    ["Sửa các ô nêu dưới đây."],
    ["Lỗi thì phải sửa."],
    ["STT", "Mức độ", "Trang", "Ô", "Cột", "Điều gì sai", "Việc cần làm"],
    [1.0, "Lỗi", "Kết quả", "E11", "Số liệu", "Mã đơn vị", "Chỉ ghi con số."],
]


@pytest.mark.parametrize(
    ("row", "column", "value", "is_told"),
    [
        (1, 1, LIST_TITLE, False),
        (5, 8, 120.0, True),
        (4, 8, "Giải trình", True),
        (5, 7, 120.0, True),
        (6, 6, "đã sửa", True),
    ],
)
def test_answers_on_the_list_of_a_marked_copy_are_told(
    row: int, column: int, value: RawCell, is_told: bool
) -> None:
    raw = set_cell(form(more=(RawSheet("Lỗi cần sửa", LIST),)), "Lỗi cần sửa", row, column, value)
    assert [code for code, _ in told(read(raw))] == (["P32"] if is_told else [])
