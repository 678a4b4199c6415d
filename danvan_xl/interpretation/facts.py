"""The answers on a form's first sheet, typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from danvan_xl.findings import Finding
from danvan_xl.interpretation.asked import Asked
from danvan_xl.interpretation.cells import ColumnCells
from danvan_xl.interpretation.column import Interpreter
from danvan_xl.interpretation.numbers import read_number
from danvan_xl.schema.columns import Type
from danvan_xl.schema.form import FACTS, Fact
from danvan_xl.submissions.form_data import FormData

_PHONE = "reporter_phone"
_YEAR = "period_year"
_ASKED_YEAR = Asked(Type.INTEGER, whole=True, minimum=2000, maximum=2100)

_NO_VALUE = ("O08", "O09")
"""Errors that are told of a prefilled fact too: its cell holds no value at all."""


def understand_facts(
    form: FormData, facts: Sequence[Fact] = FACTS, year: int | None = None
) -> tuple[dict[str, Any], tuple[Finding, ...], frozenset[str]]:
    """Return the facts, typed, what is to be told about them, and the names of the unclear ones.

    Every fact has a value: text "", numbers NaN, dates None where the form has none. An unclear
    fact has an error, and is blank. That a prefilled one is no unit, year or version is for those
    to say who compare it. ``year`` is that of the period, by default the one the form names.
    """
    interpreter = Interpreter(form, period_year(form) if year is None else year)
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for fact in facts:
        asked = _ASKED_YEAR if fact.name == _YEAR else Asked(fact.type)
        meaning = interpreter.read(
            ColumnCells(
                "facts",
                fact.name,
                fact.label,
                fact.type,
                [0],
                [form.facts.get(fact.name)],
                [asked],
                is_phone=fact.name == _PHONE,
            )
        )
        (values[fact.name],) = meaning.values
        findings += [
            one
            for one in meaning.findings
            if not (fact.prefilled and one.is_error and one.code not in _NO_VALUE)
        ]
    unclear = frozenset(one.column for one in findings if one.is_error)
    return values, tuple(findings), unclear


def period_year(form: FormData) -> int | None:
    """Return the year that a form says it is for; None when it says none."""
    number = read_number(form.facts.get(_YEAR), _ASKED_YEAR).value
    return int(number) if _ASKED_YEAR.allows(number) else None
