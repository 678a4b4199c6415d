"""Our own filled forms, saved as every kind, say what the form says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from danvan_xl.demo.fill import fill
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook
from tests.demo.forms import answer, form, unit
from tests.office import convert_all
from tests.submissions.formats import HOLDS, Pages, pages_of, write
from tests.submissions.test_reader_kinds import READERS

CODES = ("SNV", "BQN", "529")
LIMITS = Limits()
SAVED = ("xls", "ods", "fods", "html")
"""Kinds that LibreOffice saves; it fails at XML of 2003 and has no .xlsb."""


@cache
def filled(code: str) -> bytes:
    return fill(form(unit(code)), answer(code))


@cache
def pages(code: str) -> Pages:
    return pages_of(filled(code))


@pytest.fixture(scope="module", params=SAVED)
def saved(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[RawBook]:
    """The forms of CODES, opened and saved as another kind by LibreOffice."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    for code in CODES:
        (folder / f"{code}.xlsx").write_bytes(filled(code))
    paths = convert_all([folder / f"{code}.xlsx" for code in CODES], request.param, folder / "ra")
    return [READERS[request.param](path.read_bytes(), LIMITS) for path in paths]


def differing(book: RawBook, expected: Pages) -> list[tuple[object, ...]]:
    """Cells that are not as expected; the results of formulas are anything."""
    found: list[tuple[object, ...]] = []
    for sheet, page in zip(book.sheets, expected.sheets, strict=True):
        areas = [area for where, area in expected.names.values() if where == page.name]
        for row, line in enumerate(page.rows, start=1):
            for column, value in enumerate(line, start=1):
                got = sheet.cell(row, column)
                asked = any(area.has(row, column) for area in areas)
                if got != value and (asked or value is not None):
                    found.append((sheet.name, row, column, got, value))
    return found


def test_a_form_saved_by_another_program_says_the_same(saved: list[RawBook]) -> None:
    for book, code in zip(saved, CODES, strict=True):
        expected = pages(code)
        assert [sheet.name for sheet in book.sheets] == [page.name for page in expected.sheets]
        assert differing(book, expected) == []
        for sheet, page in zip(book.sheets, expected.sheets, strict=True):
            assert sorted(sheet.merged) == sorted(page.merged)
            assert not sheet.hidden
            assert not sheet.hidden_rows
            assert not sheet.legacy_fonts


def test_names_and_tables_are_kept_where_the_kind_has_them(saved: list[RawBook]) -> None:
    for book, code in zip(saved, CODES, strict=True):
        if book.kind in ("xls", "ods"):
            assert book.areas == pages(code).names
        if book.kind == "ods":
            assert {"tblresults", "tblinitiatives"} == set(book.tables)
            assert book.tables["tblresults"] == pages(code).names["results_area"]


@pytest.mark.parametrize("kind", READERS)
def test_a_form_written_as_any_kind_says_the_same(kind: str) -> None:
    for code in CODES:
        book = READERS[kind](write(kind, pages(code)), LIMITS)
        assert differing(book, pages(code)) == []
        if "names" in HOLDS.get(kind, ()):
            assert book.areas == pages(code).names
