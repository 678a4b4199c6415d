"""A message with attachments, and a draft of it that Outlook opens for sending."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime
from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.mail.addresses import read_address, split_addresses
from danvan_xl.mail.headers import address_header, file_headers, text_header
from danvan_xl.ooxml.saving import replace_file

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".pdf": "application/pdf",
}
"""Suffix → type, not asked of the system: on Windows any program may have changed its answer."""


@dataclass(frozen=True)
class Attachment:
    """A file that is attached under a name of its own."""

    path: Path
    name: str


def compose(
    *,
    sender: str,
    to: Sequence[str],
    cc: Sequence[str] = (),
    subject: str,
    body: str,
    attachments: Sequence[Path | Attachment],
) -> EmailMessage:
    """Return a message in plain text with ``attachments``, ready for sending or for a draft.

    Addresses are ``snv@example.vn`` or ``Sở Nội vụ <snv@example.vn>``. Its identifier names the
    sender's domain and nothing of this computer. The message is ASCII throughout, so it passes
    through every server.

    Raises ``DanVanError`` when an address is wrong, there is none in ``to``, or an attachment
    cannot be read.
    """
    if not to:
        raise DanVanError("Thư chưa có địa chỉ nhận: điền địa chỉ thư điện tử của nơi nhận.")
    author = read_address(sender)
    message = EmailMessage(policy=SMTP)
    message["From"] = address_header("From", [author])
    message["To"] = address_header("To", [read_address(text) for text in to])
    if cc:
        message["Cc"] = address_header("Cc", [read_address(text) for text in cc])
    message["Subject"] = text_header("Subject", subject)
    message["Date"] = localtime()
    message["Message-ID"] = f"<{uuid.uuid4().hex}@{author.domain}>"
    message.set_content(body, charset="utf-8", cte="quoted-printable")
    for one in attachments:
        _attach(message, one if isinstance(one, Attachment) else Attachment(one, one.name))
    return message


def addresses_in(message: EmailMessage, *headers: str) -> list[str]:
    """Return ``local@domain`` of everyone in ``headers`` of a composed message, each once."""
    texts = [text for header in headers for text in split_addresses(message.get(header, ""))]
    return list(dict.fromkeys(read_address(text).email for text in texts))


def write_eml(message: EmailMessage, path: Path) -> None:
    """Write ``message`` to ``path`` in one step, as a draft that Outlook opens for sending.

    Raises ``DanVanError`` when the file cannot be written; what was there is then as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise DanVanError(
            f"Không tạo được thư mục «{path.parent}»: chọn thư mục khác hoặc kiểm tra quyền ghi."
        ) from refused
    replace_file(path, b"X-Unsent: 1\r\n" + bytes(message), None)


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    path, name = attachment.path, attachment.name
    try:
        content = path.read_bytes()
    except OSError as refused:
        raise DanVanError(
            f"Không đọc được tệp đính kèm «{path}»: kiểm tra tệp còn đó và không bị khóa."
        ) from refused
    kind = _TYPES.get(path.suffix.lower(), "application/octet-stream")
    message.add_attachment(content, *kind.split("/"))
    *_, part = message.iter_attachments()
    for header in file_headers(kind, name):
        del part[header.name]
        part[header.name] = header
