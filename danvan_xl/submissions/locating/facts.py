"""Finds what the first sheet of a form asks: by defined names, else beside the labels."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.columns import Type
from danvan_xl.schema.form import FACTS, GUIDE_TITLE, LIST_TITLE, SEAL
from danvan_xl.schema.text import key, normalise
from danvan_xl.schema.values import is_blank
from danvan_xl.submissions.locating.grid import Grid
from danvan_xl.submissions.locating.vocabulary import Grade, Meaning, is_help, labelled
from danvan_xl.submissions.raw import RawBook, RawCell

_NAMES = (*(fact.name for fact in FACTS), SEAL)
_SHEETS, _ROWS = 16, 120
"""Labels are sought in the first sheets and their first rows that have texts."""
_FAR = 8
"""Columns to the right of a label in which its answer may stand."""
_TYPES = {fact.name: fact.type for fact in FACTS}
_SENTENCE = 7
"""Words."""
_TITLES, _LONGEST_TITLE = 12, 300


@dataclass(frozen=True)
class Answer:
    """A fact and where it stands."""

    grid: Grid
    row: int
    column: int
    cell: RawCell
    label: Meaning | None = None
    """The label that told; None where the defined name did."""


@dataclass(frozen=True)
class _Label:
    row: int
    column: int
    meaning: Meaning
    rest: str
    """What follows a colon in the same cell."""


def find_facts(
    book: RawBook, grids: Sequence[Grid], taken: Mapping[Grid, Collection[int]]
) -> dict[str, Answer]:
    """Return name → answer of the facts and of the seal; a fact that is not there has no entry.

    A name is not believed where the fact's label stands in another row beside a filled cell: names
    do not follow when another program inserts rows. ``taken``: rows of tables, where a label is a
    header.
    """
    labelled = _by_labels(grids, taken)
    found: dict[str, Answer] = {}
    for name in _NAMES:
        named, beside = _by_name(book, grids, name), labelled.get(name)
        if named is not None and (beside is None or not _is_better(beside, named)):
            found[name] = named
        elif beside is not None:
            found[name] = beside
    return found


def _is_better(beside: Answer, named: Answer) -> bool:
    """Whether the cell beside a label is more likely the answer than the one that is named."""
    if is_blank(beside.cell):
        return False
    exact = beside.label is not None and beside.label.grade is Grade.EXACT
    moved = exact and beside.grid is named.grid and beside.row != named.row
    return moved or is_blank(named.cell)


def is_guide(grid: Grid) -> bool:
    """Whether a sheet is the form's own guide."""
    return _is_titled(grid, GUIDE_TITLE)


def is_list(grid: Grid) -> bool:
    """Whether a sheet is the list of what is to be put right, in a marked copy."""
    return _is_titled(grid, LIST_TITLE)


def _is_titled(grid: Grid, title: str) -> bool:
    return any(key(text) == key(title) for text in grid.texts(1).values())


def facts_on(grid: Grid, taken: Collection[int]) -> dict[str, Answer]:
    """Return name → answer of the facts beside whose labels a sheet has something."""
    found = _by_labels([grid], {grid: taken})
    return {name: answer for name, answer in found.items() if not is_blank(answer.cell)}


def guessed_labels(facts: Mapping[str, Answer]) -> list[Finding]:
    """Return what is told of labels that are not the form's own (P13)."""
    labels = {fact.name: fact.label for fact in FACTS}
    return [
        finding(
            "P13", table="facts", column=name, value=a.label.text, expected=labels[name], how=""
        )
        for name, a in facts.items()
        if name in labels and a.label is not None and a.label.grade is not Grade.EXACT
    ]


def titles_of(grid: Grid, above: int) -> list[str]:
    """Return the texts above row ``above`` of a sheet that may name unit and year."""
    texts = []
    for row in range(1, min(above, _ROWS)):
        for cell in islice(grid.cells(row), _ROWS):
            if isinstance(cell, str) and not is_blank(cell) and len(cell) <= _LONGEST_TITLE:
                texts.append(" ".join(normalise(cell).split()))
    return [*dict.fromkeys(texts)][:_TITLES]


def _by_name(book: RawBook, grids: Sequence[Grid], name: str) -> Answer | None:
    if name not in book.areas:
        return None
    sheet, area = book.areas[name]
    grid = next((g for g in grids if g.name.casefold() == sheet.casefold()), None)
    if grid is None:
        return None
    return Answer(grid, *area.first_cell, grid.sheet.cell(*area.first_cell))


def _by_labels(grids: Sequence[Grid], taken: Mapping[Grid, Collection[int]]) -> dict[str, Answer]:
    """Return the answers beside labels; where two sheets have a label, the one with more labels."""
    sheets = [
        (grid, labels)
        for grid in grids[:_SHEETS]
        if not (is_guide(grid) or is_list(grid))
        and (labels := [*_labels_in(grid, taken.get(grid, ()))])
    ]
    sheets.sort(key=lambda item: -len({label.meaning.key for label in item[1]}))
    found: dict[str, Answer] = {}
    for grid, labels in sheets:
        answers = [*_answers(grid, labels)]
        answers.sort(key=lambda a: (a.label is not None and a.label.grade, is_blank(a.cell)))
        for answer in answers:
            if answer.label is not None:
                said = None if _is_sentence(answer) else answer.cell
                found.setdefault(answer.label.key, replace(answer, cell=said))
    return found


def _is_sentence(answer: Answer) -> bool:
    """Whether what stands beside the label of a mark or a number tells something else."""
    cell = answer.cell
    if answer.label is None or _TYPES.get(answer.label.key) is Type.TEXT:
        return False
    return isinstance(cell, str) and len(cell.split()) >= _SENTENCE and cell.rstrip().endswith(".")


def _labels_in(grid: Grid, taken: Collection[int]) -> Iterator[_Label]:
    rows = (row for row in range(1, grid.last_row + 1) if row not in taken and grid.texts(row))
    for row in islice(rows, _ROWS):
        for column, text in grid.texts(row).items():
            if asks := labelled(text):
                yield _Label(row, column, *asks)


def _answers(grid: Grid, labels: Sequence[_Label]) -> Iterator[Answer]:
    """Return the answer of each label: after its colon, to its right, or below it."""
    places = {(label.row, label.column) for label in labels}
    beside = [_beside(grid, label, places) for label in labels]
    upright = not any(not is_blank(answer.cell) for answer in beside)
    for label, answer in zip(labels, beside, strict=True):
        below = (label.row + 1, label.column)
        if is_blank(answer.cell) and below not in places:
            several = sum(row == label.row for row, _ in places) > 1
            cell = grid.sheet.cell(*below)
            if (several or upright) and not is_blank(cell) and not is_help(cell):
                yield Answer(grid, *below, cell, label.meaning)
                continue
        yield answer


def _beside(grid: Grid, label: _Label, places: Collection[tuple[int, int]]) -> Answer:
    if label.rest:
        return Answer(grid, label.row, label.column, label.rest, label.meaning)
    first = grid.merged_at(label.row, label.column).last_column + 1
    for column in range(first, first + _FAR):
        cell = grid.sheet.cell(label.row, column)
        if (label.row, column) in places or is_help(cell):
            break
        if not is_blank(cell):
            return Answer(grid, label.row, column, cell, label.meaning)
    return Answer(grid, label.row, first, None, label.meaning)
