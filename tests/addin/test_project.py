"""The VBA project of the built files is what its sources say, framed as Excel frames it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import olefile
import pytest
import xlwings
from lxml import etree

from danvan_xl.resources import folder
from tests.addin.built import PROJECT_PART, VBA_Parser, decompress_stream, modules, parts

SOURCES = sorted([*folder("macros").glob("*.bas"), *folder("macros").glob("*.cls")])
XLWINGS = Path(xlwings.__file__).parent
FRAME = XLWINGS / "quickstart_addin_ribbon.xlam"
CLASS_BASE = 'Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"'


def code(text: str) -> str:
    """A module without what only exported files have, or only modules in a project."""
    text = re.sub(r"\AVERSION 1\.0 CLASS\r?\nBEGIN\r?\n.*?\nEND\r?\n", "", text, flags=re.DOTALL)
    own = ("VB_Base", "VB_TemplateDerived", "VB_Customizable")
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(
        line for line in lines if not line.startswith(tuple(f"Attribute {n}" for n in own))
    )


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_module_is_read_back_as_its_source(source: Path, built: bytes) -> None:
    text = source.read_text("ascii")
    name = re.search('Attribute VB_Name = "(.*)"', text)[1]
    assert source.stem == name
    there = modules(built)[name]
    assert code(there) == code(text)
    assert "\n" not in there.replace("\r\n", "")


@pytest.mark.parametrize(
    ("name", "source"),
    [("xlwings", "xlwings_custom_addin.bas"), ("Dictionary", "addin/Dictionary.cls")],
)
def test_the_modules_of_xlwings_are_there_for_our_project(
    name: str, source: str, built: bytes
) -> None:
    text = (XLWINGS / source).read_text("ascii").replace('= "myaddin"', '= "danvan_xl"')
    assert code(modules(built)[name]) == code(text)


def test_both_licences_stand_in_the_project(built: bytes) -> None:
    text = "\n".join(modules(built).values())
    assert "xlwings is distributed under a BSD 3-clause license" in text
    assert "Copyright (c) 2020 Tim Hall" in text
    assert "The MIT License" in text


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_source_is_ascii_with_lines_of_no_more_than_100_letters(source: Path) -> None:
    for line in source.read_bytes().split(b"\n"):
        assert line.isascii()
        if source.name != "xlwings_udfs.bas":
            assert len(line) <= 100


def test_every_sheet_has_its_document_module(built: bytes) -> None:
    trees = [
        etree.fromstring(part) for name, part in parts(built).items() if "sheets/sheet" in name
    ]
    sheets = {
        tree.find("{*}sheetPr").get("codeName")
        for tree in trees
        if tree.find("{*}sheetPr") is not None
    }
    book = etree.fromstring(parts(built)["xl/workbook.xml"]).find("{*}workbookPr").get("codeName")
    documents = {name for name, text in modules(built).items() if "VB_PredeclaredId = True" in text}
    assert len(sheets) == len(trees)
    assert documents == sheets | {book}


def test_nothing_is_compiled(built: bytes) -> None:
    with olefile.OleFileIO(io.BytesIO(parts(built)[PROJECT_PART])) as project:
        assert project.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("CC61FFFF000000")


def test_the_lists_of_modules_agree(built: bytes) -> None:
    with olefile.OleFileIO(io.BytesIO(parts(built)[PROJECT_PART])) as project:
        listing = project.openstream("PROJECT").read().decode("cp1252")
        names = project.openstream("PROJECTwm").read()
        streams = {path[1] for path in project.listdir() if path[0] == "VBA"}
    listed = re.findall(r"^(?:Module|Class|Document)=(\w+)", listing, re.MULTILINE)
    assert streams - {"dir", "_VBA_PROJECT"} == set(listed) == set(modules(built))
    assert (
        names
        == b"".join(n.encode() + b"\0" + n.encode("utf-16-le") + b"\0\0" for n in listed) + b"\0\0"
    )
    assert listing.index("Name=") > listing.index("Document=")
    assert 'Name="danvan_xl"' in listing


def directory(data: bytes) -> list[tuple[int, bytes]]:
    """The records of the stream ``dir``."""
    with olefile.OleFileIO(io.BytesIO(data)) as project:
        raw = bytes(decompress_stream(bytearray(project.openstream("VBA/dir").read())))
    return list(_records(raw))


def _records(raw: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position < len(raw):
        number = int.from_bytes(raw[position : position + 2], "little")
        size = int.from_bytes(raw[position + 2 : position + 6], "little")
        if number == 0x09:  # the version, whose size field counts only half of it
            size = 6
        yield number, raw[position + 6 : position + 6 + size]
        position += 6 + size


NAMES = {0x04, 0x0F, 0x13}
"""Records in which the frame differs by its own name and number of modules."""
MODULE = 0x19


def test_the_frame_is_that_of_excel_but_for_names_and_msforms(built: bytes) -> None:
    ours = directory(parts(built)[PROJECT_PART])
    frame = directory(parts(FRAME.read_bytes())[PROJECT_PART])

    def head(records: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
        end = next(i for i, (number, _) in enumerate(records) if number == MODULE)
        return [record for record in records[:end] if record[0] not in NAMES]

    start = next(i for i, record in enumerate(head(frame)) if b"MSForms" in record[1])
    end = next(i for i, record in enumerate(head(frame)) if record == (0x16, b"Office"))
    assert head(ours) == head(frame)[:start] + head(frame)[end:]


def test_a_module_has_the_records_that_excel_writes(built: bytes) -> None:
    def shape(records: list[tuple[int, bytes]]) -> set[tuple[int, ...]]:
        numbers = [number for number, _ in records]
        starts = [i for i, number in enumerate(numbers) if number == MODULE]
        return {tuple(numbers[a:b]) for a, b in zip(starts, [*starts[1:], -1], strict=True)}

    ours = directory(parts(built)[PROJECT_PART])
    assert shape(ours) <= shape(directory(parts(FRAME.read_bytes())[PROJECT_PART]))
    assert ours[-1] == (0x10, b"")


def test_no_path_of_a_person_is_left(built: bytes) -> None:
    raw = b"".join(data for _, data in directory(parts(built)[PROJECT_PART]))
    assert b"Users" not in raw
    assert "Users".encode("utf-16-le") not in raw


def test_oletools_finds_macros_and_no_way_around_them(built: bytes) -> None:
    parser = VBA_Parser("workbook.xlsm", data=built)
    assert parser.detect_vba_macros()
    assert not parser.detect_vba_stomping()
    parser.close()
