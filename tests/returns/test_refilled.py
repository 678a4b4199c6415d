"""A unit's values in a new form, read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from danvan_xl.demo.fill import fill
from danvan_xl.returns.marked_copy import write_marked_copy
from danvan_xl.returns.notes import Note
from danvan_xl.returns.refilled import LeftOut, Refilled, refill
from danvan_xl.schema.form import EMPTY_INITIATIVES
from danvan_xl.schema.seal import read_seal
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawCell
from danvan_xl.submissions.reading import form_of
from tests.returns.forms import answer, blank, filled, read, row
from tests.xlsx_checks import problems

FIRST = 5
"""Row of the first indicator and of the first initiative in a form as it is handed out."""


def with_cells(data: FormData, table: str, rows: Mapping[int, Mapping[str, RawCell]]) -> FormData:
    """The form with other cells in some rows, or with rows that it had not."""
    cells = data.tables[table]
    nothing = dict.fromkeys(cells.columns)
    changed = {at: {**cells.rows.get(at, nothing), **line} for at, line in rows.items()}
    return replace(
        data, tables={**data.tables, table: replace(cells, rows={**cells.rows, **changed})}
    )


def said(data: FormData) -> tuple[object, ...]:
    """What a form says, whatever row it says it in."""
    return (
        dict(data.facts),
        *([dict(line) for line in data.tables[table].rows.values()] for table in data.tables),
    )


def prefilled() -> bytes:
    rows = [row(code=f"522-2021-0{n}", name=f"Mô hình cũ {n}") for n in (1, 2, 3)]
    return blank(pd.concat(rows, ignore_index=True))


def initiatives(*lines: Mapping[str, RawCell]) -> FormData:
    """A form with these initiatives, from row 100 on."""
    data = read(blank())
    return with_cells(data, "initiatives", dict(enumerate(lines, start=100)))


def names(form: bytes) -> list[tuple[Any, Any]]:
    rows = read(form).tables["initiatives"].rows.values()
    return [(line["code"], line["name"]) for line in rows]


def test_every_value_comes_over() -> None:
    data = read(filled(CT101="12 cuộc", CT102="=1+1", CT103="1.250"))
    assert said(read(refill(blank(), data).form)) == said(data)


def test_a_refilled_form_is_a_sound_workbook_and_always_the_same() -> None:
    data = read(filled(CT101="12 cuộc", CT102=ErrorCell("#N/A")))
    made = refill(blank(), data).form
    assert problems(made) == []
    assert made == refill(blank(), data).form


@pytest.mark.parametrize(
    ("raw", "stands"),
    [
        (12.0, 12.0),
        (12.5, 12.5),
        ("12 cuộc", "12 cuộc"),
        ("=1+1", "=1+1"),
        ("\t+84", "\t+84"),
        (True, True),
        (datetime(2022, 4, 3), "03/04/2022"),
        (date(2022, 4, 3), "03/04/2022"),
        (time(3, 4), "03:04:00"),
        (ErrorCell("#N/A"), ErrorCell("#N/A")),
        (ErrorCell("Err:502"), ErrorCell("#VALUE!")),
        (Uncalculated(), None),
        ("a\x00b\x0bc", "abc"),
        ("😀" * 20_000, "😀" * 16_383),
        ("  ", None),
        (float("inf"), "inf"),
    ],
)
def test_a_wrong_value_stands_in_its_cell_as_it_was(raw: RawCell, stands: RawCell) -> None:
    data = with_cells(read(filled()), "results", {FIRST: {"value": raw}})
    cell = read(refill(blank(), data).form).tables["results"].rows[FIRST]["value"]
    assert cell == stands
    assert type(cell) is type(stands)


@pytest.mark.parametrize(
    ("raw", "stands"),
    [
        (datetime(2022, 4, 3), datetime(2022, 4, 3)),
        (date(2022, 4, 3), datetime(2022, 4, 3)),
        (datetime(1900, 1, 3), "03/01/1900"),
        ("tháng 9/2022", "tháng 9/2022"),
        (2022.0, "2022"),
        (44809.0, "44809"),
    ],
)
def test_a_date_stands_as_one_and_what_is_none_does_not(raw: RawCell, stands: RawCell) -> None:
    data = initiatives({"name": "Tổ tự quản", "decision_date": raw, "place": 51.0})
    line = read(refill(blank(), data).form).tables["initiatives"].rows[FIRST]
    assert line["decision_date"] == stands
    assert line["place"] == "51"


def test_a_percentage_keeps_its_sign() -> None:
    data = with_cells(read(filled()), "results", {FIRST: {"value": 0.975}})
    data = replace(data, percents=frozenset({("results", FIRST, "value")}))
    assert read(refill(blank(), data).form).tables["results"].rows[FIRST]["value"] == "97,5%"


def test_an_indicator_is_found_by_its_code_else_by_its_text() -> None:
    data = read(filled())
    rows = data.tables["results"].rows
    moved = {
        200: {**rows[6], "indicator": " ct102 ", "value": 7.0},
        201: {**rows[7], "indicator": None, "value": 8.0},
        202: {**rows[8], "indicator": "CT999", "value": 9.0},
    }
    kept = {at: line for at, line in rows.items() if at not in (6, 7, 8)}
    tables = {**data.tables, "results": replace(data.tables["results"], rows=kept | moved)}
    made = refill(blank(), replace(data, tables=tables))
    values = {at: line["value"] for at, line in read(made.form).tables["results"].rows.items()}
    assert (values[6], values[7], values[8]) == (7.0, 8.0, None)
    assert made.place("results", 200, "value") == ("Kết quả", "E6", "Số liệu")
    assert made.place("results", 201, "value") == ("Kết quả", "E7", "Số liệu")
    assert made.place("results", 202, "value") == ("", "", "Số liệu")


def test_answers_to_what_the_form_does_not_ask_are_told() -> None:
    data = read(filled())
    line = {**data.tables["results"].rows[FIRST], "indicator": "CT999", "text": "Số buổi"}
    lines = {200: {**line, "value": 9.0, "note": "đợt 2"}, 201: {**line, "value": None}}
    made = refill(blank(), with_cells(data, "results", lines))
    assert made.left_out == (LeftOut("CT999 Số buổi", "9 · đợt 2"),)


def test_the_seal_knows_the_codes_that_stand_in_the_form_and_no_others() -> None:
    made = refill(prefilled(), initiatives({"code": "522-2020-09"}, {"code": "522-2021-03"}))
    seal = read_seal(form_of(made.form, "x.xlsx", Limits()).seal)
    assert seal
    codes = ("522-2020-09", "522-2021-03", "522-2021-01")
    assert [seal.has_initiative(code) for code in codes] == [True, True, False]
    assert seal.is_unit_code("522")
    assert seal.has_indicator("CT101")
    data = read(prefilled())
    missing = replace(data.tables["initiatives"], sheet="", columns={}, headers={}, rows={})
    made = refill(prefilled(), replace(data, tables={**data.tables, "initiatives": missing}))
    seal = read_seal(form_of(made.form, "x.xlsx", Limits()).seal)
    assert seal
    assert [seal.has_initiative(code) for code in codes] == [False, True, True]


def test_what_two_rows_say_of_one_indicator_is_left_to_the_unit() -> None:
    data = read(filled(CT101=5))
    again = {**data.tables["results"].rows[FIRST], "value": 7.0}
    made = refill(blank(), with_cells(data, "results", {300: again}))
    assert read(made.form).tables["results"].rows[FIRST]["value"] == "5 / 7"
    assert made.place("results", 300, "value") == made.place("results", FIRST, "value")
    same = {300: {**again, "value": 5.0}, 301: {**again, "value": None}}
    made = refill(blank(), with_cells(data, "results", same))
    assert read(made.form).tables["results"].rows[FIRST]["value"] == 5.0


def test_initiatives_go_into_their_rows_and_new_ones_into_empty_ones() -> None:
    made = refill(
        prefilled(),
        initiatives(
            {"name": "Mới thứ nhất"},
            {"code": "522-2021-03", "name": "Cũ thứ ba, sửa tên"},
            {"name": "MÔ HÌNH CŨ 1", "stage": "Dừng"},
            {"code": "522-2020-09", "name": "Mã lạ"},
            {"code": "522-2021-03", "name": "Mã ghi hai lần"},
        ),
    )
    assert names(made.form) == [
        ("522-2021-01", "MÔ HÌNH CŨ 1"),
        ("522-2021-03", "Cũ thứ ba, sửa tên"),
        (None, "Mới thứ nhất"),
        ("522-2020-09", "Mã lạ"),
        ("522-2021-03", "Mã ghi hai lần"),
    ]
    cells = [made.place("initiatives", at, "name")[1] for at in range(100, 105)]
    assert cells == ["B8", "B7", "B5", "B9", "B10"]
    assert made.place("initiatives", 100, "stage") == ("Mô hình", "E8", "Giai đoạn")


def test_what_the_unit_took_out_is_out() -> None:
    data = read(prefilled())
    without = {at: line for at, line in data.tables["initiatives"].rows.items() if at != 6}
    tables = {**data.tables, "initiatives": replace(data.tables["initiatives"], rows=without)}
    made = refill(prefilled(), replace(data, tables=tables))
    assert names(made.form) == [("522-2021-01", "Mô hình cũ 1"), ("522-2021-03", "Mô hình cũ 3")]


def test_a_table_that_the_unit_did_not_send_stays_filled_in() -> None:
    data = read(prefilled())
    missing = replace(data.tables["initiatives"], sheet="", columns={}, headers={}, rows={})
    made = refill(prefilled(), replace(data, tables={**data.tables, "initiatives": missing}))
    assert len(names(made.form)) == 3


def test_more_initiatives_than_the_form_has_rows_go_below() -> None:
    many = [{"name": f"Mô hình số {n}"} for n in range(EMPTY_INITIATIVES + 3)]
    made = refill(blank(), initiatives(*many))
    assert [name for _, name in names(made.form)] == [line["name"] for line in many]


def test_facts_that_were_filled_in_beforehand_stay() -> None:
    data = read(filled())
    data = replace(data, facts={**data.facts, "unit_code": "524", "reporter_phone": 912345678.0})
    made = refill(blank(), data)
    facts = read(made.form).facts
    assert facts["unit_code"] == "522"
    assert facts["reporter_phone"] == "912345678"
    assert made.place("facts", 0, "reporter_phone") == ("Thông tin", "C12", "Điện thoại")
    assert made.place("facts", None, "unknown") == ("", "", "")


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (("results", None, "value"), ("Kết quả", "", "Số liệu")),
        (("results", 4, "value"), ("", "", "Số liệu")),
        (("results", FIRST, "unknown"), ("Kết quả", "", "")),
        (("other", 1, "x"), ("", "", "")),
    ],
)
def test_a_place_that_is_unknown_is_left_blank(
    place: tuple[str, int | None, str], found: tuple[str, str, str]
) -> None:
    assert refill(blank(), read(filled())).place(*place) == found


def test_rows_are_as_high_as_their_texts_need() -> None:
    form = refill(
        blank(), initiatives({"name": "Tổ", "content": "dài " * 60}, {"name": "Đội"})
    ).form
    sheet = openpyxl.load_workbook(BytesIO(form))["Mô hình"]
    assert sheet.row_dimensions[FIRST].height > 60
    assert sheet.row_dimensions[FIRST + 1].height is None


def marked(made: Refilled, tmp_path: Path) -> openpyxl.Workbook:
    sheet, cell, column = made.place("results", FIRST, "value")
    note = Note("error", sheet, cell, column, "Không phải số.", "Ghi con số.")
    return openpyxl.load_workbook(write_marked_copy(made.form, [note], tmp_path / "x.xlsx"))


def test_a_refilled_form_can_be_marked_and_sent_back(tmp_path: Path) -> None:
    book = marked(refill(blank(), read(filled(CT101="12 cuộc", CT102=ErrorCell("#N/A")))), tmp_path)
    assert book["Kết quả"]["E5"].comment
    assert book["Kết quả"]["E6"].data_type == "e"
    book["Kết quả"]["E5"].value, book["Kết quả"]["E6"].value = 12, answer().figures["CT102"]
    content = BytesIO()
    book.save(content)
    assert said(read(content.getvalue())) == said(read(filled(CT101=12)))


def test_columns_of_the_new_form_are_those_of_the_register() -> None:
    line = {column.key: f"x {column.key}" for column in INITIATIVES.form_columns}
    made = read(refill(blank(), initiatives(line)).form).tables["initiatives"].rows[FIRST]
    assert made == line


def test_the_whole_answer_of_another_kind_of_file_comes_over() -> None:
    assert said(read(refill(prefilled(), read(fill(blank(), answer()))).form)) == said(
        read(filled())
    )
