"""``import`` ("Nhập phiếu"): a folder of returned forms, read, checked and put into the master."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import xlwings as xw

from danvan_xl.commands.changes import in_short
from danvan_xl.commands.common import KIND_KEYS, Progress, day_of, day_setting, silent, year_of
from danvan_xl.commands.findings_table import Located, in_form, rows_of
from danvan_xl.commands.merging import Accepted, Merger
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.lists import MARK
from danvan_xl.schema.tables import (
    FINDINGS,
    INDICATORS,
    INITIATIVES,
    RULES,
    SUBMISSIONS,
    UNITS,
)
from danvan_xl.submissions.annotate import write_marked_copy
from danvan_xl.submissions.decisions import Candidate, decide
from danvan_xl.submissions.reader import (
    FORM_SUFFIXES,
    NotAForm,
    Unreadable,
    read_form,
    sha256_of,
)
from danvan_xl.submissions.receipts import RECEIPTS_FILE, received_dates
from danvan_xl.validation.figures import Catalogue
from danvan_xl.validation.findings import Finding, finding
from danvan_xl.validation.form import CheckedForm, Expected, check_form

_LONGEST_CELL = 32_000
"""Letters that a cell holds, with some to spare."""

RETURNED_FOLDER = "tra-lai"
"""Folder beside the master into which marked copies go."""

TO_CORRECT = "_can-sua"
"""Ends the name of a marked copy, so that it is told apart from the form that came back."""

OUTCOMES = {
    "accepted": "phiếu nhập được",
    "returned": "phiếu trả lại",
    "duplicate": "phiếu trùng",
    "superseded": "phiếu cũ đã thay",
    "unreadable": "tệp không đọc được",
}
"""What may become of a file, under the names of the JSON contract, and as users read it."""


@dataclass(frozen=True)
class Entry:
    """What became of one file."""

    file: str
    unit: str = ""
    findings: tuple[Located, ...] = ()
    annotated: Path | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the entry as the JSON contract has it."""
        entry: dict[str, Any] = {"file": self.file}
        if self.unit:
            entry["unit"] = self.unit
        entry["findings"] = [item.to_json() for item in self.findings]
        if self.annotated:
            entry["annotated"] = str(self.annotated)
        return entry


@dataclass
class ImportResult:
    """What became of every file of the folder."""

    accepted: list[Entry] = field(default_factory=list)
    returned: list[Entry] = field(default_factory=list)
    duplicate: list[Entry] = field(default_factory=list)
    superseded: list[Entry] = field(default_factory=list)
    unreadable: list[Entry] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    """What else the user should know."""

    def entries(self, outcome: str) -> list[Entry]:
        """Return the files with that ``outcome``, a key of ``OUTCOMES``."""
        entries: list[Entry] = getattr(self, outcome)
        return entries

    @property
    def has_findings(self) -> bool:
        """Whether a person must do something about a file."""
        return bool(self.returned or self.unreadable)

    @property
    def summary(self) -> str:
        """Return the counts as users read them."""
        counts = ((len(self.entries(outcome)), words) for outcome, words in OUTCOMES.items())
        return ", ".join(f"{count} {words}" for count, words in counts if count)

    def to_json(self) -> dict[str, Any]:
        """Return the result as the JSON contract has it."""
        entries = {name: [entry.to_json() for entry in self.entries(name)] for name in OUTCOMES}
        return entries | {"messages": self.messages}


