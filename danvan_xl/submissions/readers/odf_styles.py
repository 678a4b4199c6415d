"""Styles of an OpenDocument spreadsheet: which fonts are from before Unicode, what is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from danvan_xl.submissions.readers.looks import is_legacy_font
from danvan_xl.submissions.readers.odf_names import FO, OFFICE, STYLE, SVG, TABLE

_GROUPS = (OFFICE + "styles", OFFICE + "automatic-styles")
_DEEPEST = 20
"""Styles that stand on each other, at most; a ring of them would never end."""


class Styles:
    """Styles by family and name, from all XML parts that define some."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._families: dict[str, str] = {}
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._known: dict[tuple[str, str], str] = {}
        for root in roots:
            for face in root.iterfind(f"{OFFICE}font-face-decls/{STYLE}font-face"):
                family = face.get(SVG + "font-family", "")
                self._families[face.get(STYLE + "name", "")] = family.strip("'\" ")
            for element in _definitions(root):
                family, name = element.get(STYLE + "family", ""), element.get(STYLE + "name", "")
                self._styles[family, name] = element

    def legacy_font(self, family: str, name: str) -> str:
        """Return the font from before Unicode that a style sets, "" when it sets none."""
        if (family, name) not in self._known:
            font = next(self._fonts(family, name), "")
            self._known[family, name] = font if is_legacy_font(font) else ""
        return self._known[family, name]

    def hides(self, family: str, name: str) -> bool:
        """Whether a table's style hides it."""
        element = self._styles.get((family, name))
        if element is None:
            return False
        properties = element.find(STYLE + "table-properties")
        return properties is not None and properties.get(TABLE + "display") == "false"

    def _fonts(self, family: str, name: str) -> Iterator[str]:
        """Yield fonts from the style itself on to the defaults of its family."""
        for _ in range(_DEEPEST):
            element = self._styles.get((family, name))
            if element is None:
                return
            for text in element.iterfind(STYLE + "text-properties"):
                face = text.get(STYLE + "font-name")
                font = self._families.get(face, face) if face else text.get(FO + "font-family")
                if font:
                    yield font.strip("'\" ")
            if not name:
                return
            name = element.get(STYLE + "parent-style-name", "")


def _definitions(root: etree._Element) -> Iterator[etree._Element]:
    """Yield all styles; a family's defaults have no name."""
    for group in _GROUPS:
        for container in root.iterfind(group):
            yield from container.iterfind(STYLE + "style")
            yield from container.iterfind(STYLE + "default-style")
