"""A round in which a third of the forms is right and the others have known mistakes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from danvan_xl.schema.findings import FINDING_TYPES
from danvan_xl.schema.text import ascii_name
from danvan_xl.schema.units import Unit
from tests.mistakes import of_figures, of_forms, of_lines
from tests.mistakes.paper import Found, NoPlaceError, Paper

Maker = Callable[[Paper], None]

MAKERS: tuple[Maker, ...] = (*of_figures.MAKERS, *of_lines.MAKERS, *of_forms.MAKERS)


@dataclass(frozen=True)
class Seeded:
    """A round of forms that came back."""

    right: tuple[str, ...]
    """Names of the files without a mistake, or with doubtful things only."""
    expected: tuple[Found, ...]
    """Every error and warning that import must tell, and no others."""


def seeded_round(units: Sequence[Unit], year: int, seed: int, folder: Path) -> Seeded:
    """Write the form of each unit into ``folder``; the same arguments give the same files.

    Every kind of mistake is made at least once, as long as there are enough units.
    """
    rng = Random(f"seeded {year} {seed}")
    deck, stoppers = _deck(rng), deque(rng.sample(of_forms.STOPPERS, len(of_forms.STOPPERS)))
    expected: list[Found] = []
    names: list[str] = []
    for number, unit in enumerate(rng.sample(list(units), len(units))):
        file = f"{unit.code}_{ascii_name(unit.name)}_{year}.xlsx"
        paper = Paper(unit, year, file, rng)
        if number % 3 == 1 and stoppers:
            stoppers.pop()(paper)
            expected += paper.expected(stops=True)
        else:
            if number % 3:
                deck = _spoiled(paper, deck, rng) or _deck(rng)
            expected += paper.expected()
        names.append(paper.file)
        (folder / paper.file).write_bytes(paper.file_bytes())
    wrong = {f.file for f in expected if FINDING_TYPES[f.code].severity == "error"}
    return Seeded(tuple(name for name in names if name not in wrong), tuple(expected))


def _deck(rng: Random) -> deque[Maker]:
    return deque(rng.sample(MAKERS, len(MAKERS)))


def _spoiled(paper: Paper, deck: deque[Maker], rng: Random) -> deque[Maker]:
    """Make a few mistakes from the top of the deck; what has no place goes to its bottom."""
    wanted, tries = rng.randint(4, 9), len(deck)
    while wanted and tries and deck:
        maker = deck.popleft()
        tries -= 1
        try:
            maker(paper)
            wanted -= 1
        except NoPlaceError:
            deck.append(maker)
    return deck
