"""Shared formulas, arrays, the chain of calculation, the request to calculate."""

from __future__ import annotations

import re

import pytest

from danvan_xl.ooxml import Area, Formula, Refused, Workbook
from tests.ooxml.handmade import edited, rich, small, unzipped, with_parts
from tests.xlsx_checks import problems

SHARED = (
    '<row r="1"><c r="A1"><f t="shared" ref="A1:B2" si="0" ca="1">C1&amp;"&lt;A1>"</f><v>1</v></c>'
    '<c r="B1"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="2"><c r="A2" s="3" t="str"><f ca="1" t="shared" si="0"></f><v>x</v></c>'
    '<c r="B2"><f t="shared" si="1" ref="B2">1</f><v>4</v></c></row>'
    '<row r="3"><c r="A3"><f t="shared" si="0"/><v>5</v></c></row>'
)
SHEET = "xl/worksheets/sheet1.xml"


def test_shared_formulas_are_read_as_each_cell_means_them() -> None:
    book = Workbook.from_bytes(small(SHARED))
    assert book.formulas("S", Area.parse("A1:B9")) == {
        (1, 1): 'C1&"<A1>"',
        (1, 2): 'D1&"<A1>"',
        (2, 1): 'C2&"<A1>"',
        (2, 2): "1",
        (3, 1): 'C3&"<A1>"',
    }
    assert book.formulas("S", Area.parse("A3")) == {(3, 1): 'C3&"<A1>"'}


def test_overwriting_the_first_cell_leaves_the_others_their_formula_and_value() -> None:
    book = Workbook.from_bytes(small(SHARED))
    book.write("S", 1, 1, [[7]])
    part = unzipped(book.to_bytes())[SHEET].decode()
    assert '<c r="A1"><v>7</v></c>' in part
    assert '<c r="B1"><f>D1&amp;"&lt;A1&gt;"</f><v>2</v></c>' in part
    assert '<c r="A2" s="3" t="str"><f ca="1">C2&amp;"&lt;A1&gt;"</f><v>x</v></c>' in part
    assert '<c r="A3"><f>C3&amp;"&lt;A1&gt;"</f><v>5</v></c>' in part
    assert '<c r="B2"><f t="shared" si="1" ref="B2">1</f><v>4</v></c>' in part
    assert problems(book.to_bytes()) == []


def test_overwriting_a_member_leaves_the_rest_alone() -> None:
    book = Workbook.from_bytes(small(SHARED))
    book.write("S", 2, 1, [["y"]])
    part = unzipped(book.to_bytes())[SHEET].decode()
    assert part.count('si="0"') == 3
    assert problems(book.to_bytes()) == []


def test_a_group_number_that_is_used_twice_counts_from_its_last_first_cell() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
        '<row r="3"><c r="A3"><f t="shared" ref="A3:A4" si="0">C3</f></c></row>'
        '<row r="4"><c r="A4"><f t="shared" si="0"/></c></row>'
    )
    book = Workbook.from_bytes(small(rows))
    book.write("S", 1, 1, [[None]])
    formulas = book.formulas("S", Area.parse("A1:A4"))
    assert formulas == {(2, 1): "B2", (3, 1): "C3", (4, 1): "C4"}
    assert b'<f t="shared" si="0"/>' in unzipped(book.to_bytes())[SHEET]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0">B3</f></c></row>',
        '<row r="1"><c r="A1"><f t="shared" ref="A1:B1" si="0">XFD1</f></c>'
        '<c r="B1"><f t="shared" si="0"/></c></row>',
    ],
)
def test_a_shared_formula_that_cannot_be_taken_apart_is_refused(rows: str) -> None:
    data = small(rows)
    book = Workbook.from_bytes(data)
    with pytest.raises(Refused, match="dùng chung công thức"):
        book.write("S", 1, 1, [[1]])
    assert book.to_bytes() == data


ARRAYS = (
    '<row r="1"><c r="A1"><f t="array" ref="A1:A3">B1:B3</f><v>1</v></c>'
    '<c r="C1" cm="1"><f t="array" ref="C1:D2">_xlfn.SEQUENCE(2,2)</f><v>1</v></c></row>'
    '<row r="5"><c r="F5"><f t="dataTable" ref="F5:G6" dt2D="1" dtr="1" r1="A9" r2="B9"/><v>0</v>'
    "</c></row>"
)


@pytest.mark.parametrize(
    ("place", "block"),
    [
        ((1, 1), [[1]]),
        ((2, 1), [[1]]),
        ((3, 1), [[None]]),
        ((2, 4), [[1]]),
        ((1, 1), [[1, 2], [3, 4]]),
        ((6, 7), [["x"]]),
    ],
)
def test_a_part_of_an_array_cannot_be_written(
    place: tuple[int, int], block: list[list[object]]
) -> None:
    data = small(ARRAYS)
    book = Workbook.from_bytes(data)
    with pytest.raises(Refused, match="mảng"):
        book.write("S", *place, block)
    assert book.to_bytes() == data


