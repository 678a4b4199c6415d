"""A whole round, from new master to report, as a person finds it in the folder of the demo."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import astuple, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from danvan_xl import dashboard
from danvan_xl.building.figures import DashboardFigures
from danvan_xl.commands.demo import demo
from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.lists import FIELDS, KINDS, STAGES, STATUSES
from danvan_xl.schema.tables import MASTER
from tests.office import convert_all, require_office
from tests.sheet_rows import Row, Sheets
from tests.xlsx_checks import audit, problems

DAYS = (date(2022, 9, 25), date(2022, 9, 10), date(2022, 12, 31))
"""The day of the demonstration, one while reports come in, one long after."""


def command(*arguments: str | Path) -> Any:
    """What ``danvan-xl … --json`` prints, run by itself."""
    run = subprocess.run(
        [sys.executable, "-m", "danvan_xl", *map(str, arguments), "--json"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@dataclass(frozen=True)
class Shown:
    """The demonstration's folder."""

    folder: Path
    printed: dict[str, Any]

    @property
    def master(self) -> Path:
        return self.folder / "so-theo-doi-2022.xlsx"

    def files(self, place: str, pattern: str = "*.xlsx") -> list[Path]:
        return sorted((self.folder / place).glob(pattern))

    @cached_property
    def sheets(self) -> Sheets:
        return Sheets(self.master)

    @cached_property
    def accepted(self) -> dict[str, Sheets]:
        """Unit code → the form that the master says it took."""
        rows = self.sheets.rows("tblSubmissions")
        return {
            row["Mã đơn vị"]: Sheets(self.folder / "nop-ve" / row["Tệp"])
            for row in rows
            if row["Tệp"]
        }

    @cached_property
    def initiatives(self) -> list[Row]:
        """The initiatives of the accepted forms."""
        return [row for form in self.accepted.values() for row in form.rows("tblInitiatives")]


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    folder = tmp_path_factory.mktemp("demo") / "làm thử"
    return Shown(folder, command("demo", "--out", folder))


@pytest.fixture
def copy(shown: Shown, tmp_path: Path) -> Path:
    """The master, to be worked on."""
    return Path(shutil.copy(shown.master, tmp_path / "so.xlsx"))


# What is there


def test_the_folder_holds_a_whole_round(shown: Shown) -> None:
    assert shown.master.is_file()
    assert len(shown.files("phieu")) >= 36
    assert len(shown.files("nop-ve")) >= 30
    listed = (shown.folder / "nop-ve" / "ngay-nhan.csv").read_text("utf-8-sig").splitlines()[1:]
    assert sorted(line.split(";")[0] for line in listed) == sorted(
        path.name for path in shown.files("nop-ve")
    )
    returned = [file for file in shown.files("nop-ve") if marked_copies(shown, file)]
    assert len(returned) == len(shown.files("tra-lai")) > 0
    assert [p.suffix for p in shown.files("bao-cao", "*")] in ([".docx", ".pdf"], [".docx"])
    assert shown.printed["files"] == [
        str(path) for path in (shown.master, *shown.files("bao-cao", "*"))
    ]


def marked_copies(shown: Shown, form: Path) -> list[Path]:
    """The marked copies of a form that was handed in: their names go on from its own."""
    return [path for path in shown.files("tra-lai") if path.stem.startswith(form.stem)]


