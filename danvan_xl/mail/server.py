"""The mail server of the office, as the settings name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from danvan_xl.errors import DanVanError
from danvan_xl.schema.settings import Value

_HIGHEST_PORT = 65_535


@dataclass(frozen=True)
class Server:
    """Where mail is handed in, and how."""

    host: str
    port: int
    security: str
    """``starttls``, ``tls`` (from the first byte) or ``none``."""
    user: str = ""
    """Account to log in with; "" where the server asks for none."""


def server_of(settings: Mapping[str, Value]) -> Server:
    """Return the server that ``settings`` name.

    Raises ``DanVanError`` when the host is blank, the port is none, or the password would have to
    travel in the clear.
    """
    host, user = str(settings["smtp.host"] or "").strip(), str(settings["smtp.user"] or "").strip()
    port, security = settings["smtp.port"], str(settings["smtp.security"])
    if not host:
        raise DanVanError(
            "Chưa có máy chủ thư: điền mục smtp.host trên trang Cấu hình, "
            "hoặc lập thư nháp (--via eml) rồi gửi bằng Outlook."
        )
    if not isinstance(port, int) or not 0 < port <= _HIGHEST_PORT:
        raise DanVanError(
            f"Mục smtp.port trên trang Cấu hình phải là số từ 1 đến {_HIGHEST_PORT}, "
            "thường là 587 (starttls) hoặc 465 (tls)."
        )
    if user and security == "none":
        raise DanVanError(
            "Không gửi mật khẩu qua kết nối không mã hóa: trên trang Cấu hình đặt mục "
            "smtp.security là starttls hoặc tls, hoặc để trống smtp.user nếu máy chủ không đòi "
            "đăng nhập."
        )
    return Server(host, port, security, user)
