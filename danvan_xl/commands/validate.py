"""``validate`` ("Kiểm tra"): all checks over the master; fills ``Lỗi`` and marks cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import xlwings as xw

from danvan_xl.commands.common import (
    bring_to_front,
    day_of,
    day_setting,
    obligations_in,
    year_of,
    yearly,
)
from danvan_xl.commands.findings_table import Located, in_master, rows_of
from danvan_xl.commands.previous import last_year_of
from danvan_xl.findings import Finding
from danvan_xl.register import Register
from danvan_xl.schema.tables import FINDINGS, INITIATIVES, RESULTS, SETTINGS, SUBMISSIONS, UNITS
from danvan_xl.validation.last_year import (
    FOUND_WITH_LAST_YEAR,
    LastYear,
    check_all_against_last_year,
)
from danvan_xl.validation.master import CHECKED, MasterData, check_master, marks
from danvan_xl.validation.settings import check_settings


@dataclass(frozen=True)
class ValidateResult:
    """What is wrong or doubtful in the master."""

    findings: tuple[Located, ...]

    @property
    def errors(self) -> int:
        """How many must be corrected."""
        return sum(item.finding.is_error for item in self.findings)

    @property
    def warnings(self) -> int:
        """How many should be looked at."""
        return sum(item.finding.severity == "warning" for item in self.findings)

    @property
    def summary(self) -> str:
        """Return the counts as users read them: of the workbook, not of files that came in."""
        return f"{self.errors} lỗi, {self.warnings} cảnh báo trong sổ"

    @property
    def has_findings(self) -> bool:
        """Whether a person must look."""
        return bool(self.findings)

    def to_json(self) -> dict[str, Any]:
        """Return the result as the JSON contract has it."""
        return {
            "findings": [item.to_json() for item in self.findings],
            "errors": self.errors,
            "warnings": self.warnings,
        }


def validate(book: xw.Book, previous: xw.Book | None = None) -> ValidateResult:
    """Check every table of the master, fill ``Lỗi``, mark wrong cells and clear what is cured.

    ``previous``: last year's master, to compare with. Findings about files that were returned
    stay; those about the master are made anew, so without ``previous`` those of comparing go.
    With it, they stand for those that ``import`` told of the forms that are in the master.
    """
    register = Register(book)
    last_year = last_year_of(register, previous) if previous else None
    findings = check_master(master_data(register))
    if last_year:
        findings += _against(last_year, register)
    located = in_master(register, findings)
    for table in CHECKED:
        if table.marks:
            _mark(register, table.key, findings)
    units = register.read(UNITS)
    names = dict(zip(units["code"], units["name"], strict=True))
    old = register.read(FINDINGS)
    within = old["file"] == ""
    if last_year:
        within |= old["code"].isin(FOUND_WITH_LAST_YEAR) & _is_of_accepted(old, register)
    changed = register.merge(FINDINGS, rows_of(located, names), within=within)
    result = ValidateResult(tuple(located))
    if changed:
        register.log("Kiểm tra", "Toàn sổ", f"{result.summary}.")
    bring_to_front(book, register.sheet_name(FINDINGS))
    return result


def _against(last_year: LastYear, register: Register) -> list[Finding]:
    results = register.read(RESULTS)
    results = results[results["year"] == year_of(register.settings())]
    return list(check_all_against_last_year(results, register.read(INITIATIVES), last_year))


def _is_of_accepted(findings: pd.DataFrame, register: Register) -> pd.Series:
    """Return of each row whether it is about a form whose figures are in the master."""
    submissions = yearly(register.read(SUBMISSIONS), year_of(register.settings()))
    files = dict(zip(submissions["unit_code"], submissions["file"], strict=True))
    return (findings["file"] != "") & (findings["file"] == findings["unit_code"].map(files))


def master_data(register: Register) -> MasterData:
    """Return the tables of a master as they are checked."""
    settings = register.settings()
    year, obligations = year_of(settings), obligations_in(register)
    return MasterData(
        frames={table.key: register.read(table) for table in CHECKED},
        misread={table.key: register.misread(table) for table in CHECKED},
        year=year,
        start=day_setting(settings, "period.from", date(year, 1, 1)),
        end=day_setting(settings, "period.to", date(year, 12, 31)),
        today=max(date.today(), day_of(settings, None)),
        obligations=obligations,
        settings=tuple(check_settings(register.read(SETTINGS), year, obligations)),
        first_rows={table.key: register.first_row(table) for table in CHECKED},
    )


def _mark(register: Register, key: str, findings: list[Finding]) -> None:
    table = next(table for table in CHECKED if table.key == key)
    frame = register.read(table)
    register.replace(table, frame.assign(**{table.marks: marks(key, frame, findings)}))
