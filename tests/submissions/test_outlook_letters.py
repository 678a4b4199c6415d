from __future__ import annotations

from datetime import UTC, date, datetime
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart

import pytest

from danvan_xl.submissions.letters import Attachment, attachments
from danvan_xl.submissions.limits import LIMITS
from danvan_xl.submissions.raw import Unreadable
from tests.submissions.write_msg import OutlookFile, OutlookLetter, msg

FORM = b"PK\x03\x04 as if it were a form" * 400
PHIEU = OutlookFile("Phiếu xã Bình An.xlsx", FORM)
EVENING = datetime(2022, 9, 19, 17, 30, tzinfo=UTC)
"""In Viet Nam it is the next day already."""


def names_in(letter: OutlookLetter) -> list[str]:
    return [file.name for file in attachments(msg(letter), LIMITS).files]


def test_a_letter_of_outlook_gives_its_files_and_its_day() -> None:
    read = attachments(msg(OutlookLetter([PHIEU], delivered=EVENING)), LIMITS)
    assert read.files == (Attachment("Phiếu xã Bình An.xlsx", FORM),)
    assert read.received == date(2022, 9, 20)


HEADERS = (
    "Received: from mail.example.vn by so.example.vn; Thu, 15 Sep 2022 17:30:00 +0000\r\n"
    "Received: from pc by mail.example.vn; Wed, 14 Sep 2022 08:00:00 +0700\r\n"
    "Date: Wed, 14 Sep 2022 08:00:00 +0700\r\n"
)


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        (OutlookLetter([PHIEU], headers=HEADERS, delivered=EVENING), date(2022, 9, 16)),
        (OutlookLetter([PHIEU], delivered=EVENING, sent=EVENING.replace(day=1)), date(2022, 9, 20)),
        (OutlookLetter([PHIEU], sent=EVENING), date(2022, 9, 20)),
        (
            OutlookLetter([PHIEU], headers=HEADERS.rpartition("Date")[2].join(["Date", ""])),
            date(2022, 9, 14),
        ),
        (OutlookLetter([PHIEU]), None),
    ],
)
def test_its_day_is_that_of_the_last_server_else_of_delivery(
    letter: OutlookLetter, expected: date | None
) -> None:
    assert attachments(msg(letter), LIMITS).received == expected


def test_pictures_that_the_text_shows_are_left_out() -> None:
    logo = OutlookFile("image001.png", b"\x89PNG", "image/png", content_id="image001.png@01D8")
    hidden = OutlookFile("image002.png", b"\x89PNG", "image/png", hidden=True)
    photo = OutlookFile("ảnh chụp phiếu.png", b"\x89PNG", "image/png")
    html = b'<p>K\xednh g\x1edi <img src="cid:image001.png@01D8"></p>'
    letter = OutlookLetter([logo, hidden, PHIEU, photo], html=html)
    assert names_in(letter) == ["Phiếu xã Bình An.xlsx", "ảnh chụp phiếu.png"]


def test_a_letter_within_a_letter_gives_its_files_too() -> None:
    forwarded = OutlookLetter([PHIEU], delivered=EVENING.replace(day=1))
    letter = OutlookLetter([forwarded, OutlookFile("khác.xls", FORM)], delivered=EVENING)
    assert names_in(letter) == ["Phiếu xã Bình An.xlsx", "khác.xls"]
    assert attachments(msg(letter), LIMITS).received == date(2022, 9, 20)


FIRST = EVENING.replace(day=1)
"""The day of a letter that is forwarded: in Viet Nam 2 September."""


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        (OutlookLetter([PHIEU], delivered=FIRST), date(2022, 9, 2)),
        (OutlookLetter([PHIEU], sent=FIRST), date(2022, 9, 2)),
        (OutlookLetter([PHIEU], headers=HEADERS, delivered=FIRST), date(2022, 9, 16)),
        (
            OutlookLetter([OutlookLetter([PHIEU], sent=FIRST)], delivered=EVENING.replace(day=8)),
            date(2022, 9, 2),
        ),
        (OutlookLetter([PHIEU], delivered=EVENING), None),
        (OutlookLetter([PHIEU], delivered=EVENING.replace(day=20)), None),
        (OutlookLetter([PHIEU]), None),
    ],
)
def test_a_letter_tells_the_earlier_day_of_one_forwarded_in_it(
    within: OutlookLetter, expected: date | None
) -> None:
    read = attachments(msg(OutlookLetter([within], delivered=EVENING)), LIMITS)
    assert read.files == (Attachment("Phiếu xã Bình An.xlsx", FORM),)
    assert read.received == date(2022, 9, 20)
    assert read.first_sent == expected


