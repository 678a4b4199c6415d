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
from danvan_xl.schema.settings import Value
from tests.reminders.reminded import BINH_SON, BINH_THUAN, FINANCE, again, notice, settings


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "Don-doc_524.docx"
    path.write_bytes(b"letter")
    return path


OFFICE: dict[str, Value] = settings(mail_from="snv@example.vn", mail_to="vpub@example.vn")


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
    assert "Ngày cuối đúng hạn là 19/09/2022, đã quá hạn 6 ngày." in text
    assert "Quyết định số 28/2018/QĐ-TTg" in text


def test_the_second_time_the_province_gets_a_copy(paper: Path, tmp_path: Path) -> None:
    message = read_back(draft(again(BINH_SON), OFFICE, [paper]), tmp_path)
    assert message["Cc"] == "vpub@example.vn"
    assert str(message["Subject"]).startswith("[SNV] Đôn đốc lần thứ hai báo cáo kết quả")
    text = text_of(message)
    assert "Công văn đôn đốc lần thứ hai" in text
    assert "Lần nhắc trước: ngày 26/09/2022." in text


def test_the_second_time_a_district_gets_a_copy_of_what_its_commune_gets(
    paper: Path, tmp_path: Path
) -> None:
    message = read_back(draft(again(BINH_THUAN), OFFICE, [paper]), tmp_path)
    assert message["To"] == "xa@binhthuan.example"
    assert message["Cc"] == "vp@binhson.example"


def test_nobody_gets_the_same_mail_twice(paper: Path, tmp_path: Path) -> None:
    values = OFFICE | {"mail.to": "VP <vp@binhson.example>, vpub@example.vn"}
    message = read_back(draft(again(BINH_SON), values, [paper]), tmp_path)
    assert message["Cc"] == "vpub@example.vn"


def test_a_notice_speaks_of_days_left(paper: Path, tmp_path: Path) -> None:
    soon = notice(BINH_SON, date(2022, 9, 19), 4, previous=date(2022, 9, 1))
    message = read_back(draft(soon, OFFICE, [paper]), tmp_path)
    assert str(message["Subject"]).startswith("[SNV] Nhắc thời hạn báo cáo")
    assert "19/09/2022, còn 4 ngày. Lần nhắc trước: ngày 01/09/2022." in text_of(message)
    last = read_back(draft(notice(BINH_SON, date(2022, 9, 19), 0), OFFICE, [paper]), tmp_path)
    assert "hôm nay là ngày cuối" in text_of(last)


def test_a_returned_form_is_named(paper: Path, tmp_path: Path) -> None:
    returned = replace(FINANCE, status="returned", returned=date(2022, 9, 5))
    text = text_of(read_back(draft(returned, OFFICE, [paper]), tmp_path))
    assert "phiếu đã trả lại ngày 05/09/2022 để hoàn chỉnh" in text


def test_a_draft_without_a_sender_is_for_whoever_opens_it(paper: Path, tmp_path: Path) -> None:
    message = read_back(draft(BINH_SON, settings(), [paper]), tmp_path)
    assert message["From"] is None
    assert message["Message-ID"] is None
    assert message["To"]


def test_a_wrong_sender_is_named(paper: Path) -> None:
    with pytest.raises(DanVanError, match="snv@"):
        draft(BINH_SON, settings(mail_from="snv@"), [paper])


def test_one_draft_goes_to_all_and_copies_to_those_above_the_late(
    paper: Path, tmp_path: Path
) -> None:
    units = [again(BINH_THUAN), FINANCE, replace(FINANCE, email="")]
    message = read_back(joint_draft(units, OFFICE, [paper]), tmp_path)
    assert message["To"] == "xa@binhthuan.example, stc@example.vn"
    assert message["Cc"] == "vp@binhson.example"
    assert "Phụ lục của Công văn" in text_of(message)


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
