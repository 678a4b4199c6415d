"""Different right forms of one unit side by side, for a person to choose one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from danvan_xl.commands.import_result import Conflict
from danvan_xl.errors import DanVanError
from danvan_xl.returns.comparison import differences
from danvan_xl.returns.comparison_book import ComparedFile, write_comparison
from danvan_xl.returns.understood import as_understood
from danvan_xl.schema.text import ascii_name
from danvan_xl.submissions.candidates import Candidate
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.reading import ToRead, read_form
from danvan_xl.validation.form import CheckedForm, Expected
from danvan_xl.workers import Workers

COMPARED = "_so-sanh"
"""Ends the name of a workbook in which forms of a unit stand side by side."""


def compare(
    candidates: Sequence[Candidate],
    checked: Mapping[str, CheckedForm],
    expected: Expected,
    folder: Path,
    workers: Workers,
    limits: Limits,
) -> Conflict:
    """Write into ``folder`` what forms of one unit say differently.

    ``checked``: SHA-256 of a form → its typed values. Raises ``DanVanError`` when a file is not
    what it was.
    """
    jobs = [ToRead(one.path, one.form.file, limits) for one in candidates]
    forms = []
    for candidate, form in zip(candidates, workers.map(read_form, jobs), strict=True):
        if not isinstance(form, FormData) or form.sha256 != candidate.form.sha256:
            raise DanVanError(
                f"Tệp «{candidate.form.file}» bị đổi trong lúc nhập. Nhập lại thư mục này."
            )
        typed = checked[form.sha256]
        frames = {"results": typed.results, "initiatives": typed.initiatives}
        forms.append(as_understood(form, typed.facts, frames))
    found = differences(forms)
    unit = candidates[0].unit_code
    name = expected.names[unit]
    files = [
        ComparedFile(
            one.form.file,
            one.received,
            one.signed,
            checked[one.form.sha256].facts["document_number"],
        )
        for one in candidates
    ]
    target = folder / f"{ascii_name(unit)}_{ascii_name(name)}{COMPARED}.xlsx"
    write_comparison(name, expected.year, found, files, target)
    return Conflict(unit, tuple(one.form.file for one in candidates), tuple(found), target)
