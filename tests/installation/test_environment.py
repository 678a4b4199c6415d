"""Variables of the user's folders that were damaged on their way into this process."""

from __future__ import annotations

import os

import pytest

from danvan_xl.installation.environment import mend, mend_environment
from tests.installation.machines import FakeRegistry

TRUE = r"C:\Users\Cán bộ\AppData\Local"


def mended(present: str | None, true: object = TRUE) -> str | None:
    registry = FakeRegistry()
    registry.put(r"HKCU\Volatile Environment", "LOCALAPPDATA", true)
    environment = {"PATH": r"C:\Windows"}
    if present is not None:
        environment["LOCALAPPDATA"] = present
    mend(environment, registry)
    assert environment.pop("PATH") == r"C:\Windows"
    return environment.get("LOCALAPPDATA")


@pytest.mark.parametrize(
    "present",
    [
        TRUE,
        r"C:\Users\Cán b?\AppData\Local",
        r"C:\Users\Can bo\AppData\Local",
        "C:\\Users\\C\xa0n b?\\AppData\\Local",
    ],
    ids=["whole", "question marks", "letters that look alike", "another code page"],
)
def test_a_damaged_value_is_put_right(present: str) -> None:
    assert mended(present) == TRUE


@pytest.mark.parametrize("present", [r"D:\Users\Cán bộ\AppData\Local", r"D:\elsewhere", "", None])
def test_a_value_set_on_purpose_stays(present: str | None) -> None:
    assert mended(present) == present


@pytest.mark.parametrize("true", ["", 7, r"C:\Users\an\AppData\Local"])
def test_without_a_true_value_nothing_is_changed(true: object) -> None:
    assert mended(r"C:\Users\?n\AppData\Local", true) == r"C:\Users\?n\AppData\Local"


def test_off_windows_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    before = dict(os.environ)
    mend_environment()
    assert dict(os.environ) == before
