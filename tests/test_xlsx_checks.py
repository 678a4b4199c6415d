"""The checks of workbook files notice each kind of damage."""

from __future__ import annotations

import io
import warnings
import zipfile

import pytest

from tests.ooxml.books import by_openpyxl, by_xlsxwriter
from tests.ooxml.handmade import edited, prefixed, rich, small, strict, unzipped, with_parts
from tests.xlsx_checks import problems

BOOK, SHEET, TABLE = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"
LINKS = "xl/_rels/workbook.xml.rels"


def validation(attributes: str, formula: str = "1") -> bytes:
    return small(
        "",
        after=f'<dataValidations count="1"><dataValidation sqref="A1" {attributes}>'
        f"<formula1>{formula}</formula1></dataValidation></dataValidations>",
    )


@pytest.mark.parametrize(
    "data",
    [rich(), prefixed(rich()), strict(rich()), by_xlsxwriter(), by_openpyxl(), small("")],
)
def test_sound_files_have_no_problems(data: bytes) -> None:
    assert problems(data) == []


def test_texts_of_the_greatest_length_are_no_problem() -> None:
    attributes = f'prompt="{"x" * 255}" promptTitle="{"x" * 32}"'
    assert problems(validation(attributes, f'"{"y" * 255}"')) == []


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (small('<row r="2"/><row r="1"/>'), "row 1 stands after row 2"),
        (small('<row r="1"/><row r="1"/>'), "row 1 stands after row 1"),
        (small('<row r="1"><c r="B1"/><c r="A1"/></row>'), "column 1 stands after column 2"),
        (small('<row r="1"><c r="A2"/></row>'), "cell A2 stands in row 1"),
        (small('<row r="1" spans="2:3"><c r="A1"/></row>'), "spans 2:3"),
        (small('<row r="1"><c r="B1"><v>1</v></c></row>', '<dimension ref="A1"/>'), "dimension"),
        (small('<row r="1"><c r="A1"><f t="shared" si="0"/></c></row>'), "shared formula is gone"),
        (small('<row r="1"><c r="A1"><f></f></c></row>'), "an empty formula"),
        (
            small(
                '<row r="1"><c r="A1"><f t="array" ref="A1:A2">1</f></c></row>'
                '<row r="2"><c r="A2"><f>1</f></c></row>'
            ),
            "inside the array",
        ),
        (small('<row r="1"><c r="B1"><f t="array" ref="A1:A2">1</f></c></row>'), "outside its"),
        (small('<row r="1"><c r="A1" s="4"/></row>'), "style 4 of 4"),
        (small('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), "no shared string 0"),
        (validation(f'prompt="{"x" * 256}"'), "prompt is longer"),
        (validation(f'error="{"x" * 256}"'), "error is longer"),
        (validation(f'promptTitle="{"x" * 33}"'), "promptTitle is longer"),
        (validation(f'errorTitle="{"x" * 33}"'), "errorTitle is longer"),
        (validation("", f'"{"y" * 256}"'), "the list is longer"),
        (with_parts(rich(), {"xl/styles.xml": None}), "styles.xml, which is missing"),
        (with_parts(rich(), {"xl/slicers/slicer1.xml": None}), "slicer1.xml, which is missing"),
        (with_parts(rich(), {"a.dat": b"x"}), "a.dat has no content type"),
        (with_parts(rich(), {"[Content_Types].xml": None}), "no list of content types"),
        (with_parts(rich(), {"xl/x/_rels/y.xml.rels": "<Relationships/>"}), "belongs to no part"),
        (with_parts(rich(), {SHEET: "<worksheet>"}), "malformed"),
        (edited(rich(), LINKS, 'Id="rId2"', 'Id="rId1"'), "rId1 twice"),
        (edited(rich(), SHEET, 'tablePart r:id="rId4"', 'tablePart r:id="rId44"'), "uses rId44"),
        (edited(rich(), BOOK, 'name="S2"', f'name="{"x" * 32}"'), "too long"),
        (edited(rich(), BOOK, 'name="S2"', 'name="chính"'), "share a name"),
        (edited(rich(), BOOK, 'activeTab="0"', 'activeTab="1"'), "0 is selected but 1 is active"),
        (edited(rich(), BOOK, 'activeTab="0"', 'activeTab="3"'), "is hidden"),
        (edited(rich(), BOOK, 'activeTab="0"', 'activeTab="9"'), "does not exist"),
        (
            edited(
                rich(), "xl/chartsheets/sheet1.xml", "<sheetView ", '<sheetView tabSelected="1" '
            ),
            "several sheets are selected",
        ),
        (edited(rich(), TABLE, 'name="Tên"', 'name="Tên khác"'), "'Tên khác' differs"),
        (edited(rich(), TABLE, 'name="Tên"', 'name="mã"'), "column name twice"),
        (edited(rich(), TABLE, '<tableColumns count="4"', '<tableColumns count="5"'), "wrongly"),
        (edited(rich(), TABLE, 'ref="A1:D4" ', 'ref="A1:E4" '), "4 columns on an area A1:E4"),
        (edited(rich(), TABLE, 'ref="A1:D4" ', 'ref="A1:D15" '), "overlap"),
        (edited(rich(), TABLE, 'ref="A1:D4" ', 'ref="A1:D1" '), "no data row"),
        (edited(rich(), TABLE, 'ref="A1:D4" ', 'ref="A1:D5" '), "its filter covers A1:D4"),
        (
            edited(rich(), TABLE, 'displayName="tblA"', 'displayName="tblb"'),
            "share the displayName",
        ),
        (edited(rich(), TABLE, ' id="1"', ' id="2"'), "share the id"),
        (edited(rich(), "xl/calcChain.xml", '<c r="D2" i="1"/>', ""), "chain misses"),
        (edited(rich(), "xl/calcChain.xml", 'r="D2"', 'r="E2"'), "chain lists E2"),
    ],
)
def test_damage_is_noticed(data: bytes, word: str) -> None:
    found = problems(data)
    assert any(word in problem for problem in found), found


def test_a_part_that_is_there_twice_is_noticed() -> None:
    out = io.BytesIO(rich())
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("XL/styles.xml", unzipped(rich())["xl/styles.xml"])
    assert "twice" in problems(out.getvalue())[0]


def test_a_wrong_checksum_is_noticed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", b"<a>1</a>")
    assert "checksum" in problems(out.getvalue().replace(b"<a>1</a>", b"<a>2</a>"))[0]
