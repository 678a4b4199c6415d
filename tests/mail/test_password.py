from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import keyring
import keyring.backend
import pytest
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError

from danvan_xl.errors import DanVanError
from danvan_xl.mail import password
from danvan_xl.mail.password import VARIABLE, forget, forget_all, password_for, remember
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


class Broken(InMemory):
    """As the store of Windows: what goes wrong in the system comes through as it is."""

    def delete_password(self, service: str, username: str) -> None:
        raise Exception(1312, "CredDelete", "no such logon session")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The program's data folder, which is not there yet."""
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemory]:
    """A store of this test alone; the system's own is never touched."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(password, "data_folder", lambda: folder)
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


OTHER = Server("other.example.vn", 465, "tls", "vănthư@example.vn")


def test_all_that_was_remembered_can_be_forgotten(folder: Path) -> None:
    for server in (SERVER, OTHER, SERVER):
        remember(server, SECRET)
    InMemory.kept["danvan_xl:third.example.vn", "of another program"] = SECRET
    assert forget_all(folder) == ()
    assert list(InMemory.kept) == [("danvan_xl:third.example.vn", "of another program")]
    assert forget_all(folder) == ()


def test_no_password_is_in_any_file(folder: Path) -> None:
    remember(SERVER, SECRET)
    files = list(folder.rglob("*"))
    assert files
    for path in files:
        assert SECRET not in path.read_text("utf-8")


def test_a_password_that_somebody_else_deleted_is_gone(folder: Path) -> None:
    remember(SERVER, SECRET)
    InMemory.kept.clear()
    assert forget_all(folder) == ()


@pytest.mark.parametrize("backend", [fail.Keyring(), Locked(), Broken()])
def test_what_a_store_does_not_give_up_is_named_and_can_go_later(
    backend: keyring.backend.KeyringBackend, folder: Path, store: InMemory
) -> None:
    remember(SERVER, SECRET)
    keyring.set_keyring(backend)
    assert forget_all(folder) == ("danvan_xl:mail.example.vn",)
    keyring.set_keyring(store)
    assert forget_all(folder) == ()
    assert InMemory.kept == {}


def test_without_a_store_nothing_is_noted(folder: Path) -> None:
    keyring.set_keyring(fail.Keyring())
    with pytest.raises(DanVanError):
        remember(SERVER, SECRET)
    assert forget_all(folder) == ()


@pytest.mark.parametrize("content", ["", "{", "7", "[7]", '[["a"]]', "null"])
def test_a_damaged_note_stops_nobody(content: str, folder: Path) -> None:
    folder.mkdir()
    (folder / "mail-accounts.json").write_text(content)
    assert forget_all(folder) == ()
    remember(SERVER, SECRET)
    assert forget_all(folder) == ()
    assert InMemory.kept == {}


def test_nothing_is_written_where_nothing_was_remembered(folder: Path) -> None:
    assert forget_all(folder) == ()
    assert not folder.exists()
