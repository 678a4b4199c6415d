from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from danvan_xl.demo.fill import fill
from danvan_xl.ooxml import Area
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.limits import LIMITS
from danvan_xl.submissions.raw import RawBook, RawCell, RawSheet, Unreadable
from danvan_xl.submissions.readers.xlsx import read
from tests.demo.forms import answer, form, unit
from tests.ooxml.books import by_excel, by_libreoffice, by_openpyxl, by_xlsxwriter
from tests.ooxml.handmade import edited, prefixed, rich, small, strict
from tests.submissions.hostile_makers import macro_sheet, repeated_text

FORM = ("SNV", "BQN", "529")


def sheet_of(rows: str, before: str = "", after: str = "", names: str = "") -> RawSheet:
    return read(small(rows, before, after, names), LIMITS).sheets[0]


def row(*cells: str) -> str:
    return f'<row r="1">{"".join(cells)}</row>'


@cache
def filled(code: str) -> bytes:
    return fill(form(unit(code)), answer(code))


def as_raw(value: object) -> RawCell:
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value or None if isinstance(value, str) else value


@pytest.mark.parametrize("code", FORM)
def test_a_form_is_read_as_another_library_reads_it(code: str) -> None:
    book = read(filled(code), LIMITS)
    other = openpyxl.load_workbook(BytesIO(filled(code)), data_only=True)
    assert [sheet.name for sheet in book.sheets] == other.sheetnames
    for sheet in book.sheets:
        for line in other[sheet.name].iter_rows():
            for cell in line:
                value = sheet.cell(cell.row, cell.column)
                if not isinstance(value, Uncalculated):
                    assert as_raw(cell.value) == value, cell.coordinate


def test_names_tables_and_merged_cells_of_a_form_are_told() -> None:
    book = read(filled("529"), LIMITS)
    sheet, area = book.areas["unit_code"]
    found = book.sheet(sheet)
    assert found is not None
    assert found.cell(*area.first_cell) == "529"
    assert {"results_area", "initiatives_area", "unit_name", "period_year"} <= set(book.areas)
    assert set(book.tables) == {"tblresults", "tblinitiatives"}
    assert any(one.merged for one in book.sheets)


CELLS: dict[str, tuple[str, RawCell]] = {
    "a whole number": ('<c r="A1"><v>12</v></c>', 12.0),
    "a text of digits": ('<c r="A1" t="str"><v>001</v></c>', "001"),
    "truth": ('<c r="A1" t="b"><v>1</v></c>', True),
    "nothing": ('<c r="A1" s="2"/>', None),
    "an empty text": ('<c r="A1" t="str"><v></v></c>', None),
    "a day": ('<c r="A1" s="1"><v>44809</v></c>', date(2022, 9, 5)),
    "an ISO day": ('<c r="A1" t="d"><v>2022-09-05</v></c>', date(2022, 9, 5)),
    "an error": ('<c r="A1" t="e"><v>#N/A</v></c>', ErrorCell("#N/A")),
    "an error of a formula": (
        '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        ErrorCell("#DIV/0!"),
    ),
    "a formula never calculated": ('<c r="A1"><f>1+1</f></c>', Uncalculated()),
    "a formula with an empty result": ('<c r="A1"><f>1+1</f><v></v></c>', Uncalculated()),
    "a formula that gives an empty text": ('<c r="A1" t="str"><f>""</f><v></v></c>', None),
    "a formula with a result": ('<c r="A1"><f>1+1</f><v>2</v></c>', 2.0),
    "rich text": (
        '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>',
        "a b",
    ),
    "text as it stands": (
        '<c r="A1" t="inlineStr"><is><t>Qu\u00a0a\u0300 &amp;</t></is></c>',
        "Qu\u00a0a\u0300 &",
    ),
    "no address": ("<c><v>5</v></c>", 5.0),
}


@pytest.mark.parametrize(("xml", "value"), CELLS.values(), ids=CELLS)
def test_a_cell_is_read(xml: str, value: RawCell) -> None:
    assert sheet_of(row(xml)).cell(1, 1) == value


LOST = {
    "a boolean that is none": '<c r="A1" t="b"><v>2</v></c>',
    "a kind that is none": '<c r="A1" t="zz"><v>2</v></c>',
    "a shared text that is not there": '<c r="A1" t="s"><v>7</v></c>',
    "a number without an end": '<c r="A1"><v>1e999</v></c>',
    "no number": '<c r="A1"><v>nan</v></c>',
    "a number in CDATA": '<c r="A1"><v><![CDATA[5]]></v></c>',
    "two cells at one place": '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>',
    "an address that is none": '<c r="AAAA1"><v>1</v></c>',
}


@pytest.mark.parametrize("xml", LOST.values(), ids=LOST)
def test_a_value_that_cannot_be_read_rightly_is_never_left_out(xml: str) -> None:
    with pytest.raises(Unreadable) as caught:
        sheet_of(row(xml))
    assert caught.value.finding.code == "T05"


