"""Sending through the Outlook that is installed on this computer (Windows, classic Outlook)."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from danvan_xl.errors import DanVanError
from danvan_xl.mail.message import addresses_in

_MAIL_ITEM = 0
_BY_VALUE = 1
_SEND_USING_ACCOUNT, _PUT_REFERENCE = 64209, 8
"""Number of the property ``SendUsingAccount``, which late binding cannot set by its name."""

_INSTEAD = "gửi qua máy chủ thư (--via smtp), hoặc lập thư nháp (--via eml) rồi mở tệp đó để gửi."


def send_by_outlook(message: EmailMessage, attachments: Sequence[Path]) -> None:
    """Give ``message`` with the files ``attachments`` to Outlook, which sends it.

    It goes out from the account of its sender; Outlook gives it an identifier of its own.
    Raises ``DanVanError`` when there is no Outlook that programs can use, it has no such account,
    or it does not take the message.
    """
    if sys.platform != "win32" or importlib.util.find_spec("win32com") is None:
        raise DanVanError(f"Máy này không gửi được bằng Outlook: {_INSTEAD}")
    pythoncom = importlib.import_module("pythoncom")
    client = importlib.import_module("win32com.client")
    pythoncom.CoInitialize()
    try:
        try:
            outlook = client.Dispatch("Outlook.Application")
        except pythoncom.com_error as missing:
            raise DanVanError(
                "Máy này không có Outlook bản cổ điển (Outlook mới không cho chương trình khác "
                f"gửi thư): {_INSTEAD}"
            ) from missing
        try:
            _send(outlook, message, attachments)
        except pythoncom.com_error as refused:
            raise DanVanError(f"Outlook không nhận thư, thư chưa gửi: {_INSTEAD}") from refused
    finally:
        pythoncom.CoUninitialize()


def _send(outlook: Any, message: EmailMessage, attachments: Sequence[Path]) -> None:
    [sender] = addresses_in(message, "From")
    accounts = {str(a.SmtpAddress).casefold(): a for a in outlook.Session.Accounts}
    account = accounts.get(sender.casefold())
    if account is None:
        raise DanVanError(
            f"Outlook trên máy này không có tài khoản «{sender}»: "
            "thêm tài khoản đó vào Outlook, hoặc sửa mục mail.from trên trang Cấu hình."
        )
    item = outlook.CreateItem(_MAIL_ITEM)
    item._oleobj_.Invoke(_SEND_USING_ACCOUNT, 0, _PUT_REFERENCE, 0, account)
    item.To = "; ".join(addresses_in(message, "To"))
    item.CC = "; ".join(addresses_in(message, "Cc"))
    item.Subject = str(message["Subject"])
    body = message.get_body(("plain",))
    item.Body = body.get_content().replace("\n", "\r\n") if body else ""
    for path in attachments:
        item.Attachments.Add(str(path.resolve()), _BY_VALUE)
    item.Send()
