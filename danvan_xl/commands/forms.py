"""``forms`` ("Phát phiếu"): a form for each unit, prefilled with its initiatives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlwings as xw

from danvan_xl.commands.blank_forms import BlankForms
from danvan_xl.commands.common import (
    Progress,
    obligations_in,
    place_of,
    refuse_if_locked,
    silent,
    year_of,
)
from danvan_xl.errors import DanVanError
from danvan_xl.ooxml.saving import replace_file
from danvan_xl.register import Register
from danvan_xl.schema.lists import YEARLY
from danvan_xl.schema.tables import UNITS
from danvan_xl.schema.text import ascii_name

FORMS_FOLDER = "phieu"
"""Folder beside the master into which forms go."""


@dataclass(frozen=True)
class FormsResult:
    """The forms that units can be given now."""

    files: tuple[Path, ...]
    """One a unit: those that were written and those that were kept."""
    prefilled: int
    """Initiatives that were put into them."""
    kept: tuple[Path, ...] = ()
    """Of ``files``, those that were there already, with other content, and were left alone."""

    @property
    def written(self) -> int:
        """How many forms were written."""
        return len(self.files) - len(self.kept)

    @property
    def summary(self) -> str:
        """Return the counts as users read them."""
        return f"{self.written} phiếu, điền sẵn {self.prefilled} mô hình"

    @property
    def has_findings(self) -> bool:
        """Whether a person must say what is to become of forms that are there already."""
        return bool(self.kept)

    def to_json(self) -> dict[str, Any]:
        """Return the result as the JSON contract has it."""
        return {
            "files": [str(path) for path in self.files],
            "prefilled": self.prefilled,
            "kept": [str(path) for path in self.kept],
        }


def forms(
    book: xw.Book,
    *,
    out: Path | None = None,
    only: Sequence[str] = (),
    previous: xw.Book | None = None,
    replace: bool = False,
    progress: Progress = silent,
) -> FormsResult:
    """Write a form for each unit that must report, with its own indicators only.

    ``out``: the folder, ``phieu`` beside the master when not given. A form that is there already
    with other content, perhaps filled in, stays unless ``replace`` is true. ``only``: codes of
    units, all when empty. Initiatives that go on are filled in: those of the unit in this master,
    else those of ``previous``, last year's master.
    """
    register = Register(book)
    settings = register.settings()
    refuse_if_locked(settings)
    year = year_of(settings)
    units = obligations_in(register)[YEARLY].owing(register.read(UNITS))
    unknown = sorted(set(only) - set(units["code"]))
    if unknown:
        raise DanVanError(
            f"Không có đơn vị mã «{unknown[0]}» phải báo cáo trong trang "
            f"{register.sheet_name(UNITS)}. Kiểm tra lại mã."
        )
    if only:
        units = units[units["code"].isin(only)]
    blank = BlankForms(register, previous)
    folder = out or place_of(book) / FORMS_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    kept: list[Path] = []
    prefilled = 0
    rows = list(zip(units["code"], units["name"], units["kind"], strict=True))
    for number, (code, name, kind) in enumerate(rows):
        progress(number, len(rows), name)
        path = folder / f"{code}_{ascii_name(name)}_{year}.xlsx"
        form = blank.form_of(code, name, kind)
        files.append(path)
        if path.exists() and path.read_bytes() != form and not replace:
            kept.append(path)
            continue
        replace_file(path, form, expected=None)
        prefilled += blank.prefilled(code)
    progress(len(rows), len(rows), "")
    result = FormsResult(tuple(files), prefilled, tuple(kept))
    register.log("Phát phiếu", str(folder), f"{result.summary}.")
    return result
