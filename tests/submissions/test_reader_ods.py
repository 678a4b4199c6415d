from __future__ import annotations

import io
import zipfile
from datetime import datetime, time, timedelta

import pytest

from danvan_xl.ooxml import Area
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawSheet, Unreadable
from danvan_xl.submissions.readers.odf_tables import area_of
from danvan_xl.submissions.readers.ods import read
from tests.submissions.write_odf import package, spreadsheet

LIMITS = Limits()


def sheet(rows: str, styles: str = "", limits: Limits = LIMITS) -> RawSheet:
    return read(
        spreadsheet(f'<table:table table:name="A">{rows}</table:table>', styles), limits
    ).sheets[0]


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def text(paragraphs: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}>{paragraphs}</table:table-cell>'


def typed(kind: str, value: str, shown: str = "…") -> str:
    name = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(
        kind, "value"
    )
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{value}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (typed("float", "1250.5"), 1250.5),
        (typed("currency", "5000000"), 5_000_000.0),
        (typed("percentage", "0.985"), 0.985),
        (typed("boolean", "true"), True),
        (typed("boolean", "maybe", "có"), "có"),
        (typed("date", "2022-09-05"), datetime(2022, 9, 5)),
        (typed("date", "2022-09-05T14:30:00"), datetime(2022, 9, 5, 14, 30)),
        (typed("date", "không rõ", "5.9.2022"), "5.9.2022"),
        (typed("time", "PT14H30M00S"), time(14, 30)),
        (typed("time", "PT30H00M00S"), timedelta(hours=30)),
        (typed("float", "NaN", "12"), "12"),
        (typed("float", "1e999", "∞"), "∞"),
        (text("<text:p>dòng 1</text:p><text:p>dòng 2</text:p>"), "dòng 1\ndòng 2"),
        (
            text('<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d</text:p>'),
            "a   b\tc\nd",
        ),
        (
            text("<text:p>xem <text:a>thư</text:a> của <text:span>xã</text:span>!</text:p>"),
            "xem thư của xã!",
        ),
        (
            text(
                "<office:annotation><text:p>ghi chú</text:p></office:annotation><text:p>số</text:p>"
            ),
            "số",
        ),
        (text("<text:p>#N/A</text:p>", 'table:formula="of:=NA()"'), ErrorCell("#N/A")),
        (text("<text:p>Err:502</text:p>"), ErrorCell("Err:502")),
        (text("<text:p>x</text:p>", 'calcext:value-type="error"'), ErrorCell("x")),
        (text("<text:p>#hashtag</text:p>"), "#hashtag"),
        ('<table:table-cell table:formula="of:=1+1"/>', Uncalculated()),
        (text("", 'table:formula="of:=&quot;&quot;"'), None),
        ("<table:table-cell/>", None),
    ],
)
def test_a_cell_is_what_it_says(cell: str, value: object) -> None:
    read_back = sheet(row(cell, text("<text:p>x</text:p>"))).cell(1, 1)
    assert read_back == value
    assert type(read_back) is type(value)


def test_repeated_cells_and_rows_stand_in_each_place() -> None:
    made = sheet(
        row(
            '<table:table-cell table:number-columns-repeated="2"/>',
            text("<text:p>x</text:p>", 'table:number-columns-repeated="2"'),
            more='table:number-rows-repeated="2"',
        )
        + row(more='table:number-rows-repeated="3"')
        + row(typed("float", "1"))
        + row(more='table:number-rows-repeated="1048570"')
    )
    line = [None, None, "x", "x"]
    assert made.rows == [line, line, [], [], [], [1.0]]


def test_rows_in_groups_and_headers_are_in_order() -> None:
    one, two, three = (row(typed("float", str(n))) for n in (1, 2, 3))
    made = sheet(
        f"<table:table-header-rows>{one}</table:table-header-rows>"
        f"<table:table-row-group><table:table-rows>{two}</table:table-rows></table:table-row-group>{three}"
    )
    assert made.rows == [[1.0], [2.0], [3.0]]


def test_filtered_rows_are_hidden_rows() -> None:
    made = sheet(
        row(typed("float", "1"), more='table:visibility="filter"')
        + row(typed("float", "2"))
        + row(
            typed("float", "3"), more='table:visibility="collapse" table:number-rows-repeated="2"'
        )
        + row(more='table:visibility="collapse" table:number-rows-repeated="1000000"')
    )
    assert made.hidden_rows == {1, 3, 4}


def test_a_covered_cell_keeps_its_column() -> None:
    made = sheet(
        row(
            text(
                "<text:p>a</text:p>",
                'table:number-columns-spanned="2" table:number-rows-spanned="1"',
            ),
            "<table:covered-table-cell/>",
            text("<text:p>b</text:p>"),
        )
    )
    assert made.rows == [["a", None, "b"]]
    assert made.merged == (Area(1, 1, 1, 2),)


VN_TIME = '<style:text-properties fo:font-family="&apos;.VnTime&apos;"/>'


