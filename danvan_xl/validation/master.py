"""All checks over the tables of a master workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.columns import Table
from danvan_xl.schema.lists import KINDS
from danvan_xl.schema.tables import (
    BY_KEY,
    COMMENDATIONS,
    HOLIDAYS,
    INDICATORS,
    INITIATIVES,
    OBLIGATIONS,
    RESULTS,
    RULES,
    SUBMISSIONS,
    UNITS,
)
from danvan_xl.schema.values import Misread
from danvan_xl.standing.obligations import Obligations
from danvan_xl.validation.columns import check_columns
from danvan_xl.validation.figures import Catalogue, UnitData, check_figures
from danvan_xl.validation.frames import items, unit_codes
from danvan_xl.validation.initiatives import check_duplicates, check_rows
from danvan_xl.validation.peers import check_peers
from danvan_xl.validation.submissions import (
    Period,
    check_holidays,
    check_obligations,
    check_submissions,
)

CHECKED: tuple[Table, ...] = (
    UNITS,
    INITIATIVES,
    SUBMISSIONS,
    RESULTS,
    COMMENDATIONS,
    INDICATORS,
    RULES,
    OBLIGATIONS,
    HOLIDAYS,
)
"""The tables that are looked at."""


@dataclass(frozen=True)
class MasterData:
    """The tables of a master."""

    frames: Mapping[str, pd.DataFrame]
    """Table key → rows."""
    misread: Mapping[str, list[Misread]]
    """Table key → cells that do not hold what their column asks for."""
    year: int
    start: date
    end: date
    today: date
    """Days after it are still to come."""
    obligations: Obligations
    settings: Sequence[Finding]
    """What is wrong in the settings."""
    first_rows: Mapping[str, int]
    """Table key → number in its sheet of the row labelled 0, for messages that name a row."""


def check_master(data: MasterData, *, names: bool = True) -> list[Finding]:
    """Return everything that is wrong or doubtful in the master, errors first.

    Without ``names`` initiatives are not compared by name, which takes long where there are many.
    """
    frames = data.frames
    catalogue = Catalogue.of(frames["indicators"], frames["rules"])
    findings = list(catalogue.problems)
    for table in CHECKED:
        findings += check_columns(
            table.key, frames[table.key], table.stored, data.misread.get(table.key, [])
        )
        findings += _repeated(table, frames[table.key], data.first_rows[table.key])
        findings += _unknown_units(table, frames[table.key], set(frames["units"]["code"]))
    sent, units = frames["submissions"], frames["units"]
    period = Period(data.start, data.end, data.today)
    findings += check_submissions(sent[sent["year"] == data.year], units, data.obligations, period)
    findings += check_obligations(frames["obligations"], set(units["code"]))
    findings += check_holidays(frames["holidays"])
    findings += data.settings
    findings += check_rows(frames["initiatives"], data.end)
    if names:
        findings += check_duplicates(frames["initiatives"], data.first_rows["initiatives"])
    findings += _figures(data, catalogue)
    order = {table.key: number for number, table in enumerate(CHECKED)}
    return sorted(
        findings, key=lambda item: (not item.is_error, order.get(item.table, 0), item.row or 0)
    )


def _repeated(table: Table, frame: pd.DataFrame, first_row: int) -> Iterator[Finding]:
    """Yield rows whose identity stands in an earlier row too."""
    identity = frame[list(table.identity)]
    filled = identity[~((identity == "") | identity.isna()).any(axis=1)]
    units = unit_codes(frame)
    first: dict[tuple[object, ...], int] = {}
    for row, *values in filled.itertuples():
        if tuple(values) in first:
            yield finding(
                "S02",
                table=table.key,
                row=row,
                column=table.identity[-1],
                unit_code=units[row],
                other=first[tuple(values)] + first_row,
                what=", ".join(table[key].header for key in table.identity),
            )
        first.setdefault(tuple(values), row)


def _unknown_units(table: Table, frame: pd.DataFrame, codes: set[str]) -> Iterator[Finding]:
    if "unit_code" not in frame:
        return
    unknown = frame["unit_code"][~frame["unit_code"].isin(codes | {""})]
    for row, code in items(unknown):
        yield finding(
            "S01",
            table=table.key,
            row=row,
            column="unit_code",
            unit_code=code,
            value=code,
        )


def _figures(data: MasterData, catalogue: Catalogue) -> Iterator[Finding]:
    results, initiatives = data.frames["results"], data.frames["initiatives"]
    units = data.frames["units"].drop_duplicates("code").set_index("code")
    keys = {label: kind for kind, label in KINDS.items()}
    children = units["parent_code"].value_counts()
    strange = results[~results["indicator"].isin(set(catalogue.indicators.index) | {""})]
    for row, code in items(strange["indicator"]):
        yield finding(
            "S04",
            table="results",
            row=row,
            column="indicator",
            unit_code=results["unit_code"][row],
            value=code,
        )
    bad = {cell.row for cell in data.misread.get("results", []) if cell.column == "value"}
    kinds = {code: keys[kind] for code, kind in units["kind"].items() if kind in keys}
    yield from check_peers(results, kinds)
    own = {str(code): rows for code, rows in initiatives.groupby("unit_code")}
    for name, rows in results.groupby("unit_code"):
        code = str(name)
        if code not in kinds:
            continue
        unit = UnitData(
            code,
            kinds[code],
            rows,
            own.get(code, initiatives.iloc[:0]),
            int(children.get(code, 0)),
        )
        yield from check_figures(unit, catalogue, told=bad)


def marks(table_key: str, frame: pd.DataFrame, findings: list[Finding]) -> pd.Series:
    """Return the text of the helper column that marks wrong cells: ``;Loại;Giai đoạn;`` or ""."""
    table = BY_KEY[table_key]
    headers: dict[int, list[str]] = {}
    for item in findings:
        if item.table == table_key and item.row is not None and item.column:
            there = headers.setdefault(item.row, [])
            if table[item.column].header not in there:
                there.append(table[item.column].header)
    texts = [f";{';'.join(headers[row])};" if row in headers else "" for row in frame.index]
    return pd.Series(texts, index=frame.index, dtype="object")
