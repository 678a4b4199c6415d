"""Undo from the command line, and what snapshots keep."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
import xlwings as xw

from danvan_xl.commands.undo import full_name, last_command, undo
from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.tables import INITIATIVES, LOG, SUBMISSIONS
from danvan_xl.snapshots import KEPT, recording, snapshots_of
from tests.master_tables import stored, tables
from tests.own_columns import add_column
from tests.rounds import Round
from tests.terminal_runs import CommandLine

pytestmark = pytest.mark.usefixtures("kept_workers")

UNITS = ("524", "527")


@pytest.fixture
def round_2022(master_path: Path) -> Round:
    current = Round(master_path, *UNITS)
    for code in UNITS:
        current.return_form(code)
    return current


def log_lines(path: Path) -> list[str]:
    with open_book(path) as book:
        return list(Register(book).read(LOG)["command"])


def test_the_last_command_is_undone_and_both_stand_in_the_log(
    danvan_xl: CommandLine, round_2022: Round
) -> None:
    master = round_2022.master
    before = tables(master)
    assert danvan_xl("import", str(master), str(round_2022.folder)).code == 0
    assert tables(master) != before
    run = danvan_xl("undo", str(master), "--json")
    assert run.code == 0
    assert "Mô hình" in json.loads(run.out)["sheets"]
    assert tables(master) == before
    assert log_lines(master)[-2:] == ["Nhập phiếu", "Hoàn tác"]


def test_there_is_nothing_to_undo_twice(danvan_xl: CommandLine, round_2022: Round) -> None:
    master = round_2022.master
    danvan_xl("import", str(master), str(round_2022.folder))
    assert danvan_xl("undo", str(master)).code == 0
    content = master.read_bytes()
    run = danvan_xl("undo", str(master))
    assert run.code == 2
    assert "Không có gì để hoàn tác" in run.err
    assert master.read_bytes() == content


def test_edits_after_the_command_are_kept_unless_forced(
    danvan_xl: CommandLine, round_2022: Round
) -> None:
    master = round_2022.master
    danvan_xl("import", str(master), str(round_2022.folder))
    with open_book(master) as book:
        cell = Register(book).address(INITIATIVES, 0, "name")
        book.sheets["Mô hình"][cell].value = "Tên do cán bộ sửa"
        book.save()
    content = master.read_bytes()
    run = danvan_xl("undo", str(master))
    assert run.code == 2
    assert "trang Mô hình đã được sửa" in run.err
    assert master.read_bytes() == content
    assert danvan_xl("undo", str(master), "--force").code == 0
    with open_book(master) as book:
        assert Register(book).read(INITIATIVES).empty


def test_a_command_whose_workbook_was_not_saved_is_passed_over(master: xw.Book) -> None:
    with recording(full_name(master), "Thử một"):
        Register(master).set("office.signer", "A")
    with recording(full_name(master), "Thử hai"):
        register = Register(master)
        register.set("office.signer", "B")
        register.set("office.signer", "A")
    assert last_command(master).snapshot.command == "Thử một"
    undo(master)
    assert Register(master).settings()["office.signer"] == ""


def test_dates_numbers_and_blanks_come_back_as_they_were(master: xw.Book) -> None:
    register = Register(master)
    frame = register.read(SUBMISSIONS)
    frame.loc[0, "received"] = datetime(2022, 9, 15).date()
    frame.loc[1, "note"] = "  chữ 'lạ' \u2028 và 😀"
    register.replace(SUBMISSIONS, frame)
    before = stored(master, SUBMISSIONS)
    with recording(full_name(master), "Xóa hết"):
        Register(master).replace(SUBMISSIONS, frame.iloc[0:0])
    assert len(stored(master, SUBMISSIONS)) == 1
    undo(master)
    assert stored(master, SUBMISSIONS) == before


def test_a_snapshot_of_a_killed_command_brings_back_what_was_written(master: xw.Book) -> None:
    """The process ended between two tables: the snapshot has no end."""
    register = Register(master)
    added = pd.DataFrame([{"unit_code": "524", "name": "Mô hình lạ"}])
    with recording(full_name(master), "Bị ngắt") as recorder:
        register.append(INITIATIVES, added)
        recorder._now.clear()
    assert not snapshots_of(full_name(master))[0].digests
    undo(master, force=True)
    assert Register(master).read(INITIATIVES).empty


def test_old_snapshots_go(master: xw.Book) -> None:
    for number in range(KEPT + 3):
        with recording(full_name(master), f"Lệnh {number}"):
            Register(master).set("office.signer", f"Người {number}")
    kept = [snapshot.command for snapshot in snapshots_of(full_name(master))]
    assert kept == [f"Lệnh {number}" for number in range(KEPT + 2, 2, -1)]


def test_a_command_that_writes_nothing_leaves_no_snapshot(master: xw.Book) -> None:
    with recording(full_name(master), "Chỉ xem"):
        Register(master).read(INITIATIVES)
    assert snapshots_of(full_name(master)) == []


def test_a_closed_period_is_not_undone(danvan_xl: CommandLine, round_2022: Round) -> None:
    master = round_2022.master
    danvan_xl("import", str(master), str(round_2022.folder))
    assert danvan_xl("lock", str(master), "--as-of", "2022-12-31").code == 1
    run = danvan_xl("undo", str(master))
    assert run.code == 2
    assert "đã khóa ngày 31/12/2022" in run.err


def test_what_staff_wrote_into_their_own_column_stays_with_its_row(
    danvan_xl: CommandLine, round_2022: Round
) -> None:
    """Notes typed after the command, and after sorting, follow the unit, not the place."""
    master = round_2022.master
    add_column(master, "tblSubmissions", "Ghi riêng")
    danvan_xl("import", master, round_2022.folder)
    with open_book(master) as book:
        register = Register(book)
        headers, block = register.block(SUBMISSIONS)
        column, code = headers.index("Ghi riêng"), headers.index("Mã đơn vị")
        body = book.sheets["Báo cáo"].tables["tblSubmissions"].data_body_range
        body[:, column].value = [[f"gọi {row[code]}"] for row in block]
        book.save()
    assert danvan_xl("undo", master).code == 0
    with open_book(master) as book:
        headers, block = Register(book).block(SUBMISSIONS)
        assert {row[headers.index("Ghi riêng")] for row in block} == {
            f"gọi {row[headers.index('Mã đơn vị')]}" for row in block
        }


def test_closing_a_period_seals_what_was_done_before(
    danvan_xl: CommandLine, round_2022: Round
) -> None:
    master = round_2022.master
    danvan_xl("lock", master)
    danvan_xl("config", master, "office.signer", "Người ký")
    assert danvan_xl("lock", master, "--open").code == 0
    run = danvan_xl("undo", master, "--force")
    assert run.code == 2
    assert "Không có gì để hoàn tác" in run.err


def test_a_workbook_without_a_place_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    class Unsaved:
        name = fullname = "Book1"

    with pytest.raises(DanVanError, match="Lưu sổ vào một thư mục"):
        full_name(Unsaved())  # type: ignore[arg-type]
