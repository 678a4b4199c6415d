from __future__ import annotations

import struct
from io import BytesIO

import pytest
import xlwt

from danvan_xl.schema.values import Uncalculated
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.readers.xls import read

LIMITS = Limits()
_EMPTY_TEXT = struct.pack("<Q", 0xFFFF000000000003)
"""What xlwt writes as the result of every formula, with no flags."""
_SUM, _SHARED = b"\x1e\x01\0\x1e\x01\0\x03", b"\x01\x01\0\x01\0\0\0"
"""Tokens of ``1+1``, and of a formula that stands elsewhere."""


def saved(book: xlwt.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def formula(text: str, flags: int = 0, result: bytes = _EMPTY_TEXT) -> bytes:
    """A workbook whose B2 holds a formula, with the eight bytes of its result and its flags."""
    book = xlwt.Workbook()
    book.add_sheet("A").write(1, 1, xlwt.Formula(text))
    data = saved(book)
    assert data.count(_EMPTY_TEXT + b"\0\0") == 1
    return data.replace(_EMPTY_TEXT + b"\0\0", result + struct.pack("<H", flags))


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (formula("1+1"), Uncalculated()),
        (formula('""'), None),
        (formula("1+1").replace(_SUM, _SHARED), None),
        (formula("1+1", result=struct.pack("<d", 2)), 2.0),
        (formula("1-1", result=struct.pack("<d", 0)), 0.0),
        (formula("1+1", flags=2, result=struct.pack("<d", 0)), Uncalculated()),
        (formula("1+1", flags=2, result=struct.pack("<d", 2)), 2.0),
        (formula("1=1", result=struct.pack("<BBBBBBH", 1, 0, 1, 0, 0, 0, 0xFFFF)), True),
    ],
    ids=["never", "empty text", "shared", "two", "zero", "zero still due", "two still due", "true"],
)
def test_a_formula_that_was_never_calculated_is_told(data: bytes, value: object) -> None:
    cell = read(data, LIMITS).sheets[0].cell(2, 2)
    assert cell == value
    assert type(cell) is type(value)


def test_a_part_of_a_text_in_a_font_from_before_unicode_is_told() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    font = xlwt.Font()
    font.name = ".VnTimeH"
    sheet.write_rich_text(0, 2, ("Số ", ("l­îng", font)))
    read_back = read(saved(book), LIMITS).sheets[0]
    assert read_back.rows == [[None, None, "Số l­îng"]]
    assert read_back.legacy_fonts == {(1, 3): ".VnTimeH"}


def test_formats_far_below_the_data_cost_nothing() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    sheet.write(0, 0, "x")
    sheet.write(65_535, 255, "", xlwt.easyxf("borders: left thin"))
    assert read(saved(book), LIMITS).sheets[0].rows == [["x"]]


def test_one_cell_in_the_last_corner_is_refused() -> None:
    book = xlwt.Workbook()
    book.add_sheet("Góc").write(65_535, 255, "x")
    with pytest.raises(Unreadable) as refused:
        read(saved(book), LIMITS)
    assert refused.value.code == "T07"
    assert "«Góc»" in refused.value.finding.message


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def test_a_password_is_told() -> None:
    stream = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1996, 0, 0)) + record(
        0x2F, bytes(54)
    )
    with pytest.raises(Unreadable) as refused:
        read(stream + record(0x0A), LIMITS)
    assert refused.value.code == "T04"


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08" * 300])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data, LIMITS)
    assert refused.value.code == "T05"
