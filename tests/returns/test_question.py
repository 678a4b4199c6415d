"""The e-mail that asks a unit which of its forms counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_xl.returns.question import Question, SentForm, question_draft, question_text
from danvan_xl.schema.lists import KINDS
from tests.reminders.reminded import settings

OFFICE = settings(mail_from="snv@example.vn")


@pytest.fixture
def question(tmp_path: Path) -> Question:
    book = tmp_path / "524_Huyen_Binh_Son_so-sanh.xlsx"
    book.write_bytes(b"side by side")
    return Question(
        "Huyện Bình Sơn",
        KINDS["district"],
        "Nguyễn Thị Mẫu",
        "vp@binhson.example",
        [
            SentForm("phiếu.xlsx", date(2022, 9, 15), date(2022, 9, 10)),
            SentForm("phiếu\u202exslx. sửa\n.xlsx", date(2022, 9, 15), None),
        ],
        date(2022, 9, 19),
        book,
    )


def test_it_lists_the_files_and_asks_for_a_name(question: Question) -> None:
    assert question_text(question, OFFICE) == (
        "Kính gửi: Ủy ban nhân dân huyện Bình Sơn\n"
        "Người liên hệ: Nguyễn Thị Mẫu\n"
        "\n"
        "Sở Nội vụ đã nhận 2 phiếu khác nhau của đơn vị nên chưa nhập phiếu nào:\n"
        "\n"
        "1. «phiếu.xlsx» (nhận ngày 15/09/2022, ký ngày 10/09/2022)\n"
        "2. «phiếuxslx. sửa .xlsx» (nhận ngày 15/09/2022, không ghi ngày ký)\n"
        "\n"
        "Các chỗ khác nhau được đặt cạnh nhau trong tệp kèm theo.\n"
        "\n"
        "Đề nghị đơn vị trả lời thư này, ghi rõ tên tệp (hoặc số thứ tự trên đây) của phiếu đúng, "
        "chậm nhất ngày 19/09/2022.\n"
        "\n"
        "Trân trọng.\n"
        "\n"
        "Sở Nội vụ\n"
    )


def test_a_file_has_the_name_that_its_unit_gave_it(question: Question) -> None:
    forms = [SentForm("thư 2.eml › phiếu.xlsx", date(2022, 9, 15), None)]
    assert "1. «phiếu.xlsx» (nhận" in question_text(replace(question, forms=forms), OFFICE)


def test_after_the_last_day_it_asks_for_an_answer_soon(question: Question) -> None:
    assert "trong thời gian sớm nhất." in question_text(replace(question, until=None), OFFICE)


def test_the_comparison_goes_with_it(question: Question) -> None:
    message = question_draft(question, OFFICE)
    assert message["Subject"].startswith("[SNV] Đề nghị xác nhận phiếu báo cáo")
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "524_Huyen_Binh_Son_so-sanh.xlsx"
    assert attached.get_content() == b"side by side"
