from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_xl.submissions.attachment_names import safe_name
from danvan_xl.submissions.letters import Attachment, attachments
from danvan_xl.submissions.limits import LIMITS
from danvan_xl.submissions.raw import Unreadable

FORM = b"PK\x03\x04 as if it were a form"


def letter(*names: str, **headers: str) -> EmailMessage:
    """A letter with a form under each of ``names``."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "UBND xã Bình An <binhan@example.vn>"
    message["Subject"] = "Gửi phiếu Dân vận khéo năm 2022"
    message["Date"] = "Mon, 12 Sep 2022 08:00:00 +0700"
    for header, value in headers.items():
        del message[header]
        message[header] = value
    message.set_content("Kính gửi Sở Nội vụ.")
    for name in names:
        message.add_attachment(FORM, maintype="application", subtype="x-excel", filename=name)
    return message


def named(disposition: bytes) -> bytes:
    """A letter with one file, attached by a header as some mail program wrote it."""
    return (
        b"From: a@example.vn\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=B\r\n\r\n"
        b"--B\r\nContent-Type: text/plain\r\n\r\nKinh gui\r\n"
        b"--B\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: " + disposition + b"\r\n\r\n" + b64encode(FORM) + b"\r\n--B--\r\n"
    )


def encoded(name: str) -> bytes:
    return b"=?utf-8?B?" + b64encode(name.encode()) + b"?="


def reason_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        attachments(data, LIMITS)
    assert caught.value.code == "T19"
    return str(caught.value.values["reason"])


def names_in(data: bytes) -> list[str]:
    return [file.name for file in attachments(data, LIMITS).files]


def test_a_letter_gives_the_files_attached_to_it() -> None:
    read = attachments(bytes(letter("Phiếu xã Bình An.xlsx", "phieu 2.ods")), LIMITS)
    assert read.files == (
        Attachment("Phiếu xã Bình An.xlsx", FORM),
        Attachment("phieu 2.ods", FORM),
    )


def forwarded(inner: EmailMessage, day: str) -> EmailMessage:
    outer = letter(Date=day)
    outer.add_attachment(inner)
    return outer


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (letter("phieu.xlsx"), date(2022, 9, 12)),
        (forwarded(letter("phieu.xlsx"), "Tue, 13 Sep 2022 08:00:00 +0700"), date(2022, 9, 12)),
        (letter("phieu.xlsx", Date="Wed, 14 Sep 2022 07:00:00 +0700"), None),
        (letter("phieu.xlsx", Date="Mon, 19 Sep 2022 07:00:00 +0700"), None),
        (letter("phieu.xlsx", Date="hôm qua"), None),
    ],
)
def test_a_letter_tells_the_earlier_day_of_one_forwarded_in_it(
    inner: EmailMessage, expected: date | None
) -> None:
    outer = forwarded(inner, "Wed, 14 Sep 2022 08:00:00 +0700")
    read = attachments(bytes(outer), LIMITS)
    assert read.received == date(2022, 9, 14)
    assert read.first_sent == expected


def test_a_letter_that_only_goes_with_the_form_tells_no_day() -> None:
    """The office's own letter, which asked for the form, is often attached to the answer."""
    outer = letter("phieu.xlsx", Date="Wed, 14 Sep 2022 08:00:00 +0700")
    outer.add_attachment(letter())
    assert attachments(bytes(outer), LIMITS).first_sent is None


LATER = "from mail.example.vn by so.example.vn; Thu, 15 Sep 2022 17:30:00 +0000 (UTC)"
EARLIER = "from pc by mail.example.vn; Thu, 15 Sep 2022 16:59:59 +0000"


