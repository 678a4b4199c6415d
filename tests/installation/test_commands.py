"""The commands ``addin install``, ``addin remove``, ``addin status`` and ``doctor``."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_xl.addin import build_addin
from danvan_xl.commands.addin import addin_status, install_addin, remove_addin
from danvan_xl.commands.doctor import doctor
from danvan_xl.errors import DanVanError
from danvan_xl.installation.contents import (
    has_our_ribbon,
    is_ours,
    is_register,
    is_same,
    is_signed,
)
from danvan_xl.installation.places import addin_file, configuration_file
from danvan_xl.mail import password
from danvan_xl.userdata import key_of
from tests.installation.machines import ADDIN_TYPE, PC, addin_bytes, file, package, windows


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


def test_a_workbook_with_our_macros_is_no_add_in(pc: PC) -> None:
    book_type = ADDIN_TYPE.replace(b"addin", b"sheet")
    book = file(pc.root / "DanVanKheo.xlsm", _retyped(build_addin(), book_type))
    assert has_our_ribbon(book.read_bytes())
    with pytest.raises(DanVanError, match="không phải phần bổ trợ"):
        install_addin(book, machine=pc.machine)
    assert not addin_file(pc.machine).exists()


def _retyped(addin: bytes, content_type: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(addin)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    types = parts["[Content_Types].xml"]
    assert ADDIN_TYPE in types
    return package(parts | {"[Content_Types].xml": types.replace(ADDIN_TYPE, content_type)})


@pytest.mark.parametrize("config_only", [False, True])
def test_a_given_add_in_must_be_there(config_only: bool, pc: PC) -> None:
    before = pc.tree()
    with pytest.raises(DanVanError, match=r"Không tìm thấy tệp «.*missing\.xlam»"):
        install_addin(pc.root / "missing.xlam", config_only=config_only, machine=pc.machine)
    assert pc.tree() == before


def test_a_given_add_in_and_the_configuration_alone_exclude_each_other(pc: PC) -> None:
    given = file(pc.root / "given.xlam", addin_bytes())
    before = pc.tree()
    with pytest.raises(DanVanError, match="--file cùng với --config-only"):
        install_addin(given, config_only=True, machine=pc.machine)
    assert pc.tree() == before


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


def worked_with(pc: PC, *names: str) -> list[str]:
    """Workbooks of which there are snapshots, as commands leave them."""
    for name in names:
        book = file(pc.root / "Sổ" / name)
        about = json.dumps({"workbook": str(book), "command": "Nhập phiếu"}, ensure_ascii=False)
        folder = pc.machine.data / "snapshots" / key_of(str(book))
        for time in ("20260101-080000-000000", "20260102-080000-000000"):
            file(folder / time / "about.json", about.encode())
    return [str(pc.root / "Sổ" / name) for name in names]


def test_a_removal_tells_which_workbooks_are_still_there(pc: PC) -> None:
    second, first, gone = worked_with(pc, "b.xlsx", "a.xlsx", "c.xlsx")
    Path(gone).unlink()
    file(pc.machine.data / "snapshots" / "x" / "y" / "about.json", b"damaged")
    file(pc.machine.data / "snapshots" / "x" / "z" / "about.json", b"[]")
    address = json.dumps({"workbook": "https://d.docs.live.net/1/so.xlsx"}).encode()
    file(pc.machine.data / "snapshots" / "web" / "y" / "about.json", address)
    result = remove_addin(machine=pc.machine)
    assert not pc.machine.data.exists()
    assert result.books == (first, second)
    assert result.to_json()["books"] == [first, second]
    assert result.messages == (f"Sổ, phiếu và văn bản của anh/chị còn nguyên: {first}; {second}.",)


def test_a_place_that_does_not_answer_does_not_stop_a_removal(
    pc: PC, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked, far = worked_with(pc, "a.xlsx", "b.xlsx")

    def look(path: Path, **_: object) -> bool:
        if str(path) in (locked, far):
            raise PermissionError(13, "the drive is locked", str(path))
        return True

    monkeypatch.setattr(Path, "is_file", look)
    machine = replace(pc.machine, is_remote=lambda path: path == far)
    assert remove_addin(machine=machine).books == (far,)


def test_of_many_workbooks_the_first_are_named(pc: PC) -> None:
    books = worked_with(pc, *(f"{number:02}.xlsx" for number in range(10)))
    result = remove_addin(machine=pc.machine)
    assert result.to_json()["books"] == books
    assert result.books_kept[1:] == (*books[:8], "và 2 sổ nữa")


def test_a_removal_works_without_the_libraries_that_know_the_workbooks(
    pc: PC, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_with(pc, "a.xlsx")
    monkeypatch.delattr("danvan_xl.snapshots.known_workbooks")  # importing it fails
    result = remove_addin(machine=pc.machine)
    assert (result.books, result.messages) == ((), ())
    assert not pc.machine.data.exists()


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


def test_the_status_knows_that_only_the_configuration_is_wanted(pc: PC) -> None:
    install_addin(config_only=True, machine=pc.machine)
    alone = addin_status(machine=pc.machine)
    assert not alone.has_findings
    assert alone.remedy == ""
    assert "chỉ cài cấu hình, dùng sổ .xlsm" in alone.lines[0]
    assert alone.to_json()["config_only"] is True
    pc.machine.interpreter.unlink()
    broken = addin_status(machine=pc.machine)
    assert broken.has_findings
    assert any("Python không còn" in line for line in broken.lines)
    assert broken.remedy == "danvan-xl addin install --config-only"


def test_a_later_installation_of_the_add_in_makes_it_wanted_again(pc: PC) -> None:
    install_addin(config_only=True, machine=pc.machine)
    install_addin(machine=pc.machine)
    assert addin_status(machine=pc.machine).to_json()["config_only"] is False
    addin_file(pc.machine).unlink()
    missing = addin_status(machine=pc.machine)
    assert missing.has_findings
    assert "chưa cài" in missing.lines[0]
    assert missing.remedy == "danvan-xl addin install"


def test_where_there_is_no_excel_the_status_advises_nothing(pc: PC) -> None:
    result = addin_status(machine=replace(pc.machine, system="linux", data=pc.root / "data"))
    assert not result.has_findings
    assert result.remedy == ""
    assert "chỉ cài được trên Windows, macOS" in result.lines[0]
    assert "AppData" not in f"{result.lines}{result.to_json()}"


def test_doctor_takes_no_offence_where_only_the_configuration_is_wanted(pc: PC) -> None:
    machine = _with_real_xlwings(pc)
    install_addin(config_only=True, machine=machine)
    result = doctor(machine=machine)
    assert not result.has_findings
    assert {check.name: check.state for check in result.checks}["addin"] == "note"


def test_the_workbook_and_the_forms_that_this_version_makes_are_told_apart() -> None:
    folder = Path(__file__).parents[2] / "workbooks"
    found = {path.name: is_register(path.read_bytes()) for path in folder.glob("*.xlsx")}
    assert len(found) > 1
    assert {name for name, is_one in found.items() if is_one} == {"so-theo-doi_2026.xlsx"}


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


@pytest.mark.parametrize(
    "library", ["jinja2", "lxml", "numpy", "openpyxl", "pandas", "python_calamine", "xlwings"]
)
def test_doctor_runs_without_a_library(library: str, pc: PC) -> None:
    """Also on Windows, in a process that has not loaded the library before."""
    install_addin(machine=_with_real_xlwings(pc))
    code = (
        "import sys, pathlib, dataclasses\n"
        f"sys.modules[{library!r}] = None\n"
        "from danvan_xl.commands.doctor import doctor\n"
        "from danvan_xl.installation import machine\n"
        "here = pathlib.Path(sys.argv[1])\n"
        "pc = dataclasses.replace(machine.this_machine(), system='win32', home=here, data=here,\n"
        "    environment={'APPDATA': sys.argv[1] + '/AppData/Roaming'})\n"
        "for check in doctor(machine=pc).checks: print(check.name, check.state)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(pc.machine.home)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found = dict(line.split() for line in run.stdout.splitlines())
    assert {"addin", "configuration", "pdf", "data"} <= set(found)
    if library in ("lxml", "openpyxl", "python_calamine"):
        assert "error" in (found["addin"], found["configuration"], found["pdf"])


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
