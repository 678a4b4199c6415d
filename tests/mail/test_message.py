from __future__ import annotations

import email.header
import socket
from email import message_from_bytes
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.errors import DanVanError
from danvan_xl.mail.message import addresses_in, compose, write_eml

SUBJECT = '[SNV] Báo cáo kết quả phong trào thi đua "Dân vận khéo" năm 2022'
LONG_NAME = "Báo cáo kết quả phong trào thi đua Dân vận khéo năm 2022 của Sở Nội vụ tỉnh.docx"
WORDS = (
    'Báo cáo kết quả phong trào "Dân vận khéo", năm 2022 (lần 2) ; \\ ? = _ <b> =?utf-8?q?x?= Ủy'
)

NAME_WORDS = ["Sở", "Nội", "vụ,", "Phòng", "(XDCQ)", '"A"', "<", ";", "\\", ".", "@", "Ủy"]


def composed(**changes: Any) -> EmailMessage:
    given: dict[str, Any] = {
        "sender": "Sở Nội vụ <snv@quangngai.example.vn>",
        "to": ["vp@x.vn"],
        "subject": SUBJECT,
        "body": "Kính gửi\n",
        "attachments": [],
    }
    return compose(**(given | changes))


def read_back(message: EmailMessage) -> EmailMessage:
    return BytesParser(EmailMessage, policy=SMTP).parsebytes(bytes(message))


def by_the_rules(text: str) -> str:
    """``text`` with encoded words decoded as RFC 2047 has it, by the older parser."""
    parts = email.header.decode_header(text.replace("\r\n", ""))
    return "".join(p.decode(c or "ascii") if isinstance(p, bytes) else p for p, c in parts)


def test_headers_are_read_back() -> None:
    message = read_back(composed(to=["Văn phòng, UBND <vp@x.vn>", "nc@x.vn"], cc=["luu@x.vn"]))
    assert message["Subject"] == SUBJECT
    assert [(a.display_name, a.addr_spec) for a in message["From"].addresses] == [
        ("Sở Nội vụ", "snv@quangngai.example.vn")
    ]
    assert [(a.display_name, a.addr_spec) for a in message["To"].addresses] == [
        ("Văn phòng, UBND", "vp@x.vn"),
        ("", "nc@x.vn"),
    ]
    assert [a.addr_spec for a in message["Cc"].addresses] == ["luu@x.vn"]
    assert message["Date"].datetime.tzinfo is not None
    assert addresses_in(message, "To", "Cc") == ["vp@x.vn", "nc@x.vn", "luu@x.vn"]


def test_someone_named_twice_gets_it_once() -> None:
    message = composed(to=["A <vp@x.vn>", "vp@x.vn"], cc=["vp@x.vn"])
    assert addresses_in(message, "To", "Cc") == ["vp@x.vn"]


def test_the_identifier_names_the_sender_and_not_this_computer() -> None:
    first, second = (str(composed()["Message-ID"]) for _ in range(2))
    assert first.endswith("@quangngai.example.vn>")
    assert first != second
    assert socket.gethostname() not in bytes(composed()).decode()


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=50).map(" ".join))
def test_a_subject_keeps_every_letter_and_space(subject: str) -> None:
    assert read_back(composed(subject=subject))["Subject"] == subject


@settings(max_examples=150)
@given(st.lists(st.sampled_from(NAME_WORDS), max_size=30))
def test_a_name_keeps_every_letter_and_space(words: list[str]) -> None:
    name = " ".join(["Sở", *words])
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    message = composed(to=[f'"{quoted}" <vp@x.vn>', "nc@x.vn"])
    wire = bytes(message).decode("ascii").partition("To: ")[2].partition("\r\nSubject")[0]
    assert by_the_rules(wire.rpartition(",")[0].rpartition("<")[0]).strip() == name
    parsed = read_back(message)["To"].addresses
    assert [address.addr_spec for address in parsed] == ["vp@x.vn", "nc@x.vn"]


