"""How a cell's text may be meant, for comparing it with words that are known."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from danvan_xl.schema.legacy import decode
from danvan_xl.schema.text import key, normalise

_LONGEST = 120
"""Characters: what is longer is neither a header nor a label."""
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_YEAR = re.compile(r"\b(?:nam )?20\d\d\b")
_PERIOD = re.compile(r"\b(?:\d{1,2} thang(?: dau nam| cuoi nam)?|(?:trong )?ky nay|trong ky)\b")
_MEASURE = re.compile(
    r"(?<!\bhuy) (?:dvt |don vi tinh )?(?:(?:trieu|nghin|ngan|ty|1 000|1000) )?(?:dong|vnd)$"
)
_ORDINAL = re.compile(r"^(?:\d{1,2}|[ivx]{1,4}) (?=\w)")


class Wording(NamedTuple):
    """One way in which a text may be meant."""

    text: str
    """Decoded when it is taken to be in TCVN3 or VNI."""
    key: str
    """As ``schema.text.key`` gives it."""

    @property
    def core(self) -> str:
        """The key without brackets, a period of time, a leading number, a measure of money."""
        bracketed = "(" in self.text or "[" in self.text
        core = key(_ASIDE.sub(" ", self.text)) if bracketed else self.key
        core = " ".join(_PERIOD.sub(" ", _YEAR.sub(" ", core)).split())
        return _MEASURE.sub("", _ORDINAL.sub("", core))

    @property
    def line(self) -> str:
        """The text on one line, with plain single spaces."""
        return " ".join(normalise(self.text).split())


@lru_cache(maxsize=2**16)
def wordings(text: str) -> tuple[Wording, ...]:
    """Return the ways in which ``text`` may be meant, the likeliest first; none for a long text.

    A single header is too short to tell its encoding by itself, but to be a known header once it
    is decoded is proof enough.
    """
    if len(text) > _LONGEST:
        return ()
    texts = [text]
    if not text.isascii() and max(text) <= "\xff":  # no letter that only Unicode has
        texts += [decode(text, "tcvn3"), decode(text, "vni")]
    return tuple(Wording(text, key(text)) for text in texts)


def squeezed(words: str) -> str:
    """Return a key without its spaces: they are often lost where a header was broken in two."""
    return words.replace(" ", "")
