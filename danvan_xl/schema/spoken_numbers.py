"""A number as people write it in a cell: ``1.250,5``, ``3 mô hình``, ``1,2 tỷ``, ``không``.

Import takes only bare digits (``values.to_number``) and sends the rest back. Here a person asks
for one text to be read the Vietnamese way, dots for thousands and a comma for the fraction; what
import takes gives the same number here, and what may mean two things is refused and explained.
"""

from __future__ import annotations

import re
from decimal import Decimal

from danvan_xl.errors import DanVanError
from danvan_xl.schema.legacy import decode
from danvan_xl.schema.text import key, normalise
from danvan_xl.schema.values import NotThatType, to_number

_NOTHING = {"khong", "khong co", "khong phat sinh", "ko"}
_DASHES = re.compile("[-–—]+")
_READABLE = re.compile(
    r"([+-]? ?)([1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?:(?: ?%| ?đ\b| )(.*)|)"
)
"""Sign, number, and what it counts, which stands apart."""
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
_PART_OF_NUMBER = {*_TIMES, *map(key, _TIMES), "rưỡi", "ruoi", "phần", "phan"}
"""Words that change a number; without marks they may be others (``tram``: ``trăm``, ``trạm``)."""


def read_spoken_number(text: str) -> float:
    """Return the number in ``text``, NaN when it is empty.

    ``text`` is Unicode. Raises :class:`DanVanError` with the reason when there is no number in
    it, more than one, or one that may mean two things.
    """
    try:
        return to_number(text)
    except NotThatType:
        tidy = " ".join(normalise(text).replace("−", "-").split())
    if key(tidy) in _NOTHING or _DASHES.fullmatch(tidy):
        return 0.0
    found = _READABLE.fullmatch(tidy.casefold())
    if found is None:
        raise DanVanError(_why_not(tidy))
    sign, digits, rest = found.groups()
    number = Decimal(sign.strip() + digits.replace(".", "").replace(",", "."))
    words = re.findall(r"\w+", rest or "")
    while words and words[0] in _TIMES:
        number *= _TIMES[words.pop(0)]
    if any(map(_may_change_it, words)):
        raise DanVanError(_why_not(tidy))
    return float(number)


def _may_change_it(word: str) -> bool:
    """Whether ``word`` belongs to the number or brings another, also in a legacy encoding."""
    readings = {word, decode(word, "tcvn3"), decode(word, "vni")}
    return re.search("[0-9]", word) is not None or not _PART_OF_NUMBER.isdisjoint(readings)


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
