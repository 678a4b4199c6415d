"""What a unit is told about its form: findings with the places where it sees them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from danvan_xl.findings import Finding
from danvan_xl.returns.runs import are_in, told
from danvan_xl.schema.columns import Type
from danvan_xl.schema.form import FACTS
from danvan_xl.schema.lists import SEVERITIES
from danvan_xl.schema.tables import INITIATIVES, RESULTS

_TOLD = ("error", "warning")
"""Severities that a unit is told, in the order of the list."""
_MADE_A_DAY = "O24"
"""The finding for a cell that Excel made a day, a time or a truth value of what was typed."""
_MERGED = "P19"
"""The finding for merged cells of which nobody knows which one has the value."""
_WHOSE = ("P01", "P05", "P26")
"""Findings about the unit: they stand at its code, and its name may be what is wrong."""
_NAME = "unit_name"
LONGEST_TEXT = 2_000
"""Letters of a message that are told."""
_AS_NUMBER, _AS_TEXT = "General", "@"
_TYPES: dict[tuple[str, str], Type] = {
    **{("facts", fact.name): fact.type for fact in FACTS},
    **{
        (table.key, column.key): column.type
        for table in (RESULTS, INITIATIVES)
        for column in table.form_columns
    },
}
"""Table key and column key, or name of the fact → what a cell holds."""
Place = Callable[[str, int | None, str], tuple[str, str, str]]
"""Table, row and column of a finding → sheet, cell and header as the unit sees them; "" where
unknown."""

_ELSEWHERE = "; trong tệp này là "
"""Between what is told of cells and where they are in a form that was filled in anew."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Note:
    """One thing to tell the unit."""

    severity: str
    """``error``, ``warning`` or ``info``."""
    sheet: str
    """"" when it is about the whole file."""
    cell: str
    """Address; "" when it is about no single cell."""
    column: str
    """Header of the column, or label of the answer; "" when it is about neither."""
    message: str
    remedy: str
    cell_format: str = ""
    """Number format that the cell gets, as its own would make a day of whatever is typed into it
    anew; "" when its own stays."""
    more_cells: tuple[str, ...] = ()
    """Other cells of the sheet that are marked with it."""
    count: int = 1
    """So many things are told together."""
    is_merged: bool = False
    """Whether the cell is parted from those that it is merged with."""
    is_ours: bool = False
    """Whether it lies with the office: the unit is not told of it."""

    @property
    def label(self) -> str:
        """The severity as users read it."""
        return SEVERITIES[self.severity]

    @property
    def is_error(self) -> bool:
        """Whether it must be corrected; otherwise it is only to be looked at."""
        return self.severity == "error"


def _nowhere(table: str, row: int | None, column: str) -> tuple[str, str, str]:
    return "", "", ""


def note_of(finding: Finding, place: Place = _nowhere) -> Note:
    """Return the note for a finding; ``place`` tells where the unit sees it."""
    table, column = finding.table, finding.column
    sheet, cell, header = place(table, finding.row, column)
    others = [place(table, row, column)[1] for row in finding.more_rows]
    more = [other for other in others if other]
    message = finding.message
    if not are_in(message, more):  # in a form filled in anew they stand elsewhere
        message = f"{message.removesuffix('.')}{_ELSEWHERE}{told(more)}."
    if finding.code in _WHOSE:
        named, name, _ = place(table, None, _NAME)
        more += [name] if named == sheet and name else []
    return Note(
        finding.severity,
        sheet,
        cell,
        header,
        message,
        finding.to_unit or finding.remedy,
        _format_for(finding) if finding.code == _MADE_A_DAY else "",
        more_cells=tuple(more),
        count=1 if finding.code == _MERGED else 1 + len(others),
        is_merged=finding.code == _MERGED,
        is_ours=finding.is_ours,
    )


def with_counts(recalled: Iterable[Note], notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return notes ``recalled`` from a list, each telling of as many things as in ``notes``."""
    counts = {_gist(note): note.count for note in notes}
    return tuple(replace(note, count=counts.get(_gist(note), note.count)) for note in recalled)


def _gist(note: Note) -> str:
    """Return what a note says wherever its cells are, as far as a list has room for it."""
    return storable(note.message).partition(_ELSEWHERE)[0][:LONGEST_TEXT].removesuffix(".")


def _format_for(finding: Finding) -> str:
    """Return the format of a cell that is typed anew: it shows a number as it is, a text too."""
    kind = _TYPES.get((finding.table, finding.column), Type.NUMBER)
    return _AS_TEXT if kind.is_text else _AS_NUMBER


def to_correct(notes: Iterable[Note]) -> list[Note]:
    """Return errors, then warnings, each in their order; infos are not for the unit."""
    listed = [note for note in notes if note.severity in _TOLD]
    return sorted(listed, key=lambda note: _TOLD.index(note.severity))


def storable(text: str) -> str:
    """Return ``text``, which may quote a hostile file, without characters that no cell can hold."""
    return _NOT_IN_XML.sub("", text)
