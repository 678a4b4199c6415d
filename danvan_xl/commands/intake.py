"""Reads and checks returned files, but for those whose content the master knows already."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

from danvan_xl.commands.common import KIND_KEYS, day_setting, year_of
from danvan_xl.commands.findings_table import Located, in_form
from danvan_xl.commands.import_result import Entry, ImportResult
from danvan_xl.errors import DanVanError
from danvan_xl.findings import Finding, finding
from danvan_xl.problems import reason
from danvan_xl.register import Register
from danvan_xl.schema.lists import MARK
from danvan_xl.schema.tables import INDICATORS, INITIATIVES, RULES, SUBMISSIONS, UNITS
from danvan_xl.submissions.decisions import Candidate
from danvan_xl.submissions.reader import (
    FORM_SUFFIXES,
    NotAForm,
    Unreadable,
    read_form,
    sha256_of,
)
from danvan_xl.submissions.receipts import RECEIPTS_FILE
from danvan_xl.validation.figures import Catalogue
from danvan_xl.validation.form import CheckedForm, Expected, check_form


def files_in(folder: Path, master: Path) -> list[Path]:
    """Return the files to look at, by name; raise ``DanVanError`` when there is no form."""
    if not folder.is_dir():
        raise DanVanError(f"Không có thư mục «{folder}». Kiểm tra lại đường dẫn.")
    paths = sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and not path.name.startswith(("~$", "."))
        and path.name != RECEIPTS_FILE
        and path.resolve() != master.resolve()
    )
    if not any(path.suffix.lower() in FORM_SUFFIXES for path in paths):
        raise DanVanError(
            f"Thư mục «{folder}» không có phiếu nào. "
            "Chép các phiếu đơn vị gửi về vào thư mục này rồi làm lại."
        )
    return paths


def _expected(register: Register) -> Expected:
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
    )


class Intake:
    """Reads and checks files, but for those whose content the master knows already."""

    def __init__(self, register: Register) -> None:
        self.expected = _expected(register)
        submissions = register.read(SUBMISSIONS)
        submissions = submissions[submissions["year"] == self.expected.year]
        merged = submissions[submissions["sha256"] != ""]
        self._known: dict[str, str] = dict(zip(merged["sha256"], merged["unit_code"], strict=True))
        self._replaced: dict[str, str] = {
            sha: unit
            for unit, text in zip(
                submissions["unit_code"], submissions["replaced_sha256"], strict=True
            )
            for sha in text.split()
        }
        self.since: dict[str, date] = {
            unit: day
            for unit, day in zip(merged["unit_code"], merged["received"], strict=True)
            if day is not None
        }
        self.result = ImportResult()
        self.candidates: list[Candidate] = []
        self.checked: dict[str, CheckedForm] = {}
        """SHA-256 of a form → its typed values."""

    def look_at(self, path: Path, received: date) -> None:
        """Read one file and check it."""
        try:
            sha = sha256_of(path)
        except OSError as problem:
            self._unreadable(path, finding("T01", reason=f"không mở được ({reason(problem)})."))
            return
        if sha in self._replaced:
            self.result.superseded.append(Entry(path.name, self._replaced[sha]))
        elif sha in self._known:
            self.result.duplicate.append(Entry(path.name, self._known[sha]))
        else:
            try:
                form = read_form(path)
            except Unreadable as problem:
                self._unreadable(path, finding("T01", reason=str(problem)))
            except NotAForm as problem:
                self._unreadable(path, finding("T02", missing=str(problem)))
            else:
                checked = check_form(form, self.expected)
                self._known[sha] = checked.unit_code
                self.checked[sha] = checked
                kept = form.without_cells()
                self.candidates.append(
                    Candidate(path, kept, checked.unit_code, checked.is_right, received)
                )

    def _unreadable(self, path: Path, problem: Finding) -> None:
        self.result.unreadable.append(
            Entry(path.name, findings=(Located(problem, file=path.name),))
        )

    def located(self, candidate: Candidate) -> list[Located]:
        """Return what is wrong with a form, with places."""
        return in_form(candidate.form, self.checked[candidate.form.sha256].findings)

    def refuse_other_year(self) -> None:
        """Raise ``DanVanError`` when every form is of another year than the master."""
        years = {
            self.checked[candidate.form.sha256].facts["period_year"]
            for candidate in self.candidates
        }
        if years and all(year == year and year != self.expected.year for year in years):
            others = ", ".join(str(int(year)) for year in sorted(years))
            raise DanVanError(
                f"Các phiếu trong thư mục là của năm {others}, còn sổ này là của năm "
                f"{self.expected.year}. Mở đúng sổ của năm {others} rồi nhập lại."
            )
