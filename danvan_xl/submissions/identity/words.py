"""A name, title or file name as words to compare: abbreviations written out, spellings made one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from danvan_xl.schema.legacy import clean, decode, recognise
from danvan_xl.schema.legacy_letters import TCVN3, VNI
from danvan_xl.schema.legacy_words import Legacy
from danvan_xl.schema.text import key, normalise, spelling_key
from danvan_xl.submissions.identity.abbreviations import (
    ABBREVIATIONS,
    JOINING,
    SAME_WORDS,
    SHORT_TYPES,
)

_Y = re.compile("([bcdđghklmnpqrstvx]+)y([\u0300\u0301\u0303\u0309\u0323]?)")
"""``Lý`` is also written ``Lí``."""
_LONGEST = 6
"""Words of the longest abbreviation."""
_LETTERS: dict[Legacy, dict[str, str]] = {"tcvn3": TCVN3, "vni": VNI}


@dataclass(frozen=True)
class Word:
    """One word, as it is written and without its marks."""

    exact: str
    plain: str

    def is_like(self, known: Word) -> bool:
        """Whether the word may be ``known``: it may lack marks, but has no other ones."""
        return self.exact == known.exact or (self.exact.isascii() and self.plain == known.plain)


@dataclass(frozen=True)
class Text:
    """Words, and whether whoever wrote them wrote marks."""

    words: tuple[Word, ...]
    has_marks: bool


def readings(text: str) -> list[Text]:
    """Return the text as it reads: in each encoding that it may be in.

    A single name is often too short to tell: ``Ba Tô`` is ``Ba Tơ`` in VNI. Whether it then names
    a unit tells.
    """
    likely = clean([text])[0]
    if recognise([text]) is not None:
        return [read(likely)]
    others = [decode(text, one) for one in _LETTERS if _may_be(text, one)]
    return [read(one) for one in dict.fromkeys([likely, *others])]


def read(text: str) -> Text:
    """Return the words of Unicode ``text``."""
    words = [_word(word) for word in spelling_key(text).split()]
    marked = any(not word.exact.isascii() for word in words)
    words = [word for word in words if not any(word.is_like(other) for other in _joining())]
    return Text(tuple(_with_types(_written_out(words))), marked)


@lru_cache(maxsize=1024)
def phrase(text: str) -> tuple[Word, ...]:
    """Return the words of a phrase of this program."""
    return tuple(_word(word) for word in spelling_key(text).split())


def starts(words: Sequence[Word], known: Sequence[Word], at: int = 0) -> bool:
    """Whether ``known`` stands in ``words`` from ``at`` on."""
    there = words[at : at + len(known)]
    return len(there) == len(known) and all(
        word.is_like(other) for word, other in zip(there, known, strict=True)
    )


def _may_be(text: str, encoding: Legacy) -> bool:
    """Whether all letters of ``text`` are written as in ``encoding``."""
    return _codes_of(encoding).sub("", normalise(text)).isascii()


@lru_cache(maxsize=2)
def _codes_of(encoding: Legacy) -> re.Pattern[str]:
    codes = sorted(_LETTERS[encoding], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, codes)))


def _word(spelt: str) -> Word:
    spelt = _same_words().get(spelt, spelt)
    spelt = found[1] + "i" + found[2] if (found := _Y.fullmatch(spelt)) else spelt
    return Word(spelt, key(spelt))


def _written_out(words: Sequence[Word]) -> Iterator[Word]:
    """Yield the words with abbreviations written out, the longest at each place."""
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _LONGEST), at, -1):
            there = words[at:end]
            exact = "".join(word.exact for word in there)
            meant = _abbreviations().get(exact)
            if meant:
                yield from meant
                at = end
                break
        else:
            yield words[at]
            at += 1


def _with_types(words: Iterator[Word]) -> Iterator[Word]:
    """Yield the words with ``H`` and the like written out where a name follows."""
    every = list(words)
    for word, after in zip(every, [*every, None][1:], strict=True):
        meant = _short_types().get(word.exact)
        if meant and after is not None and not after.plain.isdigit():
            yield from meant
        else:
            yield word


@lru_cache(maxsize=1)
def _joining() -> tuple[Word, ...]:
    return tuple(word for text in JOINING for word in phrase(text))


@lru_cache(maxsize=1)
def _same_words() -> dict[str, str]:
    plain = {key(one): key(other) for one, other in SAME_WORDS.items()}
    return plain | {spelling_key(one): spelling_key(other) for one, other in SAME_WORDS.items()}


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, tuple[Word, ...]]:
    return _table(ABBREVIATIONS)


@lru_cache(maxsize=1)
def _short_types() -> dict[str, tuple[Word, ...]]:
    return _table(SHORT_TYPES)


def _table(texts: dict[str, str]) -> dict[str, tuple[Word, ...]]:
    """Return abbreviation → its words; also as it is typed without marks."""
    found = {}
    for short, meant in texts.items():
        words = phrase(short)
        for spelt in ("".join(w.plain for w in words), "".join(w.exact for w in words)):
            found[spelt] = phrase(meant)
    return found
