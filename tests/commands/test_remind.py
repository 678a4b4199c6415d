"""Reminders over a master: letters, drafts, the sheet and the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pandas as pd
import pytest
import xlwings as xw

from danvan_xl.commands import remind as remind_module
from danvan_xl.commands.config import config
from danvan_xl.commands.lock import lock
from danvan_xl.commands.remind import RemindResult, remind
from danvan_xl.commands.status import status
from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.lists import MARK, YEARLY, YES
from danvan_xl.schema.tables import HOLIDAYS, LOG, SUBMISSIONS, UNITS
from tests.commands.typed import REGISTRATION, ask_for_registration, set_cells
from tests.engines.counting import counted
from tests.reports.effective import text_of
from tests.reports.nd30 import letter_problems

DAY = date(2022, 9, 25)
OWING = ("524", "STC", "BQN")


def forget(book: xw.Book) -> None:
    """Take back what the sheet knows of reminders, as when Excel was closed without saving."""
    set_cells(book, *OWING, reminders=None, reminded=None)


@pytest.fixture
def owing(master_path: Path) -> Iterator[xw.Book]:
    """A master in which three units still owe their report, two of them with an address."""
    with open_book(master_path) as book:
        register = Register(book)
        frame = register.read(SUBMISSIONS)
        frame["exempt"] = [("" if code in OWING else MARK) for code in frame["unit_code"]]
        register.replace(SUBMISSIONS, frame)
        units = register.read(UNITS)
        units.loc[units["code"] == "524", "email"] = "vp@binhson.example"
        units.loc[units["code"] == "STC", "email"] = "stc@example.vn"
        register.replace(UNITS, units)
        config(book, "mail.from", "snv@example.vn")
        config(book, "mail.to", "vpub@example.vn")
        yield book


SPRING = date(2022, 3, 24)
"""Ten days, eight of them working days, after the last day for registering."""


@pytest.fixture
def registering(owing: xw.Book) -> xw.Book:
    """The same master, in which two districts have still to register too."""
    ask_for_registration(owing)
    status(owing, SPRING)
    register = Register(owing)
    frame = register.read(SUBMISSIONS)
    done = (frame["obligation"] == REGISTRATION) & ~frame["unit_code"].isin(("524", "525"))
    frame["received"] = frame["received"].astype(object).mask(done, date(2022, 3, 1))
    register.replace(SUBMISSIONS, frame)
    return owing


def codes(result: RemindResult) -> set[str]:
    return {one.reminder.code for one in result.reminded}


def facts(book: xw.Book, obligation: str = YEARLY) -> dict[str, tuple[int, date]]:
    """Unit code → its number of reminders and the day of the last, as the sheet has them."""
    frame = Register(book).read(SUBMISSIONS)
    rows = frame[frame["reminded"].notna() & (frame["obligation"] == obligation)]
    return {
        code: (0 if pd.isna(number) else int(number), day)
        for code, number, day in zip(
            rows["unit_code"], rows["reminders"], rows["reminded"], strict=True
        )
    }


def test_each_overdue_unit_gets_a_letter_and_a_draft(owing: xw.Book, master_path: Path) -> None:
    result = remind(owing, as_of=DAY)
    assert codes(result) == set(OWING)
    folder = master_path.parent / "don-doc"
    assert {path.relative_to(folder).as_posix() for path in result.files} == {
        "Don-doc_524_Huyen_Binh_Son_2022_lan-1.docx",
        "Don-doc_524_Huyen_Binh_Son_2022_lan-1.eml",
        "Don-doc_STC_So_Tai_chinh_2022_lan-1.docx",
        "Don-doc_STC_So_Tai_chinh_2022_lan-1.eml",
        "Don-doc_BQN_Bao_Quang_Ngai_2022_lan-1.docx",
    }
    assert set(folder.iterdir()) == set(result.files)
    letters = [path for path in result.files if path.suffix == ".docx"]
    assert [problem for path in letters for problem in letter_problems(path)] == []


def test_what_was_done_stands_on_the_sheet_and_in_the_log(owing: xw.Book) -> None:
    remind(owing, as_of=DAY)
    assert facts(owing) == dict.fromkeys(OWING, (1, DAY))
    last = Register(owing).read(LOG).iloc[-1]
    assert last["command"] == "Đôn đốc"
    assert "Ngày 25/09/2022:" in last["outcome"]
    assert YEARLY not in last["outcome"]
    assert all(f"{code} lần 1" in last["outcome"] for code in OWING)


def test_a_unit_without_an_address_is_named_and_needs_a_person(owing: xw.Book) -> None:
    result = remind(owing, as_of=DAY)
    (message,) = result.messages
    assert message.startswith("1 đơn vị chưa có địa chỉ thư điện tử đúng")
    assert "Báo Quảng Ngãi" in message
    assert "Sở Tài chính" not in message
    assert result.has_findings


def test_an_address_that_is_wrong_counts_as_missing(owing: xw.Book) -> None:
    register = Register(owing)
    units = register.read(UNITS)
    units.loc[units["code"] == "BQN", "email"] = "bao quang ngai"
    register.replace(UNITS, units)
    result = remind(owing, as_of=DAY)
    assert "Báo Quảng Ngãi" in result.messages[0]


def test_nothing_needs_a_person_when_every_unit_has_an_address(owing: xw.Book) -> None:
    set_cells(owing, "BQN", exempt=MARK)
    result = remind(owing, as_of=DAY)
    assert result.messages == ()
    assert not result.has_findings


@pytest.mark.parametrize("days", [0, 1, 6])
def test_whoever_was_reminded_lately_is_left_out(owing: xw.Book, days: int) -> None:
    first = remind(owing, as_of=DAY)
    second = remind(owing, as_of=DAY + timedelta(days=days))
    assert second.reminded == second.files == ()
    assert {one.code for one in second.skipped} == set(OWING)
    assert all("đã đôn đốc ngày 25/09/2022" in one.reason for one in second.skipped)
    assert facts(owing) == dict.fromkeys(OWING, (1, DAY))
    assert all(path.exists() for path in first.files)


def test_a_week_later_the_second_letter_names_the_first_and_the_province_gets_a_copy(
    owing: xw.Book,
) -> None:
    remind(owing, as_of=DAY)
    later = DAY + timedelta(days=7)
    result = remind(owing, as_of=later)
    assert facts(owing) == dict.fromkeys(OWING, (2, later))
    (one,) = [one for one in result.reminded if one.reminder.code == "524"]
    text = text_of(one.letter)
    assert "đôn đốc lần thứ nhất vào ngày 25 tháng 9 năm 2022" in text
    assert "- UBND tỉnh Quảng Ngãi (để báo cáo);" in text
    assert one.draft is not None
    assert message_from_bytes(one.draft.read_bytes(), policy=default)["Cc"] == "vpub@example.vn"
    assert "524 lần 2" in Register(owing).read(LOG)["outcome"].iloc[-1]


def test_a_second_reminder_that_cannot_reach_the_superior_says_so(owing: xw.Book) -> None:
    config(owing, "mail.to", "")
    remind(owing, as_of=DAY)
    messages = remind(owing, as_of=DAY + timedelta(days=7)).messages
    assert any("cấp trên" in message and "Sở Tài chính" in message for message in messages)


def test_a_day_corrected_by_hand_counts(owing: xw.Book) -> None:
    remind(owing, as_of=DAY)
    set_cells(owing, "STC", reminded=date(2022, 9, 28))
    result = remind(owing, as_of=date(2022, 10, 3))
    assert codes(result) == {"524", "BQN"}


def test_units_that_reported_since_are_left_in_peace(owing: xw.Book) -> None:
    remind(owing, as_of=DAY)
    set_cells(owing, "STC", received=date(2022, 9, 27))
    assert codes(remind(owing, as_of=date(2022, 10, 5))) == {"524", "BQN"}


def test_before_the_last_day_nobody_is_reminded_unless_asked_for(owing: xw.Book) -> None:
    early = date(2022, 9, 14)
    assert remind(owing, as_of=early).reminded == ()
    assert remind(owing, as_of=early, before=4).reminded == ()
    result = remind(owing, as_of=early, before=5)
    assert codes(result) == set(OWING)
    assert facts(owing) == dict.fromkeys(OWING, (0, early))
    assert all("nhac-truoc-han" in path.name for path in result.files)


def test_a_notice_does_not_count_as_the_first_reminder(owing: xw.Book) -> None:
    remind(owing, as_of=date(2022, 9, 14), before=5)
    result = remind(owing, as_of=DAY)
    assert {one.reminder.times for one in result.reminded} == {1}
    assert "đã nhắc vào ngày 14 tháng 9 năm 2022" in text_of(result.reminded[0].letter)


def test_one_letter_goes_to_all(owing: xw.Book) -> None:
    result = remind(owing, as_of=DAY, one_letter=True)
    assert [path.name for path in result.files] == [
        "Don-doc-chung_2022_2022-09-25.docx",
        "Don-doc-chung_2022_2022-09-25.eml",
    ]
    assert letter_problems(result.files[0], appendices=1) == []
    message = message_from_bytes(result.files[1].read_bytes(), policy=default)
    assert set(str(message["To"]).split(", ")) == {"vp@binhson.example", "stc@example.vn"}
    assert facts(owing) == dict.fromkeys(OWING, (1, DAY))
    assert "Báo Quảng Ngãi" in result.messages[0]


def test_a_letter_and_a_draft_that_were_edited_stay(owing: xw.Book) -> None:
    first = remind(owing, as_of=DAY)
    for path in first.files:
        path.write_bytes(path.read_bytes() + b" edited")
    forget(owing)
    second = remind(owing, as_of=DAY)
    assert not set(first.files) & set(second.files)
    assert all(path.stem.endswith("_2") for path in second.files)
    assert all(path.read_bytes().endswith(b" edited") for path in first.files)


def test_the_same_reminders_made_again_leave_no_second_copy(owing: xw.Book) -> None:
    first = remind(owing, as_of=DAY)
    before = {path: path.read_bytes() for path in first.files}
    forget(owing)
    assert remind(owing, as_of=DAY).files == first.files
    assert {path: path.read_bytes() for path in first.files} == before


def test_a_template_of_the_office_is_used_and_its_mistake_leaves_nothing_behind(
    owing: xw.Book, tmp_path: Path
) -> None:
    wrong = tmp_path / "mau.docx"
    wrong.write_text("not a Word file")
    with pytest.raises(DanVanError, match=r"mau\.docx"):
        remind(owing, as_of=DAY, template=wrong)
    assert not (tmp_path / "don-doc").exists()
    assert facts(owing) == {}


def test_a_closed_period_is_left_as_it_is(owing: xw.Book, master_path: Path) -> None:
    lock(owing, as_of=DAY)
    with pytest.raises(DanVanError, match="đã khóa"):
        remind(owing, as_of=DAY)
    assert not (master_path.parent / "don-doc").exists()


@pytest.mark.parametrize("wrong", [{"before": -1}, {"again_after": -1}])
def test_a_negative_number_of_days_is_refused(owing: xw.Book, wrong: dict[str, int]) -> None:
    with pytest.raises(DanVanError, match="từ 0 trở lên"):
        remind(owing, as_of=DAY, **wrong)  # type: ignore[arg-type]


def type_in(book: xw.Book, unit: str, key: str, value: object, obligation: str = YEARLY) -> None:
    """Type what is perhaps no day into a cell of ``unit`` on ``Báo cáo``."""
    register = Register(book)
    frame = register.read(SUBMISSIONS)
    is_meant = (frame["unit_code"] == unit) & (frame["obligation"] == obligation)
    address = register.address(SUBMISSIONS, int(frame.index[is_meant][0]), key)
    book.sheets[SUBMISSIONS.sheet].range(address).value = value


@pytest.mark.parametrize(
    ("key", "header"),
    [("received", "Ngày nhận"), ("extension", "Gia hạn đến"), ("returned", "Ngày trả lại")],
)
@pytest.mark.parametrize("one_letter", [False, True])
def test_a_unit_with_a_cell_that_holds_no_day_is_not_reminded(
    owing: xw.Book, key: str, header: str, one_letter: bool
) -> None:
    set_cells(owing, "BQN", exempt=MARK)
    type_in(owing, "STC", key, "đã nhận")
    result = remind(owing, as_of=DAY, one_letter=one_letter)
    assert codes(result) == {"524"}
    reason = f"ô {header} ghi «đã nhận», không phải ngày: sửa ô này rồi nhắc lại"
    assert result.to_json()["skipped"] == [
        {"code": "STC", "name": "Sở Tài chính", "reason": reason}
    ]
    assert result.summary == "1 đơn vị, 1 công văn, 1 thư nháp; 1 đơn vị có ô ghi sai nên chưa nhắc"
    assert result.has_findings
    assert result.messages[-1] == (
        "1 đơn vị chưa nhắc vì có ô ghi sai ở trang Báo cáo: Sở Tài chính. Sửa các ô này rồi nhắc "
        "lại."
    )
    assert facts(owing) == {"524": (1, DAY)}


def test_a_cell_that_was_put_right_holds_nobody_back(owing: xw.Book) -> None:
    type_in(owing, "STC", "received", "đã nhận")
    remind(owing, as_of=DAY)
    type_in(owing, "STC", "received", None)
    assert codes(remind(owing, as_of=DAY)) == {"STC"}
    assert facts(owing) == dict.fromkeys(OWING, (1, DAY))


def test_a_cell_about_another_obligation_holds_nobody_back(registering: xw.Book) -> None:
    type_in(registering, "524", "received", "rồi", REGISTRATION)
    assert codes(remind(registering, as_of=DAY)) == set(OWING)
    assert codes(remind(registering, obligation=REGISTRATION, as_of=SPRING)) == {"525"}


def test_a_row_that_names_no_obligation_is_that_of_the_yearly_report(owing: xw.Book) -> None:
    type_in(owing, "STC", "received", "rồi")
    type_in(owing, "STC", "obligation", None)
    assert codes(remind(owing, as_of=DAY)) == {"524", "BQN"}


def test_the_reasons_for_which_units_are_left_out_are_told_apart(owing: xw.Book) -> None:
    set_cells(owing, "524", "BQN", reminded=date(2022, 9, 24))
    type_in(owing, "STC", "received", "đã nhận")
    left_out = "2 đơn vị mới nhắc gần đây nên không nhắc lại; 1 đơn vị có ô ghi sai nên chưa nhắc"
    result = remind(owing, as_of=DAY)
    assert result.summary == f"không nhắc đơn vị nào; {left_out}"
    assert result.has_findings
    assert "Sở Tài chính" in result.messages[-1]
    set_cells(owing, "525", exempt="")
    result = remind(owing, as_of=DAY)
    assert result.summary == f"1 đơn vị, 1 công văn, 0 thư nháp; {left_out}"


def test_units_that_were_reminded_lately_need_no_person(owing: xw.Book) -> None:
    set_cells(owing, *OWING, reminded=date(2022, 9, 24))
    result = remind(owing, as_of=DAY)
    assert result.summary == "không nhắc đơn vị nào; 3 đơn vị mới nhắc gần đây nên không nhắc lại"
    assert not result.has_findings


def test_when_nobody_is_late_the_summary_says_so(owing: xw.Book) -> None:
    early = date(2022, 9, 14)
    assert remind(owing, as_of=early).summary == "không có đơn vị nào quá hạn"
    result = remind(owing, as_of=early, before=4)
    assert result.summary == "không có đơn vị nào quá hạn hoặc sắp đến hạn"
    assert not result.has_findings


def test_a_day_of_reminding_that_cannot_be_read_is_told(owing: xw.Book) -> None:
    type_in(owing, "STC", "reminded", "hôm kia")
    result = remind(owing, as_of=DAY)
    assert any("hôm kia" in message for message in result.messages)
    assert "STC" in codes(result)


def test_pdfs_are_made_and_attached_where_asked_for(
    owing: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def to_pdf(document: Path) -> Path:
        made = document.with_suffix(".pdf")
        made.write_bytes(b"%PDF")
        return made

    monkeypatch.setattr(remind_module, "to_pdf", to_pdf)
    result = remind(owing, as_of=DAY, pdf=True)
    assert Counter(path.suffix for path in result.files) == {".docx": 3, ".pdf": 3, ".eml": 2}
    draft = next(path for path in result.files if path.suffix == ".eml")
    parts = message_from_bytes(draft.read_bytes(), policy=default).iter_attachments()
    assert [Path(str(part.get_filename())).suffix for part in parts] == [".docx", ".pdf"]


def test_a_machine_that_makes_no_pdf_is_told_so(
    owing: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remind_module, "to_pdf", lambda document: None)
    result = remind(owing, as_of=DAY, pdf=True)
    assert remind_module.NO_PDF in result.messages


def test_the_result_as_json(owing: xw.Book) -> None:
    remind(owing, as_of=DAY)
    set_cells(owing, "STC", reminded=date(2022, 10, 1))
    result = remind(owing, as_of=date(2022, 10, 2))
    assert "quá hạn 13 ngày (09 ngày làm việc)" in text_of(result.files[0])
    found = result.to_json()
    assert set(found) == {"obligation", "files", "reminded", "skipped", "messages"}
    assert found["obligation"] == YEARLY
    assert found["files"] == [str(path) for path in result.files]
    (one,) = [one for one in found["reminded"] if one["code"] == "524"]
    assert {key: one[key] for key in ("name", "status", "days", "times", "previous")} == {
        "name": "Huyện Bình Sơn",
        "status": "overdue",
        "days": 13,
        "times": 2,
        "previous": "2022-09-25",
    }
    assert [one["code"] for one in found["skipped"]] == ["STC"]


def test_units_are_reminded_of_another_obligation(registering: xw.Book, master_path: Path) -> None:
    result = remind(registering, obligation="đăng ký mô hình", as_of=SPRING)
    assert {path.relative_to(master_path.parent).as_posix() for path in result.files} == {
        "don-doc/Don-doc_524_Huyen_Binh_Son_Dang_ky_mo_hinh_2022_lan-1.docx",
        "don-doc/Don-doc_524_Huyen_Binh_Son_Dang_ky_mo_hinh_2022_lan-1.eml",
        "don-doc/Don-doc_525_Huyen_Tra_Bong_Dang_ky_mo_hinh_2022_lan-1.docx",
    }
    assert facts(registering, REGISTRATION) == dict.fromkeys(("524", "525"), (1, SPRING))
    assert facts(registering) == {}
    text = text_of(result.files[0])
    assert "trước ngày 15 tháng 3 năm 2022" in text
    assert "chưa nhận được đăng ký mô hình của Ủy ban nhân dân huyện Bình Sơn, quá hạn 10" in text
    assert "quá hạn 10 ngày (08 ngày làm việc)" in text
    assert result.to_json()["obligation"] == REGISTRATION
    assert "Ngày 24/03/2022, «Đăng ký mô hình»:" in Register(registering).read(LOG).iloc[-1].outcome


def test_the_obligation_of_the_settings_is_meant_when_none_is_given(registering: xw.Book) -> None:
    config(registering, "period.obligation", REGISTRATION)
    assert remind(registering, as_of=SPRING).obligation == REGISTRATION
    assert set(facts(registering, REGISTRATION)) == {"524", "525"}


def test_an_obligation_that_is_not_there_is_named(registering: xw.Book) -> None:
    with pytest.raises(DanVanError, match="«Kế hoạch»"):
        remind(registering, obligation="Kế hoạch", as_of=SPRING)


def test_each_obligation_counts_its_own_reminders(registering: xw.Book) -> None:
    remind(registering, obligation=REGISTRATION, as_of=SPRING)
    yearly = remind(registering, as_of=DAY)
    assert {one.reminder.times for one in yearly.reminded} == {1}
    assert "đã nhắc vào" not in text_of(yearly.files[0])
    later = DAY + timedelta(days=1)
    again = remind(registering, obligation=REGISTRATION, as_of=later)
    assert {one.reminder.times for one in again.reminded} == {2}
    (one,) = [one for one in again.reminded if one.reminder.code == "524"]
    text = text_of(one.letter)
    assert "V/v đôn đốc lần thứ hai việc đăng ký xây dựng mô hình" in text
    assert "đôn đốc lần thứ nhất vào ngày 24 tháng 3 năm 2022" in text
    assert "- UBND tỉnh Quảng Ngãi (để báo cáo);" in text
    assert one.draft is not None
    assert message_from_bytes(one.draft.read_bytes(), policy=default)["Cc"] == "vpub@example.vn"
    assert facts(registering, REGISTRATION) == dict.fromkeys(("524", "525"), (2, later))
    assert facts(registering) == dict.fromkeys(OWING, (1, DAY))


def test_rows_of_another_year_stay_as_they_are(registering: xw.Book) -> None:
    register = Register(registering)
    frame = register.read(SUBMISSIONS)
    old = frame[(frame["unit_code"] == "524") & (frame["obligation"] == REGISTRATION)]
    register.replace(SUBMISSIONS, frame, old.assign(year=2021.0))
    remind(registering, obligation=REGISTRATION, as_of=SPRING)
    after = Register(registering).read(SUBMISSIONS)
    assert set(after.loc[after["reminded"].notna(), "year"]) == {2022}


def test_one_letter_about_another_obligation_goes_to_all(registering: xw.Book) -> None:
    result = remind(registering, obligation=REGISTRATION, as_of=SPRING, one_letter=True)
    assert [path.name for path in result.files] == [
        "Don-doc-chung_Dang_ky_mo_hinh_2022_2022-03-24.docx",
        "Don-doc-chung_Dang_ky_mo_hinh_2022_2022-03-24.eml",
    ]
    assert letter_problems(result.files[0], appendices=1) == []
    assert facts(registering, REGISTRATION) == dict.fromkeys(("524", "525"), (1, SPRING))


def test_units_that_are_named_are_reminded_though_they_need_not_report(owing: xw.Book) -> None:
    register = Register(owing)
    units = register.read(UNITS)
    units.loc[units["code"] == "STC", "reports"] = ""
    register.replace(UNITS, units)
    ask_for_registration(owing, units="STC; 524")
    assert codes(remind(owing, obligation=REGISTRATION, as_of=SPRING)) == {"STC", "524"}


def test_a_day_off_of_the_workbook_counts(registering: xw.Book) -> None:
    register = Register(registering)
    days = register.read(HOLIDAYS)
    days.loc[len(days)] = [date(2022, 3, 14), None, "Ngày nghỉ của tỉnh"]
    register.replace(HOLIDAYS, days)
    result = remind(registering, obligation=REGISTRATION, as_of=date(2022, 3, 10), before=5)
    assert "chậm nhất ngày 11 tháng 3 năm 2022 (ngày làm việc cuối" in text_of(result.files[0])
    ask_for_registration(registering, next_working_day=YES)
    moved = remind(registering, obligation=REGISTRATION, as_of=SPRING)
    assert "nên đăng ký mô hình được nhận đến hết ngày 15 tháng 3 năm 2022" in text_of(
        moved.files[0]
    )


def test_progress_names_the_units(owing: xw.Book) -> None:
    seen: list[tuple[int, int, str]] = []
    remind(owing, as_of=DAY, progress=lambda *step: seen.append(step))
    assert [(done, total) for done, total, _ in seen] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert "Huyện Bình Sơn" in {text for *_, text in seen}


def test_calls_do_not_grow_with_units(owing: xw.Book) -> None:
    with counted() as few:
        remind(owing, as_of=DAY)
    register = Register(owing)
    frame = register.read(SUBMISSIONS)
    frame["exempt"], frame["reminded"] = "", None
    register.replace(SUBMISSIONS, frame)
    with counted() as many:
        result = remind(owing, as_of=DAY, one_letter=True)
    assert len(result.reminded) > 30
    assert {name: calls for name, calls in many.items() if calls > few[name]} == {}