@pytest.mark.parametrize(
    ("received", "sent", "expected"),
    [
        ([], "Mon, 12 Sep 2022 08:00:00 +0700", date(2022, 9, 12)),
        ([], "Mon, 19 Sep 2022 23:59:00 +0700", date(2022, 9, 19)),
        ([], "Mon, 19 Sep 2022 17:00:00 GMT", date(2022, 9, 20)),
        ([], "Mon, 19 Sep 2022 17:00:00 -0000", date(2022, 9, 20)),
        ([LATER, EARLIER], "Mon, 12 Sep 2022 08:00:00 +0700", date(2022, 9, 16)),
        (
            ["by so.example.vn; hôm qua", EARLIER],
            "Mon, 12 Sep 2022 08:00:00 +0700",
            date(2022, 9, 15),
        ),
        (["by so.example.vn"], "Mon, 12 Sep 2022 08:00:00 +0700", date(2022, 9, 12)),
        ([], "hôm qua", None),
        ([], "Fri, 31 Dec 9999 23:59:00 +0000", None),
        ([], "", None),
    ],
)
def test_it_was_received_when_the_last_server_says_in_viet_nam(
    received: list[str], sent: str, expected: date | None
) -> None:
    lines = [f"Received: {line}\r\n".encode() for line in received]
    lines += [f"Date: {sent}\r\n".encode()] if sent else []
    assert attachments(
        b"".join(lines) + named(b"attachment; filename=a.xlsx"), LIMITS
    ).received == (expected)


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (b"attachment; filename*=UTF-8''Phi%E1%BA%BFu%20x%C3%A3.xlsx", "Phiếu xã.xlsx"),
        (
            b"attachment;\r\n filename*0*=UTF-8''Phi%E1%BA%BF;\r\n filename*1*=u%20x%C3%A3.xlsx",
            "Phiếu xã.xlsx",
        ),
        (b'attachment; filename="' + encoded("Phiếu xã.xlsx") + b'"', "Phiếu xã.xlsx"),
        ('attachment; filename="Phiếu xã.xlsx"'.encode(), "Phiếu xã.xlsx"),
        ('attachment; filename="Phie\u0302\u0301u xa\u0303.xlsx"'.encode(), "Phiếu xã.xlsx"),
        (b"inline; filename=phieu.xlsx", "phieu.xlsx"),
        (b'attachment; filename="../../etc/phieu.xlsx"', "phieu.xlsx"),
        (b'attachment; filename="C:\\\\Users\\\\phieu.xlsx"', "phieu.xlsx"),
        (b'attachment; filename="phieu.xlsx:an"', "phieu.xlsx_an"),
        (b'attachment; filename="a\x00b\x1b.xlsx"', "ab.xlsx"),
        ('attachment; filename="phieu\u202excod.xlsx"'.encode(), "phieuxcod.xlsx"),
        (b'attachment; filename="CON.xlsx"', "_CON.xlsx"),
        (b'attachment; filename="phieu.xlsx. . "', "phieu.xlsx"),
        (b'attachment; filename="' + b"a" * 300 + b'.xlsx"', "a" * 95 + ".xlsx"),
        (b'attachment; filename=".."', "tep-1"),
        (b'attachment; filename=""', "tep-1"),
        (b"attachment", "tep-1"),
    ],
)
def test_names_are_decoded_and_made_safe(disposition: bytes, name: str) -> None:
    assert names_in(named(disposition)) == [name]


def test_files_of_one_name_are_told_apart() -> None:
    names = names_in(bytes(letter("phieu.xlsx", "Phieu.xlsx", "phieu (2).xlsx", "phieu.xlsx")))
    assert names == ["phieu.xlsx", "Phieu (2).xlsx", "phieu (2) (2).xlsx", "phieu (3).xlsx"]


def test_a_forwarded_letter_gives_its_files_but_not_its_date() -> None:
    outer = letter(Date="Tue, 20 Sep 2022 08:00:00 +0700")
    outer.add_attachment(letter("phieu.xlsx"))
    read = attachments(bytes(outer), LIMITS)
    assert [file.name for file in read.files] == ["phieu.xlsx"]
    assert read.received == date(2022, 9, 20)


@pytest.mark.parametrize(("times", "is_found"), [(3, True), (4, False)])
def test_letters_within_letters_are_opened_three_deep(times: int, is_found: bool) -> None:
    message = letter("phieu.xlsx")
    for _ in range(times):
        outer = letter()
        outer.add_attachment(message)
        message = outer
    if is_found:
        assert names_in(bytes(message)) == ["phieu.xlsx"]
    else:
        assert reason_of(bytes(message)) == "không có tệp nào kèm theo."


def with_signature(message: EmailMessage) -> EmailMessage:
    """The letter with a text that shows a logo, a visiting card and a signature."""
    message.add_alternative('<p>Kính gửi</p><img src="cid:logo@1">', subtype="html")
    html = message.get_payload()[1]  # type: ignore[index]
    html.add_related(b"GIF89a", "image", "gif", cid="<logo@1>", filename="image001.gif")  # type: ignore[union-attr]
    message.add_attachment("BEGIN:VCARD", subtype="vcard", filename="toi.vcf")
    message.add_attachment(b"0", "application", "pkcs7-signature", filename="smime.p7s")
    return message


def test_what_belongs_to_a_signature_is_no_attachment() -> None:
    assert reason_of(bytes(with_signature(letter()))) == "không có tệp nào kèm theo."


