"""Web archives (.mht): the pages within one MIME message."""

from __future__ import annotations

import email
from dataclasses import dataclass
from email import policy
from email.errors import CloseBoundaryNotFoundDefect
from urllib.parse import unquote

from danvan_xl.submissions.readers.guard import broken


@dataclass(frozen=True)
class Page:
    """One page of an archive."""

    name: str
    """Last part of its address, in small letters."""
    data: bytes
    charset: str


def pages(data: bytes) -> list[Page]:
    """Return the HTML pages of a MIME message, in order; pictures and the like are left out.

    Raises T05 for a message without its end.
    """
    message = email.message_from_bytes(data, policy=policy.compat32)
    found = []
    for part in message.walk():
        if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in part.defects):
            raise broken("tệp lưu trữ web dừng giữa chừng, chưa tải hết")
        if part.get_content_type() != "text/html":
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            place = str(part.get("Content-Location") or part.get("Content-ID") or "")
            found.append(Page(file_name(place), content, part.get_content_charset() or ""))
    return found


def file_name(address: str) -> str:
    """Return what tells one page of an archive from another, however far an address is spelt."""
    last = unquote(address).replace("\\", "/").rstrip("/").rpartition("/")[2]
    return last.removeprefix("cid:").strip("<> ").lower()
