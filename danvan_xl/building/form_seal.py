"""The seal of a form that is being filled: what its locked cells hold when it goes out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from danvan_xl.ooxml import Area, Value, Workbook
from danvan_xl.schema.form import RESULTS_AREA
from danvan_xl.schema.seal import Sealed, make_seal
from danvan_xl.schema.tables import RESULTS
from danvan_xl.schema.values import to_text


def seal_for(template: Workbook, facts: Mapping[str, Value], initiatives: pd.DataFrame) -> str:
    """Return the seal of ``template`` once it is filled with ``facts`` and ``initiatives``.

    Facts that are not given are those of the template. Raises ``ooxml.Refused`` for a template
    without the names of a form.
    """

    def fact(name: str) -> str:
        if name in facts:
            return to_text(facts[name])
        return to_text(_block(template, *template.area_of(name))[0][0])

    header, *rows = _block(template, *template.area_of(RESULTS_AREA))
    code, text, unit = (header.index(RESULTS[key].header) for key in ("indicator", "text", "unit"))
    codes = [to_text(value) for value in initiatives["code"]] if len(initiatives) else []
    return make_seal(
        Sealed(
            unit_code=fact("unit_code"),
            unit_name=fact("unit_name"),
            year=int(fact("period_year")),
            version=fact("form_version"),
            indicators=tuple(
                (to_text(row[code]), to_text(row[text]), to_text(row[unit]))
                for row in rows
                if to_text(row[code])
            ),
            initiatives=tuple(filter(None, codes)),
        )
    )


def _block(book: Workbook, sheet: str, area: Area) -> list[list[object]]:
    """Return the values of an area as the file was opened, all rows of the same width."""
    rows = book.values(sheet)[area.first_row - 1 : area.last_row]
    left, right = area.first_column - 1, area.last_column
    return [[*row, *[None] * (right - len(row))][left:right] for row in rows] or [[None] * right]
