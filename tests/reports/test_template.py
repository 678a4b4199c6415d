"""The committed template of the summary report."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from danvan_xl.building.report_template import build
from tests.reports.effective import NS, W, Word


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_committed_template_is_the_one_that_is_built(template: Path) -> None:
    committed, built = parts(template.read_bytes()), parts(build())
    assert list(committed) == list(built)
    assert [name for name in built if committed[name] != built[name]] == []


def test_it_is_built_the_same_each_time() -> None:
    assert build() == build()


def test_it_holds_no_moment_of_its_making(template: Path) -> None:
    with zipfile.ZipFile(template) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2022-09-05T00:00:00Z") == 2


@pytest.mark.parametrize("report_of", ["template", "report"])
def test_the_validator_of_open_xml_finds_nothing(
    report_of: str, request: pytest.FixtureRequest
) -> None:
    result = OpenXmlValidator().validate(request.getfixturevalue(report_of))
    assert [str(error) for error in result.errors] == []


def test_every_style_and_the_theme_name_one_font(template: Path) -> None:
    word = Word(template)
    fonts = {
        value
        for part in ("word/styles.xml", "word/theme/theme1.xml", "word/fontTable.xml")
        for value in _fonts(word.parts[part])
    }
    assert fonts == {"Times New Roman"}


def _fonts(xml: bytes) -> list[str]:
    from lxml import etree

    root = etree.fromstring(xml)
    names = root.xpath("//w:rFonts/@w:*", namespaces=NS)
    names += root.xpath("//w:font/@w:name", namespaces=NS)
    return [str(n) for n in (*names, *root.xpath("//*[local-name()='latin']/@typeface"))]


def test_a_person_can_read_the_tags_in_word(template: Path) -> None:
    """A tag that Word splits over runs, or hides in an attribute, cannot be edited there."""
    word = Word(template)
    runs = [run.text for para in word.paragraphs for run in para.runs]
    assert all(run.count("{{") == run.count("}}") for run in runs)
    assert all(run.count("{%") == run.count("%}") for run in runs)
    assert all(
        "{{" not in value and "{%" not in value
        for element in word.body.iter()
        for value in element.attrib.values()
    )


def test_the_language_is_vietnamese(template: Path) -> None:
    word = Word(template)
    assert b'w:lang w:val="vi-VN"' in word.parts["word/styles.xml"]
    assert not list(word.body.iter(f"{W}lang"))
