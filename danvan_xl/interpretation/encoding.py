"""Which texts of a form are in TCVN3 or VNI, decided by cell font, column and form.

A font from before Unicode is a sign and no proof: a whole sheet may have it, right Unicode too. So
a text must always be able to be in the encoding it is decoded from. What its own words say for
certain counts first: a district pastes lists of communes, each in its own font. The others of a
column are judged together; where they are too few, all that the unit itself typed is. A text that
is open either way stays where others beside it are right Unicode, and where only its font speaks
for the encoding; it is told. What is surely no Unicode, and cannot be decided, is asked back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.form import FACTS
from danvan_xl.schema.legacy import (
    Encoding,
    decode,
    is_plainly_unicode,
    may_be_legacy,
    recognise,
)
from danvan_xl.schema.legacy_words import Legacy
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.values import is_blank, quoted
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.raw import RawCell

ENCODING_NAMES: Mapping[Legacy, str] = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI"}
"""What users call an encoding."""

SAMPLE = 2_000
"""Characters of a text by which it is judged: a report pasted into a cell is long."""


@dataclass(frozen=True)
class Decoded:
    """A text in Unicode, as far as is certain."""

    text: str
    encoding: Legacy | None = None
    """What it was decoded from."""
    doubt: Legacy | None = None
    """What it may be in, though it was left as it is."""
    readings: tuple[Legacy, ...] = ()
    """What it may be in where there are two ways."""
    is_garbled: bool = False
    """Whether it is no Unicode, and what it is in is not certain: only its unit knows."""

    @property
    def proposed(self) -> str:
        """The text decoded from what it may be in."""
        return decode(self.text, self.doubt) if self.doubt else self.text

    @property
    def choices(self) -> str:
        """What it may say, with the encoding of each: ``«Tổ 1» (VNI)``."""
        return " hoặc ".join(
            f"«{quoted(decode(self.text, one))}» ({ENCODING_NAMES[one]})" for one in self.readings
        )


class FormTexts:
    """What a unit typed into its form, judged together."""

    def __init__(self, form: FormData) -> None:
        self._form = form

    @cached_property
    def recognised(self) -> Encoding | None:
        """What the words say that the form is typed in; None where they leave it open."""
        return recognise(samples_of(self._texts))

    @cached_property
    def encoding(self) -> Legacy | None:
        """What the form is typed in; None for Unicode, and where it is not certain.

        Where the words leave it open the fonts say what it may be.
        """
        if self.recognised is not None:
            return if_legacy(self.recognised)
        fonts = {encoding_of_font(font) for font in self._form.fonts.values()} - {None}
        return fonts.pop() if len(fonts) == 1 else None

    @cached_property
    def certain(self) -> frozenset[Legacy]:
        """What single texts of it are in, each for certain."""
        return certain_of(self._texts)

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


def certain_of(texts: Iterable[str]) -> frozenset[Legacy]:
    """Return what single ones of ``texts`` are in, each for certain."""
    return frozenset(one for text in texts if (one := certainly(text[:SAMPLE])))


def certainly(text: str) -> Legacy | None:
    """Return what ``text`` is in if its own words are enough to know."""
    return if_legacy(recognise([text])) if may_be_legacy(text) else None


def samples_of(texts: Sequence[str]) -> list[str]:
    """Return the beginnings of ``texts``, without those that no legacy encoding has."""
    return [text[:SAMPLE] for text in texts if not is_plainly_unicode(text)]


def if_legacy(encoding: Encoding | None) -> Legacy | None:
    """Return ``encoding`` where it is one from before Unicode."""
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
