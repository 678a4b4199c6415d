"""Forms that go out, come back filled in, and what staff may change without any programming."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from danvan_xl.commands.consolidate import consolidate
from danvan_xl.commands.forms import forms
from danvan_xl.commands.new import new_master
from danvan_xl.demo.answers import Answer
from danvan_xl.demo.fill import fill
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.indicators import default_indicators
from danvan_xl.schema.tables import INDICATORS, INITIATIVES, RESULTS
from tests.rounds import Round, figures, good_answer
from tests.sheet_rows import Row, Sheets, add_column

NAME = "Tên mô hình, điển hình"
YEARLY = {"Giai đoạn", "Đề nghị khen thưởng", "Kết quả trong năm", "Lý do dừng, ghi chú"}
"""What a unit says anew each year."""


class Form(Sheets):
    """A form as its unit opens it."""

    def fact(self, name: str) -> object:
        ((sheet, cell),) = self.book.defined_names[name].destinations
        return self[sheet][cell.replace("$", "")].value

    @property
    def asked(self) -> list[str]:
        return [row["Mã chỉ tiêu"] for row in self.rows("tblResults")]

    @property
    def filled(self) -> list[Row]:
        return self.rows("tblInitiatives")

    @property
    def empty_rows(self) -> int:
        sheet = self.tables["tblInitiatives"]
        body = sheet[sheet.tables["tblInitiatives"].ref][1:]
        rows = [row for row in body if all(cell.value is None for cell in row)]
        assert all(not cell.protection.locked for row in rows for cell in row[1:])
        return len(rows)


# One form a unit


@pytest.fixture(scope="module")
def all_forms(
    master_2022: bytes, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Sheets, list[Path]]:
    path = tmp_path_factory.mktemp("forms") / "so.xlsx"
    path.write_bytes(master_2022)
    with open_book(path) as book:
        return Sheets(path), list(forms(book).files)


def without_marks(text: str) -> str:
    """Letters without their Vietnamese marks, everything else an underscore."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return re.sub("[^A-Za-z0-9]+", "_", re.sub("[\u0300-\u036f]", "", plain)).strip("_")


def test_each_unit_that_must_report_has_its_form(all_forms: tuple[Sheets, list[Path]]) -> None:
    master, files = all_forms
    units = [row for row in master.rows("tblUnits") if row["Báo cáo về tỉnh"] == "x"]
    assert len(units) == 41
    assert {path.name for path in files} == {
        f"{row['Mã đơn vị']}_{without_marks(row['Tên đơn vị'])}_2022.xlsx" for row in units
    }
    assert all(path.name.isascii() for path in files)
    assert {path.name for path in files} == {path.name for path in files[0].parent.iterdir()}


def test_a_form_says_whose_it_is_and_asks_what_its_kind_must_answer(
    all_forms: tuple[Sheets, list[Path]],
) -> None:
    master, files = all_forms
    units = {row["Mã đơn vị"]: row for row in master.rows("tblUnits")}
    catalogue = master.rows("tblIndicators")
    assert len({units[p.name.split("_")[0]]["Loại đơn vị"] for p in files}) == 4
    for path in files:
        form, unit = Form(path), units[path.name.split("_")[0]]
        assert form.fact("unit_code") == unit["Mã đơn vị"]
        assert form.fact("unit_name") == unit["Tên đơn vị"]
        assert form.fact("period_year") == 2022
        assert form.asked == [
            row["Mã chỉ tiêu"] for row in catalogue if row[unit["Loại đơn vị"]] == "x"
        ]
        assert {row["Số liệu"] for row in form.rows("tblResults")} == {None}
        assert form.filled == []


def test_a_form_that_was_filled_in_stays_unless_it_is_to_be_replaced(master_path: Path) -> None:
    with open_book(master_path) as book:
        theirs, untouched = sorted(forms(book, only=("522", "STC")).files)
        blank = theirs.read_bytes()
        filled = fill(blank, good_answer("522"))
        theirs.write_bytes(filled)
        again = forms(book, only=("522", "STC"))
        assert sorted(again.files) == [theirs, untouched]
        assert (again.written, again.kept, again.has_findings) == (1, (theirs,), True)
        assert theirs.read_bytes() == filled
        assert forms(book, only=("522",), replace=True).kept == ()
        assert theirs.read_bytes() == blank


# Last year's initiatives