def test_a_form_beside_a_signature_is_found() -> None:
    message = with_signature(letter())
    message.add_attachment(FORM, "application", "octet-stream", filename="phieu.xlsx")
    assert names_in(bytes(message)) == ["phieu.xlsx"]


def test_a_picture_that_no_text_shows_was_attached() -> None:
    message = letter()
    message.add_attachment(b"\xff\xd8", "image", "jpeg", filename="scan.jpg", cid="<f_l8>")
    assert names_in(bytes(message)) == ["scan.jpg"]


def winmail() -> bytes:
    message = letter()
    message.add_attachment(b"\x78\x9f\x3e\x22", "application", "ms-tnef", filename="winmail.dat")
    return bytes(message)


def encrypted() -> bytes:
    message = letter()
    message.add_attachment(b"0\x80", "application", "pkcs7-mime", filename="smime.p7m")
    return bytes(message)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: bytes(letter()), "không có tệp nào kèm theo."),
        (winmail, "tệp nằm trong winmail.dat mà chỉ Outlook mở được."),
        (encrypted, "thư được mã hóa."),
        (lambda: bytes(letter(*["a.xlsx"] * 51)), "có hơn 50 tệp kèm theo."),
        (
            lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500),
            "thư hỏng.",
        ),
        (lambda: b"", "tệp không phải là thư, hoặc đã hỏng."),
        (lambda: bytes(range(256)) * 50, "tệp không phải là thư, hoặc đã hỏng."),
        (
            lambda: b"From: a@example.vn\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n",
            "không có tệp nào kèm theo.",
        ),
        (
            lambda: b"From: a@example.vn\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 5000,
            "thư hỏng.",
        ),
    ],
)
def test_a_letter_that_brings_nothing_says_why(make: Callable[[], bytes], reason: str) -> None:
    assert reason_of(make()) == reason


def test_fifty_files_are_taken() -> None:
    assert len(names_in(bytes(letter(*["a.xlsx"] * 50)))) == 50


def test_a_file_over_the_limit_is_refused() -> None:
    small = replace(LIMITS, file_bytes=len(FORM) - 1)
    with pytest.raises(Unreadable) as caught:
        attachments(bytes(letter("phieu.xlsx")), small)
    assert caught.value.values == {"reason": "tệp «phieu.xlsx» quá lớn."}


def test_a_sender_that_nobody_can_read_does_not_cost_the_files() -> None:
    whole = named(b"attachment; filename=a.xlsx")
    broken = whole.replace(b"From: a@example.vn", b"From: " + b"(" * 20_000)
    assert names_in(broken) == ["a.xlsx"]


def test_marks_at_the_front_do_not_hide_a_letter() -> None:
    whole = bytes(letter("phieu.xlsx"))
    assert names_in(b"\xef\xbb\xbf" + whole) == ["phieu.xlsx"]
    assert names_in(b"From someone Mon Sep 12 08:00:00 2022\n" + whole) == ["phieu.xlsx"]


def outcome(data: bytes) -> str | list[str]:
    """The names of the files in a letter, or the sentence that says why there are none."""
    try:
        return names_in(data)
    except Unreadable as problem:
        return problem.finding.message


def is_told(outcome: str | list[str]) -> bool:
    if isinstance(outcome, str):
        return outcome.startswith("Thư không có tệp đính kèm đọc được: ") and outcome.endswith(".")
    return all(name and name == safe_name(name, 1) for name in outcome)


def whole() -> bytes:
    message = with_signature(letter())
    message.add_attachment(FORM, "application", "octet-stream", filename="Phiếu xã Bình An.xlsx")
    message.add_attachment(letter("phieu.ods"))
    return bytes(message)


WHOLE = whole()


def test_the_letter_that_is_damaged_is_a_good_one() -> None:
    assert outcome(WHOLE) == ["Phiếu xã Bình An.xlsx", "phieu.ods"]


@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=40),
    st.integers(0, len(WHOLE)),
)
def test_a_damaged_letter_is_read_or_refused(changes: list[tuple[int, int]], end: int) -> None:
    damaged = bytearray(WHOLE)
    for place, value in changes:
        damaged[place] = value
    assert is_told(outcome(bytes(damaged[:end])))


@given(st.binary(max_size=300))
def test_anything_at_all_is_read_or_refused(data: bytes) -> None:
    assert is_told(outcome(b"From: a@example.vn\n" + data))


@given(st.text(max_size=150))
def test_a_name_made_safe_stays_as_it_is(name: str) -> None:
    safe = safe_name(name, 7)
    assert safe_name(safe, 7) == safe
    assert not set(safe) & set('/\\<>:"|?*')
    assert 0 < len(safe) <= 100
