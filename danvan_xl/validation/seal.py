"""Whether the locked cells of a returned form are still what they were when it was handed out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import pandas as pd

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.form import FACTS
from danvan_xl.schema.legacy import decode
from danvan_xl.schema.legacy_words import Legacy
from danvan_xl.schema.seal import Seal, read_seal
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.values import ErrorCell, Uncalculated, is_blank, quoted
from danvan_xl.submissions.form_data import FormData
from danvan_xl.validation.codes import CODE
from danvan_xl.validation.frames import items

_BLANK = "(trống)"
_ENCODINGS: tuple[Legacy, ...] = ("tcvn3", "vni")


def check_seal(
    form: FormData, results: pd.DataFrame, initiatives: pd.DataFrame, facts: Mapping[str, Any]
) -> list[Finding]:
    """Return each locked cell that was changed (P08), or why that cannot be told (P09, P10).

    ``results`` with ``indicator``, ``text`` and ``unit``, ``initiatives`` with ``code``, typed,
    the index being rows of the sheets; ``facts`` typed as well. Items are compared, wherever they
    stand. The form of another unit that was made over has its unit's code and name changed: that
    is what is told. What is missing is told elsewhere: an indicator by P07, an initiative by M09;
    so is what no program could have handed out (M06) and what shows an error (O08, O09).
    """
    if not form.seal:
        return [finding("P09")]
    seal = read_seal(form.seal)
    if seal is None:
        return [finding("P10")]
    return [
        *_facts(form, facts, seal),
        *_results(form, results, seal),
        *_initiatives(initiatives, seal),
    ]


def _facts(form: FormData, facts: Mapping[str, Any], seal: Seal) -> Iterator[Finding]:
    same: dict[str, Callable[[Any], bool]] = {
        "unit_name": seal.is_unit_name,
        "unit_code": seal.is_unit_code,
        "period_year": lambda year: bool(year == seal.year),
        "form_version": lambda version: bool(version == seal.version),
    }
    for fact in FACTS:
        if fact.name not in same or fact.name not in form.fact_places:
            continue
        value, raw = facts[fact.name], form.facts.get(fact.name)
        if _is_broken(raw) or _said(value, same[fact.name]):
            continue
        there = raw if is_blank(value) else value
        yield _changed("facts", None, fact.name, fact.label, "" if is_blank(there) else there)


def _results(form: FormData, results: pd.DataFrame, seal: Seal) -> Iterator[Finding]:
    table = form.tables["results"]
    said = {column: dict(items(results[column])) for column in ("text", "unit")}
    for row, code in items(results["indicator"]):
        if not code:
            continue
        if not seal.has_indicator(code):
            label = RESULTS["indicator"].header
            yield _changed("results", row, "indicator", label, code)
            continue
        for column, is_same in (("text", seal.is_text), ("unit", seal.is_measure)):
            value = said[column][row]
            raw = table.rows.get(row, {}).get(column)
            if column not in table.columns or _is_broken(raw):
                continue
            if not _said(value, partial(is_same, code)):
                label = f"{RESULTS[column].header} {code}"
                yield _changed("results", row, column, label, value)


def _initiatives(initiatives: pd.DataFrame, seal: Seal) -> Iterator[Finding]:
    """Yield codes that were put in; those of this year, and strange ones, are M06's to tell."""
    for row, code in items(initiatives["code"]):
        given = CODE.fullmatch(code)
        if given and int(given["year"]) < seal.year and not seal.has_initiative(code):
            yield _changed("initiatives", row, "code", INITIATIVES["code"].header, code)


def _changed(table: str, row: int | None, column: str, what: str, value: object) -> Finding:
    return finding(
        "P08",
        table=table,
        row=row,
        column=column,
        what=what,
        value=quoted(value) or _BLANK,
    )


def _is_broken(raw: object) -> bool:
    return isinstance(raw, ErrorCell | Uncalculated)


def _said(value: Any, is_same: Callable[[Any], bool]) -> bool:
    """Whether a cell says what it said, perhaps still in the letters of an old font."""
    if is_same(value):
        return True
    if not isinstance(value, str) or value.isascii():
        return False
    return any(is_same(decode(value, encoding)) for encoding in _ENCODINGS)
