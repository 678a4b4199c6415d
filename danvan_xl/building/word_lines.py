"""Drawn lines under the heads of official documents, as long as the text above them asks.

NĐ 30/2020, Phụ lục I: a line as long as the motto under it; one third to one half of the text
under the issuing body and under the subject. A line is the upper border of an empty paragraph,
narrowed by its indents, so it can be seen and moved in Word.
"""

from __future__ import annotations

import unicodedata

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Length, Pt, Twips
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

LONG_LINE = "Đường kẻ dài"
SHORT_LINE = "Đường kẻ ngắn"
RATIOS = {LONG_LINE: 0.97, SHORT_LINE: 0.37}
"""Name of the paragraph style → length of the line as a part of the text above it.

A hair less than the whole, so that a line never overhangs where a font is a little narrower.
"""

_WIDTHS = {
    250: " ,.",
    278: "'/\\il",
    333: "!()-:;[]`fjt",
    389: "Is",
    394: "{}",
    444: "cerz",
    556: 'Sbdhknpqu"',
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYw",
    778: "GHKOQ",
    833: "&m",
    944: "M",
    1000: "%W",
}
"""Advance widths of Times New Roman Bold in thousandths of the size; the rest have 500."""

_WIDTH_OF = {char: width for width, chars in _WIDTHS.items() for char in chars}


def text_width(text: str, size: float) -> Length:
    """Return how wide ``text`` is in Times New Roman Bold of ``size`` points.

    A Vietnamese letter is as wide as the letter without its marks.
    """
    plain = text.replace("đ", "d").replace("Đ", "D")
    decomposed = unicodedata.normalize("NFD", plain)
    letters = [char for char in decomposed if not unicodedata.combining(char)]
    return Pt(sum(_WIDTH_OF.get(char, 500) for char in letters) * size / 1000)


def fit_lines(document: Document) -> None:
    """Give every line of ``document`` its length by its style and the paragraph right above it."""
    for element in document.element.body.iter(qn("w:p")):
        line = Paragraph(element, document._body)
        ratio = RATIOS.get(_style(line).name or "")
        above = next(element.itersiblings(qn("w:p"), qn("w:tbl"), preceding=True), None)
        if ratio is None or above is None or above.tag != qn("w:p"):
            continue
        text = Paragraph(above, document._body)
        size = _style(text).font.size
        if size is None:
            continue
        room = _cell_width(element) or _page_width(document)
        length = min(text_width(text.text, size.pt), room) * ratio
        indent = Length(int((room - length) / 2))
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = indent


def _style(paragraph: Paragraph) -> ParagraphStyle:
    style = paragraph.style
    assert style is not None
    return style


def _page_width(document: Document) -> Length:
    """Return the width of the text on the pages of the first section."""
    page = document.sections[0]
    sides = (page.page_width, page.left_margin, page.right_margin)
    width, left, right = (side or Length(0) for side in sides)
    return Length(width - left - right)


def _cell_width(paragraph: CT_P) -> Length | None:
    """Return the width of the table cell around ``paragraph``, None outside tables."""
    cells = paragraph.xpath("ancestor::w:tc[1]/w:tcPr/w:tcW/@w:w")
    return Twips(int(cells[0])) if cells else None
