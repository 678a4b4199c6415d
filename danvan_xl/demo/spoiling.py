"""An answer into which mistakes are being made."""

from __future__ import annotations

from random import Random

import pandas as pd

from danvan_xl.demo.answers import Answer
from danvan_xl.demo.figures import counted
from danvan_xl.ooxml import Value
from danvan_xl.schema.lists import STAGE_RECOGNISED
from danvan_xl.schema.values import ErrorCell
from danvan_xl.validation.rules import Rule, parse_rules, parse_tallies

_CONTENT = ("name", "field", "place", "situation", "goals", "content", "lead", "outputs")


class Spoiling:
    """An answer while mistakes are made in it, each where there is none yet."""

    def __init__(
        self, answer: Answer, indicators: pd.DataFrame, rules: pd.DataFrame, rng: Random
    ) -> None:
        self.rng = rng
        self.indicators: pd.DataFrame = indicators.drop_duplicates("code").set_index(
            "code", drop=False
        )
        self.tallies = parse_tallies(indicators)[0]
        self.relations = parse_rules(rules)[0]
        self.facts: dict[str, Value] = dict(answer.facts)
        self.figures: dict[str, Value | ErrorCell] = dict(answer.figures)
        self.notes = answer.notes
        self.initiatives = answer.initiatives.copy()
        self._free = [code for code in self.figures if self._stands_alone(code)]
        rng.shuffle(self._free)
        self._touched: set[str] = set()
        self._repeated = False

    def free_figure(self) -> str:
        """Return the code of a whole figure that no relation or tally names, each once."""
        if not self._free:
            raise ValueError("no figure is left to make a mistake in")
        return self._free.pop()

    def change_fact(self, name: str, value: Value) -> None:
        """Answer a question of the first sheet wrongly, each once."""
        if name in self._touched:
            raise ValueError(f"{name} is wrong already")
        self._touched.add(name)
        self.facts[name] = value

    def row(self, *, recognised: bool) -> int:
        """Return the label of an initiative that is recognised, or of one that is not."""
        wanted = (self.initiatives["stage"] == STAGE_RECOGNISED) == recognised
        if not wanted.any():
            raise ValueError("no initiative is in the right stage")
        return int(self.rng.choice(list(self.initiatives.index[wanted])))

    def repeat_a_row(self) -> int:
        """Say in the second row what the first says; return the second's label."""
        if self._repeated:
            raise ValueError("a row is repeated already")
        self._repeated = True
        first, second, *_ = self.initiatives.index
        for name in _CONTENT:
            self.initiatives.at[second, name] = str(self.initiatives.at[first, name])
        return int(second)

    def recount(self) -> None:
        """Make the figures that count initiatives right again."""
        counts = counted(self.indicators, self.initiatives, 0)
        for code, tally in self.tallies.items():
            if not tally.of_units:
                self.figures[code] = counts[code]

    def _stands_alone(self, code: str) -> bool:
        named = code in self.tallies or any(code in codes_in(rule) for rule in self.relations)
        return bool(self.indicators.loc[code, "whole"]) and not named


def codes_in(rule: Rule) -> set[str]:
    """Return the codes of the indicators that a relation names."""
    return {code for side in (rule.left, rule.right) for _, code in side.terms}


def number_of(figure: object) -> int | float:
    """Return a figure that is one; 0 where there is none."""
    if figure is None:
        return 0
    if isinstance(figure, int | float):
        return figure
    raise ValueError(f"not a number to start from: {figure!r}")
