"""Text typed with Vietnamese fonts from before Unicode (TCVN3, VNI) made Unicode again.

Such text is Latin-1 to a computer: ``Quảng Ngãi`` is ``Qu¶ng Ng·i`` in TCVN3. Nothing says so but
the words themselves, so texts are judged together (a column, a file) by how many of their words
become Vietnamese syllables, and what is not certain stays as it is: ``Résumé``, ``5 µm``, ``ABC®``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from danvan_xl.schema.legacy_words import (
    WORDS,
    Legacy,
    count,
    in_capitals,
    legacy_words,
    may_be,
    translate,
)
from danvan_xl.schema.text import normalise

Encoding = Literal["unicode", "tcvn3", "vni"]

_LEGACY: tuple[Legacy, ...] = ("tcvn3", "vni")

_PLAINLY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0303\u0306\u0309\u031b\u0323]")
"""Vietnamese letters and marks that Latin-1 has not."""

_MISTAKEN_D = re.compile(r"(?<![^\W\d_])[ÐƉðɖ]")
_D = str.maketrans("ÐƉðɖ", "ĐĐđđ")


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


def recognise(texts: Sequence[str]) -> Encoding | None:
    """Return how ``texts`` are encoded, judged together; None when that is not certain.

    Texts that are plainly Unicode (they have letters such as ``ệ``) are put aside; where all
    others are in ASCII the answer is ``unicode``.
    """
    doubtful = [t for t in texts if not t.isascii() and not _PLAINLY_UNICODE.search(t)]
    if not doubtful:
        return "unicode"
    votes = {encoding: count(doubtful, encoding) for encoding in _LEGACY}
    best, other = sorted(_LEGACY, key=lambda encoding: votes[encoding].weight, reverse=True)
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
    mixed = any(_PLAINLY_UNICODE.search(text) for text in texts)
    return [decode(t, encoding) if _belongs(t, encoding, mixed) else t for t in texts]


def clean(texts: Sequence[str]) -> list[str]:
    """Return ``texts``, a column or one cell, as clean Unicode.

    Legacy encodings decoded, then NFC, ``Đ`` for its look-alikes, plain single spaces; a soft
    hyphen goes where it cannot be TCVN3's ``ư``.
    """
    return [_tidy(text) for text in to_unicode(texts)]


def _belongs(text: str, encoding: Legacy, mixed: bool) -> bool:
    """Whether ``text``, of a column in ``encoding``, is in it too.

    Where the words of a text leave it open, the column decides, unless it is ``mixed``: has
    right Unicode as well.
    """
    if text.isascii() or _PLAINLY_UNICODE.search(text):
        return False
    votes = count([text], encoding)
    if votes.right != votes.against:
        return votes.right > votes.against
    words = legacy_words(text, encoding)
    alike = all(may_be(word, encoding) for word in words)
    return not mixed and alike and any(len(word) > 1 for word in words)


def _tidy(text: str) -> str:
    if _PLAINLY_UNICODE.search(text):
        text = text.replace("\xad", "")
    return normalise(_MISTAKEN_D.sub(lambda found: found[0].translate(_D), text))
