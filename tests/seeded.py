"""Very many filled forms, quickly: for tests of how the program copes with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import pandas as pd

from danvan_xl.building.form import build_form_template, fill_form
from danvan_xl.building.form_seal import seal_for
from danvan_xl.demo.answers import Answer, answer_for
from danvan_xl.demo.figures import counted
from danvan_xl.demo.fill import fill
from danvan_xl.demo.material import themes
from danvan_xl.ooxml import Workbook
from danvan_xl.schema.form import FORM_VERSION, INITIATIVES_AREA, SEAL
from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.text import ascii_name
from danvan_xl.schema.units import Unit

KIND = "commune"
YEAR = 2026

_SYLLABLES = (
    "An Bàu Cầu Chánh Cù Dinh Đá Đình Đồng Gia Giếng Gò Hòa Hội Kỳ Lâm Lộc Long Mỹ Nam Nghĩa Ngọc "
    "Nước Phú Phước Quán Rẫy Sơn Suối Tân Thạch Thành Thuận Trung Tú Vạn Vĩnh Xuân Yên"
)


@dataclass(frozen=True)
class SeededForm:
    """A faultless form of a unit that there is not."""

    unit_code: str
    unit_name: str
    file: str
    data: bytes


def many_units(count: int) -> list[Unit]:
    """Return communes ``X0001`` … that report to the province themselves."""
    return [
        Unit(
            code=f"X{number:04d}",
            name=f"Xã Thử Nghiệm {number}",
            kind=KIND,
            group="Xã, phường, đặc khu",
            parent_code="",
            valid_from=None,
            valid_to=None,
            successors=(),
            reports_directly=True,
        )
        for number in range(1, count + 1)
    ]


def many_forms(count: int, initiatives: int = 15, year: int = YEAR) -> Iterator[SeededForm]:
    """Yield the filled form of each of ``many_units(count)``, one after another.

    All have the same figures; every initiative has a name of its own. Milliseconds each.
    """
    indicators, rules = default_indicators(), default_rules()
    asked = indicators[indicators[KIND] != ""].reset_index(drop=True)
    units = many_units(count)
    template = build_form_template(KIND, asked, year, 0)
    answer = _with_rows(answer_for(units[0], asked, rules, year), initiatives, asked)
    blank = fill_form(template, {"period_year": year, "form_version": FORM_VERSION}, _no_rows())
    filled = fill(blank, answer)
    rng = Random(f"many forms {year}")
    names = [name for theme in themes() for name in theme.names if "{" not in name]
    for unit in units:
        book = Workbook.from_bytes(filled)
        book.write_name("unit_code", unit.code)
        book.write_name("unit_name", unit.name)
        own = {"unit_code": unit.code, "unit_name": unit.name}
        book.write_name(SEAL, seal_for(blank, own, _no_rows()))
        book.write_name("document_number", f"{rng.randint(10, 999)}/BC-UBND")
        sheet, area = book.area_of(INITIATIVES_AREA)
        column = [column.key for column in INITIATIVES.form_columns].index("name")
        block = [[f"{name} ở xóm {_village(rng)}"] for name in rng.sample(names, initiatives)]
        book.write(sheet, area.first_row + 1, area.first_column + column, block)
        file = f"{unit.code}_{ascii_name(unit.name)}_{year}.xlsx"
        yield SeededForm(unit.code, unit.name, file, book.to_bytes())


def _with_rows(answer: Answer, count: int, indicators: pd.DataFrame) -> Answer:
    """Return ``answer`` with its initiatives repeated up to ``count`` and counted again."""
    rows = [answer.initiatives.iloc[[i % len(answer.initiatives)]] for i in range(count)]
    initiatives = pd.concat(rows, ignore_index=True)
    figures = dict(answer.figures) | counted(indicators, initiatives, 0)
    figures |= {"CT410": 5 * count, "CT411": 0}
    return replace(answer, figures=figures, initiatives=initiatives)


def _no_rows() -> pd.DataFrame:
    return pd.DataFrame({column.key: [] for column in INITIATIVES.form_columns})


def _village(rng: Random) -> str:
    return " ".join(rng.sample(_SYLLABLES.split(), 4))
