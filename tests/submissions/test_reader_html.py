from __future__ import annotations

from datetime import datetime

import pytest

from danvan_xl.ooxml import Area
from danvan_xl.schema.values import ErrorCell
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook, RawSheet, Unreadable
from danvan_xl.submissions.readers.html import read
from tests.submissions.formats import Page, Pages, write

LIMITS = Limits()


def page(body: str, head: str = "", encoding: str = "utf-8") -> RawBook:
    return read(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding), LIMITS)


def table(rows: str, head: str = "") -> RawSheet:
    return page(f"<table>{rows}</table>", head).sheets[0]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<td>1.250</td>", "1.250"),
        ("<td>12</td>", "12"),
        ('<td x:num="1250.5">1.250,5</td>', 1250.5),
        ('<td x:num="-1E-3">-0,001</td>', -0.001),
        ("<td x:num>1250</td>", 1250.0),
        ("<td x:num>1.250</td>", "1.250"),
        ('<td x:num="nan">12</td>', "12"),
        ('<td x:num="1e999">12</td>', "12"),
        ("<td x:str>001</td>", "001"),
        ('<td x:bool="TRUE">TRUE</td>', True),
        ('<td x:err="#N/A"></td>', ErrorCell("#N/A")),
        (
            '<td x:num="44809" style=\'mso-number-format:"dd\\/mm\\/yyyy"\'>05/09/2022</td>',
            datetime(2022, 9, 5),
        ),
        (
            '<td x:num="44809" style=\'mso-number-format:"Short Date"\'>5.9</td>',
            datetime(2022, 9, 5),
        ),
        ("<td x:num=\"44809\" style='mso-number-format:Standard'>44.809,00</td>", 44_809.0),
        ('<td sdval="44809" sdnum="1033;1066;DD/MM/YYYY">05/09/2022</td>', datetime(2022, 9, 5)),
        ('<td sdval="1250" sdnum="1033;0;#,##0">1.250</td>', 1250.0),
        ('<td sdval="1" sdnum="1033;0;BOOLEAN">TRUE</td>', True),
        ('<td sdval="0" sdnum="1033;">#DIV/0!</td>', ErrorCell("#DIV/0!")),
        ("<td>a &amp; b &lt;c&gt; &#7841;</td>", "a & b <c> ạ"),
        ("<td>một\n   hai<br>ba</td>", "một hai\nba"),
        ("<td><p>một</p><p>hai</p></td>", "một\nhai"),
        ("<td>12&nbsp;000</td>", "12\u00a0000"),
        ("<td>&nbsp;</td>", None),
        ("<td> </td>", None),
        ("<td><script>alert(1)</script>x<!-- y --></td>", "x"),
        ("<th><b>Đầu</b> <i>đề</i></th>", "Đầu đề"),
    ],
)
def test_a_cell_is_what_it_says(cell: str, value: object) -> None:
    read_back = table(f"<tr>{cell}<td>x</td></tr>").cell(1, 1)
    assert read_back == value
    assert type(read_back) is type(value)


def test_cells_that_reach_down_move_the_others_aside() -> None:
    made = table(
        "<tr><td rowspan=3>a<td colspan=2>b<td>c</tr>"
        "<tr><td>d<td rowspan=2>e<td>f</tr>"
        "<tr><td>g<td>h</tr>"
    )
    assert made.rows == [["a", "b", None, "c"], [None, "d", "e", "f"], [None, "g", None, "h"]]
    assert sorted(made.merged) == [Area(1, 1, 3, 1), Area(1, 2, 1, 3), Area(2, 3, 3, 3)]


def test_cells_that_excel_only_lays_over_others_are_not_merged() -> None:
    made = table("<tr><td colspan=2 style='mso-ignore:colspan'>dài<td>x</tr>")
    assert made.rows == [["dài", None, "x"]]
    assert made.merged == ()


def test_rows_are_read_from_all_parts_of_a_table_in_order() -> None:
    made = table(
        "<thead><tr><td>1</thead><tbody><tr><td>2<tr style='DISPLAY: none'><td>3</tbody><tr><td>4"
    )
    assert [line[0] for line in made.rows] == ["1", "2", "3", "4"]
    assert made.hidden_rows == {3}


def test_a_table_within_a_table_is_a_sheet_of_its_own() -> None:
    book = page("<table><tr><td>ngoài<table><tr><td>trong</table></td><td>x</tr></table>")
    assert [[*map(list, sheet.rows)] for sheet in book.sheets] == [[["ngoài", "x"]], [["trong"]]]


def test_tables_for_layout_only_are_left_out() -> None:
    book = page("<table><tr><td><table><tr><td>trong</table></td></tr></table>")
    assert [sheet.rows for sheet in book.sheets] == [[["trong"]]]


def test_the_heading_above_names_a_table() -> None:
    book = page(
        "<h1>PHIẾU</h1><h2>Kết \n quả</h2><table><tr><td>1</table>"
        "<table><tr><td>2</table>"
        "<table><caption>Mô hình</caption><tr><td>3</table>"
        "<h1>Sheet 3: <em>Mô hình</em></h1><table><tr><td>4</table>"
    )
    assert [sheet.name for sheet in book.sheets] == ["Kết quả", "Bảng 2", "Mô hình", "Mô hình (2)"]


LISTED = "<!--[if gte mso 9]><xml>{}</xml><![endif]-->"


