"""``new`` ("Tạo sổ mới"): a master for a year from the unit catalogue valid that year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from danvan_xl.building.macros import Macros
from danvan_xl.building.master import build_master
from danvan_xl.commands.common import bring_up_to_date, deadline_of, tidy
from danvan_xl.dashboard import content
from danvan_xl.errors import DanVanError
from danvan_xl.ooxml.saving import replace_file
from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.schema.lists import MARK, YEARLY
from danvan_xl.schema.settings import Value, settings_of
from danvan_xl.schema.tables import SUBMISSIONS, TOTALS, UNITS
from danvan_xl.schema.units import Unit, reporting_units_on, units_on
from danvan_xl.standing.obligations import Obligations, default_obligations, obligations_of
from danvan_xl.standing.working_days import WorkingCalendar, default_holidays

SUFFIX = ".xlsx"
MACRO_SUFFIX = ".xlsm"


@dataclass(frozen=True)
class NewResult:
    """The master that was made."""

    path: Path
    year: int
    units: int
    """Units that must report."""

    @property
    def has_findings(self) -> bool:
        """A new master leaves nothing for a person to decide."""
        return False

    def to_json(self) -> dict[str, Any]:
        """Return the result as one JSON object."""
        return {"files": [str(self.path)], "year": self.year, "units": self.units}


def new_master(path: Path, year: int, *, as_of: date | None = None) -> NewResult:
    """Write a new master for ``year`` to ``path``.

    ``as_of``: the day on which the stored results of its formulas are true; today when not given.
    The same call gives the same bytes. A name that ends in ``.xlsm`` gives a master with the
    macros inside, for offices that may not install add-ins. Raises ``DanVanError`` when there is
    a file at ``path``, its name ends in neither ``.xlsx`` nor ``.xlsm``, or the unit catalogue does
    not cover the year.
    """
    suffix = path.suffix.lower()
    if suffix not in (SUFFIX, MACRO_SUFFIX):
        raise DanVanError(
            f"Tên sổ phải kết thúc bằng {SUFFIX} hoặc {MACRO_SUFFIX}: «{path.name}». Đặt lại tên "
            "rồi làm lại."
        )
    if path.exists():
        raise DanVanError(f"Đã có tệp «{path}». Chọn tên khác hoặc chuyển tệp cũ đi nơi khác.")
    write = macro_master_bytes if suffix == MACRO_SUFFIX else master_bytes
    data = write(year, as_of or date.today())
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, data, expected=None)
    return NewResult(path, year, len(reporting_units_on(default_last_day(year))))


def default_last_day(year: int) -> date:
    """Return the last day in time of the yearly report of a new master for ``year``."""
    return _obligations(year)[YEARLY].last_day


def master_bytes(year: int, as_of: date) -> bytes:
    """Return an empty master for ``year``, whose stored results are true on ``as_of``."""
    return _master(year, as_of, None)


def macro_master_bytes(year: int, as_of: date) -> bytes:
    """Return what ``master_bytes`` does, as .xlsm: with ribbon, buttons and macros inside."""
    from danvan_xl.addin import with_workbook_ribbon, workbook_macros

    return with_workbook_ribbon(_master(year, as_of, workbook_macros()))


def _master(year: int, as_of: date, macros: Macros | None) -> bytes:
    units = unit_frame(units_on(default_last_day(year)))
    nothing = pd.DataFrame({column.key: [] for column in SUBMISSIONS.stored}, dtype="object")
    _, submissions = bring_up_to_date(nothing, units, _obligations(year), year)
    indicators = default_indicators()
    totals = indicators.rename(columns={"code": "indicator"}).assign(total=float("nan"))
    frames = {
        "units": units,
        "submissions": tidy(pd.concat([nothing, submissions], ignore_index=True)),
        "indicators": indicators,
        "rules": default_rules(),
        "totals": totals[[column.key for column in TOTALS.stored]],
        "obligations": default_obligations(year),
        "holidays": default_holidays(year),
    }
    return build_master(content(year, frames, _settings(year), as_of), macros)


def _settings(year: int) -> dict[str, Value]:
    return {setting.key: setting.default for setting in settings_of(year)}


def _obligations(year: int) -> Obligations:
    settings, calendar = _settings(year), WorkingCalendar.of(default_holidays(year))
    return obligations_of(default_obligations(year), settings, deadline_of(settings), calendar)


def unit_frame(units: tuple[Unit, ...]) -> pd.DataFrame:
    """Return rows of ``tblUnits`` for units of the catalogue."""
    rows = [
        {
            "code": unit.code,
            "name": unit.name,
            "kind": unit.kind_label,
            "group": unit.group,
            "parent_code": unit.parent_code,
            "reports": MARK if unit.reports_directly else "",
            "valid_from": unit.valid_from,
            "valid_to": unit.valid_to,
            "successors": ";".join(unit.successors),
            **dict.fromkeys(("contact", "phone", "email", "history", "note"), ""),
        }
        for unit in units
    ]
    return pd.DataFrame(rows, columns=[column.key for column in UNITS.stored], dtype="object")
