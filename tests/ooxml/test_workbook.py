"""Sheets, names, the active sheet, and what forbids any change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from danvan_xl.ooxml import Area, Refused, Workbook
from tests.ooxml.books import by_xlsxwriter
from tests.ooxml.handmade import cells_written, edited, rich, small, unzipped, with_parts
from tests.xlsx_checks import problems

BOOK = "xl/workbook.xml"


def test_sheets_are_listed_with_kind_and_state() -> None:
    book = Workbook.from_bytes(rich())
    assert [(s.name, s.index, s.state, s.kind) for s in book.sheets] == [
        ("Chính", 1, "visible", "worksheet"),
        ("S2", 2, "visible", "worksheet"),
        ("Biểu đồ", 3, "visible", "chartsheet"),
        ("Ẩn", 4, "hidden", "worksheet"),
    ]
    assert book.sheet("CHÍNH").name == "Chính"
    assert book.active_sheet == "Chính"
    with pytest.raises(KeyError):
        book.sheet("không có")
    with pytest.raises(Refused, match="Biểu đồ"):
        book.values("Biểu đồ")
    with pytest.raises(Refused, match="Biểu đồ"):
        book.write("Biểu đồ", 1, 1, [[1]])


@pytest.mark.parametrize(
    ("name", "sheet", "area"),
    [
        ("one", "S2", "B3"),
        ("ONE", "S2", "B3"),
        ("wide", "Chính", "A1:D4"),
        ("Chính!_xlnm.Print_Area", "Chính", "A1:D4"),
    ],
)
def test_a_name_stands_for_an_area(name: str, sheet: str, area: str) -> None:
    assert Workbook.from_bytes(rich()).area_of(name) == (sheet, Area.parse(area))


def test_a_name_over_a_table_column_follows_the_table() -> None:
    book = Workbook.from_bytes(by_xlsxwriter())
    assert book.names["rates"] == "tblUnits[Tỷ lệ (%)]"
    assert book.area_of("rates") == ("Đơn vị", Area.parse("B3:B7"))
    book.resize_table("tblUnits", 9)
    assert book.area_of("rates") == ("Đơn vị", Area.parse("B3:B11"))


def named(text: str) -> bytes:
    """A workbook with the sheet «S» and one name."""
    return small(
        "", names=f'<definedNames><definedName name="n">{text}</definedName></definedNames>'
    )


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("S!$B$2", "B2"),
        ("s!B2:$C$9", "B2:C9"),
        ("'S'!$B$2", "B2"),
    ],
)
def test_an_area_is_understood_with_and_without_quotes(text: str, area: str) -> None:
    assert Workbook.from_bytes(named(text)).area_of("n") == ("S", Area.parse(area))


def test_an_apostrophe_in_the_name_of_a_sheet_is_doubled() -> None:
    data = edited(named("'O''S &amp; x'!$A$1"), BOOK, 'name="S"', 'name="O\'S &amp; x"')
    assert Workbook.from_bytes(data).area_of("n") == ("O'S & x", Area.parse("A1"))


@pytest.mark.parametrize(
    "text",
    [
        "#REF!",
        "S!#REF!",
        "[1]S!$A$1",
        "'[x.xlsx]S'!$A$1",
        "S!$A:$A",
        "S!$A$1,S!$B$2",
        "OFFSET(S!$A$1,1,1)",
        "5",
        "T!$A$1",
        "tbl[x]",
        "S!$A$0",
        "S!$XFE$1",
        "",
    ],
)
def test_a_name_that_is_no_area_is_refused(text: str) -> None:
    data = named(text)
    book = Workbook.from_bytes(data)
    with pytest.raises(Refused, match="«n»"):
        book.write_name("n", 1)
    assert book.to_bytes() == data


def test_a_cell_is_written_through_its_name() -> None:
    book = Workbook.from_bytes(rich())
    book.write_name("One", "QN01")
    book.write_name("merged_field", "gộp")
    assert cells_written(book, "S2") == {(3, 2): "QN01"}
    assert cells_written(book, "Chính") == {(1, 10): "gộp"}
    assert problems(book.to_bytes()) == []


@pytest.mark.parametrize(
    ("name", "word"), [("wide", "A1:D4"), ("gone", "#REF!"), ("nix", "không có tên")]
)
def test_a_name_that_is_not_one_cell_is_refused(name: str, word: str) -> None:
    book = Workbook.from_bytes(rich())
    with pytest.raises(Refused, match=word):
        book.write_name(name, 1)
    assert not book.changed


@pytest.mark.parametrize(
    ("block", "refused"),
    [([[1]], False), ([[1, None], [None, None]], False), ([[1, 2]], True), ([[1], ["x"]], True)],
)
def test_only_the_first_cell_of_a_merged_area_takes_a_value(
    block: list[list[object]], refused: bool
) -> None:
    book = Workbook.from_bytes(rich())
    if refused:
        with pytest.raises(Refused, match="vùng gộp J1:K2"):
            book.write("Chính", 1, 10, block)
        assert not book.changed
    else:
        book.write("Chính", 1, 10, block)
        assert problems(book.to_bytes()) == []


def test_one_sheet_is_active_and_only_that_one_selected() -> None:
    book = Workbook.from_bytes(rich())
    for name in ("S2", "Chính", "Biểu đồ", "S2"):
        book.activate(name)
        assert book.active_sheet == name
        after = book.to_bytes()
        assert problems(after) == []
        assert sum(part.count(b"tabSelected") for part in unzipped(after).values()) == 1
    with pytest.raises(Refused, match="Ẩn"):
        book.activate("Ẩn")
    assert book.active_sheet == "S2"


def test_activating_the_active_sheet_changes_nothing() -> None:
    book = Workbook.from_bytes(rich())
    book.activate("Chính")
    assert not book.changed


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('activeTab="0"', 'activeTab="0" firstSheet="3"', 'activeTab="1" firstSheet="1"'),
        (
            '<bookViews><workbookView xWindow="0" activeTab="0"/></bookViews>',
            "",
            '<bookViews><workbookView activeTab="1"/></bookViews><sheets>',
        ),
        (
            '<bookViews><workbookView xWindow="0" activeTab="0"/></bookViews>',
            "<bookViews/>",
            '<bookViews><workbookView activeTab="1"/></bookViews><sheets>',
        ),
        ('activeTab="0"', "", 'xWindow="0" activeTab="1"'),
    ],
)
def test_the_view_of_the_workbook_follows(old: str, new: str, expected: str) -> None:
    book = Workbook.from_bytes(edited(rich(), BOOK, old, new))
    book.activate("S2")
    assert expected in unzipped(book.to_bytes())[BOOK].decode()


def signed() -> bytes:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    link = f'<Relationship Id="rId9" Type="{kind}" Target="_xmlsignatures/origin.sigs"/>'
    data = edited(rich(), "_rels/.rels", "</Relationships>", link + "</Relationships>")
    return with_parts(data, {"_xmlsignatures/origin.sigs": b""})


def shared() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/revisionHeaders"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="revisions/revisionHeaders.xml"/>'
    place = "xl/_rels/workbook.xml.rels"
    data = edited(rich(), place, "</Relationships>", link + "</Relationships>")
    return with_parts(data, {"xl/revisions/revisionHeaders.xml": "<headers/>"})


CHANGES: list[Callable[[Workbook], None]] = [
    lambda book: book.write("S2", 1, 1, [[5]]),
    lambda book: book.write_name("one", 5),
    lambda book: book.resize_table("tblA", 5),
    lambda book: book.activate("S2"),
    lambda book: book.recalculate_on_load(),
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("make", "word"), [(signed, "chữ ký số"), (shared, "dùng chung")])
def test_a_signed_or_shared_workbook_is_only_read(
    make: Callable[[], bytes], word: str, change: Callable[[Workbook], None]
) -> None:
    data = make()
    book = Workbook.from_bytes(data)
    with pytest.raises(Refused, match=word):
        change(book)
    assert book.to_bytes() == data
    assert not book.written("S2")


@pytest.mark.parametrize("change", CHANGES)
def test_a_workbook_part_that_cannot_be_changed_in_bytes_is_a_refusal(
    change: Callable[[Workbook], None],
) -> None:
    data = edited(rich(), BOOK, "<sheets>", "<!-- x --><sheets>")
    book = Workbook.from_bytes(data)
    with pytest.raises(Refused, match=r"workbook\.xml"):
        change(book)
    assert book.to_bytes() == data


@pytest.mark.parametrize(
    "target",
    [
        "/xl/worksheets/sheet1.xml",
        "./worksheets/sheet1.xml",
        "../xl/worksheets/sheet1.xml",
        "worksheets%2Fsheet1.xml",
        "worksheets\\sheet1.xml",
        "WORKSHEETS/Sheet1.XML",
        "worksheets/sheet1.xml#a",
    ],
)
def test_a_sheet_is_found_however_its_place_is_written(target: str) -> None:
    data = edited(
        small('<row r="1"><c r="A1"><v>7</v></c></row>'),
        "xl/_rels/workbook.xml.rels",
        '"worksheets/sheet1.xml"',
        f'"{target}"',
    )
    book = Workbook.from_bytes(data)
    assert book.used_area("S") == Area.parse("A1")
    book.write("S", 1, 2, [[1]])
    assert b'r="B1"' in unzipped(book.to_bytes())["xl/worksheets/sheet1.xml"]


def test_dates_of_1904_are_known() -> None:
    assert not Workbook.from_bytes(by_xlsxwriter()).date1904
    assert Workbook.from_bytes(by_xlsxwriter(date1904=True)).date1904
