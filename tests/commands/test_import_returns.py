"""What import gives back: letters, comparisons, originals, copies of forms of other kinds."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlwings as xw

from danvan_xl.commands.import_forms import ImportResult, import_forms
from danvan_xl.demo.answers import Answer
from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.columns import Table
from danvan_xl.schema.tables import FINDINGS, INITIATIVES, LOG, RESULTS, SUBMISSIONS, UNITS
from danvan_xl.submissions.preferences import Preference
from tests.rounds import AS_OF, Change, Round, figures, good_answer, same
from tests.submissions import formats

pytestmark = pytest.mark.usefixtures("kept_workers")

DAY = date(2022, 9, 15)


def signed(day: date, change: Change = same) -> Change:
    def signing(answer: Answer) -> Answer:
        changed = change(answer)
        return dataclasses.replace(changed, facts={**changed.facts, "document_date": day})

    return signing


@pytest.fixture
def city(master_path: Path) -> Round:
    """A round in which the city of Quảng Ngãi (522) reports."""
    return Round(master_path, "522")


def run(
    round_: Round, prefer: Preference | None = None, previous: xw.Book | None = None
) -> ImportResult:
    with open_book(round_.master) as book:
        result = import_forms(
            book,
            round_.folder,
            received=DAY,
            as_of=AS_OF,
            prefer=prefer,
            previous=previous,
        )
        book.save()
    return result


def table(round_: Round, which: Table) -> pd.DataFrame:
    with open_book(round_.master) as book:
        return Register(book).read(which)


def merged(round_: Round) -> Mapping[str, float]:
    results = table(round_, RESULTS)
    return dict(zip(results["indicator"], results["value"], strict=True))


def test_the_original_of_an_accepted_form_is_kept_under_its_hash(city: Round) -> None:
    path = city.return_form("522")
    run(city)
    sha = table(city, SUBMISSIONS).set_index("unit_code").loc["522", "sha256"]
    (kept,) = (city.master.parent / "ban-goc").iterdir()
    assert kept.name == f"{sha}.xlsx"
    assert kept.read_bytes() == path.read_bytes()
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == sha


def letter(attachments: Mapping[str, bytes], when: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "vanthu@example.vn", "snv@example.vn"
    message["Subject"], message["Date"] = "Báo cáo Dân vận khéo", when
    message.set_content("Kính gửi Sở Nội vụ.")
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="xlsx", filename=name)
    return bytes(message)


def test_a_letter_brings_its_forms_and_the_day_on_which_they_came(city: Round) -> None:
    path = city.return_form("522")
    mail = letter({"phiếu 522.xlsx": path.read_bytes()}, "Mon, 12 Sep 2022 20:30:00 +0000")
    path.unlink()
    (city.folder / "thư.eml").write_bytes(mail)
    (entry,) = run(city).accepted
    assert entry.file == "thư.eml › phiếu 522.xlsx"
    assert table(city, SUBMISSIONS).set_index("unit_code").loc["522", "received"] == date(
        2022, 9, 13
    )  # in Viet Nam it is the next day already
    assert merged(city) == good_answer("522").figures
    again = run(city)
    assert [one.file for one in again.duplicate] == ["thư.eml › phiếu 522.xlsx"]


def test_a_letter_without_a_form_is_unreadable(city: Round) -> None:
    city.return_form("522")
    (city.folder / "thư.eml").write_bytes(letter({}, "Mon, 12 Sep 2022 20:30:00 +0000"))
    (entry,) = run(city).unreadable
    assert (entry.file, entry.findings[0].finding.code) == ("thư.eml", "T19")


@pytest.fixture
def conflict(city: Round) -> Round:
    city.return_form("522", signed(date(2022, 9, 10)))
    city.return_form("522", signed(date(2022, 9, 12), figures(CT101=77)), name="khác.xlsx")
    return city


def test_forms_that_contradict_each_other_are_shown_side_by_side(conflict: Round) -> None:
    result = run(conflict)
    (found,) = result.conflicts
    assert found.unit == "522"
    said = {one.item: one.values for one in found.differences}
    assert any("CT101" in item and values[1] == "77" for item, values in said.items())
    book = openpyxl.load_workbook(found.comparison)
    cells = [str(cell.value) for row in book.worksheets[0] for cell in row if cell.value]
    assert any("CT101" in text for text in cells)
    assert {"khác.xlsx", conflict.forms["522"].name} == set(found.files)
    printed = json.loads(json.dumps(result.to_json()))
    assert printed["conflicts"][0]["comparison"] == str(found.comparison)


@pytest.mark.parametrize(
    ("choice", "winner", "value"),
    [("newest", "khác.xlsx", 77), ("file:{first}", "{first}", None)],
)
def test_a_person_chooses_one_of_two_forms_and_the_log_says_why(
    choice: str, winner: str, value: int | None, conflict: Round
) -> None:
    first = conflict.forms["522"].name
    run(conflict)
    prefer = Preference.parse(choice.format(first=first), "Đơn vị gọi điện xác nhận")
    result = run(conflict, prefer)
    assert [entry.file for entry in result.accepted] == [winner.format(first=first)]
    assert len(result.superseded) == 1
    assert merged(conflict)["CT101"] == (value or good_answer("522").figures["CT101"])
    log = table(conflict, LOG).set_index("command")
    assert "Đơn vị gọi điện xác nhận" in log.loc["Chọn phiếu", "outcome"]
    assert table(conflict, FINDINGS).empty
    before = conflict.master.read_bytes()
    again = run(conflict, prefer)
    assert not again.accepted
    assert conflict.master.read_bytes() == before


def test_a_person_may_choose_again(conflict: Round) -> None:
    first, other = conflict.forms["522"].name, "khác.xlsx"
    figure = good_answer("522").figures["CT101"]
    for file, value in ((first, figure), (other, 77), (first, figure)):
        result = run(conflict, Preference.parse(f"file:{file}", "đã hỏi đơn vị"))
        assert [entry.file for entry in result.accepted] == [file]
        assert merged(conflict)["CT101"] == value
    log = table(conflict, LOG)
    chosen = log["outcome"][log["command"] == "Chọn phiếu"].tolist()
    assert [text.split(",")[0] for text in chosen] == [
        f"Dùng «{first}»",
        f"Dùng «{other}»",
        f"Dùng «{first}»",
    ]


def test_naming_what_is_in_the_master_keeps_a_newer_form_out(conflict: Round) -> None:
    first, second = conflict.forms["522"].name, conflict.folder / "khác.xlsx"
    newer = second.read_bytes()
    second.unlink()
    run(conflict)
    second.write_bytes(newer)
    result = run(conflict, Preference.parse(f"file:{first}", "khác.xlsx là bản nháp"))
    assert [entry.file for entry in result.superseded] == ["khác.xlsx"]
    assert merged(conflict) == good_answer("522").figures
    assert "bản nháp" in table(conflict, LOG)["outcome"].iloc[-2]


def test_the_signed_report_and_pictures_beside_a_form_ask_nothing_of_anybody(city: Round) -> None:
    path = city.return_form("522")
    scan, logo = b"%PDF-1.4 scan", b"\x89PNG\r\n\x1a\n logo"
    mail = letter(
        {"phiếu.xlsx": path.read_bytes(), "báo cáo ký.pdf": scan, "logo.png": logo},
        "Mon, 12 Sep 2022 02:00:00 +0000",
    )
    path.unlink()
    (city.folder / "thư.eml").write_bytes(mail)
    (city.folder / "522 bản ký.pdf").write_bytes(scan)
    (city.folder / "lạ.pdf").write_bytes(scan)
    result = run(city)
    assert [entry.file for entry in result.unreadable] == ["lạ.pdf"]
    (message,) = result.messages
    assert message.startswith("3 tệp gửi kèm phiếu")
    assert "báo cáo ký.pdf" in message


def test_a_choice_of_a_file_that_is_not_there_changes_nothing(conflict: Round) -> None:
    before = conflict.master.read_bytes()
    with pytest.raises(DanVanError, match=r"khác\.xlsx"):
        run(conflict, Preference.parse("file:nhầm.xlsx", "vì"))
    assert conflict.master.read_bytes() == before


def test_a_returned_form_comes_with_a_letter_to_its_unit(city: Round) -> None:
    with open_book(city.master) as book:
        register = Register(book)
        units = register.read(UNITS)
        units.loc[units["code"] == "522", "email"] = "tpqn@example.vn"
        register.replace(UNITS, units)
        book.save()
    city.return_form("522", figures(CT101=None))
    (entry,) = run(city).returned
    assert entry.email
    assert entry.annotated
    message = message_from_bytes(entry.email.read_bytes(), policy=default)
    assert message["To"] == "tpqn@example.vn"
    (attached,) = message.iter_attachments()
    assert attached.get_content() == entry.annotated.read_bytes()
    body = message.get_body(("plain",))
    assert body
    assert entry.findings[0].finding.message in body.get_content()
    (again,) = run(city).returned
    assert again.email == entry.email
    assert len(list(entry.email.parent.iterdir())) == 2


def test_a_unit_without_an_address_gets_a_text_to_paste(city: Round) -> None:
    city.return_form("522", figures(CT101=None))
    (city.folder / "522_Thanh_pho_Quang_Ngai.pdf").write_bytes(b"%PDF-1.4 anh quet")
    result = run(city)
    for entry in (*result.returned, *result.unreadable):
        assert entry.email
        assert entry.email.suffix == ".txt"
        text = entry.email.read_text(encoding="utf-8-sig")
        assert "thành phố Quảng Ngãi" in text
        assert entry.findings[0].finding.message in text


@pytest.mark.parametrize("kind", ["xls", "ods", "html"])
def test_a_wrong_form_of_another_kind_comes_back_filled_into_a_new_one(
    kind: str, city: Round
) -> None:
    path = city.return_form("522", figures(CT101="khoảng 12 cuộc"))
    sent = city.folder / f"phiếu.{kind}"
    sent.write_bytes(formats.write(kind, formats.pages_of(path.read_bytes())))
    path.unlink()
    original = sent.read_bytes()
    (entry,) = run(city).returned
    assert [f.finding.code for f in entry.findings if f.finding.is_error] == ["O02"]
    assert sent.read_bytes() == original
    assert entry.annotated
    book = openpyxl.load_workbook(entry.annotated)
    sheet = book["Kết quả"]
    (wrong,) = (cell for row in sheet for cell in row if cell.value == "khoảng 12 cuộc")
    assert wrong.comment
    wrong.value = 12
    book.save(city.folder / "phiếu đã sửa.xlsx")
    result = run(city)
    assert [one.file for one in result.accepted] == ["phiếu đã sửa.xlsx"]
    assert merged(city) == {**good_answer("522").figures, "CT101": 12}
    assert list(table(city, INITIATIVES)["name"]) == list(good_answer("522").initiatives["name"])


def test_a_form_of_last_year_comes_back_without_its_answers(master_path: Path) -> None:
    round_ = Round(master_path, "522", "STC")
    round_.return_form("STC")
    path = round_.return_form("522")
    book = openpyxl.load_workbook(path)
    ((name, cell),) = book.defined_names["period_year"].destinations
    book[name][cell.replace("$", "")] = 2021
    book.save(path)
    pages = formats.pages_of(path.read_bytes())
    (round_.folder / "năm ngoái.xls").write_bytes(formats.write("xls", pages))
    path.unlink()
    (entry,) = run(round_).returned
    assert "P02" in [one.finding.code for one in entry.findings]
    assert entry.annotated
    sheet = openpyxl.load_workbook(entry.annotated)["Kết quả"]
    rows = sheet[sheet.tables["tblResults"].ref]
    at = [one.value for one in rows[0]].index("Số liệu")
    assert {row[at].value for row in rows[1:]} == {None}
