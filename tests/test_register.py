from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
import xlwings as xw

from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.tables import COMMENDATIONS, LOG, RESULTS, SUBMISSIONS, UNITS

NAME = COMMENDATIONS["name"].header


def rows(*codes: str, unit: str = "522") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit_code": unit,
            "initiative_code": list(codes),
            "name": [f"Mô hình {code}" for code in codes],
            "commendation": "Hình thức khác",
        }
    )


def everything(register: Register) -> pd.Series:
    return pd.Series(True, index=register.read(COMMENDATIONS).index)


def test_an_empty_table_reads_as_no_rows(master: xw.Book) -> None:
    assert Register(master).read(RESULTS).empty


def test_text_dates_and_numbers_are_read_as_their_columns_say(master: xw.Book) -> None:
    submissions = Register(master).read(SUBMISSIONS)
    first = submissions.iloc[0]
    assert len(submissions) == 41
    assert (first["unit_code"], first["year"], first["last_day"]) == (
        "SNV",
        2022.0,
        date(2022, 9, 19),
    )
    assert first["received"] is None
    assert first["note"] == ""


def test_appended_rows_are_read_back_before_and_after_saving(
    master: xw.Book, master_path: Path
) -> None:
    register = Register(master)
    register.append(COMMENDATIONS, rows("001", "=1+1", "-5"))
    assert list(register.read(COMMENDATIONS)["initiative_code"]) == ["001", "=1+1", "-5"]
    master.save()
    master.close()
    again = Register(open_book(master_path)).read(COMMENDATIONS)
    assert list(again["initiative_code"]) == ["001", "=1+1", "-5"]
    assert list(again["name"]) == ["Mô hình 001", "Mô hình =1+1", "Mô hình -5"]


def test_merging_keeps_places_updates_appends_and_removes(master: xw.Book) -> None:
    register = Register(master)
    register.append(COMMENDATIONS, rows("a", "b", "c"))
    new = rows("c", "d", "a").assign(name=["C", "D", "A"])
    assert register.merge(COMMENDATIONS, new, everything(register), {"state": "Đề nghị"})
    after = register.read(COMMENDATIONS)
    assert list(after["initiative_code"]) == ["a", "c", "d"]
    assert list(after["name"]) == ["A", "C", "D"]
    assert list(after["state"]) == ["", "", "Đề nghị"]


def test_merging_leaves_rows_outside_alone(master: xw.Book) -> None:
    register = Register(master)
    register.append(COMMENDATIONS, rows("a", "b"))
    register.append(COMMENDATIONS, rows("x", unit="524"))
    old = register.read(COMMENDATIONS)
    register.merge(COMMENDATIONS, rows("b"), old["unit_code"] == "522")
    after = register.read(COMMENDATIONS)
    assert list(zip(after["unit_code"], after["initiative_code"], strict=True)) == [
        ("522", "b"),
        ("524", "x"),
    ]


def test_merging_the_same_again_changes_nothing(master: xw.Book) -> None:
    register = Register(master)
    assert register.merge(COMMENDATIONS, rows("a", "b"), everything(register))
    register.changed = False
    assert not register.merge(COMMENDATIONS, rows("a", "b"), everything(register))
    assert not register.changed


def test_a_table_can_be_emptied_and_filled_again(master: xw.Book) -> None:
    register = Register(master)
    register.append(COMMENDATIONS, rows("a", "b"))
    register.merge(COMMENDATIONS, rows(), everything(register))
    assert register.read(COMMENDATIONS).empty
    register.append(COMMENDATIONS, rows("z"))
    assert list(register.read(COMMENDATIONS)["initiative_code"]) == ["z"]


def test_a_cell_that_is_no_date_is_told_and_kept(master: xw.Book) -> None:
    register = Register(master)
    address = register.address(SUBMISSIONS, 1, "received")
    master.sheets["Báo cáo"].range(address).value = "hôm qua"
    register = Register(master)
    frame = register.read(SUBMISSIONS)
    assert [(cell.row, cell.column, cell.raw) for cell in register.misread(SUBMISSIONS)] == [
        (1, "received", "hôm qua")
    ]
    register.replace(SUBMISSIONS, frame.assign(note="đã xem"))
    assert master.sheets["Báo cáo"].range(address).value == "hôm qua"


