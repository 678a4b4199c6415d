from __future__ import annotations

import dataclasses
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from danvan_xl.commands.status import status
from danvan_xl.demo.answers import Answer
from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.returns.list_sheet import LIST_SHEET
from danvan_xl.schema.columns import Table
from danvan_xl.schema.tables import (
    COMMENDATIONS,
    FINDINGS,
    INITIATIVES,
    LOG,
    RESULTS,
    SUBMISSIONS,
)
from tests.rounds import Change, Round, figures, good_answer

pytestmark = pytest.mark.usefixtures("kept_workers")


def facts(**changes: object) -> Change:
    def change(answer: Answer) -> Answer:
        return dataclasses.replace(answer, facts={**answer.facts, **changes})

    return change


def first_initiative(**changes: object) -> Change:
    def change(answer: Answer) -> Answer:
        frame = answer.initiatives.astype(object)
        for key, value in changes.items():
            frame.iat[0, frame.columns.get_loc(key)] = value
        return dataclasses.replace(answer, initiatives=frame)

    return change


@pytest.fixture
def round_of_three(master_path: Path) -> Round:
    return Round(master_path, "522", "STC", "BQN")


def table(round_: Round, which: Table) -> pd.DataFrame:
    with open_book(round_.master) as book:
        return Register(book).read(which)


def codes(findings: Any) -> list[str]:
    return sorted(item.finding.code for item in findings)


def test_right_forms_are_merged_value_by_value(round_of_three: Round) -> None:
    for code in ("522", "STC", "BQN"):
        round_of_three.return_form(code)
    result = round_of_three.run()
    assert [entry.unit for entry in result.accepted] == ["522", "BQN", "STC"]
    assert not result.returned
    results = table(round_of_three, RESULTS)
    for code in ("522", "STC", "BQN"):
        own = results[results["unit_code"] == code]
        assert dict(zip(own["indicator"], own["value"], strict=True)) == good_answer(code).figures
    initiatives = table(round_of_three, INITIATIVES)
    answer = good_answer("522").initiatives
    own = initiatives[initiatives["unit_code"] == "522"]
    assert list(own["name"]) == list(answer["name"])
    assert list(own["code"]) == [f"522-2022-{n:02d}" for n in range(1, len(answer) + 1)]
    assert (own["unit_name"] == "Thành phố Quảng Ngãi").all()


def test_every_figure_can_be_traced_to_a_cell_of_a_form(round_of_three: Round) -> None:
    path = round_of_three.return_form("522")
    round_of_three.run()
    form = openpyxl.load_workbook(path)
    results = table(round_of_three, RESULTS)
    for value, source in zip(results["value"], results["source"], strict=True):
        file, place = source.split(" › ")
        sheet, cell = place.split("!")
        assert file == path.name
        assert form[sheet][cell].value == value


def test_the_submission_says_when_and_what_was_received(round_of_three: Round) -> None:
    round_of_three.return_form("522")
    round_of_three.return_form("STC")
    round_of_three.receive(STC="21")
    round_of_three.run(received=date(2022, 9, 12))
    rows = table(round_of_three, SUBMISSIONS).set_index("unit_code")
    answer = good_answer("522").facts
    assert rows.loc["522", "received"] == date(2022, 9, 12)
    assert rows.loc["STC", "received"] == date(2022, 9, 21)
    assert rows.loc["522", "reporter"] == answer["reporter_name"]
    assert rows.loc["522", "phone"] == answer["reporter_phone"]
    assert rows.loc["522", "document_date"] == answer["document_date"]
    assert rows.loc["BQN", "received"] is None


def test_proposed_commendations_are_listed_and_keep_what_staff_wrote(
    round_of_three: Round,
) -> None:
    change = first_initiative(commendation="Bằng khen của Chủ tịch UBND tỉnh")
    round_of_three.return_form("522", change)
    round_of_three.run()
    proposed = table(round_of_three, COMMENDATIONS)
    assert "522-2022-01" in list(proposed["initiative_code"])
    assert set(proposed["state"]) == {"Đề nghị"}
    with open_book(round_of_three.master) as book:
        register = Register(book)
        frame = register.read(COMMENDATIONS)
        register.replace(COMMENDATIONS, frame.assign(state="Đã trình"))
        book.save()
    round_of_three.return_form("522", lambda a: facts(reporter_name="Lê Thị C")(change(a)))
    round_of_three.run(received=date(2022, 9, 18))
    assert set(table(round_of_three, COMMENDATIONS)["state"]) == {"Đã trình"}


