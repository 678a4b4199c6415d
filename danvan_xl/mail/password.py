"""The password of a mail account: from the environment or the system's own store, nowhere else."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

from danvan_xl.errors import DanVanError
from danvan_xl.mail.server import Server
from danvan_xl.userdata import data_folder

VARIABLE = "DANVAN_SMTP_PASSWORD"
"""Environment variable that goes before the store, for computers without one."""
_NOTE = "mail-accounts.json"
"""File of the data folder that tells which entries of the store are ours; no password is in it."""

_Entry = tuple[str, str]
"""Service and account, as the store names them."""


def password_for(server: Server) -> str | None:
    """Return the password of ``server.user``; None when nothing knows it."""
    if given := os.environ.get(VARIABLE):
        return given
    try:
        return keyring.get_password(_service(server), server.user) or None
    except KeyringError:
        return None


def remember(server: Server, password: str) -> None:
    """Keep the password in the system's store (on Windows: Credential Manager).

    Raises ``DanVanError`` when there is no account, or no store that can be used.
    """
    if not server.user:
        raise DanVanError("Chưa có tài khoản: điền mục smtp.user trên trang Cấu hình trước.")
    entry = (_service(server), server.user)
    folder = data_folder()
    noted = _noted(folder)
    # First: a password that is written down nowhere would outlive the program.
    _note(folder, {*noted, entry})
    try:
        keyring.set_password(*entry, password)
    except KeyringError:
        _note(folder, noted)
        raise DanVanError(
            "Máy này không có kho mật khẩu dùng được: "
            f"đặt mật khẩu vào biến môi trường {VARIABLE} trước khi gửi."
        ) from None


def forget(server: Server) -> bool:
    """Take the password out of the system's store; return whether one was there."""
    try:
        keyring.delete_password(_service(server), server.user)
    except (PasswordDeleteError, KeyringError):
        return False
    return True


def forget_all(folder: Path) -> tuple[str, ...]:
    """Take all passwords that were ever remembered out of the system's store.

    ``folder``: the program's data folder. Return the names of entries that may still be there:
    the store is locked, or cannot be reached now. They stay noted.
    """
    noted = _noted(folder)
    left = [entry for entry in noted if not _is_gone(entry)]
    if noted:
        _note(folder, left)
    return tuple(service for service, _ in left)


def _is_gone(entry: _Entry) -> bool:
    """Delete an entry; return whether it is surely not there afterwards."""
    try:
        with suppress(PasswordDeleteError):  # none there, or refused
            keyring.delete_password(*entry)
        return keyring.get_password(*entry) is None
    except Exception:  # the store of Windows lets errors of the system through as they are
        return False


def _noted(folder: Path) -> list[_Entry]:
    try:
        stored = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        return [(str(service), str(user)) for service, user in stored]
    except (OSError, ValueError, TypeError):
        return []


def _note(folder: Path, entries: Iterable[_Entry]) -> None:
    from danvan_xl.ooxml.saving import replace_file

    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(sorted(entries), ensure_ascii=False)
    replace_file(folder / _NOTE, text.encode(), None)


def _service(server: Server) -> str:
    return f"danvan_xl:{server.host}"
