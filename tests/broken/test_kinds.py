"""Every kind of broken, messy or hostile file gets its verdict, and costs nothing but itself."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from danvan_xl.commands.import_result import OUTCOMES
from danvan_xl.commands.validate import validate
from danvan_xl.demo.answers import Answer
from danvan_xl.engines import open_book
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.submissions.originals import ORIGINALS_FOLDER
from danvan_xl.submissions.receipts import RECEIPTS_FILE
from tests.broken.kinds import GROUPS, KINDS
from tests.broken.rounds import Imported, Placed, folders, hashes, import_all
from tests.demo.forms import answer
from tests.xlsx_checks import problems

ROUNDS = list(folders())
WHERE = {name: number for number, placed in enumerate(ROUNDS) for name in placed}


@pytest.fixture(scope="module")
def imported(
    master_2022: bytes, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[int, Imported]:
    """Every round, imported when it is first asked for."""

    class Rounds(dict[int, Imported]):
        def __missing__(self, number: int) -> Imported:
            place = tmp_path_factory.mktemp("vong")
            self[number] = import_all(ROUNDS[number], master_2022, place)
            return self[number]

    return Rounds()


def of_kind(imported: Mapping[int, Imported], name: str) -> tuple[Imported, Placed]:
    round_ = imported[WHERE[name]]
    return round_, round_.placed[name]


def initiatives_of(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Rows without their codes; what is empty is left out."""
    keys = [column.key for column in INITIATIVES.form_columns if column.key != "code"]
    return [
        {key: value for key, value in row.items() if not pd.isna(value) and value != ""}
        for row in frame[keys].to_dict("records")
    ]


def assert_says(round_: Imported, unit: str, expected: Answer, file: str) -> None:
    """The master must hold what ``expected`` says of a unit, no more and no less."""
    figures = round_.results[round_.results["unit_code"] == unit]
    notes = figures[figures["note"] != ""]
    assert dict(zip(figures["indicator"], figures["value"], strict=True)) == expected.figures
    assert dict(zip(notes["indicator"], notes["note"], strict=True)) == expected.notes
    own = round_.initiatives[round_.initiatives["unit_code"] == unit]
    order = sorted(initiatives_of(own), key=lambda row: str(row["name"]))
    wanted = sorted(initiatives_of(expected.initiatives), key=lambda row: str(row["name"]))
    assert order == wanted
    submission = round_.submissions.set_index("unit_code").loc[unit]
    said = {
        "reporter_name": submission["reporter"],
        "reporter_phone": submission["phone"],
        "document_number": submission["document_number"],
        "document_date": submission["document_date"],
    }
    assert said == expected.facts
    assert submission["file"] == file


def test_there_are_many_kinds_of_every_group() -> None:
    assert len(KINDS) == sum(map(len, GROUPS.values())) >= 150
    assert all(len(kinds) >= 7 for kinds in GROUPS.values())
    assert {kind.outcome for kind in KINDS.values()} == set(OUTCOMES)


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_gets_its_verdict(name: str, imported: Mapping[int, Imported]) -> None:
    round_, placed = of_kind(imported, name)
    outcome, entry = round_.became(placed.name)
    codes = sorted({item.finding.code for item in entry.findings})
    told = [item.finding.message for item in entry.findings]
    assert (outcome, codes) == (placed.kind.outcome, placed.kind.codes.split()), told
    for item in entry.findings:
        assert "{" not in item.finding.message
        assert not {"nan", "None", "NaT"} & set(item.finding.message.strip(".»").split("«"))
    for beside, expected in placed.kind.beside.items():
        assert round_.became(placed.called(beside))[0] == expected


@pytest.mark.parametrize("name", [n for n, kind in KINDS.items() if kind.outcome != "unreadable"])
def test_the_master_holds_what_the_form_says_and_nothing_else(
    name: str, imported: Mapping[int, Imported]
) -> None:
    round_, placed = of_kind(imported, name)
    first = [round_.became(placed.called(beside)) for beside in placed.kind.beside]
    if placed.kind.outcome == "accepted":
        expected = placed.kind.says(answer(placed.unit))
        assert_says(round_, placed.unit, expected, placed.name)
    elif [outcome for outcome, _ in first] == ["accepted"]:
        assert_says(round_, placed.unit, answer(placed.unit), first[0][1].file)
    else:
        for frame in (round_.results, round_.initiatives):
            assert placed.unit not in set(frame["unit_code"])


@pytest.mark.parametrize("name", [n for n, kind in KINDS.items() if kind.outcome == "returned"])
def test_each_form_that_goes_back_is_a_sound_workbook_with_a_letter(
    name: str, imported: Mapping[int, Imported]
) -> None:
    round_, placed = of_kind(imported, name)
    _, entry = round_.became(placed.name)
    assert entry.annotated
    data = entry.annotated.read_bytes()
    assert problems(data) == []
    openpyxl.load_workbook(BytesIO(data))
    if entry.unit:
        assert entry.email
        assert entry.email.read_bytes()


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("number", range(len(ROUNDS)))
class TestEachRound:
    def test_the_good_forms_are_taken_without_a_word(
        self, number: int, imported: Mapping[int, Imported]
    ) -> None:
        round_ = imported[number]
        for code in round_.good:
            name = f"{code} đúng.xlsx"
            outcome, entry = round_.became(name)
            assert (outcome, entry.unit, entry.findings) == ("accepted", code, ())
            assert_says(round_, code, answer(code), name)

    def test_every_file_has_one_outcome(
        self, number: int, imported: Mapping[int, Imported]
    ) -> None:
        round_ = imported[number]
        files = [entry.file for outcome in OUTCOMES for entry in round_.result.entries(outcome)]
        beside = sum(len(placed.kind.beside) for placed in round_.placed.values())
        assert len(files) == len(set(files)) == len(round_.placed) + beside + len(round_.good)

    def test_the_folder_is_as_it_was(self, number: int, imported: Mapping[int, Imported]) -> None:
        round_ = imported[number]
        assert hashes(round_.folder) == round_.before
        assert RECEIPTS_FILE in round_.before

    def test_originals_of_what_counts_are_kept(
        self, number: int, imported: Mapping[int, Imported]
    ) -> None:
        round_ = imported[number]
        kept = {path.stem for path in (round_.master.parent / ORIGINALS_FOLDER).rglob("*.*")}
        assert kept == set(round_.submissions["sha256"]) - {""}

    def test_no_process_is_left(self, number: int, imported: Mapping[int, Imported]) -> None:
        assert imported[number].left == []

    def test_the_master_is_sound_and_nothing_in_it_is_wrong(
        self, number: int, imported: Mapping[int, Imported], tmp_path: Path
    ) -> None:
        copy = tmp_path / "so.xlsx"
        copy.write_bytes(imported[number].master.read_bytes())
        assert problems(copy.read_bytes()) == []
        openpyxl.load_workbook(copy)
        with open_book(copy) as book:
            found = validate(book).findings
        assert [item.finding.message for item in found if item.finding.is_error] == []
