"""Pages of official documents in Word: A4, margins, page numbers (NĐ 30/2020, Phụ lục I)."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.section import Section
from docx.shared import Length, Mm

TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
SHORT_SIDE, LONG_SIDE = Mm(210), Mm(297)
TEXT_WIDTH = Length(SHORT_SIDE - LEFT - RIGHT)
"""Width of the text on a portrait page."""


def shape(section: Section, *, landscape: bool = False) -> None:
    """Make ``section`` A4 with the margins of an official document, its pages numbered from 1.

    The first page of the section shows no number.
    """
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    sides = (LONG_SIDE, SHORT_SIDE) if landscape else (SHORT_SIDE, LONG_SIDE)
    section.page_width, section.page_height = sides
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    numbering = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
    properties.insert_element_before(numbering, "w:cols", "w:titlePg", "w:docGrid")


def add_section(document: Document, style: str, *, landscape: bool = False) -> None:
    """Begin a section on a new page, its pages numbered from 1.

    Word keeps the break in an empty paragraph; ``style`` is that paragraph's.
    """
    shape(document.add_section(WD_SECTION.NEW_PAGE), landscape=landscape)
    document.paragraphs[-1].style = style


def number_pages(section: Section) -> None:
    """Put the page number in the middle of the top margin; sections that follow inherit it."""
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.style = "Header"

    def mark(kind: str) -> None:
        element = OxmlElement("w:fldChar")
        element.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(element)

    mark("begin")
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = " PAGE "
    paragraph.add_run()._r.append(code)
    mark("separate")
    paragraph.add_run("2")
    mark("end")
