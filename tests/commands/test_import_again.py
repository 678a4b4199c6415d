"""The same folder imported again, and again with more in it: nothing comes back, no day moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from danvan_xl.commands.import_forms import ImportResult, import_forms
from danvan_xl.commands.status import status
from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.columns import Table
from danvan_xl.schema.tables import FINDINGS, RESULTS, SUBMISSIONS
from danvan_xl.submissions.preferences import Preference
from tests.commands.test_import_returns import letter
from tests.rounds import Round, figures

pytestmark = pytest.mark.usefixtures("kept_workers")

UNIT = "522"
VALUES = {"a": 11, "b": 22, "c": 33, "w": "nhiều"}
"""What each form says of CT101; ``w`` is wrong."""


@dataclass
class Folder:
    """A round in which one unit sends ``a``, ``b``, ``c`` (right), ``w`` (wrong), in any order."""

    round_: Round

    def put(self, *names: str) -> None:
        """Put forms into the folder; ``a*`` is ``a`` saved again by another program."""
        for name in names:
            path = self.round_.return_form(
                UNIT, figures(CT101=VALUES[name[0]]), name=f"{name[0]}.xlsx"
            )
            if name.endswith("*"):
                again = self.round_.folder / f"{name[0]} lưu lại.xlsx"
                openpyxl.load_workbook(path).save(again)
                path.unlink()

    def take_away(self) -> None:
        for path in self.round_.folder.iterdir():
            path.unlink()

    def run(self, day: int, prefer: str = "") -> ImportResult:
        """Import the folder on a day of September."""
        choice = Preference.parse(prefer, "đã hỏi đơn vị") if prefer else None
        with open_book(self.round_.master) as book:
            result = import_forms(book, self.round_.folder, as_of=date(2022, 9, day), prefer=choice)
            book.save()
        return result

    def row(self) -> pd.Series:
        return self.table(SUBMISSIONS).set_index("unit_code").loc[UNIT]

    def table(self, table: Table) -> pd.DataFrame:
        with open_book(self.round_.master) as book:
            return Register(book).read(table)

    def counts(self) -> str:
        """Return which form is in the master."""
        results = self.table(RESULTS).set_index("indicator")
        value = results.loc["CT101", "value"] if len(results) else None
        return next((name for name, said in VALUES.items() if said == value), "")

    def standing(self, day: int) -> str:
        with open_book(self.round_.master) as book:
            units = status(book, date(2022, 9, day)).units
        return str(units.set_index("unit_code").loc[UNIT, "status"])


@pytest.fixture
def folder(master_path: Path) -> Folder:
    return Folder(Round(master_path, UNIT))


Step = tuple[int, Sequence[str], dict[str, str], str]
"""Day of the import, forms that are new in the folder, their stated days, what is preferred."""

SEQUENCES: dict[str, tuple[list[Step], str]] = {
    "one form": ([(12, ["a"], {}, "")], "a"),
    "a newer one": ([(12, ["a"], {}, ""), (14, ["b"], {}, "")], "b"),
    "the older one saved again": ([(12, ["a"], {}, ""), (14, ["b", "a*"], {}, "")], "b"),
    "the older one saved again later": (
        [(12, ["a"], {}, ""), (14, ["b"], {}, ""), (16, ["a*"], {}, "")],
        "b",
    ),
    "the older one mailed again": (
        [(12, ["a"], {}, ""), (14, ["b"], {}, ""), (16, ["a*"], {"a lưu lại": "16"}, "")],
        "a",
    ),
    "the older one sent again in the same bytes": (
        [(12, ["a"], {"a": "12"}, ""), (14, ["b"], {"b": "14"}, ""), (16, [], {"a": "16"}, "")],
        "a",
    ),
    "all three stated at once": (
        [(16, ["a", "b", "a*"], {"a": "12", "b": "13", "a lưu lại": "14"}, "")],
        "a",
    ),
    "a choice against what was saved again": (
        [(12, ["a", "b", "b*"], {}, "file:a.xlsx")],
        "a",
    ),
    "the newest of two": ([(12, ["a", "b", "b*"], {}, "newest")], ""),
    "a wrong one": ([(12, ["w"], {}, "")], ""),
    "a wrong one, then a right one": ([(12, ["w"], {}, ""), (14, ["a"], {}, "")], "a"),
    "a right one, then a wrong one": ([(12, ["a"], {}, ""), (14, ["w"], {}, "")], "a"),
    "a conflict": ([(12, ["a", "b"], {}, "")], ""),
    "a conflict, then a choice": (
        [(12, ["a", "b"], {}, ""), (14, [], {}, "file:b.xlsx")],
        "b",
    ),
    "a conflict, then another form": ([(12, ["a", "b"], {}, ""), (14, ["c"], {}, "")], "c"),
    "another choice": (
        [(12, ["a", "b"], {}, "file:a.xlsx"), (14, [], {}, "file:b.xlsx")],
        "b",
    ),
    "what is there chosen against a newer one": (
        [(12, ["a"], {}, ""), (14, ["b"], {}, "file:a.xlsx")],
        "a",
    ),
    "what says the same chosen against a newer one": (
        [(12, ["a"], {}, ""), (14, ["a*", "b"], {}, "file:a lưu lại.xlsx")],
        "a",
    ),
}


@pytest.mark.parametrize("name", SEQUENCES)
def test_the_folder_imported_again_changes_nothing(folder: Folder, name: str) -> None:
    steps, counts = SEQUENCES[name]
    for day, new, stated, prefer in steps:
        folder.put(*new)
        if stated:
            folder.round_.receive(**stated)
        folder.run(day, prefer)
    assert folder.counts() == counts
    before, row = folder.round_.master.read_bytes(), folder.row()
    for day in (18, 24):
        folder.run(day)
        pd.testing.assert_series_equal(folder.row(), row)
    assert folder.round_.master.read_bytes() == before


def test_a_unit_whose_faulty_supplement_goes_back_has_reported(folder: Folder) -> None:
    folder.put("a")
    folder.run(12)
    folder.put("w")
    assert len(folder.run(15).returned) == 1
    assert folder.standing(25) == "in_time"


def test_a_unit_that_sent_two_right_forms_has_reported(folder: Folder) -> None:
    folder.put("a", "b")
    folder.run(14)
    assert folder.standing(25) == "in_time"
    folder.run(23, "file:b.xlsx")
    assert folder.row()["received"] == date(2022, 9, 14)
    assert folder.standing(25) == "in_time"


def test_the_day_that_an_officer_wrote_is_kept(folder: Folder) -> None:
    with open_book(folder.round_.master) as book:
        register = Register(book)
        rows = register.read(SUBMISSIONS)
        rows.loc[rows["unit_code"] == UNIT, "received"] = date(2022, 9, 13)
        register.replace(SUBMISSIONS, rows)
        book.save()
    folder.put("a")
    folder.run(24)
    assert folder.row()["received"] == date(2022, 9, 13)


def test_a_returned_form_keeps_its_day_and_gives_way_to_its_correction(folder: Folder) -> None:
    folder.put("w")
    folder.run(12)
    folder.run(13)
    assert folder.row()["returned"] == date(2022, 9, 12)
    folder.put("a")
    result = folder.run(14)
    assert [entry.file for entry in result.superseded] == ["w.xlsx"]
    assert not result.messages
    assert folder.table(FINDINGS).empty


def test_what_is_right_clears_what_was_wrong_under_its_name(folder: Folder) -> None:
    folder.put("a")
    folder.run(12)
    folder.take_away()
    folder.round_.return_form(UNIT, figures(CT101="nhiều"), name="phiếu.xlsx")
    folder.run(13)
    assert not folder.table(FINDINGS).empty
    path = folder.round_.return_form(UNIT, figures(CT101=VALUES["a"]), name="phiếu.xlsx")
    openpyxl.load_workbook(path).save(path)
    assert len(folder.run(14).duplicate) == 1
    assert folder.table(FINDINGS).empty


def test_forms_of_another_year_beside_a_known_one_go_back(folder: Folder) -> None:
    folder.put("a")
    folder.run(12)
    for name in ("x", "y", "z"):
        path = folder.round_.return_form(UNIT, name=f"{name}.xlsx")
        book = openpyxl.load_workbook(path)
        ((sheet, cell),) = book.defined_names["period_year"].destinations
        book[sheet][cell.replace("$", "")] = 2021
        book[sheet]["A1"] = name
        book.save(path)
    assert len(folder.run(13).returned) == 3


def test_archives_and_workbooks_in_a_letter_with_a_form_are_not_passed_over(
    folder: Folder,
) -> None:
    path = folder.round_.return_form(UNIT)
    files = {"a.xlsx": path.read_bytes(), "các phiếu.zip": b"PK\x05\x06" + bytes(18)}
    (folder.round_.folder / "thư.eml").write_bytes(
        letter(files | {"hỏng.xlsx": b"abc"}, "Mon, 12 Sep 2022 02:00:00 +0000")
    )
    path.unlink()
    result = folder.run(15)
    assert len(result.accepted) == 1
    assert {entry.file.rpartition(" › ")[2] for entry in result.unreadable} == {
        "các phiếu.zip",
        "hỏng.xlsx",
    }


def test_a_day_to_come_is_refused(folder: Folder) -> None:
    folder.put("a")
    with open_book(folder.round_.master) as book, pytest.raises(DanVanError, match="sau hôm nay"):
        import_forms(book, folder.round_.folder, received=date(2162, 9, 1))


def test_the_newest_where_nothing_is_to_be_chosen_is_told(folder: Folder) -> None:
    folder.put("a")
    (message,) = folder.run(12, "newest").messages
    assert "Không có phiếu nào đang phải chọn" in message
