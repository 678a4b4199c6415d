"""Outlook itself is not here: stand-ins record what a program asks of it."""

from __future__ import annotations

import importlib.util
import sys
from email.message import EmailMessage
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.mail.outlook import send_by_outlook


class ComError(Exception):
    pass


class Item:
    """A mail item: what was set, and in which order it was told to act."""

    def __init__(self, refuses: bool) -> None:
        self.done: list[Any] = []
        self._oleobj_ = SimpleNamespace(Invoke=lambda *args: self.done.append(args))
        self.Attachments = SimpleNamespace(Add=lambda *args: self.done.append(args))
        self._refuses = refuses

    def Send(self) -> None:
        if self._refuses:
            raise ComError("the user said no")
        self.done.append("sent")


class Outlook:
    def __init__(self, *accounts: str, refuses: bool = False) -> None:
        self.accounts = [SimpleNamespace(SmtpAddress=address) for address in accounts]
        self.Session = SimpleNamespace(Accounts=self.accounts)
        self.item = Item(refuses)

    def CreateItem(self, kind: int) -> Item:
        assert kind == 0
        return self.item


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Install stand-ins for pywin32; give a function that says which Outlook there is."""
    modules = {name: ModuleType(name) for name in ("pythoncom", "win32com", "win32com.client")}
    com, client = modules["pythoncom"], modules["win32com.client"]
    balance = SimpleNamespace(open=0)

    def change(by: int) -> None:
        balance.open += by

    vars(com).update(
        com_error=ComError,
        CoInitialize=lambda: change(1),
        CoUninitialize=lambda: change(-1),
    )
    modules["win32com"].__spec__ = importlib.util.spec_from_loader("win32com", None)
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(sys, "platform", "win32")

    def install(outlook: Outlook | None) -> None:
        def dispatch(name: str) -> Outlook:
            assert name == "Outlook.Application"
            if outlook is None:
                raise ComError("class not registered")
            return outlook

        vars(client).update(Dispatch=dispatch)

    yield install
    assert balance.open == 0


def test_a_message_goes_out_from_the_account_of_its_sender(
    message: EmailMessage, windows: Any, tmp_path: Path
) -> None:
    outlook = Outlook("other@example.vn", "SNV@example.vn")
    windows(outlook)
    send_by_outlook(message, [tmp_path / "Bao-cao_2022.docx"])
    item: Any = outlook.item
    assert item.To == "vp@example.vn; nc@example.vn"
    assert item.CC == "luu@example.vn"
    assert item.Subject == '[SNV] Báo cáo kết quả phong trào thi đua "Dân vận khéo" năm 2022'
    assert item.Body.startswith("Kính gửi: Ủy ban nhân dân tỉnh\r\n")
    assert item.done == [
        (64209, 0, 8, 0, outlook.accounts[1]),
        (str(tmp_path / "Bao-cao_2022.docx"), 1),
        "sent",
    ]


@pytest.mark.parametrize(
    ("outlook", "expected"),
    [
        (None, "không có Outlook bản cổ điển"),
        (Outlook("other@example.vn"), "không có tài khoản «snv@example.vn»"),
        (Outlook("snv@example.vn", refuses=True), "không nhận thư, thư chưa gửi"),
    ],
)
def test_what_stands_in_the_way_is_told(
    message: EmailMessage, windows: Any, outlook: Outlook | None, expected: str
) -> None:
    windows(outlook)
    with pytest.raises(DanVanError, match=expected):
        send_by_outlook(message, [])
    assert outlook is None or "sent" not in outlook.item.done


def test_elsewhere_than_on_windows_there_is_no_outlook(
    message: EmailMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(DanVanError, match="không gửi được bằng Outlook"):
        send_by_outlook(message, [])
