"""What a unit answers on its form, made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

import pandas as pd

from danvan_xl.demo.days import working_day
from danvan_xl.demo.figures import figures_of, notes_of
from danvan_xl.demo.initiatives import initiatives_of
from danvan_xl.demo.people import office_phone, person
from danvan_xl.demo.places import LOCAL_KINDS, is_highland, subordinates
from danvan_xl.ooxml import Value
from danvan_xl.schema.units import Unit
from danvan_xl.schema.values import ErrorCell

SEED = 4418
"""The number of the dispatch; any other gives another round."""


@dataclass(frozen=True)
class Answer:
    """All that a unit fills in on its form."""

    facts: Mapping[str, Value]
    """Name of a fact of ``schema.form.FACTS`` that is not prefilled → answer."""
    figures: Mapping[str, Value | ErrorCell]
    """Indicator code → figure; anything but a number is a mistake."""
    notes: Mapping[str, str]
    """Indicator code → remark."""
    initiatives: pd.DataFrame
    """Columns of ``INITIATIVES.form_columns``."""


def answer_for(
    unit: Unit,
    indicators: pd.DataFrame,
    rules: pd.DataFrame,
    year: int,
    seed: int = SEED,
    *,
    signed: date | None = None,
) -> Answer:
    """Return a faultless answer of ``unit`` for the round of ``year``.

    ``indicators`` are those asked of the unit's kind (columns of ``INDICATORS``), ``rules`` the
    relations between figures (columns of ``RULES``), ``signed`` the date of the unit's report,
    early September unless given. The same arguments give the same answer. Raises ``ValueError``
    when the relations contradict one another.
    """
    rng = Random(f"answer {seed} {year} {unit.code}")
    initiatives = initiatives_of(unit, year, seed)
    under = len(subordinates(unit, year))
    figures = figures_of(unit, indicators, rules, initiatives, under, rng)
    day = working_day(date(year, 9, rng.randint(6, 9)))
    facts = _facts(unit, rng) | {"document_date": signed or day}
    return Answer(facts, figures, notes_of(figures, rng), initiatives)


def _facts(unit: Unit, rng: Random) -> dict[str, Value]:
    symbol = "UBND" if unit.kind in LOCAL_KINDS else unit.code
    return {
        "reporter_name": person(rng, is_highland(unit)),
        "reporter_phone": office_phone(rng),
        "document_number": f"{rng.randint(41, 480)}/BC-{symbol}",
    }
