"""The seal of a form that is being filled: what its locked cells hold when it goes out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from danvan_xl.ooxml import Area, Value, Workbook
from danvan_xl.schema.form import FACTS, RESULTS_AREA
from danvan_xl.schema.seal import Sealed, make_seal
from danvan_xl.schema.tables import RESULTS
from danvan_xl.schema.values import to_text


def seal_for(template: bytes, facts: Mapping[str, Value], initiatives: pd.DataFrame) -> str:
    """Return the seal of ``template`` once it is filled with ``facts`` and ``initiatives``.

    Facts that are not given are those of the template. ``initiatives``: ``code``, and ``name``
    where the names are known. Raises ``ooxml.Refused`` for a template without the names of a form.
    """
    printed, indicators = _printed_in(template)
    locked = {name: to_text(facts[name]) if name in facts else printed[name] for name in printed}
    codes, names = _coded(initiatives)
    return make_seal(
        Sealed(
            unit_code=locked["unit_code"],
            unit_name=locked["unit_name"],
            year=int(locked["period_year"]),
            version=locked["form_version"],
            indicators=indicators,
            initiatives=codes,
            names=names,
        )
    )


def _coded(initiatives: pd.DataFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes of the initiatives that have one, and their names where there are any."""
    if initiatives.empty:
        return (), ()
    codes = [to_text(code) for code in initiatives["code"]]
    names = map(to_text, initiatives["name"]) if "name" in initiatives else [""] * len(codes)
    pairs = [(code, name) for code, name in zip(codes, names, strict=True) if code]
    known = tuple(name for _, name in pairs)
    return tuple(code for code, _ in pairs), known if any(known) else ()


@lru_cache(maxsize=8)
def _printed_in(template: bytes) -> tuple[dict[str, str], tuple[tuple[str, str, str], ...]]:
    """Return the locked facts and the indicators of a template, from which many forms are made."""
    book = Workbook.from_bytes(template)
    facts = {
        fact.name: to_text(_block(book, *book.area_of(fact.name))[0][0])
        for fact in FACTS
        if fact.prefilled
    }
    header, *rows = _block(book, *book.area_of(RESULTS_AREA))
    code, text, unit = (header.index(RESULTS[key].header) for key in ("indicator", "text", "unit"))
    indicators = ((to_text(row[code]), to_text(row[text]), to_text(row[unit])) for row in rows)
    return facts, tuple(indicator for indicator in indicators if indicator[0])


def _block(book: Workbook, sheet: str, area: Area) -> list[list[object]]:
    """Return the values of an area, all rows of the same width."""
    rows = book.values(sheet)[area.first_row - 1 : area.last_row]
    left, right = area.first_column - 1, area.last_column
    return [[*row, *[None] * (right - len(row))][left:right] for row in rows] or [[None] * right]
