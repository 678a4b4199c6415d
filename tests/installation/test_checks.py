"""What ``doctor`` looks at: each thing once in order, and once out of order."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.installation.addin import install
from danvan_xl.installation.checks import (
    LOOKS,
    addin,
    blocks,
    configuration,
    examine,
    marks,
    office,
    python,
    rivals,
    storage,
    trust,
)
from danvan_xl.installation.checks.book import book_kind, book_macros
from danvan_xl.installation.places import (
    addin_file,
    configuration_file,
    script_file,
    startup_folder,
)
from tests.installation.machines import PC, XLWINGS, addin_bytes, file, mac, package, windows

ADDIN = addin_bytes()
EXCEL = r"Software\Microsoft\Office\16.0\Excel"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0"
SECURITY = r"Excel\Security"
PLAIN_BOOK = package(
    {"xl/workbook.xml": b"", "xl/tables/table9.xml": b'<table displayName="tblSettings"/>'}
)
FORM = package(
    {"xl/workbook.xml": b"", "xl/tables/table1.xml": b'<table displayName="tblModels"/>'}
)
MACRO_BOOK = package({"xl/vbaProject.bin": b"macros"})
SIGNED_BOOK = package({"xl/vbaProject.bin": b"macros", "xl/vbaProjectSignature.bin": b""})


@pytest.fixture
def pc(tmp_path: Path) -> PC:
    """A PC on which everything is in order."""
    pc = windows(tmp_path)
    install(pc.machine, ADDIN)
    return pc


@pytest.fixture
def book(pc: PC) -> Path:
    return file(pc.root / "Sổ" / "so-2026.xlsx", PLAIN_BOOK)


def change(pc: PC, **fields: object) -> PC:
    return replace(pc, machine=replace(pc.machine, **fields))


def test_a_pc_in_order_has_no_findings(pc: PC, book: Path) -> None:
    checks = examine(pc.situation(book=str(book)))
    assert {check.name: check.state for check in checks if check.state != "ok"} == {}
    assert len(checks) >= len(LOOKS) - 4
    assert len({check.name for check in checks}) == len(checks)


def test_every_finding_says_what_to_do(tmp_path: Path) -> None:
    """A bare PC: nothing is installed, and whatever can be missing is."""
    pc = change(windows(tmp_path, libraries=()), has_module=lambda name: False)
    pc.registry.keys.clear()
    checks = examine(pc.situation(book="https://d.docs.live.net/1/so.xlsx"))
    wrong = [check for check in checks if check.state in ("warning", "error")]
    assert {check.name for check in wrong} >= {
        "addin",
        "configuration",
        "pywin32",
        "library",
        "excel",
        "pdf",
        "book-place",
    }
    assert all(check.remedy and check.message for check in wrong)


def test_on_linux_only_what_makes_sense_is_looked_at(pc: PC, book: Path) -> None:
    linux = change(pc, system="linux")
    names = [check.name for check in examine(linux.situation(book=str(book)))]
    assert names == [
        "excel",
        "python",
        "book-place",
        "book-writable",
        "book-kind",
        "pdf",
        "data",
    ]


def test_a_mac_in_order_has_no_errors(tmp_path: Path) -> None:
    pc = mac(tmp_path)
    install(pc.machine, ADDIN)
    found = {check.name: check.state for check in examine(pc.situation())}
    assert found.pop("pdf") in ("note", "warning")
    assert set(found.values()) == {"ok"}
    assert "script" in found


# The parts


def test_an_add_in_that_is_missing_is_an_error(pc: PC) -> None:
    assert pc.look(addin.addin).state == "ok"
    addin_file(pc.machine).unlink()
    found = pc.look(addin.addin)
    assert found.state == "error"
    assert "danvan-xl addin install" in found.remedy


def test_a_workbook_with_the_buttons_inside_needs_no_add_in(pc: PC, book: Path) -> None:
    addin_file(pc.machine).unlink()
    assert pc.look(addin.addin, book).state == "error"
    assert pc.look(addin.addin, file(book.with_suffix(".xlsm"), MACRO_BOOK)).state == "note"


def test_where_only_the_configuration_was_installed_no_add_in_is_missing(
    tmp_path: Path,
) -> None:
    pc = windows(tmp_path)
    install(pc.machine, None)
    assert pc.look(addin.addin).state == "note"
    assert pc.look(addin.addin, file(tmp_path / "so.xlsx", PLAIN_BOOK)).state == "error"
    pc.registry.put(rf"{POLICY}\{SECURITY}", "DisableAllAddins", 1)
    assert pc.look(trust.addins_allowed).state == "note"
    configuration_file(pc.machine).unlink()
    assert pc.look(configuration.configuration).remedy.endswith("addin install --config-only")
    install(pc.machine, ADDIN)
    assert pc.look(trust.addins_allowed).state == "error"
    addin_file(pc.machine).unlink()
    assert pc.look(addin.addin).state == "error"


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (addin_bytes(b"older"), "warning"),
        (addin_bytes(b"compiled by Excel", signed=True), "ok"),
        (b"something else", "error"),
        (package({"customUI/customUI14.xml": b'id="other"'}), "error"),
        (package({"customUI/customUI14.xml": b'id="dvk_new"'}), "error"),
    ],
    ids=["another version", "signed by the office", "no package", "another add-in", "a workbook"],
)
def test_the_add_in_is_compared_with_this_version(content: bytes, state: str, pc: PC) -> None:
    addin_file(pc.machine).write_bytes(content)
    assert pc.look(addin.addin).state == state


def test_an_add_in_that_cannot_be_made_points_to_the_virus_scanner(pc: PC) -> None:
    found = addin.addin(replace(pc.situation(), built=lambda: None))
    assert found is not None
    assert found.state == "warning"
    assert "diệt vi-rút" in found.remedy


def test_an_add_in_made_from_another_xlwings_is_an_error(pc: PC) -> None:
    assert pc.look(addin.xlwings).state == "ok"
    found = change(pc, xlwings="0.38.0").look(addin.xlwings)
    assert found.state == "error"
    assert XLWINGS in found.message
    assert "0.38.0" in found.message


def test_a_file_without_a_version_of_xlwings_is_left_to_another_check(pc: PC) -> None:
    def refuse(data: bytes) -> str:
        raise DanVanError("no version")

    assert addin.xlwings(replace(pc.situation(), built_with=refuse)) is None


def test_the_script_of_macos_must_be_that_of_the_installed_xlwings(tmp_path: Path) -> None:
    pc = mac(tmp_path)
    assert pc.look(addin.script).state == "error"
    install(pc.machine, ADDIN)
    assert pc.look(addin.script).state == "ok"
    script = script_file(pc.machine)
    assert script is not None
    script.write_bytes(b"older")
    assert pc.look(addin.script).state == "warning"


def conf(pc: PC, text: str) -> None:
    configuration_file(pc.machine).write_bytes(text.replace("\n", "\r\n").encode("cp1252"))


@pytest.mark.parametrize(
    ("text", "state", "word"),
    [
        ('"INTERPRETER_WIN","{python}"\n', "ok", "đúng Python này"),
        ('"INTERPRETER_WIN","%USERPROFILE%\\nothing.exe"\n', "error", "không còn"),
        ('"INTERPRETER_WIN","{other}"\n', "warning", "Python khác"),
        ('"INTERPRETER_WIN","{python}"\n\n', "error", "dòng trống"),
        ('"SHOW CONSOLE","False"\n', "error", "chưa ghi"),
    ],
)
def test_the_configuration_must_name_this_python(text: str, state: str, word: str, pc: PC) -> None:
    other = file(pc.root / "other" / "python.exe", b"another program")
    conf(pc, text.format(python=pc.machine.interpreter, other=other))
    found = pc.look(configuration.configuration)
    assert (found.state, word in found.message) == (state, True)


def test_a_configuration_that_is_missing_or_unreadable_is_an_error(pc: PC) -> None:
    configuration_file(pc.machine).write_bytes(b"\xff\xfeA\0")
    found = pc.look(configuration.configuration)
    assert (found.state, "ANSI" in found.remedy) == ("error", True)
    configuration_file(pc.machine).unlink()
    assert pc.look(configuration.configuration).state == "error"


def test_a_configuration_that_is_not_there_yet_is_an_error(tmp_path: Path) -> None:
    assert "Chưa có" in windows(tmp_path, user="Hà").look(configuration.configuration).message


def test_a_configuration_beside_the_workbook_is_told(pc: PC, book: Path) -> None:
    assert configuration.other_configuration(pc.situation(book=str(book))) is None
    file(book.with_name("danvan_xl.conf"))
    assert pc.look(configuration.other_configuration, book).state == "warning"


@pytest.mark.parametrize(
    ("value", "state", "word"),
    [("True", "ok", "giữ sẵn"), ("False", "note", "sửa dòng"), ("", "note", "sửa dòng")],
)
def test_the_server_may_be_off_but_then_it_is_told(
    value: str, state: str, word: str, pc: PC
) -> None:
    conf(pc, f'"USE UDF SERVER","{value}"\n')
    found = pc.look(python.server)
    assert (found.state, word in found.message + found.remedy) == (state, True)


@pytest.mark.parametrize(("value", "state"), [("True", "error"), ("False", "note")])
def test_a_temporary_folder_whose_name_does_not_reach_the_server_is_told(
    value: str, state: str, pc: PC
) -> None:
    conf(pc, f'"USE UDF SERVER","{value}"\n')
    named = change(pc, environment={**pc.machine.environment, "TEMP": r"D:\Tạm"})
    found = named.look(python.server)
    assert (found.state, r"«D:\Tạm»" in found.message, "TEMP" in found.remedy) == (
        state,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("excel", "libraries", "server", "state"),
    [
        (64, (32, 64), "True", "ok"),
        (32, (32, 64), "True", "ok"),
        (64, (), "False", "warning"),
        (64, (), "True", "error"),
        (32, (64,), "True", "error"),
        (64, (32,), "False", "warning"),
    ],
)
def test_the_library_must_fit_excel(
    excel: int, libraries: tuple[int, ...], server: str, state: str, tmp_path: Path
) -> None:
    pc = windows(tmp_path, excel=excel, libraries=libraries)
    file(configuration_file(pc.machine))
    conf(pc, f'"USE UDF SERVER","{server}"\n')
    found = pc.look(python.library)
    assert found.state == state
    if state != "ok":
        assert f"xlwings{excel}-{XLWINGS}.dll" in found.message


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "ok"),
        ({"python": (3, 10)}, "error"),
        ({"interpreter": Path("C:/Users/an/AppData/Local/Microsoft/WindowsApps/p.exe")}, "warning"),
    ],
)
def test_python_must_be_new_and_not_from_the_store(
    fields: dict[str, object], state: str, pc: PC
) -> None:
    assert change(pc, **fields).look(python.python).state == state


def test_pywin32_must_be_there(pc: PC) -> None:
    assert pc.look(python.pywin32).state == "ok"
    without = change(pc, has_module=lambda name: name != "pythoncom")
    assert without.look(python.pywin32).state == "error"


# The Trust Center


@pytest.mark.parametrize(
    ("key", "name", "value", "state"),
    [
        (rf"{POLICY}\{SECURITY}", "disablealladdins", 0, "ok"),
        (rf"{POLICY}\{SECURITY}", "disablealladdins", 1, "error"),
        (rf"HKCU\{EXCEL}\Security", "DisableAllAddins", 1, "error"),
        (rf"{POLICY}\{SECURITY}", "requireaddinsig", 1, "error"),
        (rf"HKCU\{EXCEL}\Security", "RequireAddinSig", 1, "error"),
        (rf"{POLICY}\Common", "vbaoff", 1, "error"),
        (r"HKLM\Software\Policies\Microsoft\Office\16.0\Common", "VBAOff", 1, "error"),
        (rf"{POLICY}\Excel\Resiliency", "restricttolist", 1, "error"),
        (rf"{POLICY}\Excel\Resiliency\AddinList", "danvan_xl.xlam", "0", "error"),
        (rf"{POLICY}\Excel\Resiliency\AddinList", "danvan_xl.xlam", "1", "ok"),
        (
            r"HKCU\Software\Policies\Microsoft\Office\15.0\Excel\Security",
            "disablealladdins",
            1,
            "ok",
        ),
        (
            r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0\Excel\Security",
            "disablealladdins",
            1,
            "error",
        ),
    ],
)
def test_what_forbids_add_ins_is_found(
    key: str, name: str, value: object, state: str, pc: PC
) -> None:
    pc.registry.put(key, name, value)
    found = pc.look(trust.addins_allowed)
    assert found.state == state
    if state == "error":
        assert ("bộ phận CNTT" in found.remedy) is ("Policies" in key)


def test_a_signed_add_in_is_allowed_where_signatures_are_demanded(pc: PC) -> None:
    pc.registry.put(rf"{POLICY}\{SECURITY}", "requireaddinsig", 1)
    addin_file(pc.machine).write_bytes(addin_bytes(signed=True))
    assert pc.look(trust.addins_allowed).state == "ok"


def test_a_policy_wins_over_the_users_setting(pc: PC) -> None:
    pc.registry.put(rf"HKCU\{EXCEL}\Security", "DisableAllAddins", 1)
    pc.registry.put(rf"{POLICY}\{SECURITY}", "disablealladdins", 0)
    assert pc.look(trust.addins_allowed).state == "ok"


def trust_folder(pc: PC, root: str, folder: str, *, subfolders: bool = False) -> None:
    key = rf"{root}\{SECURITY}\Trusted Locations\Location9"
    pc.registry.put(key, "Path", folder)
    pc.registry.put(key, "AllowSubfolders", int(subfolders))


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_the_start_folder_is_trusted_whatever_the_macro_setting(level: int, pc: PC) -> None:
    pc.registry.put(rf"{POLICY}\{SECURITY}", "vbawarnings", level)
    assert pc.look(trust.addin_macros).state == "ok"


@pytest.mark.parametrize(
    ("level", "signed", "state"),
    [
        (None, False, "note"),
        (1, False, "ok"),
        (2, False, "note"),
        (3, False, "error"),
        (3, True, "ok"),
        (4, False, "error"),
        (4, True, "error"),
    ],
)
def test_without_trusted_locations_the_macro_setting_decides(
    level: int | None, signed: bool, state: str, pc: PC
) -> None:
    pc.registry.put(rf"{POLICY}\{SECURITY}\Trusted Locations", "alllocationsdisabled", 1)
    if level is not None:
        pc.registry.put(rf"{POLICY}\{SECURITY}", "vbawarnings", level)
    addin_file(pc.machine).write_bytes(addin_bytes(signed=signed))
    found = pc.look(trust.addin_macros)
    assert found.state == state
    if state != "ok":
        assert "bộ phận CNTT" in found.remedy


def test_where_only_the_offices_locations_count_the_start_folder_must_be_among_them(pc: PC) -> None:
    pc.registry.put(rf"{POLICY}\{SECURITY}", "vbawarnings", 4)
    pc.registry.put(rf"{POLICY}\Common\Security\Trusted Locations", "allow user locations", 0)
    assert pc.look(trust.addin_macros).state == "error"
    trust_folder(pc, POLICY, r"%APPDATA%\Microsoft\Excel\XLSTART" + "\\")
    assert pc.look(trust.addin_macros).state == "ok"


@pytest.mark.parametrize("path", ["", 7])
def test_a_trusted_location_without_a_path_is_no_location(path: object, pc: PC) -> None:
    key = rf"HKCU\Software\Microsoft\Office\16.0\{SECURITY}\Trusted Locations\Location0"
    pc.registry.put(key, "Path", path)
    assert pc.look(trust.addin_macros).state == "ok", "Excel's own list counts"


def test_a_start_folder_that_the_user_took_off_the_list_is_not_trusted(pc: PC) -> None:
    trust_folder(pc, r"HKCU\Software\Microsoft\Office\16.0", r"C:\Other")
    assert pc.look(trust.addin_macros).state == "note"


@pytest.mark.parametrize(
    ("content", "level", "trusted", "state"),
    [
        (MACRO_BOOK, 4, False, "error"),
        (MACRO_BOOK, 4, True, "ok"),
        (MACRO_BOOK, 2, False, "note"),
        (MACRO_BOOK, 3, False, "error"),
        (SIGNED_BOOK, 3, False, "ok"),
        (MACRO_BOOK, 1, False, "ok"),
    ],
)
def test_a_workbook_with_macros_needs_a_trusted_place(
    content: bytes, level: int, trusted: bool, state: str, pc: PC
) -> None:
    book = file(pc.root / "so" / "2026" / "DanVanKheo.xlsm", content)
    pc.registry.put(rf"HKCU\{EXCEL}\Security", "VBAWarnings", level)
    if trusted:
        trust_folder(pc, POLICY, str(pc.root / "so"), subfolders=True)
    assert pc.look(trust.book_macros, book).state == state


def test_a_trusted_location_covers_its_subfolders_only_when_it_says_so(pc: PC) -> None:
    book = file(pc.root / "so" / "2026" / "DanVanKheo.xlsm", MACRO_BOOK)
    pc.registry.put(rf"HKCU\{EXCEL}\Security", "VBAWarnings", 4)
    trust_folder(pc, POLICY, str(pc.root / "so"))
    assert pc.look(trust.book_macros, book).state == "error"


def test_a_trusted_location_on_another_computer_counts_only_where_allowed(pc: PC) -> None:
    book = file(pc.root / "so" / "DanVanKheo.xlsm", MACRO_BOOK)
    pc = change(pc, is_remote=lambda path: path.startswith(str(pc.root / "so")))
    pc.registry.put(rf"HKCU\{EXCEL}\Security", "VBAWarnings", 4)
    trust_folder(pc, POLICY, str(pc.root / "so"))
    assert pc.look(trust.book_macros, book).state == "error"
    pc.registry.put(rf"{POLICY}\{SECURITY}\Trusted Locations", "AllowNetworkLocations", 1)
    assert pc.look(trust.book_macros, book).state == "ok"


def test_a_workbook_without_macros_needs_no_trust(pc: PC, book: Path) -> None:
    assert trust.book_macros(pc.situation(book=str(book))) is None


OUR_BOOK = package({"customUI/customUI14.xml": b'"dvk_new"', "xl/vbaProject.bin": b"macros"})


@pytest.mark.parametrize("suffix", [".xlsm", ".XLSM"])
def test_our_macros_in_a_workbook_must_be_of_the_installed_xlwings(suffix: str, pc: PC) -> None:
    book = file(pc.root / "so" / f"so-2026{suffix}", OUR_BOOK)
    trust_folder(pc, POLICY, str(book.parent))
    assert pc.look(book_macros, book).state == "ok"
    found = change(pc, xlwings="0.38.0").look(book_macros, book)
    assert (found.name, found.state) == ("book-macros", "error")
    assert XLWINGS in found.message
    assert "0.38.0" in found.message
    assert f"xlwings=={XLWINGS}" in found.remedy
    assert ".xlsx" in found.remedy


def test_the_version_of_macros_matters_on_macos_too(tmp_path: Path) -> None:
    pc = mac(tmp_path)
    book = file(tmp_path / "so.xlsm", OUR_BOOK)
    assert pc.look(book_macros, book).state == "ok"
    assert change(pc, xlwings="0.38.0").look(book_macros, book).state == "error"


def test_macros_of_others_are_looked_at_for_trust_alone(pc: PC) -> None:
    book = file(pc.root / "so" / "so.xlsm", MACRO_BOOK)
    other = change(pc, xlwings="0.38.0")
    assert other.look(book_macros, book) == pc.look(trust.book_macros, book)


@pytest.mark.parametrize("content", [PLAIN_BOOK, b"", b"broken"])
def test_a_workbook_without_our_macros_is_no_matter_of_versions(content: bytes, pc: PC) -> None:
    book = file(pc.root / "so.xlsx", content)
    assert book_macros(change(pc, xlwings="0.38.0").situation(book=str(book))) is None


def test_a_file_that_does_not_tell_its_version_is_no_error(pc: PC) -> None:
    book = file(pc.root / "so" / "so.xlsm", OUR_BOOK)
    found = book_macros(replace(pc.situation(book=str(book)), built_with=lambda data: ""))
    assert found == pc.look(trust.book_macros, book)


# Marks, blocks, rivals


@pytest.mark.parametrize(
    ("mark", "marked"),
    [
        (b"[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://mail/\r\n", True),
        (b"[ZoneTransfer]\r\nZoneId=4\r\n", True),
        (b"[ZoneTransfer]\r\nZoneId=2\r\n", False),
        (None, False),
    ],
    ids=["internet", "restricted", "trusted site", "no mark"],
)
@pytest.mark.parametrize(
    ("look", "name", "state"),
    [
        (marks.addin_mark, None, "warning"),
        (marks.book_mark, "so.xlsx", "warning"),
        (marks.book_mark, "so.xlsm", "error"),
    ],
)
def test_files_from_the_internet_are_told(
    look: Callable[..., object],
    name: str | None,
    state: str,
    mark: bytes | None,
    marked: bool,
    pc: PC,
) -> None:
    path = file(pc.root / name, PLAIN_BOOK) if name else addin_file(pc.machine)
    if mark is not None:
        file(Path(f"{path}:Zone.Identifier"), mark)
    found = pc.look(look, path)  # type: ignore[arg-type]
    assert found.state == (state if marked else "ok")
    assert ("Unblock" in found.remedy) is marked


def test_an_add_in_that_excel_switched_off_is_found(pc: PC) -> None:
    key = rf"HKCU\{EXCEL}\Resiliency\DisabledItems"
    other = "c:\\tools\\other.xlam\0".encode("utf-16-le")
    pc.registry.put(key, "1A2B", b"\2\0\0\0\x40\0\0\0\0\0\0\0" + other)
    assert pc.look(blocks.disabled).state == "ok"
    ours = "C:\\Users\\An\\XLSTART\\DanVan_XL.xlam\0".encode("utf-16-le")
    pc.registry.put(key, "3C4D", b"\2\0\0\0\x40\0\0\0\0\0\0\0" + ours)
    found = pc.look(blocks.disabled)
    assert (found.state, "Disabled Items" in found.remedy) == ("error", True)


RULES = (
    r"HKLM\Software\Policies\Microsoft\Windows Defender"
    r"\Windows Defender Exploit Guard\ASR\Rules"
)
PROMPT = r"HKCU\Software\Policies\Microsoft\Windows\System"


@pytest.mark.parametrize(
    ("key", "name", "value", "state"),
    [
        (RULES, "D4F940AB-401B-4EFC-AADC-AD5F3C50688A", "1", "error"),
        (RULES, "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b", "6", "error"),
        (RULES, "d4f940ab-401b-4efc-aadc-ad5f3c50688a", "2", "ok"),
        (RULES, "d4f940ab-401b-4efc-aadc-ad5f3c50688a", "0", "ok"),
        (PROMPT, "DisableCMD", 1, "error"),
        (PROMPT, "DisableCMD", 2, "warning"),
        (PROMPT, "DisableCMD", 0, "ok"),
    ],
)
def test_what_keeps_excel_from_starting_python_is_found(
    key: str, name: str, value: object, state: str, pc: PC
) -> None:
    pc.registry.put(key, name, value)
    assert pc.look(blocks.processes).state == state


def test_an_add_in_of_xlwings_in_the_start_folder_is_told(pc: PC) -> None:
    assert pc.look(rivals.clash).state == "ok"
    rival = file(startup_folder(pc.machine) / "xlwings.xlam", b"add-in of xlwings")
    assert pc.look(rivals.clash).state == "note"
    rival.write_bytes(b"older add-in of xlwings")
    assert pc.look(rivals.clash).state == "warning"


@pytest.mark.parametrize(
    ("name", "value", "state"),
    [
        ("OPEN", r'/R "C:\tools\xlwings.xlam"', "warning"),
        ("OPEN3", r"C:\tools\XLWINGS.XLAM", "warning"),
        ("OPEN1", "xlwings.xlam", "warning"),
        ("OPEN1", r"C:\tools\solver.xlam", "ok"),
        ("OpenedBefore", "xlwings.xlam", "ok"),
        ("OPEN", 7, "ok"),
    ],
)
def test_an_add_in_of_xlwings_that_was_ticked_by_hand_is_told(
    name: str, value: object, state: str, pc: PC
) -> None:
    pc.registry.put(rf"HKCU\{EXCEL}\Options", name, value)
    assert pc.look(rivals.clash).state == state


def test_a_second_copy_of_this_add_in_is_told(pc: PC) -> None:
    assert pc.look(rivals.twice).state == "ok"
    pc.registry.put(rf"HKCU\{EXCEL}\Options", "OPEN", f'"{addin_file(pc.machine)}"')
    assert pc.look(rivals.twice).state == "ok"
    file(pc.root / "Office16" / "XLSTART" / "danvan_xl.xlam", ADDIN)
    assert pc.look(rivals.twice).state == "warning"


# Programs and places


def test_excel_must_be_there(pc: PC) -> None:
    found = pc.look(office.excel)
    assert (found.state, "64 bit" in found.message) == ("ok", True)
    (pc.root / "Office16" / "excel.exe").unlink()
    assert pc.look(office.excel).state == "warning"


@pytest.mark.parametrize(
    ("key", "name", "value", "bits"),
    [
        (r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration", "Platform", "x86", 32),
        (r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration", "Platform", "x64", 64),
        (r"HKLM\Software\Microsoft\Office\16.0\Outlook", "Bitness", "x86", 32),
    ],
)
def test_where_excels_file_does_not_tell_the_registry_does(
    key: str, name: str, value: str, bits: int, pc: PC
) -> None:
    (pc.root / "Office16" / "excel.exe").write_bytes(b"MZ")
    assert "bit" not in pc.look(office.excel).message.split(":")[0]
    pc.registry.put(key, name, value)
    assert f"{bits} bit" in pc.look(office.excel).message


@pytest.mark.parametrize(
    ("word", "libreoffice", "state"),
    [
        (True, None, "ok"),
        (False, "/usr/bin/soffice", "ok"),
        (False, None, "warning"),
    ],
)
def test_one_program_must_make_pdf(word: bool, libreoffice: str | None, state: str, pc: PC) -> None:
    if not word:
        (pc.root / "Office16" / "winword.exe").unlink()
    situation = replace(pc.situation(), libreoffice=lambda: libreoffice)
    assert office.pdf(situation).state == state


def test_the_new_outlook_is_no_outlook(pc: PC) -> None:
    assert pc.look(office.outlook).state == "ok"
    key = r"HKCU\Software\Microsoft\Office\16.0\Outlook\Preferences"
    pc.registry.put(key, "UseNewOutlook", 1)
    assert pc.look(office.outlook).state == "note"
    (pc.root / "Office16" / "outlook.exe").unlink()
    assert pc.look(office.outlook).state == "note"


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_a_workbook_in_onedrive_is_told(variable: str, pc: PC, book: Path) -> None:
    environment = {**pc.machine.environment, variable: str(pc.root / "OneDrive")}
    pc = change(pc, environment=environment)
    assert pc.look(storage.book_place, book).state == "ok"
    inside = file(pc.root / "OneDrive" / "Sổ" / "so.xlsx", PLAIN_BOOK)
    assert pc.look(storage.book_place, inside).state == "warning"


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("https://d.docs.live.net/1/so.xlsx", "error"),
        ("https:/d.docs.live.net/1/so.xlsx", "error"),
        ("HTTPS:\\coquan.sharepoint.com\\so.xlsx", "error"),
        ("/no/such/so.xlsx", "error"),
    ],
)
def test_a_workbook_that_is_no_file_is_an_error(address: str, state: str, pc: PC) -> None:
    assert pc.look(storage.book_place, address).state == state


def test_a_folder_is_told_to_be_one(pc: PC, book: Path) -> None:
    found = pc.look(storage.book_place, book.parent)
    assert found.state == "error"
    assert "là một thư mục" in found.message


@pytest.mark.parametrize(
    ("content", "state"),
    [(PLAIN_BOOK, "ok"), (FORM, "warning"), (b"", "warning"), (PLAIN_BOOK[:60], "warning")],
    ids=["a workbook of ours", "a form", "empty", "broken"],
)
def test_a_file_that_is_no_workbook_of_ours_is_told(content: bytes, state: str, pc: PC) -> None:
    found = pc.look(book_kind, file(pc.root / "so.xlsx", content))
    assert found.state == state
    assert bool(found.remedy) == (state == "warning")


@pytest.mark.parametrize(
    ("name", "word"),
    [("sổ-2026.xlsx", "sổ-2026.xlsx chỉ đọc được"), ("Sổ", "Thư mục chứa sổ")],
    ids=["the workbook", "its folder"],
)
def test_a_place_that_cannot_be_written_is_told(
    name: str, word: str, pc: PC, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = file(pc.root / "Sổ" / "sổ-2026.xlsx", PLAIN_BOOK)
    assert pc.look(storage.book_writable, book).state == "ok"
    monkeypatch.setattr("os.access", lambda path, mode: Path(path).name != name)
    found = pc.look(storage.book_writable, book)
    assert found.state == "warning"
    assert word in found.message
    assert "CNTT" in found.remedy


def test_a_workbook_on_another_computer_is_told(pc: PC, book: Path) -> None:
    pc = change(pc, is_remote=lambda path: path == str(book))
    assert pc.look(storage.book_place, book).state == "warning"


def test_the_data_folder_must_be_writable_and_have_room(
    pc: PC, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=10**10))
        assert pc.look(storage.data_folder).state == "ok"
        patch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=10**8))
        assert pc.look(storage.data_folder).state == "warning"

    def refuse(dir: Path) -> None:
        raise PermissionError(13, "denied", str(dir))

    monkeypatch.setattr(storage.tempfile, "TemporaryFile", refuse)
    assert pc.look(storage.data_folder).state == "error"


def test_a_file_that_cannot_be_read_now_does_not_stop_the_examination(
    pc: PC, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "in use", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    found = {check.name: check for check in examine(pc.situation())}
    assert found["addin"].state == "warning"
    assert found["addin"].remedy
    assert found["pywin32"].state == "ok"


def test_looking_changes_nothing(pc: PC, book: Path) -> None:
    before = pc.tree()
    examine(pc.situation(book=str(book)))
    assert pc.tree() == before
