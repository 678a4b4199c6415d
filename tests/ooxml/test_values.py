"""What a cell takes, how it is written, and what is refused."""

from __future__ import annotations

import io
import math
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
import python_calamine

from danvan_xl.ooxml import Formula, Refused, Workbook
from tests.ooxml.handmade import small, unzipped, zipped

EMPTY = small('<row r="1"><c r="A1"/><c r="B1" s="1"/><c r="C1" s="2"/></row>', names="<calcPr/>")


def written(value: object, column: int = 1) -> str:
    """The element of the cell after the value was written."""
    book = Workbook.from_bytes(EMPTY)
    book.write("S", 1, column, [[value]])
    part = unzipped(book.to_bytes())["xl/worksheets/sheet1.xml"].decode()
    found = re.search(rf'<c r="{"ABC"[column - 1]}1"[^>]*?(?:/>|>.*?</c>)', part, re.DOTALL)
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("value", "element"),
    [
        (1, '<c r="A1"><v>1</v></c>'),
        (-0.0, '<c r="A1"><v>0</v></c>'),
        (0.1, '<c r="A1"><v>0.1</v></c>'),
        (2.0, '<c r="A1"><v>2</v></c>'),
        (1e300, '<c r="A1"><v>1e+300</v></c>'),
        (True, '<c r="A1" t="b"><v>1</v></c>'),
        (np.int64(7), '<c r="A1"><v>7</v></c>'),
        (np.float32(0.5), '<c r="A1"><v>0.5</v></c>'),
        (np.bool_(False), '<c r="A1" t="b"><v>0</v></c>'),
        (Decimal("1.25"), '<c r="A1"><v>1.25</v></c>'),
        (2**53 + 2, '<c r="A1"><v>9007199254740994</v></c>'),
        ("x", '<c r="A1" t="inlineStr"><is><t xml:space="preserve">x</t></is></c>'),
        ("=1+1", '<c r="A1" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>'),
        ("a\rb", '<c r="A1" t="inlineStr"><is><t xml:space="preserve">a&#13;b</t></is></c>'),
        (
            "_x0041_<&>",
            '<c r="A1" t="inlineStr"><is><t xml:space="preserve">_x005F_x0041_&lt;&amp;&gt;'
            "</t></is></c>",
        ),
        (Formula("A2<B2"), '<c r="A1"><f>A2&lt;B2</f></c>'),
        (None, '<c r="A1"/>'),
        ("", '<c r="A1"/>'),
    ],
)
def test_a_value_is_written_so_that_excel_reads_it(value: object, element: str) -> None:
    assert written(value) == element


@pytest.mark.parametrize(
    ("value", "serial"),
    [
        (date(1900, 3, 1), "61"),
        (date(2026, 1, 1), "46023"),
        (datetime(2026, 1, 1, 12), "46023.5"),
        (pd.Timestamp("2026-01-01 06:00"), "46023.25"),
    ],
)
def test_a_date_becomes_its_serial_in_a_cell_that_shows_dates(value: date, serial: str) -> None:
    assert written(value, column=2) == f'<c r="B1" s="1"><v>{serial}</v></c>'


def test_a_style_is_kept() -> None:
    assert written("001", column=3).startswith('<c r="C1" s="2" t="inlineStr">')
    assert written(None, column=3) == '<c r="C1" s="2"/>'


@pytest.mark.parametrize(
    ("value", "column", "word"),
    [
        (math.nan, 1, "hữu hạn"),
        (math.inf, 1, "hữu hạn"),
        (np.float64("nan"), 1, "hữu hạn"),
        (Decimal("Infinity"), 1, "hữu hạn"),
        (pd.NA, 1, "hữu hạn"),
        (pd.NaT, 2, "hữu hạn"),
        (2**53 + 1, 1, "quá dài"),
        (10**400, 1, "quá dài"),
        ("a\x00b", 1, "điều khiển"),
        ("a\x1fb", 1, "điều khiển"),
        ("\ud800", 1, "điều khiển"),
        ("\uffff", 1, "điều khiển"),
        ("x" * 32_768, 1, "32.767"),
        ("😀" * 16_384, 1, "32.767"),
        (Formula(""), 1, "công thức"),
        (Formula("1" * 8_193), 1, "công thức"),
        (date(2026, 1, 1), 1, "định dạng ngày"),
        (date(2026, 1, 1), 3, "định dạng ngày"),
        (date(1900, 2, 28), 2, "quá sớm"),
        (datetime(2026, 1, 1, tzinfo=UTC), 2, "múi giờ"),
    ],
)
def test_what_a_cell_cannot_hold_is_refused_and_named(
    value: object, column: int, word: str
) -> None:
    book = Workbook.from_bytes(EMPTY)
    with pytest.raises(Refused) as refusal:
        book.write("S", 1, column, [[value]])
    assert word in str(refusal.value)
    assert f"{'ABC'[column - 1]}1" in str(refusal.value)
    assert "«S»" in str(refusal.value)
    assert book.to_bytes() == EMPTY
    assert not book.written("S")


@pytest.mark.parametrize(
    "value", [object(), b"x", 1j, timedelta(1), [1], np.datetime64("2026-01-01")]
)
def test_other_types_are_a_mistake_of_the_program(value: object) -> None:
    book = Workbook.from_bytes(EMPTY)
    with pytest.raises(TypeError, match="a cell does not take"):
        book.write("S", 1, 1, [[value]])
    assert book.to_bytes() == EMPTY


@pytest.mark.parametrize("text", ["x" * 32_767, "😀" * 16_383])
def test_the_longest_text_fits(text: str) -> None:
    book = Workbook.from_bytes(EMPTY)
    book.write("S", 1, 1, [[text]])
    reader = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book.to_bytes()))
    assert reader.get_sheet_by_index(0).to_python()[0][0] == text


@pytest.mark.parametrize(
    ("format_code", "shows"),
    [
        ("dd/mm/yyyy", True),
        ("[$-42A]dd mmmm yyyy", True),
        ("[h]:mm", True),
        ("General", False),
        ("0.00", False),
        ('#,##0 "đồng/ngày d"', False),
        ("[Red]0", False),
        ("@", False),
    ],
)
def test_a_date_is_taken_where_the_format_shows_dates(format_code: str, shows: bool) -> None:
    code = format_code.replace('"', "&quot;").encode()
    parts = unzipped(EMPTY)
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"dd/mm/yyyy", code)
    book = Workbook.from_bytes(zipped(parts))
    assert book.number_formats("S", 1, range(2, 3)) == [format_code]
    if shows:
        book.write("S", 1, 2, [[date(2026, 1, 1)]])
        assert book.changed
    else:
        with pytest.raises(Refused):
            book.write("S", 1, 2, [[date(2026, 1, 1)]])
