"""Whether a word can be a Vietnamese syllable, by the rules of the spelling.

Vietnamese is written in syllables of very regular shape, so that text decoded wrongly shows: it
breaks the rules almost at once.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_AFTER_STOP = {"\u0301", "\u0323"}
"""The two tones that a syllable ending in c, ch, p or t can have."""

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RHYMES = """
a ac ach ai ak am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi
om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
uy uya uych uyên uyêt uyn uynh uyp uyt uyu
ư ưa ưc ưi ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu ynh yt
"""
_SPLIT = re.compile(f"({'|'.join(sorted(_ONSETS.split(), key=len, reverse=True))}|)([^\\W\\d_]+)")
_RHYME = frozenset(_RHYMES.split())
_BEFORE_I_AND_E = re.compile("[iyeê]")
_WORD = re.compile("[bcdđfghjklmnpqrstvwxz']{0,4}[aăâeêioôơuưy]{1,3}[bcdfghklmnpqrstvxz]{0,3}")


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Whether ``word`` is spelt as a Vietnamese syllable is, tone and all; case does not count."""
    letters, tones = _without_tones(word)
    return len(tones) <= 1 and any(
        _fit(onset, rhyme) and _bears(rhyme, {at - len(onset): tone for at, tone in tones.items()})
        for onset, rhyme in _parts(letters)
    )


@lru_cache(maxsize=16384)
def is_like_syllable(word: str) -> bool:
    """Whether ``word`` has one vowel group between consonants and no more than one tone.

    True of names from the languages of the minorities too: ``Hrê``, ``Plông``, ``Đăk``.
    """
    letters, tones = _without_tones(word)
    return len(tones) <= 1 and _WORD.fullmatch(letters) is not None


def _without_tones(word: str) -> tuple[str, dict[int, str]]:
    """Return ``word`` without its tones, in small letters, and the tones by their places in it."""
    letters = ""
    tones: dict[int, str] = {}
    for char in unicodedata.normalize("NFC", word.lower()):
        decomposed = unicodedata.normalize("NFD", char)
        tones.update((len(letters), tone) for tone in _TONES.findall(decomposed))
        letters += unicodedata.normalize("NFC", _TONES.sub("", decomposed))
    return letters, tones


def _parts(letters: str) -> list[tuple[str, str]]:
    """Return onset and rhyme of ``letters``, both ways for gi: gi + a, g + iêng."""
    found = _SPLIT.fullmatch(letters)
    if found is None:
        return []
    onset, rhyme = found.groups()
    return [(onset, rhyme), ("g", "i" + rhyme)] if onset == "gi" else [(onset, rhyme)]


def _fit(onset: str, rhyme: str) -> bool:
    if rhyme not in _RHYME:
        return False
    soft = _BEFORE_I_AND_E.match(rhyme) is not None
    if onset in ("k", "gh", "ngh"):
        return soft
    return not (soft and (onset in ("c", "ng") or (onset == "g" and rhyme[0] != "i")))


def _bears(rhyme: str, tones: dict[int, str]) -> bool:
    """Whether ``rhyme`` can have the tone of ``tones``, if any, on the letter where it stands."""
    stops = rhyme.endswith(("c", "ch", "p", "t"))
    if not tones:
        return not stops
    ((place, tone),) = tones.items()
    return place in _places(rhyme) and (not stops or tone in _AFTER_STOP)


def _places(rhyme: str) -> set[int]:
    """Return where in ``rhyme`` a tone may stand: ``hòa`` and ``hoà`` are both right."""
    marked = [place for place, letter in enumerate(rhyme) if letter in "ăâêôơ"]
    if marked:
        return {marked[-1]}
    if rhyme in ("oa", "oe", "uy"):
        return {0, 1}
    return {1} if rhyme.startswith(("oa", "oe", "oo", "uy")) else {0}
