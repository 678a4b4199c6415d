"""Forms of single units, made by the product's own builders and checked by its own checks."""

from __future__ import annotations

from datetime import date
from functools import cache

import pandas as pd

from danvan_xl.building.form import build_form_template, fill_form
from danvan_xl.demo.answers import Answer, answer_for
from danvan_xl.demo.places import day_of, subordinates
from danvan_xl.schema.form import FORM_VERSION
from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.units import Unit, reporting_units_on, unit_on
from danvan_xl.submissions.limits import LIMITS
from danvan_xl.submissions.reading import form_of
from danvan_xl.validation.figures import Catalogue
from danvan_xl.validation.form import CheckedForm, Expected, check_form

RULES = default_rules()
UNITS_2022 = reporting_units_on(day_of(2022))
COMMUNES_2026 = tuple(u for u in reporting_units_on(day_of(2026)) if u.kind == "commune")


def unit(code: str, year: int = 2022) -> Unit:
    found = unit_on(code, day_of(year))
    assert found
    return found


@cache
def asked_of(kind: str) -> pd.DataFrame:
    indicators = default_indicators()
    return indicators[indicators[kind] != ""].reset_index(drop=True)


@cache
def answer(code: str, year: int = 2022) -> Answer:
    one = unit(code, year)
    return answer_for(one, asked_of(one.kind), RULES, year)


@cache
def _template(kind: str, year: int, prefilled: int) -> bytes:
    return build_form_template(kind, asked_of(kind), year, prefilled)


def form(one: Unit, year: int = 2022, prefilled: pd.DataFrame | None = None) -> bytes:
    """The form of a unit as it is handed out."""
    rows = prefilled if prefilled is not None else pd.DataFrame()
    facts = {
        "unit_name": one.name,
        "unit_code": one.code,
        "period_year": year,
        "form_version": FORM_VERSION,
    }
    return fill_form(_template(one.kind, year, len(rows)), facts, rows)


def checked(one: Unit, data: bytes, year: int = 2022) -> CheckedForm:
    """What checking the returned form ``data`` gives."""
    catalogue = Catalogue.of(default_indicators(), RULES)
    expected = Expected(
        year=year,
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        kinds={one.code: one.kind},
        names={one.code: one.name},
        subordinates={one.code: len(subordinates(one, year))},
        issued={},
        catalogue=catalogue,
    )
    return check_form(form_of(data, "phieu.xlsx", LIMITS), expected)


def row(**values: object) -> pd.DataFrame:
    """One initiative of a form, blank but for ``values``."""
    blank = dict.fromkeys((column.key for column in INITIATIVES.form_columns), "")
    return pd.DataFrame([blank | values])
