"""Random operations on workbooks of four makers agree with an independent model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_xl.ooxml import Formula, Refused, Workbook
from tests.ooxml.agreement import check_all
from tests.ooxml.books import BOOKS
from tests.ooxml.model import BookModel

MORE = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff").filter(
        lambda letter: letter in "\t\n" or ord(letter) >= 32
    ),
    max_size=12,
) | st.sampled_from(["", "=1+1", "001", " hai đầu ", "<a & b>", "dòng\nhai", "'", "Đức Phổ"])
NUMBERS = (
    st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12)
    | st.sampled_from([0, -0.0, 0.1, 1e15, 12.5])
)
DATES = st.dates(date(1950, 1, 1), date(2049, 12, 31)) | st.datetimes(
    datetime(1950, 1, 1), datetime(2049, 12, 31)
).map(lambda moment: moment.replace(microsecond=0) + timedelta(0))
FORMULAS = st.sampled_from(
    [Formula("A1+1"), Formula('"x"&"<y>"'), Formula("SUM($A$1:B2)"), Formula("1=1")]
)
VALUES = st.none() | st.booleans() | NUMBERS | TEXT | FORMULAS
ANY = st.one_of(VALUES, VALUES, VALUES, DATES)


@st.composite
def blocks(draw: st.DrawFn) -> list[list[object]]:
    """A block of values, seldom with dates, for most cells refuse them."""
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    kind = draw(st.sampled_from([VALUES, VALUES, ANY, DATES, st.none()]))
    line = st.lists(kind, min_size=columns, max_size=columns)
    return draw(st.lists(line, min_size=rows, max_size=rows))


Operation = tuple[object, ...]


@st.composite
def operations(draw: st.DrawFn, model: BookModel) -> list[Operation]:
    """Writes, mostly near what is there, resizes of tables, changes of the active sheet."""
    tables = [table.name for sheet in model.sheets.values() for table in sheet.tables]
    places = st.tuples(st.integers(1, 12) | st.integers(1, 40), st.integers(1, 20))
    write = st.tuples(st.just("write"), st.sampled_from(sorted(model.sheets)), places, blocks())
    resize = st.tuples(st.just("resize"), st.sampled_from(tables or [""]), st.integers(0, 15))
    active = st.tuples(st.just("activate"), st.sampled_from(model.order))
    either = st.one_of(write, write, active, *([resize] if tables else []))
    return draw(st.lists(either, min_size=1, max_size=6))


def carry_out(book: Workbook, model: BookModel, operation: Operation) -> None:
    """Do it on both; they must agree whether it is refused, and a refusal changes nothing."""
    calls: dict[object, tuple[Callable[..., bool], Callable[..., None]]] = {
        "write": (
            lambda sheet, place, block: model.write(sheet, *place, block),
            lambda sheet, place, block: book.write(sheet, *place, block),
        ),
        "resize": (model.resize, book.resize_table),
        "activate": (model.activate, book.activate),
    }
    expected, done = calls[operation[0]]
    arguments = operation[1:]
    before = book.to_bytes()
    if expected(*arguments):
        done(*arguments)
    else:
        with pytest.raises(Refused):
            done(*arguments)
        assert book.to_bytes() == before


@pytest.mark.parametrize("maker", BOOKS)
def test_random_operations_agree_with_the_model(maker: str) -> None:
    data = BOOKS[maker]()

    @MORE
    @given(operations(BookModel(data)))
    def run(planned: list[Operation]) -> None:
        book, model = Workbook.from_bytes(data), BookModel(data)
        for operation in planned:
            carry_out(book, model, operation)
        check_all(data, book, model)

    run()


@pytest.mark.parametrize("maker", BOOKS)
def test_a_save_between_operations_changes_nothing_in_the_outcome(maker: str) -> None:
    data = BOOKS[maker]()

    @settings(MORE, max_examples=20)
    @given(operations(BookModel(data)))
    def run(planned: list[Operation]) -> None:
        once, model = Workbook.from_bytes(data), BookModel(data)
        stepwise = data
        for operation in planned:
            carry_out(once, model, operation)
            step = Workbook.from_bytes(stepwise)
            carry_out(step, BookModel(stepwise), operation)
            stepwise = step.to_bytes()
        assert {n: s.cells for n, s in BookModel(stepwise).sheets.items()} == {
            n: s.cells for n, s in BookModel(once.to_bytes()).sheets.items()
        }

    run()


@pytest.mark.parametrize("maker", BOOKS)
def test_the_same_changes_give_the_same_bytes(maker: str) -> None:
    def changed() -> bytes:
        book = Workbook.from_bytes(BOOKS[maker]())
        book.write(book.sheets[1].name, 30, 2, [["một", 2.5], [True, None]])
        book.activate(book.sheets[1].name)
        return book.to_bytes()

    assert changed() == changed()
    assert Workbook.from_bytes(changed()).changed is False


@pytest.mark.parametrize("maker", BOOKS)
def test_a_workbook_that_is_only_read_keeps_its_bytes(maker: str) -> None:
    data = BOOKS[maker]()
    book = Workbook.from_bytes(data)
    for sheet in book.sheets:
        if sheet.kind == "worksheet":
            book.values(sheet.name)
            book.errors(sheet.name)
            book.used_area(sheet.name)
    assert not book.changed
    assert book.to_bytes() == data
