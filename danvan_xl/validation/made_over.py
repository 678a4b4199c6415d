"""Forms of another year or unit that were made over: what they say against what they were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.form import FACTS
from danvan_xl.schema.legacy import clean
from danvan_xl.schema.seal import read_seal
from danvan_xl.schema.text import key
from danvan_xl.schema.values import is_blank, quoted
from danvan_xl.submissions.form_data import FormData

_SEAL, _TITLE = "mã niêm phong", "tiêu đề"
_OWN_TITLE = "dan van kheo"
"""In the title of every form; other titles may name the year of a plan or of a letter."""
_YEAR = re.compile(r"\bnam (20\d\d)\b")
_LABELS = {fact.name: fact.label for fact in FACTS}
_BLANK = "(trống)"


def check_made_over(
    form: FormData, unit: str, year: int | None, names: Mapping[str, str]
) -> list[Finding]:
    """Return P33 where a form was handed out for another unit or year than it now says.

    ``unit`` and ``year``: what it counts as; ``names``: unit code → name. A form without a seal
    still has its title, which nobody edits who only types another year into its cell.
    """
    seal = read_seal(form.seal)
    if seal is None:
        before = _year_of_title(form.titles)
        is_other = before not in (0, year)
        return [_told(form, "period_year", _TITLE, f"năm {before}")] if is_other else []
    found = []
    if not seal.is_unit_code(unit):
        name = names.get(seal.unit_code)
        whose = f"{name} ({seal.unit_code})" if name else f"đơn vị có mã {quoted(seal.unit_code)}"
        found.append(_told(form, "unit_code", _SEAL, f"cho {whose}"))
    if seal.year != year:
        found.append(_told(form, "period_year", _SEAL, f"năm {seal.year}"))
    return found


def beside(tampered: Iterable[Finding], made_over: Iterable[Finding]) -> list[Finding]:
    """Return what was changed in the locked cells beside what ``made_over`` tells of them."""
    told = {item.column for item in made_over}
    told |= {"unit_name"} if "unit_code" in told else set()
    return [item for item in tampered if item.table != "facts" or item.column not in told]


def _year_of_title(titles: Iterable[str]) -> int:
    """Return the one year in the form's own title; 0 when there is none, or several."""
    own = [text for text in map(key, clean(list(titles))) if _OWN_TITLE in text]
    years = {int(found) for text in own for found in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else 0


def _told(form: FormData, fact: str, how: str, what: str) -> Finding:
    raw = form.facts.get(fact)
    return finding(
        "P33",
        table="facts",
        column=fact,
        how=how,
        what=what,
        name=_LABELS[fact],
        value=_BLANK if is_blank(raw) else quoted(raw) or _BLANK,
    )
