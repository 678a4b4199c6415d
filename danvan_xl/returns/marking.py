"""The marked copy of a returned form of any kind: what runs in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from danvan_xl.findings import Finding
from danvan_xl.returns.marked_copy import write_marked_copy
from danvan_xl.returns.notes import Note, note_of
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.reading import form_of

REFILLED = (
    "Phiếu gửi về không phải tệp .xlsx đã phát, nên số liệu đã được chép sang phiếu mới này; "
    "giá trị ghi sai cũng được giữ nguyên để đơn vị sửa."
)

_Place = Callable[[str, int | None, str], tuple[str, str, str]]


@dataclass(frozen=True)
class ToMark:
    """A form to mark."""

    source: Path
    name: str
    """Of the file, as users know it."""
    findings: tuple[Finding, ...]
    target: Path
    limits: Limits
    notes: tuple[Note, ...] = ()
    """The findings with their places in ``source``."""
    blank: bytes = b""
    """The unit's form, to fill in anew; empty: ``source`` itself is marked."""


def write_marked(job: ToMark) -> Path:
    """Write the marked copy and return its path; raises what the libraries under it raise."""
    data = job.source.read_bytes()
    if not job.blank:
        return write_marked_copy(data, job.notes, job.target)
    from danvan_xl.returns.refilled import refill  # needs pandas, which takes long to load

    refilled = refill(job.blank, form_of(data, job.name, job.limits))
    notes = notes_of(job.findings, refilled.place)
    return write_marked_copy(refilled.form, notes, job.target, REFILLED)


def notes_of(findings: Iterable[Finding], place: _Place) -> tuple[Note, ...]:
    """Return the notes for ``findings``; ``place``: table, row, column → where the unit sees it."""
    return tuple(note_of(item, *place(item.table, item.row, item.column)) for item in findings)