def test_each_command_is_logged_with_its_user(master: xw.Book) -> None:
    register = Register(master)
    register.log("Thử", "mục tiêu", "xong")
    line = register.read(LOG).iloc[0]
    assert (line["command"], line["target"], line["outcome"]) == ("Thử", "mục tiêu", "xong")
    assert line["user"]


def own_workbook(path: Path, headers: list[str], data: list[list[object]]) -> Path:
    """A workbook with the settings table and ``tblCommendations`` with columns of one's own."""
    book = xlsxwriter.Workbook(path)
    text = book.add_format({"num_format": "@"})
    for name, columns, content in (
        ("tblSettings", ["Khóa", "Mục", "Giá trị", "Giải thích"], [["period.year", "", 2022, ""]]),
        ("tblCommendations", headers, data),
    ):
        sheet = book.add_worksheet(name)
        sheet.set_column(0, len(columns), 12, text)
        sheet.add_table(
            0,
            0,
            len(content),
            len(columns) - 1,
            {
                "name": name,
                "columns": [
                    {"header": header, "formula": "=1+1"}
                    if header == "Tự tính"
                    else {"header": header}
                    for header in columns
                ],
            },
        )
        for number, row in enumerate(content, start=1):
            for column, value in enumerate(row):
                if columns[column] != "Tự tính":
                    sheet.write(number, column, value, text)
    book.close()
    return path


HEADERS = [column.header for column in COMMENDATIONS]


def test_columns_that_staff_moved_and_added_keep_their_rows(tmp_path: Path) -> None:
    headers = ["Của tôi", *reversed(HEADERS), "Tự tính"]
    at = {header: number for number, header in enumerate(headers)}
    data: list[list[object]] = []
    for code in ("a", "b", "c"):
        row: list[object] = [""] * len(headers)
        row[at["Của tôi"]] = f"ghi chú {code}"
        row[at["Mã đơn vị"]], row[at["Mã mô hình"]] = "522", code
        data.append(row)
    book = open_book(own_workbook(tmp_path / "x.xlsx", headers, data))
    register = Register(book)
    register.merge(COMMENDATIONS, rows("c", "d", "a"), everything(register))
    block = book.sheets["tblCommendations"].tables["tblCommendations"].data_body_range.value
    seen = [(row[at["Mã mô hình"]], row[at["Của tôi"]]) for row in block]
    assert seen == [("a", "ghi chú a"), ("c", "ghi chú c"), ("d", None)]
    formulas = book.sheets["tblCommendations"].range((2, at["Tự tính"] + 1), (4, at["Tự tính"] + 1))
    assert [row[0] for row in formulas.formula] == ["=1+1"] * 3
    book.close()


def test_a_missing_column_is_named_with_its_sheet(tmp_path: Path) -> None:
    headers = [header for header in HEADERS if header != NAME]
    book = open_book(own_workbook(tmp_path / "x.xlsx", headers, [["" for _ in headers]]))
    with pytest.raises(DanVanError, match=f"Khen thưởng thiếu cột «{NAME}»"):
        Register(book).read(COMMENDATIONS)
    book.close()


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    book = open_book(own_workbook(tmp_path / "x.xlsx", HEADERS, [["" for _ in HEADERS]]))
    with pytest.raises(DanVanError, match="thiếu bảng tblUnits"):
        Register(book).read(UNITS)
    book.close()


def test_a_workbook_that_is_no_master_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.add_worksheet()
    book.close()
    (tmp_path / "khác.xlsx").write_bytes(buffer.getvalue())
    other = open_book(tmp_path / "khác.xlsx")
    with pytest.raises(DanVanError, match="không phải là sổ theo dõi"):
        Register(other)
    other.close()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("period.as_of", date(2022, 9, 25)),
        ("period.as_of", None),
        ("period.strict", False),
        ("smtp.port", 465),
        ("office.signer", "Nguyễn Văn A"),
        ("office.symbol", ""),
    ],
)
def test_a_setting_is_read_back_as_it_was_set(master: xw.Book, key: str, value: object) -> None:
    Register(master).set(key, value)  # type: ignore[arg-type]
    assert Register(master).settings()[key] == value
