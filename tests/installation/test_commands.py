"""The commands ``addin install``, ``addin remove``, ``addin status`` and ``doctor``."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_xl.addin import build_addin
from danvan_xl.commands.addin import addin_status, install_addin, remove_addin
from danvan_xl.commands.doctor import doctor
from danvan_xl.errors import DanVanError
from danvan_xl.installation.contents import is_ours, is_same, is_signed
from danvan_xl.installation.places import addin_file, configuration_file
from danvan_xl.mail import password
from tests.installation.machines import PC, addin_bytes, file, windows


@pytest.fixture
def pc(tmp_path: Path) -> PC:
    return windows(tmp_path)


def test_the_add_in_that_this_version_makes_is_known_as_ours() -> None:
    data = build_addin()
    assert is_ours(data)
    assert is_same(data, data)
    assert not is_same(data, addin_bytes())
    assert not is_signed(data)


def test_an_installation_tells_what_it_did_and_what_comes_next(pc: PC) -> None:
    result = install_addin(machine=pc.machine)
    assert not result.has_findings
    assert str(addin_file(pc.machine)) in result.summary
    assert any("Mở lại Excel" in message for message in result.messages)
    told = json.loads(json.dumps(result.to_json()))
    assert told["files"] == [str(addin_file(pc.machine)), str(configuration_file(pc.machine))]
    assert told["changed"] is True
    again = install_addin(machine=pc.machine)
    assert "đã có sẵn" in again.summary
    assert again.to_json()["changed"] is False


def test_an_installation_without_the_library_has_a_finding(tmp_path: Path) -> None:
    result = install_addin(machine=windows(tmp_path, libraries=()).machine)
    assert result.has_findings
    assert any("danvan-xl doctor" in message for message in result.messages)


def test_what_was_kept_is_told(pc: PC) -> None:
    file(addin_file(pc.machine), b"foreign")
    file(configuration_file(pc.machine), b'"SHOW CONSOLE","True"\r\n')
    messages = " ".join(install_addin(machine=pc.machine).messages)
    assert "danvan_xl-cu.xlam" in messages
    assert "SHOW CONSOLE = True" in messages


def test_a_given_add_in_must_be_this_one(pc: PC) -> None:
    signed = file(pc.root / "signed.xlam", addin_bytes(signed=True))
    install_addin(signed, machine=pc.machine)
    assert addin_file(pc.machine).read_bytes() == signed.read_bytes()
    with pytest.raises(DanVanError, match="không phải phần bổ trợ"):
        install_addin(file(pc.root / "other.xlam", b"other"), machine=pc.machine)


def test_the_configuration_alone_can_be_written(pc: PC) -> None:
    result = install_addin(config_only=True, machine=pc.machine)
    assert "Đã ghi cấu hình" in result.summary
    assert result.to_json()["files"] == [str(configuration_file(pc.machine))]


def test_a_removal_tells_what_it_took_away_and_what_it_left(pc: PC) -> None:
    file(configuration_file(pc.machine), b'"MINE","1"\r\n')
    install_addin(machine=pc.machine)
    result = remove_addin(machine=pc.machine)
    assert str(addin_file(pc.machine)) in result.summary
    assert result.to_json()["left"] == [str(configuration_file(pc.machine))]
    assert len(result.messages) == 1
    assert remove_addin(machine=pc.machine).summary == "Không có gì để gỡ"


def test_a_removal_takes_the_password_of_the_mail_account_too(
    pc: PC, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def forget_all(folder: Path) -> tuple[str, ...]:
        assert folder.is_dir(), "what is to go is written there"
        asked.append(folder)
        return ("danvan_xl:mail.example.vn",)

    monkeypatch.setattr(password, "forget_all", forget_all)
    install_addin(machine=pc.machine)
    result = remove_addin(machine=pc.machine)
    assert asked == [pc.machine.data]
    assert not pc.machine.data.exists()
    assert any("«danvan_xl:mail.example.vn»" in message for message in result.messages)
    assert result.to_json()["passwords_left"] == ["danvan_xl:mail.example.vn"]


def test_the_status_is_a_finding_until_all_is_installed(pc: PC) -> None:
    before = addin_status(machine=pc.machine)
    assert before.has_findings
    assert "chưa cài" in before.lines[0]
    install_addin(machine=pc.machine)
    after = addin_status(machine=pc.machine)
    assert not after.has_findings
    assert after.to_json()["current"] is True
    addin_file(pc.machine).write_bytes(addin_bytes())
    older = addin_status(machine=pc.machine)
    assert older.has_findings
    assert "khác bản này" in older.lines[0]


def test_doctor_finds_nothing_on_a_pc_in_order(pc: PC) -> None:
    machine = _with_real_xlwings(pc)
    install_addin(machine=machine)
    result = doctor(machine=machine)
    assert (result.errors, result.warnings, result.to_do) == (0, 0, ())
    assert not result.has_findings
    assert "đều ổn" in result.summary


def test_doctor_counts_what_is_wrong_and_puts_errors_first(pc: PC) -> None:
    result = doctor("https://d.docs.live.net/1/so.xlsx", machine=_with_real_xlwings(pc))
    told = json.loads(json.dumps(result.to_json()))
    states = [check["state"] for check in told["checks"]]
    assert told["errors"] == states.count("error") > 0
    assert told["warnings"] == states.count("warning")
    assert {"name", "state", "message", "remedy"} <= set(told["checks"][0])
    order = [check.state for check in result.to_do]
    assert order == sorted(order, key=["error", "warning"].index)
    assert {"addin", "configuration", "book-place"} <= {check.name for check in result.to_do}
    assert result.has_findings


def test_doctor_runs_on_the_machine_of_the_test() -> None:
    result = doctor()
    assert {"python", "pdf", "data"} <= {check.name for check in result.checks}


def _with_real_xlwings(pc: PC):  # type: ignore[no-untyped-def]
    from importlib.metadata import version

    number = version("xlwings")
    for bits in (32, 64):
        file(pc.machine.interpreter.parent / f"xlwings{bits}-{number}.dll")
    return replace(pc.machine, xlwings=number)


def test_what_looks_at_a_pc_loads_no_editor_of_workbooks() -> None:
    program = "import sys, danvan_xl.commands.addin, danvan_xl.commands.doctor; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    loaded = set(run.stdout.split())
    assert "danvan_xl.installation.checks" in loaded
    heavy = {
        "danvan_xl.ooxml",
        "keyring",
        "lxml",
        "numpy",
        "openpyxl",
        "python_calamine",
        "xlwings",
    }
    assert not heavy & loaded
