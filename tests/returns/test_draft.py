"""The e-mails that carry returned forms, read back from their files."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.mail.drafts import write_draft
from danvan_xl.returns.draft import (
    MOST_ERRORS,
    ReturnedForm,
    return_draft,
    return_subject,
    return_text,
)
from danvan_xl.returns.notes import Note
from danvan_xl.schema.findings import FINDING_TYPES, FindingType
from danvan_xl.schema.lists import KINDS
from tests.reminders.reminded import settings

OFFICE = settings(mail_from="snv@example.vn")
WRONG = Note("error", "Kết quả", "E5", "Số liệu", "Không phải số: «12 cuộc».", "Ghi con số.")
DOUBTFUL = replace(WRONG, severity="warning", message="Khác xa năm trước.")


@pytest.fixture
def returned(tmp_path: Path) -> ReturnedForm:
    copy = tmp_path / "phiếu Bình Sơn_can-sua.xlsx"
    copy.write_bytes(b"copy")
    return ReturnedForm(
        "Huyện Bình Sơn",
        KINDS["district"],
        "Nguyễn Thị Mẫu",
        "Văn phòng <vp@binhson.example>; sai@",
        "phiếu Bình Sơn.xlsx",
        date(2022, 9, 15),
        [DOUBTFUL, WRONG, replace(WRONG, severity="info")],
        date(2022, 9, 19),
        copy,
    )


def test_the_text_says_what_is_wrong_where_and_until_when(returned: ReturnedForm) -> None:
    assert return_text(returned, OFFICE) == (
        "Kính gửi: Ủy ban nhân dân huyện Bình Sơn\n"
        "Người liên hệ: Nguyễn Thị Mẫu\n"
        "\n"
        "Sở Nội vụ đã nhận phiếu «phiếu Bình Sơn.xlsx» của đơn vị (nhận ngày 15/09/2022). Phiếu có "
        "1 lỗi cần sửa:\n"
        "\n"
        "1. Trang Kết quả, ô E5 (Số liệu): Không phải số: «12 cuộc».\n"
        "   → Ghi con số.\n"
        "\n"
        "Ngoài ra có 1 điểm cần xem lại trong tệp kèm theo; đúng thì giữ nguyên.\n"
        "\n"
        "Đề nghị đơn vị sửa ngay trong tệp kèm theo (trang đầu liệt kê từng chỗ, bấm vào ô để nhảy "
        "đến), lưu rồi trả lời thư này kèm tệp đó chậm nhất ngày 19/09/2022.\n"
        "\n"
        "Trân trọng.\n"
        "\n"
        "Sở Nội vụ\n"
    )


def test_without_doubts_contact_and_last_day_nothing_is_said_of_them(
    returned: ReturnedForm,
) -> None:
    text = return_text(replace(returned, notes=[WRONG], contact="", until=None), OFFICE)
    assert "Người liên hệ" not in text
    assert "Ngoài ra" not in text
    assert "kèm tệp đó trong thời gian sớm nhất." in text


@pytest.mark.parametrize(
    ("errors", "more"), [(MOST_ERRORS, ""), (MOST_ERRORS + 5, "và 5 lỗi khác trong tệp kèm theo.")]
)
def test_many_errors_are_told_in_short(errors: int, more: str, returned: ReturnedForm) -> None:
    text = return_text(replace(returned, notes=[WRONG] * errors), OFFICE)
    assert f"Phiếu có {errors} lỗi cần sửa" in text
    assert text.count("   → ") == MOST_ERRORS
    assert (more in text) if more else ("lỗi khác" not in text)


@pytest.mark.parametrize(
    ("note", "line"),
    [
        (replace(WRONG, sheet="", cell="", column=""), "1. Không phải số: «12 cuộc».\n"),
        (replace(WRONG, cell="", column=""), "1. Trang Kết quả: Không"),
        (replace(WRONG, message="a\n\nBcc: \u202ex@y.vn\x07\u200b"), "(Số liệu): a Bcc: x@y.vn"),
    ],
)
def test_every_finding_is_one_line(note: Note, line: str, returned: ReturnedForm) -> None:
    assert line in return_text(replace(returned, notes=[note]), OFFICE)


def test_errors_that_are_told_together_count_each(returned: ReturnedForm) -> None:
    together = replace(WRONG, count=29)
    text = return_text(replace(returned, notes=[WRONG] * 19 + [together, together]), OFFICE)
    assert "Phiếu có 77 lỗi cần sửa" in text
    assert "và 29 lỗi khác trong tệp kèm theo." in text


@pytest.mark.parametrize("marked", [True, False])
def test_a_file_has_the_name_that_its_unit_gave_it(marked: bool, returned: ReturnedForm) -> None:
    came = replace(returned, file="3 nén.eml › SXD.zip")
    text = return_text(came if marked else replace(came, marked=None), OFFICE)
    assert "«SXD.zip» của đơn vị" in text
    assert "nén" not in text


def test_a_new_form_is_told_as_such(returned: ReturnedForm) -> None:
    text = return_text(replace(returned, remark="Phiếu mới này thay cho phiếu ấy."), OFFICE)
    assert "Về tệp kèm theo: Phiếu mới này thay cho phiếu ấy.\n" in text
    assert "Đề nghị đơn vị điền, sửa ngay trong tệp kèm theo" in text


def test_a_file_that_cannot_be_read_is_asked_for_again(returned: ReturnedForm) -> None:
    locked = Note("error", "", "", "", "Tệp đặt mật khẩu nên không mở được.", "Bỏ mật khẩu.")
    unread = replace(returned, marked=None, notes=[locked])
    text = return_text(unread, OFFICE)
    assert (
        "đã nhận tệp «phiếu Bình Sơn.xlsx» của đơn vị (nhận ngày 15/09/2022) nhưng không nhập"
        in text
    )
    assert "1. Tệp đặt mật khẩu nên không mở được.\n   → Bỏ mật khẩu." in text
    assert "kèm phiếu đã làm lại chậm nhất ngày 19/09/2022." in text
    assert "tệp kèm theo" not in text
    assert "gửi lại phiếu" in return_subject(unread, OFFICE)
    assert not [*return_draft(unread, OFFICE).iter_attachments()]


def read_back(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=default)


def test_the_draft_goes_to_the_contact_with_the_marked_copy(
    returned: ReturnedForm, tmp_path: Path
) -> None:
    path = write_draft(return_draft(returned, OFFICE), tmp_path / "522_can-sua.xlsx")
    assert path.name == "522_can-sua.eml"
    message = read_back(path)
    assert message["X-Unsent"] == "1"
    assert message["From"] == "Sở Nội vụ <snv@example.vn>"
    assert message["To"] == "Văn phòng <vp@binhson.example>"
    assert (
        message["Subject"]
        == return_subject(returned, OFFICE)
        == (
            "[SNV] Đề nghị hoàn chỉnh phiếu báo cáo kết quả phong trào thi đua "
            '"Dân vận khéo" năm 2022'
        )
    )
    body = message.get_body()
    assert body is not None
    assert str(body.get_content()).replace("\r\n", "\n") == return_text(returned, OFFICE)
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "phieu_Binh_Son_can-sua.xlsx"
    assert attached.get_content() == b"copy"
    assert b"phieu_Binh_Son_can-sua.xlsx" in path.read_bytes()


def test_a_draft_that_a_person_changed_is_not_written_over(
    returned: ReturnedForm, tmp_path: Path
) -> None:
    paper = tmp_path / "x.xlsx"
    first = write_draft(return_draft(returned, OFFICE), paper)
    assert write_draft(return_draft(returned, OFFICE), paper) == first
    other = write_draft(return_draft(replace(returned, until=None), OFFICE), paper)
    assert (first.name, other.name) == ("x.eml", "x_2.eml")


def test_without_a_sender_it_is_for_whoever_opens_it(returned: ReturnedForm) -> None:
    assert return_draft(returned, settings())["From"] is None


def test_a_unit_without_a_right_address_has_a_text_but_no_draft(returned: ReturnedForm) -> None:
    unknown = replace(returned, email="sai@")
    assert return_text(unknown, OFFICE) == return_text(returned, OFFICE)
    with pytest.raises(DanVanError, match="chưa có địa chỉ nhận"):
        return_draft(unknown, OFFICE)


_OFFICE = re.compile(r"(?i)\b(xin|hỏi)\b.* đơn vị|nhập lại|trang Đơn vị|--prefer|bản trả lại")
"""What only who imports can do."""
_OF_THE_BOOK = ("S", "T03")
"""Beginnings of codes that no letter about a file or form has."""


@pytest.mark.parametrize("kind", FINDING_TYPES.values(), ids=lambda kind: kind.code)
def test_what_a_unit_is_told_to_do_it_can_do(kind: FindingType) -> None:
    if not kind.is_ours and not kind.code.startswith(_OF_THE_BOOK):
        assert not _OFFICE.search(kind.to_unit or kind.remedy)