def test_every_line_is_short_ascii_and_ends_as_mail_does(tmp_path: Path) -> None:
    path = tmp_path / LONG_NAME
    path.write_bytes(bytes(range(256)) * 50)
    message = composed(attachments=[path], subject=SUBJECT * 5, body="Đại đoàn kết " * 300)
    data = bytes(message)
    assert data.isascii()
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r")
    assert max(map(len, data.split(b"\r\n"))) < 998
    headers = data.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert max(map(len, headers)) <= 78


@pytest.mark.parametrize(
    "name",
    [
        "Bao-cao_2022.docx",
        LONG_NAME,
        'ba "o; cao.pdf',
        "a" * 120 + ".pdf",
        "báo=?cáo.xlsx",
        "x.bin",
    ],
)
def test_an_attachment_comes_back_with_name_and_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x00\xff\r\n.\r\n")
    (part,) = read_back(composed(attachments=[path])).iter_attachments()
    assert part.get_filename() == name
    assert part.get_content() == b"\x00\xff\r\n.\r\n"
    assert part.is_attachment()


def test_older_outlooks_find_the_name_in_the_type_of_the_attachment(tmp_path: Path) -> None:
    path = tmp_path / LONG_NAME
    path.write_bytes(b"x")
    data = bytes(composed(attachments=[path])).decode()
    wire = data.partition(';\r\n name="')[2].partition('"\r\n')[0]
    assert by_the_rules(wire) == LONG_NAME
    assert all(len(line) <= 78 for line in wire.split("\r\n"))
    assert "filename*0" not in data


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (".PDF", "application/pdf"),
        (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (".bin", "application/octet-stream"),
    ],
)
def test_the_type_of_an_attachment_follows_its_suffix(
    tmp_path: Path, suffix: str, kind: str
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"x")
    (part,) = composed(attachments=[path]).iter_attachments()
    assert part.get_content_type() == kind


BREAKS = ["\n", "\r\n", "\r", "\x0b", "\u2028"]


@pytest.mark.parametrize("line_break", [*BREAKS, "\x85", "\x00"])
def test_no_header_can_be_added_through_a_subject(line_break: str) -> None:
    message = read_back(composed(subject=f"Báo cáo{line_break}Bcc: evil@y.vn"))
    assert message["Bcc"] is None
    assert message["Subject"] == "Báo cáo Bcc: evil@y.vn"


@pytest.mark.parametrize("line_break", BREAKS)
@pytest.mark.parametrize("field", ["sender", "to", "cc"])
def test_no_header_can_be_added_through_an_address(line_break: str, field: str) -> None:
    address = f"Sở{line_break}Bcc: evil@y.vn <a@x.vn>"
    with pytest.raises(DanVanError, match="Địa chỉ thư điện tử"):
        composed(**{field: address if field == "sender" else [address]})


def test_no_recipient_and_no_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(DanVanError, match="chưa có địa chỉ nhận"):
        composed(to=[])
    with pytest.raises(DanVanError, match=r"Không đọc được tệp đính kèm «.*mat\.docx»"):
        composed(attachments=[tmp_path / "mat.docx"])


def test_a_draft_is_opened_for_sending(tmp_path: Path) -> None:
    path, report = tmp_path / "thư" / "nhap.eml", tmp_path / "Bao-cao.docx"
    report.write_bytes(b"x")
    message = composed(attachments=[report])
    write_eml(message, path)
    draft = message_from_bytes(path.read_bytes(), policy=SMTP)
    assert draft["X-Unsent"] == "1"
    assert draft["Subject"] == SUBJECT
    assert [part.get_filename() for part in draft.walk() if part.get_filename()] == [report.name]
    assert message["X-Unsent"] is None


def test_a_draft_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "nhap.eml"
    path.write_text("old")
    path.chmod(0o400)
    with pytest.raises(DanVanError):
        write_eml(composed(), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "thu").write_text("a file")
    with pytest.raises(DanVanError, match="Không tạo được thư mục"):
        write_eml(composed(), tmp_path / "thu" / "nhap.eml")
