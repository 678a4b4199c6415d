"""Reads one returned file: is it safe, what kind is it, where in it are the form's data.

This is what runs in a process of its own. Nothing here needs pandas.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from danvan_xl.findings import Finding
from danvan_xl.schema.text import vn_number
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.kinds import kind_of, suffix_remark
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.locating import locate
from danvan_xl.submissions.raw import RawBook, RawCell, Unreadable
from danvan_xl.submissions.readers import reader_for
from danvan_xl.submissions.safety import check, lone_file


@dataclass(frozen=True)
class Rejected:
    """A file that is not read."""

    finding: Finding


@dataclass(frozen=True)
class ToRead:
    """One file to read."""

    path: Path
    name: str
    """As users know it."""
    limits: Limits


def read_form(job: ToRead) -> FormData | Rejected:
    """Return what the form in a file says, or why the file is not read."""
    try:
        data = lone_file(job.path, job.path.parent, job.limits)
        return form_of(data, job.name, job.limits)
    except Unreadable as problem:
        return Rejected(problem.finding)


def form_of(data: bytes, name: str, limits: Limits) -> FormData:
    """Return what the form in ``data`` says. Raises :class:`Unreadable`."""
    form = locate(book_of(data, name, limits), name, hashlib.sha256(data).hexdigest())
    characters = sum(map(_length, form.facts.values())) + sum(
        _length(cell)
        for table in form.tables.values()
        for row in table.rows.values()
        for cell in row.values()
    )
    if characters > limits.form_characters:
        raise Unreadable("T07", what=f"{vn_number(characters)} chữ trong các ô của phiếu")
    return form


def _length(cell: RawCell) -> int:
    return len(cell) if isinstance(cell, str) else 0


def book_of(data: bytes, name: str, limits: Limits) -> RawBook:
    """Return the cells of a file; ``name`` only tells whether its suffix is right.

    Raises :class:`Unreadable`.
    """
    kind = kind_of(data)
    remarks = [*check(data, kind, limits)]
    if (remark := suffix_remark(name, kind)) is not None:
        remarks.append(remark)
    book = reader_for(kind)(data, limits)
    return replace(book, remarks=(*book.remarks, *remarks))
