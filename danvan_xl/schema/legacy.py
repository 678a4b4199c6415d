"""Text typed with Vietnamese fonts from before Unicode (TCVN3, VNI) made Unicode again.

Such text is Latin-1 to a computer: ``Quảng Ngãi`` is ``Qu¶ng Ng·i`` in TCVN3. Nothing says so but
the words themselves, so texts are judged together (a column, a file) by how many of their words
become Vietnamese syllables, and what is not certain stays as it is: ``Résumé``, ``5 µm``, ``ABC®``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from danvan_xl.schema.legacy_garbled import has_garbled_word
from danvan_xl.schema.legacy_words import (
    WORDS,
    Legacy,
    count,
    in_capitals,
    legacy_words,
    may_be,
    stays_as_name,
    stays_as_sign,
    sure_words,
    translate,
)
from danvan_xl.schema.text import normalise

Encoding = Literal["unicode", "tcvn3", "vni"]

LEGACY: tuple[Legacy, ...] = ("tcvn3", "vni")

_PLAINLY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0303\u0306\u0309\u031b\u0323]")
"""Vietnamese letters and marks that Latin-1 has not."""

LIKE_D = "ÐƉðɖ"
"""Letters of other languages that look like ``Đ`` and are typed for it."""
_CONSONANTS = "BCDGHKLMNPQRSTVXĐÐƉ"
_MISTAKEN_D = re.compile(
    rf"(?<![^\W\d_])[{LIKE_D}]|(?<=[{_CONSONANTS}])[ÐƉ](?![a-z])"  # Ðức; QÐ-UBND, HÐND
)
_D = str.maketrans(LIKE_D, "ĐĐđđ")


def decode(text: str, encoding: Legacy, capitals: bool = False) -> str:
    """Return ``text`` of ``encoding`` in Unicode (NFC); what it does not know stays.

    ``capitals``: the font shows capitals for small letters, as those do whose name ends in H
    (``.VnTimeH``). TCVN3 has no capitals with tones, so a word that is otherwise in capitals
    (``CéNG HßA``) is taken to be wholly so.
    """
    if capitals:
        return translate(text, encoding).upper()
    if encoding == "vni":
        return translate(text, encoding)
    words = WORDS[encoding]
    all_capitals = not re.search("[a-z]", text) and any(map(in_capitals, words.findall(text)))

    def decoded(word: re.Match[str]) -> str:
        letters = translate(word[0], encoding)
        return letters.upper() if all_capitals or in_capitals(word[0]) else letters

    return words.sub(decoded, text)


def may_be_legacy(text: str) -> bool:
    """Whether ``text`` has letters, and only such, that a legacy encoding has too."""
    return not text.isascii() and not is_plainly_unicode(text)


def is_plainly_unicode(text: str) -> bool:
    """Whether ``text`` has Vietnamese letters that no legacy encoding has."""
    return _PLAINLY_UNICODE.search(text) is not None


def recognise(texts: Sequence[str]) -> Encoding | None:
    """Return how ``texts`` are encoded, judged together; None when that is not certain.

    Texts that are plainly Unicode (they have letters such as ``ệ``) are put aside; where all
    others are in ASCII the answer is ``unicode``.
    """
    doubtful = [text for text in texts if may_be_legacy(text)]
    if not doubtful:
        return "unicode"
    votes = {encoding: count(doubtful, encoding) for encoding in LEGACY}
    best, other = sorted(LEGACY, key=lambda encoding: votes[encoding].weight, reverse=True)
    if votes[best].certain and votes[best].weight > votes[other].weight:
        return best
    if all(vote.against and not vote.weight for vote in votes.values()):
        return "unicode"
    return None


def to_unicode(texts: Sequence[str]) -> list[str]:
    """Return ``texts``, a column or one cell, with those in TCVN3 or VNI decoded.

    The others are the same objects as before.
    """
    encoding = recognise(texts)
    if encoding is None or encoding == "unicode":
        return list(texts)
    mixed = any(map(is_plainly_unicode, texts))
    return [decode(t, encoding) if belongs(t, encoding, mixed) else t for t in texts]


def clean(texts: Sequence[str]) -> list[str]:
    """Return ``texts``, a column or one cell, as clean Unicode.

    Legacy encodings decoded, then NFC, ``Đ`` for its look-alikes, plain single spaces; a soft
    hyphen goes where it cannot be TCVN3's ``ư``.
    """
    return [tidy(text) for text in to_unicode(texts)]


def belongs(text: str, encoding: Legacy, mixed: bool) -> bool:
    """Whether ``text``, of a column in ``encoding``, is in it too.

    Where the words of a text leave it open, the column decides, unless it is ``mixed``: has
    right Unicode as well.
    """
    if not may_be_legacy(text):
        return False
    votes = count([text], encoding)
    if votes.right != votes.against:
        return votes.right > votes.against
    words = legacy_words(text, encoding)
    alike = all(may_be(word, encoding) for word in words)
    stays = any(stays_as_sign(word) or stays_as_name(word, encoding) for word in words)
    return not mixed and alike and not stays and any(len(word) > 1 for word in words)


def suspected(text: str) -> Legacy | None:
    """Return the encoding that ``text`` alone may be in though that is not certain.

    Most of its words that are not ASCII are Vietnamese only when decoded.
    """
    found = possible(text)
    return found[0] if found else None


def possible(text: str) -> list[Legacy]:
    """Return the encodings that ``text`` alone may be in, the likelier first."""
    if not may_be_legacy(text):
        return []
    fits = {encoding: fit(text, encoding) for encoding in LEGACY}
    return sorted((one for one in LEGACY if fits[one] > 0), key=lambda one: -fits[one])


def fit(text: str, encoding: Legacy) -> int:
    """Return how many more words of ``text`` become Vietnamese by ``encoding`` than break."""
    words = [w for w in legacy_words(text, encoding) if not stays_as_sign(w)]
    votes = count(words, encoding)
    return votes.right - votes.against - votes.odd


def is_garbled(text: str) -> bool:
    """Whether ``text``, taken for Unicode, has words that only a legacy encoding has: ``phè 3®``.

    Signs that stand alone, by a number or between whole words (``Microsoft®Office``) do not
    count, nor do words of other languages.
    """
    return not text.isascii() and has_garbled_word(text)


def is_of_both(text: str) -> bool:
    """Whether ``text`` has words of one legacy encoding and words of the other."""
    return all(sure_words(text, encoding) for encoding in LEGACY)


def is_right_as_it_is(text: str, encoding: Legacy) -> bool:
    """Whether ``text`` is Vietnamese as it is, and broken when decoded from ``encoding``."""
    votes = count([text], encoding)
    return votes.against > votes.right


def tidy(text: str) -> str:
    """Return ``text``, which is Unicode, in NFC, with ``Đ`` for its look-alikes and plain spaces.

    A soft hyphen goes where it cannot be TCVN3's ``ư``.
    """
    if is_plainly_unicode(text):
        text = text.replace("\xad", "")
    return normalise(_MISTAKEN_D.sub(lambda found: found[0].translate(_D), text))
