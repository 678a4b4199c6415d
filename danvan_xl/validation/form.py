"""All checks of one returned form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from danvan_xl.findings import Finding, finding, misread_finding
from danvan_xl.schema.columns import Type
from danvan_xl.schema.form import FACTS, FORM_VERSION
from danvan_xl.schema.frames import type_frame
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.text import spelling_key
from danvan_xl.schema.values import (
    ErrorCell,
    Misread,
    NotThatType,
    Uncalculated,
    is_blank,
    read_as,
    to_text,
)
from danvan_xl.submissions.form_data import FormData
from danvan_xl.validation.columns import check_columns
from danvan_xl.validation.figures import Catalogue, UnitData, check_figures
from danvan_xl.validation.frames import items
from danvan_xl.validation.initiatives import check_codes, check_duplicates, check_rows


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


@dataclass(frozen=True)
class CheckedForm:
    """A form with its values typed, and what is wrong with it."""

    unit_code: str
    """"" when the form does not say which unit it is of."""
    facts: Mapping[str, Any]
    results: pd.DataFrame
    """``indicator``, ``text``, ``unit``, ``value``, ``note``; only indicators asked of the unit."""
    initiatives: pd.DataFrame
    findings: tuple[Finding, ...]

    @property
    def is_right(self) -> bool:
        """Whether it may be merged: it has no error."""
        return not any(item.is_error for item in self.findings)


def check_form(form: FormData, against: Expected) -> CheckedForm:
    """Return the form's values, typed, and everything that is wrong with it.

    A form of another unit, year or version is not looked at further.
    """
    facts, fact_findings = _facts(form, against)
    results, bad_results = type_frame(form.tables["results"].frame(), RESULTS.form_columns)
    initiatives, bad_initiatives = type_frame(
        form.tables["initiatives"].frame(), INITIATIVES.form_columns
    )
    unit = facts["unit_code"] if facts["unit_code"] in against.kinds else ""
    identity = [item for item in fact_findings if item.code in ("P01", "P02", "P03", "P05")]
    if identity:
        findings = tuple(replace(item, unit_code=unit) for item in identity)
        return CheckedForm(unit, facts, results, initiatives, findings)
    asked = set(against.catalogue.asked_of(against.kinds[unit]).index)
    strange = results[~results["indicator"].isin(asked)]
    own = results[results["indicator"].isin(asked)]
    data = UnitData(unit, against.kinds[unit], own, initiatives, against.subordinates.get(unit, 0))
    rows = set(own.index)
    bad_values = [cell for cell in bad_results if cell.column == "value" and cell.row in rows]
    findings = (
        *fact_findings,
        *_strange(strange),
        *_repeated(own),
        *check_figures(data, against.catalogue, bad_values),
        *check_columns("initiatives", initiatives, INITIATIVES.form_columns, bad_initiatives),
        *check_rows(initiatives, against.end),
        *check_codes(initiatives, against.issued.get(unit, set()), against.year),
        *check_duplicates(initiatives),
    )
    findings = tuple(replace(item, unit_code=unit) for item in findings)
    return CheckedForm(unit, facts, own, initiatives, findings)


def _facts(form: FormData, against: Expected) -> tuple[dict[str, Any], list[Finding]]:
    """Return the facts of the first sheet, typed, and what is wrong with them."""
    facts: dict[str, Any] = {}
    findings: list[Finding] = []
    for fact in FACTS:
        if fact.name not in form.facts:
            continue
        raw = form.facts[fact.name]
        try:
            facts[fact.name] = read_as(fact.type, raw)
        except NotThatType:
            facts[fact.name] = read_as(fact.type, None)
            code = "O06" if fact.type is Type.DATE else "O02"
            if not fact.prefilled:
                findings.append(misread_finding("facts", Misread(0, fact.name, raw), code))
            continue
        if fact.required and is_blank(raw):
            findings.append(finding("O10", table="facts", column=fact.name, what=fact.label))
    findings += _identity(form, facts, against)
    day = facts["document_date"]
    if day is not None and not against.start <= day <= against.end:
        findings.append(
            finding(
                "O07",
                table="facts",
                column="document_date",
                value=day,
                start=against.start,
                end=against.end,
            )
        )
    return facts, findings


def _identity(form: FormData, facts: Mapping[str, Any], against: Expected) -> Iterator[Finding]:
    """Yield what is wrong with the marks that say whose form it is."""

    def raw(name: str) -> str:
        cell = form.facts[name]
        if isinstance(cell, ErrorCell):
            return cell.text
        return "" if isinstance(cell, Uncalculated) else to_text(cell)

    if facts["unit_code"] not in against.kinds:
        yield finding("P01", table="facts", column="unit_code", value=raw("unit_code"))
    elif _is_of_another(raw("unit_name"), facts["unit_code"], against.names):
        yield finding(
            "P05",
            table="facts",
            column="unit_code",
            value=raw("unit_code"),
            expected=against.names[facts["unit_code"]],
            name=raw("unit_name"),
        )
    if facts["period_year"] != against.year:
        yield finding(
            "P02",
            table="facts",
            column="period_year",
            value=raw("period_year") or "(trống)",
            expected=against.year,
        )
    if facts["form_version"] != FORM_VERSION:
        yield finding(
            "P03",
            table="facts",
            column="form_version",
            value=raw("form_version") or "(trống)",
            expected=FORM_VERSION,
        )


def _is_of_another(name: str, code: str, names: Mapping[str, str]) -> bool:
    """Whether ``name`` is not that of the unit ``code`` but of some other unit."""
    said = spelling_key(name)
    return said != spelling_key(names[code]) and said in map(spelling_key, names.values())


def _strange(results: pd.DataFrame) -> Iterator[Finding]:
    for row, code in items(results["indicator"]):
        yield finding("P04", table="results", row=row, column="indicator", value=code)


def _repeated(results: pd.DataFrame) -> Iterator[Finding]:
    again = results["indicator"][results["indicator"].duplicated()]
    for row, code in items(again):
        yield finding("P06", table="results", row=row, column="indicator", value=code)
