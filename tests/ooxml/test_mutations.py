"""The checks notice when the editor forgets one of its duties."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from danvan_xl.ooxml import (
    Workbook,
    edits,
    growth,
    package,
    rows,
    sheet,
    structure,
    workbook,
    workbookxml,
)
from danvan_xl.ooxml.areas import Area
from danvan_xl.ooxml.edits import RowEdit
from danvan_xl.ooxml.table import TableInfo
from tests.ooxml.agreement import check_all
from tests.ooxml.handmade import rich
from tests.ooxml.model import BookModel

Patch = pytest.MonkeyPatch


def without_spans(patch: Patch) -> None:
    patch.setattr(rows, "_widened", lambda tag, first, last: tag)


def without_dimension(patch: Patch) -> None:
    patch.setattr(sheet.SheetXml, "_extend_dimension", lambda self, filled: None)


def without_dropping_the_chain(patch: Patch) -> None:
    patch.setattr(structure.Structure, "calculation_chain", None)


def without_dropping_its_links(patch: Patch) -> None:
    def drop(self: package.Package, part: str, owner: str) -> None:
        self._dropped.add(self._names[part.lower()])

    patch.setattr(package.Package, "drop", drop)


def without_expansion(patch: Patch) -> None:
    patch.setattr(edits, "members_as_plain", lambda sheet, heads: {})


def without_order_of_cells(patch: Patch) -> None:
    def render(self: rows.Row) -> bytes:
        return b"".join((self._tag, *self.cells.values(), self._end))

    patch.setattr(rows.Row, "render", render)


def without_clearing_other_tabs(patch: Patch) -> None:
    changed = workbookxml.with_selected_tab
    patch.setattr(
        workbookxml,
        "with_selected_tab",
        lambda part, selected: changed(part, True) if selected else part,
    )


def without_the_area_of_the_filter(patch: Patch) -> None:
    def with_last_data_row(data: bytes, table: TableInfo, last_row: int) -> bytes:
        old, new = str(table.area), f"A1:D{last_row}"
        return data.replace(f'ref="{old}" >'.encode(), f'ref="{new}" >'.encode())

    patch.setattr(workbook, "with_last_data_row", with_last_data_row)


def without_styles_of_new_rows(patch: Patch) -> None:
    grown = growth.grown

    def bare(*args: object) -> tuple[Area, list[RowEdit]]:
        area, changes = grown(*args)  # type: ignore[arg-type]
        return area, [RowEdit(e.row, e.first_column, e.values) for e in changes]

    patch.setattr(workbook, "grown", bare)


def without_formulas_of_new_rows(patch: Patch) -> None:
    patch.setattr(growth, "_formulas", lambda table, sheet: [None] * len(table.columns))


def without_guarding_arrays(patch: Patch) -> None:
    patch.setattr("danvan_xl.ooxml.opensheet.fixed_areas", lambda sheet: [])


def without_guarding_merges(patch: Patch) -> None:
    patch.setattr("danvan_xl.ooxml.guards.Surroundings._check_merged", lambda *args: None)


def at_work(book: Workbook, model: BookModel) -> None:
    """Operations that need every one of the duties."""
    for row, column, block in (
        (1, 6, [["mất công thức"]]),
        (9, 3, [[1, 2]]),
        (10, 2, [["trái"]]),
        (30, 25, [["xa"]]),
    ):
        assert model.write("Chính", row, column, block)
        book.write("Chính", row, column, block)
    assert model.resize("tblA", 6)
    book.resize_table("tblA", 6)
    assert model.activate("S2")
    book.activate("S2")


def forbidden_writes_are_refused(book: Workbook) -> None:
    for row, column in ((8, 6), (1, 11)):
        with pytest.raises(workbook.Refused):
            book.write("Chính", row, column, [["x"]])


def run() -> None:
    data = rich()
    book, model = Workbook.from_bytes(data), BookModel(data)
    forbidden_writes_are_refused(book)
    at_work(book, model)
    check_all(data, book, model)


def test_an_editor_that_does_its_duties_passes() -> None:
    run()


@pytest.mark.parametrize(
    "forget",
    [
        without_spans,
        without_dimension,
        without_dropping_the_chain,
        without_dropping_its_links,
        without_expansion,
        without_order_of_cells,
        without_clearing_other_tabs,
        without_the_area_of_the_filter,
        without_styles_of_new_rows,
        without_formulas_of_new_rows,
        without_guarding_arrays,
        without_guarding_merges,
    ],
)
def test_a_forgotten_duty_is_noticed(forget: Callable[[Patch], None], monkeypatch: Patch) -> None:
    forget(monkeypatch)
    with pytest.raises((AssertionError, KeyError, pytest.fail.Exception)):
        run()
