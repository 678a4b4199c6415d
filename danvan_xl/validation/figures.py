"""Checks of one unit's figures against the catalogue of indicators."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.text import spelling_key, vn_number
from danvan_xl.validation.columns import Range
from danvan_xl.validation.frames import items
from danvan_xl.validation.rules import (
    Rule,
    Tally,
    check_rules,
    check_tallies,
    parse_rules,
    parse_tallies,
)


@dataclass(frozen=True)
class Catalogue:
    """The indicators of a workbook and the relations between them, made ready for checking."""

    indicators: pd.DataFrame
    """Columns of ``INDICATORS``, indexed by code."""
    rules: Sequence[Rule]
    tallies: dict[str, Tally]
    problems: tuple[Finding, ...]
    """What in the catalogue itself cannot be understood."""

    @classmethod
    def of(cls, indicators: pd.DataFrame, rules: pd.DataFrame) -> Catalogue:
        """Return the catalogue of ``INDICATORS`` and ``RULES`` frames."""
        parsed, bad_rules = parse_rules(rules)
        tallies, bad_tallies = parse_tallies(indicators)
        by_code = indicators.drop_duplicates("code").set_index("code", drop=False)
        return cls(by_code, parsed, tallies, (*bad_rules, *bad_tallies))

    def asked_of(self, kind: str) -> pd.DataFrame:
        """Return the indicators that units of ``kind`` (a key of ``KINDS``) must answer."""
        if kind not in self._asked:
            self._asked[kind] = self.indicators[self.indicators[kind] != ""]
        return self._asked[kind]

    @cached_property
    def _asked(self) -> dict[str, pd.DataFrame]:
        """What was asked for already: it is the same for hundreds of forms."""
        return {}

    @cached_property
    def percentages(self) -> frozenset[str]:
        """Codes of the indicators that are shares in percent: of 100 at most."""
        measure, highest = self.indicators["unit"].str.strip(), self.indicators["maximum"]
        return frozenset(self.indicators.index[(measure == "%") & (highest == 100)])

    @cached_property
    def by_text(self) -> Mapping[str, str]:
        """Text of an indicator, as ``spelling_key`` gives it → the first code that has it."""
        texts = map(spelling_key, self.indicators["text"])
        pairs = [*zip(texts, self.indicators["code"], strict=True)]
        return dict(reversed(pairs))


@dataclass(frozen=True)
class UnitData:
    """What one unit says, with the labels of its rows."""

    code: str
    kind: str
    """A key of ``KINDS``."""
    results: pd.DataFrame
    """``indicator``, ``value``."""
    initiatives: pd.DataFrame
    subordinates: int
    """Units under it in the catalogue."""


def check_figures(
    unit: UnitData, catalogue: Catalogue, told: Collection[int] = ()
) -> Iterator[Finding]:
    """Yield what is wrong with one unit's figures: answers, ranges, relations, tallies.

    ``told``: labels of rows whose figure is known to be wrong, so that it is not called missing.
    """
    asked = catalogue.asked_of(unit.kind)
    codes = set(asked.index)
    rows = {str(code): row for row, code in items(unit.results["indicator"]) if code in codes}
    values = dict(items(unit.results["value"]))
    figures = {code: float(values[row]) for code, row in rows.items() if pd.notna(values[row])}
    for code, text in zip(asked["code"], asked["text"], strict=True):
        if code not in figures and rows.get(code) not in told:
            yield finding(
                "O01" if code in rows else "P07",
                table="results",
                row=rows.get(code),
                column="value",
                unit_code=unit.code,
                what=text,
            )
    limits_of = {
        code: Range(float(low), float(high), whole=bool(whole))
        for code, low, high, whole in zip(
            asked.index, asked["minimum"], asked["maximum"], asked["whole"], strict=True
        )
    }
    for code, value in figures.items():
        limits = limits_of[code]
        wrong = limits.check(value)
        if wrong is None and code in catalogue.percentages:
            wrong = _as_share_of_one(value)
        if wrong:
            kind, texts = wrong
            yield finding(
                kind,
                table="results",
                row=rows[code],
                column="value",
                unit_code=unit.code,
                **texts,
            )
    yield from check_rules(list(catalogue.rules), figures, rows, unit.code)
    yield from check_tallies(
        catalogue.tallies, figures, rows, unit.initiatives, unit.subordinates, unit.code
    )


def _as_share_of_one(value: float) -> tuple[str, dict[str, object]] | None:
    """Return code and texts of the finding for a percentage that may be meant as 0.98 of 1."""
    if not 0 < value <= 1:
        return None
    return "O26", {"value": vn_number(value), "proposed": vn_number(100 * value)}