def import_forms(
    book: xw.Book,
    folder: Path,
    *,
    received: date | None = None,
    as_of: date | None = None,
    marked: Path | None = None,
    progress: Progress = silent,
) -> ImportResult:
    """Read every file in ``folder`` and put the right forms into the master.

    ``received``: the day the files came in, for those that ``ngay-nhan.csv`` does not name; today
    (``as_of``) when not given. A form with an error is not merged: a marked copy goes into the
    folder ``marked``, ``tra-lai`` beside the master when not given. Files that were imported
    before are recognised by their content, so running it twice changes nothing.
    """
    register = Register(book)
    today = day_of(register.settings(), as_of)
    paths = _files(folder, Path(book.fullname))
    dates = received_dates(folder)
    for name, day in dates.items():
        if day > max(today, date.today()):
            raise DanVanError(
                f"{RECEIPTS_FILE}: ngày nhận {day:%d/%m/%Y} của «{name}» ở sau hôm nay. "
                "Sửa lại ngày rồi nhập lại."
            )
    intake = _Intake(register)
    deeper = sum(path.is_file() for path in folder.glob("*/**/*"))
    if deeper:
        intake.result.messages.append(
            f"{deeper} tệp trong thư mục con không được đọc; chép phiếu ra thư mục «{folder.name}»."
        )
    intake.result.messages += [
        f"{RECEIPTS_FILE} ghi tệp «{name}» nhưng trong thư mục không có tệp này; kiểm tra lại tên."
        for name in sorted(dates.keys() - {path.name for path in paths})
    ]
    for number, path in enumerate(paths):
        progress(number, len(paths), path.name)
        intake.look_at(path, dates.get(path.name, received or today))
    progress(len(paths), len(paths), "")
    intake.refuse_other_year()
    result = _carry_out(
        register, intake, today, marked or Path(book.fullname).parent / RETURNED_FOLDER
    )
    sheet = FINDINGS if result.has_findings else SUBMISSIONS
    book.sheets[register.sheet_name(sheet)].activate()
    if register.changed:
        register.log("Nhập phiếu", str(folder), result.summary)
    return result


def _files(folder: Path, master: Path) -> list[Path]:
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


class _Intake:
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
            self._unreadable(path, finding("T01", reason=f"không mở được ({problem.strerror})."))
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


def _carry_out(register: Register, intake: _Intake, today: date, marked: Path) -> ImportResult:
    """Merge what is right, return what is wrong, and say so in the result."""
    result = intake.result
    decision = decide(intake.candidates, intake.since)
    for candidate in decision.accepted:
        result.accepted.append(_entry(candidate, intake.located(candidate)))
    for candidate in decision.superseded:
        result.superseded.append(_entry(candidate, ()))
    returned = [(candidate, intake.located(candidate)) for candidate in decision.returned]
    for forms in decision.conflicts:
        names = ", ".join(candidate.form.file for candidate in forms)
        both = finding("T03", unit_code=forms[0].unit_code, files=names)
        returned += [
            (candidate, [Located(both, file=candidate.form.file), *intake.located(candidate)])
            for candidate in forms
        ]
    told = _told_before(register)
    for candidate, located in returned:
        copy = marked / f"{candidate.path.stem.removesuffix(TO_CORRECT)}{TO_CORRECT}.xlsx"
        if not (copy.exists() and candidate.form.sha256 in told):
            write_marked_copy(candidate.path, [item.to_note() for item in located], copy)
        result.returned.append(_entry(candidate, located, copy))
    merger = Merger(register)
    merger.merge(
        [Accepted(form, intake.checked[form.form.sha256]) for form in decision.accepted],
        [candidate for candidate, _ in returned],
        decision.superseded,
        today,
    )
    for unit, texts in merger.changes.items():
        result.messages.append(f"Phiếu mới của {unit} thay số cũ: {in_short(texts)}.")
        register.log("Thay số liệu", unit, "; ".join(texts)[:_LONGEST_CELL])
    _write_findings(register, result)
    return result


def _entry(candidate: Candidate, located: Sequence[Located], copy: Path | None = None) -> Entry:
    return Entry(candidate.form.file, candidate.unit_code, tuple(located), copy)


def _told_before(register: Register) -> set[str]:
    """Return the hashes of files that were returned by an earlier run."""
    return set(register.read(SUBMISSIONS)["returned_sha256"]) - {""}


def _write_findings(register: Register, result: ImportResult) -> None:
    """Bring the findings about files on ``Lỗi`` in line with what was read now."""
    units = register.read(UNITS)
    names = dict(zip(units["code"], units["name"], strict=True))
    waiting = [*result.returned, *result.unreadable]
    located = [item for entry in waiting for item in entry.findings]
    located += [
        item
        for entry in result.accepted
        for item in entry.findings
        if item.finding.code.startswith("P")
    ]
    old = register.read(FINDINGS)
    done = [*waiting, *result.accepted, *result.superseded]
    within = old["file"].isin([entry.file for entry in done])
    register.merge(FINDINGS, rows_of(located, names), within)