def test_with_an_office_program_the_report_is_a_pdf_too(shown: Shown) -> None:
    require_office()
    (pdf,) = shown.files("bao-cao", "*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_units_stand_in_every_way_that_a_round_knows(shown: Shown) -> None:
    units = command("status", shutil.copy(shown.master, shown.folder.parent / "x.xlsx"))["units"]
    seen = Counter(unit["status"] for unit in units)
    assert set(seen) == {"in_time", "late", "overdue", "returned"}
    assert seen["in_time"] > 20, "most units do well"
    assert seen["returned"] == len(shown.files("tra-lai"))


def test_the_workbook_looks_at_the_25th_of_september(shown: Shown) -> None:
    settings = {row["Khóa"]: row["Giá trị"] for row in shown.sheets.rows("tblSettings")}
    assert settings["period.as_of"] == date(2022, 9, 25)
    assert settings["period.year"] == 2022


def test_the_same_again_gives_the_same_values(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("danvan_xl.commands.report.to_pdf", lambda _: None)
    again = Shown(tmp_path / "làm thử", demo(tmp_path / "làm thử").to_json())
    for name in (table.name for table in MASTER if table.name != "tblLog"):
        assert again.sheets.rows(name) == shown.sheets.rows(name), name
    steps = [row["Lệnh"] for row in shown.sheets.rows("tblLog")]
    assert [row["Lệnh"] for row in again.sheets.rows("tblLog")] == steps
    for place in ("phieu", "nop-ve"):
        first, second = shown.files(place, "*"), again.files(place, "*")
        assert [p.name for p in first] == [p.name for p in second]
        assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    theirs = tmp_path / "của tôi.txt"
    theirs.write_text("x")
    for place in (tmp_path, theirs):
        with pytest.raises(DanVanError, match="không trống"):
            demo(place)
    assert list(tmp_path.iterdir()) == [theirs]
    assert theirs.read_text() == "x"


# Sums


def independent_totals(shown: Shown) -> dict[str, float]:
    """The totals of the accepted forms, from their cells and the master's catalogue."""
    figures: dict[str, list[float]] = defaultdict(list)
    for form in shown.accepted.values():
        for row in form.rows("tblResults"):
            if row["Số liệu"] is not None:
                figures[row["Mã chỉ tiêu"]].append(row["Số liệu"])
    found: dict[str, float] = {}
    for row in shown.sheets.rows("tblIndicators"):
        code, how = row["Mã chỉ tiêu"], row["Cách tổng hợp"]
        if how == "Tỷ lệ":
            found[code] = 100 * sum(figures[row["Mã tử số"]]) / sum(figures[row["Mã mẫu số"]])
        elif figures[code] and how != "Không cộng":
            found[code] = sum(figures[code]) if how == "Cộng" else fmean(figures[code])
    return found


def test_totals_are_those_of_the_accepted_forms(shown: Shown, copy: Path) -> None:
    outcomes = {step["count"] for step in shown.printed["steps"] if step["what"] == "Nhập phiếu"}
    assert f"{len(shown.accepted)} phiếu nhập được" in outcomes
    printed = command("consolidate", copy)
    expected = independent_totals(shown)
    hows = {row["Cách tổng hợp"] for row in shown.sheets.rows("tblIndicators")}
    assert {"Cộng", "Bình quân", "Tỷ lệ"} <= hows
    assert len(expected) > 50
    assert printed["totals"] == pytest.approx(expected)
    by_unit = {
        unit: {
            row["Mã chỉ tiêu"]: row["Số liệu"]
            for row in form.rows("tblResults")
            if row["Số liệu"] is not None
        }
        for unit, form in shown.accepted.items()
    }
    assert printed["by_unit"] == by_unit
    for sheets in (shown.sheets, Sheets(copy)):
        frozen = {r["Mã chỉ tiêu"]: r["Số chốt"] for r in sheets.rows("tblTotals")}
        assert {k: v for k, v in frozen.items() if v is not None} == pytest.approx(expected)


def test_initiatives_are_those_of_the_accepted_forms(shown: Shown, copy: Path) -> None:
    printed = command("consolidate", copy)["initiatives"]
    assert printed["total"] == len(shown.initiatives) > 100
    for key, header, words in (
        ("by_field", "Lĩnh vực", FIELDS),
        ("by_stage", "Giai đoạn", STAGES),
    ):
        counted = Counter(row[header] for row in shown.initiatives)
        assert set(counted) <= set(words)
        assert printed[key] == {word: counted[word] for word in words}
    names = Counter(row["Tên mô hình, điển hình"] for row in shown.initiatives)
    listed = shown.sheets.rows("tblInitiatives")
    assert Counter(row["Tên mô hình, điển hình"] for row in listed) == names
    assert len({row["Mã mô hình"] for row in listed}) == len(listed)


# Formulas


@dataclass(frozen=True)
class Looked:
    """A master looked at on a day: what Python says, and what its formulas say."""

    status: dict[str, Any]
    figures: DashboardFigures
    sheets: Sheets


@pytest.fixture(scope="session")
def looked(shown: Shown, tmp_path_factory: pytest.TempPathFactory) -> dict[date, Looked]:
    """The master on each of ``DAYS``; one start of LibreOffice calculates all."""
    folder = tmp_path_factory.mktemp("days")
    paths = [Path(shutil.copy(shown.master, folder / f"{day}.xlsx")) for day in DAYS]
    python = []
    for path, day in zip(paths, DAYS, strict=True):
        command("config", path, "period.as_of", day.isoformat())
        python.append((command("status", path), figures_of(path, day)))
    results = convert_all(paths, "xlsx", folder / "out")
    return {
        day: Looked(status, figures, Sheets(result))
        for day, (status, figures), result in zip(DAYS, python, results, strict=True)
    }


def figures_of(path: Path, day: date) -> DashboardFigures:
    """What Python counts, from the facts of the workbook."""
    with open_book(path) as book:
        register = Register(book)
        frames = {table.key: register.read(table) for table in MASTER}
        made = dashboard.content(2022, frames, register.settings(), day)
    return made.figures


on_each_day = pytest.mark.parametrize("day", DAYS, ids=str)


@on_each_day
def test_the_workbook_says_of_each_unit_what_python_says(
    day: date, looked: dict[date, Looked]
) -> None:
    status = looked[day].status
    assert status["as_of"] == day.isoformat()
    rows = looked[day].sheets.rows("tblSubmissions")
    shown = {
        row["Mã đơn vị"]: (row["Trạng thái"], row["Số ngày"], row["Ngày làm việc"]) for row in rows
    }
    assert shown == {
        unit["code"]: (STATUSES[unit["status"]], unit["days"], unit["working_days"])
        for unit in status["units"]
    }


@on_each_day
def test_the_dashboard_counts_what_python_counts(day: date, looked: dict[date, Looked]) -> None:
    figures, sheet = looked[day].figures, looked[day].sheets["Bảng theo dõi"]
    left = {row[1].value: row[2].value for row in sheet.iter_rows() if row[1].value}
    words = {STATUSES[key]: count for key, count in figures.statuses.items()}
    for expected in (words, figures.fields, figures.stages):
        assert {word: left[word] for word in expected} == expected
    assert left["Cộng"] == figures.units == 41
    assert left["Tổng số mô hình, điển hình"] == figures.initiatives
    right = [
        [cell.value for cell in row[9:20] if cell.value not in (None, "")]
        for row in sheet.iter_rows()
    ]
    kinds = {
        row[9].value: [row[place].value for place in (11, 12, 14, 16, 18)]
        for row in sheet.iter_rows()
        if row[9].value in KINDS.values()
    }
    assert kinds == {KINDS[key]: list(astuple(kind)) for key, kind in figures.kinds.items()}
    assert any(0 < kind.complete < kind.due for kind in figures.kinds.values())
    every = figures.all_kinds
    assert [f"{every.received}/{every.due}"] in [row[:1] for row in right]
    head = next(i for i, row in enumerate(right) if row[:2] == ["TT", "Mã đơn vị"])
    worst = [row for row in right[head + 1 : head + 11] if len(row) == 5]
    assert worst == [
        [n, w.code, w.name, w.working_days, w.days] for n, w in enumerate(figures.worst, start=1)
    ]
    assert bool(figures.worst) == (day > date(2022, 9, 19))


@on_each_day
def test_totals_calculated_by_the_workbook_are_those_that_were_written(
    day: date, looked: dict[date, Looked]
) -> None:
    rows = looked[day].sheets.rows("tblTotals")
    answered = [row for row in rows if row["Số chốt"] is not None]
    assert len(answered) > 50
    assert {row["Đối chiếu"] for row in answered} == {"Khớp"}
    for row in answered:
        assert row["Tính lại"] == pytest.approx(row["Số chốt"]), row["Mã chỉ tiêu"]
    for row in rows:
        if row["Số chốt"] is None:
            assert (row["Tính lại"], row["Đối chiếu"]) == (None, None)


@on_each_day
def test_no_cell_shows_an_error(day: date, looked: dict[date, Looked]) -> None:
    cells = list(looked[day].sheets.everything())
    assert len(cells) > 5_000
    assert [cell for cell in cells if str(cell[2]).startswith("#")] == []


# Files


def test_every_workbook_is_sound_for_excel(shown: Shown) -> None:
    paths = sorted(shown.folder.rglob("*.xlsx"))
    assert len(paths) > 80
    assert {path.name: found for path in paths if (found := problems(path.read_bytes()))} == {}


OF_OPENPYXL = (
    "Excel_InlineStrCells",
    "Unexpected element 'b' found",
    "Unexpected element 'i' found",
    "Unexpected element 'color' found",
)
"""What the Open XML validator says of any file that openpyxl saved, as marked copies are.

openpyxl keeps texts in the cells instead of in one table, which Excel changes when it saves, and
writes the parts of a font in another order than the standard names them; Excel reads any order.
"""


def test_the_validator_finds_nothing_in_what_the_program_wrote(shown: Shown) -> None:
    kinds = {row["Mã đơn vị"]: row["Loại đơn vị"] for row in shown.sheets.rows("tblUnits")}
    one_of_each = [
        path
        for place in ("phieu", "nop-ve")
        for path in {kinds[p.name.split("_")[0]]: p for p in shown.files(place)}.values()
    ]
    assert len(one_of_each) == 8
    ours = [shown.master, *one_of_each, *shown.files("bao-cao", "*.docx")]
    assert {path.name: found for path in ours if (found := audit(path))} == {}


def test_the_validator_finds_in_marked_copies_only_what_openpyxl_always_does(
    shown: Shown,
) -> None:
    marked = shown.files("tra-lai")
    assert marked
    for path in marked:
        found = audit(path)
        ours = [line for line in found if not any(known in line for known in OF_OPENPYXL)]
        assert ours == [], path.name
        fonts = [line for line in found if "Unexpected element" in line]
        assert all("/xl/styles.xml" in line for line in fonts)
