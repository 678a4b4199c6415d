"""Which texts of a form are in TCVN3 or VNI, decided by cell font, column and form.

A font from before Unicode is a sign and no proof: a whole sheet may have it, right Unicode too. So
a text must always be able to be in the encoding it is decoded from. The texts of a column are
judged together; where they are too few, all that the unit itself typed is. A text that is open
either way stays where others beside it are right Unicode, and where only its font speaks for the
encoding; it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.form import FACTS
from danvan_xl.schema.legacy import (
    Encoding,
    belongs,
    decode,
    is_plainly_unicode,
    may_be_legacy,
    recognise,
    suspected,
)
from danvan_xl.schema.legacy_words import Legacy
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.values import is_blank
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.raw import RawCell

ENCODING_NAMES: Mapping[Legacy, str] = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI"}
"""What users call an encoding."""

_SAMPLE = 2_000
"""Characters of a text by which it is judged: a report pasted into a cell is long."""


@dataclass(frozen=True)
class Decoded:
    """A text in Unicode, as far as is certain."""

    text: str
    encoding: Legacy | None = None
    """What it was decoded from."""
    doubt: Legacy | None = None
    """What it may be in, though it was left as it is."""

    @property
    def proposed(self) -> str:
        """The text decoded from what it may be in."""
        return decode(self.text, self.doubt) if self.doubt else self.text


class FormTexts:
    """What a unit typed into its form, judged together."""

    def __init__(self, form: FormData) -> None:
        self._form = form

    @cached_property
    def recognised(self) -> Encoding | None:
        """What the words say that the form is typed in; None where they leave it open."""
        return recognise(_samples(self._texts))

    @cached_property
    def encoding(self) -> Legacy | None:
        """What the form is typed in; None for Unicode, and where it is not certain.

        Where the words leave it open the fonts say what it may be.
        """
        if self.recognised is not None:
            return _if_legacy(self.recognised)
        fonts = {encoding_of_font(font) for font in self._form.fonts.values()} - {None}
        return fonts.pop() if len(fonts) == 1 else None

    @cached_property
    def is_mixed(self) -> bool:
        """Whether some of it is right Unicode."""
        return any(map(is_plainly_unicode, self._texts))

    @cached_property
    def _texts(self) -> list[str]:
        return [cell for cell in _typed(self._form) if isinstance(cell, str)]


def encoding_of_font(font: str) -> Legacy | None:
    """Return the encoding that a font is made for: ``.VnTime``, ``VNI-Times``."""
    name = font.casefold()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni") else None


def decode_column(texts: Sequence[str], fonts: Sequence[str], form: FormTexts) -> list[Decoded]:
    """Return the texts of a column in Unicode, as far as is certain.

    ``fonts``: for each text that of its cell where it is one from before Unicode, else "".
    """
    if not any(map(may_be_legacy, texts)):
        return [Decoded(text) for text in texts]
    mixed = any(map(is_plainly_unicode, texts))
    found = recognise(_samples(texts))
    if found is None:
        said = form.recognised
        common, open_if_mixed = form.encoding, mixed or form.is_mixed or said is None
    else:
        said = found
        common, open_if_mixed = _if_legacy(found), mixed
    wrong_font = {
        encoding_of_font(font)
        for text, font in zip(texts, fonts, strict=True)
        if is_plainly_unicode(text)
    }
    decoded = []
    for text, font in zip(texts, fonts, strict=True):
        if by_font := encoding_of_font(font):
            capitals = by_font == "tcvn3" and font.endswith("H")
            only_font = by_font in wrong_font or by_font != said
            decoded.append(_decoded(text, by_font, only_font, capitals))
        else:
            decoded.append(_decoded(text, common, open_if_mixed))
    return decoded


def _decoded(text: str, encoding: Legacy | None, mixed: bool, capitals: bool = False) -> Decoded:
    """Return ``text`` from ``encoding``; ``mixed``: only where its own words say so."""
    if not may_be_legacy(text):
        return Decoded(text)
    sample = text[:_SAMPLE]
    if encoding is None:
        return Decoded(text, doubt=suspected(sample))
    if belongs(sample, encoding, mixed):
        return Decoded(decode(text, encoding, capitals), encoding)
    return Decoded(text, doubt=encoding if belongs(sample, encoding, mixed=False) else None)


def _samples(texts: Sequence[str]) -> list[str]:
    """Return the beginnings of ``texts``, without those that no legacy encoding has."""
    return [text[:_SAMPLE] for text in texts if not is_plainly_unicode(text)]


def _if_legacy(encoding: Encoding) -> Legacy | None:
    return None if encoding == "unicode" else encoding


def _typed(form: FormData) -> Iterator[RawCell]:
    """Yield the cells that the unit itself filled in: no lists, nothing that was prefilled."""
    for fact in FACTS:
        if not fact.prefilled:
            yield form.facts.get(fact.name)
    if "results" in form.tables:
        for row in form.tables["results"].rows.values():
            yield row.get(RESULTS["note"].key)
    if "initiatives" in form.tables:
        columns = [column for column in INITIATIVES.form_columns if _is_free(column)]
        for row in form.tables["initiatives"].rows.values():
            if is_blank(row.get(INITIATIVES["code"].key)):
                yield from (row.get(column.key) for column in columns)


def _is_free(column: Column) -> bool:
    return column.type.is_text and column.type is not Type.CHOICE
