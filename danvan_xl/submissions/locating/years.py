"""The year that a form is of and those that its headers name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from danvan_xl.schema.legacy import clean
from danvan_xl.schema.text import key
from danvan_xl.schema.values import show
from danvan_xl.submissions.raw import RawCell

_IN_HEADER = re.compile(r"(?<!\d)20\d\d(?![\d/])")
"""Not the year of a number such as ``125/2021/QĐ-UBND``."""
_IN_FACT = re.compile(r"(?<!\d)20\d\d(?!\d)")
_IN_TITLE = re.compile(r"\bnam (20\d\d)\b")


def years_in(header: str) -> frozenset[int]:
    """Return the years that a header names."""
    return frozenset(map(int, _IN_HEADER.findall(header)))


def year_of_form(said: RawCell, titles: Iterable[str]) -> int | None:
    """Return the one year that the form says it is of, else that of its titles; None if neither.

    ``said``: the form's fact, as it stands.
    """
    titles = " \n ".join(map(key, clean(list(titles))))
    for found in (_IN_FACT.findall(show(said)), _IN_TITLE.findall(titles)):
        if len(years := {*map(int, found)}) == 1:
            return years.pop()
    return None
