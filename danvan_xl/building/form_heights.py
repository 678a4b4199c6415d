"""Heights for the rows of a form that were filled in after the form was built."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from danvan_xl.building.cells import wraps
from danvan_xl.building.heights import LINE, height_of
from danvan_xl.ooxml.package import Package
from danvan_xl.schema.form import FORM_SHEETS, INITIATIVES_SHEET
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.values import is_blank

_PART = f"xl/worksheets/sheet{FORM_SHEETS.index(INITIATIVES_SHEET) + 1}.xml"
_ROW = re.compile(rb'<row r="(\d+)"(?! ht)')


def with_heights(form: bytes, rows: Sequence[int], initiatives: pd.DataFrame) -> bytes:
    """Return ``form`` with rows as high as the texts of ``initiatives`` need.

    ``rows``: the row of the sheet, from 1, in which each of them stands. The heights are not
    fixed: a row that is edited is fitted anew. A row that has a height keeps it.
    """
    columns = [column for column in INITIATIVES.form_columns if wraps(column)]
    heights: dict[int, float] = {}
    for row, *texts in zip(rows, *(initiatives[c.key] for c in columns), strict=True):
        heights[row] = height_of(
            (str(text), column.width)
            for column, text in zip(columns, texts, strict=True)
            if not is_blank(text)
        )

    def sized(found: re.Match[bytes]) -> bytes:
        height = heights.get(int(found[1]), LINE)
        return found[0] + b' ht="%d"' % height if height > LINE else found[0]

    package = Package(form)
    package.replace(_PART, _ROW.sub(sized, package.read(_PART)))
    return package.to_bytes()
