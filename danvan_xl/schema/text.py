"""Vietnamese text: tidied, compared, made fit for file names, and numbers and dates written out."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")
_LINE_BREAK = re.compile("\r\n|[\r\v\u2028\u2029]")  # Word's soft break is \v
_BLANKS = re.compile(r"[^\S\n]+")  # no-break spaces and tabs too
_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_D_WITH_STROKE = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ɖ": "d", "Ɖ": "D"})
"""Eth and the African D look like Đ and are typed for it."""


def normalise(text: str) -> str:
    """Return ``text`` in NFC with plain single spaces and none at the ends of lines or of the text.

    No-break spaces become spaces, zero-width ones go, line breaks stay, as ``\\n``. Nothing that
    could be a letter of a legacy encoding is touched: the soft hyphen is TCVN3's ``ư``, ``Ð`` its
    ``é``, so decode such text first.
    """
    text = _LINE_BREAK.sub("\n", _ZERO_WIDTH.sub("", text))
    text = _BLANKS.sub(" ", unicodedata.normalize("NFC", text))
    return "\n".join(line.strip(" ") for line in text.split("\n")).strip("\n")


def key(text: str) -> str:
    """Return what is left of ``text`` when case, marks, punctuation and spacing are ignored.

    ``Ủy ban  Nhân-dân`` and ``uỷ ban nhân dân`` give ``uy ban nhan dan``. Good for headers, list
    words and searching. Too coarse to tell units apart: ``Sơn Hà`` and ``Sơn Hạ`` give the same
    key; see ``spelling_key``.
    """
    return _words(_without_marks(text).casefold().translate(_D_WITH_STROKE))


def spelling_key(text: str) -> str:
    """Return ``text`` for comparing with its marks: only case, punctuation and spacing are ignored.

    Where a tone mark stands in its syllable does not count: ``hoà`` and ``hòa`` are the same,
    ``Hà`` and ``Hạ`` are not. Not for showing: tone marks stand after their syllable.
    """
    text = unicodedata.normalize("NFD", normalise(text)).casefold()
    return " ".join(_tone_last(word) for word in _words(text).split())


def ascii_name(text: str) -> str:
    """Return ``text`` as a part of a file name: letters without marks, digits, ``_`` and ``-``.

    ``UBND huyện Bình Sơn`` gives ``UBND_huyen_Binh_Son``. Empty when nothing of it can be kept.
    """
    plain = _without_marks(text).translate(_D_WITH_STROKE)
    plain = re.sub("[^A-Za-z0-9_-]+", "_", plain)
    return re.sub("[_-]*_[_-]*", "_", plain).strip("_-")


def vn_number(value: float | Decimal, decimals: int | None = None) -> str:
    """Return a number as Vietnamese readers write it: ``1250.5`` gives ``1.250,5``.

    ``decimals`` fixes the digits after the comma, halves rounded away from zero as Excel does;
    without it there are as many as the number has, up to the 15 significant digits of Excel.
    Raises ``ValueError`` when the number is not finite.
    """
    number = value if isinstance(value, Decimal) else _decimal(value)
    if not number.is_finite():
        raise ValueError(f"not a finite number: {value}")
    if decimals is not None:
        digits = f"{_rounded(number, decimals):,f}"
    else:
        digits = f"{number:,f}"
        if "." in digits:
            digits = digits.rstrip("0").rstrip(".")
    if not digits.strip("-0.,"):
        digits = digits.lstrip("-")
    return digits.translate(str.maketrans(",.", ".,"))


def vn_count(count: int) -> str:
    """Return a count as official prose writes it: ``5`` gives ``05``, ``1250`` gives ``1.250``.

    Zero stays ``0``. Raises ``ValueError`` for a negative count.
    """
    if count < 0:
        raise ValueError(f"a count is never negative: {count}")
    return f"0{count}" if 0 < count < 10 else vn_number(count)


def vn_date(day: date) -> str:
    """Return ``05/09/2022``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def vn_date_long(day: date) -> str:
    """Return ``ngày 05 tháng 9 năm 2022``, as at the head of a document.

    Days below 10 and the months 1 and 2 have a leading zero, other months none (NĐ 30/2020,
    Phụ lục I).
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _without_marks(text: str) -> str:
    """Return ``text`` in compatibility decomposition with no combining marks."""
    decomposed = unicodedata.normalize("NFKD", normalise(text))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _words(text: str) -> str:
    """Return letters, their marks and digits, with one space for whatever stands between."""
    kept = (c if c.isalnum() or unicodedata.combining(c) else " " for c in text)
    return " ".join("".join(kept).split())


def _tone_last(word: str) -> str:
    """Return ``word`` with its tone marks after its letters."""
    decomposed = unicodedata.normalize("NFD", word)
    letters = "".join(char for char in decomposed if char not in _TONE_MARKS)
    tones = "".join(sorted(char for char in decomposed if char in _TONE_MARKS))
    return unicodedata.normalize("NFC", letters) + tones


def _decimal(value: float) -> Decimal:
    """Return ``value`` with what a float adds beyond 15 significant digits taken away."""
    return Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
