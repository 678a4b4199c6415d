"""Lengths of the drawn lines."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from danvan_xl.building.official_document import new_official_document
from danvan_xl.building.word_file import without_times
from danvan_xl.building.word_lines import LONG_LINE, SHORT_LINE, fit_lines, text_width


@pytest.mark.parametrize(
    ("text", "thousandths"),
    [
        # advance widths of Times Bold in Adobe's font metrics
        ("SO NOI VU", 556 + 778 + 250 + 722 + 778 + 389 + 250 + 722 + 722),
        ("Sở Nội vụ", 556 + 500 + 250 + 722 + 500 + 278 + 250 + 500 + 556),
        ("Đoàn", 722 + 500 + 500 + 556),
        ("", 0),
    ],
)
def test_a_text_is_as_wide_as_its_letters_without_marks(text: str, thousandths: int) -> None:
    assert text_width(text, 10).pt == pytest.approx(thousandths / 100, abs=0.01)


@pytest.mark.parametrize(("style", "low", "high"), [(LONG_LINE, 0.95, 1), (SHORT_LINE, 1 / 3, 0.5)])
def test_a_line_follows_the_text_above_it(style: str, low: float, high: float) -> None:
    document = new_official_document("")
    for text in ("Ngắn", "Một trích yếu dài hơn nhiều"):
        document.add_paragraph(text, "Trích yếu")
        line = document.add_paragraph("", style)
        fit_lines(document)
        layout = line.paragraph_format
        assert layout.left_indent is not None
        assert layout.left_indent == layout.right_indent
        page = document.sections[0]
        assert None not in (page.page_width, page.left_margin, page.right_margin)
        room = page.page_width - page.left_margin - page.right_margin
        length = room - 2 * layout.left_indent
        assert low <= length / text_width(text, 14) <= high


def test_a_line_never_leaves_the_page() -> None:
    document = new_official_document("")
    document.add_paragraph("Một trích yếu rất dài " * 20, "Trích yếu")
    line = document.add_paragraph("", LONG_LINE)
    fit_lines(document)
    assert line.paragraph_format.left_indent is not None
    assert line.paragraph_format.left_indent >= 0


def test_a_line_with_nothing_above_stays_as_it_was() -> None:
    document = new_official_document("")
    line = document.add_paragraph("", LONG_LINE)
    fit_lines(document)
    assert line.paragraph_format.left_indent is None


def test_a_document_without_such_lines_is_left_alone() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Chữ")
    paragraph.paragraph_format.left_indent = Pt(12)
    fit_lines(document)
    assert paragraph.paragraph_format.left_indent == Pt(12)


def test_an_archive_without_times_is_the_same_each_time(template: Path) -> None:
    once = without_times(template.read_bytes())
    assert without_times(once) == once
