"""Which column a header stands for: as it is, by a synonym, or with a slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from danvan_xl.schema.columns import Table
from danvan_xl.schema.form import FACTS, SEAL, SEAL_LABEL
from danvan_xl.schema.guide import FORM_RULES
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.text import key
from danvan_xl.submissions.locating.words import squeezed, wordings
from danvan_xl.submissions.raw import RawCell

_ALIKE = 88
"""Of 100: one wrong letter passes in nine. ``Số hiệu`` is not ``Số liệu`` (86)."""
_AHEAD = 6
"""By which the best column must be ahead of the second."""


class Grade(IntEnum):
    """How sure a meaning is; less is surer."""

    EXACT = 0
    SYNONYM = 1
    SLIP = 2
    PLACE = 3
    """Its words say nothing; it stands where the form has the column."""


class Meaning(NamedTuple):
    """What a header was taken for."""

    key: str
    """Of the column, or name of the fact."""
    grade: Grade
    text: str
    """The header, on one line and decoded."""


class Vocabulary:
    """The headers of one table, or the labels of the facts."""

    def __init__(self, words: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        """``words``: key, header and synonyms of each column."""
        self._exact: dict[str, str] = {}
        self._synonyms: dict[str, str] = {}
        self._spelled: list[tuple[str, str]] = []
        for name, header, synonyms in words:
            self._exact[squeezed(key(header))] = name
            self._synonyms |= {squeezed(key(synonym)): name for synonym in synonyms}
            self._spelled += [(key(word), name) for word in (header, *synonyms)]
        self.meaning = lru_cache(maxsize=2**16)(self._meaning)
        self.likely = lru_cache(maxsize=4096)(self._likely)

    def _meaning(self, text: str) -> Meaning | None:
        """Return what ``text`` means exactly or by a synonym, whatever its encoding."""
        found: Meaning | None = None
        for wording in wordings(text):
            whole = squeezed(wording.key)
            if name := self._exact.get(whole):
                return Meaning(name, Grade.EXACT, wording.line)
            if found is None:
                core = squeezed(wording.core)
                known = (self._synonyms.get(whole), self._exact.get(core), self._synonyms.get(core))
                if guess := next(filter(None, known), None):
                    found = Meaning(guess, Grade.SYNONYM, wording.line)
        return found

    def _likely(self, text: str) -> Meaning | None:
        """Return what ``text`` means but for a slip of the pen, where only one column fits."""
        for wording in wordings(text):
            scores: dict[str, float] = {}
            core = wording.core
            for words, name in self._spelled:
                if _is_slip(core, words):
                    scores[name] = max(scores.get(name, 0), fuzz.ratio(core, words))
            ranked = sorted(scores.items(), key=lambda item: -item[1])
            if ranked and (len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= _AHEAD):
                return Meaning(ranked[0][0], Grade.SLIP, wording.line)
        return None


def _is_slip(typed: str, words: str) -> bool:
    """Whether ``typed`` is ``words`` but for a slip in one word of three.

    Word by word: ``ngay quyet dinh`` is much like ``so quyet dinh`` and like ``so, ngay quyet
    dinh`` and means neither.
    """
    if fuzz.ratio(typed, words) < _ALIKE:
        return False
    pairs = list(zip(typed.split(), words.split(), strict=False))
    if len(pairs) != len(typed.split()) or len(pairs) != len(words.split()):
        return False
    wrong = [(a, b) for a, b in pairs if a != b]
    return len(wrong) <= max(1, len(pairs) // 3) and all(_is_slip_in(a, b) for a, b in wrong)


def _is_slip_in(typed: str, word: str) -> bool:
    shorter = min(len(typed), len(word))
    allowed = 0 if shorter <= 2 else 1 if shorter <= 4 else 2
    return OSA.distance(typed, word) <= allowed


def _of(table: Table) -> Vocabulary:
    return Vocabulary((c.key, c.header, c.synonyms) for c in table.form_columns)


VOCABULARIES: Mapping[str, Vocabulary] = {t.key: _of(t) for t in (RESULTS, INITIATIVES)}
"""Key of a table → its headers."""

LABELS = Vocabulary(
    [*((fact.name, fact.label, fact.synonyms) for fact in FACTS), (SEAL, SEAL_LABEL, ())]
)

_HELPS = frozenset(key(text) for text in (*(f.help for f in FACTS), *(r for _, r in FORM_RULES)))
"""They stand to the right of the answers, or in the guide, and are none."""
_FILLER = re.compile(r"[\s._…\-–]*")


class Labelled(NamedTuple):
    """A cell that asks for a fact."""

    meaning: Meaning
    rest: str
    """What follows a colon in the same cell; "" where nothing but dots does."""


def labelled(text: str) -> Labelled | None:
    """Return what a cell asks for, if it begins with a label of the facts."""
    whole = LABELS.meaning(text)
    if whole is not None and whole.grade is Grade.EXACT:
        return Labelled(whole, "")
    before, colon, rest = text.partition(":")
    if colon and (meaning := LABELS.meaning(before)):  # ``Năm báo cáo: 2022`` is both
        says_nothing = _FILLER.fullmatch(rest) or is_help(rest)
        return Labelled(meaning, "" if says_nothing else rest.strip())
    return Labelled(whole, "") if whole is not None else None


def is_help(cell: RawCell) -> bool:
    """Whether a cell tells how to answer: the form's own words, or all of it in brackets."""
    if not isinstance(cell, str):
        return False
    bare = cell.strip()
    return (bare.startswith("(") and bare.endswith(")")) or any(
        wording.key in _HELPS for wording in wordings(bare)
    )
