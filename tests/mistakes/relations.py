"""What figures must keep to, worked out without the product: relations and counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.schema.lists import LISTS

Line = Mapping[str, str]
"""One initiative: column key → text."""

_COLUMNS = {"Loại": "kind", "Giai đoạn": "stage"}
"""Headers that the catalogue counts by."""
_WORDS = {"kind": LISTS["initiative_kind"], "stage": LISTS["stage"]}


def codes_in_relations() -> frozenset[str]:
    """Every indicator that a relation names."""
    return frozenset(code for left, _, right in _relations() for _, code in (*left, *right))


def broken(figures: Mapping[str, float | None]) -> Iterator[str]:
    """The indicator at which each relation that ``figures`` break is told: the first it names.

    A figure that is None is not known; nothing can be said about its relations.
    """
    for left, operator, right in _relations():
        one, other = _sum(left, figures), _sum(right, figures)
        if one is None or other is None:
            continue
        holds = {"<=": one <= other, "=": one == other, "kéo theo": one <= 0 or other > 0}
        if not holds[operator]:
            yield left[0][1]


def miscounted(figures: Mapping[str, float | None], lines: Sequence[Line]) -> Iterator[str]:
    """The indicators that differ from the number of initiatives that they count.

    Rows that do not say what they are may count.
    """
    for code, column, word in _counts():
        figure = figures.get(code)
        sure = sum(not column or li[column] == word for li in lines)
        unsaid = sum(li[column] not in _WORDS[column] for li in lines) if column else 0
        if figure is not None and not sure <= figure <= sure + unsaid:
            yield code


def of_units() -> str:
    """The indicator that counts the units under one."""
    tallies = default_indicators().set_index("code")["tally"]
    return str(tallies.index[tallies == "Đơn vị: trực thuộc"][0])


Side = tuple[tuple[int, str], ...]


@cache
def _relations() -> tuple[tuple[Side, str, Side], ...]:
    rules = default_rules()
    columns = (rules["left"], rules["operator"], rules["right"])
    return tuple((_side(le), op, _side(ri)) for le, op, ri in zip(*columns, strict=True))


def _side(text: str) -> Side:
    return tuple((-1 if s == "-" else 1, code) for s, code in re.findall(r"([+-]?)(\w+)", text))


def _sum(side: Side, figures: Mapping[str, float | None]) -> float | None:
    values = [(sign, figures.get(code)) for sign, code in side]
    known = [sign * value for sign, value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


@cache
def _counts() -> tuple[tuple[str, str, str], ...]:
    """Code of an indicator, and column and word of the rows that it counts."""
    counts = []
    indicators = default_indicators()
    for code, tally in zip(indicators["code"], indicators["tally"], strict=True):
        if not tally.startswith("Mô hình:"):
            continue
        header, _, word = tally.removeprefix("Mô hình:").partition("=")
        column = _COLUMNS[header.strip()] if word else ""
        counts.append((code, column, word.strip()))
    return tuple(counts)
