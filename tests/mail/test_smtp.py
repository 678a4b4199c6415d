from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
import trustme

from danvan_xl.errors import DanVanError
from danvan_xl.mail.server import Server
from danvan_xl.mail.smtp import Handed, hand_over
from tests.mail.servers import (
    HOST,
    PASSWORD,
    SILENCE,
    USER,
    Mailbox,
    certificate,
    scripted,
    serving,
)

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
# of the test server, which does not notice that it is encrypted from the first byte

EVERYONE = ["vp@example.vn", "nc@example.vn", "luu@example.vn"]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_message_arrives_encrypted_after_a_login(
    message: EmailMessage, trusted: trustme.CA, security: str
) -> None:
    mailbox = Mailbox()
    context = certificate(trusted)
    with serving(mailbox, security=security, context=context, log_in=True) as server:
        assert hand_over(message, server, PASSWORD) == Handed()
    (received,) = mailbox.received
    assert received.sender == "snv@example.vn"
    assert received.recipients == EVERYONE
    if security == "starttls":
        assert received.encrypted
    assert received.message["Subject"] == message["Subject"]
    body = received.message.get_body()
    assert body is not None
    lines = body.get_content().splitlines()
    assert lines == ["Kính gửi: Ủy ban nhân dân tỉnh", ".", "..hai chấm đầu dòng"]
    (report,) = received.message.iter_attachments()
    assert report.get_content() == b"PK\x03\x04 report"


def test_a_server_of_the_office_may_ask_for_nothing(message: EmailMessage) -> None:
    mailbox = Mailbox()
    with serving(mailbox) as server:
        hand_over(message, server, None)
    assert len(mailbox.received) == 1


def test_the_name_of_this_computer_is_not_told(message: EmailMessage) -> None:
    mailbox = Mailbox()
    with serving(mailbox) as server:
        hand_over(message, server, None)
    (received,) = mailbox.received
    assert received.greeted_as == "[127.0.0.1]"
    assert socket.gethostname() not in received.message.as_string()


def test_a_wrong_password_is_told_without_it(message: EmailMessage, trusted: trustme.CA) -> None:
    mailbox = Mailbox()
    context = certificate(trusted)
    with (
        serving(mailbox, security="starttls", context=context, log_in=True) as server,
        pytest.raises(DanVanError, match=f"không cho «{USER}» đăng nhập .*535") as told,
    ):
        hand_over(message, server, "wr0ng-one")
    assert "wr0ng-one" not in str(told.value)
    assert mailbox.received == []


@pytest.mark.parametrize("password", ["", None, "sông-Trà-1"])
def test_a_password_that_no_server_takes_is_refused_here(
    message: EmailMessage, password: str | None
) -> None:
    with pytest.raises(DanVanError, match="trống hoặc có chữ ngoài") as told:
        hand_over(message, Server(HOST, 1, "tls", USER), password)
    assert told.value.__cause__ is None
    assert not password or password not in str(told.value)


def test_a_server_without_logins_is_told(message: EmailMessage) -> None:
    with (
        scripted({}) as server,
        pytest.raises(DanVanError, match="không nhận đăng nhập bằng mật khẩu"),
    ):
        hand_over(message, Server(server.host, server.port, "none", USER), PASSWORD)


def test_a_server_that_hangs_up_at_the_login_is_told(message: EmailMessage) -> None:
    greeting = b"250-test\r\n250 AUTH PLAIN\r\n"
    with (
        scripted({"ehlo": greeting, "auth": None}) as server,
        pytest.raises(DanVanError, match="ngắt kết nối khi đăng nhập"),
    ):
        hand_over(message, Server(server.host, server.port, "none", USER), PASSWORD)


# Certificates


def certificate_refused(message: EmailMessage, context: ssl.SSLContext, security: str) -> str:
    mailbox = Mailbox()
    with (
        serving(mailbox, security=security, context=context) as server,
        pytest.raises(DanVanError) as told,
    ):
        hand_over(message, server, None)
    assert mailbox.received == []
    return str(told.value)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_an_unknown_authority_is_refused(
    message: EmailMessage, authority: trustme.CA, security: str
) -> None:
    told = certificate_refused(message, certificate(authority), security)
    assert "không do nơi mà máy này tin cậy cấp" in told


@pytest.mark.parametrize("name", ["mail.example.vn", "10.0.0.1"])
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_for_another_name_is_refused(
    message: EmailMessage, trusted: trustme.CA, security: str, name: str
) -> None:
    told = certificate_refused(message, certificate(trusted, name), security)
    assert "cấp cho tên khác" in told


def test_an_expired_certificate_is_refused(message: EmailMessage, trusted: trustme.CA) -> None:
    context = certificate(trusted, not_after=datetime(2020, 1, 1, tzinfo=UTC))
    assert "đã hết hạn" in certificate_refused(message, context, "tls")


def test_nothing_goes_out_unencrypted_where_encryption_is_asked_for(message: EmailMessage) -> None:
    mailbox = Mailbox()
    with serving(mailbox) as server:
        plain = Server(server.host, server.port, "starttls")
        with pytest.raises(DanVanError, match="không mã hóa kết nối"):
            hand_over(message, plain, None)
        with pytest.raises(DanVanError, match="Không lập được kết nối mã hóa"):
            hand_over(message, Server(server.host, server.port, "tls"), None)
    assert mailbox.received == []


# What the server refuses


