"""What a paragraph or run of a .docx really looks like, once styles and defaults are resolved.

Read straight from the XML, so that a check does not share a mistake with the code that wrote it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NS = {"w": W.strip("{}")}
TWIPS_A_MM = 1440 / 25.4

Element = Any


def mm(twips: str | float) -> float:
    """Twips as millimetres."""
    return float(twips) / TWIPS_A_MM


def on(element: Element | None) -> bool:
    """Whether a toggle such as ``w:b`` is set."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "none")


@dataclass
class Run:
    """A piece of text and its look; ``size`` in points."""

    text: str
    fonts: frozenset[str]
    size: float
    bold: bool
    italic: bool
    underlined: bool
    color: str


@dataclass
class Para:
    """A paragraph with its resolved layout; lengths in millimetres, spaces in points."""

    element: Element
    document: Word

    @cached_property
    def runs(self) -> list[Run]:
        return [
            run
            for element in self.element.iter(f"{W}r")
            if (run := self.document.run(element, self)).text
        ]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def prop(self, name: str, attribute: str = "val") -> str | None:
        """The nearest value of a paragraph property: own, then styles upwards, then defaults."""
        for source in self.document.layouts(self):
            found = source.find(f"w:{name}", NS)
            if found is not None and found.get(f"{W}{attribute}") is not None:
                return str(found.get(f"{W}{attribute}"))
        return None

    def toggled(self, name: str) -> bool:
        for source in self.document.layouts(self):
            found = source.find(f"w:{name}", NS)
            if found is not None:
                return on(found)
        return False

    @property
    def align(self) -> str:
        return self.prop("jc") or "left"

    def indent(self, side: str) -> float:
        return mm(self.prop("ind", side) or 0)

    def space(self, side: str) -> float:
        return float(self.prop("spacing", side) or 0) / 20

    @property
    def lines(self) -> float:
        """Line spacing in lines; 0 when it is exact."""
        if (self.prop("spacing", "lineRule") or "auto") != "auto":
            return 0
        return float(self.prop("spacing", "line") or 240) / 240

    @property
    def line_length(self) -> float | None:
        """Length of the line drawn above or below the paragraph, None when there is none."""
        for source in self.document.layouts(self):
            for side in ("top", "bottom"):
                border = source.find(f"w:pBdr/w:{side}", NS)
                if border is not None and border.get(f"{W}val") == "single":
                    return self.room - self.indent("left") - self.indent("right")
        return None

    @property
    def cell(self) -> Element | None:
        return next(self.element.iterancestors(f"{W}tc"), None)

    @property
    def room(self) -> float:
        """Width of the cell or page the paragraph stands in."""
        cell = self.cell
        if cell is not None:
            return mm(cell.find("w:tcPr/w:tcW", NS).get(f"{W}w"))
        return self.document.sections[0].text_width


@dataclass
class Section:
    """A section's page, lengths in millimetres, and its headers' texts of fields."""

    element: Element
    headers: dict[str, Element] = field(default_factory=dict)

    def page(self, name: str) -> float:
        return mm(self.element.find("w:pgSz", NS).get(f"{W}{name}"))

    def margin(self, name: str) -> float:
        return mm(self.element.find("w:pgMar", NS).get(f"{W}{name}"))

    @property
    def text_width(self) -> float:
        return self.page("w") - self.margin("left") - self.margin("right")

    @property
    def landscape(self) -> bool:
        return self.page("w") > self.page("h")

    @property
    def hides_first_number(self) -> bool:
        return on(self.element.find("w:titlePg", NS))

    @property
    def starts_at(self) -> str | None:
        found = self.element.find("w:pgNumType", NS)
        return None if found is None else found.get(f"{W}start")


