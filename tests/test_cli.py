"""What a user sees who gives the command line something wrong, and its promises to programs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_xl.cli import app
from tests.terminal_runs import CommandLine, Run

Broken = Callable[[Path], list[str | Path]]


def no_file(folder: Path) -> list[str | Path]:
    return ["status", folder / "không-có.xlsx"]


def not_a_workbook(folder: Path) -> list[str | Path]:
    (folder / "hỏng.xlsx").write_text("đây không phải là sổ")
    return ["validate", folder / "hỏng.xlsx"]


def no_master(folder: Path) -> list[str | Path]:
    (folder / "phieu").mkdir()
    return ["status", folder / "phieu"]


def no_folder(folder: Path) -> list[str | Path]:
    return ["import", folder / "so-2022.xlsx", folder / "không-có"]


def file_for_a_folder(folder: Path) -> list[str | Path]:
    (folder / "nộp về").mkdir()
    (folder / "nộp về" / "phiếu.xlsx").write_bytes(b"PK")
    return ["import", folder / "so-2022.xlsx", folder / "nộp về" / "phiếu.xlsx"]


def reason_without_a_choice(folder: Path) -> list[str | Path]:
    (folder / "nộp về").mkdir()
    return ["import", folder / "so-2022.xlsx", folder / "nộp về", "--reason", "đã hỏi"]


def empty_folder(folder: Path) -> list[str | Path]:
    (folder / "nộp về").mkdir()
    return ["import", folder / "so-2022.xlsx", folder / "nộp về"]


def unknown_unit(folder: Path) -> list[str | Path]:
    return ["forms", folder / "so-2022.xlsx", "--unit", "999"]


def previous_of_another_year(folder: Path) -> list[str | Path]:
    copy = folder / "cũ.xlsx"
    copy.write_bytes((folder / "so-2022.xlsx").read_bytes())
    return ["forms", folder / "so-2022.xlsx", "--previous", copy]


def book_exists(folder: Path) -> list[str | Path]:
    return ["new", folder / "so-2022.xlsx", "--year", "2022"]


def wrong_suffix(folder: Path) -> list[str | Path]:
    return ["new", folder / "so.xls", "--year", "2022"]


def year_without_catalogue(folder: Path) -> list[str | Path]:
    return ["new", folder / "mới.xlsx", "--year", "1999"]


def nothing_to_report(folder: Path) -> list[str | Path]:
    return ["report", folder / "so-2022.xlsx"]


def unknown_setting(folder: Path) -> list[str | Path]:
    return ["config", folder / "so-2022.xlsx", "period.yaer", "2022"]


def wrong_setting(folder: Path) -> list[str | Path]:
    return ["config", folder / "so-2022.xlsx", "period.deadline", "chưa biết"]


def wrong_day(folder: Path) -> list[str | Path]:
    return ["status", folder / "so-2022.xlsx", "--as-of", "25.9"]


def unknown_command(folder: Path) -> list[str | Path]:
    return ["xem", folder / "so-2022.xlsx"]


def missing_argument(folder: Path) -> list[str | Path]:
    return ["import", folder / "so-2022.xlsx"]


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (no_file, "không-có.xlsx"),
        (not_a_workbook, "hỏng.xlsx"),
        (no_master, "phieu"),
        (no_folder, "Không có thư mục"),
        (file_for_a_folder, "thư mục chứa tệp này"),
        (reason_without_a_choice, "phải đi cùng --prefer"),
        (empty_folder, "không có phiếu nào"),
        (unknown_unit, "«999»"),
        (previous_of_another_year, "sổ của năm 2022, không phải của năm 2021"),
        (book_exists, "Đã có tệp"),
        (wrong_suffix, ".xlsx"),
        (year_without_catalogue, "Danh mục đơn vị"),
        (nothing_to_report, "Nhập phiếu trước"),
        (unknown_setting, "period.yaer"),
        (wrong_setting, "chưa biết"),
        (wrong_day, "2022-09-25"),
        (unknown_command, "Không có lệnh xem"),
        (missing_argument, "Thiếu THƯ-MỤC"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    broken: Broken, words: str, master_path: Path, danvan_xl: CommandLine
) -> None:
    arguments = broken(master_path.parent)
    before = contents(master_path.parent)
    run = danvan_xl(*arguments)
    assert run.code == 2
    assert run.out == ""
    assert words in run.err
    assert len(run.err.strip().splitlines()) == 1
    assert "Traceback" not in run.err
    assert contents(master_path.parent) == before


def test_a_book_that_is_open_elsewhere_is_left_alone(
    master_path: Path, danvan_xl: CommandLine
) -> None:
    lock = master_path.with_name(f"~${master_path.name}")
    lock.write_bytes(b"\x05Lan A".ljust(55) + b"\x05\0" + "Lan A".encode("utf-16-le"))
    before = master_path.read_bytes()
    run = danvan_xl("status", master_path)
    assert run.code == 2
    assert "đang được Lan A mở" in run.err
    assert master_path.read_bytes() == before
    assert danvan_xl("config", master_path).code == 0  # only looks


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_an_unforeseen_error_is_one_sentence_unless_details_are_wanted(
    master_path: Path, danvan_xl: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("hỏng bên trong")

    monkeypatch.setattr("danvan_xl.commands.status.bring_up_to_date", fail)
    run = danvan_xl("status", master_path)
    assert run.code == 2
    assert "hỏng bên trong" in run.err
    assert "Traceback" not in run.err
    monkeypatch.setattr(sys, "argv", ["danvan-xl", "--debug", "status", str(master_path)])
    from danvan_xl.cli import main

    with pytest.raises(RuntimeError, match="hỏng bên trong"):
        main()


def test_json_is_one_object_and_nothing_else(master_path: Path, danvan_xl: CommandLine) -> None:
    run = danvan_xl("status", master_path, "--as-of", "2022-09-25", "--json")
    assert run.err == ""
    assert run.json["as_of"] == "2022-09-25"
    assert run.json["deadline"] == "2022-09-20"
    assert run.json["last_day_in_time"] == "2022-09-19"
    assert len(run.json["units"]) == 41
    assert run.json["units"][0] == {
        "code": "SNV",
        "name": "Sở Nội vụ",
        "status": "overdue",
        "days": 6,
        "working_days": 4,
    }


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("period.as_of", "2022-09-25", "2022-09-25"),
        ("period.as_of", "25/09/2022", "2022-09-25"),
        ("period.as_of", "", None),
        ("period.strict", "không", False),
        ("period.strict", "true", True),
        ("office.signer", "Nguyễn Văn A", "Nguyễn Văn A"),
        ("smtp.port", "465", 465),
    ],
)
def test_a_setting_can_be_set_and_listed(
    key: str, value: str, read: object, master_path: Path, danvan_xl: CommandLine
) -> None:
    assert danvan_xl("config", master_path, key, value).code == 0
    assert danvan_xl("config", master_path, "--json").json[key] == read


def test_the_status_follows_the_settings(master_path: Path, danvan_xl: CommandLine) -> None:
    danvan_xl("config", master_path, "period.strict", "không")
    danvan_xl("config", master_path, "period.as_of", "2022-09-20")
    status = danvan_xl("status", master_path, "--json").json
    assert status["last_day_in_time"] == "2022-09-20"
    assert {unit["status"] for unit in status["units"]} == {"due_soon"}


def help_of(danvan_xl: CommandLine, *command: str) -> Run:
    return danvan_xl(*command, "--help")


def test_help_is_vietnamese_throughout(danvan_xl: CommandLine) -> None:
    commands = [str(command.name) for command in app.registered_commands]
    assert len(commands) >= 9
    for command in [[], *([name] for name in commands)]:
        run = help_of(danvan_xl, *command)
        assert run.code == 0
        assert "Cách dùng:" in run.out
        for english in ("Usage", "Options", "Commands", "Arguments", "Show this", "required", "<"):
            assert english not in run.out


def test_output_through_a_pipe_is_utf_8_whatever_the_system_says(master_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "danvan_xl", "status", str(master_path), "--json"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "LC_ALL": "C"},
    )
    assert "Sở Nội vụ" in run.stdout.decode("utf-8")


@pytest.mark.parametrize("arguments", [(), ("addin",)])
def test_without_a_command_the_help_page_is_all(
    danvan_xl: CommandLine, arguments: tuple[str, ...]
) -> None:
    run = danvan_xl(*arguments)
    assert run.code == 2
    assert "ngoài dự tính" not in run.err
    assert "Cách dùng" in run.out + run.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("send", "so.xlsx", "--force"), "Tùy chọn --force thiếu giá trị."),
        (("addin", "status", "x"), "Thừa đối số: x."),
        (("remind", "so.xlsx", "--before", "abc"), "Giá trị của SỐ-NGÀY không đúng."),
        (("send", "so.xlsx", "--via", "fax"), "Giá trị của CÁCH không đúng"),
    ],
)
def test_what_typer_says_in_english_is_said_in_vietnamese(
    danvan_xl: CommandLine, arguments: tuple[str, ...], words: str
) -> None:
    run = danvan_xl(*arguments)
    assert run.code == 2
    assert words in run.err
    assert not {"should", "argument", "error", "Input"} & set(run.err.split())
