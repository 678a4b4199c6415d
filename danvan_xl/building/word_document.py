"""An empty Word document in Times New Roman with the styles it is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from lxml import etree

FONT = "Times New Roman"

CENTER = WD_ALIGN_PARAGRAPH.CENTER
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY
TO_LEFT = WD_ALIGN_PARAGRAPH.LEFT
TO_RIGHT = WD_ALIGN_PARAGRAPH.RIGHT

_KEPT_STYLES = (
    "Normal",
    "DefaultParagraphFont",
    "TableNormal",
    "NoList",
    "Header",
    "Heading1",
    "Heading2",
    "TableGrid",
)
_DROPPED_PARTS = (
    "customXml",
    "numbering",
    "stylesWithEffects",
    "thumbnail",
    "webSettings",
)
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_FONT_TABLE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<w:fonts {nsdecls("w")}><w:font w:name="{FONT}">'
    '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/>'
    '<w:pitch w:val="variable"/></w:font></w:fonts>'
)
_MADE = datetime(2022, 9, 5)
"""Written as the moment of making, so that a document holds no trace of the clock."""


@dataclass(frozen=True)
class Style:
    """A paragraph style; sizes and spaces in points, the indent in millimetres."""

    name: str
    id: str
    """ASCII, never seen by users."""
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = JUSTIFY
    first_line: float = 0
    before: float = 0
    after: float = 0
    line: float = 1
    """Line spacing in lines."""
    keep_next: bool = False
    level: int | None = None
    """Outline level of a heading, 0 the highest; a heading stays with what follows."""


def new_document(title: str, author: str, styles: Sequence[Style]) -> Document:
    """Return an empty document with ``styles``; those of Word that it keeps are overwritten.

    What python-docx's own template brings along of other fonts and styles is taken out, so that
    nothing can fall back to another font.
    """
    document = docx.Document()
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if any(part in relation.reltype for part in _DROPPED_PARTS):
                del holder.rels[key]
    _set_fonts(document)
    _set_defaults(document)
    for style in styles:
        _add_style(document, style)
    properties = document.core_properties
    properties.title, properties.comments, properties.language = title, "", "vi-VN"
    properties.author, properties.last_modified_by = author, ""
    properties.created = properties.modified = _MADE
    return document


def add_line_style(document: Document, name: str, style_id: str) -> None:
    """Add the style of a drawn line: an empty paragraph with an upper border."""
    style = _new_style(document, name, style_id)
    style.font.size = Pt(4)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(2), Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    border = parse_xml(
        f"<w:pBdr {nsdecls('w')}>"
        '<w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    )
    style.element.get_or_add_pPr().find(qn("w:spacing")).addprevious(border)


def _set_fonts(document: Document) -> None:
    """Let the theme and the table of fonts, two parts Word demands, name one font only."""
    for relation in document.part.rels.values():
        part = relation.target_part
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            part._blob = _FONT_TABLE.encode()
        elif relation.reltype == RELATIONSHIP_TYPE.THEME:
            theme = etree.fromstring(part.blob)
            for scheme in theme.iterfind(f".//{{{_DRAWING}}}fontScheme"):
                for other in list(scheme.iter(f"{{{_DRAWING}}}font")):
                    parent = other.getparent()
                    assert parent is not None
                    parent.remove(other)
                for latin in scheme.iter(f"{{{_DRAWING}}}latin"):
                    latin.set("typeface", FONT)
            part._blob = etree.tostring(
                theme, xml_declaration=True, encoding="UTF-8", standalone=True
            )


def _set_defaults(document: Document) -> None:
    root = document.styles.element
    for style in root.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _KEPT_STYLES:
            root.remove(style)
        for link in style.findall(qn("w:link")):  # to a character style that is gone
            style.remove(link)
    root.remove(root.find(qn("w:latentStyles")))
    defaults = parse_xml(
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        '<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    root.replace(root.find(qn("w:docDefaults")), defaults)
    _set_settings(document.settings.element)


def _set_settings(root: BaseOxmlElement) -> None:
    """Say that the text is Vietnamese and laid out as Word has done since 2013."""
    for language in root.xpath("w:themeFontLang"):
        language.attrib.clear()
        language.set(qn("w:val"), "vi-VN")
    for mode in root.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']"):
        mode.set(qn("w:val"), "15")
    for layout in root.xpath("w:compat/w:useFELayout"):
        layout.getparent().remove(layout)


def _add_style(document: Document, wanted: Style) -> None:
    style = _new_style(document, wanted.name, wanted.id)
    style.quick_style, style.hidden = True, False
    font, layout = style.font, style.paragraph_format
    font.name, font.size = FONT, Pt(wanted.size)
    font.bold, font.italic = wanted.bold, wanted.italic
    for script in ("w:eastAsia", "w:cs"):
        style.element.rPr.rFonts.set(qn(script), FONT)
    layout.alignment = wanted.align
    layout.first_line_indent = Mm(wanted.first_line)
    layout.space_before, layout.space_after = Pt(wanted.before), Pt(wanted.after)
    layout.line_spacing = wanted.line
    layout.keep_with_next = wanted.keep_next or wanted.level is not None
    layout.widow_control = True
    if wanted.level is not None:
        outline = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{wanted.level}"/>')
        style.element.get_or_add_pPr().append(outline)


def _new_style(document: Document, name: str, style_id: str) -> ParagraphStyle:
    """Return a blank paragraph style, Word's own of that name when there is one."""
    known = {style.name: style for style in document.styles}
    style = known.get(name)
    if style is None:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), style_id)
        style.base_style = document.styles["Normal"]
    for tag in ("w:rPr", "w:pPr"):
        for old in style.element.findall(qn(tag)):
            style.element.remove(old)
    assert isinstance(style, ParagraphStyle)
    return style