def test_a_letter_that_only_goes_with_the_form_tells_no_day() -> None:
    letter = OutlookLetter([PHIEU, OutlookLetter(delivered=FIRST)], delivered=EVENING)
    assert attachments(msg(letter), LIMITS).first_sent is None


def test_pictures_that_the_text_of_a_letter_within_shows_are_left_out() -> None:
    logo = OutlookFile("image001.png", b"\x89PNG", "image/png", content_id="image001.png@01D8")
    html = b'<p>K\xednh g\x1edi <img src="cid:image001.png@01D8"></p>'
    forwarded = OutlookLetter([logo, PHIEU], delivered=FIRST, html=html)
    assert names_in(OutlookLetter([forwarded], delivered=EVENING)) == ["Phiếu xã Bình An.xlsx"]
    asked = OutlookLetter([logo], delivered=FIRST, html=html)
    read = attachments(msg(OutlookLetter([PHIEU, asked], delivered=EVENING)), LIMITS)
    assert [file.name for file in read.files] == ["Phiếu xã Bình An.xlsx"]
    assert read.first_sent is None


def test_headers_of_a_letter_within_from_before_unicode_are_read() -> None:
    within = OutlookLetter([OutlookFile("Phiêu.xls", FORM)], headers=HEADERS, code_page=1258)
    letter = OutlookLetter([within], delivered=EVENING)
    assert attachments(msg(letter), LIMITS).first_sent == date(2022, 9, 16)


def test_letters_nested_too_deep_are_not_opened() -> None:
    letter = OutlookLetter([PHIEU])
    for _ in range(9):
        letter = OutlookLetter([letter])
    with pytest.raises(Unreadable):
        attachments(msg(letter), LIMITS)


def test_names_from_before_unicode_are_read() -> None:
    assert names_in(OutlookLetter([OutlookFile("Phiêu.xls", FORM)], code_page=1258)) == [
        "Phiêu.xls"
    ]


@pytest.mark.parametrize("name", ["../../phieu.xlsx", "C:\\phieu.xlsx", "phieu.xlsx:an", ""])
def test_names_are_made_safe(name: str) -> None:
    (safe,) = names_in(OutlookLetter([OutlookFile(name, FORM)]))
    assert not set(safe) & set("/\\:")


def test_a_letter_with_a_digital_signature_is_read_too() -> None:
    signed = MIMEMultipart("signed")
    form = MIMEApplication(FORM)
    form.add_header("Content-Disposition", "attachment", filename="phieu.xlsx")
    signed.attach(form)
    signed.attach(MIMEApplication(b"signature", "pkcs7-signature"))
    file = OutlookFile("smime.p7m", signed.as_bytes(), "multipart/signed")
    assert names_in(OutlookLetter([file], delivered=EVENING)) == ["phieu.xlsx"]


@pytest.mark.parametrize("kind", ["message/rfc822", "text/plain", "\r\nX: y", ""])
def test_a_file_is_attached_whatever_its_kind_is_called(kind: str) -> None:
    read = attachments(msg(OutlookLetter([OutlookFile("phieu.xlsx", FORM, kind)])), LIMITS)
    assert read.files == (Attachment("phieu.xlsx", FORM),)


def reason_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        attachments(data, LIMITS)
    assert caught.value.code == "T19"
    return str(caught.value.values["reason"])


def test_a_letter_without_a_file_is_told() -> None:
    assert "không có tệp" in reason_of(msg(OutlookLetter(delivered=EVENING)))


def test_a_damaged_letter_is_told_and_never_a_traceback() -> None:
    whole = msg(OutlookLetter([PHIEU], headers=HEADERS, delivered=EVENING))
    told = set()
    for place in range(0, len(whole), 97):
        broken = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        for data in (whole[:place], broken):
            try:
                attachments(data, LIMITS)
            except Unreadable as problem:
                told.add(problem.code)
    assert told == {"T19"}
