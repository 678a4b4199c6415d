"""The add-in is installed and removed on a real profile and registry."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from danvan_xl.installation.contents import settings_in
from tests.installation.vba import get_config
from tests.windows.computer import VIETNAMESE_USER, Computer
from tests.windows.held_files import READ, held
from tests.windows.office_pc import OFFICE_USER, addin_file, configuration_file
from tests.windows.vba_lines import click_line

USERS_OWN = '"PYTHONPATH","C:\\Kho lưu"\r\n"SHOW CONSOLE","True"\r\n'.encode("cp1258")

REGISTRY = ("HKCU", r"HKLM\Software")


@pytest.fixture
def office_pc(new_windows: Callable[..., Computer]) -> Computer:
    return new_windows(user=OFFICE_USER)


def test_the_addin_comes_and_goes_and_the_users_settings_stay(office_pc: Computer) -> None:
    addin, configuration = addin_file(office_pc), configuration_file(office_pc)
    configuration.parent.mkdir()
    configuration.write_bytes(USERS_OWN)
    before, registry = office_pc.tree(), office_pc.registry(*REGISTRY)
    assert 'Version"="win10"' in registry
    missing = office_pc.danvan_xl("addin", "status", "--json")
    assert (missing.code, missing.json["installed"]) == (1, False)

    installed = office_pc.danvan_xl("addin", "install", "--json")
    assert (installed.code, installed.err) == (0, "")
    assert installed.json["files"] == [
        office_pc.windows_path(addin),
        office_pc.windows_path(configuration),
    ]
    assert addin.read_bytes().startswith(b"PK")
    written = configuration.read_bytes()
    assert written.startswith(USERS_OWN)
    assert get_config(written, "SHOW CONSOLE") == "True"

    status = office_pc.danvan_xl("addin", "status", "--json")
    assert (status.code, status.json["installed"], status.json["current"]) == (0, True, True)
    again = office_pc.danvan_xl("addin", "install", "--json")
    assert (again.code, again.json["changed"]) == (0, False)

    removed = office_pc.danvan_xl("addin", "remove", "--json")
    assert (removed.code, removed.err) == (0, "")
    assert office_pc.tree() == before
    assert office_pc.registry(*REGISTRY) == registry


def test_the_configuration_names_a_python_that_a_console_can_start(office_pc: Computer) -> None:
    before = office_pc.tree()
    assert office_pc.danvan_xl("addin", "install").code == 0
    written = configuration_file(office_pc).read_bytes()
    assert written.isascii()  # so the path is in its 8.3 form
    interpreter = get_config(written, "INTERPRETER_WIN")
    code = "import danvan_xl, xlwings, sys; sys.exit(7)"
    assert office_pc.command_line(f'cmd.exe /C ""{interpreter}" -c "{code}""') == 7
    assert office_pc.danvan_xl("addin", "remove").code == 0
    assert office_pc.tree() == before


@pytest.mark.parametrize(("user", "language"), [(VIETNAMESE_USER, "vi_VN"), (OFFICE_USER, "en_US")])
def test_in_a_profile_that_vba_cannot_name_the_addin_itself_says_where_python_is(
    new_windows: Callable[..., Computer], user: str, language: str
) -> None:
    windows = new_windows(user=user, language=language)
    before = windows.tree()
    installed = windows.danvan_xl("addin", "install", "--json")
    assert (installed.code, installed.err) == (1, "")  # a click starts Python anew
    assert installed.json["files"] == [windows.windows_path(addin_file(windows))]
    assert not configuration_file(windows).exists()

    settings = settings_in(addin_file(windows).read_bytes())
    assert all(map(str.isascii, settings.values()))
    interpreter = settings["INTERPRETER_WIN"]
    status = windows.danvan_xl("addin", "status", "--json")
    assert (status.code, status.json["interpreter"]) == (0, interpreter)
    doctor = windows.danvan_xl("doctor", "--json").json["checks"]
    states = {check["name"]: check["state"] for check in doctor}
    assert (states["addin"], states["configuration"], states["server"]) == ("ok", "ok", "note")
    book = windows.windows_path(windows.profile / "Documents" / "Sổ.xlsx")
    errors = settings["TEMP DIR"] + r"\xlwings-1.log"
    command = "import danvan_xl, sys; print('read by VBA', file=sys.stderr); sys.exit(7)"
    assert windows.command_line(click_line(interpreter, command, book, errors)) == 7
    assert (windows.profile / "Temp" / "xlwings-1.log").read_bytes() == b"read by VBA\r\n"

    removed = windows.danvan_xl("addin", "remove")
    assert (removed.code, removed.err) == (0, "")
    assert windows.tree() == before


@pytest.mark.parametrize("option", ["--config-only", "--file"])
def test_what_brings_no_settings_into_such_a_profile_is_refused(
    new_windows: Callable[..., Computer], option: str
) -> None:
    windows = new_windows()
    assert windows.danvan_xl("addin", "build", "--out", windows.drive).code == 0
    before = windows.tree()
    files = [windows.drive / "danvan_xl.xlam"] if option == "--file" else []
    refused = windows.danvan_xl("addin", "install", option, *files)
    assert (refused.code, refused.out) == (2, "")
    (sentence,) = refused.err.splitlines()
    assert f"«C:\\users\\{VIETNAMESE_USER}»" in sentence
    assert windows.tree() == before


def test_an_addin_that_excel_has_open_is_left_alone(office_pc: Computer) -> None:
    assert office_pc.danvan_xl("addin", "install").code == 0
    addin = addin_file(office_pc)
    addin.write_bytes(b"of another version")
    with held(office_pc, addin, READ):
        refused = office_pc.danvan_xl("addin", "install")
        assert (refused.code, refused.out) == (2, "")
        (sentence,) = refused.err.splitlines()
        assert "danvan_xl.xlam" in sentence
        assert "đóng hết cửa sổ Excel" in sentence
        assert addin.read_bytes() == b"of another version"
        assert list(addin.parent.iterdir()) == [addin]
    assert office_pc.danvan_xl("addin", "install", "--json").json["changed"] is True

    with held(office_pc, addin, READ):
        refused = office_pc.danvan_xl("addin", "remove")
        assert (refused.code, refused.out) == (2, "")
        assert "đóng hết cửa sổ Excel" in refused.err
    assert office_pc.danvan_xl("addin", "remove").code == 0
    assert not addin.exists()
