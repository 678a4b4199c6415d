"""Words compared with their marks, which people leave out: ``ho`` may be ``hộ``, ``hỗ`` is not."""

from __future__ import annotations

import unicodedata

from danvan_xl.schema.legacy import tidy
from danvan_xl.schema.text import key, spelling_key


def spelt_words(text: str) -> list[str]:
    """Return the words of ``text`` in the form of ``spelling_key``, in plain letters."""
    return spelling_key(unicodedata.normalize("NFKC", tidy(text))).split()


def is_among(word: str, text: str) -> bool:
    """Whether ``word``, one of ``spelt_words``, is one of ``text``: ``quý`` is not in ``quy chế``.

    One that has no marks at all may have lost them: ``che`` is.
    """
    return word in spelt_words(text) or (word.isascii() and word in key(text).split())