@pytest.mark.parametrize(
    ("change", "expected", "place"),
    [
        (figures(CT101=None), ["O01"], ("Kết quả", "Số liệu")),
        (figures(CT101="nhiều"), ["O02"], ("Kết quả", "Số liệu")),
        (figures(CT301=2.5), ["O03"], ("Kết quả", "Số liệu")),
        (figures(CT301=-1), ["O04"], ("Kết quả", "Số liệu")),
        (figures(CT204=3, CT205=5), ["Q01"], ("Kết quả", "Số liệu")),
        (facts(document_date=date(2021, 9, 5)), ["O07"], ("Thông tin", "Ngày ký báo cáo")),
        (facts(document_date="tuần trước"), ["O06"], ("Thông tin", "Ngày ký báo cáo")),
        (facts(reporter_name=None), ["O10"], ("Thông tin", "Người lập phiếu")),
        (first_initiative(field="Y tế"), ["O05"], ("Mô hình", "Lĩnh vực")),
        (first_initiative(name=""), ["O10"], ("Mô hình", "Tên mô hình, điển hình")),
        (first_initiative(money="nhiều"), ["O02"], ("Mô hình", "Kinh phí")),
    ],
)
def test_a_form_with_an_error_is_not_merged_and_comes_back_marked(
    change: Change, expected: list[str], place: tuple[str, str], round_of_three: Round
) -> None:
    path = round_of_three.return_form("522", change)
    original = path.read_bytes()
    result = round_of_three.run()
    (entry,) = result.returned
    assert codes(entry.findings) == expected
    item = entry.findings[0]
    assert (item.sheet, item.column) == place
    assert table(round_of_three, RESULTS).empty
    assert path.read_bytes() == original
    assert entry.annotated
    marked = openpyxl.load_workbook(entry.annotated)
    assert marked.sheetnames[0] == LIST_SHEET
    assert marked[LIST_SHEET]["F5"].value == item.finding.message
    assert marked[LIST_SHEET]["D5"].hyperlink.location == f"'{item.sheet}'!{item.cell}"
    note = marked[item.sheet][item.cell].comment
    assert item.finding.message in note.text
    assert item.finding.remedy in note.text
    listed = table(round_of_three, FINDINGS)
    assert list(listed["code"]) == expected
    assert list(listed["file"]) == [path.name]
    submission = table(round_of_three, SUBMISSIONS).set_index("unit_code").loc["522"]
    assert submission["returned"] == date(2022, 9, 15)
    assert submission["received"] is None


def test_a_corrected_copy_of_the_marked_form_is_taken(round_of_three: Round) -> None:
    round_of_three.return_form("522", figures(CT101="nhiều"))
    (entry,) = round_of_three.run().returned
    assert entry.annotated
    marked = openpyxl.load_workbook(entry.annotated)
    marked[entry.findings[0].sheet][entry.findings[0].cell] = 12
    marked.save(round_of_three.folder / "522 đã sửa.xlsx")
    result = round_of_three.run(received=date(2022, 9, 18))
    assert [entry.file for entry in result.accepted] == ["522 đã sửa.xlsx"]
    results = table(round_of_three, RESULTS)
    assert results.set_index("indicator").loc["CT101", "value"] == 12
    assert table(round_of_three, FINDINGS).empty


def test_importing_twice_changes_nothing(round_of_three: Round) -> None:
    round_of_three.return_form("522")
    round_of_three.return_form("STC", figures(CT101=None))
    (round_of_three.folder / "ảnh chụp.pdf").write_bytes(b"%PDF-1.4")
    first = round_of_three.run()
    before = round_of_three.master.read_bytes()
    marked = {p: p.read_bytes() for p in (round_of_three.master.parent / "tra-lai").iterdir()}
    second = round_of_three.run()
    assert [entry.unit for entry in second.duplicate] == ["522"]
    assert not second.accepted
    assert [e.to_json() for e in second.returned] == [e.to_json() for e in first.returned]
    assert [e.file for e in second.unreadable] == ["ảnh chụp.pdf"]
    assert round_of_three.master.read_bytes() == before
    assert {p: p.read_bytes() for p in marked} == marked


def test_the_same_file_under_two_names_is_a_duplicate(round_of_three: Round) -> None:
    round_of_three.return_form("522")
    round_of_three.return_form("522", name="bản sao.xlsx")
    result = round_of_three.run()
    assert [entry.file for entry in result.accepted] == [round_of_three.forms["522"].name]
    assert [entry.file for entry in result.duplicate] == ["bản sao.xlsx"]


