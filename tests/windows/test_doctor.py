"""``doctor`` sees what is in the registry and profile of a PC."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.windows.computer import VIETNAMESE_USER, Computer
from tests.windows.office_pc import OFFICE_USER

SECURITY = r"Software\Policies\Microsoft\office\16.0\excel\security"


def checks(windows: Computer, *book: Path) -> dict[str, dict[str, Any]]:
    """What was found, by names."""
    ended = windows.danvan_xl("doctor", *book, "--json")
    assert (ended.code, ended.err) == (1, "")  # there is no Excel
    return {check["name"]: check for check in ended.json["checks"]}


def states(found: dict[str, dict[str, Any]], *names: str) -> list[str]:
    return [found[name]["state"] for name in names]


def test_an_installation_is_sound_and_policies_against_it_are_found(
    new_windows: Callable[..., Computer],
) -> None:
    windows = new_windows(user=OFFICE_USER)
    assert windows.danvan_xl("addin", "install").code == 0
    book = windows.profile / "Documents" / "Sổ có nút.xlsm"
    assert windows.danvan_xl("new", book, "--year", "2026").code == 0
    found = checks(windows, book)
    sound = ["python", "pywin32", "addin", "xlwings", "configuration", "server", "library"]
    sound += ["addins-allowed", "addin-macros", "clash", "book-place", "data"]
    assert set(states(found, *sound)) == {"ok"}, found
    assert states(found, "excel", "pdf", "outlook") == ["warning", "warning", "note"]
    assert states(found, "book-macros") == ["note"]  # Excel asks

    windows.set_registry(rf"HKCU\{SECURITY}", "vbawarnings", 4)
    found = checks(windows, book)
    assert states(found, "addin-macros", "book-macros") == ["ok", "error"]
    assert "mọi macro" in found["book-macros"]["message"]

    windows.set_registry(rf"HKCU\{SECURITY}", "vbawarnings", 3)
    windows.set_registry(rf"HKLM\{SECURITY}\trusted locations", "alllocationsdisabled", 1)
    windows.set_registry(rf"HKLM\{SECURITY}", "disablealladdins", 1)
    found = checks(windows, book)
    assert states(found, "addins-allowed", "addin-macros", "book-macros") == ["error"] * 3
    for name in ("addin-macros", "book-macros"):
        assert "macro chưa ký số" in found[name]["message"]
        assert "chính sách của cơ quan" in found[name]["remedy"]


def test_a_rival_addin_and_a_profile_that_vba_cannot_name_are_found(
    new_windows: Callable[..., Computer],
) -> None:
    windows = new_windows(user=VIETNAMESE_USER)
    options = r"HKCU\Software\Microsoft\Office\16.0\Excel\Options"
    windows.set_registry(options, "OPEN", r'/R "C:\Add-ins\xlwings.xlam"')
    before = windows.tree()
    found = checks(windows)
    assert states(found, "addin", "configuration") == ["error", "error"]
    assert f"C:\\users\\{VIETNAMESE_USER}" in found["configuration"]["message"]
    assert found["clash"]["state"] != "ok"
    assert windows.tree() == before
