"""Forms as units get them: with their own indicators, prefilled with the initiatives that go on."""

from __future__ import annotations

import pandas as pd
import xlwings as xw

from danvan_xl.building.form import build_form_template, fill_form
from danvan_xl.commands.common import KIND_KEYS, year_of
from danvan_xl.commands.previous import Previous
from danvan_xl.errors import DanVanError
from danvan_xl.ooxml import Value
from danvan_xl.register import Register
from danvan_xl.schema.form import FORM_VERSION
from danvan_xl.schema.lists import STAGE_STOPPED
from danvan_xl.schema.tables import INDICATORS, INITIATIVES, RULES
from danvan_xl.validation.figures import Catalogue

_ROWS_STEP = 20
"""Prefilled rows are rounded up to a multiple, so that few templates serve all units."""


class BlankForms:
    """Makes the form of any unit of a master."""

    def __init__(self, register: Register, previous: xw.Book | None = None) -> None:
        """Initiatives are those in ``register``, else those of ``previous``, last year's master.

        Raises ``DanVanError`` when ``previous`` is not the master of the year before.
        """
        self._year = year_of(register.settings())
        self._catalogue = Catalogue.of(register.read(INDICATORS), register.read(RULES))
        self._initiatives = _going_on(register, previous)
        self._templates: dict[tuple[str, int], bytes] = {}

    def prefilled(self, code: str) -> int:
        """Return how many initiatives are in the form of a unit."""
        return len(self._of(code))

    def form_of(self, code: str, name: str, kind: str) -> bytes:
        """Return the form of a unit; ``kind`` as users read it.

        Raises ``DanVanError`` for a kind that there is not.
        """
        if kind not in KIND_KEYS:
            raise DanVanError(
                f"Đơn vị {code} có loại «{kind}» không có trong danh sách. Chọn lại loại đơn vị."
            )
        own = self._of(code)
        size = -(-len(own) // _ROWS_STEP) * _ROWS_STEP
        if (kind, size) not in self._templates:
            asked = self._catalogue.asked_of(KIND_KEYS[kind]).reset_index(drop=True)
            template = build_form_template(KIND_KEYS[kind], asked, self._year, size)
            self._templates[kind, size] = template
        facts: dict[str, Value] = {
            "unit_name": name,
            "unit_code": code,
            "period_year": self._year,
            "form_version": FORM_VERSION,
        }
        return fill_form(self._templates[kind, size], facts, own)

    def _of(self, code: str) -> pd.DataFrame:
        return self._initiatives.get(code, pd.DataFrame())


def _going_on(register: Register, previous: xw.Book | None) -> dict[str, pd.DataFrame]:
    """Return unit code → the initiatives to fill in, with what is of one year only left blank."""
    result = _by_unit(register)
    if previous is None:
        return result
    before = Previous.of_last_year(register, previous)
    heirs: dict[str, list[pd.DataFrame]] = {}
    for code, rows in _by_unit(before.register).items():
        for heir in before.heirs(code):
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
