"""Drafts of e-mails of the office, which a person reads before sending them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.mail.addresses import Address, join_addresses, read_address, split_addresses
from danvan_xl.mail.message import Attachment, compose, write_eml
from danvan_xl.schema.settings import Value


def good_addresses(text: str) -> list[str]:
    """Return the addresses of a cell that are right; one that is wrong counts as missing."""
    return [piece for piece in split_addresses(text) if _is_right(piece)]


def office_draft(
    settings: Mapping[str, Value],
    *,
    to: Sequence[str],
    copies: Iterable[str] = (),
    subject: str,
    body: str,
    attachments: Sequence[Path | Attachment] = (),
) -> EmailMessage:
    """Return an e-mail of the office; without ``mail.from`` whoever opens the draft is its sender.

    Who is addressed gets no copy. Raises ``DanVanError`` when there is no address in ``to``,
    ``mail.from`` is wrong, or an attachment cannot be read.
    """
    office, sender = str(settings["office.name"]), str(settings["mail.from"] or "").strip()
    addressees = {read_address(address).email for address in to}
    message = compose(
        sender=_named(sender, office) if sender else next(iter(to), ""),
        to=to,
        cc=[address for address in copies if read_address(address).email not in addressees],
        subject=subject,
        body=body,
        attachments=attachments,
    )
    if not sender:
        del message["From"], message["Message-ID"]
    return message


def write_draft(message: EmailMessage, paper: Path) -> Path:
    """Write ``message`` beside the ``paper`` it carries and return its path.

    A draft that is there with other content stays; the new one gets a number.
    """
    path = free_path(paper.with_suffix(".eml"), lambda there: is_same_draft(there, message))
    if not path.exists():
        write_eml(message, path)
    return path


def is_same_draft(path: Path, message: EmailMessage) -> bool:
    """Whether the draft at ``path`` differs from ``message`` in nothing but when it was made."""
    return _content(path.read_bytes()) == _content(bytes(message))


def free_path(target: Path, is_same: Callable[[Path], bool]) -> Path:
    """Return ``target``, with a number where other content lies there; ``is_same`` tells."""
    path, number = target, 1
    while path.exists() and not is_same(path):
        number += 1
        path = target.with_stem(f"{target.stem}_{number}")
    return path


def _content(written: bytes) -> tuple[object, ...]:
    message = message_from_bytes(written, policy=default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    return (
        *(message.get(header, "") for header in ("From", "To", "Cc", "Subject")),
        *((part.get_filename(), part.get_payload(decode=True)) for part in parts),
    )


def _named(sender: str, office: str) -> str:
    """Return ``sender`` with the office's name where it has none."""
    address = read_address(sender)
    return join_addresses([Address(address.name or office, address.email)])


def _is_right(address: str) -> bool:
    try:
        read_address(address)
    except DanVanError:
        return False
    return True
