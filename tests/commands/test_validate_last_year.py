"""What "Kiểm tra" finds when it is given last year's master too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from danvan_xl.commands.new import new_master
from danvan_xl.demo.fill import fill
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.columns import Table
from danvan_xl.schema.tables import FINDINGS, INITIATIVES, LOG, RESULTS
from tests.rounds import Round, good_answer
from tests.sheet_rows import Row, Sheets
from tests.terminal_runs import CommandLine, Run

pytestmark = pytest.mark.usefixtures("kept_workers")

NAMES = ("Tuyến đường hoa", "Tổ hòa giải ở cơ sở", "Khu dân cư tự quản")
FIRST = 1
"""The initiative that stopped last year, by its place in ``NAMES``."""


def master(folder: Path, year: int) -> Path:
    path = folder / f"so-{year}.xlsx"
    new_master(path, year, as_of=date(year, 9, 25))
    return path


def put(path: Path, table: Table, rows: list[Row]) -> None:
    with open_book(path) as book:
        Register(book).append(table, pd.DataFrame(rows))
        book.save()


def report(path: Path, unit: str, year: int, figures: Mapping[str, float]) -> None:
    """Put the figures of one unit into the master of ``year``."""
    rows: list[Row] = [
        {"year": float(year), "unit_code": unit, "unit_name": unit, "indicator": code, "value": v}
        for code, v in figures.items()
    ]
    put(path, RESULTS, rows)


def initiatives(path: Path, unit: str, year: int, *places: int) -> None:
    """Put the initiatives with these places in ``NAMES`` into a master."""
    rows: list[Row] = [
        {
            "code": f"{unit}-{year}-{place:02d}",
            "unit_code": unit,
            "unit_name": f"Đơn vị {unit}",
            "name": NAMES[place],
            "kind": "Tập thể",
            "field": "Kinh tế",
            "stage": "Dừng" if place == FIRST else "Duy trì",
            "year": float(year),
            "reason": "Hết kinh phí.",
        }
        for place in places
    ]
    put(path, INITIATIVES, rows)


@pytest.fixture
def years(tmp_path: Path) -> tuple[Path, Path]:
    """Masters of 2021 and 2022; 522 left out an initiative, 524 has not reported yet."""
    before, now = master(tmp_path, 2021), master(tmp_path, 2022)
    report(before, "522", 2021, {"CT101": 12, "CT102": 20})
    initiatives(before, "522", 2021, 0, 1, 2)
    initiatives(before, "524", 2021, 0)
    report(now, "522", 2022, {"CT101": 480, "CT102": 25})
    initiatives(now, "522", 2021, 0)
    return before, now


def against(run: Run) -> list[tuple[str, str, str]]:
    """Code, sheet and cell of the findings about last year."""
    found = run.json["findings"]
    return [(f["code"], f["sheet"], f["cell"]) for f in found if f["code"] in ("M09", "Q05", "Q06")]


def listed(path: Path) -> list[Row]:
    return [row for row in Sheets(path).rows(FINDINGS.name) if row["Mã lỗi"] in ("M09", "Q05")]


def test_what_changed_greatly_or_vanished_is_listed_and_marked(
    years: tuple[Path, Path], danvan_xl: CommandLine
) -> None:
    before, now = years
    untouched = before.read_bytes()
    run = danvan_xl("validate", now, "--previous", before, "--json")
    assert run.code == 1
    (far, vanished) = against(run)
    assert (far[:2], vanished) == (("Q05", "Kết quả"), ("M09", "Mô hình", ""))
    figure, initiative = listed(now)
    assert figure["Nội dung"] == "Ghi 480, năm trước đơn vị ghi 12."
    assert (figure["Mã đơn vị"], figure["Mức độ"], figure["Ô"]) == ("522", "Cảnh báo", far[2])
    assert initiative["Nội dung"] == (
        "Mô hình năm trước «Khu dân cư tự quản» (522-2021-02) của Đơn vị 522 "
        "không có trong báo cáo năm nay."
    )
    assert (initiative["Mã đơn vị"], initiative["Đơn vị"]) == ("522", "Thành phố Quảng Ngãi")
    assert (initiative["Mức độ"], initiative["Ô"]) == ("Cảnh báo", None)
    marks = {row["Mã chỉ tiêu"]: row["Ô có lỗi"] for row in Sheets(now).rows(RESULTS.name)}
    assert marks == {"CT101": ";Số liệu;", "CT102": None}
    assert before.read_bytes() == untouched


def test_without_last_year_nothing_of_it_is_told(
    years: tuple[Path, Path], danvan_xl: CommandLine
) -> None:
    before, now = years
    danvan_xl("validate", now, "--previous", before)
    assert len(listed(now)) == 2
    assert against(danvan_xl("validate", now, "--json")) == []
    assert listed(now) == []


def test_what_was_put_right_is_told_no_more(
    years: tuple[Path, Path], danvan_xl: CommandLine
) -> None:
    before, now = years
    danvan_xl("validate", now, "--previous", before)
    initiatives(now, "522", 2021, 2)
    assert [
        code for code, *_ in against(danvan_xl("validate", now, "--previous", before, "--json"))
    ] == ["Q05"]
    assert [row["Mã lỗi"] for row in listed(now)] == ["Q05"]


def test_checking_twice_changes_nothing(years: tuple[Path, Path], danvan_xl: CommandLine) -> None:
    before, now = years
    danvan_xl("validate", now, "--previous", before)
    once = now.read_bytes()
    danvan_xl("validate", now, "--previous", before)
    assert now.read_bytes() == once
    assert len([row for row in Sheets(now).rows(LOG.name) if row["Lệnh"] == "Kiểm tra"]) == 1


@pytest.fixture
def imported(tmp_path: Path, danvan_xl: CommandLine) -> tuple[Path, Path]:
    """Masters of 2021 and 2022; the form of 522 was imported and compared: a figure and a name."""
    before, now = master(tmp_path, 2021), master(tmp_path, 2022)
    report(before, "522", 2021, {"CT101": 1000 + 100 * good_answer("522").figures["CT101"]})
    initiatives(before, "522", 2021, 2)
    city = Round(now, "522")
    city.return_form("522")
    danvan_xl("import", now, city.folder, "--previous", before, "--as-of", "2022-09-25")
    return before, now


def test_what_import_told_of_a_form_in_the_master_is_told_once(
    imported: tuple[Path, Path], danvan_xl: CommandLine
) -> None:
    before, now = imported
    told = sorted((row["Mã lỗi"], row["Nội dung"]) for row in listed(now))
    assert [code for code, _ in told] == ["M09", "Q05"]
    assert all(row["Tệp"] for row in listed(now))
    danvan_xl("validate", now)
    assert all(row["Tệp"] for row in listed(now))
    danvan_xl("validate", now, "--previous", before)
    assert sorted((row["Mã lỗi"], row["Nội dung"]) for row in listed(now)) == told
    assert not any(row["Tệp"] for row in listed(now))


def test_what_was_told_of_figures_that_a_newer_form_replaced_is_told_once(
    imported: tuple[Path, Path], danvan_xl: CommandLine
) -> None:
    before, now = imported
    told = sorted((row["Mã lỗi"], row["Nội dung"]) for row in listed(now))
    danvan_xl("validate", now, "--previous", before)
    (form,) = (now.parent / "nop-ve").iterdir()
    facts = {**good_answer("522").facts, "document_number": "99/BC-UBND"}
    (blank,) = (now.parent / "phieu").iterdir()
    form.write_bytes(fill(blank.read_bytes(), replace(good_answer("522"), facts=facts)))
    danvan_xl("import", now, form.parent, "--previous", before, "--as-of", "2022-09-26")
    assert sorted((row["Mã lỗi"], row["Nội dung"]) for row in listed(now)) == told


def test_what_was_told_of_a_form_that_went_back_stays(
    imported: tuple[Path, Path], danvan_xl: CommandLine
) -> None:
    before, now = imported
    with open_book(now) as book:
        register = Register(book)
        findings = register.read(FINDINGS)
        register.replace(FINDINGS, findings.assign(file="bản sau.xlsx"))
        book.save()
    danvan_xl("validate", now, "--previous", before)
    files = {str(row["Tệp"] or "") for row in listed(now)}
    assert files == {"", "bản sau.xlsx"}


def test_a_unit_of_the_past_is_missed_in_its_heir(tmp_path: Path, danvan_xl: CommandLine) -> None:
    """Transport went into Construction on 1 March 2025."""
    before, now = master(tmp_path, 2024), master(tmp_path, 2025)
    for unit, figure in (("SGTVT", 20), ("SXD", 30)):
        report(before, unit, 2024, {"CT101": figure})
    initiatives(before, "SGTVT", 2024, 0)
    report(now, "SXD", 2025, {"CT101": 480})
    danvan_xl("validate", now, "--previous", before)
    rows = Sheets(now).rows(FINDINGS.name)
    told = {row["Mã lỗi"]: (row["Mã đơn vị"], row["Nội dung"]) for row in rows}
    assert told["Q06"] == (
        "SXD",
        "Ghi 480, năm trước 2 đơn vị nay nhập làm một cộng lại ghi 50.",
    )
    assert told["M09"][0] == "SXD"
    assert "Đơn vị SGTVT" in told["M09"][1]


@pytest.mark.parametrize("year", [2020, 2022])
def test_a_master_of_another_year_is_refused(
    year: int, years: tuple[Path, Path], tmp_path: Path, danvan_xl: CommandLine
) -> None:
    other = tmp_path / "khác" / "so.xlsx"
    other.parent.mkdir()
    new_master(other, year, as_of=date(year, 9, 25))
    _, now = years
    content = now.read_bytes()
    run = danvan_xl("validate", now, "--previous", other)
    assert (run.code, run.out) == (2, "")
    assert f"sổ của năm {year}, không phải của năm 2021" in run.err
    assert now.read_bytes() == content
