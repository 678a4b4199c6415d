"""``forms`` ("Phát phiếu"): a form for each unit, prefilled with its initiatives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import xlwings as xw

from danvan_xl.building.form import build_form_template, fill_form
from danvan_xl.commands.common import (
    KIND_KEYS,
    Progress,
    last_day,
    place_of,
    refuse_if_locked,
    silent,
    year_of,
)
from danvan_xl.errors import DanVanError
from danvan_xl.ooxml.saving import replace_file
from danvan_xl.register import Register
from danvan_xl.schema.form import FORM_VERSION
from danvan_xl.schema.lists import MARK, STAGE_STOPPED
from danvan_xl.schema.tables import INDICATORS, INITIATIVES, RULES, UNITS
from danvan_xl.schema.text import ascii_name
from danvan_xl.schema.units import follow
from danvan_xl.validation.figures import Catalogue

FORMS_FOLDER = "phieu"
"""Folder beside the master into which forms go."""

_ROWS_STEP = 20
"""Prefilled rows are rounded up to a multiple, so that few templates serve all units."""


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
    units = register.read(UNITS)
    units = units[units["reports"] == MARK]
    unknown = sorted(set(only) - set(units["code"]))
    if unknown:
        raise DanVanError(
            f"Không có đơn vị mã «{unknown[0]}» phải báo cáo trong trang "
            f"{register.sheet_name(UNITS)}. Kiểm tra lại mã."
        )
    if only:
        units = units[units["code"].isin(only)]
    catalogue = Catalogue.of(register.read(INDICATORS), register.read(RULES))
    initiatives = _going_on(register, previous, year)
    folder = out or place_of(book) / FORMS_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    templates: dict[tuple[str, int], bytes] = {}
    files: list[Path] = []
    kept: list[Path] = []
    prefilled = 0
    rows = list(zip(units["code"], units["name"], units["kind"], strict=True))
    for number, (code, name, kind) in enumerate(rows):
        progress(number, len(rows), name)
        if kind not in KIND_KEYS:
            raise DanVanError(
                f"Đơn vị {code} có loại «{kind}» không có trong danh sách. Chọn lại loại đơn vị."
            )
        own = initiatives.get(code, pd.DataFrame())
        size = -(-len(own) // _ROWS_STEP) * _ROWS_STEP
        if (kind, size) not in templates:
            asked = catalogue.asked_of(KIND_KEYS[kind]).reset_index(drop=True)
            templates[kind, size] = build_form_template(KIND_KEYS[kind], asked, year, size)
        facts = {
            "unit_name": name,
            "unit_code": code,
            "period_year": year,
            "form_version": FORM_VERSION,
        }
        path = folder / f"{code}_{ascii_name(name)}_{year}.xlsx"
        form = fill_form(templates[kind, size], facts, own)
        files.append(path)
        if path.exists() and path.read_bytes() != form and not replace:
            kept.append(path)
            continue
        replace_file(path, form, expected=None)
        prefilled += len(own)
    progress(len(rows), len(rows), "")
    result = FormsResult(tuple(files), prefilled, tuple(kept))
    register.log("Phát phiếu", str(folder), f"{result.summary}.")
    return result


def _going_on(register: Register, previous: xw.Book | None, year: int) -> dict[str, pd.DataFrame]:
    """Return unit code → the initiatives to fill in, with what is of one year only left blank."""
    result = _by_unit(register)
    if previous is None:
        return result
    before = Register(previous)
    last_year = year_of(before.settings())
    if last_year != year - 1:
        raise DanVanError(
            f"Sổ «{previous.name}» là sổ của năm {last_year}, không phải của năm {year - 1}. "
            "Chọn đúng sổ của năm trước."
        )
    since, until = last_day(before.settings()), last_day(register.settings())
    heirs: dict[str, list[pd.DataFrame]] = {}
    for code, rows in _by_unit(before).items():
        for heir in follow(code, since, until) or (code,):
            heirs.setdefault(heir, []).append(rows)
    return {code: pd.concat(rows) for code, rows in heirs.items()} | result


def _by_unit(register: Register) -> dict[str, pd.DataFrame]:
    groups = register.read(INITIATIVES).groupby("unit_code")
    return {str(code): _fresh(rows) for code, rows in groups}


def _fresh(initiatives: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that go on, with the columns that are of one year only left blank."""
    going_on = initiatives[initiatives["stage"] != STAGE_STOPPED]
    columns = [column.key for column in INITIATIVES.form_columns]
    fresh = going_on[columns].copy()
    for column in INITIATIVES.form_columns:
        if column.yearly:
            fresh[column.key] = float("nan") if column.type.is_number else ""
    return fresh
