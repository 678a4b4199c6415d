"""The names of units, and how like one of them a text is, from 0 to 100."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from danvan_xl.schema.text import key
from danvan_xl.submissions.identity.abbreviations import (
    COMMUNE_TYPES,
    NOISE,
    NUMBERED,
    ORGANS,
    OTHERS_AFTER,
    PROVINCE,
    TYPES,
    UBND,
)
from danvan_xl.submissions.identity.words import Text, Word, phrase, read, readings, starts

SURE = 90
"""From this score on a unit is recognised."""
DOUBTFUL = 80
"""From this score on it is worth asking whether that unit is meant."""
MARGIN = 8
"""By so much the best must be ahead of the second."""

_OTHER_MARKS = 15
"""``Hà`` for ``Hạ``: another word."""
_NO_MARKS = 3
_SOME_MARKS = 10
"""A word without marks in a text that has them may be just that word."""
_NO_TYPE = 2
"""``Bình Sơn`` may be a district or a commune."""
_PARTS = 93
"""For a name with words left out: ``Sở Nông nghiệp``."""
_UNSPACED = 95
_FEWEST = 3
"""Words that tell one body of the province from others."""

_NEAR, _NEAREST = 75, 3
"""From this score on a unit is offered to choose from, and so many are."""
_OTHER_TYPE = 10
"""A district for a town of that name."""

_LONGEST = 300
"""Characters; what is longer is no name."""

_COUNCIL = "hội đồng nhân dân"
_NAME_OF_PROVINCE = key(PROVINCE.removeprefix("tỉnh "))
"""Without a type it is rather the province than the city of that name."""


@dataclass(frozen=True)
class Likely:
    """A unit that a text may name."""

    code: str
    score: int
    is_exact: bool = True
    """Whether all its words are there, with no other marks; some may lack theirs."""


@dataclass(frozen=True)
class _Name:
    """A name taken apart: ``Huyện Bình Sơn`` is a ``huyện`` called ``Bình Sơn``."""

    type: str
    """One of ``TYPES``; "" for a body, or where a text does not say."""
    words: tuple[Word, ...]

    @cached_property
    def plain(self) -> str:
        return " ".join(word.plain for word in self.words)

    @cached_property
    def full(self) -> tuple[Word, ...]:
        return (*phrase(self.type), *self.words)


_Compare = Callable[[_Name, _Name], tuple[float, bool]]
"""From what is said and a unit's name to how like they are, and whether all of it is there."""


