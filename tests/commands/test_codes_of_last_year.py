"""Codes that last year's book gave and the form brings back, though the unit meddled with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from danvan_xl.commands.forms import forms
from danvan_xl.commands.import_forms import ImportResult
from danvan_xl.commands.new import new_master
from danvan_xl.demo.fill import fill
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.tables import INITIATIVES
from tests.rounds import Round, good_answer

pytestmark = pytest.mark.usefixtures("kept_workers")

ANSWER = good_answer("522").initiatives
CODES = [f"522-2021-{number:02d}" for number in range(1, len(ANSWER) + 1)]
FIRST = 5
"""The row of the form with the first initiative."""


@pytest.fixture
def city(tmp_path: Path, master_path: Path) -> Round:
    """A round of the city, whose form is filled in from last year's book."""
    round_ = Round(master_path, "522")
    before = tmp_path / "so-2021.xlsx"
    new_master(before, 2021, as_of=date(2021, 9, 25))
    with open_book(before) as book:
        rows = ANSWER.assign(code=CODES, unit_code="522", unit_name="Thành phố Quảng Ngãi")
        Register(book).append(INITIATIVES, rows.assign(stage="Duy trì"))
        book.save()
    with open_book(master_path) as book, open_book(before) as previous:
        forms(book, only=["522"], previous=previous, replace=True)
    return round_


def returned(round_: Round, edit: Callable[[Worksheet], object]) -> ImportResult:
    """Import the form that the unit filled in and then meddled with."""
    answer = replace(good_answer("522"), initiatives=ANSWER.assign(code=CODES))
    path = round_.folder / "phiếu.xlsx"
    path.write_bytes(fill(round_.forms["522"].read_bytes(), answer))
    book = openpyxl.load_workbook(path)
    edit(book["Mô hình"])
    book.save(path)
    return round_.run()


def merged(round_: Round) -> pd.DataFrame:
    with open_book(round_.master) as book:
        return Register(book).read(INITIATIVES)


def clear(sheet: Worksheet) -> None:
    sheet[f"A{FIRST + 1}"].value = None


def exchange(sheet: Worksheet) -> None:
    one, other = sheet[f"A{FIRST}"], sheet[f"A{FIRST + 1}"]
    one.value, other.value = other.value, one.value


def test_a_code_that_was_cleared_comes_back(city: Round) -> None:
    result = returned(city, clear)
    (entry,) = result.accepted
    told = [(item.finding.code, item.cell) for item in entry.findings]
    assert ("O19", f"A{FIRST + 1}") in told
    assert list(merged(city)["code"]) == CODES


def test_codes_that_changed_places_go_back_to_the_unit(city: Round) -> None:
    (entry,) = returned(city, exchange).returned
    wrong = [(i.finding.code, i.cell) for i in entry.findings if i.finding.is_error]
    assert wrong == [("M10", f"A{FIRST}"), ("M10", f"A{FIRST + 1}")]
    assert merged(city).empty


def test_a_form_with_its_codes_as_they_were_is_accepted(city: Round) -> None:
    (entry,) = returned(city, lambda sheet: None).accepted
    assert not [i for i in entry.findings if i.finding.code in ("M10", "O19")]
    assert list(merged(city)["code"]) == CODES
