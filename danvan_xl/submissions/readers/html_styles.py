"""Style sheets of an HTML page: fonts from before Unicode, and number formats by class."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from danvan_xl.submissions.readers.looks import is_legacy_font

_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_FONT = re.compile(r"font-family\s*:\s*([^;]+)", re.IGNORECASE)
_FORMAT = re.compile(r"mso-number-format\s*:\s*(\"[^\"]*\"|'[^']*'|[^;]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_COMMENT = re.compile(r"<!--|-->|/\*.*?\*/", re.DOTALL)


class Styles:
    """What rules for one class or one kind of element say; anything finer is passed over."""

    def __init__(self, root: etree._Element) -> None:
        self._fonts: dict[str, str] = {}
        self._formats: dict[str, str] = {}
        for element in root.iter("style"):
            for selectors, rule in _RULE.findall(_COMMENT.sub(" ", element.text or "")):
                font, code = _font_of(rule), _format_of(rule)
                for selector in selectors.split(","):
                    name = selector.strip().lower()
                    if font:
                        self._fonts[name] = font
                    if code:
                        self._formats[name] = code

        own = [*root.iterfind(".//*[@face]"), *root.iterfind(".//*[@style]")]
        fonts = {_own_font(element) for element in own} | {*self._fonts.values()}
        self._may_be_legacy = any(map(is_legacy_font, fonts))

    def legacy_font(self, cell: etree._Element) -> str:
        """Return the font from before Unicode of a cell or a part of its text; else ""."""
        if not self._may_be_legacy:
            return ""
        inner = (e for e in cell.iterdescendants() if isinstance(e.tag, str))
        for element in inner:
            font = self._font(element)
            if is_legacy_font(font):
                return font
        nearest = (self._font(element) for element in (cell, *cell.iterancestors()))
        font = next(filter(None, nearest), "")
        return font if is_legacy_font(font) else ""

    def number_format(self, cell: etree._Element) -> str:
        """Return the number format of a cell in Excel's own pages, "" where none is known."""
        own = _format_of(cell.get("style", ""))
        return own or next((self._formats[n] for n in _names(cell) if n in self._formats), "")

    def _font(self, element: etree._Element) -> str:
        own = _own_font(element)
        return own or next((self._fonts[n] for n in _names(element) if n in self._fonts), "")


def is_hidden(element: etree._Element) -> bool:
    """Whether an element's own style hides it."""
    return _HIDDEN.search(element.get("style", "")) is not None


def _names(element: etree._Element) -> Iterator[str]:
    """Yield how a rule for this element may call it, the nearest first."""
    tag = str(element.tag)
    for name in element.get("class", "").lower().split():
        yield f".{name}"
        yield f"{tag}.{name}"
    yield tag


def _own_font(element: etree._Element) -> str:
    return element.get("face") or _font_of(element.get("style", ""))


def _font_of(rule: str) -> str:
    found = _FONT.search(rule)
    return found[1].partition(",")[0].strip(" \"'\r\n\t") if found else ""


def _format_of(rule: str) -> str:
    found = _FORMAT.search(rule)
    return found[1].strip(" \"'\r\n\t").replace("\\", "") if found else ""