class UnitNames:
    """Looks units up by their names."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = {code: _name_of(read(name).words) for code, name in names.items()}

    def named(self, text: str) -> tuple[Likely, ...]:
        """Return the units that ``text``, nothing but a name, may mean, the likest first."""
        if len(text) > _LONGEST:
            return ()
        return _likest(
            one
            for reading in readings(text)
            for one in self._like(reading, reading.words, _likeness)
        )

    def mentioned(self, text: str) -> tuple[Likely, ...]:
        """Return the units that ``text``, a title or a file name, surely mentions.

        What it says after «gửi» and the like is not about who reports. Most of such texts name no
        unit at all, so what is only like a name is none.
        """
        found: list[Likely] = []
        for reading in readings(text) if len(text) <= _LONGEST else ():
            words = _before_others(reading.words)
            within = self._within(words, reading.has_marks)
            whole = clear(_likest(self._like(reading, _without_noise(words), _agreement)))
            found += within or [one for one in whole if one.score >= SURE]
        return _likest(found)

    def nearest(self, text: str) -> tuple[Likely, ...]:
        """Return the few units whose names are nearest to ``text``, in any order of its words.

        None of them is recognised: they are to choose from.
        """
        words = read(text[:_LONGEST]).words
        found = []
        for said in _said(words):
            for code, name in self._names.items():
                score = fuzz.token_sort_ratio(said.plain, name.plain)
                score -= _OTHER_TYPE if said.type and said.type != name.type else 0
                if len(name.words) > 1 and name.plain != _NAME_OF_PROVINCE:
                    within = f" {name.plain} " in f" {' '.join(word.plain for word in words)} "
                    score = max(score, _PARTS if within else 0)
                if score >= _NEAR:
                    found.append(Likely(code, round(score), is_exact=False))
        best = _likest(found)
        return tuple(one for one in best if one.score > best[0].score - MARGIN)[:_NEAREST]

    def _like(self, text: Text, words: Sequence[Word], compare: _Compare) -> list[Likely]:
        found = []
        for said in _said(words):
            for code, name in self._names.items():
                likeness, is_whole = compare(said, name)
                if likeness < DOUBTFUL:
                    continue
                unlike = _other_marks(said, name)
                score = likeness - unlike * _OTHER_MARKS - _missing(said, name, text.has_marks)
                if score >= DOUBTFUL:
                    found.append(Likely(code, round(score), is_whole and not unlike))
        return found

    def _within(self, words: Sequence[Word], has_marks: bool) -> list[Likely]:
        """Return the units whose whole names stand in ``words``, none within a longer one."""
        hits: dict[tuple[int, int], list[Likely]] = defaultdict(list)
        for code, name in self._names.items():
            if not name.type and len(name.words) < _FEWEST:
                continue
            whole = _Name("", name.full)
            for at in range(len(words) - len(whole.words) + 1):
                if starts(words, whole.words, at) and not (name.type and _has_organ(words[:at])):
                    end = at + len(whole.words)
                    there = _Name("", tuple(words[at:end]))
                    hits[at, end].append(Likely(code, 100 - _missing(there, whole, has_marks)))
        longest = [
            one
            for (start, end), there in hits.items()
            if not any((a, b) != (start, end) and a <= start and end <= b for a, b in hits)
            for one in clear(_likest(there))
        ]
        types = {one.code: self._names[one.code].type for one in longest}
        if COMMUNE_TYPES.isdisjoint(types.values()):
            return longest
        return [one for one in longest if types[one.code] in {*COMMUNE_TYPES, ""}]


def clear(found: Sequence[Likely]) -> tuple[Likely, ...]:
    """Return of ``found``, the likest first, the one that is sure, or those that are rivals.

    Empty when none is even doubtful.
    """
    if not found:
        return ()
    rivals = [one for one in found if one.is_exact] if found[0].is_exact else found
    return tuple(one for one in rivals if one.score > found[0].score - MARGIN)


def _likest(found: Iterable[Likely]) -> tuple[Likely, ...]:
    """Return each unit once, with its best score, the likest first."""
    best: dict[str, Likely] = {}
    for one in found:
        if one.code not in best or one.score > best[one.code].score:
            best[one.code] = one
    return tuple(sorted(best.values(), key=lambda one: -one.score))


def _likeness(said: _Name, name: _Name) -> tuple[float, bool]:
    """Return how like the letters of two names are, marks left out, and whether they are all."""
    if said.type and said.type != name.type:
        return 0, False
    if (whole := _whole(said, name)) or _is_part(said, name):
        return whole or _PARTS, bool(whole)
    if name.type and len(said.words) != len(name.words):
        return 0, False  # ``Trà Bồng`` is not ``Tây Trà Bồng``
    if not name.type and len(said.words) < _FEWEST:
        return 0, False  # ``Công văn`` is not ``Công an``
    return fuzz.ratio(said.plain, name.plain), False


def _agreement(said: _Name, name: _Name) -> tuple[float, bool]:
    """Return the same, 0 where it is a matter of letters, or the words may mean something else."""
    if said.type != name.type and (said.type or said.plain == _NAME_OF_PROVINCE):
        return 0, False
    if whole := _whole(said, name):
        return whole, True
    # ``Phát triển nông thôn`` is a matter, ``Sở Nông nghiệp`` a body.
    starts_alike = said.words[0].plain == name.words[0].plain
    return (_PARTS if starts_alike and _is_part(said, name) else 0), False


def _whole(said: _Name, name: _Name) -> float:
    """Return the score of a name that is all there, else 0."""
    if said.plain == name.plain:
        return 100
    return _UNSPACED if said.plain.replace(" ", "") == name.plain.replace(" ", "") else 0


def _is_part(said: _Name, name: _Name) -> bool:
    """Whether a body is named with words left out, the others in the same order."""
    if name.type or not _FEWEST <= len(said.words) < len(name.words):
        return False
    rest = iter(name.words)
    return all(any(word.plain == other.plain for other in rest) for word in said.words)


def _other_marks(said: _Name, name: _Name) -> int:
    """Return how many words of ``said`` are those of ``name`` with other marks."""
    exact = {word.exact for word in name.words}
    plain = {word.plain for word in name.words}
    unlike = [word for word in said.words if word.exact not in exact and word.plain in plain]
    return sum(not word.exact.isascii() for word in unlike)


def _missing(said: _Name, name: _Name, has_marks: bool) -> int:
    """Return what missing marks and a missing type take off a score."""
    exact = {word.exact for word in name.words}
    plain = {word.plain for word in name.words}
    bare = any(
        word.exact.isascii() and word.exact not in exact and word.plain in plain
        for word in said.words
    )
    marks = (_SOME_MARKS if has_marks else _NO_MARKS) if bare else 0
    return marks + (_NO_TYPE if name.type and not said.type else 0)


@lru_cache(maxsize=1)
def _types() -> tuple[tuple[str, tuple[Word, ...]], ...]:
    return tuple((text, phrase(text)) for text in TYPES)


def _said(words: Sequence[Word]) -> list[_Name]:
    """Return the names that ``words`` may be: ``Son Tinh Quang Ngai`` may end in the province."""
    cuts = [words]
    for end in (phrase(PROVINCE), phrase(PROVINCE)[1:]):
        if len(words) > len(end) and starts(words, end, len(words) - len(end)):
            cuts.append(words[: -len(end)])
    names = dict.fromkeys(_name_of(cut) for cut in cuts)
    return [name for name in names if name.words]


def _name_of(words: Sequence[Word]) -> _Name:
    """Take a name apart; who governs, and the places it lies in, are left out."""
    words = _without_head(words)
    for text, type_words in _types():
        if starts(words, type_words) and len(words) > len(type_words):
            rest = words[len(type_words) :]
            end = next((at for at in range(1, len(rest)) if _place_begins(rest, at)), len(rest))
            return _Name(text, tuple(rest[:end]))
    return _Name("", tuple(_body(words)))


def _place_begins(words: Sequence[Word], at: int) -> bool:
    """Whether the name of another place begins here; ``Xa`` may be part of a name."""
    has_marks = any(not word.exact.isascii() for word in words)
    for _, type_words in (*_types(), ("", phrase("tỉnh"))):
        after = at + len(type_words)
        exactly = not has_marks or tuple(words[at:after]) == type_words
        if exactly and starts(words, type_words, at) and after < len(words):
            return not any(starts(words, other, after) for _, other in _types())
    return False


def _without_head(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out the people's committee and council before a name."""
    for head in (phrase(_COUNCIL), phrase(UBND)):
        if starts(words, head):
            words = words[len(head) :]
    return words


