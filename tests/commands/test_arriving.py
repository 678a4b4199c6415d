"""What import says of the folder that it was given, and of letters in it."""

from __future__ import annotations

import unicodedata
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from danvan_xl.commands.import_forms import ImportResult, import_forms
from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.tables import SUBMISSIONS
from tests.rounds import AS_OF, Round, figures

pytestmark = pytest.mark.usefixtures("kept_workers")

AHEAD = "Wed, 15 Sep 2162 08:00:00 +0700"


@pytest.fixture
def city(master_path: Path) -> Round:
    """A round in which the city of Quảng Ngãi (522) reports."""
    return Round(master_path, "522")


def run(round_: Round, folder: Path, received: date | None = None) -> ImportResult:
    with open_book(round_.master) as book:
        result = import_forms(book, folder, received=received, as_of=AS_OF)
        book.save()
    return result


def test_a_file_in_place_of_the_folder_is_told_with_its_folder(
    city: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = city.return_form("522")
    monkeypatch.chdir(city.folder)
    with pytest.raises(DanVanError) as caught:
        run(city, Path(path.name))
    assert f"«{path.name}» là một tệp, không phải thư mục" in str(caught.value)
    assert f"«{city.folder}»" in str(caught.value)


def test_forms_that_all_lie_deeper_are_counted(city: Round) -> None:
    for number in ("1", "2"):
        (city.folder / number).mkdir()
        city.return_form("522", name=f"{number}/phiếu.xlsx")
    with pytest.raises(DanVanError) as caught:
        run(city, city.folder)
    assert "không có phiếu nào. 2 tệp trong thư mục con" in str(caught.value)
    assert "chép phiếu ra" in str(caught.value)


@pytest.fixture
def letter(city: Round) -> str:
    """The name of a letter with the form of the city, which states a day to come."""
    path = city.return_form("522")
    message = EmailMessage()
    message["From"], message["Date"] = "vanthu@example.vn", AHEAD
    message.set_content("Kính gửi Sở Nội vụ.")
    for name in ("phiếu.xlsx", "bản sao.xlsx"):
        message.add_attachment(
            path.read_bytes(), maintype="application", subtype="xlsx", filename=name
        )
    path.unlink()
    (city.folder / "thư.eml").write_bytes(bytes(message))
    return "thư.eml"


def received(round_: Round) -> date:
    with open_book(round_.master) as book:
        day = Register(book).read(SUBMISSIONS).set_index("unit_code").loc["522", "received"]
    assert isinstance(day, date)
    return day


def test_a_letter_of_a_day_to_come_is_told_and_came_today(city: Round, letter: str) -> None:
    (message,) = run(city, city.folder).messages
    assert message.startswith(f"Thư «{letter}» ghi ngày 15/09/2162, ở sau hôm nay")
    assert "nhận ngày 25/09/2022" in message
    assert f"ghi «{letter}» và ngày nhận vào ngay-nhan.csv" in message
    assert received(city) == AS_OF


def test_nothing_is_told_of_the_day_of_a_letter_that_staff_know_better(
    city: Round, letter: str
) -> None:
    (city.folder / "ngay-nhan.csv").write_text(f"Tệp;Ngày nhận\n{letter};14/9/2022", "utf-8")
    assert not run(city, city.folder).messages
    assert received(city) == date(2022, 9, 14)


@pytest.mark.parametrize(
    ("stated", "expected"), [(None, AS_OF), (date(2022, 9, 18), date(2022, 9, 18))]
)
def test_a_letter_without_a_day_is_told_and_came_on_the_day_that_is_given(
    city: Round, letter: str, stated: date | None, expected: date
) -> None:
    path = city.folder / letter
    message = message_from_bytes(path.read_bytes(), policy=default)
    del message["Date"]
    path.write_bytes(bytes(message))
    (told,) = run(city, city.folder, received=stated).messages
    assert told.startswith(f"Thư «{letter}» không ghi ngày, nên phiếu mới trong thư")
    assert f"nhận ngày {expected:%d/%m/%Y}. " in told
    assert f"ghi «{letter}» và ngày nhận vào ngay-nhan.csv" in told
    assert received(city) == expected


@pytest.mark.parametrize("name", ["thư.eml › phiếu.xlsx", "a › b.xlsx"])
def test_a_name_may_look_like_that_of_an_attached_file(city: Round, name: str) -> None:
    city.return_form("522", name=name)
    assert [entry.file for entry in run(city, city.folder).accepted] == [name]


def test_an_attached_name_may_look_like_that_of_a_letter(city: Round, letter: str) -> None:
    data = (city.folder / letter).read_bytes()
    message = message_from_bytes(data, policy=default)
    for part, name in zip(message.iter_attachments(), ("a › b.xlsx", "a › c.xlsx"), strict=True):
        del part["Content-Disposition"]
        part.add_header("Content-Disposition", "attachment", filename=name)
    (city.folder / letter).write_bytes(bytes(message))
    (told,) = run(city, city.folder).messages
    assert told.startswith(f"Thư «{letter}» ghi ngày")


def test_a_day_of_the_list_is_that_of_the_file_in_the_folder_not_of_one_attached(
    city: Round,
) -> None:
    first = city.return_form("522", name="phiếu.xlsx")
    message = EmailMessage()
    message["From"], message["Date"] = "vanthu@example.vn", "Tue, 20 Sep 2022 08:00:00 +0700"
    corrected = city.return_form("522", figures(CT101=77), "đúng.xlsx")
    message.add_attachment(
        corrected.read_bytes(), maintype="application", subtype="xlsx", filename=first.name
    )
    corrected.unlink()
    (city.folder / "thư.eml").write_bytes(bytes(message))
    (city.folder / "ngay-nhan.csv").write_text(f"Tệp;Ngày nhận\n{first.name};5/9/2022", "utf-8")
    result = run(city, city.folder)
    assert [entry.file for entry in result.accepted] == [f"thư.eml › {first.name}"]
    assert [entry.file for entry in result.superseded] == [first.name]
    assert received(city) == date(2022, 9, 20)


def test_the_day_of_a_letter_that_was_forwarded_is_told(city: Round, letter: str) -> None:
    path = city.folder / letter
    message = message_from_bytes(path.read_bytes(), policy=default)
    message.replace_header("Date", "Mon, 12 Sep 2022 08:00:00 +0700")
    outer = EmailMessage()
    outer["From"], outer["Date"] = "chanhvanphong@example.vn", "Wed, 14 Sep 2022 08:00:00 +0700"
    outer.set_content("Chuyển văn thư.")
    outer.add_attachment(message)
    path.write_bytes(bytes(outer))
    (told,) = run(city, city.folder).messages
    assert told.startswith(f"Thư «{letter}» chuyển tiếp một thư ngày 12/09/2022")
    assert "nhận ngày 14/09/2022, ngày của thư chuyển tiếp" in told
    assert received(city) == date(2022, 9, 14)
    (city.folder / "ngay-nhan.csv").write_text("Tệp;Ngày nhận\nTHƯ;12/9/2022", "utf-8")
    assert not [one for one in run(city, city.folder).messages if "chuyển tiếp" in one]


def test_the_list_of_days_is_found_and_understood_however_it_is_typed(city: Round) -> None:
    city.return_form("522", name="Phiếu 522.xlsx")
    text = unicodedata.normalize("NFD", "Tệp;Ngày nhận\nphiếu 522;13/9/2022\n")
    (city.folder / "Ngay-nhan.CSV").write_text(text, "utf-8")
    result = run(city, city.folder)
    assert not result.messages
    assert not result.unreadable
    assert received(city) == date(2022, 9, 13)


def test_nothing_is_imported_while_the_list_of_days_contradicts_itself(city: Round) -> None:
    city.return_form("522", name="a.xlsx")
    text = "Tệp;Ngày nhận\na.xlsx;13/9/2022\nA;14/9/2022"
    (city.folder / "ngay-nhan.csv").write_text(text, "utf-8")
    before = city.master.read_bytes()
    with pytest.raises(DanVanError, match="dòng 2 và dòng 3"):
        run(city, city.folder)
    assert city.master.read_bytes() == before


def test_a_list_of_days_that_is_a_workbook_is_no_form(city: Round) -> None:
    path = city.return_form("522", name="a.xlsx")
    (city.folder / "ngay-nhan.xlsx").write_bytes(path.read_bytes())
    with pytest.raises(DanVanError, match=r"lưu lại thành ngay-nhan\.csv"):
        run(city, city.folder)
    (city.folder / "ngay-nhan.csv").write_text("Tệp;Ngày nhận\na.xlsx;13/9/2022", "utf-8")
    result = run(city, city.folder)
    assert [entry.file for entry in result.accepted] == ["a.xlsx"]
    (told,) = result.messages
    assert told.startswith("«ngay-nhan.xlsx» không được đọc")
