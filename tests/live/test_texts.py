"""Texts that Excel would take for something else, in cells to which staff gave another format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlwings as xw

from danvan_xl.register import Register
from danvan_xl.schema.tables import COMMENDATIONS

TEXTS = ["=1+1", "01", "1/2", "-5", "@a", "+84905", "\t=1+1", "1-2", "TRUE"]
COLUMN = COMMENDATIONS["initiative_code"].header


@pytest.fixture
def book(live: xw.App, master_path: Path) -> xw.Book:
    """A live document whose table of commendations holds ``TEXTS``."""
    book = live.books.open(master_path)
    Register(book).append(COMMENDATIONS, rows(TEXTS))
    return book


def rows(codes: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"unit_code": "522", "initiative_code": codes, "name": "Mô hình"})


def cells(book: xw.Book) -> Any:
    """The cells of the codes."""
    table: Any = book.sheets["Khen thưởng"].tables["tblCommendations"]
    return table.data_body_range[:, table.header_row_range.value.index(COLUMN)]


def paste_general(book: xw.Book, first: int, last: int) -> None:
    """Give some cells of the codes the format General, as a paste does; texts stay texts."""
    cells(book)[first:last, 0].impl.native.NumberFormat = 0
    book.impl.formats.clear()


def write(book: xw.Book, codes: list[str]) -> None:
    register = Register(book)
    there = register.read(COMMENDATIONS)
    register.replace(COMMENDATIONS, there.assign(initiative_code=codes))


@pytest.mark.parametrize(("first", "last"), [(0, 9), (0, 4), (5, 9), (3, 4)])
def test_texts_stay_texts_whatever_the_format_of_their_cells(
    book: xw.Book, first: int, last: int
) -> None:
    paste_general(book, first, last)
    assert cells(book).value == TEXTS
    write(book, TEXTS[::-1])
    assert cells(book).value == TEXTS[::-1]


def test_a_text_that_does_not_change_stays_one_between_two_that_do(book: xw.Book) -> None:
    paste_general(book, 0, 9)
    texts = ["x", "=1+1", *TEXTS[2:]]
    write(book, texts)
    texts[0], texts[2] = "a", "b"
    write(book, texts)
    assert cells(book).value == texts
