"""Returned forms against their seals: nothing is said of honest ones, every change of others."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from danvan_xl.building.form import build_form_template, fill_form
from danvan_xl.demo.answers import answer_for
from danvan_xl.demo.fill import fill
from danvan_xl.demo.places import day_of
from danvan_xl.findings import Finding
from danvan_xl.interpretation import understand_facts, understand_table
from danvan_xl.ooxml import Value
from danvan_xl.schema.form import FACTS, FORM_VERSION, SEAL
from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.units import Unit, unit_on
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.reading import form_of
from danvan_xl.validation.seal import check_seal
from tests.office import convert, convert_all
from tests.schema.test_legacy import encode

ONE_OF_EACH_KIND = (("STC", 2022), ("STTTT", 2022), ("BQN", 2022), ("524", 2022), ("21211", 2026))
CODES = ("524-2020-01", "524-2021-02")


def one(code: str, year: int) -> Unit:
    unit = unit_on(code, day_of(year))
    assert unit
    return unit


@cache
def handed_out(code: str = "524", year: int = 2022) -> bytes:
    """A form with two initiatives filled in."""
    unit = one(code, year)
    indicators = asked_of(unit)
    facts: dict[str, Value] = {
        "unit_name": unit.name,
        "unit_code": code,
        "period_year": year,
        "form_version": FORM_VERSION,
    }
    blank = dict.fromkeys((column.key for column in INITIATIVES.form_columns), "")
    rows = pd.DataFrame([blank | {"code": c, "name": f"Tổ tự quản {c}"} for c in CODES])
    return fill_form(build_form_template(unit.kind, indicators, year, 2), facts, rows)


def asked_of(unit: Unit) -> pd.DataFrame:
    every = default_indicators()
    return every[every[unit.kind] != ""].reset_index(drop=True)


@cache
def answered(code: str = "524", year: int = 2022) -> bytes:
    """The same, answered by the unit."""
    unit = one(code, year)
    return fill(handed_out(code, year), answer_for(unit, asked_of(unit), default_rules(), year))


def told(data: bytes, name: str = "phieu.xlsx") -> list[Finding]:
    form = form_of(data, name, Limits())
    tables = {
        table.key: understand_table(
            table.key, form.tables[table.key], table.form_columns, form
        ).frame
        for table in (RESULTS, INITIATIVES)
    }
    return check_seal(form, tables["results"], tables["initiatives"], understand_facts(form)[0])


def edited(edit: Callable[[Workbook], Any], data: bytes | None = None) -> bytes:
    """The form after somebody who heeds no protection."""
    book = load_workbook(BytesIO(data or answered()))
    edit(book)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def set_fact(name: str, value: object) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        sheet, cell = book.defined_names[name].attr_text.replace("'", "").split("!")
        book[sheet][cell.replace("$", "")].value = value

    return edit


def set_cell(sheet: str, cell: str, value: object) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        book[sheet][cell].value = value

    return edit


def results_row(code: str) -> int:
    sheet = load_workbook(BytesIO(answered()))["Kết quả"]
    return next(int(cell.row) for cell in sheet["B"] if cell.value == code)


@pytest.mark.parametrize(("code", "year"), ONE_OF_EACH_KIND)
def test_an_honest_form_gives_nothing(code: str, year: int) -> None:
    assert told(handed_out(code, year)) == []
    assert told(answered(code, year)) == []


def test_a_copy_that_another_program_saved_with_one_more_sheet_gives_nothing() -> None:
    assert told(edited(lambda book: book.create_sheet("Lỗi cần sửa", 0))) == []


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods", "html"])
def test_an_honest_form_of_another_program_gives_nothing(suffix: str, tmp_path: Path) -> None:
    paths = []
    for code, year in ONE_OF_EACH_KIND:
        path = tmp_path / f"{code}.xlsx"
        path.write_bytes(answered(code, year))
        paths.append(path)
    for path in convert_all(paths, suffix, tmp_path / "out"):
        assert told(path.read_bytes(), path.name) == []


def test_inserted_rows_moved_columns_and_renamed_sheets_give_nothing() -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Kết quả"]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        del sheet.tables["tblResults"]
        del book.defined_names["results_area"]
        sheet.insert_rows(20, 2)
        sheet.insert_cols(4)
        sheet.title = "So lieu"

    assert told(edited(edit)) == []


@pytest.mark.parametrize(
    ("edit", "place", "said"),
    [
        (set_fact("unit_code", "525"), ("facts", "unit_code"), "525"),
        (set_fact("unit_code", None), ("facts", "unit_code"), "(trống)"),
        (set_fact("unit_name", "Huyện Trà Bồng"), ("facts", "unit_name"), "Huyện Trà Bồng"),
        (set_fact("period_year", 2021), ("facts", "period_year"), "2021"),
        (set_fact("form_version", "1"), ("facts", "form_version"), "1"),
        (set_cell("Mô hình", "A6", "524-2019-07"), ("initiatives", "code"), "524-2019-07"),
        (set_cell("Mô hình", "A12", "528-2021-01"), ("initiatives", "code"), "528-2021-01"),
    ],
)
def test_each_changed_cell_is_told_with_its_place(
    edit: Callable[[Workbook], None], place: tuple[str, str], said: str
) -> None:
    (found,) = told(edited(edit))
    assert (found.code, found.table, found.column) == ("P08", *place)
    assert f"«{said}»" in found.message


@pytest.mark.parametrize(
    ("letter", "column", "value"),
    [
        ("B", "indicator", "CT999"),
        ("C", "text", "Số hội nghị của năm trước"),
        ("C", "text", None),
        ("D", "unit", "nghìn cuộc"),
    ],
)
def test_each_changed_cell_of_the_indicators_is_told(
    letter: str, column: str, value: object
) -> None:
    row = results_row("CT102")
    (found,) = told(edited(set_cell("Kết quả", f"{letter}{row}", value)))
    assert (found.code, found.table, found.row, found.column) == ("P08", "results", row, column)


def test_two_codes_that_changed_places_are_told_by_their_texts() -> None:
    first, second = results_row("CT101"), results_row("CT103")

    def edit(book: Workbook) -> None:
        sheet = book["Kết quả"]
        sheet[f"B{first}"].value, sheet[f"B{second}"].value = "CT103", "CT101"

    found = told(edited(edit))
    assert [(f.code, f.row, f.column) for f in found] == [
        ("P08", first, "text"),
        ("P08", first, "unit"),
        ("P08", second, "text"),
        ("P08", second, "unit"),
    ]


@pytest.mark.parametrize(
    "edit",
    [
        set_fact("unit_code", 524),
        set_fact("unit_code", "0524"),
        set_fact("unit_name", "HUYỆN  BÌNH SƠN"),
        set_fact("unit_name", encode("Huyện Bình Sơn", "tcvn3")),
        set_fact("unit_name", encode("Huyện Bình Sơn", "vni")),
        set_fact("period_year", "2022"),
        set_fact("form_version", 2),
        set_fact("reporter_name", "Người khác"),
        set_cell("Mô hình", "A6", None),
        set_cell("Mô hình", "A6", "524-2022-99"),
        set_cell("Mô hình", "A6", "mới"),
        set_cell("Mô hình", "B7", "Tên khác"),
    ],
)
def test_what_is_no_change_or_told_elsewhere_gives_nothing(
    edit: Callable[[Workbook], None],
) -> None:
    assert told(edited(edit)) == []


def test_an_indicator_that_is_missing_is_not_told_here() -> None:
    row = results_row("CT102")

    def edit(book: Workbook) -> None:
        for letter in "BCDEF":
            book["Kết quả"][f"{letter}{row}"].value = None

    assert told(edited(edit)) == []


def test_a_text_in_an_old_font_is_the_same_text() -> None:
    row = results_row("CT102")
    text = str(default_indicators().set_index("code").at["CT102", "text"])
    for encoding in ("tcvn3", "vni"):
        old = set_cell("Kết quả", f"C{row}", encode(text, encoding))
        assert told(edited(old)) == []


def test_a_form_of_another_unit_made_over_is_told_by_code_and_name() -> None:
    def edit(book: Workbook) -> None:
        set_fact("unit_code", "528")(book)
        set_fact("unit_name", "Huyện Tư Nghĩa")(book)

    found = told(edited(edit))
    assert [(f.code, f.column) for f in found] == [("P08", "unit_name"), ("P08", "unit_code")]
    assert all(f.is_error for f in found)


def test_the_seal_of_another_unit_tells_too() -> None:
    other = load_workbook(BytesIO(answered("STC")))
    sheet, cell = other.defined_names[SEAL].attr_text.replace("'", "").split("!")
    found = told(edited(set_fact(SEAL, other[sheet][cell.replace("$", "")].value)))
    assert {(f.code, f.column) for f in found} >= {("P08", "unit_name"), ("P08", "unit_code")}


@pytest.mark.parametrize(
    ("seal", "code", "is_error"),
    [(None, "P09", False), ("  ", "P09", False), ("DVK2ABC", "P10", True), (12, "P10", True)],
)
def test_a_seal_that_is_gone_or_garbled_is_told(seal: object, code: str, is_error: bool) -> None:
    (found,) = told(edited(set_fact(SEAL, seal)))
    assert (found.code, found.is_error) == (code, is_error)


def test_a_form_keeps_its_seal_as_text_through_csv(tmp_path: Path) -> None:
    path = tmp_path / "phieu.xlsx"
    path.write_bytes(handed_out())
    sheet = load_workbook(path)["Thông tin"]
    sealed = next(str(c.value) for row in sheet for c in row if str(c.value).startswith("DVK"))
    text = convert(path, "csv:Text - txt - csv (StarCalc):44,34,76", tmp_path / "out").read_text()
    assert sealed in text


def test_every_fact_that_is_filled_in_is_sealed() -> None:
    prefilled = [fact.name for fact in FACTS if fact.prefilled]
    for name in prefilled:
        found = told(edited(set_fact(name, "9")))
        assert [f.column for f in found] == [name]
