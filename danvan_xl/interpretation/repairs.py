"""Texts made tidy: hidden characters taken out, right letters for those that look like them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from danvan_xl.interpretation.encoding import Decoded
from danvan_xl.schema.legacy import LIKE_D, tidy
from danvan_xl.schema.text import normalise

_ZERO_WIDTH = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff"
"""What no part of a workbook can hold, lone surrogates too."""
_HIDDEN = re.compile(f"[{_ZERO_WIDTH}{_CONTROLS}]")

_WRONG_LETTERS = f"{LIKE_D}\xad"


@dataclass(frozen=True)
class Repaired:
    """A text that is tidy."""

    text: str
    is_changed: bool = False
    """Whether hidden characters or look-alikes of Đ went; NFC and plain spaces go unsaid."""


def repair(decoded: Decoded) -> Repaired:
    """Return a text tidied, without hidden characters, with ``Đ`` for its look-alikes.

    No letter is touched of a text that may be in a legacy encoding.
    """
    text = decoded.text
    if _is_tidy(text):
        return Repaired(text)
    shown = _HIDDEN.sub("", text)
    plain = right = normalise(shown)
    if not decoded.doubt and _has_wrong_letters(shown):
        right = tidy(shown)
    return Repaired(right, shown != text or right != plain)


def _is_tidy(text: str) -> bool:
    """Whether it is seen at once that nothing is to be done: so are nearly all texts."""
    return (
        text.isprintable()  # no line breaks and no spaces but plain ones
        and "  " not in text
        and text.strip() == text
        and unicodedata.is_normalized("NFC", text)
        and not _has_wrong_letters(text)
    )


def _has_wrong_letters(text: str) -> bool:
    return any(letter in text for letter in _WRONG_LETTERS)
