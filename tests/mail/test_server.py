from __future__ import annotations

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.mail.server import Server, server_of
from danvan_xl.schema.settings import Value, settings_of

DEFAULTS: dict[str, Value] = {setting.key: setting.default for setting in settings_of(2022)}


def test_a_server_is_read_from_the_settings() -> None:
    given = {"smtp.host": " mail.example.vn ", "smtp.user": "snv@example.vn"}
    assert server_of(DEFAULTS | given) == Server(
        "mail.example.vn", 587, "starttls", "snv@example.vn"
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, r"smtp\.host"),
        ({"smtp.host": "m.vn", "smtp.port": 0}, r"smtp\.port"),
        ({"smtp.host": "m.vn", "smtp.port": 70000}, r"smtp\.port"),
        ({"smtp.host": "m.vn", "smtp.port": None}, r"smtp\.port"),
        (
            {"smtp.host": "m.vn", "smtp.user": "snv", "smtp.security": "none"},
            "Không gửi mật khẩu qua kết nối không mã hóa",
        ),
    ],
)
def test_what_is_missing_or_unsafe_is_told(given: dict[str, Value], expected: str) -> None:
    with pytest.raises(DanVanError, match=expected):
        server_of(DEFAULTS | given)
