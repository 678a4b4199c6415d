"""All checks of one returned form: whose it is, what its cells mean, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from danvan_xl.findings import Finding, finding
from danvan_xl.interpretation import Asked, understand_facts, understand_table
from danvan_xl.schema.columns import Column
from danvan_xl.schema.form import FACTS
from danvan_xl.schema.seal import read_seal
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.values import is_blank, quoted, to_text
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.identity import Identity, Known, identify
from danvan_xl.validation.answers import check_answers
from danvan_xl.validation.bounded import bounded
from danvan_xl.validation.codes import Given, settle_codes
from danvan_xl.validation.columns import check_columns
from danvan_xl.validation.figures import Catalogue, UnitData
from danvan_xl.validation.frames import items
from danvan_xl.validation.initiatives import check_duplicates, check_rows
from danvan_xl.validation.labels import check_labels, name_rows
from danvan_xl.validation.last_year import LastYear, check_against_last_year
from danvan_xl.validation.made_over import beside, check_made_over
from danvan_xl.validation.seal import check_seal

_MARKS = frozenset(fact.name for fact in FACTS if fact.prefilled)
"""Facts that say whose form it is; what is wrong with them is the business of ``identify``."""


@dataclass(frozen=True)
class Expected:
    """What a form is checked against."""

    year: int
    start: date
    end: date
    kinds: Mapping[str, str]
    """Code of each unit that must report → its kind (a key of ``KINDS``)."""
    names: Mapping[str, str]
    """Code of each unit → its name."""
    subordinates: Mapping[str, int]
    """Unit code → number of units under it."""
    issued: Mapping[str, set[str]]
    """Unit code → codes of its initiatives in the register."""
    catalogue: Catalogue
    office: str = "Sở Nội vụ"
    """Who gathers the forms."""
    last_year: LastYear | None = None

    @property
    def known(self) -> Known:
        """What is known of the units."""
        return Known(self.names, self.kinds, self.year, self.office)


@dataclass(frozen=True)
class CheckedForm:
    """A form with its values typed, and what is wrong with it."""

    identity: Identity
    facts: Mapping[str, Any]
    results: pd.DataFrame
    """``indicator``, ``text``, ``unit``, ``value``, ``note``; only indicators asked of the unit."""
    initiatives: pd.DataFrame
    findings: tuple[Finding, ...]

    @property
    def unit_code(self) -> str:
        """Code of the unit; "" when the form does not say which it is of."""
        return self.identity.unit_code

    @property
    def is_right(self) -> bool:
        """Whether it may be merged: it has no error."""
        return not any(item.is_error for item in self.findings)


def check_form(form: FormData, against: Expected) -> CheckedForm:
    """Return the form's values, typed, and everything that is wrong with it.

    A form of another unit, year or version is not looked at further.
    """
    facts, fact_findings, unclear_facts = understand_facts(form)
    identity = identify(facts, form, against.known)
    unit = identity.unit_code
    kind = against.kinds.get(unit, "")
    results = understand_table(
        "results", form.tables["results"], RESULTS.form_columns, form, _asked(form, against, kind)
    )
    initiatives = understand_table(
        "initiatives", form.tables["initiatives"], INITIATIVES.form_columns, form
    )
    findings: list[Finding] = [*form.remarks, *identity.findings]
    own = results.frame
    if not any(item.is_error for item in identity.findings):
        named = results.frame.copy()
        findings += name_rows(named, results.unclear, against.catalogue)
        asked = set(against.catalogue.asked_of(kind).index)
        own = named[named["indicator"].isin(asked)]
        strange = named[~named["indicator"].isin(asked) & (named["indicator"] != "")]
        seal = read_seal(form.seal)
        made_over = check_made_over(form, unit, identity.year, against.names)
        tampered = check_seal(form, results.frame, initiatives.frame, facts)
        tampered = made_over + beside(tampered, made_over)
        told = {(item.table, item.row, item.column) for item in tampered}
        findings += [
            *(item for item in fact_findings if item.column not in _MARKS or not item.is_error),
            *_facts(facts, unclear_facts, against),
            *tampered,
            *results.findings,
            *initiatives.findings,
            *(() if seal else check_labels(named, against.catalogue)),
            *(i for i in _strange(strange) if (i.table, i.row, i.column) not in told),
            *_repeated(own),
        ]
        given = Given(
            unit,
            against.issued,
            against.kinds,
            against.year,
            against.end,
            seal,
            against.last_year,
        )
        data = UnitData(unit, kind, own, initiatives.frame, against.subordinates.get(unit, 0))
        findings += check_answers(form, data, results.unclear, against.catalogue)
        findings += [
            *check_columns(
                "initiatives",
                initiatives.frame,
                INITIATIVES.form_columns,
                told=initiatives.unclear,
            ),
            *(
                item
                for item in check_rows(initiatives.frame, against.end)
                if (item.row, item.column) not in initiatives.unclear  # filled in, if wrongly
            ),
            *(
                item
                for item in settle_codes(initiatives.frame, given)
                if item.code != "M06" or ("initiatives", item.row, "code") not in told
            ),
            *check_duplicates(initiatives.frame),
        ]
        if against.last_year is not None:
            findings += check_against_last_year(unit, own, initiatives.frame, against.last_year)

    def cell_of(table: str, row: int, column: str) -> str:
        return form.place(table, row, column)[1] or f"dòng {row}"

    findings = [replace(item, unit_code=unit) for item in bounded(findings, cell_of)]
    return CheckedForm(identity, facts, own, initiatives.frame, tuple(findings))


def _asked(form: FormData, against: Expected, kind: str) -> Callable[[int, Column], Asked]:
    """Return what each cell of the table of results should hold: a figure is its indicator's."""
    cells = form.tables["results"].rows
    asked = against.catalogue.asked_of(kind) if kind else against.catalogue.indicators
    known = (asked[name] for name in ("whole", "minimum", "maximum", "unit", "text"))
    figures = {
        str(code).casefold(): Asked(
            RESULTS["value"].type,
            bool(whole),
            _limit(low),
            _limit(high),
            about=f"{unit} {text}",
            unit=str(unit),
        )
        for code, whole, low, high, unit, text in zip(asked.index, *known, strict=True)
    }
    columns = {column.key: Asked.of_column(column) for column in RESULTS.form_columns}

    def of(row: int, column: Column) -> Asked:
        if column.key != "value" or not isinstance(cells[row]["indicator"], str):
            return columns[column.key]
        return figures.get(to_text(cells[row]["indicator"]).casefold(), columns["value"])

    return of


def _limit(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _facts(
    facts: Mapping[str, Any], unclear: frozenset[str], against: Expected
) -> Iterator[Finding]:
    """Yield answers of the first sheet that are missing, or no day of the period."""
    for fact in FACTS:
        if fact.required and is_blank(facts[fact.name]) and fact.name not in unclear:
            yield finding("O10", table="facts", column=fact.name, what=fact.label)
    signed = facts["document_date"]
    if signed is not None and not against.start <= signed <= against.end:
        yield finding(
            "O07",
            table="facts",
            column="document_date",
            value=signed,
            start=against.start,
            end=against.end,
        )


def _strange(results: pd.DataFrame) -> Iterator[Finding]:
    for row, code in items(results["indicator"]):
        yield finding("P04", table="results", row=row, column="indicator", value=quoted(code))


def _repeated(results: pd.DataFrame) -> Iterator[Finding]:
    again = results["indicator"][results["indicator"].duplicated()]
    for row, code in items(again):
        yield finding("P06", table="results", row=row, column="indicator", value=quoted(code))
