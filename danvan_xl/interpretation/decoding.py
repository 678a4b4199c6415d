"""The texts of a column made Unicode, each by its own words, its font and those beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_xl.interpretation.encoding import (
    ENCODING_NAMES,
    SAMPLE,
    Decoded,
    FormTexts,
    certain_of,
    certainly,
    encoding_of_font,
    if_legacy,
    samples_of,
)
from danvan_xl.schema.legacy import (
    Encoding,
    belongs,
    decode,
    fit,
    is_garbled,
    is_of_both,
    is_plainly_unicode,
    is_right_as_it_is,
    may_be_legacy,
    possible,
    recognise,
    suspected,
)
from danvan_xl.schema.legacy_words import Legacy


def decode_column(texts: Sequence[str], fonts: Sequence[str], form: FormTexts) -> list[Decoded]:
    """Return the texts of a column in Unicode, as far as is certain.

    ``fonts``: for each text that of its cell where it is one from before Unicode, else "".
    """
    if not any(map(may_be_legacy, texts)):
        return [Decoded(text, is_garbled=is_garbled(text)) for text in texts]
    column = _Column.of(texts, fonts, form)
    return [column.decoded(text, font) for text, font in zip(texts, fonts, strict=True)]


@dataclass(frozen=True)
class _Column:
    """What the texts of a column say about each of them."""

    common: Legacy | None
    """What they are in, as far as it is one."""
    open_if_mixed: bool
    """Whether a text counts only by its own words: there is right Unicode beside it."""
    own: frozenset[Legacy]
    """What single texts of the column are in for certain."""
    known: frozenset[Encoding]
    """The same for the whole form, and what the texts say together."""
    wrong_fonts: frozenset[Legacy | None]
    """Fonts that right Unicode is in too."""

    @classmethod
    def of(cls, texts: Sequence[str], fonts: Sequence[str], form: FormTexts) -> _Column:
        mixed = any(map(is_plainly_unicode, texts))
        found = recognise(samples_of(texts))
        if found and found != "unicode":
            mixed = mixed or any(is_right_as_it_is(text, found) for text in samples_of(texts))
        said = form.recognised if found is None else found
        own = certain_of(texts)
        known = own | form.certain | ({said} if said else frozenset())
        wrong_fonts = frozenset(
            encoding_of_font(font)
            for text, font in zip(texts, fonts, strict=True)
            if is_plainly_unicode(text)
        )
        if found is None:
            open_if_mixed = mixed or form.is_mixed or said is None
            return cls(form.encoding, open_if_mixed, own, known, wrong_fonts)
        return cls(if_legacy(found), mixed, own, known, wrong_fonts)

    def decoded(self, text: str, font: str) -> Decoded:
        """Return ``text`` in Unicode. What its own words say goes before font and column."""
        if not may_be_legacy(text):
            return Decoded(text, is_garbled=is_garbled(text))
        sample, by_font = text[:SAMPLE], encoding_of_font(font)
        expected = by_font or self.common
        found = possible(sample)
        own = certainly(sample)
        if is_of_both(sample):
            return Decoded(text, is_garbled=True)
        if own:
            if expected is None or fit(sample, own) > fit(sample, expected):
                expected = own
        elif not by_font and len(found) > 1 and self._has_both:
            return Decoded(text, readings=tuple(found), is_garbled=True)
        elif not by_font and len(self.own) > 1:
            return self._of_mixed(text, sample, found)
        elif found and expected and expected not in found:
            expected = found[0] if found[0] in self.known else None
        capitals = by_font == expected == "tcvn3" and font.endswith("H")
        mixed = self.open_if_mixed
        if by_font:
            mixed = by_font in self.wrong_fonts or by_font not in self.known
        return _decoded(text, expected, mixed, capitals)

    @property
    def _has_both(self) -> bool:
        return self.known.issuperset(ENCODING_NAMES)

    def _of_mixed(self, text: str, sample: str, found: Sequence[Legacy]) -> Decoded:
        """Return a text of a column that has both encodings: only its own words count."""
        if found:
            return _checked(text, found[0])
        doubts = [one for one in ENCODING_NAMES if belongs(sample, one, mixed=False)]
        return Decoded(text, doubt=doubts[0] if doubts else None, is_garbled=is_garbled(sample))


def _decoded(text: str, encoding: Legacy | None, mixed: bool, capitals: bool) -> Decoded:
    """Return ``text`` from ``encoding``; ``mixed``: only where its own words say so."""
    sample = text[:SAMPLE]
    doubt = suspected(sample) if encoding is None else encoding
    if encoding and belongs(sample, encoding, mixed):
        return _checked(text, encoding, capitals)
    if doubt and encoding and not belongs(sample, encoding, mixed=False):
        doubt = None
    return Decoded(text, doubt=doubt, is_garbled=doubt is None and is_garbled(sample))


def _checked(text: str, encoding: Legacy, capitals: bool = False) -> Decoded:
    """Return ``text`` from ``encoding``, as it is where letters of no language would be left."""
    letters = decode(text, encoding, capitals)
    if is_garbled(letters[:SAMPLE]):
        return Decoded(text, is_garbled=True)
    return Decoded(letters, encoding)
