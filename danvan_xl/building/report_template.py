"""The template of the summary report, ``report_templates/bao-cao.docx``, for docxtpl."""

from __future__ import annotations

from docx.document import Document

from danvan_xl.building import report_tables
from danvan_xl.building import report_text as words
from danvan_xl.building.official_document import (
    BODY,
    GAP,
    LEGAL_BASIS,
    add_addressees,
    add_appendix_head,
    add_head,
    add_signature,
    add_title,
    new_official_document,
)
from danvan_xl.building.word_file import saved_bytes
from danvan_xl.building.word_lines import fit_lines
from danvan_xl.building.word_page import add_section

FILE = "bao-cao.docx"

_STYLES = {words.BODY: BODY, words.HEADING: "Heading 1", words.SUBHEADING: "Heading 2"}


def build() -> bytes:
    """Return the template as the bytes of a .docx, the same each time."""
    document = new_official_document(f"Báo cáo {words.SUBJECT[0].lower()}{words.SUBJECT[1:]}")
    add_head(document, "BC")
    add_title(document, "BÁO CÁO", words.SUBJECT)
    add_addressees(document)
    for _, text in words.LEGAL_BASIS:
        document.add_paragraph(text, LEGAL_BASIS)
    document.add_paragraph(words.OPENING, BODY)
    _add_parts(document)
    closing = document.add_paragraph(words.CLOSING, BODY).paragraph_format
    closing.keep_with_next = closing.keep_together = True
    add_signature(document)
    add_section(document, GAP)
    _appendix(document, "Phụ lục I", words.UNITS_TITLE)
    report_tables.units(document)
    add_section(document, GAP, landscape=True)
    _appendix(document, "Phụ lục II", words.INITIATIVES_TITLE)
    report_tables.initiatives(document)
    document.add_paragraph("", GAP)
    fit_lines(document)
    return saved_bytes(document)


def _add_parts(document: Document) -> None:
    """Add parts I to V; a paragraph before a table stays with it."""
    following = [what for what, _ in words.PARTS[1:]] + [words.BODY]
    for (what, text), after in zip(words.PARTS, following, strict=True):
        if what == words.TABLE:
            report_tables.BODY_TABLES[text](document)
            document.add_paragraph("", GAP)
            continue
        paragraph = document.add_paragraph(text, _STYLES[what])
        if after == words.TABLE:
            paragraph.paragraph_format.keep_with_next = True


def _appendix(document: Document, label: str, title: str) -> None:
    add_appendix_head(document, label, title, "Báo cáo", "BC")