def test_two_sheets_of_one_name_are_refused() -> None:
    data = edited(rich(), "xl/workbook.xml", '<sheet name="S2"', '<sheet name="chính"')
    with pytest.raises(Unreadable) as caught:
        read(data, LIMITS)
    assert caught.value.finding.code == "T05"


def test_the_used_range_begins_at_the_first_cell() -> None:
    sheet = sheet_of('<row r="3"><c r="B3"><v>1</v></c></row>')
    assert sheet.cell(3, 2) == 1.0
    assert sheet.cell(1, 1) is None
    assert len(sheet.rows) == 3


def test_an_odd_cell_beyond_the_values_is_kept() -> None:
    sheet = sheet_of(
        row('<c r="A1"><v>1</v></c>') + '<row r="4"><c r="D4" t="e"><v>#REF!</v></c></row>'
    )
    assert sheet.cell(4, 4) == ErrorCell("#REF!")
    assert sheet.cell(1, 1) == 1.0


def test_a_sheet_without_cells_has_no_rows() -> None:
    assert list(sheet_of("").rows) == []


def test_hidden_sheets_and_rows_are_told() -> None:
    book = read(rich(), LIMITS)
    assert {sheet.name: sheet.hidden for sheet in book.sheets} == {
        "Chính": False,
        "S2": False,
        "Ẩn": True,
    }
    assert book.sheets[0].hidden_rows == {3}
    assert book.sheets[0].merged == (Area.parse("J1:K2"),)


@pytest.mark.parametrize("make", [rich, lambda: prefixed(rich()), lambda: strict(rich())])
def test_prefixed_and_strict_workbooks_read_the_same(make: object) -> None:
    assert callable(make)
    book = read(make(), LIMITS)
    assert book == read(rich(), LIMITS)
    assert book.kind == "xlsm"
    assert book.areas["merged_field"] == ("Chính", Area.parse("J1:K2"))
    assert "gone" not in book.areas
    assert book.tables["tbla"] == ("Chính", Area.parse("A1:D4"))
    assert book.sheets[0].cell(8, 8) == ErrorCell("#DIV/0!")
    assert book.sheets[0].cell(9, 8) == Uncalculated()


def saved(book: openpyxl.Workbook) -> RawBook:
    out = BytesIO()
    book.save(out)
    return read(out.getvalue(), LIMITS)


def test_percentages_are_told_by_their_format() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([0.98, 0.98, 98, "98%"])
    sheet["A1"].number_format, sheet["D1"].number_format = "0.00%", "0%"
    sheet["C1"].number_format = '0"%"'
    assert saved(book).sheets[0].percents == {(1, 1)}


def test_fonts_from_before_unicode_are_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Qu¶ng", "Quảng", 5, None])
    sheet["A2"] = CellRichText("a ", TextBlock(InlineFont(rFont="VNI-Times"), "Tieáng"))
    for cell in ("A1", "C1", "D1"):
        sheet[cell].font = Font(name=".VnTime")
    assert saved(book).sheets[0].legacy_fonts == {(1, 1): ".VnTime", (2, 1): "VNI-Times"}


def test_days_of_a_workbook_that_counts_from_1904_are_right() -> None:
    days = [read(by_xlsxwriter(date1904=old), LIMITS).sheets[0].cell(3, 3) for old in (True, False)]
    assert days == [date(2026, 1, 1)] * 2


@pytest.mark.parametrize("make", [by_openpyxl, by_excel, by_libreoffice, by_xlsxwriter])
def test_workbooks_of_real_programs_are_read(make: object) -> None:
    assert callable(make)
    assert read(make(), LIMITS).sheets


def test_sheets_of_macros_are_left_out_and_the_others_read() -> None:
    book = read(macro_sheet(), LIMITS)
    assert [sheet.name for sheet in book.sheets] == ["S"]
    assert book.sheets[0].cell(1, 1) == 1.0


def test_names_of_one_sheet_come_after_those_of_the_workbook() -> None:
    names = (
        '<definedNames><definedName name="a" localSheetId="0">S!$A$1</definedName>'
        '<definedName name="A">S!$B$2</definedName>'
        '<definedName name="b" localSheetId="0">S!$C$3:$D$4</definedName></definedNames>'
    )
    book = read(small(row("<c r='A1'><v>1</v></c>"), names=names), LIMITS)
    assert book.areas == {"a": ("S", Area.parse("B2")), "b": ("S", Area.parse("C3:D4"))}


def test_few_repetitions_of_a_long_text_are_read() -> None:
    sheet = read(repeated_text(cells=20), LIMITS).sheets[0]
    assert [len(str(line[0])) for line in sheet.rows] == [30_000] * 20


def test_bytes_that_are_no_workbook_are_unreadable() -> None:
    with pytest.raises(Unreadable) as caught:
        read(b"PK\x03\x04", LIMITS)
    assert caught.value.finding.code == "T05"