def _body(words: Sequence[Word]) -> Sequence[Word]:
    """Return the name of a body without the province, unless too little would be left."""
    whole = words
    for end in (phrase(PROVINCE)[1:], phrase(PROVINCE)[:1]):
        if len(words) > len(end) + 1 and starts(words, end, len(words) - len(end)):
            words = words[: -len(end)]
    return words if len(words) > 1 else whole


def _has_organ(words: Sequence[Word]) -> bool:
    """Whether ``words`` name a body that does not report for the place that follows."""
    return any(starts(words, phrase(text), at) for text in ORGANS for at in range(len(words)))


def _before_others(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words before those that speak of somebody else."""
    for at in range(len(words)):
        if any(starts(words, phrase(text), at) for text in OTHERS_AFTER):
            return words[:at]
    return words


def _without_noise(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words that may belong to a name."""
    left: list[Word] = []
    at = 0
    while at < len(words):
        noise = next((p for p in map(phrase, NOISE) if starts(words, p, at)), None)
        if noise:
            at += len(noise)
        elif words[at].plain.isdigit() or _numbered(words, at):
            at += 1
        else:
            left.append(words[at])
            at += 1
    return left


def _numbered(words: Sequence[Word], at: int) -> bool:
    after = words[at + 1].plain if at + 1 < len(words) else ""
    return after.isdigit() and any(starts(words, phrase(text), at) for text in NUMBERED)
