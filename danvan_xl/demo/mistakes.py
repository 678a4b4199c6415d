"""Mistakes that units make on their forms, each with the findings it must lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

import pandas as pd

from danvan_xl.demo.answers import SEED, Answer
from danvan_xl.demo.figures import counted
from danvan_xl.demo.spoiling import Spoiling, codes_in, number_of
from danvan_xl.schema.lists import STAGE_STOPPED, STAGES
from danvan_xl.schema.values import ErrorCell


@dataclass(frozen=True)
class Spoiled:
    """An answer with mistakes in it."""

    answer: Answer
    codes: tuple[str, ...]
    """Code of each finding that its checking must give, no more and no fewer; sorted."""


def spoil(
    answer: Answer,
    mistakes: Iterable[str],
    indicators: pd.DataFrame,
    rules: pd.DataFrame,
    seed: int = SEED,
) -> Spoiled:
    """Return ``answer`` with ``mistakes``, names of ``MISTAKES``, made in it one after another.

    ``indicators`` and ``rules`` are those the answer was made for. Raises ``KeyError`` for a
    mistake there is not, ``ValueError`` when the answer has no place where it could be made.
    """
    names = list(mistakes)
    order = {name: number for number, name in enumerate(MISTAKES)}
    state = Spoiling(answer, indicators, rules, Random(f"mistakes {seed} {names}"))
    codes: list[str] = []
    for name in sorted(names, key=order.__getitem__):
        codes += MISTAKES[name](state)
    spoiled = Answer(state.facts, state.figures, state.notes, state.initiatives)
    return Spoiled(spoiled, tuple(sorted(codes)))


def _text_for_number(state: Spoiling) -> list[str]:
    """``khoảng 12 cuộc`` in a cell for a number."""
    code = state.free_figure()
    unit = str(state.indicators.loc[code, "unit"])
    state.figures[code] = f"khoảng {number_of(state.figures[code])} {unit}"
    return ["O02"]


def _not_whole(state: Spoiling) -> list[str]:
    """Half a meeting."""
    code = state.free_figure()
    state.figures[code] = number_of(state.figures[code]) + 0.5
    return ["O03"]


def _out_of_range(state: Spoiling) -> list[str]:
    """A figure far above anything sensible."""
    code = state.free_figure()
    state.figures[code] = int(float(str(state.indicators.loc[code, "maximum"]))) * 10 + 5
    return ["O04"]


def _answer_missing(state: Spoiling) -> list[str]:
    """No answer where one is asked."""
    state.figures[state.free_figure()] = None
    return ["O01"]


def _error_cell(state: Spoiling) -> list[str]:
    """A formula of the unit's own that came to nothing."""
    state.figures[state.free_figure()] = ErrorCell("#N/A")
    return ["O08"]


def _resolved_exceeds_received(state: Spoiling) -> list[str]:
    """A part that is larger than the whole."""
    for rule in state.relations:
        terms = (*rule.left.terms, *rule.right.terms)
        if rule.operator != "<=" or len(terms) != 2 or any(s < 0 for s, _ in terms):
            continue
        (_, part), (_, whole) = terms
        alone = sum(part in codes_in(other) for other in state.relations) == 1
        if alone and part not in state.tallies and {part, whole} <= state.figures.keys():
            state.figures[part] = number_of(state.figures[whole]) + state.rng.randint(2, 6)
            return ["Q01"]
    raise ValueError("no relation says that one figure is part of another")


def _date_outside_period(state: Spoiling) -> list[str]:
    """The report is dated last year."""
    day = state.facts["document_date"]
    if not isinstance(day, date):
        raise ValueError("the report has no date")
    state.change_fact("document_date", date(day.year - 1, day.month, 1))
    return ["O07"]


def _date_in_words(state: Spoiling) -> list[str]:
    """A month where a day is asked."""
    state.change_fact("document_date", "tháng 9 năm nay")
    return ["O06"]


def _reporter_missing(state: Spoiling) -> list[str]:
    """Nobody signs for the form."""
    state.change_fact("reporter_name", None)
    return ["O10"]


def _level_missing(state: Spoiling) -> list[str]:
    """A recognised initiative without the level of its recognition."""
    state.initiatives.loc[state.row(recognised=True), "level"] = ""
    return ["M01"]


def _reason_missing(state: Spoiling) -> list[str]:
    """An initiative that has stopped without a reason."""
    row = state.row(recognised=False)
    for name, value in _STOPPED.items():
        state.initiatives.at[row, name] = value
    state.recount()
    return ["M02"]


def _word_not_in_list(state: Spoiling) -> list[str]:
    """A field that is not one of the four."""
    state.initiatives.loc[state.row(recognised=False), "field"] = "Kinh tế - xã hội"
    return ["O05"]


def _same_name_twice(state: Spoiling) -> list[str]:
    """One initiative in two rows."""
    state.repeat_a_row()
    return ["M03"]


def _similar_name(state: Spoiling) -> list[str]:
    """One initiative in two rows, with a letter missing in the second."""
    row = state.repeat_a_row()
    state.initiatives.loc[row, "name"] = str(state.initiatives.loc[row, "name"])[:-1]
    return ["M04"]


def _decision_missing(state: Spoiling) -> list[str]:
    """A recognised initiative without the decision that recognises it."""
    row = state.row(recognised=True)
    state.initiatives.at[row, "decision_number"] = ""
    state.initiatives.at[row, "decision_date"] = None
    return ["M07"]


def _subordinates_differ(state: Spoiling) -> list[str]:
    """One more unit under this one than the catalogue has."""
    for code, tally in state.tallies.items():
        if tally.of_units and (count := number_of(state.figures.get(code))) > 0:
            state.figures[code] = count + 1
            return ["Q03"]
    raise ValueError("no units are under this one")


def _row_too_many(state: Spoiling) -> list[str]:
    """An initiative in the list that the figures do not count."""
    row = state.row(recognised=False)
    extra = state.initiatives.loc[[row]].assign(name=_EXTRA_NAME, stage=_ONGOING)
    state.initiatives = pd.concat([state.initiatives, extra], ignore_index=True)
    counts = counted(state.indicators, state.initiatives, 0)
    own = [code for code, tally in state.tallies.items() if not tally.of_units]
    return ["Q02" for code in own if state.figures.get(code) != counts[code]]


_STOPPED = {
    "stage": STAGE_STOPPED,
    "results": "Đã dừng thực hiện.",
    "reason": "",
    "level": "",
    "decision_number": "",
    "decision_date": None,
    "commendation": "",
}
_ONGOING = STAGES[1]
_EXTRA_NAME = "Tổ xe ôm tự quản đưa người bệnh đi cấp cứu không lấy tiền"

MISTAKES: Mapping[str, Callable[[Spoiling], list[str]]] = {
    "reason_missing": _reason_missing,
    "row_too_many": _row_too_many,
    "text_for_number": _text_for_number,
    "not_whole": _not_whole,
    "out_of_range": _out_of_range,
    "answer_missing": _answer_missing,
    "error_cell": _error_cell,
    "resolved_exceeds_received": _resolved_exceeds_received,
    "date_outside_period": _date_outside_period,
    "date_in_words": _date_in_words,
    "reporter_missing": _reporter_missing,
    "level_missing": _level_missing,
    "same_name_twice": _same_name_twice,
    "similar_name": _similar_name,
    "word_not_in_list": _word_not_in_list,
    "decision_missing": _decision_missing,
    "subordinates_differ": _subordinates_differ,
}
"""Name → what makes the mistake and tells the codes of its findings. Of several, those that change
rows are made before those that change single cells."""