def test_a_refused_recipient_does_not_keep_the_others_from_getting_it(
    message: EmailMessage,
) -> None:
    mailbox = Mailbox(refused={"nc@example.vn": "550 5.1.1 no such user"})
    with serving(mailbox) as server:
        assert hand_over(message, server, None) == Handed(refused=("nc@example.vn",))
    assert mailbox.received[0].recipients == ["vp@example.vn", "luu@example.vn"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("550 5.1.1 no such user", r"không nhận thư cho vp@.*, luu@example.vn \(mã 550 5.1.1\)"),
        ("450 4.2.0 greylisted", r"tạm thời không nhận \(mã 450 4.2.0\)"),
    ],
)
def test_when_every_recipient_is_refused_nothing_is_sent(
    message: EmailMessage, answer: str, expected: str
) -> None:
    mailbox = Mailbox(refused=dict.fromkeys(EVERYONE, answer))
    with serving(mailbox) as server, pytest.raises(DanVanError, match=expected):
        hand_over(message, server, None)
    assert mailbox.received == []


def test_a_message_above_the_limit_of_the_server_is_told(message: EmailMessage) -> None:
    mailbox = Mailbox()
    with (
        serving(mailbox, data_size_limit=300) as server,
        pytest.raises(DanVanError, match=r"không nhận thư lớn 0,0 MB \(mã 552\)"),
    ):
        hand_over(message, server, None)
    assert mailbox.received == []


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"greeting": b"554 no service\r\n"}, r"từ chối thư \(mã 554\)"),
        ({"greeting": b"421 4.3.2 busy\r\n"}, r"tạm thời không nhận \(mã 421 4.3.2\)"),
        ({"mail": b"530 5.7.0 log in first\r\n"}, r"đòi đăng nhập \(mã 530 5.7.0\)"),
        ({"mail": b"553 5.7.1 not yours\r\n"}, r"không cho gửi từ địa chỉ «snv@example.vn»"),
        ({"data": b"554 5.7.1 spam\r\n"}, r"từ chối thư \(mã 554 5.7.1\)"),
        ({".": b"552 5.3.4 too big\r\n"}, r"không nhận thư lớn .* \(mã 552 5.3.4\)"),
        ({".": b"554 5.7.1 spam\r\n"}, r"từ chối thư \(mã 554 5.7.1\)"),
        ({".": b"451 4.3.0 later\r\n"}, r"tạm thời không nhận \(mã 451 4.3.0\)"),
        ({".": b"421 4.3.2 going down\r\n"}, r"tạm thời không nhận \(mã 421 4.3.2\)"),
    ],
)
def test_each_refusal_has_its_own_sentence(
    message: EmailMessage, answers: dict[str, bytes], expected: str
) -> None:
    with scripted(answers) as server, pytest.raises(DanVanError, match=expected) as told:
        hand_over(message, server, None)
    assert "thư chưa gửi" in str(told.value)


def test_what_a_server_writes_is_not_repeated(message: EmailMessage) -> None:
    said = b"535 5.7.8 your password b0-qua+kh0a is wrong\r\n"
    greeting = b"250-test\r\n250 AUTH PLAIN\r\n"
    with scripted({"ehlo": greeting, "auth": said}) as server, pytest.raises(DanVanError) as told:
        hand_over(message, Server(server.host, server.port, "none", USER), PASSWORD)
    assert PASSWORD not in str(told.value)


# The line


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"greeting": None}, "ngắt kết nối ngay, thư chưa gửi"),
        ({"mail": None}, "Mất kết nối .* khi đang gửi, thư chưa gửi"),
        ({"rcpt": None}, "Mất kết nối .* khi đang gửi, thư chưa gửi"),
        ({"data": None}, "Mất kết nối .* khi đang gửi, thư chưa gửi"),
        ({"greeting": SILENCE}, "không trả lời, thư chưa gửi"),
        ({"ehlo": SILENCE}, "không trả lời, thư chưa gửi"),
        ({"rcpt": SILENCE}, "không trả lời, thư chưa gửi"),
    ],
)
def test_a_line_that_breaks_before_the_message_left_means_that_nothing_was_sent(
    message: EmailMessage, answers: dict[str, bytes | None], expected: str
) -> None:
    with scripted(answers) as server, pytest.raises(DanVanError, match=expected):
        hand_over(message, server, None, seconds=0.3)


@pytest.mark.parametrize("answer", [None, SILENCE, b"what was that\r\n", b"2" * 9000 + b"\r\n"])
def test_a_line_that_breaks_before_the_last_answer_leaves_it_unknown(
    message: EmailMessage, answer: bytes | None
) -> None:
    with scripted({".": answer}) as server:
        result = hand_over(message, server, None, seconds=5, seconds_to_take=0.3)
    assert result == Handed(certain=False)


@pytest.mark.parametrize("answer", [None, SILENCE, b"500 what?\r\n"])
def test_how_the_conversation_ends_does_not_matter(
    message: EmailMessage, answer: bytes | None
) -> None:
    with scripted({"quit": answer}) as server:
        assert hand_over(message, server, None, seconds=0.3) == Handed()


def test_a_port_where_nobody_listens_is_told(message: EmailMessage) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(DanVanError, match=f"không nhận kết nối ở cổng {port}"):
        hand_over(message, Server(HOST, port, "none"), None)


@pytest.mark.parametrize("host", ["khong-co.invalid", "máy chủ", "a" * 70 + ".vn", "a..b"])
def test_a_host_that_does_not_exist_is_told(message: EmailMessage, host: str) -> None:
    with pytest.raises(DanVanError, match=f"Không tìm thấy máy chủ thư «{host}»"):
        hand_over(message, Server(host, 587, "starttls"), None)


def test_nothing_of_a_conversation_is_written_anywhere(
    message: EmailMessage, trusted: trustme.CA, capfd: pytest.CaptureFixture[str]
) -> None:
    context = certificate(trusted)
    with serving(Mailbox(), security="tls", context=context, log_in=True) as server:
        capfd.readouterr()
        hand_over(message, server, PASSWORD)
    assert capfd.readouterr() == ("", "")
