"""The mail account's password is kept by Windows itself."""

from __future__ import annotations

from tests.windows.computer import Computer

_KEEP = """
import json, keyring
from danvan_xl.mail import password
from danvan_xl.mail.server import Server
server = Server("smtp.example.vn", 587, "starttls", "vanthu@example.vn")
password.remember(server, "bí mật & 100%")
kept = password.password_for(server)
print(json.dumps([keyring.get_keyring().__module__, kept, password.forget(server),
                  password.password_for(server), password.forget(server)]))
"""


def test_a_password_is_kept_in_the_credential_manager_until_it_is_forgotten(
    windows: Computer,
) -> None:
    ended = windows.run_python(_KEEP)
    assert ended.json == ["keyring.backends.Windows", "bí mật & 100%", True, None, False]
