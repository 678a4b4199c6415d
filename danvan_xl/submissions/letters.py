"""Letters saved from the mail program: when they came, and the files attached to them.

Like everything that comes from outside, a letter is to be read in a process with limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta, timezone
from email import message_from_bytes
from email.message import Message
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import cast
from urllib.parse import unquote

from danvan_xl.submissions import outlook_letters
from danvan_xl.submissions.arrivals import FORM_SUFFIXES
from danvan_xl.submissions.attachment_names import safe_name, unlike
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.safety.old_excel import OLE_START

_VIETNAM = timezone(timedelta(hours=7))
_DEEPEST = 3
"""How many letters within letters are opened: forwarded, and forwarded again."""
_MOST = 50
"""Files in one letter."""
_HEADERS = ("From", "Date", "Received", "Subject", "MIME-Version")
"""A letter has one of these at least."""
_SHOWN = re.compile(rb"cid:([^\"'\s<>)]{1,200})")
"""How a text shows a picture that came with it."""
_NEVER_FORMS = frozenset(
    (
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/ics",
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
        "message/delivery-status",
        "message/disposition-notification",
    )
)
_LOCKED = {
    "application/ms-tnef": "tệp nằm trong winmail.dat mà chỉ Outlook mở được.",
    "application/vnd.ms-tnef": "tệp nằm trong winmail.dat mà chỉ Outlook mở được.",
    "application/pkcs7-mime": "thư được mã hóa.",
    "application/x-pkcs7-mime": "thư được mã hóa.",
    "application/pgp-encrypted": "thư được mã hóa.",
}
"""Parts that hold files which only the mail program can take out → what is said of them."""


@dataclass(frozen=True)
class Attachment:
    """An attached file."""

    name: str
    """Fit to be the name of a file, and unlike the others of its letter."""
    data: bytes


@dataclass(frozen=True)
class Letter:
    """What a letter brought."""

    received: date | None
    """The day in Viet Nam on which the office's mail server got it, else the day it was sent."""
    files: tuple[Attachment, ...]
    first_sent: date | None = None
    """The earliest day of the letters in it that brought files, where that is before ``received``.
    """


def attachments(data: bytes, limits: Limits) -> Letter:
    """Return the files of the letter ``data``, those of letters forwarded in it among them.

    Pictures of a signature are left out. Raises ``Unreadable`` (T19) when nothing is attached,
    when there is too much of it, or when this is no letter.
    """
    try:
        letter = _opened(data)
        if not any(header in letter for header in _HEADERS):
            raise Unreadable("T19", reason="tệp không phải là thư, hoặc đã hỏng.")
        files, received = _files(letter, limits), _received(letter)
        return Letter(received, files, _first_sent(letter, received))
    except Unreadable:
        raise
    except Exception as error:  # the library gives up on odd headers in many ways
        raise Unreadable("T19", reason="thư hỏng.") from error


def _opened(data: bytes) -> Message:
    if data.startswith(OLE_START):
        return outlook_letters.as_letter(data)
    return message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=default)


def _files(letter: Message, limits: Limits) -> tuple[Attachment, ...]:
    files: list[Attachment] = []
    taken: set[str] = set()
    why_none = "không có tệp nào kèm theo."
    parts = [*_parts(letter, 0)]
    shown = _shown_in_texts(parts)
    for part in parts:
        name, kind = _name(part), part.get_content_type()
        if kind in _LOCKED or name.casefold() == "winmail.dat":
            why_none = _LOCKED.get(kind, _LOCKED["application/ms-tnef"])
        elif _is_attached(part, name, shown):
            if len(files) == _MOST:
                raise Unreadable("T19", reason=f"có hơn {_MOST} tệp kèm theo.")
            content = cast(bytes | None, part.get_payload(decode=True)) or b""
            name = unlike(safe_name(name, len(files) + 1), taken)
            if len(content) > limits.file_bytes:
                raise Unreadable("T19", reason=f"tệp «{name}» quá lớn.")
            files.append(Attachment(name, content))
    if not files:
        raise Unreadable("T19", reason=why_none)
    return tuple(files)


def _parts(message: Message, depth: int) -> Iterator[Message]:
    """Give all that is no container, in the order of the letter."""
    if not message.is_multipart():
        yield message
        return
    depth += message.get_content_type() == "message/rfc822"
    if depth <= _DEEPEST:
        for part in cast(list[Message], message.get_payload()):
            yield from _parts(part, depth)


def _shown_in_texts(parts: Iterable[Message]) -> set[str]:
    """Return the ids of pictures that the texts of the letter show: logos of signatures."""
    found: set[str] = set()
    for part in parts:
        if part.get_content_type() == "text/html" and part.get_content_disposition() is None:
            text = cast(bytes | None, part.get_payload(decode=True)) or b""
            found |= {unquote(cid.decode("ascii", "replace")) for cid in _SHOWN.findall(text)}
    return found


def _is_attached(part: Message, name: str, shown: set[str]) -> bool:
    kind, disposition = part.get_content_type(), part.get_content_disposition()
    if kind in _NEVER_FORMS or kind.startswith("multipart/"):
        return False
    if kind.startswith("image/"):
        attached = disposition == "attachment" or bool(name)
        return attached and str(part.get("Content-ID", "")).strip("<> ") not in shown
    if kind.startswith("text/") and disposition != "attachment":
        return name.casefold().endswith(tuple(FORM_SUFFIXES))
    return disposition == "attachment" or bool(name) or not kind.startswith("text/")


def _name(part: Message) -> str:
    return part.get_filename("") or ""


def _first_sent(letter: Message, received: date | None) -> date | None:
    shown = _shown_in_texts(_parts(letter, 0))
    days = [
        _received(one)
        for one in _letters_within(letter, 0)
        if any(_is_attached(part, _name(part), shown) for part in _parts(one, 0))
    ]
    earlier = [day for day in days if day is not None and received is not None and day < received]
    return min(earlier, default=None)


def _letters_within(message: Message, depth: int) -> Iterator[Message]:
    if message.is_multipart() and depth <= _DEEPEST:
        is_forwarded = message.get_content_type() == "message/rfc822"
        for part in cast(list[Message], message.get_payload()):
            if is_forwarded:
                yield part
            yield from _letters_within(part, depth + is_forwarded)


def _received(letter: Message) -> date | None:
    # Every server puts its line on top; the office's own was the last.
    lines = [str(line).rpartition(";")[2] for line in letter.get_all("Received", [])]
    for line in [*lines, *map(str, letter.get_all("Date", []))]:
        try:
            moment = parsedate_to_datetime(line.strip())
            if moment.tzinfo is None:  # the hour of an unknown place, which is told in UTC
                moment = moment.replace(tzinfo=UTC)
            return moment.astimezone(_VIETNAM).date()
        except (TypeError, ValueError, OverflowError):
            continue
    return None