def test_a_newer_form_replaces_the_older_for_good(round_of_three: Round) -> None:
    round_of_three.return_form("522")
    round_of_three.run(received=date(2022, 9, 10))
    newer = round_of_three.return_form("522", figures(CT101=77), name="mới.xlsx")
    result = round_of_three.run(received=date(2022, 9, 16))
    assert [entry.file for entry in result.accepted] == [newer.name]
    again = round_of_three.run(received=date(2022, 9, 18))
    assert [entry.unit for entry in again.superseded] == ["522"]
    assert [entry.unit for entry in again.duplicate] == ["522"]
    results = table(round_of_three, RESULTS).set_index("indicator")
    assert results.loc["CT101", "value"] == 77
    assert len(results) == len(good_answer("522").figures)
    initiatives = table(round_of_three, INITIATIVES)
    assert list(initiatives["code"]) == [
        f"522-2022-{n:02d}" for n in range(1, len(good_answer("522").initiatives) + 1)
    ]


def test_what_a_newer_form_changes_is_told_and_logged(round_of_three: Round) -> None:
    round_of_three.return_form("522", figures(CT101=42))
    round_of_three.run(received=date(2022, 9, 10))
    (round_of_three.folder / round_of_three.forms["522"].name).unlink()
    round_of_three.return_form("522", figures(CT101=77))
    (message,) = round_of_three.run(received=date(2022, 9, 16)).messages
    assert message == "Phiếu mới của 522 thay số cũ: CT101, Số liệu: «42» → «77»."
    log = table(round_of_three, LOG).set_index("command")
    assert log.loc["Thay số liệu", "outcome"] == "CT101, Số liệu: «42» → «77»"


def test_a_year_has_no_separator_where_money_has(round_of_three: Round) -> None:
    before = good_answer("522").initiatives.iloc[0]
    round_of_three.return_form("522").rename(round_of_three.folder / "cũ.xlsx")
    round_of_three.run(received=date(2022, 9, 10))
    (round_of_three.folder / "cũ.xlsx").unlink()
    round_of_three.return_form("522", first_initiative(year=2019, money=12_500_000))
    (message,) = round_of_three.run(received=date(2022, 9, 16)).messages
    assert f"Năm đăng ký: «{before['year']:.0f}» → «2019»" in message
    assert message.rstrip(".").endswith("→ «12.500.000»")


def test_what_a_newer_form_adds_drops_and_says_of_itself_is_logged_too(
    round_of_three: Round,
) -> None:
    first = round_of_three.return_form("522")
    round_of_three.run(received=date(2022, 9, 10))
    first.unlink()
    dropped = good_answer("522").initiatives["name"].iloc[0]

    def newer(answer: Answer) -> Answer:
        initiatives = answer.initiatives.assign(name=answer.initiatives["name"])
        initiatives.loc[initiatives.index[0], "name"] = "Tổ dân phố không rác thải nhựa"
        facts = {**answer.facts, "document_number": "77/BC-UBND"}
        return dataclasses.replace(answer, initiatives=initiatives, facts=facts)

    round_of_three.return_form("522", newer)
    round_of_three.run(received=date(2022, 9, 16))
    log = table(round_of_three, LOG).set_index("command").loc["Thay số liệu", "outcome"]
    assert f"bỏ {dropped} (" in log  # with all that was said of it
    assert "Giai đoạn: «" in log
    assert "Mã đơn vị" not in log
    assert "thêm Tổ dân phố không rác thải nhựa" in log
    assert "→ «77/BC-UBND»" in log


def test_two_different_forms_of_one_day_are_both_held(round_of_three: Round) -> None:
    round_of_three.return_form("522")
    round_of_three.return_form("522", figures(CT101=77), name="khác.xlsx")
    result = round_of_three.run()
    assert not result.accepted
    assert [codes(entry.findings) for entry in result.returned] == [["T03"], ["T03"]]
    assert table(round_of_three, RESULTS).empty


def test_a_conflict_is_settled_by_saying_when_each_form_came(round_of_three: Round) -> None:
    round_of_three.return_form("522")
    round_of_three.return_form("522", figures(CT101=77), name="khác.xlsx")
    round_of_three.run(received=date(2022, 9, 18))
    round_of_three.receive(**{"522": "12", "khác": "14"})
    result = round_of_three.run()
    assert [entry.file for entry in result.accepted] == ["khác.xlsx"]
    assert [entry.unit for entry in result.superseded] == ["522"]
    with open_book(round_of_three.master) as book:
        units = status(book, date(2022, 9, 25)).units.set_index("unit_code")
    assert units.loc["522", "status"] == "in_time"


