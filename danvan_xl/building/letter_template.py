"""The templates of the reminder letters for docxtpl: one for a unit, one for all units at once."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.shared import Mm

from danvan_xl.building import letter_text as words
from danvan_xl.building.official_document import (
    BODY,
    GAP,
    TABLE_CENTER,
    TABLE_HEAD,
    TABLE_TEXT,
    add_addressees,
    add_letter_appendix_head,
    add_letter_head,
    add_signature,
    new_official_document,
)
from danvan_xl.building.word_file import saved_bytes
from danvan_xl.building.word_lines import fit_lines
from danvan_xl.building.word_page import add_section
from danvan_xl.building.word_tables import add_grid

FILE = "don-doc.docx"
"""The letter to one unit."""
JOINT_FILE = "don-doc-chung.docx"
"""The letter to all units that its appendix lists."""

_COLUMNS = (
    ("TT", 10, "{{ loop.index }}", TABLE_CENTER),
    ("Cơ quan, đơn vị, địa phương", 48, "{{ dv.ten }}", TABLE_TEXT),
    ("Ngày cuối đúng hạn", 24, "{{ dv.ngay_cuoi }}", TABLE_CENTER),
    ("Tình trạng", 48, "{{ dv.tinh_trang }}", TABLE_TEXT),
    ("Đôn đốc", 35, "{{ dv.don_doc }}", TABLE_TEXT),
)
"""Of the appendix: head, width in millimetres, text and style of a cell."""


def build() -> bytes:
    """Return the template of the letter to one unit as a .docx, the same bytes each time."""
    return saved_bytes(_letter(words.SUBJECT, words.BODY, words.CLOSING))


def build_joint() -> bytes:
    """Return the template of the letter to all units as a .docx, the same bytes each time."""
    document = _letter(words.JOINT_SUBJECT, words.JOINT_BODY, words.JOINT_CLOSING)
    add_section(document, GAP)
    add_letter_appendix_head(document, words.APPENDIX_LABEL, words.APPENDIX_TITLE)
    add_grid(
        document,
        [Mm(width) for _, width, _, _ in _COLUMNS],
        [head for head, *_ in _COLUMNS],
        (
            [("{%tr for dv in ds_don_vi %}", TABLE_TEXT)],
            [(text, style) for _, _, text, style in _COLUMNS],
            [("{%tr endfor %}", TABLE_TEXT)],
        ),
        head_style=TABLE_HEAD,
    )
    document.add_paragraph("", GAP)
    return saved_bytes(document)


def _letter(subject: str, body: Sequence[str], closing: str) -> Document:
    """Return a công văn that ends with its signature."""
    document = new_official_document(words.TITLE)
    add_letter_head(document, subject)
    add_addressees(document)
    for text in body:
        document.add_paragraph(text, BODY)
    last = document.add_paragraph(closing, BODY).paragraph_format
    last.keep_with_next = last.keep_together = True
    add_signature(document)
    fit_lines(document)
    return document
