"""Whether a text that is taken for Unicode has words that only a legacy encoding has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from danvan_xl.schema.legacy_words import (
    WORDS,
    decodable_words,
    in_capitals,
    sure_words,
    translate,
)
from danvan_xl.schema.syllables import is_like_syllable, is_syllable

_SIGN_IN_WORD = re.compile(
    "[^\\W\\d_][\xa1-\xa9\xac\xae\xaf\xb5\xb6\xb8\xb9\xbc-\xbf][^\\W\\d_]"  # gi¶i, T©y
    "|(?<!\\w)[\xa7\xae][a-z\xc0-\u1eff]"  # §ång, §ức
)
"""Signs that no word of any language has inside: TCVN3's letters, or signs between two words."""
_BETWEEN_WORDS = re.compile("[\xa2\xa3\xa5\xa7\xa9\xae\xb6\xb7\xb9\xbc-\xbe\xd7\xf7]")
"""Signs that Unicode texts have between words: ``Microsoft®Office``, ``a½b``."""
_D_BEFORE_LETTER = re.compile("[\xa7\xae][^\xa7\xae]+")
"""What may begin with ``Đ`` or ``đ``."""
_SPLIT_BYTES = re.compile("[\xc2-\xc6][\xa0-\xbf]")
"""UTF-8 read as Latin-1: ``phÃ¡t``."""
_WHOLE = re.compile(
    "[A-Z0-9\xb2\xb3]+|(?=.*[aeiouy])[A-Za-z][A-Za-z0-9]{2,}"
    "|[A-Z](?=.*[aeiouyé])[a-zçèéêëïñôöü]{3,}"
)
"""Abbreviations and words of other languages: ``TNHH``, ``iOffice``, ``Nescafé``."""
_FORMULA = re.compile("[a-z](?:[\xb7\xbc-\xbe\xd7\xf7][a-z])+")
_LONGEST = len("nghiêng")
_FOREIGN = re.compile("[äåæçëîïñöøûü]", re.IGNORECASE)
"""Letters of VNI that Vietnamese does not have."""
_ONLY_UNICODE = re.compile("[\u0102-\u1ef9]")
"""Letters of Vietnamese that no text has which is in an old font as a whole."""
_STRANGE = re.compile("[\xa1-\xbf]|[a-z][\xc0-\xde]|[A-Z][\xc0-\xde][a-z]|(?i:[äåæçëîïñöøûü])")
"""Without these no word is garbled."""


def has_garbled_word(text: str) -> bool:
    """Whether ``text``, taken for Unicode, has a word that only a legacy encoding has."""
    if _ONLY_UNICODE.search(text) and (decodable_words(text) or sure_words(text, "vni")):
        return True
    if not _STRANGE.search(text):
        return False
    return (
        _has_broken_word(text)
        or bool(sure_words(text, "tcvn3"))
        or any(map(_FOREIGN.search, sure_words(text, "vni")))
    )


def _has_broken_word(text: str) -> bool:
    """Whether ``text`` has a sign inside a word, where none stands between two words."""
    if not _SIGN_IN_WORD.search(text):
        return False
    words = (word.lstrip("«").rstrip("»") for word in WORDS["tcvn3"].findall(text))
    return any(_SIGN_IN_WORD.search(word) and not _is_joined_by_sign(word) for word in words)


def _is_joined_by_sign(word: str) -> bool:
    """Whether ``word`` is whole words of Unicode with a sign between: ``a½b``, not ``d©n``.

    What decodes to syllables is not (``thi®ua``), unless Unicode has marked ones on both sides of
    a vowel (``gạch¶dòng``).
    """
    if _FORMULA.fullmatch(word):
        return not _may_be_syllables(word)
    parts = [part for part in _BETWEEN_WORDS.split(word) if part]
    if not all(map(_is_whole, parts)) or _is_cut(parts) or _SPLIT_BYTES.search(word):
        return False
    if _BETWEEN_WORDS.match(word) and not any(map(_is_cased_syllable, parts[:1])):
        return False
    if found := _D_BEFORE_LETTER.findall(word):
        return not any(map(_may_be_syllables, (word, *found)))
    marked = all(len(one) > 1 and not one.isascii() and _is_cased_syllable(one) for one in parts)
    return marked or not _may_be_syllables(word)


def _is_whole(part: str) -> bool:
    """Whether ``part`` can be a word as it is."""
    if _WHOLE.fullmatch(part):
        return True
    name = part.istitle() and not part.isascii() and is_like_syllable(part)
    return len(part) > 1 and (name or _is_cased_syllable(part))


def _is_cut(parts: Iterable[str]) -> bool:
    """Whether a word may have been cut after its first letter: ``H¹``, not ``A©B``."""
    return any(len(one) == 1 and other[0].islower() for one, other in pairwise(parts))


def _may_be_syllables(word: str) -> bool:
    """Whether ``word`` of TCVN3, some of its letters decoded perhaps, is Vietnamese syllables."""
    signs_only = "".join(translate(c, "tcvn3") if c < "\xc0" else c for c in word)
    return any(map(_is_of_syllables, (translate(word, "tcvn3"), signs_only)))


def _is_of_syllables(letters: str) -> bool:
    """Whether ``letters`` are one Vietnamese syllable, or more without spaces between."""
    letters = letters.upper() if in_capitals(letters) else letters
    ends = {0}
    for end in range(1, len(letters) + 1):
        for at in ends.intersection(range(end - _LONGEST, end)):
            syllable = letters[at:end]
            inside = syllable if at and len(syllable) == 1 else syllable[1:]
            if is_syllable(syllable) and (inside == inside.lower() or letters.isupper()):
                ends.add(end)
                break
    return len(letters) in ends


def _is_cased_syllable(word: str) -> bool:
    """Whether ``word`` is a Vietnamese syllable with capitals where they may be."""
    return is_syllable(word) and (word[1:] == word[1:].lower() or word.isupper())
