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

import oxmsg
from olefile import OleFileIO
from oxmsg.attachment import Attachment
from oxmsg.domain import constants
from oxmsg.storage import Storage

_HEADERS = 0x007D
"""Property with the headers as they came over the internet."""
_WITHIN = "__substg1.0_3701000D"
"""Storage that holds a letter attached to a letter."""
_PICTURE = "image/"
_SIGNED = "multipart/"
"""Kind of the one file of a letter with a digital signature: all that the letter had."""


def as_letter(data: bytes) -> Message:
    """Return the letter in ``data``, with its days and what is attached to it.

    Raises all kinds of exceptions for a broken file.
    """
    with OleFileIO(data) as file:
        storage = Storage.from_ole(file)
    outlook = oxmsg.Message(storage)
    letter = _with_files(storage)
    headers = message_from_string(outlook.properties.str_prop_value(_HEADERS) or "")
    for line in headers.get_all("Received", []):
        letter["Received"] = line
    delivered = outlook.properties.date_prop_value(constants.PID_MESSAGE_DELIVERY_TIME)
    moment = delivered or outlook.sent_date
    letter["Date"] = format_datetime(moment) if moment else headers.get("Date", "")
    if html := outlook.properties.binary_prop_value(constants.PID_HTML):
        letter.attach(MIMEText(html.decode("latin-1"), "html", "utf-8"))
    return letter


def _with_files(storage: Storage) -> MIMEMultipart:
    letter = MIMEMultipart()
    for part in map(_part, storage.iter_attachment_storages()):
        if part is not None:
            letter.attach(part)
    return letter


def _part(storage: Storage) -> Message | None:
    """Return a file or a letter that is attached; None for a picture that the text shows."""
    for within in storage.storages:
        if within.name == _WITHIN:
            return MIMEMessage(_with_files(within))
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
