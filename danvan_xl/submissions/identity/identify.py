"""Which unit, year and version a form is of: by its own marks, else by names, never by chance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.form import FORM_VERSION
from danvan_xl.schema.legacy import clean
from danvan_xl.schema.seal import read_seal
from danvan_xl.schema.text import key, spelling_key
from danvan_xl.schema.values import is_blank, quoted
from danvan_xl.submissions.arrivals import own_name
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.identity.names import SURE, Likely, UnitNames, clear

_BLANK = "(trống)"
_YEARS = range(2000, 2101)
_YEAR_OF_TITLE = re.compile(r"\bnam (\d{4})\b")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_NUMBER_AS_TEXT = re.compile(r"(\d+)[.,]0+")
_CHOICES = 5
"""So many units are named in a question."""
_NO_CHOICE = "không có"


@dataclass(frozen=True)
class Known:
    """What is known of the units when forms come back."""

    names: Mapping[str, str]
    """Code of each unit → its name."""
    kinds: Mapping[str, str]
    """Code of each unit that must report → its kind (a key of ``KINDS``)."""
    year: int
    office: str = "Sở Nội vụ"
    """Name of who gathers the forms: in titles it is rather that than a unit that reports."""

    @property
    def units(self) -> UnitNames:
        """The units by their names."""
        return _units_of(tuple(self.names.items()))

    def told(self, codes: Iterable[str]) -> str:
        """Return units as a question names them: ``Huyện Bình Sơn (524) hoặc …``."""
        codes = [*dict.fromkeys(codes)]
        names = [f"{self.names[code]} ({code})" for code in codes[:_CHOICES]]
        return " hoặc ".join([*names, *(["đơn vị khác"] if len(codes) > _CHOICES else [])])

    def nearest(self, *texts: str) -> list[str]:
        """Return the codes of the units that must report whose names are nearest to ``texts``."""
        found = [one.code for text in texts for one in self.units.nearest(text)]
        return [code for code in dict.fromkeys(found) if code in self.kinds]

    def is_office(self, code: str) -> bool:
        """Whether ``code`` is that of who gathers the forms."""
        return spelling_key(self.names[code]) == spelling_key(self.office)


@dataclass(frozen=True)
class Identity:
    """Whose form it is."""

    unit_code: str
    """"" when that is not sure."""
    year: int | None
    """None when neither the form nor its name says."""
    version: str
    findings: tuple[Finding, ...]
    """P01, P02, P03, P05, P11, P12, P26."""


def identify(facts: Mapping[str, Any], form: FormData, known: Known) -> Identity:
    """Return which unit and year a form is of, and what was wrong with its marks.

    ``facts``: the form's facts, typed: ``unit_code`` and ``form_version`` "" and ``period_year``
    NaN where blank or unreadable. A form without a version counts as one of the current version.
    """
    unit, about_unit = _unit(facts, form, known)
    year, about_year = _year(facts, form, known)
    version, about_version = _version(facts, form)
    return Identity(unit, year, version, (*about_unit, *about_year, *about_version))


def unit_of_name(name: str, known: Known) -> str:
    """Return the code of the unit that must report and that a file's ``name`` tells, else ""."""
    found = _in_file_name(name, known)
    sure = len(found) == 1 and found[0].score >= SURE and found[0].code in known.kinds
    return found[0].code if sure else ""


@dataclass(frozen=True)
class _Guess:
    """What one source says."""

    how: str
    """As a sentence begins with it."""
    value: str
    found: tuple[Likely, ...]
    """The unit that it names, or the several that it may name."""

    @property
    def codes(self) -> set[str]:
        return {one.code for one in self.found}

    @property
    def is_sure(self) -> bool:
        return len(self.found) == 1 and self.found[0].score >= SURE


def _unit(facts: Mapping[str, Any], form: FormData, known: Known) -> tuple[str, list[Finding]]:
    said, name = str(facts["unit_code"]), str(facts["unit_name"])
    code = _exact_code(said, known)
    if code in known.kinds:
        return code, _of_another(code, _of_code(said), name, known)
    guess = None if code else _best(_guesses(said, name, form, known))
    if code and (contradiction := _of_another(code, _of_code(said), name, known)):
        return "", contradiction
    if guess and guess.is_sure and guess.found[0].code in known.kinds:
        (unit,) = guess.found
        told = _told(
            "P11",
            how=guess.how[0].lower() + guess.how[1:],
            value=quoted(guess.value),
            unit=known.names[unit.code],
            score=unit.score,
        )
        contradiction = _of_another(unit.code, guess, name, known)
        return unit.code, contradiction or [told]
    if guess and not guess.is_sure and guess.codes & known.kinds.keys():
        choices = [one.code for one in guess.found]
        if not any(one.is_exact for one in guess.found):
            choices += known.nearest(guess.value)
        may_be = known.told(choices)
        return "", [_told("P26", how=guess.how, value=quoted(guess.value), choices=may_be)]
    return "", [
        _told(
            "P01",
            value=_shown(form, "unit_code"),
            name=_shown(form, "unit_name"),
            choices=known.told(known.nearest(name, said)) or _NO_CHOICE,
        )
    ]


def _told(code: str, **values: Any) -> Finding:
    return finding(code, table="facts", column="unit_code", **values)


def _exact_code(said: str, known: Known) -> str:
    """Return the unit's code, whatever its case; "" when it is none."""
    if said in known.names:
        return said
    alike = [code for code in known.names if code.casefold() == said.casefold()]
    return alike[0] if len(alike) == 1 else ""


