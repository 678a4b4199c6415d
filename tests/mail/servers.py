"""Mail servers on this computer: a real one, and one that says only what a test tells it to."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Awaitable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from typing import Any, cast

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from danvan_xl.mail.server import Server

HOST = "127.0.0.1"
USER, PASSWORD = "snv@example.vn", "b0-qua+kh0a"


@dataclass
class Received:
    """What a server took."""

    sender: str
    recipients: list[str]
    message: EmailMessage
    greeted_as: str
    encrypted: bool


@dataclass
class Mailbox:
    """Takes mail; refuses the recipients it is told to."""

    refused: Mapping[str, str] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        message = message_from_bytes(cast(bytes, envelope.content), policy=SMTP_POLICY)
        self.received.append(
            Received(
                str(envelope.mail_from),
                list(envelope.rcpt_tos),
                cast(EmailMessage, message),
                str(session.host_name),
                session.ssl is not None,
            )
        )
        return "250 2.0.0 OK"


class _OnFreePort(Controller):
    """Listens on a port that was free when it was made, and stays its own."""

    def __init__(self, handler: Any, **options: Any) -> None:
        self._socket = socket.create_server((HOST, 0))
        super().__init__(handler, hostname=HOST, port=self._socket.getsockname()[1], **options)

    def _create_server(self) -> Awaitable[Any]:
        return self.loop.create_server(
            self._factory_invoker, sock=self._socket, ssl=self.ssl_context
        )


def _log_in(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
) -> AuthResult:
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=data == right, handled=False)


def certificate(ca: trustme.CA, *names: str, **options: Any) -> ssl.SSLContext:
    """A server's side of TLS, with a certificate for ``names`` (this computer when none)."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ca.issue_cert(*(names or (HOST,)), **options).configure_cert(context)
    return context


@contextmanager
def serving(
    mailbox: Mailbox,
    *,
    security: str = "none",
    context: ssl.SSLContext | None = None,
    log_in: bool = False,
    **options: Any,
) -> Iterator[Server]:
    """Run a real server with ``mailbox`` behind it; give how it is reached."""
    if log_in:
        options |= {"authenticator": _log_in, "auth_required": True}
        options["auth_require_tls"] = security == "starttls"
    if security == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if security == "tls":
        options["ssl_context"] = context
    controller = _OnFreePort(mailbox, **options)
    controller.start()
    try:
        yield Server(HOST, controller.port, security, USER if log_in else "")
    finally:
        controller.stop()


SILENCE = b""
"""In place of an answer: none, while the line stays open."""

_ANSWERS = {
    "greeting": b"220 test\r\n",
    "ehlo": b"250 test\r\n",
    "mail": b"250 OK\r\n",
    "rcpt": b"250 OK\r\n",
    "data": b"354 go on\r\n",
    ".": b"250 OK\r\n",
    "rset": b"250 OK\r\n",
    "quit": b"221 bye\r\n",
}


@contextmanager
def scripted(answers: Mapping[str, bytes | None], security: str = "none") -> Iterator[Server]:
    """Run a server that gives the ``answers`` to commands; None hangs up, ``SILENCE`` is none.

    ``greeting`` answers the connection itself, ``.`` the end of the message.
    """
    said = _ANSWERS | dict(answers)
    over = threading.Event()

    class Conversation(socketserver.StreamRequestHandler):
        def answer(self, verb: str) -> bool:
            text = said.get(verb, b"500 what?\r\n")
            if text == SILENCE:
                over.wait(30)
            elif text is not None:
                self.wfile.write(text)
            return bool(text)

        def handle(self) -> None:
            if not self.answer("greeting"):
                return
            in_message = False
            for line in self.rfile:
                verb = line.split()[0].decode("latin-1").lower() if line.split() else ""
                if in_message and line != b".\r\n":
                    continue
                if not self.answer(verb):
                    return
                in_message = verb == "data" and (said["data"] or b"").startswith(b"354")

    class Listener(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that hangs up first is part of the test."""

    with Listener((HOST, 0), Conversation) as listener:
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield Server(HOST, listener.server_address[1], security)
        finally:
            over.set()
            listener.shutdown()
            thread.join()
