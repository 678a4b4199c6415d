"""Relations between the figures of one unit, as ``tblRules`` and ``tblIndicators`` state them.

Nothing here names an indicator: staff may add indicators and relations in the workbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.lists import LISTS
from danvan_xl.schema.submission_formulas import SUBORDINATES_REPORTED
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.text import vn_number
from danvan_xl.validation.frames import items

Figures = Mapping[str, float]

_TERM = re.compile(r"\s*([+-]?)\s*(\w+)")
IMPLIES = "kéo theo"


class BadRule(ValueError):  # noqa: N818 - a finding about the workbook
    """A relation or tally that cannot be understood; its text is the argument."""


@dataclass(frozen=True)
class Sum:
    """Figures added and subtracted: ``CT402+CT403``."""

    text: str
    terms: tuple[tuple[int, str], ...]

    @classmethod
    def parse(cls, text: str) -> Sum:
        """Return the sum that ``text`` says. Raises :class:`BadRule`."""
        terms: list[tuple[int, str]] = []
        position = 0
        while position < len(text.rstrip()):
            found = _TERM.match(text, position)
            if not found or (terms and not found[1]):
                raise BadRule(text)
            terms.append((-1 if found[1] == "-" else 1, found[2]))
            position = found.end()
        if not terms:
            raise BadRule(text)
        return cls(text, tuple(terms))

    def value(self, figures: Figures) -> float:
        """Return the sum. Raises ``KeyError`` when a figure is missing."""
        return sum(sign * figures[code] for sign, code in self.terms)

    def show(self, figures: Figures) -> str:
        """Return the sum as a message quotes it: ``CT402 + CT403 = 5``."""
        words = " ".join(("- " if sign < 0 else "+ ") + code for sign, code in self.terms)
        return f"{words.removeprefix('+ ')} = {vn_number(self.value(figures))}"


@dataclass(frozen=True)
class Rule:
    """One relation between figures."""

    left: Sum
    operator: str
    right: Sum
    message: str

    def holds(self, figures: Figures) -> bool:
        """Whether the figures keep to the relation; true when one of them is not asked."""
        try:
            left, right = self.left.value(figures), self.right.value(figures)
        except KeyError:
            return True
        if self.operator == IMPLIES:
            return left <= 0 or right > 0
        return left <= right if self.operator == "<=" else left == right


def parse_rules(rules: pd.DataFrame) -> tuple[list[Rule], list[Finding]]:
    """Return the relations of ``rules`` (columns of ``RULES``) and what cannot be understood."""
    parsed, findings = [], []
    for row, _ in items(rules["code"]):
        sides = []
        for side in ("left", "right"):
            text = str(rules[side][row])
            try:
                sides.append(Sum.parse(text))
            except BadRule:
                findings.append(finding("S05", table="rules", row=row, column=side, value=text))
        if len(sides) == 2:
            operator, message = str(rules["operator"][row]), str(rules["message"][row])
            parsed.append(Rule(sides[0], operator, sides[1], message))
    return parsed, findings


def check_rules(
    rules: list[Rule], figures: Figures, rows: Mapping[str, int], unit_code: str = ""
) -> Iterator[Finding]:
    """Yield a finding for each relation that one unit's ``figures`` break.

    ``rows``: indicator code → label of its row; the finding stands at the first figure named.
    """
    for rule in rules:
        if not rule.holds(figures):
            yield finding(
                "Q01",
                table="results",
                row=rows[rule.left.terms[0][1]],
                column="value",
                unit_code=unit_code,
                message=rule.message,
                left=rule.left.show(figures),
                right=rule.right.show(figures),
            )


@dataclass(frozen=True)
class Tally:
    """What a figure must equal: a number of rows of the register, or of subordinate units."""

    text: str
    """As users read it, for example ``Giai đoạn = Dừng``."""
    of_units: bool = False
    column: str = ""
    value: str = ""

    @classmethod
    def parse(cls, text: str) -> Tally:
        """Return what ``Mô hình: Giai đoạn = Dừng`` and the like mean. Raises :class:`BadRule`."""
        source, _, what = (part.strip() for part in text.partition(":"))
        if (source, what) == ("Đơn vị", "trực thuộc"):
            return cls(what, of_units=True)
        if source == "Mô hình" and what == "tất cả":
            return cls(what)
        header, equals, value = (part.strip() for part in what.partition("="))
        by_header = {column.header: column.key for column in INITIATIVES}
        if source != "Mô hình" or not equals or header not in by_header:
            raise BadRule(text)
        return cls(what, column=by_header[header], value=value)

    def count(self, initiatives: pd.DataFrame) -> int:
        """Return the number of rows of ``initiatives`` that it counts."""
        if not self.column:
            return len(initiatives)
        return int((initiatives[self.column] == self.value).sum())

    def may_be(self, figure: float, initiatives: pd.DataFrame) -> bool:
        """Whether ``figure`` is right if rows count that do not say whether they do.

        What those rows say wrongly, or leave out, is told of them.
        """
        words = LISTS.get(INITIATIVES[self.column].choices, ()) if self.column else ()
        unsaid = int((~initiatives[self.column].isin(words)).sum()) if words else 0
        count = self.count(initiatives)
        return count <= figure <= count + unsaid


def parse_tallies(indicators: pd.DataFrame) -> tuple[dict[str, Tally], list[Finding]]:
    """Return indicator code → tally, and what in the column ``tally`` cannot be understood."""
    tallies, findings = {}, []
    for row, text in items(indicators["tally"]):
        if text in ("", SUBORDINATES_REPORTED):  # the latter is shown, not checked
            continue
        try:
            tallies[str(indicators["code"][row])] = Tally.parse(text)
        except BadRule:
            findings.append(finding("S05", table="indicators", row=row, column="tally", value=text))
    return tallies, findings


def check_tallies(
    tallies: Mapping[str, Tally],
    figures: Figures,
    rows: Mapping[str, int],
    initiatives: pd.DataFrame,
    subordinates: int,
    unit_code: str = "",
) -> Iterator[Finding]:
    """Yield a finding for each figure that differs from what it counts, as far as this is known.

    ``initiatives`` are the unit's; ``subordinates`` the number of units under it in the
    catalogue, 0 when the catalogue does not know them.
    """
    for code, tally in tallies.items():
        if code not in figures:
            continue
        expected = subordinates if tally.of_units else tally.count(initiatives)
        if tally.of_units:
            is_right = subordinates in (0, figures[code])
        else:
            is_right = tally.may_be(figures[code], initiatives)
        if not is_right:
            yield finding(
                "Q03" if tally.of_units else "Q02",
                table="results",
                row=rows[code],
                column="value",
                unit_code=unit_code,
                value=figures[code],
                expected=expected,
                filter=tally.text,
            )
