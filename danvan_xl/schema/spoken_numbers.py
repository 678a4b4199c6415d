"""A number as people write it in a cell: ``1.250,5``, ``3 mô hình``, ``1,2 tỷ``, ``không``.

This is the one reading of such texts. Import asks for every way in which a text may be meant
(:func:`readings_of`) and decides by what the cell should hold. The cell function asks for a text
to be read the Vietnamese way, dots for thousands and a comma for the fraction
(:func:`read_spoken_number`), and has the rest refused and explained.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from danvan_xl.errors import DanVanError
from danvan_xl.schema.legacy import decode
from danvan_xl.schema.number_words import is_in_number_words, number_of_words
from danvan_xl.schema.text import key, normalise
from danvan_xl.schema.values import NotThatType, to_number

_NOTHING = {"khong", "khong co", "khong phat sinh", "ko", "khg"}
_DASHES = re.compile("[-–—]+")
_SHAPE = re.compile(
    r"(?P<sign>[+-]? ?)"
    r"(?P<digits>[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    r"(?:(?: ?(?P<percent>%)| ?đ\b| )(?P<rest>.*)|)"
)
"""Sign, number, and what it counts, which stands apart."""
_VIETNAMESE = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SPACED = re.compile(r"\d+(?: \d{3})+(?:[.,](?!\d{3}$)\d+)?")
_SAID_AGAIN = re.compile(r"\(([^()]*)\)")

_OTHER_STYLE = re.compile(r"[+-]?\d+(,\d{3})*\.\d+|[+-]?\d+(,\d{3}){2,}")
_TIMES = {
    "chục": 10,
    "trăm": 100,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_PART_OF_NUMBER = {*_TIMES, *map(key, _TIMES), "rưỡi", "ruoi", "phần", "phan", "tr", "trđ", "k"}
"""Words that change a number; without marks they may be others (``tram``: ``trăm``, ``trạm``)."""
_DOUBTS = {"hơn", "trở", "chưa", "không"}
_UNSURE = _DOUBTS.union(
    map(key, _DOUBTS),
    ("khoảng", "chừng", "mỗi", "từng", "hoặc", "nhiều", "mấy", "vài", "lẻ", "mười", "mươi"),
    ("một", "hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "chín", "mốt", "lăm"),
)
"""Words after a number by which it is not all that is said: ``50 trở lên``, ``3 lớp, hai tổ``."""
_OPEN = _PART_OF_NUMBER | _UNSURE
_MOST_WORDS = 12
"""Of what is counted; more tell a story."""
_NO_COUNT = re.compile(r"[/+*=<>~?…^|\\]|\.\.")
"""What stands in no name of a thing that is counted: ``3 lớp/năm``."""


@dataclass(frozen=True)
class Readings:
    """The ways in which a text may be read as one number."""

    vietnamese: Decimal | None
    """Dots for thousands, a comma before the fraction: ``1.250`` is 1250."""
    english: Decimal | None
    """The other way round: ``1.250`` is 1.25."""
    percent: bool = False
    """The text says that it is a percentage."""
    dash_apart: bool = False
    """The minus stands apart and may be a dash at the beginning of a line: ``- 3 lớp``."""
    is_multiplied: bool = False
    """A word stands for the zeros: ``1.250 triệu``."""
    digits: int = 1
    """How many digits it has, leading zeros left out."""
    counted: str = ""
    """What stands after the number, in small letters: what it counts."""

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers it may be: one, or two that differ, the Vietnamese reading first."""
        both = [number for number in (self.vietnamese, self.english) if number is not None]
        return tuple(both[:1] if both[0] == both[-1] else both)


def is_spoken_zero(text: str) -> bool:
    """Whether ``text`` says that there is nothing: ``không``, ``không có``, a dash."""
    return key(text) in _NOTHING or _DASHES.fullmatch(text.strip()) is not None


def readings_of(text: str) -> Readings | None:
    """Return the ways to read ``text`` as one number; None when there is none, or more than one.

    ``text`` is Unicode. The words that a number has are read too: ``1,2 tỷ``, ``3 lớp``.
    """
    found = _SHAPE.fullmatch(_tidy(text).casefold())
    if found is None:
        return None
    digits, rest = found["digits"], found["rest"] or ""
    if (said := _SAID_AGAIN.match(rest)) and is_in_number_words(said[1]):
        if not (digits.isdecimal() and number_of_words(said[1]) == int(digits)):
            return None
        rest = rest[said.end() :]
    words = re.findall(r"\w+", rest)
    times = 1
    while words and words[0] in _TIMES:
        times *= _TIMES[words.pop(0)]
    more = times > 1 and words and is_in_number_words(words[0])  # 1 triệu năm
    if more or len(words) > _MOST_WORDS or _NO_COUNT.search(rest):
        return None
    if any(map(_may_change_it, words)):
        return None
    factor = -times if "-" in found["sign"] else times
    vietnamese, english = _vietnamese(digits), _english(digits)
    if vietnamese is None and english is None:
        return None
    return Readings(
        None if vietnamese is None else vietnamese * factor,
        None if english is None else english * factor,
        percent=found["percent"] is not None,
        dash_apart=found["sign"] == "- ",
        is_multiplied=times > 1,
        digits=len(re.sub(r"\D", "", digits).lstrip("0")),
        counted=" ".join(words) if times > 1 else rest.strip(),
    )


def read_spoken_number(text: str) -> float:
    """Return the number in ``text``, NaN when it is empty.

    ``text`` is Unicode. Raises :class:`DanVanError` with the reason when there is no number in
    it, more than one, or one that may mean two things.
    """
    try:
        return to_number(text)
    except NotThatType:
        tidy = _tidy(text)
    if is_spoken_zero(tidy):
        return 0.0
    found = readings_of(tidy)
    if found is None or found.vietnamese is None:
        raise DanVanError(_why_not(tidy))
    return float(found.vietnamese)


def _tidy(text: str) -> str:
    return " ".join(normalise(text).replace("−", "-").split())


def _vietnamese(digits: str) -> Decimal | None:
    if _VIETNAMESE.fullmatch(digits) or (_SPACED.fullmatch(digits) and "." not in digits):
        return Decimal(digits.replace(".", "").replace(" ", "").replace(",", "."))
    return None


def _english(digits: str) -> Decimal | None:
    if _ENGLISH.fullmatch(digits) or (_SPACED.fullmatch(digits) and "," not in digits):
        return Decimal(digits.replace(",", "").replace(" ", ""))
    return None


def _may_change_it(word: str) -> bool:
    """Whether ``word`` belongs to the number or brings another, also in a legacy encoding."""
    readings = {word, decode(word, "tcvn3"), decode(word, "vni")}
    return re.search("[0-9]", word) is not None or not _OPEN.isdisjoint(readings)


def _why_not(text: str) -> str:
    shown = text if len(text) <= 40 else text[:39] + "…"
    if not re.search(r"\d", text):
        return f"Không thấy số trong «{shown}»; hãy ghi bằng chữ số."
    if _OTHER_STYLE.fullmatch(text):
        return (
            f"«{shown}» không theo cách ghi số của Việt Nam; hãy ghi dấu chấm ở hàng nghìn, "
            "dấu phẩy ở phần lẻ, ví dụ 1.250,5."
        )
    return f"«{shown}» có thể hiểu nhiều cách; hãy chỉ ghi một số, ví dụ 1250 hoặc 1.250,5."
