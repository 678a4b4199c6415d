from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.demo.fill import fill
from danvan_xl.submissions.kinds import kind_of
from danvan_xl.submissions.limits import LIMITS, Limits
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.readers import reader_for
from danvan_xl.submissions.safety import check
from tests.demo.forms import answer, form, unit
from tests.office import convert
from tests.ooxml.books import by_excel, by_openpyxl, by_xlsxwriter
from tests.ooxml.handmade import strict, unzipped, with_parts
from tests.submissions.formats import Page, Pages, write
from tests.submissions.hostile import HARMLESS, MACROS, REFUSED
from tests.submissions.hostile_makers import SHEET_LINKS, plain, with_links
from tests.submissions.write_xlsb import record, wide


@cache
def a_form() -> bytes:
    return fill(form(unit("529")), answer("529"))


def codes(data: bytes, limits: Limits = LIMITS) -> list[str]:
    """What import tells of a file, whether it reads it or not."""
    try:
        kind = kind_of(data, limits)
        told = check(data, kind, limits)
        if kind in ("xlsx", "xlsm"):
            reader_for(kind)(data, limits)
    except Unreadable as problem:
        return [problem.finding.code]
    return [one.code for one in told]


@pytest.mark.parametrize(("make", "code"), REFUSED.values(), ids=REFUSED)
def test_what_would_harm_is_refused(make: Callable[[], bytes], code: str) -> None:
    assert codes(make()) == [code]


@pytest.mark.parametrize("make", MACROS.values(), ids=MACROS)
def test_macros_are_told_and_do_not_stop_a_file(make: Callable[[], bytes]) -> None:
    assert codes(make()) == ["T16"]


@pytest.mark.parametrize("make", HARMLESS.values(), ids=HARMLESS)
def test_what_is_harmless_is_taken_without_a_word(make: Callable[[], bytes]) -> None:
    assert codes(make()) == []


@pytest.mark.parametrize(
    "make",
    [a_form, lambda: form(unit("BQN")), by_xlsxwriter, by_openpyxl, lambda: strict(plain())],
    ids=["filled form", "empty form", "XlsxWriter", "openpyxl", "strict"],
)
def test_workbooks_of_real_programs_are_taken_without_a_word(make: Callable[[], bytes]) -> None:
    assert codes(make()) == []


@pytest.mark.parametrize("kind", ["xls", "xlsb", "ods", "fods", "xml", "html", "mht"])
def test_a_clean_workbook_of_every_kind_is_taken_without_a_word(kind: str) -> None:
    data = write(kind, Pages((Page("S", [["Mã", "Số | liệu!"], ["-01", 2.0]]),)))
    assert codes(data) == []


def test_a_form_that_libreoffice_saved_is_taken_without_a_word(tmp_path: Path) -> None:
    source = tmp_path / "phieu.xlsx"
    source.write_bytes(a_form())
    for to in ("xls", "ods", "fods", "html", "csv"):
        assert codes(convert(source, to, tmp_path / to).read_bytes()) == []


@pytest.mark.parametrize(("kind", "code"), [(0, "T11"), (1, "T12"), (2, "T13")])
def test_links_of_a_binary_workbook_are_told_apart(kind: int, code: str) -> None:
    data = write("xlsb", Pages((Page("S", [[1.0]]),)))
    links = unzipped(data)["xl/_rels/workbook.bin.rels"].decode()
    link = '<Relationship Id="x" Type="http://a/externalLink" Target="links/a.bin"/></Rel'
    begins = record(360, struct.pack("<H", kind) + wide("cmd") + wide("/C calc"))
    changes = {
        "xl/_rels/workbook.bin.rels": links.replace("</Rel", link),
        "xl/links/a.bin": begins,
    }
    assert codes(with_parts(data, changes)) == [code]


def test_a_workbook_with_macros_that_excel_saved_is_taken() -> None:
    assert codes(by_excel()) == ["T16"]


@pytest.mark.parametrize(
    "tight",
    [
        {"unpacked_bytes": 100_000},
        {"xml_bytes": 100_000},
        {"marks": 10_000},
        {"parts": 10},
        {"cells": 500},
        {"text_bytes": 1_000},
        {"cell_characters": 20},
    ],
    ids=str,
)
def test_each_limit_stops_a_form_that_goes_over_it(tight: dict[str, int]) -> None:
    assert codes(a_form(), replace(LIMITS, **tight)) == ["T07"]


def test_a_form_stays_far_below_every_limit() -> None:
    parts = unzipped(a_form()).values()
    marks = sum(part.count(b"<") + part.count(b"=") for part in parts)
    assert 100 * len(a_form()) < LIMITS.file_bytes
    assert 100 * sum(map(len, parts)) < LIMITS.unpacked_bytes
    assert 50 * marks < LIMITS.marks


def test_the_reason_names_what_the_file_reaches_for() -> None:
    make, _ = REFUSED["a link to another workbook"]
    with pytest.raises(Unreadable) as caught:
        check(make(), "xlsx", LIMITS)
    assert "file:///C:/so-lieu.xlsx" in caught.value.finding.message


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("file:///C:/S%E1%BB%91%20li%E1%BB%87u%20%C4%90%C3%A0.xlsx", "file:///C:/Số liệu Đà.xlsx"),
        ("file:///C:/100%.xlsx", "file:///C:/100%.xlsx"),
        ("file:///a%E2%80%AExslx.exe%0D%0A%1B%FF", "file:///a�xslx.exe����"),
        ("file:///" + "%C4%90" * 500, "file:///" + "Đ" * 72 + "…"),
    ],
)
def test_what_a_file_reaches_for_is_told_in_letters_that_people_read(
    target: str, said: str
) -> None:
    data = with_links(SHEET_LINKS, ("attachedTemplate", target, True))
    with pytest.raises(Unreadable) as caught:
        check(data, "xlsx", LIMITS)
    assert caught.value.finding.message == f"Tệp lấy số liệu từ tệp khác: {said}."
    assert said.isprintable()


def test_the_worst_of_several_dangers_is_told() -> None:
    make, _ = REFUSED["a link by DDE"]
    assert codes(with_parts(make(), {"xl/embeddings/a.bin": "x"})) == ["T12"]


def test_control_characters_of_a_file_do_not_reach_the_screen() -> None:
    make, _ = REFUSED["a part with a NUL in its name"]
    with pytest.raises(Unreadable) as caught:
        check(make(), "xlsx", LIMITS)
    assert caught.value.finding.message.isprintable()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_form_is_refused_or_read_as_it_was(data: st.DataObject) -> None:
    whole = a_form()
    changed = bytearray(whole)
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=4)):
        changed[at] ^= data.draw(st.integers(1, 255))
    cut = bytes(changed[: data.draw(st.integers(len(whole) // 2, len(whole)))])
    try:
        kind = kind_of(cut)
        check(cut, kind, LIMITS)
        book = reader_for(kind)(cut, LIMITS)
    except Unreadable:
        return
    assert book.sheets == reader_for("xlsx")(whole, LIMITS).sheets


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_form_with_xml_cut_or_changed_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(unzipped(a_form()))))
    part = bytearray(unzipped(a_form())[name])
    at = data.draw(st.integers(0, len(part) - 1))
    if data.draw(st.booleans()):
        del part[at:]
    else:
        part[at] ^= data.draw(st.integers(1, 255))
    codes(with_parts(a_form(), {name: bytes(part)}))
