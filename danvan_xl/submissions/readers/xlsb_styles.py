"""Styles of an .xlsb workbook: number formats and fonts of cells."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from openpyxl.styles.numbers import BUILTIN_FORMATS

from danvan_xl.submissions.readers.biff12 import records, wide_text
from danvan_xl.submissions.readers.looks import is_legacy_font, shows_date, shows_percent

_FONT, _FORMAT, _STYLE, _BEGIN_STYLES, _END_STYLES = 43, 44, 47, 617, 618
_LOCAL_DATES = frozenset((*range(27, 37), *range(50, 59)))
"""Formats whose code depends on the country, all of them dates."""


class Styles:
    """What the number of a style says about a cell."""

    def __init__(self, part: bytes | None) -> None:
        """``part``: the bytes of ``styles.bin``, None for a workbook without."""
        self._fonts: list[str] = []
        self._codes: dict[int, str] = {}
        self._styles: list[tuple[int, int]] = []
        of_cells = False
        for kind, body in records(part or b""):
            if kind == _FONT:
                self._fonts.append(wide_text(body, 21)[0])
            elif kind == _FORMAT:
                self._codes[struct.unpack_from("<H", body)[0]] = wide_text(body, 2)[0]
            elif kind in (_BEGIN_STYLES, _END_STYLES):
                of_cells = kind == _BEGIN_STYLES
            elif kind == _STYLE and of_cells:
                self._styles.append(struct.unpack_from("<HH", body, 2))

    def shows_date(self, style: int) -> bool:
        """Whether a number in this style shows a day or a time."""
        number = self._style(style)[0]
        return shows_date(self._code(number)) or (
            number in _LOCAL_DATES and number not in self._codes
        )

    def shows_percent(self, style: int) -> bool:
        """Whether a number in this style shows a percentage."""
        return shows_percent(self._code(self._style(style)[0]))

    def legacy_font(self, style: int, runs: Iterable[int]) -> str:
        """Return the font from before Unicode of a cell or of a part of its text; else ""."""
        numbers = (self._style(style)[1], *runs)
        names = (self._fonts[number] for number in numbers if number < len(self._fonts))
        return next((name for name in names if is_legacy_font(name)), "")

    def _style(self, style: int) -> tuple[int, int]:
        return self._styles[style] if style < len(self._styles) else (0, len(self._fonts))

    def _code(self, number: int) -> str:
        return self._codes.get(number) or BUILTIN_FORMATS.get(number, "General")
