from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import keyring
import keyring.backend
import pytest
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError

from danvan_xl.errors import DanVanError
from danvan_xl.mail.password import VARIABLE, forget, password_for, remember
from danvan_xl.mail.server import Server

SERVER = Server("mail.example.vn", 587, "starttls", "snv@example.vn")
SECRET = "b0-qua+kh0a"


class InMemory(keyring.backend.KeyringBackend):
    priority = 1  # type: ignore[assignment]
    kept: ClassVar[dict[tuple[str, str], str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("none")


class Locked(null.Keyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(f"cannot keep {password}")

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked("locked")


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemory]:
    """A store of this test alone; the system's own is never touched."""
    monkeypatch.delenv(VARIABLE, raising=False)
    before, memory = keyring.get_keyring(), InMemory()
    InMemory.kept.clear()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


def test_a_password_is_remembered_for_its_server_and_account() -> None:
    assert password_for(SERVER) is None
    remember(SERVER, SECRET)
    assert password_for(SERVER) == SECRET
    assert password_for(Server("other.vn", 587, "starttls", SERVER.user)) is None
    assert password_for(Server(SERVER.host, 465, "tls", SERVER.user)) == SECRET


def test_a_password_is_forgotten() -> None:
    remember(SERVER, SECRET)
    assert forget(SERVER)
    assert password_for(SERVER) is None
    assert not forget(SERVER)


def test_the_environment_goes_before_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    remember(SERVER, "older")
    monkeypatch.setenv(VARIABLE, SECRET)
    assert password_for(SERVER) == SECRET


@pytest.mark.parametrize("backend", [fail.Keyring(), Locked()])
def test_without_a_store_the_environment_is_what_is_left(
    backend: keyring.backend.KeyringBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring.set_keyring(backend)
    assert password_for(SERVER) is None
    assert not forget(SERVER)
    with pytest.raises(DanVanError, match=VARIABLE) as told:
        remember(SERVER, SECRET)
    assert SECRET not in str(told.value)
    assert told.value.__cause__ is None
    monkeypatch.setenv(VARIABLE, SECRET)
    assert password_for(SERVER) == SECRET


def test_there_is_no_password_without_an_account() -> None:
    with pytest.raises(DanVanError, match=r"smtp\.user"):
        remember(Server(SERVER.host, 587, "starttls"), SECRET)
    assert InMemory.kept == {}
