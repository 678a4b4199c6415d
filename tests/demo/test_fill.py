from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from danvan_xl.demo.answers import Answer
from danvan_xl.demo.fill import fill
from danvan_xl.ooxml import Refused
from danvan_xl.schema.form import INITIATIVES_AREA, RESULTS_AREA
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.values import ErrorCell, is_blank
from tests.demo.forms import answer, form, row, unit
from tests.xlsx_checks import problems

CODES = ("SNV", "BQN", "529")


def area(data: bytes, name: str) -> pd.DataFrame:
    """The cells under a defined name, with its header as columns."""
    book = openpyxl.load_workbook(BytesIO(data))
    ((sheet, cells),) = book.defined_names[name].destinations
    header, *rows = [[cell.value for cell in line] for line in book[sheet][cells]]
    return pd.DataFrame(rows, columns=header, dtype="object")


def fact(data: bytes, name: str) -> object:
    book = openpyxl.load_workbook(BytesIO(data))
    ((sheet, cell),) = book.defined_names[name].destinations
    return book[sheet][cell].value


def as_read(value: object) -> object:
    """What openpyxl reads for a value of an answer."""
    if value is None or value == "" or is_blank(value):
        return None
    return datetime(value.year, value.month, value.day) if hasattr(value, "year") else value


@pytest.mark.parametrize("code", CODES)
def test_facts_are_read_back(code: str) -> None:
    data = fill(form(unit(code)), answer(code))
    for name, value in answer(code).facts.items():
        assert fact(data, name) == as_read(value)
    assert fact(data, "unit_code") == code


@pytest.mark.parametrize("code", CODES)
def test_figures_and_remarks_are_read_back(code: str) -> None:
    results = area(fill(form(unit(code)), answer(code)), RESULTS_AREA)
    codes = list(results[RESULTS["indicator"].header])
    assert dict(zip(codes, results[RESULTS["value"].header], strict=True)) == answer(code).figures
    notes = dict(zip(codes, results[RESULTS["note"].header], strict=True))
    assert {key: note for key, note in notes.items() if note} == answer(code).notes


@pytest.mark.parametrize("code", CODES)
def test_initiatives_are_read_back(code: str) -> None:
    cells = area(fill(form(unit(code)), answer(code)), INITIATIVES_AREA)
    given = answer(code).initiatives
    for column in INITIATIVES.form_columns:
        written = list(cells[column.header][: len(given)])
        assert written == [as_read(value) for value in given[column.key]], column.key
    rest = cells.drop(columns=[INITIATIVES["code"].header])[len(given) :]
    assert rest.isna().all(axis=None)


@pytest.mark.parametrize("code", CODES)
def test_a_filled_form_is_a_sound_workbook(code: str) -> None:
    assert problems(fill(form(unit(code)), answer(code))) == []


def test_the_same_call_gives_the_same_bytes() -> None:
    blank = form(unit("SNV"))
    assert fill(blank, answer("SNV")) == fill(blank, answer("SNV"))


def wrong_answer() -> Answer:
    given = answer("SNV")
    rows = given.initiatives.copy()
    rows["beneficiaries"] = rows["beneficiaries"].astype(object)
    rows.loc[0, "beneficiaries"] = ErrorCell("#DIV/0!")  # type: ignore[call-overload]
    figures = {**given.figures, "CT101": ErrorCell("#N/A"), "CT102": "12 cuộc"}
    return replace(given, figures=figures, initiatives=rows)


def test_mistakes_are_filled_in_as_they_are() -> None:
    data = fill(form(unit("SNV")), wrong_answer())
    results = area(data, RESULTS_AREA).set_index(RESULTS["indicator"].header)
    assert results.loc["CT101", RESULTS["value"].header] == "#N/A"
    assert results.loc["CT102", RESULTS["value"].header] == "12 cuộc"
    cells = area(data, INITIATIVES_AREA)
    assert cells[INITIATIVES["beneficiaries"].header][0] == "#DIV/0!"


def test_an_error_cell_is_one() -> None:
    data = fill(form(unit("SNV")), wrong_answer())
    book = openpyxl.load_workbook(BytesIO(data))
    errors = [cell for sheet in book for line in sheet for cell in line if cell.data_type == "e"]
    assert sorted(cell.value for cell in errors) == ["#DIV/0!", "#N/A"]
    assert problems(data) == []
    assert data == fill(form(unit("SNV")), wrong_answer())


def test_an_initiative_with_a_code_goes_into_its_row_and_new_ones_below() -> None:
    prefilled = pd.concat(
        [row(code=f"SNV-2021-0{i}", name=f"Mô hình cũ {i}") for i in (1, 2, 3)], ignore_index=True
    )
    mine = pd.concat(
        [
            row(name="Mới thứ nhất"),
            row(code="SNV-2021-03", name="Cũ thứ ba, sửa tên"),
            row(code="SNV-2021-01", name="Cũ thứ nhất", stage="Dừng"),
            row(name="Mới thứ hai"),
        ],
        ignore_index=True,
    )
    blank = form(unit("SNV"), prefilled=prefilled)
    cells = area(fill(blank, replace(answer("SNV"), initiatives=mine)), INITIATIVES_AREA)
    pairs = zip(
        cells[INITIATIVES["code"].header][:5], cells[INITIATIVES["name"].header][:5], strict=True
    )
    assert list(pairs) == [
        ("SNV-2021-01", "Cũ thứ nhất"),
        ("SNV-2021-02", "Mô hình cũ 2"),
        ("SNV-2021-03", "Cũ thứ ba, sửa tên"),
        (None, "Mới thứ nhất"),
        (None, "Mới thứ hai"),
    ]


def test_columns_are_found_wherever_they_were_moved() -> None:
    book = openpyxl.load_workbook(BytesIO(form(unit("SNV"))))
    for name in (RESULTS_AREA, INITIATIVES_AREA):
        ((sheet, cells),) = book.defined_names[name].destinations
        for line in book[sheet][cells]:
            mirrored = [(cell.value, copy(cell._style)) for cell in reversed(line)]
            for cell, (value, style) in zip(line, mirrored, strict=True):
                cell.value, cell._style = value, style
        book[sheet].tables.clear()
    moved = BytesIO()
    book.save(moved)
    data = fill(moved.getvalue(), answer("SNV"))
    results = area(data, RESULTS_AREA).set_index(RESULTS["indicator"].header)
    assert dict(results[RESULTS["value"].header]) == answer("SNV").figures
    names = area(data, INITIATIVES_AREA)[INITIATIVES["name"].header]
    assert [name for name in names if name] == list(answer("SNV").initiatives["name"])


def test_what_the_form_has_no_place_for_is_refused() -> None:
    blank, given = form(unit("SNV")), answer("SNV")
    with pytest.raises(KeyError, match="CT701"):
        fill(blank, replace(given, figures={**given.figures, "CT701": 1}))
    with pytest.raises(Refused, match="no_such_fact"):
        fill(blank, replace(given, facts={**given.facts, "no_such_fact": "x"}))
    many = pd.concat([given.initiatives] * 60, ignore_index=True)
    with pytest.raises(ValueError, match="no row"):
        fill(blank, replace(given, initiatives=many))
    with pytest.raises(ValueError, match="SNV-2020-09"):
        fill(blank, replace(given, initiatives=row(code="SNV-2020-09", name="Không có dòng")))
    with pytest.raises(TypeError):
        fill(blank, replace(given, figures={**given.figures, "CT101": [1]}))  # type: ignore[dict-item]