def test_names_that_the_page_lists_go_first_where_they_fit() -> None:
    head = LISTED.format("<x:Name>A &amp; B</x:Name><x:Name>C</x:Name>")
    two = "<h1>x</h1><table><tr><td>1</table><table><tr><td>2</table>"
    assert [sheet.name for sheet in page(two, head).sheets] == ["A & B", "C"]
    assert [sheet.name for sheet in page(two + two, head).sheets] == [
        "x",
        "Bảng 2",
        "x (2)",
        "Bảng 4",
    ]


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("", "<td style='font-family:\".VnTime\", serif'>x"),
        ("", "<td><font face='.VnTime'>x</font>"),
        ("", "<td><span style='font-family:.VnTime'>x</span>"),
        (
            "<style><!-- .xl25, .xl26 {color:red; font-family:.VnTime;} --></style>",
            "<td class=xl26>x",
        ),
        ("<style>td {font-family:.VnTime}</style>", "<td>x"),
        ("<style>body {font-family:'.VnTime'}</style>", "<td>x"),
    ],
)
def test_a_font_from_before_unicode_is_found_wherever_it_is_set(head: str, cell: str) -> None:
    assert table(f"<tr>{cell}</tr>", head).legacy_fonts == {(1, 1): ".VnTime"}


def test_the_nearest_font_counts() -> None:
    head = "<style>td {font-family:.VnTime} .u {font-family:Arial}</style>"
    assert table("<tr><td class=u>x</tr>", head).legacy_fonts == {}


def test_percentages_are_told() -> None:
    made = table(
        "<tr><td x:num='0.98' style='mso-number-format:Percent'>98%"
        "<td sdval='0.5' sdnum='1033;0;0%'>50%<td x:num='0.5'>0,5<td>98%</tr>"
    )
    assert made.percents == {(1, 1), (1, 2)}
    assert made.rows == [[0.98, 0.5, 0.5, "98%"]]


META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("windows-1252", "utf-8"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("utf-16", "utf-16-le"),
    ],
)
def test_vietnamese_is_read_in_every_encoding(charset: str, encoding: str) -> None:
    head = META.format(charset) if charset else ""
    made = page("<table><tr><td>Quảng Ngãi, đối thoại</table>", head, encoding)
    assert made.sheets[0].rows == [["Quảng Ngãi, đối thoại"]]


@pytest.mark.parametrize("charset", ["", "windows-1252", "utf-8", "zip", "no-such-thing"])
def test_text_in_an_old_font_keeps_its_characters(charset: str) -> None:
    words = "Sè l­îng ng­êi dù häp"
    made = page(f"<table><tr><td>{words}</table>", META.format(charset), "latin-1")
    assert made.sheets[0].rows == [[words]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!DOCTYPE html><html><table><tr><td>x</table>", None),
        (
            b'<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://x"><table><tr><td>x</table>',
            None,
        ),
        (b'<!DOCTYPE html [<!ENTITY a "b">]><table><tr><td>&a;</table>', "T10"),
        (b"<!doctype html [\n]><table><tr><td>x</table>", "T10"),
        ("<!DOCTYPE html [ ]><table><tr><td>x</table>".encode("utf-16"), "T10"),
        (b"<html><!ENTITY a 'b'><table><tr><td>x</table>", "T10"),
        (b"<html><body><p>x</p></body></html>", "T06"),
        (b"<html><frameset><frame src='sheet001.htm'></frameset></html>", "T06"),
        (b"", "T06"),
        (b"<table></table>", "T06"),
        (b"<table><tr><td>x</table><table><tr><td>y", "T05"),
        (b"<TABLE><TR><TD>x</TABLE><p>", None),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--", "T05"),
        (b"<table>" + b"<tr><td>x</td></tr>" * 900 + b"</table>", "T07"),
        (b"<table><tr>" + b"<td colspan=1000></td>" * 17 + b"<td>x</td></tr></table>", "T07"),
    ],
)
def test_what_is_no_table_or_not_safe_is_refused(data: bytes, code: str | None) -> None:
    limits = Limits(cells=899)
    if code is None:
        assert read(data, limits).sheets[0].rows == [["x"]]
        return
    with pytest.raises(Unreadable) as refused:
        read(data, limits)
    assert refused.value.code == code


def test_a_page_of_frames_is_told_apart_from_one_without_tables() -> None:
    with pytest.raises(Unreadable) as refused:
        read(b"<html><frameset><frame src='sheet001.htm'></frameset></html>", LIMITS)
    assert "tệp khác" in refused.value.finding.message


@pytest.mark.parametrize(
    "cell",
    ["<div>" * 20_000, "<i>" * 1_000 + "</p>" * 200 + "<b>" * 1_000, "x" * 11_000_000],
    ids=["deep", "deep after errors", "long"],
)
def test_a_page_is_read_to_its_end_or_refused(cell: str) -> None:
    with pytest.raises(Unreadable) as refused:
        page(f"<table><tr><td>{cell}</table><table><tr><td>sau</table>")
    assert refused.value.code == "T07"


def test_an_archive_that_is_cut_off_is_refused() -> None:
    data = write("mht", Pages((Page("A", [["x"]]), Page("B", [["y"]]))))
    assert [sheet.name for sheet in read(data, LIMITS).sheets] == ["A", "B"]
    with pytest.raises(Unreadable) as refused:
        read(data[: data.rindex(b"--==b")], LIMITS)
    assert refused.value.code == "T05"
