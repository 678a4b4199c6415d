"""Findings as the JSON contract, ``tblFindings`` and a marked copy show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from danvan_xl.findings import Finding
from danvan_xl.register import Register
from danvan_xl.schema.lists import SEVERITIES
from danvan_xl.schema.tables import BY_KEY, FINDINGS
from danvan_xl.submissions.form_data import FormData


@dataclass(frozen=True)
class Located:
    """A finding with the place a person sees."""

    finding: Finding
    sheet: str = ""
    cell: str = ""
    column: str = ""
    file: str = ""

    def to_json(self) -> dict[str, str]:
        """Return the finding as the JSON contract has it."""
        item = self.finding
        return {
            "code": item.code,
            "severity": item.severity,
            "sheet": self.sheet,
            "cell": self.cell,
            "column": self.column,
            "message": item.message,
            "remedy": item.remedy,
        }


def in_form(form: FormData, findings: Iterable[Finding]) -> list[Located]:
    """Return the findings of a form with their places in it."""
    return [
        Located(item, *form.place(item.table, item.row, item.column), file=form.file)
        for item in findings
    ]


def in_master(register: Register, findings: Iterable[Finding]) -> list[Located]:
    """Return the findings of a master with their places in it."""
    located = []
    for item in findings:
        table = BY_KEY[item.table]
        header = table[item.column].header if item.column else ""
        cell = (
            register.address(table, item.row, item.column)
            if item.row is not None and item.column
            else ""
        )
        located.append(Located(item, register.sheet_name(table), cell, header))
    return located


def rows_of(findings: Sequence[Located], names: Mapping[str, str]) -> pd.DataFrame:
    """Return rows of ``tblFindings``; ``names``: unit code → name."""
    return pd.DataFrame(
        [
            {
                "severity": SEVERITIES[place.finding.severity],
                "code": place.finding.code,
                "unit_code": place.finding.unit_code,
                "unit_name": names.get(place.finding.unit_code, ""),
                "file": place.file,
                "sheet": place.sheet,
                "cell": place.cell,
                "column": place.column,
                "message": place.finding.message,
                "remedy": place.finding.remedy,
            }
            for place in findings
        ],
        columns=[column.key for column in FINDINGS.stored],
    )
