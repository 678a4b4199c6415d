"""The texts that cells of an Excel workbook share: how long they are and in which fonts."""

from __future__ import annotations

import re
from itertools import pairwise

_ITEM = re.compile(rb"<(?:[^\s:<>/]+:)?si(?=[\s/>])")
_FONT = re.compile(rb"""rFont\s+val\s*=\s*["']([^"']+)["']""")
_TEXT = re.compile(rb"<(?:[^\s:<>/]+:)?t(?:\s[^>]*)?>[^<]")


class SharedTexts:
    """The part as bytes; nothing is parsed until it is asked for."""

    def __init__(self, part: bytes) -> None:
        starts = [found.start() for found in _ITEM.finditer(part)]
        self._part = part
        self._spans = list(pairwise([*starts, len(part)]))
        self.has_fonts = b"rFont" in part
        """Whether any text has parts in a font of their own."""

    def size(self, index: bytes) -> int:
        """Return how long a text is at most, in bytes, by its number as it stands in a cell."""
        start, end = self._span(index)
        return end - start

    def fonts(self, index: bytes) -> list[str]:
        """Return the fonts that parts of a text have of their own."""
        start, end = self._span(index)
        found = _FONT.findall(self._part, start, end)
        return [font.decode("utf-8", "replace") for font in found]

    def is_empty(self, index: bytes) -> bool:
        """Whether there is no text of this number, or it has no letter."""
        return _TEXT.search(self._part, *self._span(index)) is None

    def _span(self, index: bytes) -> tuple[int, int]:
        """ValueError for what is no number of a text."""
        number = int(index)
        if not 0 <= number < len(self._spans):
            raise ValueError(f"there is no text {number}")
        return self._spans[number]
