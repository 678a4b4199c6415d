"""Handing a message to a mail server."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

from danvan_xl.errors import DanVanError
from danvan_xl.mail.failures import Step, in_plain_words
from danvan_xl.mail.message import addresses_in
from danvan_xl.mail.server import Server

SECONDS = 20.0
"""How long the server may take for one answer."""

SECONDS_TO_TAKE = 180.0
"""How long it may take to receive and examine the message itself."""

_NAME = "[127.0.0.1]"
"""What this computer calls itself: its real name is nobody's business, may hold letters that a
server refuses, and takes some networks long to find out."""


@dataclass(frozen=True)
class Handed:
    """What became of a message."""

    certain: bool = True
    """False: the connection broke after all was sent and before the server answered, so nobody
    here knows whether it goes out."""
    refused: tuple[str, ...] = ()
    """Recipients that the server does not deliver to; all others get it."""


def hand_over(
    message: EmailMessage,
    server: Server,
    password: str | None,
    *,
    seconds: float = SECONDS,
    seconds_to_take: float = SECONDS_TO_TAKE,
) -> Handed:
    """Send ``message`` through ``server``, encrypted as it says, with certificates verified.

    Raises ``DanVanError`` with what stood in the way; then nothing was sent. No text that the
    server wrote is repeated in it, and no password.
    """
    if server.user and not (password and password.isascii() and server.user.isascii()):
        raise DanVanError(
            f"Mật khẩu của «{server.user}» đang trống hoặc có chữ ngoài bảng mã ASCII (chữ có "
            "dấu), máy chủ thư không nhận: kiểm tra lại, hoặc đổi mật khẩu không dấu."
        )
    data = message.as_bytes()
    [sender], recipients = addresses_in(message, "From"), addresses_in(message, "To", "Cc")
    with _step(server, len(data), Step.CONNECT):
        client = _connect(server, seconds)
    try:
        with _step(server, len(data), Step.SECURE):
            client.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                client.starttls(context=ssl.create_default_context())
                client.ehlo_or_helo_if_needed()
        if server.user and password:
            with _step(server, len(data), Step.LOG_IN):
                client.login(server.user, password)
        with _step(server, len(data), Step.SEND):
            try:
                client.seconds_to_take = seconds_to_take
                refused = client.sendmail(sender, recipients, data)
            except smtplib.SMTPDataError as error:
                if 400 <= error.smtp_code < 600:
                    raise
                return Handed(certain=False)
            except (smtplib.SMTPException, OSError):
                if not client.all_is_sent:
                    raise
                return Handed(certain=False)
        with contextlib.suppress(smtplib.SMTPException, OSError):
            client.say_goodbye(seconds)
    finally:
        client.close()
    return Handed(refused=tuple(refused))


class _Witness(smtplib.SMTP):
    """A client that knows whether the whole message, with its end mark, has left."""

    all_is_sent = False
    seconds_to_take = SECONDS_TO_TAKE

    def send(self, s: bytes | str) -> None:  # type: ignore[override] # typeshed takes any buffer
        """Send a command (text) or the message (bytes)."""
        self.all_is_sent = False
        if isinstance(s, bytes) and self.sock:
            self.sock.settimeout(self.seconds_to_take)
        super().send(s)
        self.all_is_sent = isinstance(s, bytes)

    def say_goodbye(self, seconds: float) -> None:
        """End the conversation; wait no longer than for any other answer."""
        if self.sock:
            self.sock.settimeout(seconds)
        self.quit()


class _WitnessOverTls(_Witness, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def _connect(server: Server, seconds: float) -> _Witness:
    if server.security != "tls":
        return _Witness(server.host, server.port, _NAME, seconds)
    return _WitnessOverTls(
        server.host,
        server.port,
        _NAME,
        timeout=seconds,
        context=ssl.create_default_context(),
    )


@contextlib.contextmanager
def _step(server: Server, size: int, step: Step) -> Iterator[None]:
    """Turn what goes wrong in the block into a sentence for the user."""
    try:
        yield
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        raise DanVanError(in_plain_words(error, step, server, size)) from error
