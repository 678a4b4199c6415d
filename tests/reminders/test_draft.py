"""The drafts of e-mails, read back from their files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.mail.drafts import good_addresses, is_same_draft
from danvan_xl.mail.message import write_eml
from danvan_xl.reminders.draft import draft, joint_draft
from tests.reminders.reminded import (
    BINH_SON,
    BINH_THUAN,
    FINANCE,
    REGISTRATION,
    again,
    notice,
    occasion,
    settings,
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "Don-doc_524.docx"
    path.write_bytes(b"letter")
    return path


MAILBOXES = {"mail_from": "snv@example.vn", "mail_to": "vpub@example.vn"}
OFFICE = occasion(settings(**MAILBOXES))
REGISTERING = replace(OFFICE, obligation=REGISTRATION)


def read_back(message: EmailMessage, tmp_path: Path) -> EmailMessage:
    path = tmp_path / "draft.eml"
    write_eml(message, path)
    return message_from_bytes(path.read_bytes(), policy=default)


def text_of(message: EmailMessage) -> str:
    body = message.get_body()
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_draft_goes_to_the_contact_with_the_letter(paper: Path, tmp_path: Path) -> None:
    message = read_back(draft(BINH_SON, OFFICE, [paper]), tmp_path)
    assert message["X-Unsent"] == "1"
    assert message["From"] == "Sở Nội vụ <snv@example.vn>"
    assert message["To"] == "Văn phòng UBND <vp@binhson.example>, vanthu@binhson.example"
    assert message["Cc"] is None
    assert message["Subject"] == (
        '[SNV] Đôn đốc báo cáo kết quả phong trào thi đua "Dân vận khéo" năm 2022'
    )
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == paper.name
    assert attached.get_content() == b"letter"
    text = text_of(message)
    assert "Kính gửi: Ủy ban nhân dân huyện Bình Sơn\nNgười liên hệ: Nguyễn Thị Mẫu\n" in text
    assert "Ngày cuối đúng hạn là 19/09/2022, đã quá hạn 06 ngày (04 ngày làm việc)." in text
    assert "Quyết định số 28/2018/QĐ-TTg" in text


def test_the_second_time_the_province_gets_a_copy(paper: Path, tmp_path: Path) -> None:
    message = read_back(draft(again(BINH_SON), OFFICE, [paper]), tmp_path)
    assert message["Cc"] == "vpub@example.vn"
    assert str(message["Subject"]).startswith("[SNV] Đôn đốc lần thứ hai việc báo cáo kết quả")
    text = text_of(message)
    assert "Công văn đôn đốc lần thứ hai việc báo cáo" in text
    assert "Lần nhắc trước: ngày 26/09/2022." in text


def test_the_second_time_a_district_gets_a_copy_of_what_its_commune_gets(
    paper: Path, tmp_path: Path
) -> None:
    message = read_back(draft(again(BINH_THUAN), OFFICE, [paper]), tmp_path)
    assert message["To"] == "xa@binhthuan.example"
    assert message["Cc"] == "vp@binhson.example"


def test_nobody_gets_the_same_mail_twice(paper: Path, tmp_path: Path) -> None:
    to_both = MAILBOXES | {"mail_to": "VP <vp@binhson.example>, vpub@example.vn"}
    message = read_back(draft(again(BINH_SON), occasion(settings(**to_both)), [paper]), tmp_path)
    assert message["Cc"] == "vpub@example.vn"


def test_a_notice_speaks_of_days_left(paper: Path, tmp_path: Path) -> None:
    soon = notice(BINH_SON, date(2022, 9, 19), 4, previous=date(2022, 9, 1))
    message = read_back(draft(soon, OFFICE, [paper]), tmp_path)
    assert str(message["Subject"]).startswith("[SNV] Nhắc thời hạn báo cáo")
    assert "19/09/2022, còn 04 ngày. Lần nhắc trước: ngày 01/09/2022." in text_of(message)
    last = read_back(draft(notice(BINH_SON, date(2022, 9, 19), 0), OFFICE, [paper]), tmp_path)
    assert "hôm nay là ngày cuối" in text_of(last)


def test_a_returned_form_is_named(paper: Path, tmp_path: Path) -> None:
    returned = replace(FINANCE, status="returned", returned=date(2022, 9, 5))
    text = text_of(read_back(draft(returned, OFFICE, [paper]), tmp_path))
    assert "phiếu đã trả lại ngày 05/09/2022 để hoàn chỉnh" in text


def test_a_draft_without_a_sender_is_for_whoever_opens_it(paper: Path, tmp_path: Path) -> None:
    message = read_back(draft(BINH_SON, occasion(), [paper]), tmp_path)
    assert message["From"] is None
    assert message["Message-ID"] is None
    assert message["To"]


def test_a_wrong_sender_is_named(paper: Path) -> None:
    with pytest.raises(DanVanError, match="snv@"):
        draft(BINH_SON, occasion(settings(mail_from="snv@")), [paper])


def test_one_draft_goes_to_all_and_copies_to_those_above_the_late(
    paper: Path, tmp_path: Path
) -> None:
    units = [again(BINH_THUAN), FINANCE, replace(FINANCE, email="")]
    message = read_back(joint_draft(units, OFFICE, [paper]), tmp_path)
    assert message["To"] == "xa@binhthuan.example, stc@example.vn"
    assert message["Cc"] == "vp@binhson.example"
    assert "Phụ lục của Công văn" in text_of(message)


def test_a_draft_about_another_obligation_speaks_of_no_report(paper: Path, tmp_path: Path) -> None:
    late = replace(again(BINH_SON), last_day=REGISTRATION.last_day, returned=date(2022, 3, 10))
    message = read_back(draft(late, REGISTERING, [paper]), tmp_path)
    assert message["Subject"] == (
        '[SNV] Đôn đốc lần thứ hai việc đăng ký xây dựng mô hình, điển hình "Dân vận khéo" năm 2022'
    )
    text = text_of(message)
    assert "Ngày cuối đúng hạn là 14/03/2022, đã quá hạn 16 ngày (12 ngày làm việc)" in text
    assert "; đăng ký mô hình đã trả lại ngày 10/03/2022 để hoàn chỉnh." in text
    assert "\nNếu đã gửi đăng ký mô hình, vui lòng cho biết số" in text
    assert "báo cáo" not in text


def test_one_draft_to_all_about_another_obligation(paper: Path, tmp_path: Path) -> None:
    soon = notice(BINH_SON, REGISTRATION.last_day, 4)
    message = read_back(joint_draft([soon], REGISTERING, [paper]), tmp_path)
    title = 'nhắc thời hạn đăng ký xây dựng mô hình, điển hình "Dân vận khéo" năm 2022'
    assert message["Subject"] == f"[SNV] N{title[1:]}"
    assert f"Sở Nội vụ gửi Công văn {title} (tệp kèm theo)." in text_of(message)


@pytest.mark.parametrize(
    ("cell", "good"),
    [
        ("", []),
        ("chưa có", []),
        ("a@b.vn; sai@, c@d.vn", ["a@b.vn", "c@d.vn"]),
        ("a@b.vn\nBcc: x@y.vn", ["a@b.vn"]),
    ],
)
def test_only_right_addresses_of_a_cell_count(cell: str, good: list[str]) -> None:
    assert good_addresses(cell) == good


def test_drafts_that_differ_only_in_when_they_were_made_are_the_same(
    paper: Path, tmp_path: Path
) -> None:
    path = tmp_path / "draft.eml"
    write_eml(draft(BINH_SON, OFFICE, [paper]), path)
    assert is_same_draft(path, draft(BINH_SON, OFFICE, [paper]))
    assert not is_same_draft(path, draft(replace(BINH_SON, days=7), OFFICE, [paper]))
    assert not is_same_draft(path, draft(replace(BINH_SON, email="a@b.vn"), OFFICE, [paper]))
    paper.write_bytes(b"another letter")
    assert not is_same_draft(path, draft(BINH_SON, OFFICE, [paper]))