def _of_code(said: str) -> _Guess:
    """Return what a code says that is in the list of units."""
    return _Guess("Mã đơn vị", said, ())


def _of_another(code: str, guess: _Guess, name: str, known: Known) -> list[Finding]:
    """Return the finding for a ``name`` that is not that of the unit ``code`` but of another.

    ``guess``: what said that the form is of ``code``.
    """
    if not name or spelling_key(name) == spelling_key(known.names[code]):
        return []
    named = {one.code for one in known.units.named(name) if one.score >= SURE}
    if not named or code in named:
        return []
    return [
        _told(
            "P05",
            how=guess.how,
            value=quoted(guess.value),
            expected=known.told([code]),
            name=quoted(name),
            choices=known.told(sorted(named)),
        )
    ]


def _best(guesses: Iterable[_Guess]) -> _Guess | None:
    """Return what the first source that is sure says; earlier ones must not contradict it."""
    undecided: _Guess | None = None
    for guess in guesses:
        if not guess.found:
            continue
        if guess.is_sure and (undecided is None or guess.codes <= undecided.codes):
            return guess
        undecided = undecided or guess
    return undecided


def _guesses(said: str, name: str, form: FormData, known: Known) -> Iterator[_Guess]:
    """Yield what the sources say, the most reliable first."""
    yield _Guess("Mã", said, _like_code(said, known))
    seal = read_seal(form.seal)
    if seal and seal.unit_code in known.kinds:
        yield _Guess("Mã niêm phong", seal.unit_code, (Likely(seal.unit_code, 100),))
    yield _Guess("Tên đơn vị", name, clear(known.units.named(name)))
    yield _in_titles(form.titles, known)
    yield _Guess("Tên tệp", form.file, _in_file_name(form.file, known))


def _like_code(said: str, known: Known) -> tuple[Likely, ...]:
    """Return the units whose code ``said`` is but for zeros in front, or that it contains."""
    bare = _NUMBER_AS_TEXT.sub(r"\1", said).lstrip("0")
    if bare.isdigit():
        found = [code for code in known.kinds if code.lstrip("0") == bare]
        if found:
            return tuple(Likely(code, 100) for code in found)
    words = set(re.findall(r"\w+", said.casefold()))
    return tuple(Likely(code, 95) for code in known.kinds if code.casefold() in words)


def _in_titles(titles: Sequence[str], known: Known) -> _Guess:
    """Return the units that the form's titles mention; the office stands in every form's."""
    found: dict[str, Likely] = {}
    value = ""
    for title in clean(titles):
        for one in known.units.mentioned(title):
            if not known.is_office(one.code):
                value = value or title
                found.setdefault(one.code, one)
    return _Guess("Tiêu đề", value, tuple(found.values()))


def _in_file_name(name: str, known: Known) -> tuple[Likely, ...]:
    """Return the units that a file name mentions by code, in front, or by name."""
    stem = PurePath(own_name(name).replace("\\", "/")).name
    stem = stem.rpartition(".")[0] or stem
    first = re.split(r"[\W_]", stem, maxsplit=1)[0].casefold()
    coded = {code: Likely(code, 100) for code in known.kinds if code.casefold() == first}
    mentioned = {one.code: one for one in known.units.mentioned(stem.replace("_", " "))}
    if coded.keys() & mentioned.keys():  # a name without marks may be that of several
        return tuple(coded.values())
    ours = {code: one for code, one in mentioned.items() if not known.is_office(code)}
    return tuple((coded | ours).values())


@lru_cache(maxsize=4)
def _units_of(names: tuple[tuple[str, str], ...]) -> UnitNames:
    return UnitNames(dict(names))


def _year(
    facts: Mapping[str, Any], form: FormData, known: Known
) -> tuple[int | None, list[Finding]]:
    said = facts["period_year"]
    if not is_blank(said):
        if said == known.year:
            return known.year, []
        whole = int(said) if float(said).is_integer() else None
        return whole, [_other_year(_shown(form, "period_year"), known)]
    year, how = _year_in_words(form)
    if year is None:
        return None, [_other_year(_shown(form, "period_year"), known)]
    if year != known.year:
        return year, [_other_year(str(year), known)]
    return year, [finding("P12", table="facts", column="period_year", how=how, value=year)]


def _other_year(value: str, known: Known) -> Finding:
    return finding("P02", table="facts", column="period_year", value=value, expected=known.year)


def _year_in_words(form: FormData) -> tuple[int | None, str]:
    """Return the one year that titles name, else the file's name, and which of them did."""
    titles = " \n ".join(map(key, clean(form.titles)))
    for how, found in (
        ("tiêu đề", _YEAR_OF_TITLE.findall(titles)),
        ("tên tệp", _YEAR.findall(own_name(form.file))),
    ):
        years = {int(text) for text in found if int(text) in _YEARS}
        if len(years) == 1:
            return years.pop(), how
    return None, ""


def _version(facts: Mapping[str, Any], form: FormData) -> tuple[str, list[Finding]]:
    """Return the version of the form; one that has lost its marks counts as current."""
    version = str(facts["form_version"])
    if version in ("", FORM_VERSION):
        return FORM_VERSION, []
    told = finding(
        "P03",
        table="facts",
        column="form_version",
        value=_shown(form, "form_version"),
        expected=FORM_VERSION,
    )
    return version, [told]


def _shown(form: FormData, name: str) -> str:
    """Return a fact as the form has it."""
    raw = form.facts.get(name)
    return _BLANK if is_blank(raw) else quoted(raw) or _BLANK