class Word:
    """A .docx read from its parts."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = self._xml("word/document.xml").find("w:body", NS)
        styles = self._xml("word/styles.xml")
        self._styles = {s.get(f"{W}styleId"): s for s in styles.iterfind("w:style", NS)}
        self._default_style = next(
            s.get(f"{W}styleId")
            for s in styles.iterfind("w:style", NS)
            if s.get(f"{W}type") == "paragraph" and on_default(s)
        )
        self._defaults = styles.find("w:docDefaults", NS)
        relations = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        self._targets = {r.get("Id"): r.get("Target") for r in relations}

    def _xml(self, name: str) -> Element:
        return etree.fromstring(self.parts[name])

    @cached_property
    def sections(self) -> list[Section]:
        """Sections in order; headers are inherited from the section before."""
        found: list[Section] = []
        for element in self.body.iter(f"{W}sectPr"):
            headers = dict(found[-1].headers) if found else {}
            for reference in element.iterfind("w:headerReference", NS):
                target = self._targets[reference.get(f"{R}id")]
                headers[reference.get(f"{W}type")] = self._xml(f"word/{target}")
            found.append(Section(element, headers))
        return found

    @cached_property
    def paragraphs(self) -> list[Para]:
        return [Para(element, self) for element in self.body.iter(f"{W}p")]

    def paragraphs_in(self, element: Element) -> list[Para]:
        return [Para(paragraph, self) for paragraph in element.iter(f"{W}p")]

    @property
    def tables(self) -> list[Element]:
        return list(self.body.iter(f"{W}tbl"))

    def style_chain(self, style_id: str | None) -> Iterator[Element]:
        while style_id is not None:
            style = self._styles[style_id]
            yield style
            based = style.find("w:basedOn", NS)
            style_id = None if based is None else based.get(f"{W}val")

    def _paragraph_style(self, para: Para) -> str:
        named = para.element.find("w:pPr/w:pStyle", NS)
        return str(self._default_style if named is None else named.get(f"{W}val"))

    def layouts(self, para: Para) -> Iterator[Element]:
        """The ``w:pPr`` that count for ``para``, nearest first."""
        own = para.element.find("w:pPr", NS)
        if own is not None:
            yield own
        for style in self.style_chain(self._paragraph_style(para)):
            if style.find("w:pPr", NS) is not None:
                yield style.find("w:pPr", NS)
        default = self._defaults.find("w:pPrDefault/w:pPr", NS)
        if default is not None:
            yield default

    def run(self, element: Element, para: Para) -> Run:
        """Resolve a ``w:r`` of ``para``."""
        own = element.find("w:rPr", NS)
        looks = [] if own is None else [own]
        named = None if own is None else own.find("w:rStyle", NS)
        chains = [None if named is None else named.get(f"{W}val"), self._paragraph_style(para)]
        for chain in chains:
            looks += [
                s.find("w:rPr", NS)
                for s in self.style_chain(chain)
                if s.find("w:rPr", NS) is not None
            ]
        looks.append(self._defaults.find("w:rPrDefault/w:rPr", NS))

        def nearest(name: str) -> Element | None:
            found = (look.find(f"w:{name}", NS) for look in looks)
            return next((each for each in found if each is not None), None)

        def font(script: str) -> str:
            for look in looks:
                fonts = look.find("w:rFonts", NS)
                if fonts is None:
                    continue
                theme = fonts.get(f"{W}{script}Theme")
                if theme is not None:
                    return f"theme {theme}"
                if fonts.get(f"{W}{script}") is not None:
                    return str(fonts.get(f"{W}{script}"))
            return "?"

        size, color = nearest("sz"), nearest("color")
        return Run(
            text="".join(_texts(element)),
            fonts=frozenset(font(script) for script in ("ascii", "hAnsi")),
            size=0 if size is None else float(size.get(f"{W}val")) / 2,
            bold=on(nearest("b")),
            italic=on(nearest("i")),
            underlined=on(nearest("u")),
            color="auto" if color is None else str(color.get(f"{W}val")),
        )


def on_default(style: Element) -> bool:
    return str(style.get(f"{W}default")) in ("1", "true")


def _texts(run: Element) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}tab":
            yield "\t"
        elif child.tag == f"{W}br":
            yield "\n"


def text_of(path: Path) -> str:
    """The words of a .docx, a paragraph a line, the cells of a table row on one line."""
    word = Word(path)
    lines: list[str] = []
    for block in word.body:
        if block.tag == f"{W}tbl":
            for row in block.iter(f"{W}tr"):
                cells = [
                    " / ".join(p.text for p in word.paragraphs_in(cell)).strip(" /")
                    for cell in row.iterfind("w:tc", NS)
                ]
                lines.append(" | ".join(cells))
        elif block.tag == f"{W}p":
            lines.append(Para(block, word).text)
    return "\n".join(line.rstrip() for line in lines) + "\n"
