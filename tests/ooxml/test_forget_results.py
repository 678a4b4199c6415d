"""Results of formulas are left out once the values they rest on may have changed."""

from __future__ import annotations

import pytest

from danvan_xl.ooxml import Workbook
from tests.ooxml.books import BOOKS
from tests.ooxml.handmade import unzipped
from tests.ooxml.model import BookModel
from tests.xlsx_checks import problems

SOURCES = [name for name in BOOKS if "LibreOffice" not in name]


@pytest.mark.parametrize("source", SOURCES)
def test_only_results_of_formulas_go(source: str) -> None:
    before = BOOKS[source]()
    book = Workbook.from_bytes(before)
    sheet = book.sheets[0].name
    book.write(sheet, 300, 1, [["mới"]])
    written = book.to_bytes()
    book.forget_results()
    after = book.to_bytes()
    assert problems(after) == problems(written)
    old, new = BookModel(written), BookModel(after)
    for name, model in old.sheets.items():
        assert model.cells.keys() == new.sheets[name].cells.keys()
        for place, cell in model.cells.items():
            now = new.sheets[name].cells[place]
            assert now.formula == cell.formula
            assert now.style == cell.style
            if cell.formula is None:
                assert now.value == cell.value
    with_results = sum(part.count(b"</f><v>") for part in unzipped(after).values())
    assert with_results == 0


def test_nothing_goes_while_nothing_was_written() -> None:
    before = BOOKS["XlsxWriter"]()
    book = Workbook.from_bytes(before)
    book.forget_results()
    assert not book.changed
    assert book.to_bytes() == before
