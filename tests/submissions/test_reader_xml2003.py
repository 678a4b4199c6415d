from __future__ import annotations

from datetime import datetime, time

import pytest

from danvan_xl.ooxml import Area
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook, RawSheet, Unreadable
from danvan_xl.submissions.readers.xml2003 import read

LIMITS = Limits()
SPACES = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40"'
)


def workbook(inside: str) -> RawBook:
    return read(f'<?xml version="1.0"?><Workbook {SPACES}>{inside}</Workbook>'.encode(), LIMITS)


def sheet(rows: str, styles: str = "") -> RawSheet:
    return workbook(
        f'<Styles>{styles}</Styles><Worksheet ss:Name="A"><Table>{rows}</Table></Worksheet>'
    ).sheets[0]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<Cell><Data ss:Type="Number">1250.5</Data></Cell>', 1250.5),
        ('<Cell><Data ss:Type="Number">một</Data></Cell>', "một"),
        ('<Cell><Data ss:Type="Number">INF</Data></Cell>', "INF"),
        (
            '<Cell><Data ss:Type="DateTime">2022-09-05T00:00:00.000</Data></Cell>',
            datetime(2022, 9, 5),
        ),
        ('<Cell><Data ss:Type="DateTime">1899-12-31T14:30:00.000</Data></Cell>', time(14, 30)),
        ('<Cell><Data ss:Type="DateTime">5.9.2022</Data></Cell>', "5.9.2022"),
        ('<Cell><Data ss:Type="Boolean">1</Data></Cell>', True),
        (
            '<Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell>',
            ErrorCell("#DIV/0!"),
        ),
        ('<Cell><Data ss:Type="String">001</Data></Cell>', "001"),
        ('<Cell><Data ss:Type="String"><html:B>Đậm</html:B> nhạt</Data></Cell>', "Đậm nhạt"),
        (
            '<Cell><Data ss:Type="String">a&#10;b</Data><Comment><Data>c</Data></Comment></Cell>',
            "a\nb",
        ),
        ('<Cell ss:Formula="=R[-1]C"/>', Uncalculated()),
        ('<Cell ss:Formula="=R[-1]C"><Data ss:Type="String"></Data></Cell>', None),
    ],
)
def test_a_cell_is_what_it_says(cell: str, value: object) -> None:
    read_back = sheet(f"<Row>{cell}<Cell><Data>x</Data></Cell></Row>").cell(1, 1)
    assert read_back == value
    assert type(read_back) is type(value)


def cell(text: str, **more: int) -> str:
    attributes = "".join(f' ss:{name}="{value}"' for name, value in more.items())
    return f'<Cell{attributes}><Data ss:Type="String">{text}</Data></Cell>'


def test_gaps_spans_and_merged_cells_are_counted() -> None:
    made = sheet(
        f'<Row ss:Index="2">{cell("a", Index=2)}{cell("b", MergeAcross=1)}{cell("c")}</Row>'
        f'<Row ss:Span="2" ss:Hidden="1"/><Row>{cell("d")}</Row>'
    )
    assert made.rows == [[], [None, "a", "b", None, "c"], [], [], [], ["d"]]
    assert made.merged == (Area(2, 3, 2, 4),)
    assert made.hidden_rows == {3, 4, 5}


@pytest.mark.parametrize(
    "row",
    [
        '<Row><Cell ss:StyleID="c"><Data ss:Type="{}">1</Data></Cell></Row>',
        '<Row ss:StyleID="c"><Cell><Data ss:Type="{}">1</Data></Cell></Row>',
        '<Column ss:StyleID="c"/><Row><Cell><Data ss:Type="{}">1</Data></Cell></Row>',
    ],
    ids=["cell", "row", "column"],
)
def test_styles_come_from_the_cell_the_row_or_the_column(row: str) -> None:
    styles = (
        '<Style ss:ID="p"><Font ss:FontName="VNI-Times"/><NumberFormat ss:Format="0.0%"/></Style>'
        '<Style ss:ID="c" ss:Parent="p"/>'
    )
    assert sheet(row.format("Number"), styles).percents == {(1, 1)}
    assert sheet(row.format("String"), styles).legacy_fonts == {(1, 1): "VNI-Times"}


def test_a_part_of_a_text_in_a_font_from_before_unicode_is_told() -> None:
    rich = cell('a <html:Font html:Face=".VnTime">b</html:Font>')
    assert sheet(f"<Row>{rich}</Row>").legacy_fonts == {(1, 1): ".VnTime"}


def test_only_names_of_one_plain_area_are_told() -> None:
    names = "".join(
        f'<NamedRange ss:Name="{name}" ss:RefersTo="{to}"/>'
        for name, to in (
            ("Results_Area", "='Kết ''quả'!R4C2:R35C6"),
            ("one", "=B!R1C3"),
            ("gone", "=C!R1C1"),
            ("broken", "=#REF!"),
            ("two", "=B!R1C1,B!R2C2"),
            ("far", "=B!R1C1:R9999999C1"),
            ("_FilterDatabase", "=B!R1C1:R2C2"),
        )
    )
    book = workbook(
        f'<Names>{names}</Names><Worksheet ss:Name="Kết \'quả"/><Worksheet ss:Name="B">'
        '<Names><NamedRange ss:Name="one" ss:RefersTo="=B!R9C9"/></Names></Worksheet>'
    )
    assert book.areas == {
        "results_area": ("Kết 'quả", Area(4, 2, 35, 6)),
        "one": ("B", Area(1, 3, 1, 3)),
    }


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'<!DOCTYPE a [<!ENTITY x "y">]><Workbook/>', "T10"),
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><Workbook/>'.encode("utf-16"), "T10"),
        (b"<Workbook/>", "T05"),
        (b"<Workbook>", "T05"),
        (b"", "T05"),
    ],
)
def test_what_is_no_workbook_or_not_safe_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data, LIMITS)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "rows",
    [f'<Row ss:Index="1048577">{cell("x")}</Row>', f"<Row>{cell('x', Index=99_999)}</Row>"],
)
def test_a_cell_beyond_a_sheet_is_refused(rows: str) -> None:
    with pytest.raises(Unreadable) as refused:
        sheet(rows)
    assert refused.value.code == "T07"
