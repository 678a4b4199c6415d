"""What a cell should hold, as far as it helps to read it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from danvan_xl.interpretation.spelling import is_among, spelt_words
from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.legacy import LEGACY, decode
from danvan_xl.schema.lists import LISTS
from danvan_xl.schema.text import key, normalise

_FIRST_YEAR = 1900
_DONG = "đồng VNĐ"
"""Words for the money of Viet Nam, beside the country's name."""
_COUNTED = re.compile(
    "bai|ban|buoi|ca|can|chi|chuong|chuyen|cong|cuoc|dien|diem|doi|don|gia|ho|hoi|kien|lan|lop|"
    "luot|mo|nguoi|phong|tap|thu|tin|to|van|vu|y"
)
"""How what reports count begins, in the form of ``key``: ``buổi``, ``hội nghị``, ``mô hình``."""

_KINDS = {
    "person": re.compile("(lượt )?(người|công dân|cán bộ|đại biểu|học viên|hội viên|đoàn viên)"),
    "event": re.compile("hội nghị|cuộc|buổi|lớp|đợt|phiên"),
    "text": re.compile("văn bản|công văn|tin|bài|đơn(?! vị)|kiến nghị"),
    "household": re.compile(
        "(?<!bảo )(?<!biện )(?<!giám )(?<!phù )(?<!ủng )hộ(?! (?:chiếu|khẩu|lý|tịch))"
    ),
}
"""How things of a kind begin, of which one is never counted as another."""


def _kind_of(text: str) -> str:
    """Return the kind of what ``text`` counts; "" for any other thing."""
    said = normalise(text).casefold()
    return next((kind for kind, its in _KINDS.items() if re.match(rf"({its.pattern})\b", said)), "")


def _tells_of_households(text: str) -> bool:
    """Whether ``text`` has the word ``hộ``, a household; not ``hỗ trợ``, ``hồ sơ``, ``ủng hộ``."""
    said = normalise(text).casefold()
    return re.search(rf"\b({_KINDS['household'].pattern})\b", said) is not None


@dataclass(frozen=True)
class Asked:
    """What a cell should hold. A limit that is None is no limit."""

    type: Type
    whole: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    is_optional: bool = False
    """Whether nothing needs to be chosen."""
    about: str = ""
    """What a number counts, in words: its unit of measure and the text of its question."""
    unit: str = ""
    """The unit of measure."""

    @classmethod
    def of_column(cls, column: Column) -> Asked:
        """Return what every cell of ``column`` should hold."""
        return cls(
            column.type,
            column.type is Type.INTEGER,
            column.minimum,
            column.maximum,
            LISTS.get(column.choices, ()),
            not column.required,
            f"{column.unit} {column.header} {column.help}",
            column.unit,
        )

    @property
    def is_whole(self) -> bool:
        """Whether a fraction makes no sense: đồng have none."""
        return self.whole or self.type in (Type.INTEGER, Type.MONEY)

    @property
    def is_percentage(self) -> bool:
        """Whether the number is a share in percent: a number from 0 to 100, not a count."""
        return not self.is_whole and self.maximum == 100

    @property
    def is_year(self) -> bool:
        """Whether the number is a year."""
        return self.is_whole and self.minimum is not None and self.minimum >= _FIRST_YEAR

    def counts(self, text: str) -> bool:
        """Whether what is asked for counts what ``text`` after a number says: ``3 mô hình``.

        Other words may change the number (``12 tr``, ``20 USD``) or answer another question.
        ``text`` may be in an encoding from before Unicode.
        """
        return any(map(self._counts, (text, decode(text, "tcvn3"), decode(text, "vni"))))

    def _counts(self, text: str) -> bool:
        said = spelt_words(text)
        if self.type is Type.MONEY and said:
            is_money = any(is_among(word, _DONG) for word in said)
            return is_money and all(is_among(word, f"{_DONG} Việt Nam") for word in said)
        if not said or _COUNTED.fullmatch(key(said[0])):
            return True
        return is_among(said[0], self.about)

    def contradicts(self, text: str) -> bool:
        """Whether ``text`` after a number names another kind of thing: ``3 hội nghị`` of people.

        ``text`` may be in an encoding from before Unicode.
        """
        own = _kind_of(self.unit)
        said = {_kind_of(text), *(_kind_of(decode(text, one)) for one in LEGACY)} - {""}
        if not own or not said or own in said:
            return False
        return not (said == {"household"} and _tells_of_households(self.about))

    def allows(self, number: float) -> bool:
        """Whether ``number`` lies between the limits."""
        low = self.minimum is None or self.minimum != self.minimum or number >= self.minimum
        high = self.maximum is None or self.maximum != self.maximum or number <= self.maximum
        return low and high
