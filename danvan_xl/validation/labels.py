"""Whether codes and texts of indicators still belong together, in a form that lost its seal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pandas as pd
from rapidfuzz import fuzz, process

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.text import spelling_key
from danvan_xl.schema.values import is_blank, quoted
from danvan_xl.validation.figures import Catalogue
from danvan_xl.validation.frames import items

_ALIKE = 95.0
"""From this likeness (0–100) a text is that of an indicator, with a slip or two."""
_LONGEST = 300
"""Letters of a text that may be an indicator's."""


def check_labels(results: pd.DataFrame, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield the rows whose text is that of another indicator than their code.

    ``results``: ``indicator``, ``text``. The figure of such a row would come under an indicator
    that it does not answer. A text that is no indicator's, shortened or empty, tells nothing.
    """
    texts = {str(code): spelling_key(text) for code, text in items(catalogue.indicators["text"])}

    @cache  # a hostile form says the same many times
    def other_than(code: str, said: str) -> str:
        if said == texts[code]:
            return ""
        return catalogue.by_text.get(said) or _nearest(said, code, texts)

    for row, code in items(results["indicator"]):
        text = str(results.at[row, "text"])
        if code not in texts or not 0 < len(text) <= _LONGEST:
            continue
        if other := other_than(code, spelling_key(text)):
            yield finding(
                "P30",
                table="results",
                row=row,
                column="text",
                value=code,
                other=other,
                what=quoted(text),
            )


def name_rows(
    results: pd.DataFrame, unclear: frozenset[tuple[int, str]], catalogue: Catalogue
) -> list[Finding]:
    """Give rows the code of an indicator as the catalogue spells it; tell this.

    Those without a code get that of the indicator with their text, or this is asked. ``results``
    is changed in place. A row without code, figure and note says nothing.
    """
    found = list(_spelt_right(results, catalogue))
    there = set(results["indicator"])
    for row, code in items(results["indicator"]):
        says_nothing = is_blank(results.at[row, "value"]) and not results.at[row, "note"]
        if code or (says_nothing and (row, "value") not in unclear):
            continue
        text = str(results.at[row, "text"])
        known = catalogue.by_text.get(spelling_key(text), "")
        if known and known not in there:
            results.at[row, "indicator"] = known
            found.append(finding("P24", table="results", row=row, column="indicator", value=known))
        else:
            found.append(
                finding("P25", table="results", row=row, column="text", value=quoted(text))
            )
    return found


def _spelt_right(results: pd.DataFrame, catalogue: Catalogue) -> Iterator[Finding]:
    """Give codes the case that they have in the catalogue: ``ct103``."""
    codes = {str(code).casefold(): str(code) for code in catalogue.indicators.index}
    for row, code in items(results["indicator"]):
        known = codes.get(code.casefold(), code)
        if known != code:
            results.at[row, "indicator"] = known
            yield finding(
                "O19",
                table="results",
                row=row,
                column="indicator",
                value=quoted(code),
                choice=known,
            )


def _nearest(said: str, own: str, texts: Mapping[str, str]) -> str:
    """Return the code of another indicator that ``said`` is like, and far less like its own."""
    others = {code: text for code, text in texts.items() if code != own}
    best = process.extractOne(said, others, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if best is None:
        return ""
    _, score, code = best
    return code if 100 - score <= (100 - fuzz.ratio(said, texts[own])) / 2 else ""