def initiatives(unit: str, year: int) -> pd.DataFrame:
    """Three of a unit: one that goes on, one that stopped, one recognised."""
    stages = ("Duy trì", "Dừng", "Được công nhận")
    rows = [
        {
            "code": f"{unit}-{year}-{number:02d}",
            "unit_code": unit,
            "name": f"Mô hình số {number} của {unit}",
            "kind": "Tập thể",
            "field": FIELDS[number - 1],
            "stage": stage,
            "year": float(year),
            "place": "Thôn 1",
            "money": 5_000_000.0,
            "decision_number": "12/QĐ-UBND",
            "decision_date": date(year, 5, 19),
            "level": "Cấp tỉnh",
            "commendation": "Bằng khen của Chủ tịch UBND tỉnh",
            "results": "Đã làm xong đường.",
            "reason": "Hết kinh phí.",
        }
        for number, stage in enumerate(stages, start=1)
    ]
    return pd.DataFrame(rows)


FIELDS = ("Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh")


def last_years_master(folder: Path, year: int, *units: str) -> Path:
    path = folder / f"so-{year}.xlsx"
    new_master(path, year, as_of=date(year, 9, 25))
    with open_book(path) as book:
        for unit in units:
            Register(book).append(INITIATIVES, initiatives(unit, year))
        book.save()
    return path


def forms_after(master: Path, previous: Path, *units: str) -> dict[str, Form]:
    """Unit code → its form, prefilled from last year's master."""
    with open_book(master) as book, open_book(previous) as before:
        files = forms(book, only=units, previous=before, replace=True).files
    return {path.name.split("_")[0]: Form(path) for path in files}


def test_what_goes_on_is_filled_in_and_what_is_of_one_year_is_left_open(
    master_path: Path,
) -> None:
    previous = last_years_master(master_path.parent, 2021, "522")
    made = forms_after(master_path, previous, "522", "STC")
    rows = made["522"].filled
    assert [row["Mã mô hình"] for row in rows] == ["522-2021-01", "522-2021-03"]
    assert [row[NAME] for row in rows] == ["Mô hình số 1 của 522", "Mô hình số 3 của 522"]
    assert set(rows[0]) >= YEARLY
    for row in rows:
        assert {row[header] for header in YEARLY} == {None}
        assert row["Năm đăng ký"] == 2021
        assert row["Kinh phí"] == 5_000_000
        assert row["Ngày quyết định"] == date(2021, 5, 19)
        assert row["Loại"] == "Tập thể"
    assert made["522"].empty_rows >= 200
    assert made["STC"].filled == []
    assert made["STC"].empty_rows >= 200


@pytest.mark.parametrize(
    ("year", "unit", "heirs"),
    [
        (2026, "SNV", ["SNV"]),
        (2026, "21211", ["21211"]),
        (2025, "SGTVT", ["SXD"]),
        (2025, "SLDTBXH", ["SNV", "SGDDT", "SYT"]),
    ],
)
def test_initiatives_go_to_the_units_that_come_after(
    year: int, unit: str, heirs: list[str], tmp_path: Path
) -> None:
    previous = last_years_master(tmp_path, year - 1, unit)
    master = tmp_path / "so.xlsx"
    new_master(master, year, as_of=date(year, 9, 25))
    made = forms_after(master, previous, *heirs, "CAT")
    code = f"{unit}-{year - 1}"
    assert {heir: [row["Mã mô hình"] for row in form.filled] for heir, form in made.items()} == {
        **{heir: [f"{code}-01", f"{code}-03"] for heir in heirs},
        "CAT": [],
    }


def test_a_prefilled_form_that_comes_back_keeps_its_codes(master_path: Path) -> None:
    previous = last_years_master(master_path.parent, 2021, "522")
    round_ = Round(master_path, "522")
    forms_after(master_path, previous, "522")

    def old_ones_first(answer: Answer) -> Answer:
        rows = answer.initiatives.copy()
        rows.loc[rows.index[:2], "code"] = ["522-2021-03", "522-2021-01"]
        return dataclasses.replace(answer, initiatives=rows)

    path = round_.return_form("522", old_ones_first)
    names = {row["Mã mô hình"]: row[NAME] for row in Form(path).filled if row["Mã mô hình"]}
    result = round_.run()
    assert [entry.unit for entry in result.accepted] == ["522"]
    count = len(good_answer("522").initiatives)
    listed = {row["Mã mô hình"]: row[NAME] for row in Sheets(master_path).rows("tblInitiatives")}
    assert {code: listed[code] for code in ("522-2021-01", "522-2021-03")} == names
    new = [f"522-2022-{number:02d}" for number in range(1, count - 1)]
    assert sorted(listed) == ["522-2021-01", "522-2021-03", *new]