def test_a_whole_array_can_be_written_over_and_is_gone_then() -> None:
    book = Workbook.from_bytes(small(ARRAYS))
    book.write("S", 1, 3, [[1, 2], [3, 4]])
    book.write("S", 1, 1, [["a"], [None], ["c"]])
    book.write("S", 2, 4, [[5]])
    part = unzipped(book.to_bytes())[SHEET].decode()
    assert "SEQUENCE" not in part
    assert "cm=" not in part
    assert problems(book.to_bytes()) == []


@pytest.mark.parametrize(
    ("place", "value", "stays"),
    [
        ((20, 1), 5, True),
        ((20, 1), Formula("1+1"), False),
        ((2, 4), 5, False),
        ((2, 4), None, False),
        ((2, 6), 5, False),
    ],
)
def test_the_calculation_chain_goes_when_a_formula_comes_or_goes(
    place: tuple[int, int], value: object, stays: bool
) -> None:
    book = Workbook.from_bytes(rich())
    book.write("Chính", *place, [[value]])
    parts = unzipped(book.to_bytes())
    assert ("xl/calcChain.xml" in parts) is stays
    assert (b"calcChain" in parts["[Content_Types].xml"]) is stays
    assert (b"calcChain" in parts["xl/_rels/workbook.xml.rels"]) is stays
    assert problems(book.to_bytes()) == []


def test_a_chain_whose_relationships_cannot_be_changed_is_a_refusal() -> None:
    part = "xl/_rels/workbook.xml.rels"
    data = edited(rich(), part, "<Relationships", "<!-- x --><Relationships")
    book = Workbook.from_bytes(data)
    with pytest.raises(Refused, match="không sửa an toàn"):
        book.write("Chính", 2, 4, [[5]])
    assert book.to_bytes() == data
    book.write("Chính", 20, 1, [[5]])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</sheets>", '</sheets><calcPr fullCalcOnLoad="1"/>'),
        ("</sheets><calcPr/>", '</sheets><calcPr fullCalcOnLoad="1"/>'),
        (
            "</sheets><calcPr calcId='5' fullCalcOnLoad='0'></calcPr>",
            "</sheets><calcPr calcId='5' fullCalcOnLoad=\"1\"></calcPr>",
        ),
        (
            "</sheets><definedNames><definedName name='a'>S!$A$1</definedName></definedNames>"
            "<oleSize ref='A1'/>",
            "</sheets><definedNames><definedName name='a'>S!$A$1</definedName></definedNames>"
            "<calcPr fullCalcOnLoad=\"1\"/><oleSize ref='A1'/>",
        ),
        (
            "</sheets><externalReferences/><pivotCaches/>",
            '</sheets><externalReferences/><calcPr fullCalcOnLoad="1"/><pivotCaches/>',
        ),
    ],
)
def test_calculation_is_asked_for_in_the_right_place(old: str, new: str) -> None:
    data = edited(small('<row r="1"/>'), "xl/workbook.xml", "</sheets>", old)
    book = Workbook.from_bytes(data)
    book.recalculate_on_load()
    part = unzipped(book.to_bytes())["xl/workbook.xml"].decode()
    assert new in part
    assert part.count("calcPr ") == 1


def test_values_ask_for_calculation_where_there_are_formulas_anywhere() -> None:
    plain = Workbook.from_bytes(small('<row r="1"><c r="A1"><v>1</v></c></row>'))
    plain.write("S", 1, 1, [[2]])
    assert b"fullCalcOnLoad" not in unzipped(plain.to_bytes())["xl/workbook.xml"]
    without_chain = with_parts(
        rich(),
        {
            "xl/calcChain.xml": None,
            "xl/_rels/workbook.xml.rels": re.sub(
                rb'<Relationship Id="rId7".*?/>',
                b"",
                unzipped(rich())["xl/_rels/workbook.xml.rels"],
            ),
        },
    )
    for data in (rich(), without_chain):
        book = Workbook.from_bytes(data)
        book.write("S2", 9, 9, [[2]])
        assert b'fullCalcOnLoad="1"' in unzipped(book.to_bytes())["xl/workbook.xml"]


def test_writing_nothing_new_changes_nothing() -> None:
    book = Workbook.from_bytes(rich())
    book.write("Chính", 20, 20, [[None]])
    book.write("Chính", 1, 1, [["Mã", "Tên"]])
    assert not book.changed