def test_a_receipt_for_a_file_that_is_not_there_is_told(round_of_three: Round) -> None:
    round_of_three.return_form("522")
    round_of_three.receive(**{"522": "12", "gõ nhầm": "13"})
    (message,) = round_of_three.run().messages
    assert "«gõ nhầm.xlsx»" in message


def test_a_day_that_cannot_be_read_is_told_by_status(round_of_three: Round) -> None:
    with open_book(round_of_three.master) as book:
        register = Register(book)
        address = register.address(SUBMISSIONS, 0, "received")
        book.sheets[SUBMISSIONS.sheet].range(address).value = "hôm qua"
        (message,) = status(book, date(2022, 9, 25)).messages
    assert message.startswith(f"Trang Báo cáo, ô {address} ghi «hôm qua»")


def test_what_is_no_form_is_unreadable_and_costs_only_that_file(round_of_three: Round) -> None:
    folder = round_of_three.folder
    round_of_three.return_form("522")
    (folder / "a.xlsx").write_bytes(b"khong phai zip")
    (folder / "b.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with zipfile.ZipFile(folder / "c.xlsx", "w") as package:
        package.writestr("x.txt", "x")
    openpyxl.Workbook().save(folder / "d.xlsx")
    (folder / "~$522.xlsx").write_bytes(b"khoa")
    result = round_of_three.run()
    assert [entry.unit for entry in result.accepted] == ["522"]
    assert [(e.file, codes(e.findings)) for e in result.unreadable] == [
        ("a.xlsx", ["T06"]),
        ("b.xls", ["T06"]),
        ("c.xlsx", ["T06"]),
        ("d.xlsx", ["T02"]),
    ]


def test_a_form_of_an_unknown_unit_is_returned(round_of_three: Round) -> None:
    path = round_of_three.return_form("522", name="phiếu.xlsx")
    book = openpyxl.load_workbook(path)
    marks = {"unit_code": "999", "unit_name": "Công ty Thử Nghiệm", "form_seal": None}
    for name, value in marks.items():
        ((sheet, cell),) = book.defined_names[name].destinations
        book[sheet][cell.replace("$", "")] = value
    book.save(path)
    (entry,) = round_of_three.run().returned
    assert codes(entry.findings) == ["P01"]
    assert entry.unit == ""
    assert "«999»" in entry.findings[0].finding.message


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({("unit_code", 0): "SNV"}, ["P05"]),  # the name on the form is that of unit 522
        ({("unit_code", 0): "999"}, ["P08", "P11"]),  # the name tells which unit it is of
        ({("results_area", 2): "CT101"}, ["P06", "P07", "P08", "P08"]),
        ({("results_area", 2): "CT999"}, ["P07", "P08"]),
    ],
)
def test_a_form_that_contradicts_itself_is_returned(
    cells: dict[tuple[str, int], str | None], expected: list[str], round_of_three: Round
) -> None:
    path = round_of_three.return_form("522")
    book = openpyxl.load_workbook(path)
    for (name, row), value in cells.items():
        ((sheet, area),) = book.defined_names[name].destinations
        there = book[sheet][area.replace("$", "")]
        (there if name == "unit_code" else there[row][0]).value = value
    book.save(path)
    (entry,) = round_of_three.run().returned
    assert codes(entry.findings) == expected


def test_rows_typed_below_the_table_are_read_too(round_of_three: Round) -> None:
    path = round_of_three.return_form("522")
    book = openpyxl.load_workbook(path)
    ((sheet, area),) = book.defined_names["initiatives_area"].destinations
    rows = book[sheet][area.replace("$", "")]
    for cell in rows[1]:
        below = book[sheet].cell(rows[-1][0].row + 1, cell.column)
        below.value, cell.value = cell.value, None
    book.save(path)
    round_of_three.run()
    answer = good_answer("522").initiatives
    assert set(table(round_of_three, INITIATIVES)["name"]) == set(answer["name"])


def test_a_receipt_of_a_day_to_come_is_refused(round_of_three: Round) -> None:
    path = round_of_three.return_form("522")
    (round_of_three.folder / "ngay-nhan.csv").write_text(
        f"Tệp;Ngày nhận\n{path.name};15/09/2922", encoding="utf-8"
    )
    with pytest.raises(DanVanError, match="sau hôm nay"):
        round_of_three.run()


