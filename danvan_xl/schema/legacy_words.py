"""What the words of a text say about its encoding: Unicode, or TCVN3 or VNI read as Latin-1."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from danvan_xl.schema.legacy_letters import TCVN3, VNI
from danvan_xl.schema.syllables import is_like_syllable, is_syllable

Legacy = Literal["tcvn3", "vni"]


def _any_of(codes: Iterable[str]) -> str:
    """Return a pattern for any of ``codes``, the longest first."""
    return "|".join(map(re.escape, sorted(codes, key=len, reverse=True)))


_TABLES: dict[Legacy, dict[str, str]] = {
    "tcvn3": TCVN3,
    "vni": VNI | {code[0] + code[1:].swapcase(): letter for code, letter in VNI.items()},
}
"""In VNI the case of a vowel counts, not that of the mark after it."""
_CODES = {encoding: re.compile(_any_of(table)) for encoding, table in _TABLES.items()}
WORDS = {
    "tcvn3": re.compile(rf"(?:[^\W_]|{_any_of(TCVN3)})+"),
    "vni": re.compile(r"[^\W_]+"),
}

_NO_WORD = re.compile(r".|\xb5.?|.*\d.*")
"""A single sign, a unit of measure, a number with what sticks to it."""
_ABBREVIATION = re.compile("[0-9]+đ|[B-DF-HJ-NP-TV-XZĐ]{2,}")

_ODD_FOR_LATIN = re.compile(
    "[A-Za-z][\xa1-\xbf\xd7\xf7]|[\xa1-\xbf][A-Za-z\xc0-\xff]"  # Qu¶ng, ®ång
    "|[a-z][\xc0-\xde]|[A-Z][\xc0-\xde][a-z]"  # huyÖn, BÝch
)
"""TCVN3: signs and capitals where no word has them."""
_RIGHT_FOR_LATIN = re.compile("\\w[\xaa\xad\xb7\xba\xd7\xf7]\\w?|\xb5.?")
"""But these do occur: ``N·m``, ``m×n``, ``Nº``, ``µm``, a soft hyphen."""
_SIGN = re.compile("\\w[\xb7\xd7\xf7]\\w|N\xba|\xb5.?")
"""Those that Vietnamese texts have too: ``N·m``, ``m×n``, ``Nº``, ``µm``."""
_NOT_VIETNAMESE = re.compile(
    "[\xa1-\xbf\xc4-\xc7\xcb\xce\xcf\xd1\xd6-\xd8\xdb\xdc\xde\xdf\xe4-\xe7\xeb\xee\xef\xf1\xf6-\xf8\xfb\xfc\xfe\xff]"
)
_PAIR = re.compile("[bcdghklmnpqrstvxñ][iouyôö]{0,2}[aeouyôö][àáâãäåèéêõøùúûü]", re.IGNORECASE)
"""VNI: a vowel and its mark after a consonant; not ``ï`` and ``ë``, which French has there."""
_SURE: dict[Legacy, re.Pattern[str]] = {"tcvn3": _ODD_FOR_LATIN, "vni": _PAIR}
"""What no word of another language has."""
_TONED_CAPITALS = _any_of(c for c, letter in TCVN3.items() if letter in "ẰẲẴẮẦẨẪẤỀỂỄẾỒỔỖỐ")
"""Those of TCVN 5712 that are letters or signs to a computer; the fonts do not have them."""


@dataclass(frozen=True)
class Votes:
    """What the different words of some texts say about one encoding."""

    right: int
    """Words that are syllables only when decoded."""
    weight: int
    """The same, those thrice that cannot be anything else."""
    against: int
    """Words that are syllables only as they are."""
    odd: int
    """Words that are nothing either way."""

    @property
    def certain(self) -> bool:
        """Whether the encoding is this one."""
        return self.weight >= max(3, 2 * (self.against + self.odd))


def count(texts: Iterable[str], encoding: Legacy) -> Votes:
    """Return the votes of ``texts``, each word once; words in ASCII have none."""
    right = weight = against = odd = 0
    for word in {word for text in texts for word in legacy_words(text, encoding)}:
        if _NO_WORD.fullmatch(word):
            continue
        before, after = is_syllable(word), _is_right(word, encoding)
        right += after and not before
        weight += (after and not before) * (3 if _is_sure(word, encoding) else 1)
        against += before and not after
        odd += not before and not after and not may_be(word, encoding)
    return Votes(right, weight, against, odd)


def legacy_words(text: str, encoding: Legacy) -> list[str]:
    """Return the words of ``text`` that are not ASCII, with the signs that ``encoding`` has."""
    return [word for word in WORDS[encoding].findall(text) if not word.isascii()]


def translate(text: str, encoding: Legacy) -> str:
    """Return ``text`` with each code of ``encoding`` as its letter; what is none stays."""
    table = _TABLES[encoding]
    return _CODES[encoding].sub(lambda code: table[code[0]], text)


def may_be(word: str, encoding: Legacy) -> bool:
    """Whether ``word`` decoded is a name, an abbreviation or a sum: ``Hrê``, ``HĐND``, ``500đ``."""
    decoded = translate(word, encoding)
    shaped = is_like_syllable(decoded) or _ABBREVIATION.fullmatch(decoded) is not None
    return shaped and _is_known(word, encoding)


def stays_as_sign(word: str) -> bool:
    """Whether ``word`` is as likely one that has a sign in it: ``µm``, ``N·m``, ``m×n``."""
    return _SIGN.fullmatch(word) is not None


def stays_as_name(word: str, encoding: Legacy) -> bool:
    """Whether ``word`` is a name such as ``Hrê`` as it is, and no syllable when decoded."""
    known = encoding == "tcvn3" and is_like_syllable(word)
    return known and not is_syllable(translate(word, encoding))


def in_capitals(word: str) -> bool:
    """Whether ``word`` of TCVN3 is surely in capitals: ``CéNG``, not ``Hå``."""
    bare = re.findall("[A-Za-z]", word)
    return not word.isascii() and len(bare) > 1 and all(map(str.isupper, bare))


def decodable_words(text: str) -> list[str]:
    """Return the words of ``text`` that are Vietnamese in a legacy encoding and not as they are.

    They have signs or letters that Vietnamese does not have: ``X·``, ``Phæ``; not ``Ré``, a name.
    """
    if not _NOT_VIETNAMESE.search(text):
        return []
    return [
        word
        for encoding in _TABLES
        for word in legacy_words(text, encoding)
        if _NOT_VIETNAMESE.search(word) and _is_right(word, encoding) and not stays_as_sign(word)
    ]


def sure_words(text: str, encoding: Legacy) -> list[str]:
    """Return the words of ``text`` that are Vietnamese in ``encoding`` alone."""
    if not _SURE[encoding].search(text):
        return []
    others = [other for other in _TABLES if other != encoding]
    return [
        word
        for word in legacy_words(text, encoding)
        if _is_sure(word, encoding)
        and _is_right(word, encoding)
        and not is_syllable(word)
        and not any(_is_right(word, other) for other in others)
    ]


def _is_known(word: str, encoding: Legacy) -> bool:
    """Whether all that is not ASCII in ``word`` has a meaning in ``encoding``."""
    return _CODES[encoding].sub("", word).isascii()


def _is_right(word: str, encoding: Legacy) -> bool:
    """Whether ``word`` decoded is a Vietnamese syllable, its capitals where they may be."""
    decoded = translate(word, encoding)
    return (
        _is_known(word, encoding)
        and is_syllable(decoded)
        and (decoded[1:] == decoded[1:].lower() or _capitals_fit(word, encoding))
    )


def _capitals_fit(word: str, encoding: Legacy) -> bool:
    """Whether ``word``, which has capitals after its first letter, may be all in capitals."""
    if encoding == "vni":
        return word.isupper()
    return in_capitals(word) or not re.search("[a-z]|" + _TONED_CAPITALS, word)


def _is_sure(word: str, encoding: Legacy) -> bool:
    """Whether ``word``, right when decoded, cannot be a word of another language as it is."""
    found = _SURE[encoding].search(word) is not None
    return found and (encoding == "vni" or not _RIGHT_FOR_LATIN.fullmatch(word))
