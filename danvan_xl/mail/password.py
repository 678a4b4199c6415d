"""The password of a mail account: from the environment or the system's own store, nowhere else."""

from __future__ import annotations

import os

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

from danvan_xl.errors import DanVanError
from danvan_xl.mail.server import Server

VARIABLE = "DANVAN_SMTP_PASSWORD"
"""Environment variable that goes before the store, for computers without one."""


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
    try:
        keyring.set_password(_service(server), server.user, password)
    except KeyringError:
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


def _service(server: Server) -> str:
    return f"danvan_xl:{server.host}"
