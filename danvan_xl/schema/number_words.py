"""Numbers below one thousand in Vietnamese words: ``ba``, ``mười lăm``, ``một trăm linh tư``."""

from __future__ import annotations

import re

_NAMES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_DIGITS = {name: digit for digit, name in enumerate(_NAMES)}
_DIGITS |= {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
_DIGIT = "|".join(_DIGITS)
_BELOW_HUNDRED = rf"(?:(?P<ten>mười)|(?P<tens>{_DIGIT}) mươi)(?: (?P<ones>{_DIGIT}))?"
_NUMBERS = (
    re.compile(f"(?P<ones>{_DIGIT})"),
    re.compile(_BELOW_HUNDRED),
    re.compile(rf"(?P<hundreds>{_DIGIT}) trăm(?: (?:linh|lẻ) (?P<ones>{_DIGIT}))?"),
    re.compile(rf"(?P<hundreds>{_DIGIT}) trăm {_BELOW_HUNDRED}"),
)
_WORDS = {*_DIGITS, "mười", "mươi", "linh", "lẻ", "trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ"}


def is_in_number_words(text: str) -> bool:
    """Whether ``text``, in NFC and small letters, has no other words than those of numbers."""
    words = text.split()
    return bool(words) and _WORDS.issuperset(words)


def number_of_words(text: str) -> int | None:
    """Return the number that ``text`` says in words, from 0 to 999; None when it is none.

    ``text`` is in NFC, in small letters with their marks, with single spaces.
    """
    for number in _NUMBERS:
        if found := number.fullmatch(text):
            parts = found.groupdict()
            tens = 1 if parts.get("ten") else _DIGITS.get(parts.get("tens") or "", 0)
            hundreds = _DIGITS.get(parts.get("hundreds") or "", 0)
            return 100 * hundreds + 10 * tens + _DIGITS.get(parts.get("ones") or "", 0)
    return None
