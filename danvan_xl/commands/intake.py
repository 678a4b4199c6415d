"""Reads and checks returned files, but for those whose content the master knows already."""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from danvan_xl.commands.common import KIND_KEYS, Progress, day_setting, year_of
from danvan_xl.commands.findings_table import Located, in_form
from danvan_xl.commands.import_result import Entry, ImportResult
from danvan_xl.errors import DanVanError
from danvan_xl.findings import Finding, finding
from danvan_xl.register import Register
from danvan_xl.schema.columns import Table
from danvan_xl.schema.lists import MARK
from danvan_xl.schema.tables import INDICATORS, INITIATIVES, RESULTS, RULES, SUBMISSIONS, UNITS
from danvan_xl.schema.text import vn_date
from danvan_xl.submissions.arrivals import WITHIN, Arrival
from danvan_xl.submissions.decisions import Candidate, Held
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.identity import unit_of_name
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.preferences import Preference
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.reading import Rejected, ToRead, read_form
from danvan_xl.submissions.safety import lone_file
from danvan_xl.validation.content import content_of
from danvan_xl.validation.figures import Catalogue
from danvan_xl.validation.form import CheckedForm, Expected, check_form
from danvan_xl.validation.last_year import LastYear
from danvan_xl.workers import Failure, Workers


def expected_of(register: Register, last_year: LastYear | None) -> Expected:
    """Return what forms are checked against."""
    settings = register.settings()
    year = year_of(settings)
    units = register.read(UNITS)
    reporting = units[units["reports"] == MARK]
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


_COMMON = {
    RESULTS.key: ("indicator", "text", "unit"),
    INITIATIVES.key: tuple(column.key for column in INITIATIVES.form_columns if column.choices),
}
"""Table → columns in which the forms say the same."""

_A_ROUND = 3
"""So many forms of another year are no slip of a unit: the wrong workbook or folder was taken."""