def test_files_in_folders_below_are_told(round_of_three: Round) -> None:
    path = round_of_three.return_form("522")
    (round_of_three.folder / "thư 2").mkdir()
    (round_of_three.folder / "thư 2" / path.name).write_bytes(path.read_bytes())
    (message,) = round_of_three.run().messages
    assert message.startswith("1 tệp trong thư mục con")


def of_2021(path: Path) -> None:
    """Make a form one of last year."""
    book = openpyxl.load_workbook(path)
    ((sheet, cell),) = book.defined_names["period_year"].destinations
    book[sheet][cell.replace("$", "")] = 2021
    book.save(path)


def test_a_folder_of_another_years_forms_is_refused(round_of_three: Round) -> None:
    for code in round_of_three.forms:
        of_2021(round_of_three.return_form(code))
    before = round_of_three.master.read_bytes()
    with pytest.raises(DanVanError, match="năm 2021, còn sổ này là của năm 2022"):
        round_of_three.run()
    assert round_of_three.master.read_bytes() == before
    assert not (round_of_three.master.parent / "tra-lai").exists()


def test_one_form_of_another_year_is_the_slip_of_a_unit(round_of_three: Round) -> None:
    of_2021(round_of_three.return_form("522"))
    (entry,) = round_of_three.run().returned
    assert "P02" in codes(entry.findings)


def test_error_cells_and_formulas_never_calculated_are_found(round_of_three: Round) -> None:
    path = round_of_three.return_form("522")
    book = openpyxl.load_workbook(path)
    ((sheet, area),) = book.defined_names["results_area"].destinations
    rows = book[sheet][area.replace("$", "")]
    header = [cell.value for cell in rows[0]].index("Số liệu")
    rows[1][header].value = "=1/0"
    rows[2][header].value = "#N/A"
    book.save(path)
    (entry,) = round_of_three.run().returned
    assert codes(entry.findings) == ["O08", "O09"]


def test_the_same_saved_again_keeps_the_day_on_which_it_first_came(round_of_three: Round) -> None:
    path = round_of_three.return_form("522")
    round_of_three.run(received=date(2022, 9, 15))
    before = round_of_three.master.read_bytes()
    book = openpyxl.load_workbook(path)
    book.save(round_of_three.folder / "gửi lại.xlsx")
    path.unlink()
    result = round_of_three.run(received=date(2022, 9, 24))
    assert [entry.file for entry in result.duplicate] == ["gửi lại.xlsx"]
    assert not result.accepted
    assert not result.messages
    assert round_of_three.master.read_bytes() == before


def test_what_staff_corrected_in_the_master_outlives_the_same_form_sent_again(
    round_of_three: Round,
) -> None:
    path = round_of_three.return_form("522")
    round_of_three.run()
    with round_of_three.open() as book:
        register = Register(book)
        results = register.read(RESULTS)
        register.replace(RESULTS, results.assign(value=results["value"] + 1))
        book.save()
    corrected = table(round_of_three, RESULTS)["value"].tolist()
    book = openpyxl.load_workbook(path)
    book.save(path)
    assert len(round_of_three.run().duplicate) == 1
    assert table(round_of_three, RESULTS)["value"].tolist() == corrected


@pytest.mark.parametrize(("day", "told"), [("12", True), ("15", False), ("17", True)])
def test_a_day_stated_for_a_form_that_is_there_is_told_where_it_differs(
    round_of_three: Round, day: str, told: bool
) -> None:
    round_of_three.return_form("522")
    round_of_three.run(received=date(2022, 9, 15))
    round_of_three.receive(**{"522": day})
    messages = round_of_three.run().messages
    assert [f"{day}/09/2022" in message for message in messages] == [True] * told


def test_findings_of_two_units_stay_apart_when_their_files_have_one_name(
    round_of_three: Round,
) -> None:
    first, second = [*round_of_three.forms][:2]
    wrong = figures(CT101="nhiều")
    round_of_three.return_form(first, wrong, name="phieu.xlsx")
    round_of_three.run()
    round_of_three.return_form(second, wrong, name="phieu.xlsx")
    round_of_three.run()
    assert set(table(round_of_three, FINDINGS)["unit_code"]) == {first, second}
    round_of_three.return_form(first, name="khác.xlsx")
    round_of_three.run()
    assert set(table(round_of_three, FINDINGS)["unit_code"]) == {second}


def test_each_import_is_logged_once(round_of_three: Round) -> None:
    round_of_three.return_form("522")
    round_of_three.run()
    round_of_three.run()
    log = table(round_of_three, LOG)
    assert list(log["command"]) == ["Nhập phiếu"]
    assert log["outcome"].iloc[0] == "1 phiếu nhập được"
