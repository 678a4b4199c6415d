"""What returned forms are checked against, as the master says it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from danvan_xl.commands.common import KIND_KEYS, day_setting, obligations_in, year_of
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.lists import YEARLY
from danvan_xl.schema.tables import INDICATORS, INITIATIVES, RULES, UNITS
from danvan_xl.validation.figures import Catalogue
from danvan_xl.validation.form import Expected
from danvan_xl.validation.last_year import LastYear


def expected_of(register: Register, last_year: LastYear | None) -> Expected:
    """Return what forms are checked against."""
    settings = register.settings()
    year = year_of(settings)
    units = register.read(UNITS)
    reporting = obligations_in(register)[YEARLY].owing(units)
    unknown = reporting[~reporting["kind"].isin(KIND_KEYS)]
    if len(unknown):
        raise DanVanError(
            f"Trang {register.sheet_name(UNITS)}: đơn vị {unknown['code'].iloc[0]} có loại "
            f"«{unknown['kind'].iloc[0]}» không có trong danh sách. Chọn lại loại đơn vị."
        )
    initiatives = register.read(INITIATIVES)
    issued: dict[str, set[str]] = defaultdict(set)
    for unit, code in zip(initiatives["unit_code"], initiatives["code"], strict=True):
        issued[unit].add(code)
    return Expected(
        year=year,
        start=day_setting(settings, "period.from", date(year, 1, 1)),
        end=day_setting(settings, "period.to", date(year, 12, 31)),
        kinds={
            code: KIND_KEYS[kind]
            for code, kind in zip(reporting["code"], reporting["kind"], strict=True)
        },
        names=dict(zip(units["code"], units["name"], strict=True)),
        subordinates={str(k): int(v) for k, v in units["parent_code"].value_counts().items()},
        issued=issued,
        catalogue=Catalogue.of(register.read(INDICATORS), register.read(RULES)),
        office=str(settings["office.name"]),
        last_year=last_year,
    )
