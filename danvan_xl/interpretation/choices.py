"""Words of a list as people write them: without marks, in part, as abbreviations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from danvan_xl.interpretation.reading import LONGEST, Reading
from danvan_xl.schema.spoken_numbers import is_spoken_zero
from danvan_xl.schema.text import key, spelling_key
from danvan_xl.schema.values import quoted

_SHORTEST_END = 3
"""Letters of an abbreviation that leaves out the first words: ``HTCT``."""

_NONE = re.compile(
    "(khong|chua)( co| duoc)?( (de nghi|cong nhan|khen|xet|trinh)){0,2}( thuong| khen thuong)?"
)
"""In the form of ``key``."""


def read_choice(text: str, choices: tuple[str, ...]) -> Reading:
    """Return the one of ``choices`` that ``text`` (tidy Unicode) means; else ``text`` itself.

    A choice is meant when no other fits. It is told unless only case, spacing or punctuation
    differ, or where the tone mark stands.
    """
    if not text or text in choices or len(text) > LONGEST:
        return Reading(text)
    choice = _choice(text, choices)
    if choice is None:
        return Reading(text)
    if spelling_key(text) == spelling_key(choice):
        return Reading(choice)
    return Reading(choice, "O19", {"value": quoted(text), "choice": choice})


def says_none(text: str) -> bool:
    """Whether ``text``, tidy Unicode and no choice, says that none is meant: ``Chưa``."""
    return is_spoken_zero(text) or _NONE.fullmatch(key(text)) is not None


@lru_cache(maxsize=1024)
def _choice(text: str, choices: tuple[str, ...]) -> str | None:
    said = key(text)
    if not said:
        return None
    words = {choice: key(choice).split() for choice in choices}
    skipped = _words_in_common(words.values())
    readings: tuple[Callable[[list[str]], bool], ...] = (
        lambda its: said == " ".join(its),
        lambda its: said == " ".join(its[skipped:]),
        lambda its: _abbreviates(said.split(), its),
        lambda its: _abbreviates_end(said, its),
    )
    for fits in readings:
        fitting = [choice for choice, its in words.items() if fits(its)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _words_in_common(choices: Iterable[Sequence[str]]) -> int:
    """Return how many words all ``choices`` begin with: ``Cấp`` of ``Cấp xã``, ``Cấp tỉnh``."""
    columns = list(zip(*choices, strict=False))
    differs = (place for place, words in enumerate(columns) if len(set(words)) > 1)
    return next(differs, 0)


def _abbreviates(said: Sequence[str], words: Sequence[str]) -> bool:
    """Whether ``said`` are ``words``, some of them only as initials: ``VH - XH``, ``XD HTCT``."""
    if not said or not words:
        return not said and not words
    if said[0] == words[0] and _abbreviates(said[1:], words[1:]):
        return True
    length = len(said[0])
    initials = "".join(word[0] for word in words[:length])
    return length > 1 and said[0] == initials and _abbreviates(said[1:], words[length:])


def _abbreviates_end(said: str, words: Sequence[str]) -> bool:
    """Whether ``said`` are the initials of the last of ``words``, three of them or more."""
    initials = "".join(word[0] for word in words)
    return len(said) >= _SHORTEST_END and initials.endswith(said)
