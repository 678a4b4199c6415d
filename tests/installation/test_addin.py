"""Installing and removing on whole made-up machines: what changes, and what comes back."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.installation import addin as installation
from danvan_xl.installation.addin import install, remove, status
from danvan_xl.installation.places import addin_file, configuration_file, script_file
from danvan_xl.ooxml.refusals import FileInUse
from tests.installation.machines import PC, XLWINGS, addin_bytes, file, mac, package, windows
from tests.installation.vba import get_config

ADDIN = addin_bytes()


@pytest.fixture
def pc(tmp_path: Path) -> PC:
    return windows(tmp_path)


def config(pc: PC) -> bytes:
    return configuration_file(pc.machine).read_bytes()


def test_an_installation_puts_the_add_in_where_excel_opens_it(pc: PC) -> None:
    done = install(pc.machine, ADDIN)
    assert done.addin == pc.machine.home / "AppData/Roaming/Microsoft/Excel/XLSTART/danvan_xl.xlam"
    assert done.addin.read_bytes() == ADDIN
    assert done.changed


def test_an_installation_writes_what_vba_needs(pc: PC) -> None:
    install(pc.machine, ADDIN)
    expected = {
        "INTERPRETER_WIN": str(pc.machine.interpreter),
        "SHOW CONSOLE": "False",
        "USE UDF SERVER": "True",
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
    }
    assert {key: get_config(config(pc), key) for key in expected} == expected
    assert config(pc).count(b"\r\n") == 4


def test_without_the_library_for_this_excel_python_is_started_at_each_click(tmp_path: Path) -> None:
    pc = windows(tmp_path, excel=32, libraries=(64,))
    assert not install(pc.machine, ADDIN).server
    assert get_config(config(pc), "USE UDF SERVER") == "False"
    file(pc.machine.interpreter.parent / f"xlwings32-{XLWINGS}.dll")
    assert install(pc.machine, ADDIN).server
    assert get_config(config(pc), "USE UDF SERVER") == "True"


def test_a_second_installation_changes_nothing(pc: PC) -> None:
    install(pc.machine, ADDIN)
    before = pc.tree()
    assert not install(pc.machine, ADDIN).changed
    assert pc.tree() == before


def test_the_same_add_in_packed_in_another_way_stays(pc: PC) -> None:
    parts = {"customUI/customUI14.xml": b"dvk_new", "xl/vbaProject.bin": b"macros"}
    install(pc.machine, package(parts))
    assert not install(pc.machine, package(parts, zipfile.ZIP_DEFLATED)).changed


def test_a_newer_add_in_replaces_the_old_one(pc: PC) -> None:
    install(pc.machine, ADDIN)
    newer = addin_bytes(b"newer")
    done = install(pc.machine, newer)
    assert done.changed
    assert done.kept_aside is None
    assert addin_file(pc.machine).read_bytes() == newer


@pytest.mark.parametrize(
    "present", [b"no package", package({"xl/vbaProject.bin": b"other"}), addin_bytes(signed=True)]
)
def test_a_file_of_another_origin_or_a_signed_one_is_kept(present: bytes, pc: PC) -> None:
    file(addin_file(pc.machine), present)
    done = install(pc.machine, ADDIN)
    assert addin_file(pc.machine).read_bytes() == ADDIN
    assert done.kept_aside is not None
    assert done.kept_aside.read_bytes() == present
    assert done.kept_aside.parent != addin_file(pc.machine).parent, "Excel would open it"
    remove(pc.machine)
    assert done.kept_aside.read_bytes() == present


def test_a_signed_add_in_is_installed_as_it_is(pc: PC) -> None:
    signed = addin_bytes(signed=True)
    install(pc.machine, signed)
    assert addin_file(pc.machine).read_bytes() == signed


def test_a_value_that_the_user_set_wins_but_not_the_interpreter(pc: PC) -> None:
    users = b'"SHOW CONSOLE","True"\r\n"interpreter_win","C:\\old\\python.exe"\r\n"LOG","D:\\x"\r\n'
    file(configuration_file(pc.machine), users)
    done = install(pc.machine, ADDIN)
    assert done.kept_settings == {"SHOW CONSOLE": "True"}
    assert get_config(config(pc), "SHOW CONSOLE") == "True"
    assert get_config(config(pc), "INTERPRETER_WIN") == str(pc.machine.interpreter)
    assert get_config(config(pc), "LOG") == r"D:\x"


def test_a_value_that_the_user_changed_later_wins_at_the_next_installation(pc: PC) -> None:
    install(pc.machine, ADDIN)
    path = configuration_file(pc.machine)
    path.write_bytes(config(pc).replace(b'"USE UDF SERVER","True"', b'"USE UDF SERVER","False"'))
    done = install(pc.machine, ADDIN)
    assert done.kept_settings == {"USE UDF SERVER": "False"}
    assert not done.server


def test_with_the_configuration_only_no_add_in_is_written(pc: PC) -> None:
    assert install(pc.machine, None).addin is None
    assert not addin_file(pc.machine).parent.exists()
    assert get_config(config(pc), "INTERPRETER_WIN")


def test_removal_gives_back_the_machine_as_it_was(pc: PC) -> None:
    file(pc.machine.home / "AppData/Roaming/Microsoft/Excel/Excel15.xlb", b"toolbars")
    before = pc.tree()
    install(pc.machine, ADDIN)
    file(pc.machine.data / "danvan_xl.log", b"log")
    file(pc.machine.data / "snapshots" / "x" / "about.json")
    assert pc.tree() != before
    done = remove(pc.machine)
    assert pc.tree() == before
    assert set(done.removed) == {
        addin_file(pc.machine),
        configuration_file(pc.machine),
        pc.machine.data,
    }
    assert remove(pc.machine).removed == ()


def test_removal_leaves_what_was_there_before(pc: PC) -> None:
    file(addin_file(pc.machine).with_name("PERSONAL.XLSB"), b"macros of the user")
    file(configuration_file(pc.machine), b'"SHOW CONSOLE","True"\r\n# note,\r\n"X","\xe0"\r\n')
    before = pc.tree()
    install(pc.machine, ADDIN)
    done = remove(pc.machine)
    assert pc.tree() == before
    assert done.left == (configuration_file(pc.machine),)


def test_removal_leaves_a_foreign_add_in(pc: PC) -> None:
    foreign = file(addin_file(pc.machine), b"foreign")
    assert remove(pc.machine).left == (foreign,)
    assert foreign.exists()


def test_removal_without_the_record_still_takes_away_what_is_known(pc: PC) -> None:
    install(pc.machine, ADDIN)
    (pc.machine.data / "installation.json").write_text("{damaged")
    remove(pc.machine)
    assert not addin_file(pc.machine).exists()
    assert not configuration_file(pc.machine).exists()
    assert not pc.machine.data.exists()


def test_an_installation_writes_nothing_outside_its_places(pc: PC) -> None:
    before = pc.tree()
    install(pc.machine, ADDIN)
    new = {Path(path).as_posix() for path in pc.tree().keys() - before.keys()}
    profile = "Users/an"
    assert new == {
        f"{profile}/AppData/Roaming/Microsoft/Excel/XLSTART",
        f"{profile}/AppData/Roaming/Microsoft/Excel/XLSTART/danvan_xl.xlam",
        f"{profile}/.danvan_xl",
        f"{profile}/.danvan_xl/danvan_xl.conf",
        f"{profile}/AppData/Local/danvan_xl",
        f"{profile}/AppData/Local/danvan_xl/installation.json",
    }
    assert {path: before[path] for path in before} == {
        path: content for path, content in pc.tree().items() if path in before
    }


def test_an_add_in_that_excel_has_open_is_refused_politely(
    pc: PC, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(pc.machine, ADDIN)
    before = pc.tree()

    def refuse(path: Path, data: bytes) -> None:
        if path.suffix == ".xlam":
            raise FileInUse("in use") from PermissionError(13, "Access is denied", str(path))
        path.write_bytes(data)

    monkeypatch.setattr(installation, "put", refuse)
    with pytest.raises(DanVanError, match=r"danvan_xl\.xlam.*đóng hết cửa sổ Excel"):
        install(pc.machine, addin_bytes(b"newer"))
    assert pc.tree() == before


def test_a_log_that_is_in_use_is_refused_politely_and_removed_later(
    pc: PC, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = pc.tree()
    install(pc.machine, ADDIN)

    def refuse(path: Path) -> None:
        raise PermissionError(13, "The file is in use", str(path / "danvan_xl.log"))

    with monkeypatch.context() as patch:
        patch.setattr(installation.shutil, "rmtree", refuse)
        with pytest.raises(DanVanError, match=r"danvan_xl\.log.*đóng hết cửa sổ Excel"):
            remove(pc.machine)
    remove(pc.machine)
    assert pc.tree() == before


def test_a_python_that_vba_cannot_reach_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    pc = windows(tmp_path, python="Nguyễn")
    before = pc.tree()
    with pytest.raises(DanVanError, match="không dấu"):
        install(pc.machine, ADDIN)
    assert pc.tree() == before


def test_where_there_is_no_excel_the_way_to_a_file_is_told(pc: PC) -> None:
    before = pc.tree()
    with pytest.raises(DanVanError, match="danvan-xl addin build"):
        install(replace(pc.machine, system="linux"), ADDIN)
    assert pc.tree() == before


def test_on_macos_the_script_comes_along_and_goes_again(tmp_path: Path) -> None:
    pc = mac(tmp_path)
    before = pc.tree()
    done = install(pc.machine, ADDIN)
    script = script_file(pc.machine)
    assert script is not None
    assert done.script == script
    assert script.read_bytes() == b"on VbaHandler(ParameterString)"
    assert get_config(config(pc), "INTERPRETER_MAC") == str(pc.machine.interpreter)
    assert get_config(config(pc), "USE UDF SERVER") is None
    assert b"\r" not in config(pc)
    remove(pc.machine)
    assert pc.tree() == before


def test_on_macos_a_script_that_xlwings_installed_stays(tmp_path: Path) -> None:
    pc = mac(tmp_path)
    script = script_file(pc.machine)
    assert script is not None
    file(script, b"on VbaHandler(ParameterString)")
    before = pc.tree()
    install(pc.machine, ADDIN)
    remove(pc.machine)
    assert pc.tree() == before


def test_the_status_tells_what_is_installed(pc: PC) -> None:
    none = status(pc.machine, ADDIN)
    assert (none.is_there, none.is_current, none.interpreter, none.data_is_there) == (
        False,
        None,
        None,
        False,
    )
    install(pc.machine, ADDIN)
    now = status(pc.machine, ADDIN)
    assert (now.is_there, now.is_current, now.data_is_there) == (True, True, True)
    assert now.interpreter == str(pc.machine.interpreter)
    assert status(pc.machine, addin_bytes(b"newer")).is_current is False