class Intake:
    """Reads and checks files, but for those whose content the master knows already."""

    def __init__(
        self,
        register: Register,
        limits: Limits,
        last_year: LastYear | None,
        prefer: Preference | None,
        otherwise: date,
    ) -> None:
        """``prefer``: which of several forms of a unit counts.

        ``otherwise``: the day on which files were received that do not say it.
        """
        self.expected = expected_of(register, last_year)
        self.prefer = prefer
        self._limits = limits
        self._otherwise = otherwise
        submissions = register.read(SUBMISSIONS)
        submissions = submissions[submissions["year"] == self.expected.year]
        merged = submissions[submissions["sha256"] != ""]
        self._merged: dict[str, str] = dict(zip(merged["sha256"], merged["unit_code"], strict=True))
        self._replaced: dict[str, str] = {
            sha: unit
            for unit, text in zip(
                submissions["unit_code"], submissions["replaced_sha256"], strict=True
            )
            for sha in text.split()
        }
        columns = ("file", "received", "document_date", "content")
        self.held: dict[str, Held] = {
            unit: Held(file, received, signed, content)
            for unit, file, received, signed, content in zip(
                merged["unit_code"], *(merged[key] for key in columns), strict=True
            )
            if received is not None
        }
        """Unit code → its form in the master."""
        self.result = ImportResult()
        self.candidates: list[Candidate] = []
        self.checked: dict[str, CheckedForm] = {}
        """SHA-256 of a form → its typed values."""

    def take(self, arrivals: Sequence[Arrival], workers: Workers, progress: Progress) -> None:
        """Read and check ``arrivals``."""
        copies: dict[str, list[Arrival]] = defaultdict(list)
        for arrival in arrivals:
            try:
                data = lone_file(arrival.path, arrival.path.parent, self._limits)
            except Unreadable as problem:
                self.reject(arrival.name, problem.finding)
                continue
            sha = hashlib.sha256(data).hexdigest()
            if sha in self._merged:
                self._known(arrival.name, self._merged[sha], arrival.received)
            elif sha in self._replaced and not self._is_wanted(arrival.name):
                self.result.superseded.append(Entry(arrival.name, self._replaced[sha]))
            else:
                copies[sha].append(arrival)
        jobs = [ToRead(alike[0].path, alike[0].name, self._limits) for alike in copies.values()]
        outcomes = workers.map(read_form, jobs)
        for number, (alike, outcome) in enumerate(zip(copies.values(), outcomes, strict=True)):
            progress(number, len(jobs), alike[0].name)
            if isinstance(outcome, FormData):
                self._take_form(outcome, alike)
            else:
                for arrival in alike:
                    self.reject(arrival.name, _why(outcome, self._limits))
        progress(len(jobs), len(jobs), "")

    def _is_wanted(self, name: str) -> bool:
        return self.prefer is not None and self.prefer.names(name)

    def _known(self, name: str, unit: str, stated: date | None) -> None:
        """Say that the master has a form already, and if it came on another day."""
        self.result.duplicate.append(Entry(name, unit))
        held = self.held.get(unit)
        if held is not None and self._is_wanted(name):
            self.prefer, self.held[unit] = None, replace(held, is_wanted=True)
        if stated is None or held is None or stated == held.received:
            return
        if stated < held.received or name == held.file:
            self.result.messages.append(
                f"Đơn vị {unit}: phiếu «{name}» đã có trong sổ với ngày nhận "
                f"{vn_date(held.received)}, nay ghi nhận ngày {vn_date(stated)}. Nếu ngày này mới "
                "đúng, sửa cột Ngày nhận ở trang Báo cáo."
            )

    def _take_form(self, form: FormData, alike: Sequence[Arrival]) -> None:
        checked = check_form(form, self.expected)
        content = ""
        if checked.is_right:
            frames = {RESULTS.key: checked.results, INITIATIVES.key: checked.initiatives}
            content = content_of(checked.facts, frames)
        needed = slice(None if checked.is_right else 0)  # what a wrong form says is not merged
        checked = replace(
            checked,
            results=_small(checked.results.iloc[needed], RESULTS),
            initiatives=_small(checked.initiatives.iloc[needed], INITIATIVES),
        )
        self.checked[form.sha256] = checked
        stated = [one.received for one in alike if one.received is not None]
        self.candidates.append(
            Candidate(
                alike[0].path,
                form.without_cells(),
                checked.unit_code,
                checked.is_right,
                min(stated, default=self._otherwise),
                checked.facts["document_date"],
                content,
            )
        )
        for arrival in alike[1:]:
            self.result.duplicate.append(Entry(arrival.name, checked.unit_code))

    def reject(self, name: str, problem: Finding) -> None:
        """Say that a file cannot be read, and why."""
        unit = unit_of_name(name.rpartition(WITHIN)[2], self.expected.known)
        located = Located(replace(problem, unit_code=unit), file=name)
        self.result.unreadable.append(Entry(name, unit, (located,)))

    def located(self, candidate: Candidate) -> list[Located]:
        """Return what is wrong with a form, with places."""
        return in_form(candidate.form, self.checked[candidate.form.sha256].findings)

    def refuse_other_year(self) -> None:
        """Raise ``DanVanError`` when all forms, and not only a few, are of another year."""
        years = {self.checked[one.form.sha256].identity.year for one in self.candidates}
        if len(self.candidates) < _A_ROUND or None in years or self.expected.year in years:
            return
        others = ", ".join(str(year) for year in sorted(filter(None, years)))
        raise DanVanError(
            f"Các phiếu trong thư mục là của năm {others}, còn sổ này là của năm "
            f"{self.expected.year}. Mở đúng sổ của năm {others} rồi nhập lại."
        )


def _small(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return ``frame``, which waits with a thousand others until it is merged, as small as it gets.

    A copy leaves behind what pandas keeps of every column that was looked at; words that all forms
    have are in memory once.
    """
    words = {column: [*map(sys.intern, frame[column])] for column in _COMMON[table.key]}
    return frame.assign(**words).copy()


def _why(outcome: Rejected | Failure, limits: Limits) -> Finding:
    """Return what is told of a file that could not be read."""
    if isinstance(outcome, Rejected):
        return outcome.finding
    if outcome.reason == "time":
        return finding("T08", seconds=limits.seconds)
    if outcome.reason == "memory":
        return finding("T09", reason="cần quá nhiều bộ nhớ")
    return finding("T09", reason="tệp làm chương trình đọc gặp sự cố")