@pytest.mark.parametrize(
    ("styles", "rows"),
    [
        (
            f'<style:style style:name="p" style:family="table-cell">{VN_TIME}</style:style>'
            '<style:style style:name="c" style:family="table-cell" style:parent-style-name="p"/>',
            row(text("<text:p>x</text:p>", 'table:style-name="c"')),
        ),
        (
            f'<style:style style:name="c" style:family="table-cell">{VN_TIME}</style:style>',
            '<table:table-column table:default-cell-style-name="c"/>'
            + row(text("<text:p>x</text:p>")),
        ),
        (
            f'<style:style style:name="c" style:family="table-cell">{VN_TIME}</style:style>',
            row(text("<text:p>x</text:p>"), more='table:default-cell-style-name="c"'),
        ),
        (
            f'<style:style style:name="t" style:family="text">{VN_TIME}</style:style>',
            row(text('<text:p>a <text:span text:style-name="t">x</text:span></text:p>')),
        ),
        (
            f'<style:default-style style:family="table-cell">{VN_TIME}</style:default-style>',
            row(text("<text:p>x</text:p>")),
        ),
    ],
    ids=["parent", "column", "row", "part of a text", "default"],
)
def test_a_font_from_before_unicode_is_found_wherever_it_is_set(styles: str, rows: str) -> None:
    assert sheet(rows, styles).legacy_fonts == {(1, 1): ".VnTime"}


def test_styles_that_stand_on_each_other_in_a_ring_do_no_harm() -> None:
    ring = "".join(
        f'<style:style style:name="{a}" style:family="table-cell" style:parent-style-name="{b}"/>'
        for a, b in (("a", "b"), ("b", "a"))
    )
    assert not sheet(row(text("<text:p>x</text:p>", 'table:style-name="a"')), ring).legacy_fonts


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("$'Kết quả'.$B$4:.$F$35", ("Kết quả", Area(4, 2, 35, 6))),
        ("'Kết quả'.B4:'Kết quả'.F35", ("Kết quả", Area(4, 2, 35, 6))),
        ("$Sheet1.$A$1", ("Sheet1", Area(1, 1, 1, 1))),
        ("$'a''b.c'.A1", ("a'b.c", Area(1, 1, 1, 1))),
        ("$A.$A$1:$B.$B$2", None),
        ("$A.$4:.$4", None),
        ("$A.$A$0", None),
        ("$A.$ZZZZ$1", None),
        ("'file:///C:/x.ods'#$A.$A$1", None),
        ("", None),
    ],
)
def test_an_address_is_one_area_or_nothing(address: str, place: object) -> None:
    assert area_of(address) == place


def test_ranges_without_a_name_of_their_own_are_no_tables() -> None:
    ranges = "".join(
        f'<table:database-range table:name="{name}" table:target-range-address="A.A1:A.B2"/>'
        for name in ("tblResults", "__Anonymous_Sheet_DB__0")
    )
    tables = f'<table:table table:name="A"/><table:database-ranges>{ranges}</table:database-ranges>'
    assert read(spreadsheet(tables), LIMITS).tables == {"tblresults": ("A", Area(1, 1, 2, 2))}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (row(typed("float", "1"), more='table:number-rows-repeated="1048576"') * 3, "T07"),
        (row(text("<text:p>x</text:p>", 'table:number-columns-repeated="16384"')) * 200, "T07"),
        (
            row('<table:table-cell table:number-columns-repeated="16384"/>', typed("float", "1")),
            "T07",
        ),
        (row(text('<text:p><text:s text:c="999999999999"/></text:p>')), "T07"),
        (
            row(
                text(
                    "<text:p>" + "<text:span>" * 5_000 + "x" + "</text:span>" * 5_000 + "</text:p>"
                )
            ),
            "T05",
        ),
    ],
    ids=["rows", "columns", "beyond", "spaces", "depth"],
)
def test_what_would_fill_the_memory_is_refused(rows: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        sheet(rows)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "T10"),
        ("<a/>", "T05"),
        ("<a>", "T05"),
        ("", "T05"),
    ],
)
def test_content_that_is_no_spreadsheet_is_refused(content: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(package(content), LIMITS)
    assert refused.value.code == code


def repacked(data: bytes, **parts: bytes | None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = parts.get(
                name.replace(".", "_").replace("/", "_").replace("-", "_"), old.read(name)
            )
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def test_a_password_is_told() -> None:
    data = repacked(spreadsheet(""), META_INF_manifest_xml=b"<m><manifest:encryption-data/></m>")
    with pytest.raises(Unreadable) as refused:
        read(data, LIMITS)
    assert refused.value.code == "T04"


def test_a_package_without_its_content_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read(repacked(spreadsheet(""), content_xml=None), LIMITS)
    assert refused.value.code == "T05"
    assert "content.xml" in refused.value.finding.message


def test_a_part_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read(spreadsheet(" " * 5_000), Limits(unpacked_bytes=4_000))
    assert refused.value.code == "T07"
