"""A profile folder that VBA cannot name: the settings stand in the add-in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_xl.addin import build_addin
from danvan_xl.commands.addin import addin_status, install_addin, remove_addin
from danvan_xl.commands.doctor import doctor
from danvan_xl.errors import DanVanError
from danvan_xl.installation.addin import install
from danvan_xl.installation.checks.book import book_macros
from danvan_xl.installation.checks.configuration import configuration, other_configuration
from danvan_xl.installation.checks.python import server
from danvan_xl.installation.contents import settings_in
from danvan_xl.installation.places import addin_file, configuration_file
from tests.installation.machines import PC, XLWINGS, addin_bytes, file, package, windows
from tests.installation.vba import get_config

USER, SHORT = "Nguyễn Văn An", "NGUYNV~1"


def short(path: str) -> str:
    return path.replace(USER, SHORT)


def nameless(
    root: Path,
    *,
    python: str = f"Users/{USER}/danvan",
    short: Callable[[str], str | None] = short,
    temporary: str | None = None,
) -> PC:
    """A PC whose user has a name that its code page lacks."""
    pc = windows(root, user=USER, python=python, short=short)
    (root / "Users" / SHORT).symlink_to(pc.machine.home)
    if temporary is None:
        return pc
    environment = {**pc.machine.environment, "TEMP": temporary}
    return replace(pc, machine=replace(pc.machine, environment=environment))


@pytest.fixture
def pc(tmp_path: Path) -> PC:
    """As Windows makes such a PC: the variable for temporary files is in the 8.3 form."""
    return nameless(tmp_path, temporary=rf"C:\Users\{SHORT}\AppData\Local\Temp")


def installed(pc: PC) -> dict[str, str]:
    return settings_in(addin_file(pc.machine).read_bytes())


def test_the_settings_go_into_the_add_in_and_no_file_is_written(pc: PC) -> None:
    result = install_addin(machine=pc.machine)
    assert installed(pc) == {
        "INTERPRETER_WIN": short(str(pc.machine.interpreter)),
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
        "SHOW CONSOLE": "False",
        "USE UDF SERVER": "True",
    }
    assert not result.has_findings
    assert result.to_json()["files"] == [str(addin_file(pc.machine))]
    assert any("cấu hình nằm trong phần bổ trợ" in message for message in result.messages)
    assert not configuration_file(pc.machine).parent.exists()


def test_a_second_installation_changes_nothing_until_python_moves(pc: PC) -> None:
    install_addin(machine=pc.machine)
    before = pc.tree()
    assert not install_addin(machine=pc.machine).installed.changed
    assert pc.tree() == before
    moved = replace(pc.machine, interpreter=file(pc.root / "danvan" / "python.exe"))
    assert install_addin(machine=moved).installed.changed
    assert installed(pc)["INTERPRETER_WIN"] == str(moved.interpreter)


def test_removal_gives_back_the_machine_as_it_was(pc: PC) -> None:
    before = pc.tree()
    install_addin(machine=pc.machine)
    remove_addin(machine=pc.machine)
    assert pc.tree() == before


def test_the_status_reads_the_add_in(pc: PC) -> None:
    assert addin_status(machine=pc.machine).status.interpreter is None
    install_addin(machine=pc.machine)
    found = addin_status(machine=pc.machine)
    assert not found.has_findings
    assert found.status.interpreter == short(str(pc.machine.interpreter))
    assert found.status.configuration == addin_file(pc.machine)


def test_doctor_finds_this_python_in_the_add_in(pc: PC) -> None:
    install_addin(machine=pc.machine)
    found = {check.name: check for check in doctor(machine=pc.machine).checks}
    for name in ("addin", "configuration", "server", "library"):
        assert found[name].state == "ok", found[name]
    assert SHORT in found["configuration"].message


def test_another_python_in_the_add_in_is_told_and_the_add_in_is_still_this_version(pc: PC) -> None:
    install_addin(machine=pc.machine)
    other = file(pc.root / "other" / "python.exe", b"another program")
    machine = replace(pc.machine, interpreter=other)
    found = {check.name: check.state for check in doctor(machine=machine).checks}
    assert (found["addin"], found["configuration"]) == ("ok", "warning")


def test_an_add_in_without_settings_is_an_error_with_the_cure(pc: PC) -> None:
    assert "addin install" in pc.look(configuration).remedy
    file(addin_file(pc.machine), build_addin())
    file(configuration_file(pc.machine), b'"INTERPRETER_WIN","C:\\python.exe"\r\n')
    found = pc.look(configuration)
    assert (found.state, USER in found.message) == ("error", True)
    assert "addin install" in found.remedy
    assert addin_status(machine=pc.machine).status.interpreter is None, "VBA sees no file there"


@pytest.mark.parametrize("addin", [None, build_addin(), addin_bytes(signed=True)])
def test_what_has_no_place_for_the_settings_is_refused_and_nothing_is_changed(
    addin: bytes | None, pc: PC
) -> None:
    before = pc.tree()
    with pytest.raises(DanVanError, match=rf"{USER}.*--file hay --config-only"):
        install(pc.machine, addin)
    assert pc.tree() == before


def test_an_add_in_made_elsewhere_with_settings_is_taken(pc: PC) -> None:
    made = build_addin({"INTERPRETER_WIN": r"C:\danvan\python.exe"})
    result = install_addin(file(pc.root / "danvan_xl.xlam", made), machine=pc.machine)
    assert addin_file(pc.machine).read_bytes() == made
    assert result.has_findings, "no server"


@pytest.mark.parametrize("answer", [lambda path: None, lambda path: path], ids=["none", "the same"])
@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, r"«.*python\.exe» .* thư mục có tên không dấu"),
        ({"python": "danvan"}, "TEMP và TMP"),
    ],
    ids=["Python is in the profile", "temporary files are in the profile"],
)
def test_without_short_names_the_installation_is_refused_with_what_to_do(
    answer: Callable[[str], str | None], fields: dict[str, str], told: str, tmp_path: Path
) -> None:
    pc = nameless(tmp_path, short=answer, **fields)
    before = pc.tree()
    with pytest.raises(DanVanError, match=told) as refused:
        install_addin(machine=pc.machine)
    assert pc.tree() == before
    assert pc.look(configuration).remedy == str(refused.value)


def test_without_short_names_plain_places_outside_the_profile_will_do(tmp_path: Path) -> None:
    pc = nameless(tmp_path, python="danvan", short=lambda path: None, temporary=r"C:\Temp")
    assert not install_addin(machine=pc.machine).has_findings
    assert installed(pc)["INTERPRETER_WIN"] == str(pc.machine.interpreter)


def test_the_server_stays_off_where_it_would_not_come_up(tmp_path: Path) -> None:
    pc = nameless(tmp_path)
    assert install_addin(machine=pc.machine).has_findings
    temporary = pc.machine.home / "AppData" / "Local" / "Temp"
    assert installed(pc)["USE UDF SERVER"] == "False"
    assert installed(pc)["TEMP DIR"] == short(str(temporary))
    found = pc.look(server)
    assert (found.state, f"«{temporary}»" in found.message) == ("note", True)


def test_a_plain_profile_with_another_temporary_folder_has_it_in_the_file(tmp_path: Path) -> None:
    pc = windows(tmp_path, short=lambda path: r"D:\TM~1")
    before = pc.tree()
    temporary = replace(pc.machine, environment={**pc.machine.environment, "TEMP": r"D:\Tạm"})
    install_addin(machine=temporary)
    written = configuration_file(pc.machine).read_bytes()
    assert get_config(written, "TEMP DIR") == r"D:\TM~1"
    assert get_config(written, "USE UDF SERVER") == "False"
    remove_addin(machine=pc.machine)
    assert pc.tree() == before


def test_a_pc_that_got_another_code_page_gets_the_file_again(pc: PC) -> None:
    install_addin(machine=pc.machine)
    machine = replace(pc.machine, code_page="utf-8", console_page="utf-8")
    assert addin_status(machine=machine).status.configuration == addin_file(pc.machine)
    assert install_addin(machine=machine).installed.changed
    assert installed(pc) == {}
    status = addin_status(machine=machine).status
    assert status.configuration == configuration_file(pc.machine)
    assert status.interpreter


def test_a_configuration_beside_the_workbook_does_not_win_over_the_add_in(pc: PC) -> None:
    book = file(pc.root / "so" / "so.xlsx")
    file(book.with_name("danvan_xl.conf"))
    assert other_configuration(pc.situation(book=str(book))) is not None
    install_addin(machine=pc.machine)
    assert other_configuration(pc.situation(book=str(book))) is None


def test_the_buttons_of_a_workbook_have_no_settings_there(pc: PC) -> None:
    book = file(pc.root / "so.xlsm", package({"customUI/customUI14.xml": b'"dvk_new"'}))
    assert pc.machine.xlwings == XLWINGS
    found = pc.look(book_macros, book)
    assert (found.state, ".xlsx" in found.remedy) == ("error", True)
