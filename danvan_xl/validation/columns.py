"""Checks of single cells that the schema alone decides: type, required, range, list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from danvan_xl.findings import Finding, finding, misread_finding
from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.lists import LISTS
from danvan_xl.schema.text import vn_number
from danvan_xl.schema.values import Misread, quoted, show
from danvan_xl.validation.frames import items, unit_codes

_LEAST_MONEY = 100_000
"""Đồng that an initiative costs if it costs anything."""


@dataclass(frozen=True)
class Range:
    """What a number must be; NaN and None stand for no limit."""

    minimum: float | None
    maximum: float | None
    whole: bool
    show: Callable[[float], str] = vn_number
    """How numbers are written in messages: years have no thousands separators."""

    def check(self, value: float) -> tuple[str, dict[str, object]] | None:
        """Return the code and texts of the finding for ``value``, None when it is right."""
        if self.whole and not float(value).is_integer():
            return "O03", {"value": value}
        low = -float("inf") if _missing(self.minimum) else float(self.minimum or 0)
        high = float("inf") if _missing(self.maximum) else float(self.maximum or 0)
        if low <= value <= high:
            return None
        limits = {
            "minimum": "-∞" if low == -float("inf") else self.show(low),
            "maximum": "∞" if high == float("inf") else self.show(high),
        }
        return "O04", {"value": self.show(value), **limits}


def _as_of_millions(value: float) -> tuple[str, dict[str, object]] | None:
    """Return code and texts of the finding for an amount that may be in millions of đồng."""
    if not 0 < value < _LEAST_MONEY:
        return None
    return "O28", {"what": f"Ghi {vn_number(value)} đồng, có thể là nghìn đồng hoặc triệu đồng"}


def _or_blank(told: Finding) -> Finding:
    """Return the finding about a word of a list; the cell may stay empty."""
    return replace(told, remedy=f"{told.remedy.removesuffix('.')}, hoặc để trống ô này.")


def _missing(limit: float | None) -> bool:
    return limit is None or limit != limit


def _is_missing(value: Any) -> bool:
    return value is None or value != value or value == ""


def check_columns(
    table: str,
    frame: pd.DataFrame,
    columns: Iterable[Column],
    misread: Iterable[Misread] = (),
    told: Collection[tuple[int, str]] = (),
) -> Iterator[Finding]:
    """Yield what is wrong with single cells of ``frame``, whose columns are schema keys.

    ``misread`` are its cells that did not hold their column's type; they are reported as such
    and count as filled in. So do those of ``told``, (row, column), whose error is known already.
    ``unit_code`` of the frame, where there, goes into the findings.
    """
    units = unit_codes(frame)
    misread = list(misread)
    seen = {(cell.row, cell.column) for cell in misread} | set(told)
    by_key = {column.key: column for column in columns}
    for cell in misread:
        column = by_key.get(cell.column)
        if column:
            code = "O06" if column.type in (Type.DATE, Type.MOMENT) else "O02"
            yield misread_finding(table, cell, code, units[cell.row])
    for column in by_key.values():
        cells = [(row, value, _is_missing(value)) for row, value in items(frame[column.key])]
        filled = [(row, value) for row, value, missing in cells if not missing]
        whole = column.type in (Type.INTEGER, Type.MONEY)
        written = show if whole and not column.unit else vn_number
        limits = Range(column.minimum, column.maximum, whole, written)
        for row, _, missing in cells if column.required else ():
            if missing and (row, column.key) not in seen:
                yield finding(
                    "O10",
                    table=table,
                    row=row,
                    column=column.key,
                    unit_code=units[row],
                    what=column.header,
                )
        if column.type.is_number:
            for row, value in filled:
                wrong = limits.check(value)
                if wrong is None and column.type is Type.MONEY:
                    wrong = _as_of_millions(value)
                if wrong:
                    code, texts = wrong
                    yield finding(
                        code,
                        table=table,
                        row=row,
                        column=column.key,
                        unit_code=units[row],
                        **texts,
                    )
        elif column.choices in LISTS:
            words = LISTS[column.choices]
            for row, value in (cell for cell in filled if cell[1] not in words):
                item = finding(
                    "O05",
                    table=table,
                    row=row,
                    column=column.key,
                    unit_code=units[row],
                    value=quoted(value),
                    choices=", ".join(words),
                )
                yield item if column.required else _or_blank(item)