# What staff add themselves


def new_indicator(kind: str) -> pd.DataFrame:
    row = {
        "code": "CT999",
        "text": "Số tổ dân vận khéo ở thôn",
        "unit": "tổ",
        "paragraph": 4.0,
        kind: "x",
        "whole": "x",
        "minimum": 0.0,
        "maximum": 500.0,
        "aggregation": "Cộng",
    }
    return pd.DataFrame([row])


def test_an_indicator_that_staff_added_is_asked_imported_and_summed(master_path: Path) -> None:
    with open_book(master_path) as book:
        Register(book).append(INDICATORS, new_indicator("district"))
        book.save()
    round_ = Round(master_path, "522", "524", "527", "STC")
    asked = {code: Form(path).asked for code, path in round_.forms.items()}
    assert [code for code in asked if "CT999" in asked[code]] == ["522", "524", "527"]
    assert len(asked["522"]) == 1 + int((default_indicators()["district"] != "").sum())
    round_.return_form("522", figures(CT999=7))
    round_.return_form("524", figures(CT999=5))
    round_.return_form("527")
    round_.return_form("STC")
    result = round_.run()
    assert [entry.unit for entry in result.accepted] == ["522", "524", "STC"]
    (returned,) = result.returned
    assert [(f.finding.code, f.column) for f in returned.findings] == [("O01", "Số liệu")]
    assert "Số tổ dân vận khéo ở thôn" in returned.findings[0].finding.message
    with open_book(master_path) as book:
        sums = consolidate(book).consolidation
        book.save()
    assert sums.totals["CT999"] == 12
    assert {code: unit.get("CT999") for code, unit in sums.by_unit.items()} == {
        "522": 7,
        "524": 5,
        "STC": None,
    }
    totals = {row["Mã chỉ tiêu"]: row for row in Sheets(master_path).rows("tblTotals")}
    assert totals["CT999"]["Số chốt"] == 12


def test_what_staff_wrote_in_a_column_of_their_own_stays_with_its_row(master_path: Path) -> None:
    add_column(master_path, "tblInitiatives", "Người theo dõi")
    round_ = Round(master_path, "522", "STC")
    round_.return_form("522")
    round_.return_form("STC")
    round_.run()
    with open_book(master_path) as book:
        table = book.sheets["Mô hình"].tables["tblInitiatives"]
        head = table.header_row_range.value
        body = table.data_body_range
        own, code = head.index("Người theo dõi"), head.index("Mã mô hình")
        for number, row in enumerate(body.value):
            body[number, own].value = f"theo dõi {row[code]}"
        book.save()

    def another_instead_of_the_first(answer: Answer) -> Answer:
        rows = answer.initiatives.copy()
        rows.loc[rows.index[0], "name"] = "Cầu treo Suối Đá do dân cùng làm"
        return dataclasses.replace(answer, initiatives=rows)

    round_.return_form("522", another_instead_of_the_first, name="mới.xlsx")
    result = round_.run(received=date(2022, 9, 18))
    assert [entry.file for entry in result.accepted] == ["mới.xlsx"]
    rows = {row["Mã mô hình"]: row for row in Sheets(master_path).rows("tblInitiatives")}
    assert "522-2022-01" not in rows
    new = rows.pop(f"522-2022-{len(good_answer('522').initiatives) + 1:02d}")
    assert (new[NAME], new["Người theo dõi"]) == ("Cầu treo Suối Đá do dân cùng làm", None)
    assert {row["Mã đơn vị"] for row in rows.values()} == {"522", "STC"}
    for code, row in rows.items():
        assert row["Người theo dõi"] == f"theo dõi {code}"


def test_results_of_units_that_return_nothing_new_stay(master_path: Path) -> None:
    round_ = Round(master_path, "522", "STC")
    round_.return_form("522")
    round_.run()
    with open_book(master_path) as book:
        before = Register(book).read(RESULTS)
    (round_.folder / round_.forms["522"].name).unlink()
    round_.return_form("STC")
    round_.run()
    with open_book(master_path) as book:
        after = Register(book).read(RESULTS)
    pd.testing.assert_frame_equal(after[after["unit_code"] == "522"], before)
    assert set(after["unit_code"]) == {"522", "STC"}
