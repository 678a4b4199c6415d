"""What import says of the folder that it was given, and of letters in it."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from danvan_xl.commands.import_forms import ImportResult, import_forms
from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.tables import SUBMISSIONS
from tests.rounds import AS_OF, Round

AHEAD = "Wed, 15 Sep 2162 08:00:00 +0700"


@pytest.fixture
def city(master_path: Path) -> Round:
    """A round in which the city of Quảng Ngãi (522) reports."""
    return Round(master_path, "522")


def run(round_: Round, folder: Path) -> ImportResult:
    with open_book(round_.master) as book:
        result = import_forms(book, folder, as_of=AS_OF)
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
