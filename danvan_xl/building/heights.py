"""How high a row must be for its texts, estimated from the number of letters.

Rows keep such a height only until somebody edits them: then the program fits them itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

LINE = 15.0
"""Points of one line of the default font."""
HIGHEST = 409.0
"""Excel's limit."""
_SPARE = 1.02
"""Estimates are a little wide, so that nothing is cut."""
_SPACE = 0.45
_SHARES = (
    (0.5, "iìíịỉĩlj"),
    (0.7, "tfrI.,;:!|'()[]-/"),
    (0.85, "scxzkvyýỳỷỹỵ"),
    (1.55, "mwMW"),
)
_WIDTHS = {letter: share for share, letters in _SHARES for letter in letters}
"""Letter → its share of a digit's width in the default font, where it is not about one."""


def lines_of(text: str, width: float) -> int:
    """Return how many lines ``text`` takes in ``width`` digits, broken between words."""
    lines = 0
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in paragraph.split():
            length = _SPARE * sum(map(_width, word))
            if used and used + _SPACE + length > width:
                lines, used = lines + 1, 0.0
            lines += max(0, ceil(length / width) - 1)
            used += length + (_SPACE if used else 0)
    return max(1, lines)


def _width(letter: str) -> float:
    return _WIDTHS.get(letter, 1.2 if letter.isupper() else 0.97)


def height_of(texts: Iterable[tuple[str, float]]) -> float:
    """Return the height in points of a row whose cells hold these texts, each with its width."""
    lines = max((lines_of(text, width) for text, width in texts if text), default=1)
    return min(HIGHEST, LINE * lines)
