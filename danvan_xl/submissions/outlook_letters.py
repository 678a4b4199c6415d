"""Letters that Outlook saved in its own way (``.msg``), turned into letters as others write them.

Source of the layout: [MS-OXMSG], https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxmsg
"""

from __future__ import annotations

from email import message_from_bytes, message_from_string
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime

from olefile import OleFileIO
from oxmsg.attachment import Attachment
from oxmsg.domain import constants
from oxmsg.properties import Properties
from oxmsg.storage import Storage

_HEADERS = 0x007D
"""Property with the headers as they came over the internet."""
_WITHIN = "__substg1.0_3701000D"
"""Storage that holds a letter attached to a letter."""
_HEAD, _HEAD_WITHIN = 32, 24
"""Bytes before the properties of a letter, and of one attached to it (2.4.1.1 and 2.4.1.2).

``oxmsg.Message`` knows the first only and finds no property of a letter within.
"""
_PICTURE = "image/"
_SIGNED = "multipart/"
"""Kind of the one file of a letter with a digital signature: all that the letter had."""


def as_letter(data: bytes) -> Message:
    """Return the letter in ``data`` and those within it, with their days, texts and files.

    Raises all kinds of exceptions for a broken file.
    """
    with OleFileIO(data) as file:
        storage = Storage.from_ole(file)
    return _letter(storage, _HEAD)


def _letter(storage: Storage, head: int) -> Message:
    properties = Properties(storage, head)
    letter = MIMEMultipart()
    headers = message_from_string(properties.str_prop_value(_HEADERS) or "")
    for line in headers.get_all("Received", []):
        letter["Received"] = line
    delivered = properties.date_prop_value(constants.PID_MESSAGE_DELIVERY_TIME)
    moment = delivered or properties.date_prop_value(constants.PID_CLIENT_SUBMIT_TIME)
    letter["Date"] = format_datetime(moment) if moment else headers.get("Date", "")
    for part in map(_part, storage.iter_attachment_storages()):
        if part is not None:
            letter.attach(part)
    if html := properties.binary_prop_value(constants.PID_HTML):
        letter.attach(MIMEText(html.decode("latin-1"), "html", "utf-8"))
    return letter


def _part(storage: Storage) -> Message | None:
    """Return a file or a letter that is attached; None for a picture that the text shows."""
    for within in storage.storages:
        if within.name == _WITHIN:
            return MIMEMessage(_letter(within, _HEAD_WITHIN))
    attached = Attachment(storage)
    properties = attached.properties
    kind = attached.mime_type or ""
    if kind.startswith(_PICTURE) and properties.int_prop_value(constants.PID_ATTACHMENT_HIDDEN):
        return None
    content = attached.file_bytes or b""
    if kind.startswith(_SIGNED):
        return message_from_bytes(content)
    part = MIMEApplication(content)
    part.replace_header("Content-Type", kind)
    name = attached.file_name or properties.str_prop_value(constants.PID_ATTACH_FILENAME) or ""
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    if shown := properties.str_prop_value(constants.PID_ATTACH_CONTENT_ID):
        part["Content-ID"] = f"<{shown}>"
    return part
